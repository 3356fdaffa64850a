"""The directory of agencies as CSV or Excel → agencies, and every problem with its line.

A row that cannot be trusted (no code, an unreadable date) is left out and said; a bad address or link is
dropped and said. Nothing is guessed.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from plan.addresses import FORMS, MAIL, channel_of, fault_of
from plan.agencies.entries import GROUP, AgencyEntry
from plan.dates import read_full
from plan.documents.model import Problem
from plan.documents.register_rows import register_rows
from plan.text import fold, is_address

YEARS = range(1900, 2101)  # in which an office begins or ends; 9999, as some write "never", would be a day
_CODE = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
# No address has a comma or a blank in it.
_BETWEEN = re.compile(rf"[,\s]+(?=[^\s,;@]+@|(?i:{'|'.join(form.scheme for form in FORMS)}))")
_EMAIL = re.compile(r"[^\s@<>,;\"()]+@[^\s@<>,;\"()]+\.[^\s@<>,;\"().]+")


def read_agencies(path: Path) -> tuple[tuple[AgencyEntry, ...], tuple[Problem, ...]]:
    """Raises DocumentError when the file as a whole is no register."""
    problems: list[Problem] = []
    read = [
        (number, agency)
        for number, cells in register_rows(path, problems)
        if (agency := _agency(number, cells, problems))
    ]
    kept = _without_doubles(read, problems)
    agencies = tuple(_linked(number, agency, kept, problems) for number, agency in kept)
    problems += [*_ambiguous(kept), *_circles(kept)]
    return agencies, tuple(sorted(problems, key=_line_number))


def _agency(number: int, cells: Mapping[str, str], problems: list[Problem]) -> AgencyEntry | None:
    before = len(problems)
    code, name = cells.get("code", ""), " ".join(cells.get("name", "").split())
    if not _CODE.fullmatch(code):
        problems.append(
            _problem(number, "code", code, "Mã phải là chữ thường không dấu, số và gạch nối, như so-noi-vu.")
        )
    if not name:
        problems.append(_problem(number, "name", code, "Thiếu tên cơ quan."))
    first, last = (_date(number, column, cells, problems) for column in ("active_from", "active_to"))
    if first and last and last < first:
        problems.append(_problem(number, "active_to", str(last), "Ngày kết thúc trước ngày bắt đầu."))
    if len(problems) > before:
        return None
    return AgencyEntry(
        code=code,
        name=name,
        short_name=cells.get("short_name", ""),
        aliases=_several(cells.get("aliases", "")),
        kind=cells.get("kind", ""),
        groups=_several(cells.get("groups", "")),
        addresses=_addresses(number, cells.get("emails", ""), problems),
        parent=cells.get("parent") or None,
        active_from=first,
        active_to=last,
        successor=cells.get("successor") or None,
    )


def _several(cell: str) -> tuple[str, ...]:
    values = re.split(r"[;\n]", cell)  # a line break in a cell of Excel, too
    return tuple(dict.fromkeys(" ".join(value.split()) for value in values if value.strip()))


def _addresses(number: int, cell: str, problems: list[Problem]) -> tuple[str, ...]:
    """Those of mail that are well formed, and one of another channel."""
    kept: list[str] = []
    for address in _several(_BETWEEN.sub(";", cell)):
        if fault := _fault_of(address, kept):
            problems.append(_problem(number, "emails", address, f"{fault}; đã bỏ qua địa chỉ này."))
        else:
            kept.append(address)
    return tuple(kept)


def _fault_of(address: str, kept: Sequence[str]) -> str | None:
    if channel_of(address) == MAIL:
        return None if _is_email(address) else "Địa chỉ thư điện tử không hợp lệ"
    if any(channel_of(other) != MAIL for other in kept):
        return "Ngoài thư điện tử, mỗi cơ quan chỉ nhận qua một kênh"
    return fault_of(address)


def _date(number: int, column: str, cells: Mapping[str, str], problems: list[Problem]) -> date | None:
    written = cells.get(column, "")
    try:
        found = read_full(written) if written else None
    except ValueError:
        message = "Ngày phải ghi như 2012-03-25 hoặc 25/3/2012; chưa nhận dòng này."
    else:
        if found is None or found.year in YEARS:
            return found
        message = "Năm phải từ 1900 đến 2100; không có ngày thì để trống. Chưa nhận dòng này."
    problems.append(_problem(number, column, written, message))
    return None


def _without_doubles(
    read: Iterable[tuple[int, AgencyEntry]], problems: list[Problem]
) -> list[tuple[int, AgencyEntry]]:
    kept: dict[str, tuple[int, AgencyEntry]] = {}
    for number, agency in read:
        if agency.code in kept:
            message = f"Mã đã có ở dòng {kept[agency.code][0]}; chưa nhận dòng này."
            problems.append(_problem(number, "code", agency.code, message))
        else:
            kept[agency.code] = (number, agency)
    return list(kept.values())


def _linked(
    number: int, agency: AgencyEntry, rows: Iterable[tuple[int, AgencyEntry]], problems: list[Problem]
) -> AgencyEntry:
    """Without the links that lead nowhere or to the agency itself; a group is followed by a group."""
    if agency.successor and not agency.active_to:
        problems.append(
            _problem(number, "active_to", agency.name, "Có cơ quan kế tiếp thì phải ghi ngày kết thúc.")
        )
    others = [other for _, other in rows if other.code != agency.code]
    above = {other.code for other in others if other.kind != GROUP}
    after = {other.code for other in others if (other.kind == GROUP) == (agency.kind == GROUP)}
    return replace(
        agency,
        parent=_link(number, "parent", agency.parent, above, problems),
        successor=_link(number, "successor", agency.successor, after, problems),
    )


def _link(
    number: int, column: str, code: str | None, others: set[str], problems: list[Problem]
) -> str | None:
    if code is None or code in others:
        return code
    problems.append(_problem(number, column, code, "Không có cơ quan khác mang mã này; đã bỏ qua liên kết."))
    return None


def _circles(rows: Iterable[tuple[int, AgencyEntry]]) -> Iterator[Problem]:
    """Offices that follow each other in a circle: nobody stands at its end to answer."""
    after = {agency.code: agency.successor for _, agency in rows}
    for number, agency in rows:
        seen: set[str | None] = set()
        code = agency.successor
        while code and code not in seen and code != agency.code:
            seen.add(code)
            code = after.get(code)
        if code == agency.code:
            message = "Các cơ quan kế tiếp nhau thành vòng; cơ quan cuối cùng không có cơ quan kế tiếp."
            yield _problem(number, "successor", agency.successor or "", message)


def _ambiguous(rows: Iterable[tuple[int, AgencyEntry]]) -> Iterator[Problem]:
    """Names that two agencies of one time share: such a name finds neither."""
    owners: dict[str, AgencyEntry] = {}
    for number, agency in rows:
        for name in dict.fromkeys(map(fold, agency.names())):
            other = owners.setdefault(name, agency)
            if other is not agency and _overlap(other, agency):
                yield _problem(
                    number,
                    "name",
                    name,
                    f"Tên này cũng là tên của {other.code}; sẽ không tìm được cơ quan nào.",
                )


def _overlap(one: AgencyEntry, other: AgencyEntry) -> bool:
    begins = [agency.active_from or date.min for agency in (one, other)]
    ends = [agency.active_to or date.max for agency in (one, other)]
    return max(begins) < min(ends)


def _problem(number: int, column: str, text: str, message: str) -> Problem:
    return Problem(f"line {number}, {column}", text, message)


def _line_number(problem: Problem) -> int:
    found = re.match(r"line (\d+)", problem.where)
    return int(found[1]) if found else 0


def _is_email(text: str) -> bool:
    """What a letter's header takes, at a host with a dot in its name."""
    return is_address(text) and _EMAIL.fullmatch(text) is not None
