"""A list of what came in → obligations recorded as done, all of it or nothing."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from rapidfuzz.fuzz import token_sort_ratio
from sqlmodel import Session

from plan.agencies.directory import AgencyDirectory
from plan.agencies.store import load_directory
from plan.audit.log import Act
from plan.documents.receipts_file import ReceiptRow
from plan.errors import NotPossibleError
from plan.obligations import acts
from plan.obligations.views import Duty, ObligationFilter, duties
from plan.text import fold

ALIKE = 75  # from here on a label is worth suggesting (0–100); only a person takes a suggestion

Index = dict[tuple[str, str], list[Duty]]


@dataclass(frozen=True, slots=True)
class BulkResult:
    """What became of a list: obligations recorded now, lines recorded before, and every fault."""

    recorded: tuple[int, ...]
    known: int
    faults: tuple[str, ...]


def record_all(session: Session, arrivals: Sequence[ReceiptRow], act: Act) -> BulkResult:
    """Record every line that is new. With a single fault nothing is to be kept: the caller rolls back."""
    names = load_directory(session)
    index = _index(duties(session, act.today, ObligationFilter()), names, act.today)
    recorded: list[int] = []
    faults: list[str] = []
    known = 0
    for arrival in arrivals:
        duty, fault = _found(arrival, index, names, act.today)
        if duty is None:
            faults.append(f"{arrival.where}: {fault}")
        elif duty.id in recorded:
            faults.append(f"{arrival.where}: hai dòng cùng nói về một việc ({duty.label})")
        elif (duty.done_on, duty.document) == (arrival.on, arrival.document):
            known += 1
        else:
            faults += _record(session, duty, arrival, act)
            recorded.append(duty.id)
    return BulkResult(tuple(recorded), known, tuple(faults))


def _record(session: Session, duty: Duty, arrival: ReceiptRow, act: Act) -> Iterable[str]:
    try:
        row = acts.find_obligation(session, duty.id)
        acts.complete(session, row, act, on=arrival.on, document=arrival.document, note=arrival.note)
    except NotPossibleError as error:
        yield f"{arrival.where}: {error}"


def _index(found: Sequence[Duty], names: AgencyDirectory, today: date) -> Index:
    """Obligations by agency (as it was, and as it is called since a merger) and by label or number."""
    index: Index = {}
    for duty in found:
        for code in {c for lead in duty.leads for c in (lead, names.current(lead, today))}:
            for label in (fold(duty.label), str(duty.id)):
                index.setdefault((code, label), []).append(duty)
    return index


def _found(arrival: ReceiptRow, index: Index, names: AgencyDirectory, today: date) -> tuple[Duty | None, str]:
    """The one obligation that a line means, or why there is none."""
    code = _code(arrival.agency, names, today)
    if code is None:
        near = [name for part in names.resolve(arrival.agency, on=today) for name in part.suggestions]
        return None, f"không có cơ quan {arrival.agency!r}{_perhaps(near)}"
    found = index.get((code, fold(arrival.label)), [])
    if len(found) == 1:
        return found[0], ""
    if found:
        numbers = ", ".join(str(duty.id) for duty in found)
        return None, f"{arrival.label!r}: nhiều việc cùng tên; ghi số của việc thay tên ({numbers})"
    mine = {d.label for (agency, _), duties_ in index.items() if agency == code for d in duties_}
    alike = {label: token_sort_ratio(fold(label), fold(arrival.label)) for label in mine}
    near = sorted((label for label in mine if alike[label] >= ALIKE), key=lambda x: (-alike[x], x))
    return None, f"{arrival.agency} không có việc nào tên {arrival.label!r}{_perhaps(near[:3])}"


def _code(words: str, names: AgencyDirectory, today: date) -> str | None:
    """By code, or by a name that means exactly one agency."""
    if names.get(words):
        return words
    parts = names.resolve(words, on=today)
    codes = [code for part in parts if part.kind == "agency" for code in part.agencies]
    return codes[0] if len(parts) == len(codes) == 1 else None


def _perhaps(near: Sequence[str]) -> str:
    return f"; có phải: {', '.join(near)}?" if near else ""
