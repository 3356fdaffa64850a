"""What programs of others are told of obligations: thin words, so that who reads more is in the log.

Written in the transaction of the change, where anybody listens; else nothing is asked beyond that, once a session.
"""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from urllib.parse import quote

from sqlalchemy import ColumnElement
from sqlmodel import Session, and_, col, select, true

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
    """Obligations that came into being: what has come of their days on days that were told without them."""
    told = TOLD.of(session) if numbers and listeners(session) else None
    if told is None:
        return
    for some in chunks(numbers):
        among = col(Obligation.id).in_(some)
        rows = ((name, row) for name in OF_DAYS for row in _reached(session, name, date.min, told, among))
        announce(session, [_event(name, row, today) for name, row in rows], now)


def of_days(session: Session, after: date, today: date) -> list[HookEvent]:
    """What there is to tell of these days; a day that was slept through is told as if it had been seen."""
    return [
        _event(name, row, today) for name in OF_DAYS for row in _reached(session, name, after, today, true())
    ]


def _reached(
    session: Session, name: str, after: date, today: date, among: ColumnElement[bool]
) -> Sequence[Obligation]:
    """Late is told a day after the last day on time; what was declared by then waits for a word, and is not late."""
    opens, due, ends = col(Obligation.opens), col(Obligation.due), col(Obligation.ends)
    which: dict[str, Any] = {
        "opened": and_(opens > after, opens <= today),
        "due": and_(due > after, due <= today),
        "late": and_(ends >= after, ends < today, ~DECLARED),
    }
    return session.exec(select(Obligation).where(which[name], OPEN, among).order_by(col(Obligation.id))).all()


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
