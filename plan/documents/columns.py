"""Which column holds what, found by the words of the heading, in any order, in one or two rows."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from plan.documents.model import TableRow
from plan.text import fold

Role = Literal["number", "title", "lead", "partners", "product", "timing"]

# In this order: "Thời gian thực hiện" is a time, "Kết quả nhiệm vụ" a product, "Đơn vị phối hợp thực hiện" a partner.
_ROLES: tuple[tuple[Role, str], ...] = (
    ("number", r"(stt|tt|số tt|số thứ tự|thứ tự|mục)\b[\W\d]*$"),
    ("timing", r"thời (gian|hạn|điểm)|tiến độ|kỳ hạn|hạn (hoàn thành|cuối)|ngày hoàn thành"),
    ("product", r"sản phẩm|kết quả|đầu ra"),
    ("partners", r"phối hợp"),
    (
        "lead",
        r"chủ trì|chịu trách nhiệm|đầu mối|(cơ quan|đơn vị|bộ phận)( tổ chức)? (thực hiện|tham mưu|phụ trách)",
    ),
    ("title", r"nhiệm vụ|nội dung|công việc|đầu việc|hoạt động|tên (đề án|văn bản)|giải pháp"),
)
_PATTERNS = tuple((role, re.compile(pattern)) for role, pattern in _ROLES)
_NUMBER = re.compile(r"\d+([.)]\d+)*[.)]?")
_LONGEST_HEADING = 90
REQUIRED: dict[Role, str] = {"title": "nhiệm vụ", "lead": "chủ trì", "timing": "thời gian"}


@dataclass(frozen=True, slots=True)
class Columns:
    headings: tuple[str, ...]
    roles: tuple[Role | None, ...]

    def place(self, role: Role) -> int | None:
        return self.roles.index(role) if role in self.roles else None

    def heading(self, role: Role) -> str:
        place = self.place(role)
        return "" if place is None else " ".join(self.headings[place].split())

    def missing(self) -> tuple[Role, ...]:
        return tuple(role for role in REQUIRED if role not in self.roles)

    def doubled(self) -> tuple[Role, ...]:
        return tuple(role for role in dict.fromkeys(self.roles) if role and self.roles.count(role) > 1)

    def cell(self, row: TableRow, role: Role) -> str:
        place = self.place(role)
        return "" if place is None else row.cells[place]


def find_columns(row: TableRow, below: TableRow | None) -> tuple[Columns, int] | None:
    """The columns that a heading announces and the number of rows it takes, or None for a row of another kind."""
    if not _is_heading(row):
        return None
    if below is not None and _is_second_heading(row, below):
        roles = tuple(role_of(low) or role_of(high) for high, low in zip(row, below, strict=True))
        headings = tuple(low if role_of(low) else high for high, low in zip(row, below, strict=True))
        return Columns(headings, roles), 2
    return Columns(row.cells, tuple(role_of(cell) for cell in row)), 1


def role_of(heading: str) -> Role | None:
    if len(heading) > 4 * _LONGEST_HEADING:  # folding a whole page to see that it is no heading is dear
        return None
    words = fold(heading)
    if len(words) > _LONGEST_HEADING:
        return None
    return next((role for role, pattern in _PATTERNS if pattern.search(words)), None)


def is_numbering(row: TableRow) -> bool:
    """The row `(1) (2) (3) …` that some tables carry under their heading."""
    marks = [re.sub(r"\W", "", cell) for cell in row]
    return len(marks) > 2 and marks == [str(n) for n in range(1, len(marks) + 1)]


def _is_heading(row: TableRow) -> bool:
    # A row of tasks may use the same words, but it has a number; a heading never has one.
    if any(_NUMBER.fullmatch(cell.strip()) for cell in row):
        return False
    roles = [role_of(cell) for cell in row]
    return len(set(roles) - {None}) >= 3 and "title" in roles


def _is_second_heading(row: TableRow, below: TableRow) -> bool:
    if len(row) != len(below):
        return False
    pairs: Sequence[tuple[str, str]] = tuple(zip(row, below, strict=True))
    return any(role_of(low) and low != high for high, low in pairs) and all(
        not low or low == high or role_of(low) for high, low in pairs
    )
