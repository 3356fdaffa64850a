"""What keeps letters in the queue: an operator's pause, and the delay of catch-up letters after an outage."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlmodel import Session, and_, col, func, select, update

from notifications.mail.faults import LONGEST_WAIT
from plan.ledger.holds import HoldReason, lift
from plan.models import Fact, Letter, LetterState
from plan.storage.chunks import chunks
from plan.storage.facts import fact, put_fact

PAUSED = "held"
DELAYED_UNTIL = "rests-until"  # letters written meanwhile are delayed as well


def paused_names(session: Session) -> set[str]:
    """What an operator has paused: everything (`held`), or the letters to an agency (`held:CODE`)."""
    rows = session.exec(select(Fact.name).where(col(Fact.name).like(f"{PAUSED}%"), Fact.value == "yes"))
    return set(rows)


def is_paused(session: Session) -> bool:
    """Whether an operator has paused all sending."""
    return fact(session, PAUSED) == "yes"


def pause(session: Session, *, paused: bool, agency: str | None = None) -> None:
    """Pause or resume all sending, or that to one agency; letters are still written."""
    put_fact(session, f"{PAUSED}:{agency}" if agency else PAUSED, "yes" if paused else "no")


def delay(session: Session, numbers: Sequence[int], until: datetime) -> None:
    """Letters just written wait until then, unless `release` comes first."""
    put_fact(session, DELAYED_UNTIL, until.isoformat())
    for chunk in chunks(numbers):
        session.exec(update(Letter).where(col(Letter.id).in_(chunk)).values(try_at=until))


def count_delayed(session: Session, now: datetime, today: date) -> int:
    """How many of today's letters, none of them tried yet, wait for a later hour."""
    count = select(func.count()).select_from(Letter).where(Letter.day == today, col(Letter.try_at) > now)
    return session.exec(count.where(Letter.state == LetterState.WAITING, Letter.attempts == 0)).one()


def delayed_until(session: Session, now: datetime) -> datetime | None:
    """Until when new letters are delayed, if they are."""
    until = datetime.fromisoformat(fact(session, DELAYED_UNTIL) or now.isoformat())
    return until if now < until <= now + LONGEST_WAIT else None  # further ahead: the clock went back since


def release(session: Session, now: datetime) -> None:
    """A person has looked: what was held or delayed goes. A clock in doubt is for `dondoc clock --trust`."""
    lift(session, HoldReason.RESTORED, HoldReason.OVERDUE)
    put_fact(session, DELAYED_UNTIL, "")
    fresh = and_(col(Letter.state) == LetterState.WAITING, col(Letter.attempts) == 0)
    session.exec(update(Letter).where(fresh, col(Letter.try_at) > now).values(try_at=now))
