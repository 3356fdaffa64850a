"""A paper: a template, its facts, charts and tables → .docx, HTML or .xlsx."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from jinja2 import Environment, TemplateError, TemplateSyntaxError

from notifications.papers.svg import svg
from notifications.papers.values import Chart, FileProperties, PaperSheet
from plan.errors import ExpectedError

Format = Literal["docx", "xlsx", "html"]


@dataclass(frozen=True, slots=True)
class Paper:
    """What a paper is made from. `template` is a file of templates/documents/, or of the office's own folder."""

    template: str
    title: str
    facts: Mapping[str, object]
    charts: Mapping[str, Chart] = field(default_factory=dict)
    sheets: tuple[PaperSheet, ...] = ()


class PaperError(TemplateError, ExpectedError):
    """A template cannot be made into a paper; the text says which, where and what to do."""


def render(env: Environment, paper: Paper, form: Format, at: datetime, author: str) -> bytes:
    """The bytes of the paper; the same arguments give the same bytes. Raises PaperError."""
    if form == "xlsx":
        from notifications.papers.excel import book

        return book(paper.sheets, at, author)
    try:
        return _from_template(env, paper, form, FileProperties(paper.title, author, at))
    except Exception as error:  # an office's own template may do anything
        line = f", dòng {error.lineno}" if isinstance(error, TemplateSyntaxError) else ""
        raise PaperError(
            f"mẫu {paper.template} có lỗi{line}: {error or type(error).__name__}; "
            "hãy sửa mẫu ấy trong thư mục [office] templates, hoặc bỏ nó đi để dùng mẫu có sẵn"
        ) from error


def _from_template(env: Environment, paper: Paper, form: Format, meta: FileProperties) -> bytes:
    drawn = {name: svg(chart) for name, chart in paper.charts.items()}
    html = env.get_template(f"documents/{paper.template}").generate(
        paper.facts, title=paper.title, charts=drawn if form == "html" else dict.fromkeys(drawn, "")
    )
    if form == "html":
        return _not_empty("".join(html)).encode()
    from notifications.papers.word import word

    return word(html, meta, paper.charts)


def _not_empty(html: str) -> str:
    if not html.strip():
        raise ValueError("mẫu trống")
    return html
