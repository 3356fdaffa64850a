"""The command line as a user meets it: arguments in; exit status, stdout and stderr out."""

import json
import logging
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from cli.main import main
from tests.conftest import EXAMPLE


@dataclass(frozen=True)
class Ran:
    """What a command left behind."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


Dondoc = Callable[..., Ran]


@pytest.fixture
def dondoc(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Dondoc:
    """Runs `dondoc ARGS…` in an empty folder."""
    monkeypatch.chdir(tmp_path)

    def run(*args: object) -> Ran:
        monkeypatch.setattr(sys, "argv", ["dondoc", *map(str, args)])
        capsys.readouterr()
        handlers = logging.getLogger().handlers[:]  # `run` sets its own, on the stderr of this test
        with pytest.raises(SystemExit) as stop:
            main()
        logging.getLogger().handlers[:] = handlers
        out, err = capsys.readouterr()
        assert "Traceback" not in err
        return Ran(int(stop.value.code or 0), out, err)

    return run


@pytest.fixture
def example() -> Path:
    return EXAMPLE / "plan.txt"


@pytest.fixture
def adopted_here(dondoc: Dondoc, plan_db: Path) -> Dondoc:
    """`dondoc` in a folder whose plan.db holds the example."""
    assert plan_db.name == "plan.db"
    return dondoc
