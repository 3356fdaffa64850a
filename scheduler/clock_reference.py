"""What the clock is measured by: the last tick, else the newest row, else the day of this program's release.

A person's word (`dondoc clock --trust`) goes before all of them, until the next tick.
"""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from sqlmodel import Session

from plan.audit.log import Act, write_down
from plan.dates import moment
from plan.facts import INSTANT, FactOf
from plan.ledger.holds import OPERATOR, HoldReason, hold, lift
from plan.storage.newest import last_tick, newest_row

RELEASED = date(2026, 11, 29)  # as the changelog has it: nothing can have happened before
TRUSTED = FactOf("clock-trusted", INSTANT)
KNOWN = FactOf("clock-known", INSTANT)  # what was known before a clock in doubt wrote rows of its own


def known_instant(session: Session) -> datetime:
    """The latest instant that is certain."""
    if kept := TRUSTED.of(session) or KNOWN.of(session):
        return kept
    released = datetime.combine(RELEASED, time(), tzinfo=UTC)
    return last_tick(session) or newest_row(session, OPERATOR) or released


def trust(session: Session, act: Act) -> None:
    """A person says that the clock is right as it stands."""
    write_down(session, act, "clock trust", "clock", {"known": known_instant(session).isoformat()})
    TRUSTED.put(session, act.now)
    _forget_doubt(session)


def hold_ahead(session: Session, now: datetime, known: datetime, zone: ZoneInfo) -> None:
    """The clock stands far ahead: letters wait for a person's word."""
    if KNOWN.of(session) is None:
        KNOWN.put(session, known)
    shows, last = (moment(instant.astimezone(zone)) for instant in (now, known))
    hold(session, HoldReason.CLOCK, now, f"đang chỉ {shows}, điều biết gần nhất là lúc {last}")


def believe(session: Session) -> None:
    """The clock is right again by itself."""
    if KNOWN.of(session):
        _forget_doubt(session)


def note_tick(session: Session) -> None:
    """From here on the tick itself is what is known."""
    if TRUSTED.of(session):
        TRUSTED.clear(session)


def _forget_doubt(session: Session) -> None:
    KNOWN.clear(session)
    lift(session, HoldReason.CLOCK)
