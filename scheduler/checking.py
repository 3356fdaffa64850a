"""Each night: what should have been told, computed once more in another way, held against the ledger.

This module shares no code with the telling: it asks the tables itself, counts working days one by one, and knows the
ladders only as the numbers of the policy. Whatever differs is an alarm, on either side: not told, or told too much.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from sqlmodel import Session, col, select

from plan.clock import at
from plan.models import (
    Agency,
    Deadline,
    Letter,
    Notice,
    Obligation,
    Party,
    Plan,
    Regime,
    Role,
    Rulebook,
    Task,
)
from scheduler.policy import Ladder, Ladders
from scheduler.rules import Rules

ONE = timedelta(days=1)
MOST = 500  # differences that are kept: beyond, the number says enough


@dataclass(frozen=True, slots=True)
class Owed:
    """One open obligation as the tables have it."""

    id: int
    kind: str
    label: str
    opens: date
    due: date
    ends: date
    extended: bool
    floor: date  # steps up to this day need no row: the plan, or the last change, is younger
    through: str | None
    leads: tuple[str, ...]
    ladders: Ladders  # the numbers that held when it began


@dataclass(slots=True)
class _Books:
    """What is read once: who answers for whom, who can be written to, what the ledger says."""

    heirs: dict[str, tuple[date | None, str | None]]
    reachable: set[str]
    told: dict[int, set[tuple[str, str]]] = field(default_factory=dict)

    def current(self, code: str, day: date) -> str:
        for _ in self.heirs:
            ended, heir = self.heirs.get(code, (None, None))
            if not heir or ended is None or ended > day:
                break
            code = heir
        return code


def check(session: Session, rules: Rules, day: date) -> list[str]:
    """Every difference up to the end of that day, in words; none is what is hoped for."""
    morning = at(day, rules.policy.office.opens, rules.zone)
    books = _books(session, day)
    found = [
        difference
        for owed in _open(session, books, rules, day, morning)
        for difference in _missing(owed, books, rules, day)
    ]
    found += _too_much(session, day, morning)
    found += _forgotten(session, day)
    found += _letters(session, day)
    return found[:MOST]


def _books(session: Session, day: date) -> _Books:
    rows = session.exec(select(Agency)).all()
    books = _Books(
        {row.code: (row.active_to, row.successor) for row in rows}, {row.code for row in rows if row.emails}
    )
    for number, step, agency in session.exec(select(Notice.obligation_id, Notice.step, Notice.agency)):
        books.told.setdefault(number, set()).add((books.current(agency, day), step))
    return books


def _open(session: Session, books: _Books, rules: Rules, day: date, morning: datetime) -> Iterator[Owed]:
    """What was open all day: a change of the day itself may be told tomorrow."""
    kept = {row.id: Ladders.model_validate(row.definition) for row in session.exec(select(Rulebook))}
    query = (
        select(Obligation, Deadline, Task, Plan)
        .join(Deadline, col(Deadline.id) == col(Obligation.deadline_id))
        .outerjoin(Task, col(Task.id) == col(Deadline.task_id))
        .outerjoin(Regime, col(Regime.id) == col(Deadline.regime_id))
        .join(Plan, (col(Plan.id) == col(Task.plan_id)) | (col(Plan.id) == col(Regime.plan_id)))
        .where(col(Obligation.done_on).is_(None), col(Obligation.cancelled_on).is_(None))
        .where(Obligation.changed_at < morning)
    )
    seats: dict[int, list[str]] = {}
    for number, agency in session.exec(
        select(Party.obligation_id, Party.agency).where(Party.role == Role.LEAD)
    ):
        seats.setdefault(number, []).append(agency)
    for row, deadline, task, plan in session.exec(query):
        leads = [row.holder] if row.holder else seats.get(row.id or 0, [])
        yield Owed(
            id=row.id or 0,
            kind=row.kind.value,
            label=row.label,
            opens=row.opens,
            due=row.due,
            ends=row.ends,
            extended=row.extended_from is not None,
            floor=_floor(row, deadline, task, plan),
            through=deadline.through,
            leads=tuple(sorted({books.current(code, day) for code in leads})),
            ladders=kept.get(row.rulebook_id, rules.policy),
        )


def _floor(row: Obligation, deadline: Deadline, task: Task | None, plan: Plan) -> date:
    """The last day of which nothing need be said."""
    if row.revision:
        return row.changed_at.date()
    if deadline.source.startswith("request:"):
        return deadline.opens - ONE
    signed = (task.signed_on if task else plan.began_on) or row.opens
    return signed - ONE


def _missing(owed: Owed, books: _Books, rules: Rules, day: date) -> Iterator[str]:
    """Steps that had come by that day and of which the ledger knows nothing."""
    known = books.told.get(owed.id, set())
    suffix = f"@{owed.due}" if owed.extended else ""
    for agency, steps in _expected(owed, books, rules, day).items():
        if agency not in books.reachable:
            continue  # said by doctor and on the first page; an alarm every night would be one that nobody reads
        for step in steps:
            if (agency, step + suffix) not in known:
                yield f"số {owed.id}, {owed.label} ({agency}): bước {step} đáng ra đã nói mà sổ không có"


def _expected(owed: Owed, books: _Books, rules: Rules, day: date) -> dict[str, list[str]]:
    """Who should have heard which steps by the end of that day."""
    works = rules.calendar.works
    ladder = owed.ladders.report if owed.kind == "report" else owed.ladders.task
    late = _working_days_late(owed.ends, day, works)
    heard = {
        code: [*_before(owed, rules, day), *_rungs("late", owed, late, ladder.late, ladder.late_every)]
        for code in owed.leads
    }
    watchers = _watchers(owed, books, rules, ladder, day)
    for code, first in watchers.items():
        rungs = _rungs("escalate", owed, late, ladder.escalate, ladder.escalate_every)
        heard[code] = [*heard.get(code, []), *(r for r in rungs if int(r.partition("+")[2]) >= first)]
    return heard


def _before(owed: Owed, rules: Rules, day: date) -> Iterator[str]:
    """Reminders whose working day has come."""
    length = (owed.due - owed.opens).days + 1
    table = owed.ladders.remind
    row = next((one for one in table if length <= one.up_to_days), table[-1])
    for ahead in row.lead:
        goes = owed.due - timedelta(ahead)
        while not rules.calendar.works(goes):
            goes -= ONE
        if owed.floor < goes <= day:
            yield f"before-{ahead}"


def _working_days_late(ends: date, day: date, works: object) -> list[date]:
    """The working days after the last day on time, one by one."""
    assert callable(works)
    found = []
    while ends < day:
        ends += ONE
        if works(ends):
            found.append(ends)
    return found


def _rungs(name: str, owed: Owed, late: list[date], fixed: Iterable[int], every: int | None) -> list[str]:
    """The rungs that have come: the nth working day late, for each n of the ladder."""
    wanted = sorted(fixed)
    while wanted and every and wanted[-1] + every <= len(late):
        wanted.append(wanted[-1] + every)
    return [f"{name}+{n}" for n in wanted if n <= len(late) and late[n - 1] > owed.floor]


def _watchers(owed: Owed, books: _Books, rules: Rules, ladder: Ladder, day: date) -> Mapping[str, int]:
    """Who is to be told of others, and from which rung on."""
    if not ladder.escalate or not owed.leads:
        return {}
    collects = books.current(owed.through or rules.watchers.escalate_to, day)
    above = books.current(rules.watchers.above, day)
    found = {} if collects in owed.leads else {collects: ladder.escalate[0]}
    if above not in owed.leads and above != collects:
        found[above] = (ladder.above_from or ladder.escalate[-1]) if found else ladder.escalate[0]
    return found


def _too_much(session: Session, day: date, morning: datetime) -> Iterator[str]:
    """Told on that day although it was done or cancelled before the day began."""
    query = (
        select(Notice.agency, Notice.step, Obligation.label)
        .join(Obligation, col(Obligation.id) == col(Notice.obligation_id))
        .where(Notice.day == day, col(Notice.letter_id).is_not(None), Obligation.changed_at < morning)
        .where(col(Obligation.done_on).is_not(None) | col(Obligation.cancelled_on).is_not(None))
    )
    for agency, step, label in session.exec(query):
        yield f"{label} ({agency}): đã nói bước {step} về việc đã xong hoặc đã hủy"


def _forgotten(session: Session, day: date) -> Iterator[str]:
    """Late, and no day on which anybody would be asked to tell the agency that owes it."""
    query = (
        select(Obligation.label, Party.agency)
        .join(Party, col(Party.obligation_id) == col(Obligation.id))
        .where(Party.role == Role.LEAD, col(Party.next_on).is_(None), Obligation.ends < day)
        .where(col(Obligation.done_on).is_(None), col(Obligation.cancelled_on).is_(None))
    )
    for label, agency in session.exec(query):
        yield f"{label} ({agency}): quá hạn mà không có ngày nào để nhắc tiếp"


def _letters(session: Session, day: date) -> Iterator[str]:
    """Rows of the ledger that lead to a letter of somebody else or of another day."""
    query = (
        select(Notice.id, Notice.agency, Letter.id)
        .join(Letter, col(Letter.id) == col(Notice.letter_id))
        .where(Notice.day == day)
        .where((col(Letter.agency) != col(Notice.agency)) | (col(Letter.day) != col(Notice.day)))
    )
    for number, agency, letter in session.exec(query):
        yield f"dòng {number} của sổ ({agency}) trỏ tới thư {letter} của cơ quan khác hoặc ngày khác"
