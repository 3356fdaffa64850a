"""A table whose headings nobody knows: what its columns hold, told by their cells, for a person to confirm. Pure."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from plan.documents.bodies import names_body
from plan.documents.columns import Meanings, find_columns
from plan.documents.headings import LONGEST, Role, meanings, role_of
from plan.documents.model import Block, TableRow
from plan.text import fold

_NUMBER = re.compile(r"\d+(?:\.\d+)*[.)]?|[IVXLC]+|[a-zđ][.)]?")
_TIME = re.compile(
    r"(?<!\w)(?:quý|tháng|năm|tuần|ngày|giờ|sau khi|trước khi|hằng|hàng|thường xuyên|định kỳ)(?!\w)|\d{1,2}/\d{1,4}",
    re.IGNORECASE,
)
_TARGETS = re.compile(r"(?:các |tên |nhóm )*(?:chỉ tiêu|mục tiêu|chỉ số|tỷ lệ)(?!\w)")
_FEWEST_ROWS, _SHORTEST_TITLE = 2, 15
_PLACE = "cột"
_HEADINGS: dict[Role, str] = {
    "number": "STT",
    "title": "Nhiệm vụ",
    "lead": "Cơ quan chủ trì",
    "timing": "Thời gian",
}
NO_HEADING = "bảng không có dòng tiêu đề, các cột được hiểu theo nội dung từng ô"
NAMES: dict[Role, str] = {
    "number": "số thứ tự",
    "title": "nhiệm vụ",
    "lead": "chủ trì",
    "partners": "phối hợp",
    "product": "sản phẩm",
    "timing": "thời gian",
}


def guessed(blocks: Iterable[Block], with_targets: bool = False) -> Meanings:
    """What each unknown heading seems to mean; nothing for tables without tasks and an agency or a time.

    Targets (“Chỉ tiêu | Cơ quan theo dõi”), and tables that name no agency, are guessed to be tasks only if the
    caller says so.
    """
    found: dict[str, Role] = {}
    for rows in _tables(blocks):
        roles = _roles(rows)
        if not with_targets and not _seems_tasks(roles):
            continue
        if "title" in roles.values() and {"lead", "timing"} & set(roles.values()) and len(roles) > 2:
            found |= {fold(heading): role for heading, role in roles.items()}
    return found


def guessed_beside(blocks: Iterable[Block]) -> Meanings:
    """The same of tables beside others that were read: only where task, body and time are all told by their cells."""
    found: dict[str, Role] = {}
    for rows in _tables(blocks):
        if find_columns(rows[0], rows[1]) or not all(map(_may_be_heading, rows[0].cells)):
            continue
        roles = _roles(rows)
        if _seems_tasks(roles) and {"title", "lead", "timing"} <= set(roles.values()):
            found |= {fold(heading): role for heading, role in roles.items() if role_of(heading) != role}
    return found


def _may_be_heading(cell: str) -> bool:
    """No cell of a table that goes on behind a paragraph, where it begins with a task."""
    words = fold(cell)
    is_time = _TIME.match(words) and role_of(cell) is None
    return len(words) <= LONGEST and not is_time and not any(map(str.isdigit, words))


def _seems_tasks(roles: Mapping[str, Role]) -> bool:
    aims = any(role == "title" and _TARGETS.match(fold(name)) for name, role in roles.items())
    return "lead" in roles.values() and not aims


def headed(blocks: Sequence[Block]) -> tuple[Block, ...] | None:
    """The page with headings above the first table that has none and whose cells are those of tasks; None without one."""
    for rows in _tables(blocks):
        if not _NUMBER.fullmatch(rows[0].cells[0].strip()):
            continue
        places = tuple(f"{_PLACE} {n}" for n in range(1, len(rows[0]) + 1))
        roles = _roles([TableRow(places), *rows])
        if set(_HEADINGS) <= set(roles.values()):
            first = next(n for n, block in enumerate(blocks) if block is rows[0])
            names = tuple(_HEADINGS.get(roles[place], "") if place in roles else "" for place in places)
            return (*blocks[:first], TableRow(names), *blocks[first:])
    return None


def ground(meanings: Meanings, headings: Sequence[str]) -> str:
    """The guess in words: which heading was taken for what."""
    said = [
        f"cột “{heading}” hiểu là {NAMES.get(role, role)}"
        for heading in dict.fromkeys(headings)
        if (role := meanings.get(fold(heading))) and role_of(heading) != role
    ]
    return ", ".join(said) + "; nếu khác, nhập lại với --columns"


def _tables(blocks: Iterable[Block]) -> Iterator[list[TableRow]]:
    rows: list[TableRow] = []
    for block in (*blocks, None):
        if isinstance(block, TableRow) and (not rows or len(block) == len(rows[0])):
            rows.append(block)
            continue
        if len(rows) > _FEWEST_ROWS and len(rows[0]) > 2:
            yield rows
        rows = [block] if isinstance(block, TableRow) else []


def _roles(rows: Sequence[TableRow]) -> dict[str, Role]:
    heading, body = rows[0], [row for row in rows[1:] if len(set(row.cells)) > 1]
    roles: dict[str, Role] = {}
    long: list[tuple[float, str]] = []
    # The plainer its words, the sooner a heading has its role ("Đơn vị" may be a unit); cells that only look like it come last.
    for place, name in sorted(enumerate(heading), key=lambda column: -_weight(column[1])):
        cells = [cell.strip() for row in body if (cell := row.cells[place]).strip()]
        if not cells or not name.strip() or len(name) > LONGEST:
            continue
        role = _said(name) or _role(cells)
        if role and role not in roles.values():
            roles[name] = role
        elif not role:
            long.append((sum(map(len, cells)) / len(cells), name))
    if long and max(long)[0] >= _SHORTEST_TITLE:
        roles[max(long)[1]] = "title"
    return roles


def _said(name: str) -> Role | None:
    """What a heading that everybody knows means; its cells may look like something else."""
    role = role_of(name)
    return role if role in NAMES and role != "title" else None


def _weight(name: str) -> int:
    role = _said(name)
    return meanings(name)[role] if role else 0


def _role(cells: Sequence[str]) -> Role | None:
    tests: tuple[tuple[Role, Callable[[str], object]], ...] = (
        ("number", _NUMBER.fullmatch),
        ("lead", names_body),
        ("timing", _short_time),
    )
    for role, test in tests:
        if sum(bool(test(cell)) for cell in cells) * 10 >= 7 * len(cells):
            return role
    return None


def _short_time(cell: str) -> bool:
    return len(cell) <= LONGEST and bool(_TIME.search(cell))
