"""What came back: unread messages of the mailbox → the ledger of returns. A step of the flow, like sending.

Each message is stored in its own transaction, and taken from the mailbox after that: a crash in between reads it
again, and finds it stored.
"""

import logging

from notifications.mail.bounces import read_bounce
from notifications.mail.mailbox import Mailbox
from plan.clock import Clock
from plan.ledger.bounces import store
from plan.storage.database import Database

log = logging.getLogger(__name__)


def collect(database: Database, box: Mailbox, clock: Clock, left: set[str]) -> int:
    """How many messages were about our letters. `left` are those left to people: they are not read again."""
    taken = 0
    for handle, raw in box.unread():
        if handle in left:
            continue
        if _store(database, raw, clock):
            box.take(handle)
            taken += 1
        else:
            left.add(handle)
    return taken


def _store(database: Database, raw: bytes, clock: Clock) -> bool:
    """Whether the message says something of one of our letters; if so it is stored."""
    reports = read_bounce(raw)
    if not reports:
        return False
    with database.begin() as session:
        rows = [row for report in reports if (row := store(session, clock(), raw, report))]
        for row in rows:
            log.info("letter %d came back: %s %s", row.letter_id, row.kind.value, row.status)
    return bool(rows)
