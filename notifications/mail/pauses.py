"""What keeps letters in the queue: an operator's pause, and the delay of catch-up letters after an outage."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session, and_, col, func, select, update

from notifications.mail.faults import LONGEST_WAIT
from plan.facts import FLAG, INSTANT, FactFamily, FactOf
from plan.ledger.holds import HoldReason, lift
from plan.ledger.withdrawal import beside
from plan.models import Letter, LetterState
from plan.storage.chunks import chunks

_ALL = FactOf("held", FLAG)
_OF_AGENCY = FactFamily("held:", FLAG)
_DELAYED_UNTIL = FactOf("rests-until", INSTANT)  # letters written meanwhile are delayed as well

# Whether all is paused, as the fact says it, and how many agencies somebody paused or released: as columns.
PAUSED, PAUSED_AGENCIES = _ALL.column, _OF_AGENCY.count


@dataclass(frozen=True, slots=True)
class Pauses:
    """What an operator has paused."""

    everything: bool
    agencies: frozenset[str]  # only the letters to these


def pauses(session: Session) -> Pauses:
    """What is paused now."""
    agencies = frozenset(code for code, paused in _OF_AGENCY.all(session).items() if paused)
    return Pauses(is_paused(session), agencies)


def is_paused(session: Session) -> bool:
    """Whether an operator has paused all sending."""
    return bool(_ALL.of(session))


def pause(session: Session, *, paused: bool, agency: str | None = None) -> None:
    """Pause or resume all sending, or that to one agency; letters are still written."""
    if agency:
        _OF_AGENCY.put(session, agency, paused)
    else:
        _ALL.put(session, paused)


def delay(session: Session, numbers: Sequence[int], until: datetime) -> None:
    """Letters just written wait until then, unless `release` comes first."""
    _DELAYED_UNTIL.put(session, until)
    for chunk in chunks([*numbers, *beside(session, numbers)]):
        session.exec(update(Letter).where(col(Letter.id).in_(chunk)).values(try_at=until))


def count_delayed(session: Session, now: datetime, today: date) -> int:
    """How many of today's letters, none of them tried yet, wait for a later hour."""
    count = select(func.count()).select_from(Letter).where(Letter.day == today, col(Letter.try_at) > now)
    return session.exec(count.where(Letter.state == LetterState.WAITING, Letter.attempts == 0)).one()


def delayed_until(session: Session, now: datetime) -> datetime | None:
    """Until when new letters are delayed, if they are."""
    until = _DELAYED_UNTIL.of(session)
    return (
        until if until and now < until <= now + LONGEST_WAIT else None
    )  # further ahead: the clock went back since


def release(session: Session, now: datetime) -> None:
    """A person has looked: what was held or delayed goes. A clock in doubt is for `dondoc clock --trust`."""
    lift(session, HoldReason.RESTORED, HoldReason.OVERDUE)
    _DELAYED_UNTIL.clear(session)
    fresh = and_(col(Letter.state) == LetterState.WAITING, col(Letter.attempts) == 0)
    session.exec(update(Letter).where(fresh, col(Letter.try_at) > now).values(try_at=now))
