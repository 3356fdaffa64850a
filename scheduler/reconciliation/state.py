"""What the nightly check reads: the open obligations as the tables have them, and what the ledger says was told.

They are read in stretches, so that the memory it takes does not grow with the plan.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import chain
from typing import Any

from sqlalchemy import ColumnElement, Row
from sqlmodel import Session, col, or_, select

from plan.addresses import can_be_told
from plan.agencies.reachable import reachable_since
from plan.models import (
    Agency,
    Deadline,
    Declaration,
    Notice,
    Obligation,
    Party,
    Plan,
    PolicyVersion,
    Regime,
    Role,
    Task,
)
from plan.models.duties import OPEN
from plan.steps import StepName, parse_step
from plan.storage.chunks import chunks
from plan.vocabulary import DeclarationState, Source
from scheduler.policy.policy import Ladders
from scheduler.policy.rules import Rules
from scheduler.policy.versions import IN_FORCE_SINCE

ONE = timedelta(days=1)
STRETCH = 2000  # obligations that are in memory together
_COLUMNS = (
    *("id", "kind", "label", "holder", "opens", "due", "ends", "target"),
    *("extended_from", "rulebook_id", "revision", "changed_at"),
)
DAYS_OFF = timedelta(days=31)  # a step on a day off goes before it: no row of days off is longer


@dataclass(frozen=True, slots=True)
class HeardSteps:
    """What the ledger says of one obligation, by the agencies of today: single steps, and runs passed over together."""

    single: frozenset[tuple[str, str]]
    runs: tuple[tuple[str, StepName, StepName], ...] = ()

    def has(self, agency: str, step: StepName) -> bool:
        """Whether the step was told to that agency, or passed over for it, alone or in a run."""
        return (agency, str(step)) in self.single or any(
            code == agency
            and (one.kind, one.due) == (step.kind, step.due)
            and min(one.number, other.number) <= step.number <= max(one.number, other.number)
            for code, one, other in self.runs
        )


@dataclass(frozen=True, slots=True)
class OpenObligation:
    """One open obligation. Agencies are those that hear for the seats on the day of the check."""

    id: int
    kind: str
    label: str
    opens: date
    due: date
    ends: date
    target: date | None
    extended: bool
    announced: bool  # asked for by itself: told at once
    since: date  # nobody owed it before
    floor: date  # steps up to this day need no row: the plan, or the last change, is younger
    changed_at: datetime
    through: str | None
    seats: tuple[str, ...]  # those of the leads, by the names they were given under
    leads: tuple[str, ...]
    partners: tuple[str, ...]
    ladders: Ladders  # the numbers that held when it began
    told: "HeardSteps"
    spoken: frozenset[str]  # leads whose word that it is done waits: they are not urged

    @property
    def is_silent(self) -> bool:
        """Whether all who lead it have spoken: then nobody is told anything of it."""
        return bool(self.spoken) and set(self.leads) <= self.spoken


@dataclass(slots=True)
class AgencyState:
    """What is read once: who answers for whom, and who can be written to."""

    heirs: dict[str, tuple[date | None, str | None]]
    reachable: set[str]
    since: Mapping[str, date]  # the day from which on, where an agency once had no address

    def reached_before(self, code: str, day: date) -> bool:
        """Whether it could be written to when the letters of that day were written, and still can."""
        return code in self.reachable and self.since.get(code, date.min) < day

    def current(self, code: str, day: date) -> str:
        """Who stands in for an agency on that day."""
        for _ in self.heirs:
            ended, heir = self.heirs.get(code, (None, None))
            if not heir or ended is None or ended > day:
                break
            code = heir
        return code


def read_agency_state(session: Session) -> AgencyState:
    rows = session.exec(select(Agency)).all()
    heirs = {row.code: (row.active_to, row.successor) for row in rows}
    return AgencyState(heirs, {row.code for row in rows if can_be_told(row)}, reachable_since(session))


def what_is_open(
    session: Session, agencies: AgencyState, rules: Rules, day: date, morning: datetime
) -> Iterator[OpenObligation]:
    """What was open all day, by number: a change of the day itself may be told tomorrow.

    What has nothing to be said by that day, by any ladder there is, is left out.
    """
    kept = {row.id: Ladders.model_validate(row.definition) for row in session.exec(select(PolicyVersion))}
    # Whoever had a letter hears by new ladders tomorrow.
    new_ladders = IN_FORCE_SINCE.of(session) == day
    wanted = _has_begun(day, [rules.policy, *kept.values()]), Obligation.changed_at < morning
    for rows in _stretches(session, wanted):
        numbers = [row.id for row in rows]
        seats, told, spoken = _seats(session, numbers), _told(session, numbers), _spoken(session, numbers)
        for row in rows:
            mine, since = seats.get(row.id, {}), _since(row)
            leading = [row.holder] if row.holder else mine.get(Role.LEAD, [])
            yield OpenObligation(
                id=row.id,
                kind=row.kind.value,
                label=row.label,
                opens=row.opens,
                due=row.due,
                ends=row.ends,
                target=row.target,
                extended=row.extended_from is not None,
                announced=row.source is Source.REQUEST,
                since=since,
                floor=day if new_ladders and row.rulebook_id is None else _floor(row, since),
                changed_at=row.changed_at,
                through=row.through,
                seats=tuple(leading),
                leads=_today(agencies, leading, day),
                partners=_today(agencies, mine.get(Role.PARTNER, ()), day),
                ladders=kept.get(row.rulebook_id, rules.policy),
                told=_heard(agencies, told.get(row.id, ()), day),
                spoken=frozenset(agencies.current(code, day) for code in spoken.get(row.id, ())),
            )


def _has_begun(day: date, ladders: Sequence[Ladders]) -> ColumnElement[bool]:
    """Whether anything may have been said of it by that day: it opened, or a reminder of it came near."""
    ahead = chain.from_iterable((*row.lead, *row.partner) for one in ladders for row in one.remind)
    targets = chain.from_iterable(one.target.lead for one in ladders)
    last = day + timedelta(max(chain(ahead, targets), default=0)) + DAYS_OFF
    return or_(col(Obligation.opens) <= day, col(Obligation.due) <= last, col(Obligation.target) <= last)


def _stretches(session: Session, wanted: Iterable[Any]) -> Iterator[Sequence[Row[Any]]]:
    """The columns that count of so many open obligations at a time."""
    query = (
        select(  # type: ignore[call-overload]  # more columns than sqlmodel has overloads for
            *(getattr(Obligation, name) for name in _COLUMNS),
            Deadline.source,
            Deadline.through,
            col(Deadline.opens).label("first"),
            Task.signed_on,
            Plan.began_on,
            col(Task.id).label("task"),
        )
        .join(Deadline, col(Deadline.id) == col(Obligation.deadline_id))
        .outerjoin(Task, col(Task.id) == col(Deadline.task_id))
        .outerjoin(Regime, col(Regime.id) == col(Deadline.regime_id))
        .join(Plan, (col(Plan.id) == col(Task.plan_id)) | (col(Plan.id) == col(Regime.plan_id)))
        .where(OPEN, *wanted)
        .order_by(col(Obligation.id))
        .limit(STRETCH)
    )
    last = 0
    while rows := session.exec(query.where(col(Obligation.id) > last)).all():
        yield rows
        last = rows[-1].id


def _today(agencies: AgencyState, codes: Iterable[str], day: date) -> tuple[str, ...]:
    return tuple(sorted({agencies.current(code, day) for code in codes}))


def _seats(session: Session, numbers: Sequence[int]) -> dict[int, dict[Role, list[str]]]:
    found: dict[int, dict[Role, list[str]]] = {}
    query = select(Party.obligation_id, Party.role, Party.agency).where(Party.role != Role.WATCH)
    for chunk in chunks(numbers):
        for number, role, agency in session.exec(query.where(col(Party.obligation_id).in_(chunk))):
            found.setdefault(number, {}).setdefault(Role(role), []).append(agency)
    return found


def _told(session: Session, numbers: Sequence[int]) -> dict[int, list[tuple[str, str | None, str]]]:
    found: dict[int, list[tuple[str, str | None, str]]] = {}
    query = select(Notice.obligation_id, Notice.step, Notice.last_step, Notice.agency)
    for chunk in chunks(numbers):
        for number, step, last, agency in session.exec(query.where(col(Notice.obligation_id).in_(chunk))):
            found.setdefault(number, []).append((step, last, agency))
    return found


def _heard(agencies: AgencyState, rows: Iterable[tuple[str, str | None, str]], day: date) -> HeardSteps:
    single, runs = set(), []
    for step, last, agency in rows:
        code = agencies.current(agency, day)
        single.add((code, step))
        if last and (begins := parse_step(step)) and (ends := parse_step(last)):
            runs.append((code, begins, ends))
    return HeardSteps(frozenset(single), tuple(runs))


def _spoken(session: Session, numbers: Sequence[int]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    query = select(Declaration.obligation_id, Declaration.agency).where(
        Declaration.state == DeclarationState.WAITING
    )
    for chunk in chunks(numbers):
        for number, agency in session.exec(query.where(col(Declaration.obligation_id).in_(chunk))):
            found.setdefault(number, []).append(agency)
    return found


def _floor(row: Row[Any], since: date) -> date:
    changed: datetime = row.changed_at
    return changed.date() if row.revision else since - ONE


def _since(row: Row[Any]) -> date:
    """The day from which somebody owes it: nothing need be said of the days before."""
    first: date = row.first
    if row.source is Source.REQUEST:
        return first
    since: date = (row.signed_on if row.task else row.began_on) or row.opens
    return since
