"""Databases as earlier versions left them, of either kind."""

import shutil
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest

from tests.servers.postgres import Cluster
from tests.storing.old_database import lay
from tests.storing.victim import Runner, runner

Laid = Callable[[str], str]
AtRevision = Callable[[str], str]


@pytest.fixture(scope="session")
def laid_on_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Laid:
    """The path of a file at a revision; to be copied, not changed."""
    folder = tmp_path_factory.mktemp("earlier")

    @cache
    def laid(revision: str) -> str:
        path = folder / f"{revision}.db"
        lay(f"sqlite:///{path}", revision)
        return str(path)

    return laid


@pytest.fixture(scope="session")
def laid_on_postgresql(cluster: Cluster) -> Laid:
    """The name of a database at a revision; to be copied, not changed."""

    @cache
    def laid(revision: str) -> str:
        name = cluster.create()
        lay(cluster.url(name), revision)
        return name

    return laid


@pytest.fixture
def at_revision(kind: str, tmp_path: Path, request: pytest.FixtureRequest) -> AtRevision:
    """Gives the address of a database of one's own, at a revision, with rows in every table; on both kinds."""
    if kind == "sqlite":
        template = request.getfixturevalue("laid_on_sqlite")
        return lambda revision: f"sqlite:///{shutil.copy(template(revision), tmp_path / 'plan.db')}"
    cluster: Cluster = request.getfixturevalue("cluster")
    name = request.getfixturevalue("laid_on_postgresql")
    return lambda revision: cluster.url(cluster.create(name(revision)))


@pytest.fixture(scope="session")
def runners(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Runner, Runner]]:
    """Two that run `dondoc` at once, or kill it."""
    folder = tmp_path_factory.mktemp("runners")
    with runner(folder / "one.log") as one, runner(folder / "other.log") as other:
        yield one, other
