"""The start of the command line: `dondoc --help` and `dondoc tasks` beside an interpreter that does nothing."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from resource import RUSAGE_CHILDREN, getrusage
from statistics import median

from benchmarks.children import MAIN, environment
from benchmarks.figures import Figure
from benchmarks.office import adopt, folder
from benchmarks.sizes import Sizes
from benchmarks.timing import Work, seconds


def run(sizes: Sizes) -> Iterator[Figure]:
    with folder() as path:
        adopt(path / "plan.db")
        works = {
            "python -c pass": _python(path, "pass"),
            "import sqlmodel": _python(path, "import sqlmodel"),
            "dondoc --help": _python(path, MAIN, "--help"),
            "dondoc tasks": _python(path, MAIN, "tasks"),
        }
        taken = _turns(works, sizes.starts)
    bare, tables = taken["python -c pass"], taken["import sqlmodel"]
    for name in ("dondoc --help", "dondoc tasks"):
        clock, busy = taken[name]
        yield Figure("start", name, "example", clock, "s", "python -c pass", bare[0])
        yield Figure("start", f"{name}: CPU", "example", busy, "s", "python -c pass", bare[1])
    yield Figure(
        "start", "dondoc tasks: CPU", "example", taken["dondoc tasks"][1], "s", "import sqlmodel", tables[1]
    )


def _turns(works: dict[str, Work], rounds: int) -> dict[str, tuple[float, float]]:
    """The median seconds of clock and processor of each; what has ended tells its own."""
    spent: dict[str, list[tuple[float, float]]] = {name: [] for name in works}
    for _ in range(rounds + 1):  # the first off the clock
        for name, work in works.items():
            before = getrusage(RUSAGE_CHILDREN)
            passed = seconds(work)
            after = getrusage(RUSAGE_CHILDREN)
            spent[name].append((passed, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime))
    return {
        name: (median(one[0] for one in every[1:]), median(one[1] for one in every[1:]))
        for name, every in spent.items()
    }


def _python(cwd: Path, program: str, *arguments: str) -> Work:
    command = [sys.executable, "-c", program, *arguments]
    return lambda: subprocess.run(
        command, cwd=cwd, env=environment(), stdout=subprocess.DEVNULL, check=True, timeout=60
    )
