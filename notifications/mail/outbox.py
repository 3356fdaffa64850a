"""The queue of letters, of all channels: enqueue once, claim one at a time, record what became of it.

A sender claims one letter and writes its fate down before the next, so a process that is killed leaves
at most one letter whose fate is unknown; it is sent again with the same bytes and Message-ID.
Only letters of today are claimed: what a letter of yesterday says is no longer true (`plan.ledger.withdrawal`).
"""

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Literal

from sqlalchemy import Boolean, Executable, bindparam, false, insert, or_, union_all
from sqlmodel import Session, and_, col, func, select, update

from notifications.mail.faults import FOR_A_PERSON, LONGEST_WAIT, OF_NO_LETTER, OF_THE_SERVER, Fault, wait_for
from notifications.mail.lane import Lane, read_lane
from notifications.mail.message import FinishedLetter
from notifications.mail.pauses import pauses
from notifications.mail.server_limits import (
    CLAIM,
    RateLimit,
    failing_servers,
    note_failure,
    note_success,
)
from notifications.notice import LetterContent
from plan.addresses import CHANNELS, MAIL
from plan.ledger.holds import OPERATOR, holds
from plan.ledger.withdrawal import ON_THE_WAY, left_of, withdraw
from plan.models import Letter, LetterState
from plan.storage.processes import is_dead
from plan.storage.rows import find_row

__all__ = [
    "CLAIM",
    "ClaimedLetter",
    "Outcome",
    "claim",
    "enqueue",
    "orphans",
    "record",
    "recover",
    "retry",
]


ANEW = "viết lại theo yêu cầu của người vận hành"


@dataclass(frozen=True, slots=True)
class ClaimedLetter:
    """A letter that one sender is sending; `recipients` are those that it has not reached yet."""

    id: int
    sender: str
    recipients: tuple[str, ...]
    raw: bytes
    message_id: str
    day: str
    worker_id: str = ""
    agency: str = ""
    channel: str = MAIL
    handed: bool = False  # a gateway took it before: its answer is awaited
    until: datetime | None = None  # our claim, where it is of a letter that nobody has had or refused yet


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one try. `refused`: each recipient refused for good, with the server's words."""

    result: Literal["sent", "caught", "refused", "later", "unknown"]
    error: str | None = None
    fault: Fault | None = None
    accepted: tuple[str, ...] = ()
    refused: tuple[tuple[str, str], ...] = ()

    @property
    def down(self) -> bool:
        """Whether the server itself failed: then nothing more is sent to it for a while."""
        # Where it took the letter for somebody it is up, whatever it thinks of the others.
        return self.fault in OF_THE_SERVER and not (self.fault == Fault.REJECTED and self.accepted)

    def without_words(self) -> "Outcome":
        """The same fate, with nothing in it that a stranger said."""
        return replace(self, error=None, refused=tuple((to, "") for to, _ in self.refused))


def enqueue(
    session: Session,
    content: LetterContent,
    letter: FinishedLetter,
    now: datetime,
    channel: str = MAIL,
    *,
    beside: bool = False,
) -> int:
    """Queue a letter; gives its number. A second of its agency, kind, day, edition and channel is an IntegrityError.

    `beside` is a message that goes beside a letter, which says all.
    """
    row = {
        "agency": content.to.code,
        "kind": content.kind,
        "day": content.day,
        "edition": content.edition,
        "channel": channel,
        "beside": beside,
        "message_id": letter.message_id,
        "subject": letter.subject,
        "sender": letter.sender,
        "recipients": list(letter.recipients),
        "accepted": [],
        "refused": {},
        "raw": letter.raw,
        "state": LetterState.WAITING,
        "attempts": 0,
        "written_at": now,
        "try_at": now,
    }
    return session.connection().execute(insert(Letter).returning(col(Letter.id)), row).scalar_one()


def claim(
    session: Session,
    worker_id: str,
    now: datetime,
    today: date,
    limit: RateLimit | None = None,
    channel: str = MAIL,
) -> ClaimedLetter | None:
    """The next letter of `today` to send by that channel, claimed for us for a while; None if nothing is due or may be sent.

    One conditional UPDATE: of two senders that want the same letter, one gets it.
    """
    return claim_by(session, read_lane(session, limit, now), worker_id, now, today, channel)


def claim_by(
    session: Session, lane: Lane, worker_id: str, now: datetime, today: date, channel: str
) -> ClaimedLetter | None:
    """The same, where it is known what keeps letters back."""
    if not lane.is_open:
        return None
    given = {
        "now": now,
        "worker_id": worker_id,
        "until": now + CLAIM,
        "today": today,
        "by": channel,
        "ahead": now + LONGEST_WAIT,
        "stuck": now + 2 * CLAIM,
        "paused": sorted(lane.agencies),
        "held": lane.held,
    }
    connection = session.connection()
    row = connection.execute(_CLAIMS[connection.dialect.name == "sqlite"], given).first()
    if row is None:
        return None
    return ClaimedLetter(
        row.id,
        row.sender,
        left_of(row.recipients, row.accepted, row.refused),
        row.raw,
        row.message_id,
        row.day.isoformat(),
        worker_id,
        row.agency,
        channel,
        handed=row.fault == Fault.HANDED,
        until=None if row.accepted or row.refused else now + CLAIM,
    )


