"""The plan carried over to another database: every row, and the numbers go on."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from notifications.letters import LetterWriter
from plan.models import Letter
from plan.storage.copy import copy_to
from plan.storage.database import Database
from plan.storage.errors import StorageError
from plan.storage.transfer import transfer
from scheduler.policy.rules import Rules
from tests.lives import Lives
from tests.servers.postgres import Cluster
from tests.story import Story


@pytest.fixture
def lived(lives: Lives, writer: LetterWriter, tmp_path: Path) -> Iterator[Database]:
    """A plan.db in which letters were written."""
    with lives.after("sqlite", writer, date(2012, 7, 2), date(2012, 7, 3), tmp_path) as story:
        yield story.database


@pytest.fixture
def there(cluster: Cluster, empty_on_postgresql: str) -> Iterator[Database]:
    name = cluster.create(empty_on_postgresql)
    database = Database(cluster.url(name))
    yield database
    database.close()
    cluster.drop(name)


@pytest.mark.slow
def test_to_postgresql_and_days_go_on_there(
    lived: Database, there: Database, rules: Rules, writer: LetterWriter
) -> None:
    carried = {c.table: c.rows for c in transfer(lived, there)}
    here, story = Story(lived, rules, writer), Story(there, rules, writer)
    assert carried["letter"] == len(here.letters()) > 0
    assert [x.raw for x in story.letters()] == [x.raw for x in here.letters()]
    story.live(date(2012, 7, 4), date(2012, 7, 9))
    here.live(date(2012, 7, 4), date(2012, 7, 9))
    assert [(x.day, x.agency, x.subject) for x in story.letters()] == [
        (x.day, x.agency, x.subject) for x in here.letters()
    ]


def test_a_database_that_holds_something_is_refused(lived: Database, there: Database) -> None:
    transfer(lived, there)
    with pytest.raises(StorageError, match="đã có dữ liệu"):
        transfer(lived, there)


def test_back_into_a_file_nothing_is_lost(lived: Database, there: Database, tmp_path: Path) -> None:
    first = transfer(lived, there)
    copy = copy_to(there, tmp_path / "back.db")
    other = Database(f"sqlite:///{tmp_path / 'third.db'}")
    assert transfer(copy, other) == first
    copy.close()
    other.close()


@pytest.mark.slow
def test_a_row_that_arrives_otherwise_undoes_everything(lived: Database, tmp_path: Path) -> None:
    target = Database(f"sqlite:///{tmp_path / 'target.db'}")
    with target.engine.begin() as raw:
        raw.exec_driver_sql(
            "CREATE TRIGGER spoil AFTER INSERT ON letter BEGIN UPDATE letter SET subject = 'x' WHERE id = new.id; END"
        )
    with pytest.raises(StorageError, match="thành khác"):
        transfer(lived, target)
    with target.read() as session:
        assert session.get(Letter, 1) is None
    target.close()
