"""The log on both databases, and the command line in an empty folder."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from plan.storage.database import Database
from tests.cli.conftest import dondoc

__all__ = ["dondoc"]


@pytest.fixture
def file_db(plan_db: Path) -> Iterator[Database]:
    """The example in a file, into which a test may reach behind the program's back."""
    opened = Database(f"sqlite:///{plan_db}")
    yield opened
    opened.close()
