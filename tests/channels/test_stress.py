"""A hundred kills over two hundred messages: a gateway gets each whole, none is lost, repeats are no more than kills."""

import json
import random
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlmodel import select

from notifications.mail.outbox import waiting
from plan.models import Letter, LetterState
from plan.storage.database import Database
from tests.channels.gateway import fill_messages
from tests.daemon.processes import Nursery, fast_policy
from tests.delivery.sink import until

NOW = datetime(2012, 7, 4, 1, tzinfo=UTC)
pytestmark = [pytest.mark.slow, pytest.mark.stress, pytest.mark.timeout(900)]


@dataclass
class Carrier:
    """Sends whatever lies in `new`, and says so by `done`."""

    folder: Path
    sent: list[tuple[str, bytes]] = field(default_factory=list)
    stop: threading.Event = field(default_factory=threading.Event)

    def run(self) -> None:
        (self.folder / "done").mkdir(exist_ok=True)
        while not self.stop.wait(0.002):
            for file in sorted((self.folder / "new").glob("*.json")):
                self.sent.append((file.name, file.read_bytes()))
                file.rename(self.folder / "done" / file.name)


@contextmanager
def carrying(folder: Path) -> Iterator[Carrier]:
    carrier = Carrier(folder)
    thread = threading.Thread(target=carrier.run)
    thread.start()
    try:
        yield carrier
    finally:
        carrier.stop.set()
        thread.join()


def test_killed_at_a_hundred_instants_over_two_hundred_messages(tmp_path: Path) -> None:
    dice, kills = random.Random(13), 100  # the instants differ from run to run all the same
    url, folder = f"sqlite:///{tmp_path / 'plan.db'}", tmp_path / "spool"
    database, nursery = Database(url), Nursery()
    folder.mkdir()
    env = {"DONDOC_CHANNELS__SPOOL": str(folder), "DONDOC_POLICY__FILE": str(fast_policy(tmp_path))}
    with carrying(folder) as carrier:
        for n in range(kills):
            fill_messages(database, range(2 * n + 1, 2 * n + 3), NOW)
            before = len(carrier.sent)
            process = nursery.start(url, env)
            assert until(lambda before=before: len(carrier.sent) > before, 30)  # type: ignore[misc]  # bound now
            time.sleep(dice.uniform(0, 0.02))
            process.kill()
            process.join(30)
        last = nursery.start(url, env)

        def all_answered() -> bool:
            with database.read() as session:
                return not waiting(session)

        assert until(all_answered, 120)
        last.terminate()
        last.join(60)
    counted = Counter(name for name, _ in carrier.sent)
    assert len(counted) == 2 * kills
    assert sum(counted.values()) - len(counted) <= kills
    assert len(set(carrier.sent)) == 2 * kills  # a repeat has the same bytes
    assert all(json.loads(raw)["id"] == name.removesuffix(".json") for name, raw in carrier.sent)
    assert [file for each in ("tmp", "new", "done", "bad") for file in (folder / each).iterdir()] == []
    with database.read() as session:
        assert set(session.exec(select(Letter.state))) == {LetterState.SENT}
    database.close()
