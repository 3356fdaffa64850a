"""The letters of weeks and months, checked each night: whether those that had to go out are there, and complete.

Only what certainly had to be said is asked for: what was open before the round began and still is. After an outage
a later letter of the kind will do, since a round that was slept through is not told afterwards.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta

from sqlmodel import Session, col, func, select

from plan import dates, labels
from plan.clock import at
from plan.models import Letter, LetterState
from plan.steps import StepName
from scheduler.letters.kinds import MONTHLY, SUMMARY
from scheduler.policy.rules import Rules
from scheduler.reconciliation.expected import ONE
from scheduler.reconciliation.state import AgencyState, OpenObligation


def periodic_letters_missing(
    session: Session, agencies: AgencyState, rules: Rules, obligations: Sequence[OpenObligation], day: date
) -> Iterator[str]:
    """What the letters of that day's week and month should have said and did not."""
    yield from _weekly(session, agencies, rules, obligations, day)
    yield from _monthly(session, agencies, rules, obligations, day)


def _weekly(
    session: Session, agencies: AgencyState, rules: Rules, obligations: Sequence[OpenObligation], day: date
) -> Iterator[str]:
    summaries = _last_written(session, SUMMARY.name)
    began = _began(rules, day - timedelta(day.weekday()), summaries)
    office = agencies.current(rules.watchers.escalate_to, began)
    step = StepName.of_week(began)
    before = _before(rules, obligations, began)
    late = [one for one in before if one.facts.kind == "task" and one.facts.ends < began]
    if began > day or not agencies.reached_before(office, began) or not late:
        return
    written = summaries.get(office)
    if (written is None or written < began) and office not in _just_back(
        session, SUMMARY.name, at(day, rules.policy.office.closes, rules.zone)
    ):
        yield f"tuần từ {dates.day(began)} có {len(late)} nhiệm vụ quá hạn mà không có thư tổng hợp gửi {office}"
    elif written and began <= written < began + timedelta(7):
        yield from _left_out(late, agencies.current(office, day), step)


def _monthly(
    session: Session, agencies: AgencyState, rules: Rules, obligations: Sequence[OpenObligation], day: date
) -> Iterator[str]:
    written, back = (
        _last_written(session, MONTHLY.name),
        _just_back(session, MONTHLY.name, at(day, rules.policy.office.opens, rules.zone)),
    )
    began = _began(rules, day.replace(day=1), written)
    if began > day:
        return
    step, end = StepName.of_month(day), next_month(day)
    known = _heard_before(session, began)  # who could be written to when the month began
    mine: dict[str, list[OpenObligation]] = {}
    for one in _before(rules, obligations, began):
        if one.facts.due < end:
            for code in _led_all_along(agencies, one, began):
                mine.setdefault(code, []).append(one)
    for code in sorted(code for code in mine.keys() & known if agencies.reached_before(code, began)):
        if code not in written or written[code] < began:
            if code not in back:
                yield f"tháng {day.month}/{day.year} có {len(mine[code])} việc mà không có thư tháng gửi {code}"
        elif written[code] < end:
            yield from _left_out(mine[code], code, step)


def next_month(day: date) -> date:
    """Its first day: the letters of that day's week and month speak of what is late, or due before it."""
    return (day.replace(day=28) + timedelta(4)).replace(day=1)


def _led_all_along(agencies: AgencyState, one: OpenObligation, began: date) -> set[str]:
    """The leads of today that led it on that day too: a successor of the days between was not written to for it."""
    return {agencies.current(code, began) for code in one.seats.given} & set(one.seats.leads)


def _began(rules: Rules, first: date, written: Mapping[str, date]) -> date:
    """The day on which the letters of that week or month were to go, or went: it may have been declared off since."""
    day = first
    while not rules.calendar.works(day) or rules.policy.held_because(day):
        day += ONE
    return min([day, *(on for on in written.values() if on >= first)])


def _before(rules: Rules, obligations: Sequence[OpenObligation], began: date) -> list[OpenObligation]:
    """What was as it is now before the letters of that day were written."""
    morning: datetime = at(began, rules.policy.office.opens, rules.zone)
    return [one for one in obligations if one.changed_at < morning and one.facts.since < began]


def _last_written(session: Session, kind: str) -> dict[str, date]:
    """The day of the last letter of a kind to each agency, withdrawn ones apart."""
    query = select(Letter.agency, func.max(Letter.day)).group_by(col(Letter.agency))
    query = query.where(col(Letter.beside).is_(False))
    return dict(session.exec(query.where(Letter.kind == kind, Letter.state != LetterState.WITHDRAWN)).all())


def _just_back(session: Session, kind: str, since: datetime) -> set[str]:
    """Whose letter was taken back too late to be written anew on that day."""
    query = select(Letter.agency).where(Letter.kind == kind, Letter.state == LetterState.WITHDRAWN)
    return set(session.exec(query.where(col(Letter.finished_at) >= since)))


def _heard_before(session: Session, day: date) -> set[str]:
    return set(session.exec(select(Letter.agency).where(Letter.day < day).distinct()))


def _left_out(duties: Sequence[OpenObligation], agency: str, step: StepName) -> Iterator[str]:
    name = str(step)
    for one in duties:
        if not one.told.has(agency, step, name):
            yield f"số {one.id}, {one.label} ({agency}): thư {labels.step(str(step))} đáng ra có nêu mà sổ không có"
