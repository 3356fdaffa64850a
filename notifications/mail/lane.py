"""What keeps the letters of a channel back now, and how its mail server fares: read at once, before each letter.

The row of the server is locked with it, so that senders on several machines together keep within its limits.
"""

import json
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Self

from sqlalchemy import Connection, ReturnsRows
from sqlmodel import Session, bindparam, col, func, select

from notifications.mail.faults import LONGEST_PAUSE
from notifications.mail.pauses import PAUSED, PAUSED_AGENCIES, pauses
from notifications.mail.server_limits import CLAIM, MINUTE, RateLimit
from plan.facts import FactOf, Form
from plan.ledger.holds import HELD
from plan.models import Letter, LetterState, ServerState
from plan.prepared import Prepared
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

    def with_done(self, letters: int) -> Self:
        """The same when so many letters that were in hand are recorded."""
        return replace(self, free=self.free + letters)


def read_lane(session: Session, limit: RateLimit | None, now: datetime) -> Lane:
    """What holds now; with a limit its server is locked until the transaction ends."""
    session.flush()  # what was put down in this transaction counts
    lane, some = _read(session.connection(), limit, now)
    if lane is None:
        assert limit is not None, "only a server has a row"
        put_if_missing(session, ServerState, {"name": limit.server, "failures": 0})
        return read_lane(session, limit, now)
    return replace(lane, agencies=pauses(session).agencies) if some else lane


def clear_lane(connection: Connection, limit: RateLimit | None, now: datetime) -> Lane | None:
    """The same without a session, where nothing is to be known but that all is well and nobody's letters are paused."""
    lane, some = _read(connection, limit, now)
    return lane if lane and lane.is_well and not some else None


def _read(connection: Connection, limit: RateLimit | None, now: datetime) -> tuple[Lane | None, bool]:
    """All but whose letters are paused, and whether anybody's are; None for a server that nobody knows yet."""
    if limit is None:
        row = _FACTS.first(connection, {})
        assert row is not None, "a query without a table"
        paused, some, held, doubts = row
        return _lane(paused, held, doubts), bool(some)
    given = {
        "server": limit.server,
        "by": limit.channel,
        "now": now,
        "minute_ago": now - MINUTE,
        "claim_ends": now + 2 * CLAIM,
    }
    # What is counted in the same statement would be older than the lock.
    if connection.dialect.name != "sqlite":
        _LOCK.run(connection, given)
    row = _SERVER.first(connection, given)
    if row is None:
        return None, False
    paused, some, held, doubts, failures, until, gone, in_hand = row
    lane = replace(
        _lane(paused, held, doubts),
        failing=bool(failures),
        resting=bool(until and now < until <= now + LONGEST_PAUSE),
        left=limit.per_minute - gone,
        free=limit.connections - in_hand,
    )
    return lane, bool(some)


def _lane(paused: str | None, held: int, doubts: str | None) -> Lane:
    return Lane(paused == "yes", frozenset(), bool(held), _is_there(doubts))


def _is_there(doubts: str | None) -> bool:
    return doubts not in (None, "", _NOBODY)


def _server() -> ReturnsRows:
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
_FACTS = Prepared(select(*_COLUMNS))
_SERVER = Prepared(_server())
_LOCK = Prepared(select(ServerState.name).where(ServerState.name == bindparam("server")).with_for_update())
