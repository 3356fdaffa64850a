"""Every part of `make bench` runs: on small sizes, in CI, so that none breaks unseen. Nothing is timed here."""

import json
import subprocess
import sys

import pytest

from benchmarks.__main__ import LONG, PARTS
from tests.conftest import ROOT

SMALL = {
    "years": 2, "few": 60, "many": 120, "due": 5, "letters": 5, "queue": 20,
    "events": 100, "rounds": 1, "starts": 1, "day": 20, "days": 40,
}  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("part", sorted(set(PARTS) - set(LONG)))
def test_it_gives_figures(part: str) -> None:
    sizes = [word for name, size in SMALL.items() for word in (f"--{name}", str(size))]
    command = [sys.executable, "-m", "benchmarks", "--only", part, "--json", *sizes]
    ran = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=False)
    assert ran.returncode == 0, ran.stderr
    figures = json.loads(ran.stdout)
    assert figures
    assert all(figure["ours"] > 0 and figure["against"] > 0 for figure in figures), figures
