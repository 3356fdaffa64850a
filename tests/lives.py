"""Days of the example that take seconds: lived through once by each worker, copied for whoever goes on from there."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import pytest

from notifications.letters import LetterWriter
from plan.storage.database import Database
from scheduler.policy.rules import Rules
from tests.servers.postgres import Cluster
from tests.story import Story


@dataclass
class Lives:
    """Databases in which some days are over, by their kind and by those days; to be copied, not changed."""

    request: pytest.FixtureRequest
    folder: Path
    rules: Rules
    made: dict[tuple[object, ...], str] = field(default_factory=dict)

    @contextmanager
    def after(self, kind: str, writer: LetterWriter, first: date, last: date, here: Path) -> Iterator[Story]:
        """A story of one's own after those days, on that kind of database: a file lies in the folder `here`."""
        key = (kind, writer._head, first, last)
        if key not in self.made:
            self.made[key] = self._live(kind, writer, first, last)
        with self._opened(kind, self.made[key], here / "lived.db") as database:
            yield Story(database, self.rules, writer)
        if kind == "postgresql":
            self._cluster.drop(database.engine.url.database or "")

    def _live(self, kind: str, writer: LetterWriter, first: date, last: date) -> str:
        adopted = "adopted" if kind == "sqlite" else "adopted_on_postgresql"
        file = self.folder / f"{len(self.made)}.db"
        with self._opened(kind, str(self.request.getfixturevalue(adopted)), file) as database:
            Story(database, self.rules, writer).live(first, last)
            if kind == "sqlite":
                with database.read() as session:
                    session.connection().exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
            return str(database.engine.url.database)

    @contextmanager
    def _opened(self, kind: str, template: str, file: Path) -> Iterator[Database]:
        """A copy of the template."""
        if kind == "sqlite":
            url = f"sqlite:///{shutil.copy(template, file)}"
        else:
            url = self._cluster.url(self._cluster.create(template))
        database = Database(url)
        yield database
        database.close()

    @property
    def _cluster(self) -> Cluster:
        cluster: Cluster = self.request.getfixturevalue("cluster")
        return cluster
