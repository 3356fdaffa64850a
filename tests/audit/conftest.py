"""The log on both databases, and the command line in an empty folder."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from plan.database import Database
from tests.cli.conftest import dondoc
from tests.postgres import postgres_url

__all__ = ["dondoc"]


@pytest.fixture(params=["sqlite", "postgresql"])
def any_database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Callable[[], Database]]:
    """Opens an empty database of each kind."""
    opened: list[Database] = []

    def open_() -> Database:
        url = f"sqlite:///{tmp_path / 'any.db'}"
        if request.param == "postgresql":
            url = request.getfixturevalue("postgres_url")
        opened.append(Database(url))
        return opened[-1]

    yield open_
    for database in opened:
        database.close()


__all__ += ["postgres_url"]
