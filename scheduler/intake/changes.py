"""What a decision changes for each agency, told by what was owed before it and what is owed after it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session, col, or_, select

from plan.models import (
    ChangeKind,
    Deadline,
    DutyChange,
    Obligation,
    Party,
    PlanDecision,
    Regime,
    Role,
    Task,
)


@dataclass(frozen=True, slots=True)
class OpenDuty:
    """One open duty of an agency that leads it."""

    obligation: int
    row: tuple[int | None, int | None]  # its task or its regime
    part: str
    due: date
    agency: str


@dataclass(frozen=True, slots=True)
class Change:
    """What becomes of one duty for one agency."""

    kind: ChangeKind
    obligation: int
    agency: str
    before: date | None = None
    after: date | None = None


def owed_under(session: Session, plans: Iterable[int]) -> list[OpenDuty]:
    """What is open under these plans, by who leads it."""
    numbers = list(plans)
    query = (
        select(Obligation, Deadline, Party)
        .join(Deadline, col(Deadline.id) == col(Obligation.deadline_id))
        .join(Party, col(Party.obligation_id) == col(Obligation.id))
        .outerjoin(Task, col(Task.id) == col(Deadline.task_id))
        .outerjoin(Regime, col(Regime.id) == col(Deadline.regime_id))
        .where(or_(col(Task.plan_id).in_(numbers), col(Regime.plan_id).in_(numbers)))
        .where(col(Obligation.done_on).is_(None), col(Obligation.cancelled_on).is_(None))
        .where(Party.role == Role.LEAD)
    )
    rows = session.exec(query.order_by(col(Obligation.due), col(Obligation.id), col(Party.agency)))
    return [
        OpenDuty(duty.id, (deadline.task_id, deadline.regime_id), deadline.label, duty.due, party.agency)
        for duty, deadline, party in rows
    ]


def changes_between(before: Iterable[OpenDuty], after: Iterable[OpenDuty]) -> Iterator[Change]:
    """Pure. A day is moved where the same part, or the only one, is due on another day."""
    was, now = _by_row(before), _by_row(after)
    others = {(one.row, one.part, one.due) for one in after}
    for key in sorted(was.keys() | now.keys(), key=str):
        gone = [one for one in was.get(key, ()) if one not in now.get(key, ())]
        new = [one for one in now.get(key, ()) if one not in was.get(key, ())]
        for old, moved in _pairs(gone, new):
            gone.remove(old)
            new.remove(moved)
            yield Change(ChangeKind.MOVED, moved.obligation, moved.agency, old.due, moved.due)
        for one in new:
            yield Change(ChangeKind.ASSIGNED, one.obligation, one.agency, None, one.due)
        for one in gone:
            taken = (one.row, one.part, one.due) in others
            kind = ChangeKind.TAKEN if taken else ChangeKind.CANCELLED
            yield Change(kind, one.obligation, one.agency, one.due, None)


def _by_row(found: Iterable[OpenDuty]) -> Mapping[tuple[tuple[int | None, int | None], str], list[OpenDuty]]:
    rows: dict[tuple[tuple[int | None, int | None], str], list[OpenDuty]] = defaultdict(list)
    for one in found:
        rows[one.row, one.agency].append(one)
    return rows


def _pairs(gone: list[OpenDuty], new: list[OpenDuty]) -> list[tuple[OpenDuty, OpenDuty]]:
    if len(gone) == len(new) == 1:
        return [(gone[0], new[0])]
    parts = {one.part: one for one in new}
    return [(one, parts[one.part]) for one in gone if one.part in parts]


def record_changes(
    session: Session, decision: PlanDecision, before: Iterable[OpenDuty], plans: Iterable[int], today: date
) -> int:
    """Write down what the decision changed, to be told; how many. Taken in again it adds only what is new."""
    session.flush()
    query = select(DutyChange.obligation_id, DutyChange.agency).where(DutyChange.decision_id == decision.id)
    known = set(session.exec(query))
    found = list(changes_between(before, owed_under(session, plans)))
    new = [one for one in found if (one.obligation, one.agency) not in known]
    for one in new:
        session.add(
            DutyChange(
                decision_id=decision.id,
                obligation_id=one.obligation,
                agency=one.agency,
                change=one.kind,
                before=one.before,
                after=one.after,
                recorded_on=today,
            )
        )
    session.flush()
    return len(new)
