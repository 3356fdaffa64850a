"""How obligations stood by what was *recorded* until an instant: a paper of April says in July what it said in April.

The days of an obligation are kept as they are now; what they were is in the log of acts, which keeps the state before
and after each. Texts that were trimmed from the log are not needed: days and numbers of documents stay.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlmodel import Session, col, select

from plan.clock import at
from plan.models import Audit
from plan.obligations.duty import Duty
from plan.obligations.status import status_on
from plan.storage.chunks import chunks

SUBJECT = "obligation "
DAYS = ("due", "ends", "done_on", "cancelled_on", "extended_from")


def end_of(today: date, zone: ZoneInfo) -> datetime:
    """The instant at which the day is over: what is recorded from then on was not known on it."""
    return at(today + timedelta(days=1), time(), zone)


def changed_since(session: Session, until: datetime) -> frozenset[int]:
    """The obligations that something was recorded of at that instant or later."""
    # Each once only here: asked for that, SQLite would walk through all that was ever written down, by subject.
    query = select(Audit.subject).where(Audit.at >= until, col(Audit.subject).startswith(SUBJECT))
    return frozenset(int(subject.removeprefix(SUBJECT)) for subject in session.exec(query))


def as_recorded(
    session: Session, found: Sequence[Duty], today: date, until: datetime, later: frozenset[int]
) -> list[Duty]:
    """The same duties as they were known before `until`, by day due; their status is that of `today`.

    `later` are those that something was recorded of since.
    """
    if not later:
        return list(found)
    states = _states(session, [duty.id for duty in found if duty.id in later], until)
    known = [_with(duty, states[duty.id], today) if duty.id in states else duty for duty in found]
    return sorted(known, key=lambda duty: (duty.due, duty.id))


def _states(session: Session, ids: Sequence[int], until: datetime) -> dict[int, dict[str, object]]:
    """The state of each before its first act, and upon it what the acts before `until` changed."""
    found: dict[int, dict[str, object]] = {}
    for chunk in chunks(ids):
        subjects = [f"{SUBJECT}{number}" for number in chunk]
        query = select(Audit).where(col(Audit.subject).in_(subjects)).order_by(col(Audit.number))
        for row in session.exec(query):
            before, after = row.detail.get("before"), row.detail.get("after")
            if not (isinstance(before, Mapping) and isinstance(after, Mapping)):
                continue
            state = found.setdefault(int(row.subject.removeprefix(SUBJECT)), {})
            for name in before:
                state.setdefault(name, before[name])
            if row.at < until:
                state |= {name: value for name, value in after.items() if value != before.get(name)}
    return found


def _with(duty: Duty, state: Mapping[str, object], today: date) -> Duty:
    known = {name: _day(state[name]) for name in DAYS if name in state}
    document = state.get("document", duty.document)
    was = replace(duty, **known, document=None if document is None else str(document))  # type: ignore[arg-type]  # the days of DAYS
    return replace(
        was,
        status=status_on(
            today, opens=was.opens, ends=was.ends, done_on=was.done_on, cancelled_on=was.cancelled_on
        ),
    )


def _day(value: object) -> date | None:
    return date.fromisoformat(value) if isinstance(value, str) else None
