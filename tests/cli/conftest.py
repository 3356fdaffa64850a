"""The command line as a user meets it: arguments in; exit status, stdout and stderr out."""

import json
import logging
import os
import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from html import escape
from io import BytesIO, TextIOWrapper
from pathlib import Path
from typing import Any

import pytest

from cli.main import main
from tests.conftest import EXAMPLE

COLUMNS = ("STT", "Nhiệm vụ", "Cơ quan chủ trì", "Cơ quan phối hợp", "Sản phẩm", "Thời gian")


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


def run_in(folder: Path, *args: object) -> Ran:
    """`dondoc ARGS…` in a folder, without the fixtures of one test: for what is built once a module."""
    out, err = BytesIO(), BytesIO()
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        patch.setattr(sys, "argv", ["dondoc", *map(str, args)])
        patch.setattr(sys, "stdout", TextIOWrapper(out, encoding="utf-8", write_through=True))
        patch.setattr(sys, "stderr", TextIOWrapper(err, encoding="utf-8", write_through=True))
        code = _exit_status()
        assert "Traceback" not in err.getvalue().decode()
        return Ran(code, out.getvalue().decode(), err.getvalue().decode())


def _exit_status() -> int:
    handlers = logging.getLogger().handlers[:]  # `run` sets its own, on the stderr of this moment
    umask = os.umask(0o022)
    os.umask(umask)
    try:
        with pytest.raises(SystemExit) as stop:
            main()
    finally:
        logging.getLogger().handlers[:] = handlers
        os.umask(umask)  # a command tightens it for good
    return int(stop.value.code or 0)


@pytest.fixture
def dondoc(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Dondoc:
    """Runs `dondoc ARGS…` in an empty folder."""
    monkeypatch.chdir(tmp_path)
    return partial(run_in, tmp_path)


@pytest.fixture
def empty_here(dondoc: Dondoc, empty_on_sqlite: Path, tmp_path: Path) -> Dondoc:
    """`dondoc` in a folder whose plan.db holds the tables alone."""
    shutil.copy(empty_on_sqlite, tmp_path / "plan.db")
    return dondoc


@pytest.fixture
def example() -> Path:
    return EXAMPLE / "plan.txt"


@pytest.fixture
def adopted_here(dondoc: Dondoc, plan_db: Path) -> Dondoc:
    """`dondoc` in a folder whose plan.db holds the example."""
    assert plan_db.name == "plan.db"
    return dondoc


def small_plan(folder: Path, *rows: tuple[str, str, str], number: str = "39", **other: str) -> Path:
    """A plan of a few rows (task, lead, time) as a page; `signed` and `years` if they are others."""
    signed, years = other.get("signed", "25 tháng 3 năm 2012"), other.get("years", "2012-2015")
    lines = [(str(n), title, lead, "", "", time) for n, (title, lead, time) in enumerate(rows, 1)]
    cells = ["".join(f"<td>{escape(cell)}</td>" for cell in line) for line in (COLUMNS, *lines)]
    page = f"<p>Số: {number}/QĐ-UBND</p><p>Quảng Ngãi, ngày {signed}</p><p>KẾ HOẠCH</p>"
    page += f"<p>CẢI CÁCH HÀNH CHÍNH GIAI ĐOẠN {years}</p><table>"
    file = folder / f"{number}.html"
    file.write_text(page + "".join(f"<tr>{row}</tr>" for row in cells) + "</table>", encoding="utf-8")
    return file


def taken(dondoc: Dondoc, file: Path, on: str, *more: object) -> None:
    ran = dondoc("import", file, "--agencies", EXAMPLE / "agencies.csv", *more, "--as-of", on)
    assert ran.code in {0, 3}, ran.err
