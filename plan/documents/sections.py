"""Rows that are no tasks but head the rows below them: their mark, their title, and what they give. Pure."""

import re
from dataclasses import dataclass

from plan.documents.bodies import body_words, names_body
from plan.documents.columns import Columns
from plan.documents.headings import Role
from plan.documents.model import TableRow

_MARK = re.compile(r"([IVXLC]{1,7}|[A-ZĐ])\s*[.):/-]?")
_NUMBER = re.compile(r"(\d+(?:\.\d+)*)\s*[.)]?")
_NUMBERED = re.compile(r"^\d{1,3}(?:\.\d{1,3})*\s*[.)/]\s*(?=\D)")
_CHILD = re.compile(r"\d+(?:\.\d+)*[.)]?|[a-zđ][.)]?|[-–+•*]|")
# Programmes of work go month by month, quarter by quarter: "THÁNG 3", "Quý IV/2026", "Tháng 6 (3 đề án)".
_TIME = re.compile(
    r"(?:các nhiệm vụ |nhiệm vụ |công việc )?(?:trong |thực hiện )?"
    r"(?:tháng \d{1,2}|quý (?:[ivx]+|[1-4])|(?:6|sáu) tháng (?:đầu|cuối) năm|năm \d{4})(?:\s*[/,-]?\s*(?:năm )?\d{4})?\s*[:.]?(?:\s*\([^()]*\))?",
    re.IGNORECASE,
)
_OTHERS: tuple[Role, ...] = ("lead", "partners", "product", "timing", "start", "end", "status")


@dataclass(frozen=True, slots=True)
class Given:
    """What the row of a section says for the rows below it; `ground` where a person has to confirm the lead."""

    lead: str = ""
    partners: str = ""
    timing: str = ""
    ground: str = ""


NOTHING = Given()


def given_by_title(title: str) -> Given:
    """A section that is a time gives it; one that is named by a body is led by it, if a person confirms."""
    if _TIME.fullmatch(" ".join(title.split())):
        return Given(timing=title)
    title = _NUMBERED.sub("", title)
    if not names_body(title):
        return NOTHING
    name = body_words(title)
    return Given(lead=name, ground=f"cơ quan chủ trì lấy từ tên mục “{name}”")


def section_row(columns: Columns, row: TableRow, below: TableRow | None) -> tuple[str, str, Given] | None:
    """A section whose mark stands in the first column: its title fills the second or all others, or it gives."""
    number, title = columns.cell(row, "number").strip(), " ".join(columns.cell(row, "title").split())
    if not title:
        return None
    others = [columns.cell(row, role).strip() for role in _OTHERS if columns.place(role) is not None]
    fills = sum(" ".join(cell.split()) == title for cell in others)
    bare = all(not cell or " ".join(cell.split()) == title for cell in others)
    mark = _MARK.fullmatch(number)
    if mark and bare:
        return mark[1], title, given_by_title(title)
    if bare and fills > 1 and fills * 2 >= len(others) and (not number or below is not None):
        plain = _NUMBER.fullmatch(number)
        return (plain[1] if plain else ""), title, given_by_title(title)
    if bare and not number and (names_body(title) or title.isupper()) and columns.place("number") is not None:
        return "", title, given_by_title(title)
    if mark and not bare and below is not None and _heads(columns, below):
        timing = columns.timing(row)
        return mark[1], title, Given(columns.cell(row, "lead"), columns.cell(row, "partners"), timing)
    return None


def _heads(columns: Columns, below: TableRow) -> bool:
    """Whether the row below is one of the section's: numbered otherwise than sections are."""
    if len(below) != len(columns.roles) or columns.place("number") is None:
        return False
    return bool(_CHILD.fullmatch(columns.cell(below, "number").strip())) and bool(
        columns.cell(below, "title")
    )
