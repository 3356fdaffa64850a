"""The start of the command line: `dondoc --help` and `dondoc tasks` beside an interpreter that does nothing."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from benchmarks.children import MAIN, environment
from benchmarks.figures import Figure
from benchmarks.office import adopt, folder
from benchmarks.sizes import Sizes
from benchmarks.timing import Work, medians


def run(sizes: Sizes) -> Iterator[Figure]:
    with folder() as path:
        adopt(path / "plan.db")
        bare, shown, listed = medians(
            sizes.starts,
            _python(path, "pass"),
            _python(path, MAIN, "--help"),
            _python(path, MAIN, "tasks"),
        )
    yield Figure("start", "dondoc --help", "", shown, "s", "python -c pass", bare)
    yield Figure("start", "dondoc tasks", "example", listed, "s", "python -c pass", bare)


def _python(cwd: Path, program: str, *arguments: str) -> Work:
    command = [sys.executable, "-c", program, *arguments]
    return lambda: subprocess.run(
        command, cwd=cwd, env=environment(), stdout=subprocess.DEVNULL, check=True, timeout=60
    )
