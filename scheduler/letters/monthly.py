"""The monthly letter to the head of each agency: how last month went, what is late, what this month brings."""

import logging
from calendar import monthrange
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from jinja2 import TemplateError
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, bindparam, col, func, select

from notifications.notice import LetterContent
from notifications.rendering import oneline
from plan.addresses import can_be_told
from plan.facts import DAY, MONTH, FactOf
from plan.ledger import notices
from plan.ledger.notices import Owed, Told, ToldStep
from plan.ledger.withdrawal import drop_earlier_periods, reached_nobody
from plan.models import Letter, Obligation, Party, Role
from plan.models.duties import OPEN
from plan.obligations import views
from plan.obligations.duty import Duty
from plan.obligations.views import ObligationFilter
from plan.prepared import Prepared
from plan.steps import StepName
from scheduler.letters.background import LineBackground, background_of
from scheduler.letters.context import LetterContext
from scheduler.letters.kind import LetterKind, queue_letter
from scheduler.letters.lines import late_and_coming, line_of
from scheduler.papers.counts import count

log = logging.getLogger(__name__)
NAME = "monthly"
LAST_MONTH_WRITTEN = FactOf("monthly", MONTH)
REWRITTEN_ON = FactOf("monthly-anew", DAY)
UNDER_WAY = FactOf(
    "monthly-under-way", MONTH
)  # the month whose letters are written in portions, until the last one is


def subject(content: LetterContent) -> str:
    whose = f"{oneline(content.to.name)}, tháng {content.day.month}/{content.day.year}"
    return f"[Đôn đốc] {whose}: {late_and_coming(content.lines)}"


def write_monthly(context: LetterContext, kind: LetterKind) -> list[int]:
    """One letter to every agency that leads something late or due this month; once a month, at its first tick.

    A letter that was withdrawn before it was sent is written again, true on that day.
    """
    month = context.today.replace(day=1)
    drop_earlier_periods(context.session, _step(context))
    last = LAST_MONTH_WRITTEN.of(context.session)
    if last == month and REWRITTEN_ON.of(context.session) == context.today:
        return []
    wanted = _wanted(context, month, last)
    written = _write_portion(context, kind, wanted) if wanted else []
    # Whoever is killed between two portions goes on with those who have none yet.
    if context.portions.remain:
        UNDER_WAY.put(context.session, month)
    else:
        _note_written(context)
    return written


def _wanted(context: LetterContext, month: date, last: date | None) -> dict[str, list[int]]:
    """The agencies that are to have their letter now, each with the obligations that it may speak of."""
    if last == month:
        owed = _taken_back(context)
        return {code: ids for code, ids in _by_agency(context).items() if code in owed} if owed else {}
    under_way = UNDER_WAY.of(context.session) == month
    if (not last or last > month) and not under_way and not _is_first_working_day(context):
        return {}  # the program was started, or the clock set back, in mid-month: the digests say it all
    have = _have_theirs(context)
    return {code: ids for code, ids in _by_agency(context).items() if code not in have}


def forget(session: Session) -> None:
    """After letters were deleted for a replay: the last month written is that of the last letter left."""
    last = session.exec(select(func.max(Letter.day)).where(Letter.kind == NAME)).one()
    LAST_MONTH_WRITTEN.clear(session)
    if last:
        LAST_MONTH_WRITTEN.put(session, last)
    REWRITTEN_ON.clear(session)
    UNDER_WAY.clear(session)


def _is_first_working_day(context: LetterContext) -> bool:
    return context.rules.calendar.on_or_after(context.today.replace(day=1)) == context.today


def _note_written(context: LetterContext) -> None:
    """Nothing more is written this month, and nothing written again today."""
    UNDER_WAY.clear(context.session)
    LAST_MONTH_WRITTEN.put(context.session, context.today)
    REWRITTEN_ON.put(context.session, context.today)


def _taken_back(context: LetterContext) -> set[str]:
    """Agencies whose letter of this month was withdrawn or refused. For some nothing is left to say, so it is asked once a day."""
    lost = _agencies(context, _LOST)
    return lost - _have_theirs(context) if lost else set()


def _have_theirs(context: LetterContext) -> set[str]:
    return _agencies(context, _REACHED)


def _agencies(context: LetterContext, query: Prepared) -> set[str]:
    """Who has such a letter this month."""
    first, last = context.today.replace(day=1), _last_of_month(context.today)
    found = query.ask(context.session, {"today": context.today, "first": first, "last": last})
    return {agency for (agency,) in found}


