"""An office that has lived through four weeks of letters, each test with a copy of its own."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from notifications.letters import LetterWriter
from plan.storage.database import Database
from scheduler.policy.rules import Rules
from tests.nightly.evenings import EVENING, FIRST
from tests.story import Story


@pytest.fixture
def story(database: Database, rules: Rules, writer: LetterWriter) -> Story:
    return Story(database, rules, writer)


@pytest.fixture(scope="session")
def lived_db(
    adopted: Path, tmp_path_factory: pytest.TempPathFactory, rules: Rules, writer: LetterWriter
) -> Path:
    """A plan.db after four weeks of letters; to be copied, not changed."""
    path = Path(shutil.copy(adopted, tmp_path_factory.mktemp("lived") / "plan.db"))
    database = Database(f"sqlite:///{path}")
    Story(database, rules, writer).live(FIRST, EVENING)
    with database.read() as session:
        session.connection().exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    database.close()
    return path


@pytest.fixture
def lived(lived_db: Path, tmp_path: Path, rules: Rules, writer: LetterWriter) -> Iterator[Story]:
    """A story of one's own that has come to that evening."""
    database = Database(f"sqlite:///{shutil.copy(lived_db, tmp_path / 'lived.db')}")
    yield Story(database, rules, writer)
    database.close()
