"""What released versions wrote is upgraded, on both kinds of database: every row goes through, every seal and letter holds."""

import gzip
import re
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import create_engine
from sqlalchemy.pool import NullPool
from sqlmodel import select

from plan.audit.log import verify
from plan.models import Letter, Notice
from plan.storage.database import Database
from plan.storage.upgrade import HEAD
from tests.storing.old_database import contents, lost, put

FOLDER = Path(__file__).parent / "released"
RELEASED = sorted(file.name.removesuffix(".sql.gz") for file in FOLDER.glob("*.sql.gz"))


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.slow)])
def kind(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def test_the_newest_release_is_among_them() -> None:
    """0.1.0 had the schema of 0.2.0."""
    changes = (FOLDER.parents[2] / "CHANGELOG.md").read_text(encoding="utf-8")
    numbers = set(re.findall(r"^## \[(\d+\.\d+\.\d+)\]", changes, flags=re.MULTILINE))
    assert numbers - {"0.1.0"} == set(RELEASED)


@pytest.mark.timeout(300)
@pytest.mark.parametrize("version", RELEASED)
def test_it_is_upgraded(version: str, kind: str, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    file = tmp_path / "plan.db"
    with closing(sqlite3.connect(file)) as raw:
        raw.executescript(gzip.decompress((FOLDER / f"{version}.sql.gz").read_bytes()).decode())
        letters = dict(raw.execute("SELECT id, raw FROM letter"))
    url, before = f"sqlite:///{file}", contents(f"sqlite:///{file}")
    if kind == "postgresql":
        cluster: Any = request.getfixturevalue("cluster")
        url = cluster.url(cluster.create())
        _carry(before, url)
        before = contents(url)  # days and hours as that kind gives them back
    with closing(Database(url)) as database, database.read() as session:
        assert verify(session, None).faults == ()
        assert dict(session.exec(select(Letter.id, Letter.raw)).all()) == letters
        assert {row.steps for row in session.exec(select(Notice))} == {1}
    after = contents(url)
    assert after["alembic_version"] == [{"version_num": HEAD}]
    assert lost(before, after) == {}


def _carry(rows: dict[str, list[dict[str, Any]]], url: str) -> None:
    """The same rows on the other kind of database, in the schema of their version."""
    engine = create_engine(url, poolclass=NullPool)
    with engine.begin() as connection:
        put(connection, rows)
    engine.dispose()
