"""How long the bytes of letters are kept in the database, and where they go then: a month of letters at a time.

The file is complete on the disk before a row is emptied, and each file has a transaction of its own: whatever is
killed in between, the letters are in the database, or in the file and in the database, or in the file.
"""

import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

from plan.audit.log import Act
from plan.clock import Clock, day_of
from plan.ledger.old_letters import OldLetter, border, empty, oldest
from plan.storage import room
from plan.storage.archives import INDEX, ArchiveFile, put_away
from plan.storage.database import Database
from plan.storage.size import database_bytes
from scheduler.policy.rules import Rules

log = logging.getLogger(__name__)
QUIET = range(3, 5)  # hours of the plan's zone: the backup at half past one is over, and nobody works
HEADING = ("so", "ngay", "loai", "noi-nhan", "message-id", "tieu-de", "tep", "sha-256")
WHO = "dondoc"


@dataclass(frozen=True, slots=True)
class KeepingPolicy:
    """After how many years letters are put away (0: never), and into which folder; without one they are thrown away."""

    years: int = 0
    folder: Path | None = None


@dataclass(frozen=True, slots=True)
class PutAway:
    """What one step did: how many letters of which month, and the file that holds them now, if one does."""

    month: date
    letters: int
    file: ArchiveFile | None


def put_away_next(database: Database, policy: KeepingPolicy, act: Act) -> PutAway | None:
    """The oldest month that is old enough, or a part of it; None when nothing is left."""
    with database.read() as session:
        letters = oldest(session, border(act.today, policy.years))
    if not letters:
        return None
    file = _archived(policy.folder, letters) if policy.folder else None
    with database.begin() as session:
        empty(session, act, letters, file)
    return PutAway(letters[0].day.replace(day=1), len(letters), file)


def _archived(folder: Path, letters: list[OldLetter]) -> ArchiveFile:
    rows = [
        (one.id, one.day, one.kind, one.agency, one.message_id, one.subject, one.entry, one.digest)
        for one in letters
    ]
    files = {one.entry: one.raw for one in letters}
    assert INDEX not in files
    return put_away(folder, f"thu-{letters[0].day:%Y-%m}", files, [HEADING, *rows])


def give_room_back(database: Database, *, at_most: int | None = None) -> int:
    """Bytes that went back to the disk; 0 where it was not worth it, or would take too long (`at_most` in use)."""
    with database.read() as session:
        unused, whole = room.unused_bytes(session), database_bytes(session)
    if not room.is_worth_it(unused, whole) or (at_most is not None and whole - unused > at_most):
        return 0
    room.give_back(database)
    with database.read() as session:
        return whole - database_bytes(session)


@dataclass
class NightlyKeeping:
    """Puts letters away in the quiet hours of each night, if the settings say so."""

    database: Database
    policy: KeepingPolicy
    clock: Clock
    rules: Callable[[], Rules]
    stopping: bool = field(default=False)
    _done: date | None = None

    def run(self) -> int:
        """What is due tonight, step by step; how many letters went."""
        now, rules = self.clock(), self.rules()
        if not self._is_time(now, rules):
            return 0
        count = sum(self._steps(rules))
        if count and (gone := give_room_back(self.database, at_most=room.AT_ONCE)):
            log.info("%d bytes of the database given back to the disk", gone)
        return count

    def _is_time(self, now: datetime, rules: Rules) -> bool:
        """At night, when no letter is written, and once a night."""
        today, hour = day_of(now, rules.zone), now.astimezone(rules.zone).hour
        quiet = hour in QUIET and rules.closed_because(now) is not None
        return bool(self.policy.years) and quiet and self._done != today

    def _steps(self, rules: Rules) -> Iterator[int]:
        while not self.stopping and self._is_time(now := self.clock(), rules):
            today = day_of(now, rules.zone)
            done = put_away_next(self.database, self.policy, Act(WHO, now, today))
            if done is None:
                self._done = today
                return
            where = done.file.name if done.file else "nowhere"
            log.info("%d letters of %s put away: %s", done.letters, f"{done.month:%Y-%m}", where)
            yield done.letters
