"""Who leaves a connection open is found out: the watch that every test runs under (tests/connections.py)."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from plan.storage.copy import copy_to
from plan.storage.database import Database
from plan.storage.errors import StorageError
from tests import connections
from tests.servers.postgres import Cluster


def test_one_that_is_left_open_is_told_with_its_place(tmp_path: Path) -> None:
    sqlite3.connect(tmp_path / "x.db")
    with pytest.warns(ResourceWarning, match="unclosed") as told:
        connections.find()
    assert any("opened by tests/storing/test_connections.py:" in str(one.message) for one in told)


def test_a_database_that_is_refused_is_let_go(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "x.db")) as raw:
        raw.executescript(
            "CREATE TABLE alembic_version (version_num); INSERT INTO alembic_version VALUES ('9999')"
        )
    with pytest.raises(StorageError, match="mới hơn"):
        Database(f"sqlite:///{tmp_path / 'x.db'}")


def test_a_copy_that_fails_is_let_go(cluster: Cluster, adopted_on_postgresql: str, tmp_path: Path) -> None:
    """Into a file that holds a plan already."""
    with closing(Database(cluster.url(adopted_on_postgresql))) as source:
        copy_to(source, tmp_path / "copy.db").close()
        with pytest.raises(StorageError, match="đã có dữ liệu"):
            copy_to(source, tmp_path / "copy.db")
