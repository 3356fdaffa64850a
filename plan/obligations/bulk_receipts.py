"""A list of what came in → obligations recorded as done, line by line."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from sqlmodel import Session

from plan.agencies.directory import AgencyDirectory
from plan.agencies.store import load_directory
from plan.audit.log import Act
from plan.dates import day
from plan.documents.receipts_file import LineFault, ReceiptRow
from plan.errors import NotPossibleError
from plan.obligations import acts
from plan.obligations.duty import Duty
from plan.obligations.views import ObligationFilter, duties
from plan.resemblance import alike
from plan.text import fold

ALIKE = 75  # from here on a label is worth suggesting (0–100); only a person takes a suggestion

Index = dict[tuple[str, str], list[Duty]]


class Places(NamedTuple):
    """Obligations by agency and name: those that may be met, and those that were cancelled."""

    there: Index
    cancelled: Index


@dataclass(frozen=True, slots=True)
class BulkResult:
    """What became of a list: obligations recorded now, lines recorded before, and the faults of all others, by line."""

    recorded: tuple[int, ...]
    known: int
    faults: tuple[LineFault, ...]


def record_all(session: Session, arrivals: Sequence[ReceiptRow], act: Act) -> BulkResult:
    """Record every line that is new and right; a line with a fault holds no other back.

    Of lines that say different things about one obligation none is recorded: nobody knows which is right.
    """
    names = load_directory(session)
    places = _places(duties(session, act.today, ObligationFilter()), names, act.today)
    recorded: list[int] = []
    faults: list[LineFault] = []
    meant: dict[int, list[ReceiptRow]] = {}
    found: dict[int, Duty] = {}
    for arrival in arrivals:
        duty, fault = _found(arrival, places, names, act.today)
        if duty is None:
            faults.append(LineFault(arrival.line, fault))
        else:
            found[duty.id] = duty
            meant.setdefault(duty.id, []).append(arrival)
    known = 0
    for number, lines in meant.items():
        first, *others = lines
        if any(_said(one) != _said(first) for one in others):
            message = f"các dòng {_lines(lines)} nói khác nhau về một việc ({found[number].label})"
            faults += [LineFault(one.line, message) for one in lines]
        elif _said(first) == (found[number].done_on, found[number].document):
            known += len(lines)
        elif fault := _record(session, number, first, act):
            faults += [LineFault(one.line, fault) for one in lines]
        else:
            recorded.append(number)
            known += len(others)
    return BulkResult(tuple(recorded), known, tuple(sorted(faults, key=lambda fault: fault.line)))


def _said(arrival: ReceiptRow) -> tuple[date, str | None]:
    return arrival.on, arrival.document


def _lines(rows: Sequence[ReceiptRow]) -> str:
    *these, last = (str(row.line) for row in rows)
    return f"{', '.join(these)} và {last}"


def _record(session: Session, number: int, arrival: ReceiptRow, act: Act) -> str:
    """Why it cannot be recorded; empty once it is."""
    try:
        row = acts.find_obligation(session, number)
        acts.complete(session, row, act, on=arrival.on, document=arrival.document, note=arrival.note)
    except NotPossibleError as error:
        return str(error)
    return ""


def _places(found: Sequence[Duty], names: AgencyDirectory, today: date) -> Places:
    """What there is to record, and apart from it what was cancelled: that is left out, whatever its name."""
    there = [duty for duty in found if duty.cancelled_on is None]
    gone = [duty for duty in found if duty.cancelled_on is not None]
    return Places(_index(there, names, today), _index(gone, names, today))


def _index(found: Sequence[Duty], names: AgencyDirectory, today: date) -> Index:
    """Obligations by agency (as it was, and as it is called since a merger) and by label or number."""
    index: Index = {}
    for duty in found:
        for code in {c for lead in duty.leads for c in (lead, names.current(lead, today))}:
            for label in (fold(duty.label), str(duty.id)):
                index.setdefault((code, label), []).append(duty)
    return index


def _found(
    arrival: ReceiptRow, places: Places, names: AgencyDirectory, today: date
) -> tuple[Duty | None, str]:
    """The one obligation that a line means, or why there is none."""
    code = names.code_of(arrival.agency, today)
    if code is None:
        near = [name for part in names.resolve(arrival.agency, on=today) for name in part.suggestions]
        return None, f"không có cơ quan {arrival.agency!r}{_perhaps(near)}"
    index, place = places.there, (code, fold(arrival.label))
    found = index.get(place, [])
    if len(found) == 1:
        return found[0], ""
    if found:
        numbers = ", ".join(str(duty.id) for duty in found)
        return None, f"{arrival.label!r}: nhiều việc cùng tên; ghi số của việc thay tên ({numbers})"
    if gone := places.cancelled.get(place):
        return None, _was_cancelled(gone[-1])
    mine = {d.label for (agency, _), duties_ in index.items() if agency == code for d in duties_}
    scores = {label: alike(fold(label), fold(arrival.label)) for label in mine}
    near = sorted((label for label in mine if scores[label] >= ALIKE), key=lambda x: (-scores[x], x))
    return None, f"{arrival.agency} không có việc nào tên {arrival.label!r}{_perhaps(near[:3])}"


def _was_cancelled(duty: Duty) -> str:
    on = day(duty.cancelled_on) if duty.cancelled_on else ""
    return (
        f"việc này ({duty.label}) đã hủy ngày {on}; nếu hủy nhầm, mở lại: dondoc reopen {duty.id} --reason …"
    )


def _perhaps(near: Sequence[str]) -> str:
    return f"; có phải: {', '.join(near)}?" if near else ""