def _claiming(*, by_branch: bool) -> Executable:
    """One letter that may go, oldest first.

    `by_branch` asks for the first of each kind of them, so that SQLite reads its index in order and stops;
    of all at once it reads and sorts whatever waits, for every letter anew. PostgreSQL cannot lock a union.
    """
    instant = Letter.__table__.c.try_at.type  # type: ignore[attr-defined]  # set by SQLModel
    now, ahead, stuck = (bindparam(name, type_=instant) for name in ("now", "ahead", "stuck"))
    # `try_at` further ahead than any wait: it was written by a clock that has been set back since.
    due = (col(Letter.try_at) <= now, col(Letter.try_at) > ahead)
    waits = (LetterState.WAITING, LetterState.UNKNOWN)
    waiting = [and_(col(Letter.state) == state, when) for state in waits for when in due]
    ended = or_(col(Letter.claimed_until) < now, col(Letter.claimed_until) > stuck)
    abandoned = and_(col(Letter.state) == LetterState.SENDING, ended)
    may_go = and_(
        col(Letter.channel) == bindparam("by"),
        col(Letter.day) == bindparam("today"),
        col(Letter.agency).not_in(bindparam("paused", expanding=True)),
        # The operator hears that letters are held.
        or_(bindparam("held", type_=Boolean).is_(false()), col(Letter.agency) == OPERATOR),
    )
    first = select(Letter.id, Letter.try_at).where(may_go)
    first = first.order_by(col(Letter.try_at), col(Letter.id)).limit(1)
    if by_branch:  # no lock: in SQLite a writer has the whole file to itself
        firsts = [first.where(branch).subquery() for branch in (*waiting, abandoned)]
        any_ = union_all(*(select(f.c.id, f.c.try_at) for f in firsts)).subquery()
        one = select(any_.c.id).order_by(any_.c.try_at, any_.c.id).limit(1).scalar_subquery()
    else:
        locked = first.where(or_(*waiting, abandoned)).with_for_update(skip_locked=True)
        one = locked.with_only_columns(col(Letter.id)).scalar_subquery()
    taken = update(Letter).where(col(Letter.id) == one)
    taken = taken.values(
        state=LetterState.SENDING,
        claimed_by=bindparam("worker_id"),
        claimed_until=bindparam("until"),
        tried_at=now,
    )
    columns = (
        "id",
        "agency",
        "sender",
        "recipients",
        "accepted",
        "refused",
        "raw",
        "message_id",
        "day",
        "fault",
    )
    return taken.returning(*(Letter.__table__.c[name] for name in columns))  # type: ignore[attr-defined]  # as above


_CLAIMS = tuple(
    _claiming(by_branch=on_sqlite) for on_sqlite in (False, True)
)  # built once: building it costs more than running it


def record(
    session: Session, letter: ClaimedLetter, outcome: Outcome, now: datetime, limit: RateLimit | None = None
) -> bool:
    """Record what became of a claimed letter; whether it was still claimed by us.

    Which addresses have it, or never will, is true whoever claims it by now: none is sent it again.
    """
    row = session.get_one(Letter, letter.id, with_for_update=True)
    row.accepted = [*row.accepted, *(a for a in outcome.accepted if a not in row.accepted)]
    row.refused = {**row.refused, **dict(outcome.refused)}
    session.add(row)
    if row.claimed_by != letter.worker_id and outcome.result != "sent":
        return False  # our claim ran out and another sender has it
    row.error, row.fault = outcome.error, outcome.fault
    row.claimed_by = row.claimed_until = None
    row.attempts += outcome.fault not in OF_NO_LETTER
    _settle(row, outcome, now)
    if limit:
        _note(session, limit, outcome, now)
    return True


def record_sent(session: Session, letter: ClaimedLetter, outcome: Outcome, now: datetime) -> bool:
    """Record in one statement that a letter went, whole or in part; False, and nothing changed, where it takes more.

    That is where it did not go, was tried before, or another sender has it; and where the server has something to be
    forgiven, which the caller knows.
    """
    if letter.until is None or outcome.result not in {"sent", "caught"} or outcome.error or outcome.fault:
        return False
    given = {
        "number": letter.id,
        "claimer": letter.worker_id,
        "until": letter.until,
        "now": now,
        "fate": LetterState(outcome.result),
        "reached": list(dict.fromkeys(outcome.accepted)),
        "refusing": dict(outcome.refused),
    }
    return session.connection().execute(_SENT, given).rowcount == 1


_SENT = (
    update(Letter)
    .where(col(Letter.id) == bindparam("number"), col(Letter.claimed_by) == bindparam("claimer"))
    .where(col(Letter.claimed_until) == bindparam("until"))
    .values(
        state=bindparam("fate"),
        accepted=bindparam("reached"),
        refused=bindparam("refusing"),
        error=None,
        fault=None,
        claimed_by=None,
        claimed_until=None,
        attempts=col(Letter.attempts) + 1,
        finished_at=bindparam("now"),
    )
)


