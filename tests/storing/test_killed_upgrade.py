"""An upgrade, or the first import, killed in the middle: the database opens afterwards and goes on."""

import hashlib
import random
import re
import shutil
import sqlite3
from collections import Counter
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from notifications.letters import LetterWriter
from plan.audit import log as audit
from plan.audit.log import Act, write_down
from plan.clock import MORNING, at
from plan.storage import snapshots
from plan.storage.database import Database
from scheduler.flow import TickContext, run_stages
from scheduler.policy.rules import Rules
from tests.cli.conftest import small_plan
from tests.conftest import EXAMPLE, ZONE
from tests.servers.postgres import Cluster
from tests.storing.conftest import Laid
from tests.storing.old_database import Contents, contents, lay
from tests.storing.victim import Runner

TODAY = date(2012, 7, 4)
KILLS = 60
LINES = 100  # of letters and acts: enough to copy and to seal for a while
FRESH = {
    "audit": {"salts", "digests", "seal"},
    "state": {"value"},
    "fact": {"value"},
}  # chosen by chance at every upgrade


@pytest.fixture
def victims(runners: tuple[Runner, Runner]) -> Runner:
    return runners[0]


@dataclass(frozen=True)
class Upgraded:
    """`dondoc migrate` on a file of before; everything is there afterwards."""

    before: Path
    whole: Path
    expected: Contents
    rules: Rules
    writer: LetterWriter

    def arguments(self, folder: Path) -> tuple[str, ...]:
        shutil.copy(self.before, folder / "plan.db")
        return "migrate", "--db", f"sqlite:///{folder / 'plan.db'}"

    def goes_on(self, folder: Path, _victims: Runner) -> None:
        database = Database(f"sqlite:///{folder / 'plan.db'}")
        assert comparable(database.url) == self.expected
        lives(database, self.rules, self.writer)
        database.close()


@dataclass(frozen=True)
class Imported:
    """The first import makes the database; done once more, everything is there once."""

    plan: Path

    def arguments(self, folder: Path) -> tuple[str, ...]:
        return self._import(folder)

    def goes_on(self, folder: Path, victims: Runner) -> None:
        assert victims.run(*self._import(folder))[0] == 0, victims.log.read_text()[-2000:]
        found = contents(f"sqlite:///{folder / 'plan.db'}")
        assert [len(found[table]) for table in ("plan", "task", "obligation")] == [1, 2, 5]

    def _import(self, folder: Path) -> tuple[str, ...]:
        given = (
            "import",
            str(self.plan),
            "--agencies",
            str(EXAMPLE / "agencies.csv"),
            "--as-of",
            "2012-03-26",
        )
        return *given, "--db", f"sqlite:///{folder / 'plan.db'}"


@pytest.fixture(scope="module", params=["0001", "0007", "import"])
def way(
    request: pytest.FixtureRequest,
    tmp_path_factory: pytest.TempPathFactory,
    rules: Rules,
    writer: LetterWriter,
) -> Upgraded | Imported:
    folder = tmp_path_factory.mktemp("way")
    if request.param == "import":
        rows = (("Xây dựng quy chế", "Sở Tư pháp", "Quý II năm 2012"), ("Rà soát", "Sở Y tế", "Hàng năm"))
        return Imported(small_plan(folder, *rows))
    before, whole = folder / "before.db", folder / "whole.db"
    lay(f"sqlite:///{before}", request.param, LINES)
    shutil.copy(before, whole)
    Database(f"sqlite:///{whole}").close()
    return Upgraded(before, whole, comparable(f"sqlite:///{whole}"), rules, writer)


def comparable(url: str) -> Contents:
    return {
        table: [{k: v for k, v in row.items() if k not in FRESH.get(table, ())} for row in rows]
        for table, rows in contents(url).items()
    }


def lives(database: Database, rules: Rules, writer: LetterWriter) -> None:
    """A tick, and an act after all the acts of before: the chain of seals is whole."""
    now = at(TODAY, MORNING, ZONE)
    with database.begin() as session:
        run_stages(TickContext(session, rules, writer, now))
        write_down(session, Act("shell:anh Nam", now, TODAY), "done", "obligation 1", {"note": "đủ"})
    with database.read() as session:
        assert audit.verify(session).faults == ()


