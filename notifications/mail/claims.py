"""Letters claimed, each by one sender at a time, and those that simply went, recorded.

Only letters of today are claimed: what a letter of yesterday says is no longer true (`plan.ledger.withdrawal`).
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from functools import cache
from typing import Any

from sqlalchemy import Boolean, Connection, Integer, Table, Update, bindparam, false, or_, union_all
from sqlmodel import and_, col, select, update

from notifications.mail.faults import LONGEST_WAIT, Fault
from notifications.mail.lane import Lane
from notifications.mail.server_limits import CLAIM
from notifications.mail.tries import ClaimedLetter, Outcome
from plan.ledger.holds import OPERATOR
from plan.ledger.withdrawal import left_of
from plan.models import Letter, LetterState
from plan.prepared import Prepared


def claim_by(
    connection: Connection,
    lane: Lane,
    worker_id: str,
    now: datetime,
    today: date,
    channel: str,
    most: int = 1,
) -> list[ClaimedLetter]:
    """Letters of `today` to send by that channel, claimed for us for a while: as many of those wanted as may go.

    One conditional UPDATE: of two senders that want the same letter, one gets it.
    """
    if not lane.is_open:
        return []
    given: dict[str, object] = {
        "now": now,
        "worker_id": worker_id,
        "until": now + CLAIM,
        "today": today,
        "by": channel,
        "ahead": now + LONGEST_WAIT,
        "stuck": now + 2 * CLAIM,
        "held": lane.held,
        "most": min(most, lane.left, lane.free),
    }
    on_sqlite = connection.dialect.name == "sqlite"
    rows: Sequence[Sequence[Any]]
    if lane.agencies:
        given["paused"] = sorted(lane.agencies)
        rows = connection.execute(_claiming(by_branch=on_sqlite, some_paused=True), given).all()
    else:
        rows = _claim_of_any(by_branch=on_sqlite).all(connection, given)
    return sorted((_claimed(row, given) for row in rows), key=lambda letter: letter.id)


def _claimed(row: Sequence[Any], given: Mapping[str, Any]) -> ClaimedLetter:
    number, agency, sender, recipients, accepted, refused, raw, message_id, day, fault = row
    return ClaimedLetter(
        number,
        sender,
        left_of(recipients, accepted, refused),
        raw,
        message_id,
        day.isoformat(),
        given["worker_id"],
        agency,
        given["by"],
        handed=fault == Fault.HANDED,
        until=None if accepted or refused else given["until"],
    )


@cache
def _claiming(*, by_branch: bool, some_paused: bool) -> Update:
    """The letters that may go, oldest first, as many as are wanted.

    What we claimed ourselves is in the hands of another of our connections, whatever the clock says of its claim.
    `by_branch` asks for the first of each kind of them, so that SQLite reads its index in order and stops;
    of all at once it reads and sorts whatever waits, for every letter anew. PostgreSQL cannot lock a union, and
    would look for them once a row, and take more than are wanted, where they stood in the condition itself.
    """
    instant = _TABLE.c.try_at.type
    now, ahead, stuck = (bindparam(name, type_=instant) for name in ("now", "ahead", "stuck"))
    # `try_at` further ahead than any wait: it was written by a clock that has been set back since.
    due = (col(Letter.try_at) <= now, col(Letter.try_at) > ahead)
    waits = (LetterState.WAITING, LetterState.UNKNOWN)
    waiting = [and_(col(Letter.state) == state, when) for state in waits for when in due]
    ended = or_(col(Letter.claimed_until) < now, col(Letter.claimed_until) > stuck)
    others = col(Letter.claimed_by).is_distinct_from(bindparam("worker_id"))
    abandoned = and_(col(Letter.state) == LetterState.SENDING, ended, others)
    may_go = [
        col(Letter.channel) == bindparam("by"),
        col(Letter.day) == bindparam("today"),
        # The operator hears that letters are held.
        or_(bindparam("held", type_=Boolean).is_(false()), col(Letter.agency) == OPERATOR),
    ]
    if some_paused:
        may_go.append(col(Letter.agency).not_in(bindparam("paused", expanding=True)))
    first = select(Letter.id, Letter.try_at).where(*may_go)
    most = bindparam("most", type_=Integer)
    first = first.order_by(col(Letter.try_at), col(Letter.id)).limit(most)
    if by_branch:  # no lock: in SQLite a writer has the whole file to itself
        firsts = [first.where(branch).subquery() for branch in (*waiting, abandoned)]
        any_ = union_all(*(select(f.c.id, f.c.try_at) for f in firsts)).subquery()
        these = select(any_.c.id).order_by(any_.c.try_at, any_.c.id).limit(most)
    else:  # the expression below is worked out once, so that no more are locked and taken than are wanted
        locked = first.where(or_(*waiting, abandoned)).with_for_update(skip_locked=True)
        these = select(locked.with_only_columns(col(Letter.id)).cte("wanted").c.id)
    taken = update(_TABLE).where(_TABLE.c.id.in_(these))
    taken = taken.values(
        state=LetterState.SENDING,
        claimed_by=bindparam("worker_id"),
        claimed_until=bindparam("until"),
        tried_at=now,
    )
    return taken.returning(*(_TABLE.c[name] for name in _COLUMNS))


_TABLE: Table = Letter.__table__  # type: ignore[attr-defined]  # set by SQLModel
_COLUMNS = (
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


@cache
def _claim_of_any(*, by_branch: bool) -> Prepared:
    """The same while nobody's letters are paused."""
    return Prepared(_claiming(by_branch=by_branch, some_paused=False))


def record_sent(connection: Connection, done: Sequence[tuple[ClaimedLetter, Outcome]], now: datetime) -> bool:
    """Record in one statement that letters went, whole or in part; False where one of them takes more.

    That is one that did not go, was tried before, or another sender has. Then some rows may be changed already: the
    caller rolls back. Nothing may be remembered against the server, which it would have to be forgiven (`Lane.is_well`).
    """
    if not all(_is_plain(*one) for one in done):
        return False
    return not done or _sent().run_each(connection, [_fate(*one, now) for one in done]) == len(done)


def _is_plain(letter: ClaimedLetter, outcome: Outcome) -> bool:
    went = outcome.result in {"sent", "caught"} and not outcome.error and not outcome.fault
    return went and letter.until is not None


def _fate(letter: ClaimedLetter, outcome: Outcome, now: datetime) -> dict[str, object]:
    return {
        "number": letter.id,
        "claimer": letter.worker_id,
        "expiry": letter.until,
        "now": now,
        "fate": LetterState(outcome.result),
        "reached": list(dict.fromkeys(outcome.accepted)),
        "refusing": dict(outcome.refused),
    }


@cache
def _sent() -> Prepared:
    ours = and_(
        _TABLE.c.id == bindparam("number"),
        _TABLE.c.claimed_by == bindparam("claimer"),
        _TABLE.c.claimed_until == bindparam("expiry"),
    )
    went = update(_TABLE).where(ours)
    return Prepared(
        went.values(
            state=bindparam("fate"),
            accepted=bindparam("reached"),
            refused=bindparam("refusing"),
            error=None,
            fault=None,
            claimed_by=None,
            claimed_until=None,
            attempts=_TABLE.c.attempts + 1,
            finished_at=bindparam("now"),
        )
    )
