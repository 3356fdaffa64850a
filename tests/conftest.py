"""What every test may use: the example plan adopted in a real database of either kind, and a hand-set clock."""

import gc
import os
import shutil
from collections.abc import Iterator
from datetime import date, time
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from cli.import_request import read_request
from notifications.letters import Letterhead, LetterWriter
from notifications.rendering import environment
from plan.clock import at
from plan.storage.database import Database
from scheduler.intake.plan import import_plan
from scheduler.policy.escalation import Watchers
from scheduler.policy.policy import load_policy
from scheduler.policy.rules import Rules
from scheduler.working_days.vietnam import calendar
from tests import connections
from tests.lives import Lives
from tests.servers import postgres
from tests.servers.missing import loud, missing
from tests.servers.postgres import Cluster

ROOT = Path(__file__).parent.parent
EXAMPLE = ROOT / "examples" / "quang-ngai-2012"
ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
SIGNED = date(2012, 3, 25)

connections.watch()


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup() -> None:
    """Servers of other users read what fixtures make: a command that ran in this process must not shut them out."""
    os.umask(0o022)


@pytest.fixture(scope="module", autouse=True)
def _closed() -> Iterator[None]:
    """Whoever left a connection open is found out before the next module."""
    yield
    connections.find()


@pytest.fixture(scope="session")
def rules() -> Rules:
    """The shipped policy and calendar for the example's years."""
    watchers = Watchers("so-noi-vu", "van-phong-ubnd-tinh")
    return Rules(ZONE, load_policy(), watchers, calendar(2011, 2021))


@pytest.fixture(scope="session")
def writer() -> LetterWriter:
    head = Letterhead("Đôn Đốc <dondoc@quangngai.example>", "https://dondoc.quangngai.example")
    return LetterWriter(environment(), head)


def adopt(url: str, rules: Rules) -> None:
    """The example plan as on the day it was signed."""
    database = Database(url)
    now = at(SIGNED, time(8), ZONE)
    with database.begin() as session:
        import_plan(session, read_request(EXAMPLE / "plan.txt", None, None), rules, now, SIGNED)
    with database.read() as session:
        if database.engine.dialect.name == "sqlite":
            session.connection().exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    database.close()


@pytest.fixture(scope="session")
def adopted(tmp_path_factory: pytest.TempPathFactory, rules: Rules) -> Path:
    """A plan.db with the example plan; to be copied, not changed."""
    path = tmp_path_factory.mktemp("adopted") / "plan.db"
    adopt(f"sqlite:///{path}", rules)
    return path


@pytest.fixture
def plan_db(adopted: Path, tmp_path: Path) -> Path:
    """A plan.db of one's own with the example plan."""
    return Path(shutil.copy(adopted, tmp_path / "plan.db"))


@pytest.fixture(scope="session")
def cluster() -> Iterator[Cluster]:
    """A PostgreSQL of this worker's own. Without the server's programs the test is skipped, but not in CI."""
    if postgres.binaries() is None:
        missing("PostgreSQL server (Debian: postgresql)")
    with postgres.running() as cluster:
        yield cluster


@pytest.fixture(scope="session")
def adopted_on_postgresql(cluster: Cluster, rules: Rules) -> str:
    """The name of a database with the example plan; to be copied, not changed."""
    name = cluster.create()
    adopt(cluster.url(name), rules)
    return name


@pytest.fixture(scope="session")
def empty_on_postgresql(cluster: Cluster) -> str:
    """The name of a database with the tables alone; to be copied, not changed."""
    name = cluster.create()
    Database(cluster.url(name)).close()
    return name


@pytest.fixture(scope="session")
def empty_on_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A plan.db with the tables alone; to be copied, not changed: laying them takes a fifth of a second."""
    path = tmp_path_factory.mktemp("empty") / "plan.db"
    Database(f"sqlite:///{path}").close()
    return path


@pytest.fixture(scope="session")
def lives(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, rules: Rules) -> Lives:
    """Days that several tests begin after."""
    return Lives(request, tmp_path_factory.mktemp("lives"), rules)


@pytest.fixture(params=["sqlite", "postgresql"])
def kind(request: pytest.FixtureRequest) -> str:
    """The kind of database: whoever asks for a database runs on both."""
    return str(request.param)


@pytest.fixture
def url(kind: str, request: pytest.FixtureRequest) -> Iterator[str]:
    """The address of a database of one's own with the example plan."""
    if kind == "sqlite":
        yield f"sqlite:///{request.getfixturevalue('plan_db')}"
        return
    yield from copied(request, "adopted_on_postgresql")


@pytest.fixture
def empty_url(kind: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of an empty database of one's own."""
    if kind == "sqlite":
        template = request.getfixturevalue("empty_on_sqlite")
        yield f"sqlite:///{shutil.copy(template, tmp_path / 'empty.db')}"
        return
    yield from copied(request, "empty_on_postgresql")


def copied(request: pytest.FixtureRequest, template: str) -> Iterator[str]:
    """The address of a copy of the PostgreSQL database whose name that fixture gives."""
    cluster: Cluster = request.getfixturevalue("cluster")
    name = cluster.create(request.getfixturevalue(template))
    yield cluster.url(name)
    cluster.drop(name)


@pytest.fixture
def database(url: str) -> Iterator[Database]:
    opened = Database(url)
    yield opened
    opened.close()


@pytest.fixture
def empty(empty_url: str) -> Iterator[Database]:
    opened = Database(empty_url)
    yield opened
    opened.close()


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """What lives through weeks, or listens to servers, does so quickly on SQLite alone; CI tries PostgreSQL too.

    Where other parameters ask the same questions (`weeks`, `words`), PostgreSQL is tried with the first of them.
    """
    tried, left_out = set[str](), []
    for item in items:
        if "postgresql" not in item.name:
            continue
        weeks, words = item.get_closest_marker("weeks"), item.get_closest_marker("words")
        if weeks or item.get_closest_marker("wire"):
            item.add_marker(pytest.mark.slow)
        test = item.nodeid.partition("[")[0]
        if (weeks or words) and test in tried:
            left_out.append(item)
        tried.add(test)
    if left_out:
        config.hook.pytest_deselected(items=left_out)
        gone = set(map(id, left_out))
        items[:] = [item for item in items if id(item) not in gone]


def pytest_collection_finish() -> None:
    """What was imported and collected stays to the end: the collector looks through it no more, and less often."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(5000, 10, 20)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """What was skipped for want of a program is said loudly, not left in a count."""
    for line in loud(terminalreporter.stats.get("skipped", [])):
        terminalreporter.write_line(line, red=True, bold=True)
