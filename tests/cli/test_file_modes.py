"""Whatever the shell's umask is, nobody else on the machine reads what a command writes."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import EXAMPLE

COMMANDS = f"""
umask 0
dondoc() {{ {Path(sys.executable).with_name("dondoc")} "$@" > /dev/null || [ $? = 3 ]; }}
export DONDOC_DATABASE__URL=sqlite:///$PWD/plan.db
dondoc import {EXAMPLE}/plan.txt
dondoc backup copy.db
dondoc audit export --out log.csv
"""


@pytest.mark.slow
def test_nobody_else_reads_what_is_written(tmp_path: Path) -> None:
    done = subprocess.run(["sh", "-ec", COMMANDS], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    made = {path.relative_to(tmp_path): path.stat().st_mode & 0o777 for path in tmp_path.rglob("*")}
    assert {"plan.db", "copy.db", "log.csv"} <= {str(path) for path in made}, made
    assert {str(path): oct(mode) for path, mode in made.items() if mode & 0o027} == {}
    assert made[Path("copy.db")] == 0o600