_OF_MONTH = select(Letter.agency).where(
    Letter.kind == NAME, col(Letter.day).between(bindparam("first"), bindparam("last"))
)
_LOST = Prepared(_OF_MONTH.where(reached_nobody(bindparam("today"))))
_REACHED = Prepared(_OF_MONTH.where(~reached_nobody(bindparam("today"))))


def _last_of_month(day: date) -> date:
    return day.replace(day=monthrange(day.year, day.month)[1])


def _by_agency(context: LetterContext) -> dict[str, list[int]]:
    """What is open and due by the end of this month, and what was due last month, by the agency that leads it today.

    What ended earlier is not asked for: it may be the work of many years.
    """
    before = context.today.replace(day=1) - timedelta(days=1)
    query = select(Party.agency, Party.obligation_id).join(Obligation).where(Party.role == Role.LEAD)
    query = query.where(Obligation.due <= _last_of_month(context.today))
    query = query.where(OPEN | (col(Obligation.due) >= before.replace(day=1)))
    held: dict[str, list[int]] = {}
    for agency, number in context.session.exec(query):
        held.setdefault(context.current(agency), []).append(number)
    return held


@dataclass(frozen=True, slots=True)
class _Ledger:
    """What letters that are written together have to know of what was told before."""

    told: Told
    owed: Owed
    editions: Mapping[str, int]


def _write_portion(context: LetterContext, kind: LetterKind, wanted: Mapping[str, list[int]]) -> list[int]:
    """The letters of as many agencies as one transaction writes to."""
    mine = context.portions.next(kind.name, wanted)
    ids = tuple({number for code in mine for number in wanted[code]})
    duties = views.duties(context.session, context.today, ObligationFilter(ids=ids))
    ledger = _Ledger(
        notices.told_among(context.session, [(number, _step(context)) for number in ids]),
        notices.owed_among(context.session, ids),
        notices.written_on(context.session, context.today, kind.name).editions,
    )
    held: dict[str, list[Duty]] = {code: [] for code in mine}
    for duty in duties:
        for code in {context.current(code) for code in duty.leads} & held.keys():
            held[code].append(duty)
    background = background_of(context, duties, watching=False)
    written = (_write(context, kind, code, held[code], ledger, background) for code in mine)
    return [letter for letter in written if letter]


def _step(context: LetterContext) -> StepName:
    return StepName.of_month(context.today)


def _write(
    context: LetterContext,
    kind: LetterKind,
    agency: str,
    mine: Sequence[Duty],
    ledger: _Ledger,
    background: LineBackground,
) -> int | None:
    to, step = context.contact(agency), _step(context)
    open_ = [duty for duty in mine if duty.status in {"late", "open", "upcoming"}]
    if not open_ or not can_be_told(to):
        return None
    lines = [line_of(context, duty, step, _reason(duty), Role.LEAD, background, agency) for duty in open_]
    heard = [ToldStep(duty.id, agency, Role.LEAD, step, _reason(duty), told=True) for duty in open_]
    try:
        with context.session.begin_nested():
            edition = ledger.editions.get(agency, 0) + 1
            letter = queue_letter(context, kind, to, lines, edition, _notes(context, mine))
            fresh = [h for h in heard if (h.obligation, h.step, h.agency) not in ledger.told]
            notices.record_steps(context.session, fresh, context.today, {agency: letter}, ledger.owed)
            return letter
    except (ValueError, TemplateError, IntegrityError):
        log.exception("no monthly letter to %s on %s", agency, context.today)
        return None


def _reason(duty: Duty) -> str:
    return "quá hạn" if duty.status == "late" else "đến hạn trong tháng"


def _notes(context: LetterContext, mine: Sequence[Duty]) -> tuple[str, ...]:
    """How last month went, in a sentence; nothing if nothing came due then."""
    end = context.today.replace(day=1) - timedelta(days=1)
    counts = count(d for d in mine if _in_month(d.due, end) and d.status != "cancelled")
    if not counts.due:
        return ()
    text = f"Tháng {end.month}/{end.year} có {counts.due} việc đến hạn: {counts.on_time} xong đúng hạn"
    return (f"{text}, {counts.late} xong trễ hạn, {counts.overdue} chưa xong.",)


def _in_month(day: date, month: date) -> bool:
    return (day.year, day.month) == (month.year, month.month)
