"""What the nightly check reads: the open obligations as the tables have them, and what the ledger says was told."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from sqlmodel import Session, col, select

from plan.agencies.reachable import reachable_since
from plan.models import Agency, Deadline, Notice, Obligation, Party, Plan, PolicyVersion, Regime, Role, Task
from plan.storage.facts import fact
from scheduler.policy.policy import Ladders
from scheduler.policy.rules import Rules
from scheduler.policy.versions import IN_FORCE_SINCE

ONE = timedelta(days=1)


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


@dataclass(slots=True)
class LedgerState:
    """What is read once: who answers for whom, who can be written to, what the ledger says."""

    heirs: dict[str, tuple[date | None, str | None]]
    reachable: set[str]
    since: Mapping[str, date]  # the day from which on, where an agency once had no address
    told: dict[int, set[tuple[str, str]]] = field(default_factory=dict)

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


def read_ledger_state(session: Session, day: date) -> LedgerState:
    rows = session.exec(select(Agency)).all()
    heirs = {row.code: (row.active_to, row.successor) for row in rows}
    ledger = LedgerState(heirs, {row.code for row in rows if row.emails}, reachable_since(session))
    # Of what is open alone: the ledger of years is long.
    query = select(Notice.obligation_id, Notice.step, Notice.agency).join(Obligation)
    query = query.where(col(Obligation.done_on).is_(None), col(Obligation.cancelled_on).is_(None))
    for number, step, agency in session.exec(query):
        ledger.told.setdefault(number, set()).add((ledger.current(agency, day), step))
    return ledger


def what_is_open(
    session: Session, ledger: LedgerState, rules: Rules, day: date, morning: datetime
) -> Iterator[OpenObligation]:
    """What was open all day: a change of the day itself may be told tomorrow."""
    kept = {row.id: Ladders.model_validate(row.definition) for row in session.exec(select(PolicyVersion))}
    query = (
        select(Obligation, Deadline, Task, Plan)
        .join(Deadline, col(Deadline.id) == col(Obligation.deadline_id))
        .outerjoin(Task, col(Task.id) == col(Deadline.task_id))
        .outerjoin(Regime, col(Regime.id) == col(Deadline.regime_id))
        .join(Plan, (col(Plan.id) == col(Task.plan_id)) | (col(Plan.id) == col(Regime.plan_id)))
        .where(col(Obligation.done_on).is_(None), col(Obligation.cancelled_on).is_(None))
        .where(Obligation.changed_at < morning)
    )
    seats = _seats(session)
    # Whoever had a letter hears by new ladders tomorrow.
    new_ladders = fact(session, IN_FORCE_SINCE) == day.isoformat()
    for row, deadline, task, plan in session.exec(query):
        mine = seats.get(row.id or 0, {})
        leading = [row.holder] if row.holder else mine.get(Role.LEAD, [])
        since = _since(row, deadline, task, plan)
        yield OpenObligation(
            id=row.id or 0,
            kind=row.kind.value,
            label=row.label,
            opens=row.opens,
            due=row.due,
            ends=row.ends,
            target=row.target,
            extended=row.extended_from is not None,
            announced=deadline.source.startswith("request:"),
            since=since,
            floor=day if new_ladders and row.rulebook_id is None else _floor(row, since),
            changed_at=row.changed_at,
            through=deadline.through,
            seats=tuple(leading),
            leads=_today(ledger, leading, day),
            partners=_today(ledger, mine.get(Role.PARTNER, []), day),
            ladders=kept.get(row.rulebook_id, rules.policy),
        )


def _today(ledger: LedgerState, codes: list[str], day: date) -> tuple[str, ...]:
    return tuple(sorted({ledger.current(code, day) for code in codes}))


def _seats(session: Session) -> dict[int, dict[Role, list[str]]]:
    found: dict[int, dict[Role, list[str]]] = {}
    query = select(Party.obligation_id, Party.role, Party.agency).where(Party.role != Role.WATCH)
    for number, role, agency in session.exec(query):
        found.setdefault(number, {}).setdefault(Role(role), []).append(agency)
    return found


def _floor(row: Obligation, since: date) -> date:
    return row.changed_at.date() if row.revision else since - ONE


def _since(row: Obligation, deadline: Deadline, task: Task | None, plan: Plan) -> date:
    """The day from which somebody owes it: nothing need be said of the days before."""
    if deadline.source.startswith("request:"):
        return deadline.opens
    return (task.signed_on if task else plan.began_on) or row.opens
