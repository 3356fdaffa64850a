"""A paper: a template, its facts, charts and tables → .docx, HTML or .xlsx."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from jinja2 import Environment

from notifications.documents.chart import Chart, svg
from notifications.documents.excel import Sheet, book
from notifications.documents.word import Meta, word

Format = Literal["docx", "xlsx", "html"]

MEDIA: Mapping[Format, str] = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "html": "text/html; charset=utf-8",
}


@dataclass(frozen=True, slots=True)
class Paper:
    """`template` is a file of templates/documents/; an office's own folder is looked into first."""

    template: str
    title: str
    facts: Mapping[str, object]
    charts: Mapping[str, Chart] = field(default_factory=dict)
    sheets: tuple[Sheet, ...] = ()


def render(env: Environment, paper: Paper, form: Format, at: datetime, author: str) -> bytes:
    """The bytes of the paper; the same arguments give the same bytes."""
    if form == "xlsx":
        return book(paper.sheets, at, author)
    drawn = {name: svg(chart) for name, chart in paper.charts.items()}
    html = env.get_template(f"documents/{paper.template}").render(
        paper.facts, title=paper.title, charts=drawn if form == "html" else dict.fromkeys(drawn, "")
    )
    if form == "html":
        return html.encode()
    return word(html, Meta(paper.title, author, at), paper.charts)
