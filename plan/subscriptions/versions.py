"""The version of every calendar event: it goes up exactly when what the event says becomes another.

An event says more than its row holds: names of agencies, the mark of lateness, the words of a template.
So what it said is remembered as a digest, and its number, its moment and its UID beside it.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cached_property, lru_cache
from uuid import UUID, uuid5

from sqlalchemy import insert
from sqlmodel import Session, bindparam, col, select, update

from plan.models import EventRevision
from plan.storage.chunks import chunks

SPACE = UUID("5f0c1d0a-6d1c-5c6e-9f4e-0d0d0c39d012")  # of our names; any constant would do, for ever
SECOND = timedelta(seconds=1)  # calendars count in whole seconds


@dataclass(frozen=True)
class EventDigest:
    """What an event says now: `digest`, worked out when it is first asked for.

    `origin` is a digest too, of the words that never change: its UID is made from it, should it be new.
    """

    obligation: int
    compute: Callable[[], str]  # all words are needed only where there is an earlier version to compare
    origin: str
    revision: int
    changed_at: datetime

    @cached_property
    def digest(self) -> str:
        return self.compute()


@dataclass(frozen=True, slots=True)
class EventVersion:
    """The identity of an event and its place in its own history (RFC 5545, 3.8.4.7, 3.8.7.3, 3.8.7.4)."""

    uid: str
    sequence: int
    changed_at: datetime


@dataclass(frozen=True, slots=True)
class VersionChange:
    """An event that says something else than before, or is shown for the first time."""

    said: EventDigest
    version: EventVersion
    new: bool


@dataclass(frozen=True, slots=True)
class KnownVersions:
    """What was written down of some events before, and which of the UIDs that new ones wish for are taken."""

    rows: Mapping[int, EventRevision] = field(default_factory=dict)
    taken: Collection[str] = frozenset()


def compare(
    session: Session, said: Sequence[EventDigest], now: datetime
) -> tuple[dict[int, EventVersion], list[VersionChange]]:
    """The version of each event, and those that moved; nothing is written."""
    return compare_with(known_versions(session, {one.obligation: one.origin for one in said}), said, now)


def known_versions(session: Session, origins: Mapping[int, str]) -> KnownVersions:
    """For events of these obligations, each with its origin; asked once for all letters that are written together."""
    rows = _known(session, list(origins))
    wished = {_wished(origin) for number, origin in origins.items() if number not in rows}
    taken: set[str] = set()
    for chunk in chunks(sorted(wished)):
        taken |= set(session.exec(_TAKEN, params={"some": chunk}))
    return KnownVersions(rows, taken)


def compare_with(
    known: KnownVersions, said: Sequence[EventDigest], now: datetime
) -> tuple[dict[int, EventVersion], list[VersionChange]]:
    """The same by what is known of these events."""
    rows = {one.obligation: known.rows[one.obligation] for one in said if one.obligation in known.rows}
    new = [s for s in said if s.obligation not in rows]
    uids = _uids(new, known.taken)
    moved = [
        VersionChange(s, EventVersion(uids[s.obligation], s.revision, _whole(s.changed_at)), new=True)
        for s in new
    ]
    moved += [
        VersionChange(s, _next(before, s, now), new=False)
        for s in said
        if (before := rows.get(s.obligation)) and before.digest != s.digest
    ]
    versions = {n: EventVersion(row.uid, row.sequence, row.changed_at) for n, row in rows.items()}
    return versions | {m.said.obligation: m.version for m in moved}, moved


def settle(session: Session, said: Sequence[EventDigest], now: datetime) -> dict[int, EventVersion]:
    """The version of each event, written down where it moved."""
    versions, moved = compare(session, said, now)
    for new, statement in ((True, insert(EventRevision)), (False, _UPDATE)):
        if rows := [_row(m, new=new) for m in moved if m.new is new]:
            session.connection().execute(statement, rows)
    return versions


_UPDATE = update(EventRevision).where(col(EventRevision.obligation_id) == bindparam("number"))


def _row(moved: VersionChange, *, new: bool) -> dict[str, object]:
    return {
        "obligation_id" if new else "number": moved.said.obligation,
        "uid": moved.version.uid,
        "digest": moved.said.digest,
        "sequence": moved.version.sequence,
        "changed_at": moved.version.changed_at,
    }


_KNOWN = select(EventRevision).where(col(EventRevision.obligation_id).in_(bindparam("some", expanding=True)))
_TAKEN = select(EventRevision.uid).where(col(EventRevision.uid).in_(bindparam("some", expanding=True)))


def _known(session: Session, ids: Sequence[int]) -> dict[int, EventRevision]:
    found: dict[int, EventRevision] = {}
    for chunk in chunks(ids):
        rows = session.exec(_KNOWN, params={"some": chunk})
        found |= {row.obligation_id: row for row in rows}
    return found


def _next(before: EventRevision, said: EventDigest, now: datetime) -> EventVersion:
    """Later and higher than before, even if a clock went back: a program drops a change that is neither."""
    sequence = max(before.sequence + 1, said.revision)
    return EventVersion(before.uid, sequence, max(before.changed_at + SECOND, _whole(now)))


def _whole(instant: datetime) -> datetime:
    return instant.astimezone(UTC).replace(microsecond=0)


def _uids(new: Iterable[EventDigest], known: Collection[str]) -> dict[int, str]:
    """A UID from the plan's words. RFC 7986, 5.3: no host name in it, so an address may change.

    Two obligations in the same words (a row that stands twice) are told apart by their number.
    """
    taken, found = set(known), dict[int, str]()
    for obligation, uid in sorted((s.obligation, _wished(s.origin)) for s in new):
        found[obligation] = uid if uid not in taken else str(uuid5(SPACE, f"{uid} {obligation}"))
        taken.add(found[obligation])
    return found


@lru_cache(maxsize=4096)
def _wished(origin: str) -> str:
    """The same words wish for the same, in every letter about them."""
    return str(uuid5(SPACE, origin))