def _settle(row: Letter, outcome: Outcome, now: datetime) -> None:
    """Set the state that follows from the outcome."""
    if outcome.result in {"later", "unknown"}:
        row.state = LetterState.UNKNOWN if outcome.result == "unknown" else LetterState.WAITING
        wait = wait_for(outcome.fault or Fault.TEMPORARY, row.attempts or 1)
        row.try_at = now if outcome.fault in OF_NO_LETTER else now + wait
        return
    # One address that accepted it is enough: the agency has the letter.
    reached = outcome.result == "refused" and row.accepted
    row.state = LetterState.SENT if reached else LetterState(outcome.result)
    row.finished_at = now


def _note(session: Session, limit: RateLimit, outcome: Outcome, now: datetime) -> None:
    if outcome.down:
        note_failure(session, limit, outcome.error or "", now)
    elif outcome.result != "unknown" or outcome.fault == Fault.HANDED:
        note_success(session, limit)


def orphans(session: Session, worker_id: str) -> list[int | None]:
    """The letters that a dead process of this machine had claimed."""
    rows = session.exec(select(Letter.id, Letter.claimed_by).where(Letter.state == LetterState.SENDING))
    return [number for number, claimed_by in rows if claimed_by and is_dead(claimed_by, worker_id)]


def recover(session: Session, worker_id: str, now: datetime) -> int:
    """Release the letters that a dead process of this machine had claimed; how many there were.

    Whether they arrived is unknown: they are sent again, with the same bytes.
    """
    found = orphans(session, worker_id)
    if found:
        freed = update(Letter).where(col(Letter.id).in_(found))
        session.exec(freed.values(state=LetterState.UNKNOWN, try_at=now, claimed_by=None, claimed_until=None))
    return len(found)


def capture_all(session: Session, now: datetime) -> None:
    """Mark every waiting letter as captured instead of sending it: for replayed days."""
    waits = update(Letter).where(col(Letter.state).in_(ON_THE_WAY))
    session.exec(
        waits.values(state=LetterState.CAPTURED, finished_at=now, claimed_by=None, claimed_until=None)
    )


def waiting(session: Session) -> int:
    """How many letters are not sent yet."""
    return session.exec(
        select(func.count()).select_from(Letter).where(col(Letter.state).in_(ON_THE_WAY))
    ).one()


def refused_on(session: Session, day: date) -> int:
    """How many letters of a day were refused for good, so that nobody was told."""
    gone = select(func.count()).select_from(Letter).where(col(Letter.beside).is_(False))
    return session.exec(gone.where(Letter.state == LetterState.REFUSED, Letter.day == day)).one()


def is_ready(session: Session, now: datetime, today: date, channel: str = MAIL) -> bool:
    """Whether a letter of that channel is due now, apart from the rate limit of its server."""
    paused = pauses(session)
    due = select(Letter.id).where(
        Letter.channel == channel,
        col(Letter.state).in_(ON_THE_WAY),
        Letter.day == today,
        col(Letter.try_at) <= now,
        col(Letter.agency).not_in(paused.agencies),
    )
    if holds(session):
        due = due.where(Letter.agency == OPERATOR)
    return not paused.everything and session.exec(due.limit(1)).first() is not None


def turned_away(session: Session) -> str | None:
    """What the mail server last said against us, while it takes no letter from us; None if it takes them."""
    # A folder of messages that cannot be written is another matter.
    others = {name for name in CHANNELS if name != MAIL}
    if all(server.name.partition(":")[0] in others for server in failing_servers(session)):
        return None
    met = select(Letter.error).where(col(Letter.state).in_(ON_THE_WAY), col(Letter.fault).in_(FOR_A_PERSON))
    return session.exec(met.order_by(col(Letter.tried_at).desc()).limit(1)).first()


def retry_refused(session: Session, since: date, now: datetime, today: date) -> int:
    """Write all letters anew that were refused for good since then; how many there were."""
    refused = select(Letter.id).where(Letter.state == LetterState.REFUSED, Letter.day >= since)
    refused = refused.where(col(Letter.beside).is_(False))
    numbers = list(session.exec(refused.order_by(col(Letter.id))))
    withdraw(session, numbers, ANEW, now, today)
    return len(numbers)


def retry(session: Session, number: int, now: datetime, today: date) -> Literal["queued", "rewritten"] | None:
    """Try a letter again now; None if there is none that waits or was refused.

    What was refused is written anew: the address was corrected meanwhile, and the day is another. A message beside
    a letter, which said all, goes again as it is, on its day.
    """
    row = find_row(session, Letter, number)
    if row is None or row.state not in {LetterState.REFUSED, LetterState.WAITING, LetterState.UNKNOWN}:
        return None
    if row.beside:
        if row.day < today:
            return None
        row.state, row.finished_at, row.refused = LetterState.WAITING, None, {}
    elif row.state == LetterState.REFUSED or row.day < today:
        withdraw(session, [number], ANEW, now, today)
        return "rewritten"
    row.try_at, row.fault = now, None
    session.add(row)
    return "queued"
