"""Every part of `make bench` runs: on small sizes, in CI, so that none breaks unseen. Nothing is timed here."""

import json
import shutil
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from sqlmodel import select

from benchmarks.__main__ import LONG, PARTS
from benchmarks.children import environment
from benchmarks.filling import TODAY, fill
from benchmarks.nation import fill_nation
from benchmarks.office import morning, rules
from plan.models import Obligation
from plan.storage.database import Database
from scheduler.intake.refresh import refresh
from tests.conftest import ROOT

SMALL = {
    "years": 2, "few": 60, "many": 120, "due": 5, "letters": 5, "queue": 20,
    "events": 100, "rounds": 1, "starts": 1, "day": 5, "days": 15, "pages": 1, "nation": 6, "tasks": 30,
}  # fmt: skip


def test_the_rows_fit_the_tables(empty_on_sqlite: Path, tmp_path: Path) -> None:
    """A column that is added, and must be filled, is missed at once and not by CI alone."""
    path = shutil.copy(empty_on_sqlite, tmp_path / "plan.db")
    with closing(Database(f"sqlite:///{path}")) as database:
        fill(database, 3, 2)
        with database.read() as session:
            assert len(session.exec(select(Obligation)).all()) == 6
        with database.begin() as session:
            # As the first tick of a day does: the words ask for what was put in.
            assert refresh(session, rules(), morning(TODAY), TODAY).seated
            assert {row.cancelled_because for row in session.exec(select(Obligation))} == {None}


def test_the_command_writes_to_a_nation_what_the_bench_writes(empty_on_sqlite: Path, tmp_path: Path) -> None:
    """The first tick of a day cancels what no words ask for: once it wrote no letter on rows that nothing asked for."""
    path = Path(shutil.copy(empty_on_sqlite, tmp_path / "plan.db"))
    with closing(Database(f"sqlite:///{path}")) as database:
        fill_nation(database, path, 3)
    once = ["run", "--once", "--db", f"sqlite:///{path}", "--as-of", "2012-07-05T08:00"]
    ran = subprocess.run(
        [sys.executable, "-c", "from cli.main import main; main()", *once],
        cwd=ROOT,
        env=environment(),
        capture_output=True,
        text=True,
        check=True,
    )
    assert ran.stdout.startswith("4 thư viết"), ran.stdout + ran.stderr  # three digests and the escalation


# Four to a process: to load the program takes longer than most parts.
NAMES = sorted(set(PARTS) - set(LONG))
TOGETHER = [NAMES[first : first + 4] for first in range(0, len(NAMES), 4)]


@pytest.mark.slow
@pytest.mark.timeout(600)
@pytest.mark.parametrize("parts", TOGETHER, ids=" ".join)
def test_they_give_figures(parts: list[str]) -> None:
    sizes = [word for name, size in SMALL.items() for word in (f"--{name}", str(size))]
    chosen = [word for part in parts for word in ("--only", part)]
    command = [sys.executable, "-m", "benchmarks", *chosen, "--json", *sizes]
    ran = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=False)
    assert ran.returncode == 0, ran.stderr
    figures = json.loads(ran.stdout)
    assert {figure["part"] for figure in figures} == set(parts)
    assert all(figure["ours"] > 0 and figure["against"] > 0 for figure in figures), figures
