"""Each night: what should have been told, computed once more in another way, held against the agencies.

It shares no code with the telling: `expected` counts working days one by one, and knows the ladders only as the
numbers of the policy. Whatever differs is an alarm, on either side: not told, or told too much. What is open is read
by `open_obligations`, the weekly and monthly letters are checked by `periodic_letters`.
"""

from collections.abc import Iterator, Mapping
from datetime import date, datetime

from sqlalchemy import exists
from sqlmodel import Session, col, select

from plan import dates, labels
from plan.clock import at
from plan.models import Declaration, Letter, LetterState, Notice, Obligation, Party, Role
from plan.models.duties import OPEN
from plan.vocabulary import DeclarationState
from scheduler.policy.rules import Rules
from scheduler.reconciliation.declarations import unheard_declarations
from scheduler.reconciliation.expected import Steps
from scheduler.reconciliation.open_obligations import what_is_open
from scheduler.reconciliation.periodic_letters import next_month, periodic_letters_missing
from scheduler.reconciliation.state import AgencyState, OpenObligation, read_agency_state

MOST = 500  # differences that are kept: beyond, the number says enough


def check(session: Session, rules: Rules, day: date) -> list[str]:
    """Every difference up to the end of that day, in words; none is what is hoped for."""
    morning = at(day, rules.policy.office.opens, rules.zone)
    agencies = read_agency_state(session)
    found: list[str] = []
    of_this_month: list[OpenObligation] = []
    ends = next_month(day)
    for one in what_is_open(session, agencies, rules, day, morning):
        if len(found) < MOST:
            found += _missing(one, agencies, rules, day)
        if one.facts.due < ends:
            one.told = one.told.of_rounds()
            of_this_month.append(one)
    found += periodic_letters_missing(session, agencies, rules, of_this_month, day)
    found += _too_much(session, day, morning)
    found += _forgotten(session, day)
    found += unheard_declarations(session, agencies, rules, day)
    found += _letters(session, day)
    found += refused_letters(session, day)
    return found[:MOST]


def _missing(one: OpenObligation, agencies: AgencyState, rules: Rules, day: date) -> Iterator[str]:
    """Steps that had come by that day and of which the ledger knows nothing."""
    for agency, steps in _expected(one, agencies, rules, day).items():
        told = one.told
        absent = [step for name, step in steps if not told.has(agency, step, name)]
        if not absent or not agencies.reached_before(agency, day):
            continue  # said by doctor and on the first page; an alarm every night would be one that nobody reads
        for step in absent:
            yield f"số {one.id}, {one.label} ({agency}): bước “{labels.step(str(step))}” ({step}) đáng ra đã nói mà sổ không có"


def _expected(one: OpenObligation, agencies: AgencyState, rules: Rules, day: date) -> dict[str, Steps]:
    """Who should have heard which steps by the end of that day."""
    if one.is_silent:
        return {}
    expected, seats = one.expected, one.seats
    heard = dict.fromkeys(seats.partners, expected.partner)
    heard |= {code: expected.lead for code in seats.leads if code not in one.spoken}
    if expected.rungs:
        for code, first in _watchers(one, agencies, rules, day).items():
            rungs = tuple(rung for rung in expected.rungs if rung[1].number >= first)
            heard[code] = (*heard.get(code, ()), *rungs)
    return heard


def _watchers(one: OpenObligation, agencies: AgencyState, rules: Rules, day: date) -> Mapping[str, int]:
    """Who is to be told of others, and from which rung on."""
    ladder, leads = one.facts.ladder, one.seats.leads
    if not leads:
        return {}
    collects = agencies.current(one.facts.through or rules.watchers.escalate_to, day)
    above = agencies.current(rules.watchers.above, day)
    found = {} if collects in leads else {collects: ladder.escalate[0]}
    if above not in leads and above != collects:
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
