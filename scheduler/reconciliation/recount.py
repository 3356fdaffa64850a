"""Each night: what should have been told, computed once more in another way, held against the agencies.

This module shares no code with the telling: it counts working days one by one, and knows the ladders only as the
numbers of the policy. Whatever differs is an alarm, on either side: not told, or told too much. What is open is read
by `state`, the weekly and monthly letters are checked by `periodic_letters`.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from sqlalchemy import exists
from sqlmodel import Session, col, select

from plan import dates, labels
from plan.clock import at
from plan.models import Declaration, Letter, LetterState, Notice, Obligation, Party, Role
from plan.models.duties import OPEN
from plan.steps import StepKind, StepName
from plan.vocabulary import DeclarationState
from scheduler.policy.policy import Ladder
from scheduler.policy.rules import Rules
from scheduler.reconciliation.declarations import unheard_declarations
from scheduler.reconciliation.periodic_letters import is_in_periodic_letters, periodic_letters_missing
from scheduler.reconciliation.state import ONE, AgencyState, OpenObligation, read_agency_state, what_is_open

MOST = 500  # differences that are kept: beyond, the number says enough
Works = Callable[[date], bool]


def check(session: Session, rules: Rules, day: date) -> list[str]:
    """Every difference up to the end of that day, in words; none is what is hoped for."""
    morning = at(day, rules.policy.office.opens, rules.zone)
    agencies = read_agency_state(session)
    found: list[str] = []
    of_this_month: list[OpenObligation] = []
    for one in what_is_open(session, agencies, rules, day, morning):
        if len(found) < MOST:
            found += _missing(one, agencies, rules, day)
        if is_in_periodic_letters(one, day):
            of_this_month.append(one)
    found += periodic_letters_missing(session, agencies, rules, of_this_month, day)
    found += _too_much(session, day, morning)
    found += _forgotten(session, day)
    found += unheard_declarations(session, agencies, rules, day)
    found += _letters(session, day)
    found += refused_letters(session, day)
    return found[:MOST]


def _missing(obligation: OpenObligation, agencies: AgencyState, rules: Rules, day: date) -> Iterator[str]:
    """Steps that had come by that day and of which the ledger knows nothing."""
    for agency, steps in _expected(obligation, agencies, rules, day).items():
        if not agencies.reached_before(agency, day):
            continue  # said by doctor and on the first page; an alarm every night would be one that nobody reads
        for one in steps:
            step = replace(one, due=obligation.due) if obligation.extended else one
            if not obligation.told.has(agency, step):
                yield f"số {obligation.id}, {obligation.label} ({agency}): bước “{labels.step(str(step))}” ({step}) đáng ra đã nói mà sổ không có"


def _expected(
    obligation: OpenObligation, agencies: AgencyState, rules: Rules, day: date
) -> dict[str, list[StepName]]:
    """Who should have heard which steps by the end of that day."""
    if obligation.is_silent:
        return {}
    works = rules.calendar.works
    ladder = obligation.ladders.report if obligation.kind == "report" else obligation.ladders.task
    length = (obligation.due - obligation.opens).days + 1
    remind = next(
        (row for row in obligation.ladders.remind if length <= row.up_to_days), obligation.ladders.remind[-1]
    )
    late = _working_days_late(obligation.ends, day, works)
    begins = [StepName(StepKind.OPENED)] if (remind.opened and ladder.opened) or obligation.announced else []
    heard = {code: [*_ahead(obligation, works, begins, remind.partner, day)] for code in obligation.partners}
    for code in obligation.leads:
        if code in obligation.spoken:
            continue
        heard[code] = [
            *_ahead(obligation, works, begins, remind.lead, day),
            *(
                _count_down(
                    StepKind.TARGET, obligation.target, obligation.ladders.target.lead, obligation, works, day
                )
                if obligation.target
                else ()
            ),
            *_rungs(StepKind.LATE, obligation, late, ladder.late, ladder.late_every),
        ]
    for code, first in _watchers(obligation, agencies, rules, ladder, day).items():
        rungs = _rungs(StepKind.ESCALATE, obligation, late, ladder.escalate, ladder.escalate_every)
        heard[code] = [*heard.get(code, []), *(r for r in rungs if r.number >= first)]
    return heard


def _ahead(
    obligation: OpenObligation, works: Works, begins: Sequence[StepName], days: Iterable[int], day: date
) -> Iterator[StepName]:
    """That it begins, if that is told, and the reminders whose working day has come."""
    starts = max(obligation.opens, obligation.since)
    while not works(starts):
        starts += ONE
    if starts <= obligation.due and obligation.floor < starts <= day and not obligation.extended:
        yield from begins
    yield from _count_down(StepKind.BEFORE, obligation.due, days, obligation, works, day)


def _count_down(
    kind: StepKind, aim: date, days: Iterable[int], obligation: OpenObligation, works: Works, day: date
) -> Iterator[StepName]:
    """So many days before a day; what falls on a day off is told on the working day before."""
    for ahead in days:
        goes = aim - timedelta(ahead)
        while not works(goes):
            goes -= ONE
        if obligation.floor < goes <= day:
            yield StepName(kind, ahead)


def _working_days_late(ends: date, day: date, works: Works) -> list[date]:
    """The working days after the last day on time, one by one."""
    found = []
    while ends < day:
        ends += ONE
        if works(ends):
            found.append(ends)
    return found


def _rungs(
    kind: StepKind, obligation: OpenObligation, late: list[date], fixed: Iterable[int], every: int | None
) -> list[StepName]:
    """The rungs that have come: the nth working day late, for each n of the ladder."""
    wanted = sorted(fixed)
    while wanted and every and wanted[-1] + every <= len(late):
        wanted.append(wanted[-1] + every)
    return [StepName(kind, n) for n in wanted if n <= len(late) and late[n - 1] > obligation.floor]


def _watchers(
    obligation: OpenObligation, agencies: AgencyState, rules: Rules, ladder: Ladder, day: date
) -> Mapping[str, int]:
    """Who is to be told of others, and from which rung on."""
    if not ladder.escalate or not obligation.leads:
        return {}
    collects = agencies.current(obligation.through or rules.watchers.escalate_to, day)
    above = agencies.current(rules.watchers.above, day)
    found = {} if collects in obligation.leads else {collects: ladder.escalate[0]}
    if above not in obligation.leads and above != collects:
        found[above] = (ladder.above_from or ladder.escalate[-1]) if found else ladder.escalate[0]
    return found


def _too_much(session: Session, day: date, morning: datetime) -> Iterator[str]:
    """Told on that day although it was done or cancelled before the day began."""
    query = (
        select(Notice.agency, Notice.step, Obligation.label)
        .join(Obligation, col(Obligation.id) == col(Notice.obligation_id))
        .where(Notice.day == day, col(Notice.letter_id).is_not(None), Obligation.changed_at < morning)
        .where(~OPEN)
        .where(~col(Notice.step).startswith("changed-"))  # that it is over is what was told
        .where(
            ~col(Notice.step).startswith("corrected-")
        )  # what was told wrong is told right even of what is over
    )
    for agency, step, label in session.exec(query):
        yield f"{label} ({agency}): đã nói bước “{labels.step(step)}” ({step}) về việc đã xong hoặc đã hủy"


def _forgotten(session: Session, day: date) -> Iterator[str]:
    """Late, nobody's word waits, and no day on which anybody would be asked to tell the agency that owes it."""
    waits = exists().where(
        col(Declaration.obligation_id) == Obligation.id, col(Declaration.state) == DeclarationState.WAITING
    )
    query = (
        select(Obligation.label, Party.agency)
        .join(Party, col(Party.obligation_id) == col(Obligation.id))
        .where(Party.role == Role.LEAD, col(Party.next_on).is_(None), Obligation.ends < day)
        .where(OPEN, ~waits)
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


def refused_letters(session: Session, day: date) -> list[str]:
    """Letters of that day that nobody took: whoever they were for has not been told."""
    query = select(Letter.id, Letter.agency, Letter.error).where(Letter.state == LetterState.REFUSED)
    query = query.where(col(Letter.beside).is_(False))
    return [
        f"{agency}: chưa được báo, thư số {number} ngày {dates.day(day)} bị từ chối ({error or '–'})"
        for number, agency, error in session.exec(query.where(Letter.day == day).order_by(col(Letter.id)))
    ]
