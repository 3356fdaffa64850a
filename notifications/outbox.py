"""The queue of letters: put once, claim one at a time, record what became of it.

One letter is claimed at a time and its fate written before the next, so a process that is killed
leaves at most one letter whose fate is unknown; it is sent again with the same bytes and Message-ID.
"""

import os
import socket
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from sqlalchemy import Executable, bindparam, insert, or_
from sqlmodel import Session, and_, col, func, select, update

from notifications.letters import Written
from notifications.notice import Message
from plan.changes import fact, put_fact
from plan.models import Letter, LetterKind, LetterState

CLAIM = timedelta(minutes=5)  # longer than a whole conversation with a mail server may take
WAITS = (30, 120, 600, 1800, 3600, 7200, 14400)  # seconds until the next try; the last one repeats
HELD = "held"


@dataclass(frozen=True, slots=True)
class Claimed:
    """A letter in the hands of one sender."""

    id: int
    sender: str
    recipients: tuple[str, ...]
    raw: bytes
    message_id: str
    day: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the mail server said. `left` are recipients still to be tried; `down` ends the round."""

    result: Literal["sent", "caught", "refused", "later"]
    error: str | None = None
    left: tuple[str, ...] = ()
    down: bool = False


def me(started: str) -> str:
    """The name of the sender at work here: machine, process, and something that tells two processes of one number apart."""
    return f"{socket.gethostname()}:{os.getpid()}:{started}"


def put(session: Session, message: Message, written: Written, now: datetime) -> int:
    """Queue a letter; gives its number. A second one for the agency, kind and day is an IntegrityError."""
    row = {
        "agency": message.to.code,
        "kind": LetterKind(message.kind),
        "day": message.day,
        "message_id": written.message_id,
        "subject": written.subject,
        "sender": written.sender,
        "recipients": list(written.recipients),
        "raw": written.raw,
        "state": LetterState.WAITING,
        "attempts": 0,
        "written_at": now,
        "try_at": now,
    }
    return session.connection().execute(insert(Letter).returning(col(Letter.id)), row).scalar_one() or 0


def claim(session: Session, who: str, now: datetime) -> Claimed | None:
    """The next letter to send, now ours for a while; None if nothing is due or sending is held.

    One conditional UPDATE: of two senders that want the same letter, one gets it.
    """
    if is_held(session):
        return None
    given = {"now": now, "who": who, "until": now + CLAIM}
    row = session.connection().execute(_CLAIM, given).first()
    if row is None:
        return None
    return Claimed(row.id, row.sender, tuple(row.recipients), row.raw, row.message_id, row.day.isoformat())


def _claiming() -> Executable:
    now = bindparam("now", type_=Letter.__table__.c.try_at.type)  # type: ignore[attr-defined]  # set by SQLModel
    waiting = and_(col(Letter.state) == LetterState.WAITING, col(Letter.try_at) <= now)
    abandoned = and_(col(Letter.state) == LetterState.SENDING, col(Letter.claimed_until) < now)
    first = (
        select(Letter.id).where(or_(waiting, abandoned)).order_by(col(Letter.try_at), col(Letter.id)).limit(1)
    )
    # SQLite leaves FOR UPDATE out; there a writer has the whole file to itself.
    one = first.with_for_update(skip_locked=True).scalar_subquery()
    taken = update(Letter).where(col(Letter.id) == one)
    taken = taken.values(
        state=LetterState.SENDING, claimed_by=bindparam("who"), claimed_until=bindparam("until")
    )
    return taken.returning(
        col(Letter.id),
        col(Letter.sender),
        col(Letter.recipients),
        col(Letter.raw),
        col(Letter.message_id),
        col(Letter.day),
    )


_CLAIM = _claiming()  # built once: building it costs more than running it


def record(session: Session, letter: Claimed, outcome: Outcome, now: datetime) -> None:
    """Write down what became of a claimed letter."""
    row = session.get_one(Letter, letter.id)
    row.attempts += 1
    row.error = outcome.error
    row.claimed_by = row.claimed_until = None
    if outcome.result == "later":
        row.state = LetterState.WAITING
        row.recipients = list(outcome.left or row.recipients)
        row.try_at = now + timedelta(seconds=WAITS[min(row.attempts, len(WAITS)) - 1])
    else:
        row.state = LetterState(outcome.result)
        row.finished_at = now
    session.add(row)


def recover(session: Session, who: str, now: datetime) -> int:
    """Give back the letters that a dead process of this machine held; how many there were."""
    rows = session.exec(select(Letter.id, Letter.claimed_by).where(Letter.state == LetterState.SENDING))
    orphans = [number for number, holder in rows if holder and _is_dead(holder, who)]
    if orphans:
        freed = update(Letter).where(col(Letter.id).in_(orphans))
        session.exec(freed.values(state=LetterState.WAITING, try_at=now, claimed_by=None, claimed_until=None))
    return len(orphans)


def _is_dead(holder: str, who: str) -> bool:
    host, pid, _ = holder.rsplit(":", 2)
    my_host, my_pid, _ = who.rsplit(":", 2)
    if host != my_host or holder == who:
        return False
    if pid == my_pid:
        return True  # the number was given to this process after the holder ended
    try:
        os.kill(int(pid), 0)
    except ProcessLookupError:
        return True
    except PermissionError:
        return False
    return False


def catch_all(session: Session, now: datetime) -> None:
    """Keep every letter that waits, instead of sending it: for days that are only replayed."""
    waits = update(Letter).where(col(Letter.state).in_([LetterState.WAITING, LetterState.SENDING]))
    session.exec(waits.values(state=LetterState.CAUGHT, finished_at=now, claimed_by=None, claimed_until=None))


def waiting(session: Session) -> int:
    """How many letters are not yet through."""
    states = [LetterState.WAITING, LetterState.SENDING]
    return session.exec(select(func.count()).select_from(Letter).where(col(Letter.state).in_(states))).one()


def is_held(session: Session) -> bool:
    """Whether an operator stopped all sending."""
    return fact(session, HELD) == "yes"


def hold(session: Session, *, held: bool) -> None:
    """Stop, or let go on, all sending; letters are still written."""
    put_fact(session, HELD, "yes" if held else "no")


def retry(session: Session, number: int, now: datetime) -> bool:
    """Queue a letter that was refused or waits for another try; whether there was such a letter."""
    states = [LetterState.REFUSED, LetterState.WAITING]
    again = update(Letter).where(col(Letter.id) == number, col(Letter.state).in_(states))
    return bool(session.exec(again.values(state=LetterState.WAITING, try_at=now, error=None)).rowcount)
