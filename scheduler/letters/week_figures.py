"""How the week before went, for the weekly summary: counted by the database, since all that is stored may be much."""

from datetime import date, timedelta

from sqlalchemy import ColumnElement, and_, or_
from sqlmodel import Session, col, func, select

from notifications.notice import LetterLine, WeekFigures, WeekReport
from plan.addresses import MAIL, of_channel
from plan.ledger.bounces import dead_since
from plan.models import Agency, Declaration, Obligation, Role
from plan.models.duties import OPEN
from plan.obligations import declarations, responses, views
from plan.obligations.collectors import collectors_of
from plan.obligations.views import ObligationFilter
from plan.vocabulary import DeclarationState, Kind
from scheduler.letters.background import LineBackground, in_all
from scheduler.letters.context import LetterContext
from scheduler.letters.lines import line_of

FRIDAY = timedelta(4)
WEEK = timedelta(7)


def week_of(context: LetterContext) -> WeekReport:
    """The week before that of today, with what is late and what waits today."""
    monday = context.today - timedelta(context.today.weekday()) - WEEK
    return WeekReport(
        first=monday,
        last=monday + FRIDAY,
        now=_figures(context.session, monday),
        before=_figures(context.session, monday - WEEK),
        ahead_days=context.rules.policy.summary.ahead_days,
        reports=_late_reports(context),
        next_round=_next_round(context),
        declared=_declared(context),
        asking=_asking(context),
        unreachable=_unreachable(context),
    )


def _figures(session: Session, monday: date) -> WeekFigures:
    """Counted as of the Sunday of that week."""
    end = monday + timedelta(6)
    done, on_time = col(Obligation.done_on), col(Obligation.done_on) <= col(Obligation.ends)
    is_open = and_(
        or_(done.is_(None), done > end),
        or_(col(Obligation.cancelled_on).is_(None), col(Obligation.cancelled_on) > end),
    )
    year = and_(col(Obligation.ends).between(date(end.year, 1, 1), end), _kept(end))
    due = _count(session, year)
    timely = _count(session, year, on_time, done <= end)
    return WeekFigures(
        done=_count(session, done.between(monday, end)),
        sent_back=_count_words(
            session, Declaration.state == DeclarationState.SENT_BACK, _in_week(monday, end)
        ),
        late=_count(session, col(Obligation.ends) < end + timedelta(1), is_open),
        waiting=_count_words(session, col(Declaration.declared_on) <= end, _undecided(end)),
        share=timely / due if due else None,
    )


def _kept(end: date) -> ColumnElement[bool]:
    return or_(col(Obligation.cancelled_on).is_(None), col(Obligation.cancelled_on) > end)


def _in_week(monday: date, end: date) -> ColumnElement[bool]:
    return col(Declaration.decided_on).between(monday, end)


def _undecided(end: date) -> ColumnElement[bool]:
    return or_(col(Declaration.decided_on).is_(None), col(Declaration.decided_on) > end)


def _count(session: Session, *which: ColumnElement[bool]) -> int:
    return session.exec(select(func.count()).select_from(Obligation).where(*which)).one()


def _count_words(session: Session, *which: ColumnElement[bool] | bool) -> int:
    return session.exec(select(func.count()).select_from(Declaration).where(*which)).one()


def _late_reports(context: LetterContext) -> tuple[LetterLine, ...]:
    """What is late and no agency has declared; tasks stand in the letter by themselves."""
    late = views.duties(
        context.session, context.today, ObligationFilter(kind="report", ends_before=context.today)
    )
    known = LineBackground(in_all=in_all(context.session, {duty.deadline for duty in late}))
    lines = (line_of(context, duty, None, "quá hạn", Role.WATCH, known) for duty in late)
    return tuple(line for line in lines if not line.waiting)


def _next_round(context: LetterContext) -> LetterLine | None:
    """A report of the next round."""
    first = select(Obligation.id).where(
        OPEN, Obligation.kind == Kind.REPORT, Obligation.ends >= context.today
    )
    number = context.session.exec(first.order_by(col(Obligation.ends), col(Obligation.id))).first()
    duty = views.duty(context.session, context.today, number) if number else None
    return line_of(context, duty, None, "kỳ tới", Role.WATCH) if duty else None


def _declared(context: LetterContext) -> tuple[tuple[str, date], ...]:
    """What waits for the department's own word."""
    waits = declarations.waiting(context.session)
    ids = tuple({one.obligation for one in waits})
    duties = {
        duty.id: duty for duty in views.duties(context.session, context.today, ObligationFilter(ids=ids))
    }
    found = []
    for one in waits:
        duty = duties[one.obligation]
        who = collectors_of(duty.leads, duty.through, context.rules.collection, context.current)
        if who.accepts == context.department.code:
            found.append((context.contact(context.current(one.agency)).name, one.declared_on))
    return tuple(found)


def _asking(context: LetterContext) -> tuple[str, ...]:
    names = (context.contact(context.current(one.agency)).name for one in responses.waiting(context.session))
    return tuple(dict.fromkeys(names))


def _unreachable(context: LetterContext) -> tuple[tuple[str, date], ...]:
    """Agencies of which every address of mail is dead, and since when."""
    dead = dead_since(context.session, context.rules.zone)
    if not dead:
        return ()
    found = []
    for name, addresses in context.session.exec(select(Agency.name, Agency.addresses).order_by(Agency.code)):
        mail = of_channel(addresses, MAIL)
        if mail and all(one.lower() in dead for one in mail):
            found.append((name, max(dead[one.lower()] for one in mail)))
    return tuple(found)
