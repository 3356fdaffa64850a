"""What keeps the letters of a channel back now, and how its mail server fares: read at once, before each letter.

The row of the server is locked with it, so that senders on several machines together keep within its limits.
"""

import json
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Self

from sqlalchemy import Executable
from sqlmodel import Session, bindparam, col, func, select

from notifications.mail.faults import LONGEST_PAUSE
from notifications.mail.pauses import PAUSED, PAUSED_AGENCIES, pauses
from notifications.mail.server_limits import CLAIM, MINUTE, RateLimit
from plan.facts import FactOf, Form
from plan.ledger.holds import HELD
from plan.models import Letter, LetterState, ServerState
from plan.storage.database import put_if_missing

Refusal = tuple[int, str, str]  # number of the letter, domain of the recipient, the reply without its words
_REFUSALS: Form[list[Refusal]] = Form(
    lambda text: [(number, domain, doubt) for number, domain, doubt in json.loads(text)], json.dumps
)
IN_DOUBT = FactOf("refusals-in-doubt", _REFUSALS)  # since the server last took a letter
_NOBODY = json.dumps([])


@dataclass(frozen=True, slots=True)
class Lane:
    """The way of one channel. `left` is how many letters may go this minute, `free` how many more at once."""

    paused: bool
    agencies: frozenset[str]  # only the letters to these are paused
    held: bool
    in_doubt: bool  # refusals that may be the server's own fault
    failing: bool = False
    resting: bool = False
    left: int = 1
    free: int = 1

    @property
    def is_well(self) -> bool:
        """Nothing is remembered against the server that a letter it takes would clear."""
        return not (self.failing or self.in_doubt)

    @property
    def is_open(self) -> bool:
        """Whether one more letter may go now."""
        return not (self.paused or self.resting) and self.left > 0 and self.free > 0

    def with_one_done(self) -> Self:
        """The same when the letter that was in hand is recorded."""
        return replace(self, free=self.free + 1)


def read_lane(session: Session, limit: RateLimit | None, now: datetime) -> Lane:
    """What holds now; with a limit its server is locked until the transaction ends."""
    session.flush()  # what was put down in this transaction counts
    if limit is None:
        row = session.connection().execute(_FACTS).one()
        return Lane(row.paused == "yes", _agencies(session, row.some), bool(row.held), _is_there(row.doubts))
    given = {
        "server": limit.server,
        "by": limit.channel,
        "now": now,
        "minute_ago": now - MINUTE,
        "claim_ends": now + 2 * CLAIM,
    }
    connection = session.connection()
    if (
        connection.dialect.name != "sqlite"
    ):  # what is counted in the same statement would be older than the lock
        connection.execute(_LOCK, given)
    row_or_none = connection.execute(_SERVER, given).first()
    if row_or_none is None:
        put_if_missing(session, ServerState, {"name": limit.server, "failures": 0})
        return read_lane(session, limit, now)
    row = row_or_none
    until = row.paused_until
    return Lane(
        row.paused == "yes",
        _agencies(session, row.some),
        bool(row.held),
        _is_there(row.doubts),
        failing=bool(row.failures),
        resting=bool(until and now < until <= now + LONGEST_PAUSE),
        left=limit.per_minute - row.gone,
        free=limit.connections - row.in_hand,
    )


def _is_there(doubts: str | None) -> bool:
    return doubts not in (None, "", _NOBODY)


def _agencies(session: Session, some: int) -> frozenset[str]:
    return pauses(session).agencies if some else frozenset()


def _server() -> Executable:
    """The state of the server, with the letters tried this minute and those in hand. Times in the future do not count."""
    by = col(Letter.channel) == bindparam("by")
    count = select(func.count()).select_from(Letter).where(by)
    gone = count.where(col(Letter.tried_at).between(bindparam("minute_ago"), bindparam("now")))
    claimed = col(Letter.claimed_until).between(bindparam("now"), bindparam("claim_ends"))
    in_hand = count.where(col(Letter.state) == LetterState.SENDING, claimed)
    return select(  # type: ignore[call-overload,no-any-return]  # more columns than sqlmodel has overloads for
        *_COLUMNS,
        col(ServerState.failures),
        col(ServerState.paused_until),
        gone.scalar_subquery().label("gone"),
        in_hand.scalar_subquery().label("in_hand"),
    ).where(ServerState.name == bindparam("server"))


_COLUMNS = (
    PAUSED.label("paused"),
    PAUSED_AGENCIES.label("some"),
    HELD.label("held"),
    IN_DOUBT.column.label("doubts"),
)
# Built once: building them costs more than running them.
_FACTS = select(*_COLUMNS)
_SERVER = _server()
_LOCK = select(ServerState.name).where(ServerState.name == bindparam("server")).with_for_update()
