"""Which column holds what, found by the words of the heading, in any order, in one or two rows."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from plan.documents.headings import Role, meanings, role_of
from plan.documents.model import TableRow
from plan.documents.month_columns import in_units
from plan.documents.steps import Steps, steps_of, times_of
from plan.documents.timelines import Timeline, marked_time, timeline_of
from plan.text import fold

_NUMBER = re.compile(r"\d+([.)]\d+)*[.)]?")
# A list of people says what each of them is, not what is to be done by when.
_PEOPLE = re.compile(r"họ(?:,| và)? tên.*")
_ENDS_ROW = re.compile(r"(?:^|: )(?:ngày |thời gian |thời hạn |thời điểm |hạn )?(?:hoàn thành|kết thúc)$")
_CODE = re.compile(r"(?:stt|tt|số tt|số thứ tự)(?!\w)|mã(?: số)?(?: (?:nhiệm vụ|công việc|việc|hoạt động))?$")
_TIMES: tuple[Role, ...] = ("timing", "start", "end")
REQUIRED: dict[Role, str] = {"title": "nhiệm vụ", "lead": "chủ trì", "timing": "thời gian"}
_READ: tuple[Role, ...] = ("title", "lead", "partners", "product", "timing")
Meanings = Mapping[str, Role]
MeaningsByOffice = Mapping[str, Meanings]
_WEAK = 3  # of a meaning that holds only where no other column has it
EVERYBODY = ""  # said before answers were kept by office: it holds whoever issued the document


@dataclass(frozen=True, slots=True)
class Columns:
    """`spare`: columns that announced a role which another announces more nearly; `timeline`: columns of marks.

    `steps`: several columns of time, each with what is to be done by then ("Trình UBND tỉnh").
    `second_number`: a column of codes, or of numbers within a group, beside that of running numbers.
    """

    headings: tuple[str, ...]
    roles: tuple[Role | None, ...]
    spare: tuple[int, ...] = ()
    timeline: Timeline = ()
    steps: Steps = ()
    second_number: int | None = None

    def place(self, role: Role) -> int | None:
        return self.roles.index(role) if role in self.roles else None

    def heading(self, role: Role) -> str:
        place = self.place(role)
        return "" if place is None else self.name(place)

    def name(self, place: int) -> str:
        return " ".join(self.headings[place].split())

    def missing(self) -> tuple[Role, ...]:
        return tuple(role for role in REQUIRED if not self.has(role))

    def has(self, role: Role) -> bool:
        return role in self.roles or (role == "timing" and ("end" in self.roles or bool(self.timeline)))

    def clashes(self) -> tuple[tuple[str, str], ...]:
        """Spare columns that mean what another column means, each with the name of that one.

        “Nhóm nhiệm vụ” and “Cơ quan thẩm định” are no rivals of what they stand beside.
        """
        found = ((self.name(place), meanings(self.headings[place])) for place in self.spare)
        rivals = ((name, max(said, key=lambda role: said[role])) for name, said in found if _is_rival(said))
        return tuple(
            (name, self.heading(role)) for name, role in rivals if role in _READ and role in self.roles
        )

    def cell(self, row: TableRow, role: Role) -> str:
        place = self.place(role)
        return "" if place is None else row.cells[place]

    def code(self, row: TableRow) -> str:
        """The second number of a row: `KH20.N01.2`, or `a)` within its group."""
        return "" if self.second_number is None else row.cells[self.second_number].strip()

    def timing(self, row: TableRow) -> str:
        """The words of time; a start and an end are one span."""
        if self.steps:
            return times_of(self.steps, row.cells)
        words, start, end = (self.cell(row, role).strip() for role in _TIMES)
        if (place := self.place("timing")) is not None:
            words = in_units(self.headings, place, row.cells)
        if words or not (start or end):
            return words or marked_time(self.timeline, row.cells)
        return f"Từ {start} đến {end}" if start and end and start != end else end or start

    def note(self, row: TableRow) -> str:
        """What the spare columns and those of status say, each with its heading."""
        status = self.place("status")
        places = [*self.spare, *([status] if status is not None else [])]
        said = ((self.name(place), " ".join(row.cells[place].split())) for place in sorted(places))
        return "\n".join(f"{name}: {words}" for name, words in said if words)


def _is_rival(said: Mapping[Role, int]) -> bool:
    return max(said.values(), default=0) > _WEAK


def find_columns(
    row: TableRow, below: TableRow | None, known: Meanings | None = None, lowest: TableRow | None = None
) -> tuple[Columns, int] | None:
    """The columns that a heading announces and the number of rows it takes, or None for a row of another kind.

    `known` is what people said headings mean, by their folded words; `lowest`: the row below the one below.
    """
    if below is not None and (whole := _broken_heading(row, below)) and _is_heading(whole, known or {}):
        return _assigned(whole.cells, known or {}), 2
    if not _is_heading(row, known or {}):
        return None
    if below is not None and _is_second_heading(row, below):
        low = replace(row, cells=tuple(_lower(a, b) for a, b in zip(row, below, strict=True)))
        if lowest is not None and not is_numbering(lowest) and _is_second_heading(low, lowest):
            return _assigned(tuple(_lower(a, b) for a, b in zip(low, lowest, strict=True)), known or {}), 3
        return _assigned(low.cells, known or {}), 2
    return _assigned(row.cells, known or {}), 1


def repeated(columns: Columns, before: Columns | None) -> Columns:
    """A heading that comes again without all its words: what it leaves out stays as it was."""
    if before is None or len(before.roles) != len(columns.roles):
        return columns
    roles = list(columns.roles)
    for place, role in enumerate(before.roles):
        if role and role not in roles and roles[place] is None:
            roles[place] = role
    return replace(columns, roles=tuple(roles))


def is_numbering(row: TableRow) -> bool:
    """The row `(1) (2) (3) …` that some tables carry under their heading."""
    marks = [re.sub(r"\W", "", cell) for cell in row]
    return len(marks) > 2 and marks == [str(n) for n in range(1, len(marks) + 1)]


def _assigned(headings: tuple[str, ...], known: Meanings) -> Columns:
    """Each role to the heading that announces it most nearly; ties go to the one on the left."""
    timeline = timeline_of(headings)
    marks = {place for place, _ in timeline}
    wanted = [{} if n in marks else _wanted(heading, known) for n, heading in enumerate(headings)]
    offers = sorted(
        ((weight, -place, role) for place, found in enumerate(wanted) for role, weight in found.items()),
        reverse=True,
    )
    roles: list[Role | None] = [None] * len(headings)
    for _, place, role in offers:
        if roles[-place] is None and (role not in roles or role == "note"):
            roles[-place] = role
    if "timing" not in roles and "end" not in roles and "status" in roles and not timeline:
        place = roles.index("status")
        roles[place] = "timing" if "timing" in wanted[place] else "status"
    spare = [n for n, role in enumerate(roles) if _is_spare(role, headings[n], wanted[n])]
    _end_beside_start(roles, headings)
    if "start" in roles and "end" not in roles:
        spare.append(roles.index("start"))
        roles[roles.index("start")] = None
    if "timing" in roles and "end" in roles:
        roles = [None if role in {"start", "end"} else role for role in roles]
    steps = steps_of(headings, [n for n, found in enumerate(wanted) if "timing" in found])
    if "timing" in roles and steps:
        spare = [n for n in spare if n not in dict(steps)]
    else:
        steps = ()
    return Columns(headings, tuple(roles), tuple(spare), timeline, steps, _second_number(roles, headings))


def _second_number(roles: Sequence[Role | None], headings: Sequence[str]) -> int | None:
    """“Stt: TT | Stt: Chi tiết”, “STT | Mã nhiệm vụ”: the other column that says where a row belongs."""
    if "number" not in roles:
        return None
    others = (n for n, role in enumerate(roles) if role in {None, "note"})
    return next((n for n in others if _CODE.match(fold(headings[n]))), None)


def _end_beside_start(roles: list[Role | None], headings: tuple[str, ...]) -> None:
    """“Bắt đầu | Hoàn thành”: the column behind the start is its end, whatever else the word may mean."""
    if "start" not in roles or "end" in roles:
        return
    place = roles.index("start") + 1
    if place < len(roles) and _ENDS_ROW.search(fold(headings[place])):
        roles[place] = "end"


def _is_spare(role: Role | None, heading: str, wanted: Mapping[Role, int]) -> bool:
    """Grounds and those who watch over a task are worth keeping; money is another matter."""
    return (role is None and bool(wanted)) or (role == "note" and "kinh phí" not in fold(heading))


def _wanted(heading: str, known: Meanings) -> dict[Role, int]:
    if said := known.get(fold(heading)) if known else None:
        return {said: 100}
    # Parts of a sentence go on in small letters.
    return {} if heading.lstrip()[:1].islower() else meanings(heading)


def _is_heading(row: TableRow, known: Meanings) -> bool:
    # A row of tasks may use the same words, but it has a number; a heading never has one.
    if any(_NUMBER.fullmatch(cell.strip()) for cell in row) and not timeline_of(row.cells):
        return False
    if len(set(row.cells)) < 3:
        return False
    columns = _assigned(row.cells, known)
    roles = set(columns.roles) - {None, "note", "status"}
    if not columns.has("timing") and any(_PEOPLE.fullmatch(fold(cell)) for cell in row):
        return False
    return len(roles) >= 3 and "title" in roles


def _broken_heading(row: TableRow, below: TableRow) -> TableRow | None:
    """“Đơn vị | Đơn vị phối” over “thực hiện | hợp”: a heading whose lines were drawn as rows, made whole."""
    if len(row) != len(below):
        return None
    pairs = list(zip(row, below, strict=True))
    rest = [low for high, low in pairs if low and low != high]
    if not rest or any(not low[0].islower() for low in rest):
        return None
    return replace(row, cells=tuple(high if low in {"", high} else f"{high} {low}" for high, low in pairs))


def _is_second_heading(row: TableRow, below: TableRow) -> bool:
    if len(row) != len(below) or len(set(below.cells)) == 1:
        return False
    pairs: Sequence[tuple[str, str]] = tuple(zip(row, below, strict=True))
    shared = {high for high in row if high and row.cells.count(high) > 1}
    return any(low and low != high and (role_of(low) or high in shared) for high, low in pairs) and all(
        not low or low == high or role_of(low) or high in shared for high, low in pairs
    )


def _lower(high: str, low: str) -> str:
    """The words of a column whose heading has two floors."""
    if role_of(low):
        return low
    return f"{high}: {low}" if low and low != high else high
