"""A daemon that runs while somebody sets the clock of its machine: forty days on, two back, an hour on and back."""

import re
import signal
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from sqlmodel import select

from notifications.letters import LetterWriter
from notifications.mail import outbox
from plan.facts import TICKED
from plan.models import Notice
from plan.storage.database import Database
from scheduler.policy.rules import Rules
from tests.daemon.faketime import Wall
from tests.daemon.processes import environment, fast_policy, start
from tests.delivery.queue import message
from tests.delivery.sink import Sink, listening, until
from tests.story import Story, morning

pytestmark = [pytest.mark.slow, pytest.mark.timeout(900)]

STEADY_FOR = 8  # seconds; [clock] steady_for
FIRST = date(2012, 5, 25)
LATER = date(2012, 7, 4)  # forty days
BACK = date(2012, 7, 2)  # two days before
SMALL = timedelta(minutes=2)


@dataclass
class Living:
    """One daemon, its clock, and what arrived, phase by phase."""

    wall: Wall
    sink: Sink
    database: Database
    log: Path
    seen: int = 0
    phases: list[list[str]] = field(default_factory=list)

    @property
    def ticked(self) -> datetime | None:
        with self.database.read() as session:
            return TICKED.of(session)

    def _through(self) -> bool:
        """It has ticked by the clock as it is now, and all that it wrote has gone."""
        ticked = self.ticked
        with self.database.read() as session:
            return (
                ticked is not None and abs(self.wall.now() - ticked) < SMALL and not outbox.waiting(session)
            )

    def goes_on(self) -> list[str]:
        """The Message-IDs that arrived until all was said that the new hour asks for."""
        assert until(self._through, 120), (self.wall.now(), self.ticked, self.log.read_text(encoding="utf-8"))
        time.sleep(6)  # one more round of sending
        arrived, self.seen = self.sink.message_ids[self.seen :], len(self.sink.letters)
        self.phases.append(arrived)
        return arrived

    def jumps(self, by: timedelta) -> None:
        """Nothing is said while the clock is watched."""
        before = len(self.sink.letters)
        self.wall.jump(by)
        time.sleep(STEADY_FOR - 1)
        assert len(self.sink.letters) == before, self.log.read_text(encoding="utf-8")


@contextmanager
def daemon(plan_db: Path, folder: Path, shows: datetime) -> Iterator[Living]:
    wall, url = Wall(folder, shows), f"sqlite:///{plan_db}"
    with listening(Sink()) as sink:
        env = environment(sink, fast_policy(folder)) | wall.environment
        env["DONDOC_CLOCK__STEADY_FOR"] = str(STEADY_FOR)
        living = Living(wall, sink, Database(url), folder / "daemon.log")
        with (
            living.database.begin() as session
        ):  # it ran the day before: two months after the last act it would doubt
            TICKED.put(session, shows - timedelta(1))
        process = start(url, env, living.log, as_of=None)
        try:
            yield living
            assert process.poll() is None, living.log.read_text(encoding="utf-8")
        finally:
            process.send_signal(signal.SIGTERM)
            code = process.wait(120)
            living.database.close()
        assert code == 0


def days_of(message_ids: list[str]) -> set[str]:
    """The days that letters are of, by their Message-IDs."""
    return {
        found[1] for found in (re.match(r"<\w+\.(\d{4}-\d\d-\d\d)\.", one) for one in message_ids) if found
    }


def ledger(database: Database) -> Counter[tuple[object, ...]]:
    with database.read() as session:
        rows = session.exec(select(Notice)).all()
    return Counter((n.day, n.obligation_id, n.step, n.agency, bool(n.letter_id), n.reason) for n in rows)


def test_a_clock_that_jumps_under_the_daemon(
    plan_db: Path, tmp_path: Path, rules: Rules, writer: LetterWriter
) -> None:
    by_hand = told_by_hand(plan_db, tmp_path, rules, writer)
    with daemon(plan_db, tmp_path, morning(FIRST)) as living:
        assert days_of(living.goes_on()) == {str(FIRST)}

        living.jumps(LATER - FIRST)
        assert days_of(living.goes_on()) == {str(LATER)}
        # One true letter of each kind each; what was slept through is passed over, with the reason.
        assert ledger(living.database) == by_hand
        assert any(day == LATER and not told and why for day, _, _, _, told, why in by_hand)

        living.jumps(BACK - LATER)
        assert days_of(living.goes_on()) == {str(BACK)}

        living.jumps(timedelta(hours=1))
        living.jumps(timedelta(hours=-1))
        ticks_on(living)
        ticks_on(living)  # not a single waking
        assert living.goes_on() == []
        sends_on(living, writer)

    everything = [one for phase in living.phases for one in phase]
    assert Counter(everything).most_common(1)[0][1] == 1
    for phase in living.phases[:3]:
        digests = Counter(tuple(one.split(".")[2:3]) for one in phase if one.startswith("<digest."))
        assert set(digests.values()) == {1}
    said = living.log.read_text(encoding="utf-8")
    assert "the clock was set on by 40 days" in said
    assert "the clock was set back by 2 days" in said


def told_by_hand(
    plan_db: Path, folder: Path, rules: Rules, writer: LetterWriter
) -> Counter[tuple[object, ...]]:
    """The ledger of the same two mornings, lived through on a clock set by hand."""
    copy = folder / "by-hand.db"
    copy.write_bytes(plan_db.read_bytes())
    database = Database(f"sqlite:///{copy}")
    story = Story(database, rules, writer)
    for day in (FIRST, LATER):
        story.tick(morning(day))
        story.send(morning(day))
    found = ledger(database)
    database.close()
    return found


def ticks_on(living: Living) -> None:
    """One more tick at least."""
    before = living.ticked
    assert until(lambda: living.ticked != before, 120)


def sends_on(living: Living, writer: LetterWriter) -> None:
    """A letter that is put in the queue now goes within a few rounds of sending."""
    before, now = len(living.sink.letters), living.wall.now()
    one = replace(message(1), day=BACK)
    with living.database.begin() as session:
        outbox.enqueue(session, one, writer.write(one, now), now)
    assert until(lambda: len(living.sink.letters) == before + 1, 30)
