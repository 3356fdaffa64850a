"""What programs of others are told of obligations: thin words, so that who reads more is in the log.

Written in the transaction of the change, where anybody listens; else nothing is asked beyond that, once a session.
"""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from urllib.parse import quote

from sqlalchemy import ColumnElement
from sqlmodel import Session, and_, col, func, select, true

from plan.hooks.endpoints import TOLD
from plan.hooks.queue import HookEvent, announce, listeners
from plan.models import Obligation
from plan.models.duties import OPEN
from plan.obligations.counts import DECLARED
from plan.obligations.status import status_on
from plan.storage.chunks import chunks

# By the act, as the log names it. What takes a word or a day back says how the obligation stands now.
OF_ACTS = {
    "done": "done",
    "accept": "done",
    "correct": "done",
    "declared": "declared",
    "send-back": "sent_back",
    "declaration taken back": "reopened",
    "extend": "extended",
    "extension undone": "extended",
    "cancel": "cancelled",
    "reopen": "reopened",
}
OF_DAYS = ("opened", "due", "late")
PAST = "obligations.past"  # many at once whose days were past when they came into being
MOST_PAST = 100  # of these are told one by one: as many as a list of the API holds


def tell_act(session: Session, row: Obligation, name: str, now: datetime, today: date) -> None:
    """An act upon the obligation, which has its new revision by now."""
    if listeners(session) and (event := OF_ACTS.get(name)):
        announce(session, [_event(event, row, today, is_declared=event == "declared")], now)


def tell_request(session: Session, row: Obligation, request: int, now: datetime, today: date) -> None:
    """An agency asks for more time."""
    if listeners(session):
        told = _event("", row, today)
        data = told.data | {"request": request}
        announce(session, [HookEvent("extension.requested", row.id, request, data)], now)


def tell_amendment(session: Session, plan: str, decision: int, now: datetime) -> None:
    """A decision changed a plan."""
    if listeners(session):
        data: dict[str, object] = {"id": decision, "plan": plan, "url": f"/api/v1/plans/{quote(plan)}"}
        announce(session, [HookEvent("plan.amended", decision, 0, data)], now)


def tell_days(session: Session, after: date, today: date, now: datetime) -> int:
    """What opened, came due or became late on the days after `after`, until today; how much that is."""
    found = of_days(session, after, today)
    announce(session, found, now)
    return len(found)


def tell_made(session: Session, numbers: Sequence[int], now: datetime, today: date) -> None:
    """Obligations that came into being: what has come of their days on days that were told without them.

    What came on the last of these days is news as on any other. What is older is told one by one up to `MOST_PAST`, and
    else by one line with its counts: an old plan that is taken in must not bring thousands of days at once.
    """
    told = TOLD.of(session) if numbers and listeners(session) else None
    if told is None:
        return
    before = told - timedelta(1)
    _tell_past(session, numbers, before, now, today)
    _tell_each(session, numbers, (before, told), now, today)


def _tell_each(
    session: Session, numbers: Sequence[int], span: tuple[date, date], now: datetime, today: date
) -> None:
    for some in chunks(numbers):
        among = col(Obligation.id).in_(some)
        rows = ((name, row) for name in OF_DAYS for row in _reached(session, name, *span, among))
        announce(session, [_event(name, row, today) for name, row in rows], now)


def _tell_past(session: Session, numbers: Sequence[int], until: date, now: datetime, today: date) -> None:
    counts = {name: _how_many(session, name, until, numbers) for name in OF_DAYS}
    if sum(counts.values()) <= MOST_PAST:
        _tell_each(session, numbers, (date.min, until), now, today)
        return
    since = now.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    data: dict[str, object] = {**counts, "url": f"/api/v1/obligations?changed_since={since}"}
    announce(session, [HookEvent(PAST, numbers[0], 0, data)], now)


def _how_many(session: Session, name: str, until: date, numbers: Sequence[int]) -> int:
    query = select(func.count()).select_from(Obligation).where(_has_come(name, date.min, until), OPEN)
    return sum(session.exec(query.where(col(Obligation.id).in_(some))).one() for some in chunks(numbers))


def of_days(session: Session, after: date, today: date) -> list[HookEvent]:
    """What there is to tell of these days; a day that was slept through is told as if it had been seen."""
    return [
        _event(name, row, today) for name in OF_DAYS for row in _reached(session, name, after, today, true())
    ]


def _reached(
    session: Session, name: str, after: date, today: date, among: ColumnElement[bool]
) -> Sequence[Obligation]:
    query = select(Obligation).where(_has_come(name, after, today), OPEN, among)
    return session.exec(query.order_by(col(Obligation.id))).all()


def _has_come(name: str, after: date, today: date) -> ColumnElement[bool]:
    """Late is told a day after the last day on time; what was declared by then waits for a word, and is not late."""
    opens, due, ends = col(Obligation.opens), col(Obligation.due), col(Obligation.ends)
    which: dict[str, ColumnElement[bool]] = {
        "opened": and_(opens > after, opens <= today),
        "due": and_(due > after, due <= today),
        "late": and_(ends >= after, ends < today, ~DECLARED),
    }
    return which[name]


def _event(name: str, row: Obligation, today: date, *, is_declared: bool = False) -> HookEvent:
    status = status_on(
        today, opens=row.opens, ends=row.ends, done_on=row.done_on, cancelled_on=row.cancelled_on
    )
    data: dict[str, object] = {
        "id": row.id,
        "agency": row.holder,
        "status": "declared" if is_declared else status,
        "url": f"/api/v1/obligations/{row.id}",
    }
    return HookEvent(f"obligation.{name}", row.id, row.revision, data)
