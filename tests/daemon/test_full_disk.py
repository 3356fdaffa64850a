"""A disk that is full: a small tmpfs of its own (root mounts it); nothing is sent that cannot be written down."""

import contextlib
import time
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy.exc import OperationalError
from sqlmodel import select

from plan.models import Letter, LetterState
from plan.storage.database import Database
from tests.daemon.processes import environment, fast_policy, started
from tests.delivery.queue import fill
from tests.delivery.sink import Sink, listening, until
from tests.servers import disks

NOW = datetime(2012, 7, 4, 1, tzinfo=UTC)
pytestmark = [pytest.mark.slow, pytest.mark.stress]


@pytest.fixture
def small_disk() -> Iterator[Path]:
    with disks.small_disk("24m") as folder:
        yield folder


def fill_up(folder: Path, database: Database) -> list[Path]:
    """Every byte taken, those that the write-ahead log had to spare as well."""
    files = [folder / f"ballast{n}" for n in range(4)]
    for file in files:
        with file.open("wb", buffering=0) as out:
            try:
                while True:
                    out.write(b"\0" * 4096)
            except OSError:
                pass
        with contextlib.suppress(OperationalError), database.engine.connect() as raw:
            raw.exec_driver_sql("COMMIT")
            raw.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    return files


def test_letters_wait_while_the_disk_is_full_and_go_once_when_it_is_not(
    small_disk: Path, tmp_path: Path
) -> None:
    url = f"sqlite:///{small_disk / 'plan.db'}"
    database = Database(url)
    fill(database, 150, NOW)
    with (
        listening(Sink(delay=0.02)) as sink,
        started(1, url, environment(sink, fast_policy(tmp_path)), tmp_path),
    ):
        assert until(lambda: len(sink.letters) > 20, 60)
        ballast = fill_up(small_disk, database)
        time.sleep(8)
        stuck = len(sink.letters)
        time.sleep(3)
        assert len(sink.letters) == stuck < 150  # nothing more goes while nothing can be written down
        for file in ballast:
            file.unlink()
        assert until(lambda: len(set(sink.message_ids)) == 150, 120)

        def through() -> bool:
            with database.read() as session:
                return set(session.exec(select(Letter.state))) == {LetterState.SENT}

        assert until(through, 60)
    assert Counter(sink.message_ids).most_common(1)[0][1] == 1
    database.close()
