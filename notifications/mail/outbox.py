"""The queue of letters, of all channels: enqueue once, claim one at a time, record what became of it.

A connection claims one letter and writes its fate down before the next (`notifications.mail.claims`), so a process that
is killed leaves at most one letter a connection whose fate is unknown; it is sent again with the same bytes and Message-ID.
"""

from datetime import date, datetime
from typing import Literal

from sqlalchemy import insert
from sqlmodel import Session, bindparam, col, func, or_, select, update

from notifications.mail.faults import FOR_A_PERSON, OF_NO_LETTER, Fault, wait_for
from notifications.mail.message import FinishedLetter
from notifications.mail.pauses import pauses
from notifications.mail.server_limits import CLAIM, RateLimit, failing_servers, note_failure, note_success
from notifications.mail.tries import ClaimedLetter, Outcome
from notifications.notice import LetterContent
from plan.addresses import CHANNELS, MAIL
from plan.ledger.holds import OPERATOR, holds
from plan.ledger.withdrawal import ON_THE_WAY, withdraw
from plan.models import Letter, LetterState
from plan.prepared import Prepared
from plan.storage.processes import is_dead
from plan.storage.rows import find_row

ANEW = "viết lại theo yêu cầu của người vận hành"


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
    found = _QUEUE.first(session.connection(), row)
    assert found is not None, "a row that was not put in is an error"
    number: int = found[0]
    return number


_OF_A_NEW_ONE = (
    "agency", "kind", "day", "edition", "channel", "beside", "message_id", "subject", "sender", "recipients", "accepted",
    "refused", "raw", "state", "attempts", "written_at", "try_at",
)  # fmt: skip
_QUEUE = Prepared(
    insert(Letter).values({name: bindparam(name) for name in _OF_A_NEW_ONE}).returning(col(Letter.id))
)


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


def orphans(session: Session, worker_id: str, now: datetime) -> list[int | None]:
    """The letters that nobody has in hand any more, as seen by a process that has none in hand itself.

    A dead process of this machine had claimed them; or this one had, and lost sight of the claim (the database was gone
    before it could say that it had written it down). So long as such a claim holds, it is left alone.
    """
    rows = session.exec(
        select(Letter.id, Letter.claimed_by, Letter.claimed_until).where(Letter.state == LetterState.SENDING)
    )
    return [number for number, by, until in rows if by and _is_left(by, until, worker_id, now)]


def _is_left(claimed_by: str, until: datetime | None, worker_id: str, now: datetime) -> bool:
    if claimed_by != worker_id:
        return is_dead(claimed_by, worker_id)
    return until is None or not now <= until <= now + 2 * CLAIM  # the second: the clock was set back since


def recover(session: Session, worker_id: str, now: datetime) -> int:
    """Release those letters; how many there were. Whether they arrived is unknown: they are sent again, with the same bytes."""
    found = orphans(session, worker_id, now)
    if found:
        freed = update(Letter).where(col(Letter.id).in_(found))
        session.exec(freed.values(state=LetterState.UNKNOWN, try_at=now, claimed_by=None, claimed_until=None))
    return len(found)


def capture_all(session: Session, now: datetime) -> None:
    """Mark every waiting letter as captured instead of sending it: for replayed days."""
    _CAPTURE.change(session, {"now": now})


_CAPTURE = Prepared(
    update(Letter)
    .where(or_(*(col(Letter.state) == state for state in ON_THE_WAY)))
    .values(state=LetterState.CAPTURED, finished_at=bindparam("now"), claimed_by=None, claimed_until=None)
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
