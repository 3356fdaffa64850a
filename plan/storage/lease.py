"""One lease row decides which process thinks: with an expiry, so that a dead one is followed; with a fence.

A process that slept through its lease cannot write: `keep` in the transaction of its work fails, as the
fencing number has gone up. Instants are the lease's own, of the database server where there is one, so
machines whose clocks differ agree.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import delete
from sqlmodel import Session, col, func, select, update

from plan.models import Lease
from plan.storage.database import put_if_missing
from plan.storage.processes import is_dead, worker_id

LASTS = timedelta(seconds=10)
NAME = "think"


class FencedError(Exception):
    """Another process took the lease while this one was at work; what it did must be rolled back."""


@dataclass(frozen=True, slots=True)
class HeldLease:
    """The lease in our hands."""

    who: str
    fence: int


def shared_time(session: Session, now: datetime) -> datetime:
    """The instant that leases are measured by: the database server's, or `now` on this machine's own file."""
    if session.connection().dialect.name == "sqlite":
        return now
    instant: datetime = session.exec(select(func.clock_timestamp())).one()
    return instant.astimezone(UTC)


def take(session: Session, who: str, now: datetime, lasts: timedelta = LASTS) -> HeldLease | None:
    """The lease, taken or prolonged; None while another living process has it."""
    put_if_missing(session, Lease, {"name": NAME, "holder": "", "expires_at": now, "fence": 0})
    row = session.exec(select(Lease).where(Lease.name == NAME).with_for_update()).one()
    if row.holder != who:
        if not _is_free(row, who, now, lasts):
            return None
        row.holder, row.fence = who, row.fence + 1
    row.expires_at = now + lasts
    session.add(row)
    return HeldLease(who, row.fence)


def keep(session: Session, held: HeldLease, now: datetime, lasts: timedelta = LASTS) -> None:
    """At the end of the work, in its transaction: raises FencedError if the lease went to another."""
    mine = update(Lease).where(
        col(Lease.name) == NAME, col(Lease.holder) == held.who, col(Lease.fence) == held.fence
    )
    if session.exec(mine.values(expires_at=now + lasts)).rowcount != 1:
        raise FencedError("another process thinks now")


def give_up(session: Session, held: HeldLease, now: datetime) -> None:
    """Let the next process begin at once, instead of when the lease runs out."""
    mine = update(Lease).where(col(Lease.holder) == held.who, col(Lease.fence) == held.fence)
    session.exec(mine.values(expires_at=now))


def living(session: Session, now: datetime) -> str | None:
    """The process that thinks at `now`, if one does."""
    row = session.get(Lease, NAME)
    if row is None or not row.holder or row.expires_at <= now or is_dead(row.holder, worker_id("")):
        return None
    return row.holder


def forget(session: Session) -> None:
    """Nobody has had it: in a file that takes the place of another."""
    session.exec(delete(Lease).where(col(Lease.name) == NAME))


def _is_free(row: Lease, who: str, now: datetime, lasts: timedelta) -> bool:
    """Ended, or ends so far ahead that the clock it was written by must have gone back since."""
    ended = not now <= row.expires_at <= now + 2 * lasts
    return ended or not row.holder or is_dead(row.holder, who)