def state(folder: Path, aside: Path) -> str:
    """What a process that was killed left: the rows, and which files lie beside. Looked at in a copy: a look recovers."""
    shutil.rmtree(aside, ignore_errors=True)
    shutil.copytree(folder, aside)
    names = sorted(re.sub(r"\d{8}T\d{6}Z", "", path.name) for path in aside.glob("plan.db*"))
    return f"{rows(aside / 'plan.db')} {names}"


def rows(file: Path) -> str:
    """All rows of all tables, as one word; what is chosen by chance left out."""
    found = hashlib.sha256()
    with closing(sqlite3.connect(file)) as raw:
        raw.row_factory = sqlite3.Row
        for (table,) in raw.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name"
        ).fetchall():
            kept = [
                [row[name] for name in row.keys() if name not in FRESH.get(table, ())]  # noqa: SIM118 - a row's own
                for row in raw.execute(f"SELECT * FROM {table} ORDER BY rowid")
            ]
            found.update(repr((table, kept)).encode())
    return found.hexdigest()


def check_files(file: Path) -> None:
    """SQLite's own word on the database and on the copies beside it; nothing unfinished is left."""
    kept = snapshots.taken(file)
    assert len(kept) <= snapshots.KEPT
    for path in (file, *kept):
        with sqlite3.connect(path) as raw:
            assert raw.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
            assert raw.execute("PRAGMA foreign_key_check").fetchall() == []
        raw.close()


def kill(
    way: Upgraded | Imported, folder: Path, victims: Runner, seen: Counter[str], **moment: float
) -> tuple[int, float]:
    """Killed at the moment, then seen to go on; how the child ended, and after how many seconds.

    Going on is the dear part: of what was left alike before, every eighth is seen to go on, after the first two.
    """
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    status, seconds, _ = victims.run(*way.arguments(folder), **moment)  # type: ignore[arg-type]
    left = state(folder, folder.with_name("aside"))
    if seen[left] < 2 or not seen[left] % 8:
        way.goes_on(folder, victims)
    seen[left] += 1
    check_files(folder / "plan.db")
    return status, seconds


def unharmed(way: Upgraded | Imported, folder: Path, victims: Runner) -> tuple[float, int]:
    """How long it takes, and in how many statements."""
    folder.mkdir()
    status, seconds, statements = victims.run(*way.arguments(folder))
    assert status == 0, victims.log.read_text()[-2000:]
    shutil.rmtree(folder)
    return seconds, statements


@pytest.mark.slow
def test_killed_at_a_few_statements(way: Upgraded | Imported, tmp_path: Path, victims: Runner) -> None:
    _, statements = unharmed(way, tmp_path / "here", victims)
    for nth in (statements // 3, statements * 2 // 3, statements - 4):
        assert kill(way, tmp_path / "here", victims, Counter(), statement=nth)[0] == -9


@pytest.mark.slow
@pytest.mark.stress
@pytest.mark.timeout(1800)
def test_killed_sixty_times(way: Upgraded | Imported, tmp_path: Path, victims: Runner) -> None:
    """At thirty instants and before thirty statements, evenly through the whole."""
    seconds, statements = unharmed(way, tmp_path / "here", victims)
    dice = random.Random(11)
    ended, seen = [], Counter[str]()
    for n in range(KILLS // 2):
        part = (n + dice.random()) / (KILLS // 2)
        status, taken = kill(way, tmp_path / "here", victims, seen, seconds=seconds * part)
        if status == 0:  # it came to its end before: the machine is quicker now than when it was timed
            seconds = min(seconds, taken)
        ended.append(status)
        ended.append(kill(way, tmp_path / "here", victims, seen, statement=1 + int(statements * part))[0])
    assert len(ended) == KILLS
    assert ended.count(-9) >= KILLS * 0.8
    if isinstance(way, Upgraded):  # all missing revisions or none
        assert {left.partition(" ")[0] for left in seen} <= {rows(way.before), rows(way.whole)}


@pytest.mark.slow
def test_killed_on_postgresql(cluster: Cluster, victims: Runner, laid_on_postgresql: Laid) -> None:
    whole = cluster.url(cluster.create(laid_on_postgresql("0001")))
    _, _, statements = victims.run("migrate", "--db", whole)
    for part in (0.3, 0.7, 0.95):
        url = cluster.url(cluster.create(laid_on_postgresql("0001")))
        assert victims.run("migrate", "--db", url, statement=int(statements * part))[0] == -9
        assert contents(url)["alembic_version"] == [{"version_num": "0001"}]
        assert victims.run("migrate", "--db", url)[0] == 0, victims.log.read_text()[-2000:]
        assert comparable(url) == comparable(whole)
