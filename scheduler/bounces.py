"""What came back: unread messages of the mailbox → the ledger of returns. A step of the flow, like sending.

Each message is stored in its own transaction, and taken from the mailbox after that: a crash in between reads it
again, and finds it stored.
"""

import logging
from dataclasses import replace

from notifications.mail.bounces import read_bounce, read_stray
from notifications.mail.mailbox import Mailbox
from plan.clock import Clock
from plan.ledger.bounces import letter_named, store
from plan.ledger.stray_bounces import StrayReport, store_stray
from plan.storage.database import Database
from plan.storage.errors import StorageError
from scheduler.mail_answers import AnswerGate, take_answer

log = logging.getLogger(__name__)
UNSTORED = "không ghi được thư này"
UNFETCHED = "máy chủ thư không cho đọc thư này; hãy mở hộp thư mà xem"


def collect(
    database: Database, box: Mailbox, clock: Clock, left: set[str], gate: AnswerGate | None = None
) -> int:
    """How many messages were about our letters. `left` are those left to people: they are not read again.

    With a `gate` what agencies answer is read, too: an answer that is taken counts as one of them.
    A message that cannot be processed, for whatever reason, is set aside and listed; the next one is read.
    """
    taken = 0
    for handle, raw in box.unread(left):
        if handle in left:
            continue
        if raw is None:
            left.add(handle)  # else as many as are fetched in one run would hide all that come after them
            _set_aside(database, handle.encode(), clock, UNFETCHED)
            continue
        try:
            ours = _store(database, raw, clock) or bool(gate and take_answer(database, raw, clock, gate))
        except StorageError:
            raise  # the database is away: all of them wait
        except Exception:
            log.exception("a message in the mailbox could not be processed; it is set aside")
            _set_aside(database, raw, clock, UNSTORED)
            ours = False
        taken += ours
        if not (ours and _is_taken(box, handle)):
            left.add(handle)
    return taken


def _is_taken(box: Mailbox, handle: str) -> bool:
    """Whether it could be marked as read. Where it could not, it is stored all the same, and not read again."""
    try:
        box.take(handle)
    except Exception:
        log.exception("a message in the mailbox could not be marked as read")
        return False
    return True


def _store(database: Database, raw: bytes, clock: Clock) -> bool:
    """Whether the message says something of one of our letters; if so it is stored."""
    reports, stray = read_bounce(raw), None
    with database.begin() as session:
        rows = [row for report in reports if (row := store(session, clock(), raw, report))]
        if not rows and (found := read_stray(raw)):
            named = next((one for r in reports if (one := letter_named(session, r.letters))), None)
            about = f"nhắc đến thư số {named.id} gửi {named.agency}: " if named else ""
            stray = store_stray(session, clock(), raw, replace(found, text=f"{about}{found.text}"))
        for row in rows:
            log.info("letter %d came back: %s %s", row.letter_id, row.kind.value, row.status)
        if stray:
            log.warning("a report of no letter that we know: stray %s", stray.id)
    return bool(rows)


def _set_aside(database: Database, raw: bytes, clock: Clock, why: str) -> None:
    """List it with no word of its own."""
    with database.begin() as session:
        store_stray(session, clock(), raw, StrayReport("", "", why, unread=True))
