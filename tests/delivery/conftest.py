"""The example plan after one morning of letters: lived through once, then copied."""

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from notifications.letters import LetterWriter
from plan.storage.database import Database
from scheduler.policy.rules import Rules
from tests.conftest import copied
from tests.servers.postgres import Cluster
from tests.story import Story

MORNING = date(2012, 6, 1)


def _live(url: str, rules: Rules, writer: LetterWriter) -> None:
    database = Database(url)
    Story(database, rules, writer).live(MORNING, MORNING)
    if database.engine.dialect.name == "sqlite":
        with database.read() as session:
            session.connection().exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    database.close()


@pytest.fixture(scope="session")
def told_on_sqlite(
    adopted: Path, tmp_path_factory: pytest.TempPathFactory, rules: Rules, writer: LetterWriter
) -> Path:
    """A plan.db with the letters of 1/6/2012; to be copied, not changed."""
    path = Path(shutil.copy(adopted, tmp_path_factory.mktemp("told") / "plan.db"))
    _live(f"sqlite:///{path}", rules, writer)
    return path


@pytest.fixture(scope="session")
def told_on_postgresql(
    cluster: Cluster, adopted_on_postgresql: str, rules: Rules, writer: LetterWriter
) -> str:
    """The name of a database with the same; to be copied, not changed."""
    name = cluster.create(adopted_on_postgresql)
    _live(cluster.url(name), rules, writer)
    return name


@pytest.fixture
def told_url(kind: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a database of one's own in which that morning is over."""
    if kind == "sqlite":
        template = request.getfixturevalue("told_on_sqlite")
        yield f"sqlite:///{shutil.copy(template, tmp_path / 'told.db')}"
        return
    yield from copied(request, "told_on_postgresql")


@pytest.fixture
def told(told_url: str, rules: Rules, writer: LetterWriter) -> Iterator[Story]:
    """A story of one's own that goes on after that morning."""
    database = Database(told_url)
    yield Story(database, rules, writer)
    database.close()
