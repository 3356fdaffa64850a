"""Every operation of the API, asked by schemathesis for what its description promises, and for what it does not."""

import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from tests.api.conftest import Programs
from tests.conftest import ROOT
from web.api import pace
from web.server import WebServer, bind

pytestmark = pytest.mark.slow
PHASES = "examples,coverage,fuzzing,stateful"


@pytest.fixture
def port(programs: Programs, monkeypatch: pytest.MonkeyPatch) -> Iterator[int]:
    """The office with rows, served; whoever tests asks more in a minute than a program may."""
    monkeypatch.setattr(pace, "MOST", 10**9)
    for n in range(6):
        programs.office.oblige(("so-y-te", "so-tai-chinh")[n % 2], date(2012, 6, 20 + n))
    programs.office.post(date(2012, 7, 10))
    listening, started = bind("127.0.0.1", 0), threading.Event()
    server = WebServer(programs.app, "127.0.0.1", 0, started.set)
    thread = threading.Thread(target=lambda: server.run(sockets=[listening]))
    thread.start()
    assert started.wait(20)
    yield listening.getsockname()[1]
    server.should_exit = True
    thread.join(20)
    listening.close()


@pytest.mark.timeout(600)
def test_no_check_finds_a_failure(programs: Programs, port: int, tmp_path: Path) -> None:
    token = programs.token()
    command = [
        *(sys.executable, "-m", "schemathesis.cli", "--config-file", str(ROOT / "schemathesis.toml"), "run"),
        *(f"http://127.0.0.1:{port}/api/v1/openapi.json", "--header", f"Authorization: Bearer {token}"),
        *("--checks", "all", "--phases", PHASES, "--seed", "20120710", "--generation-database", "none"),
    ]
    hooks = {
        "SCHEMATHESIS_HOOKS": "tests.api.living_rows",
        "DONDOC_TEST_TOKEN": token,
        "PYTHONPATH": str(ROOT),
    }
    ran = subprocess.run(
        command, cwd=tmp_path, env=os.environ | hooks, capture_output=True, text=True, check=False
    )
    assert ran.returncode == 0, ran.stdout[-8000:] + ran.stderr[-2000:]
