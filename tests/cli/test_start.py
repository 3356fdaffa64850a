"""The start of the command line: what it may load, and what it knows of the commands without loading them."""

import ast
import shutil
import subprocess
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import click
import pytest

from cli.main import COMMANDS, cli
from tests.conftest import ROOT

PROGRAM = """
import sys
from cli.main import main
try:
    main()
finally:
    print(*sys.modules, file=sys.stderr)
"""
PARTS = ("arguments", "base", "collection", "hangup", "journal", "main", "vietnamese")
ROOMS = ("plan", "notifications", "scheduler", "web", "cli")
LIGHT = {"click", "cli", *(f"cli.{part}" for part in PARTS)}
LIGHT |= {"plan", "plan.clock", "plan.dates", "plan.errors", "plan.secrecy"}


def loaded(folder: Path, *args: str) -> set[str]:
    """The modules of others and of ours that `dondoc ARGS…` has loaded when it is over, in a process of its own."""
    ran = subprocess.run(
        [sys.executable, "-c", PROGRAM, *args],
        cwd=folder,
        env={"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=True,
    )
    tops = {name: name.partition(".")[0] for name in ran.stderr.split()}
    # What begins with _ belongs to the interpreter or to an editable install.
    return {name for name, top in tops.items() if top not in sys.stdlib_module_names and top[0] != "_"}


def test_help_loads_nothing_heavy(tmp_path: Path) -> None:
    assert {name for name in loaded(tmp_path, "--help") if not name.startswith("click.")} <= LIGHT


def test_explaining_a_phrase_needs_neither_settings_nor_database(tmp_path: Path) -> None:
    found = loaded(tmp_path, "explain", "Quý II năm 2012", "--period", "2012-2015")
    assert not found & {"sqlalchemy", "sqlmodel", "pydantic", "jinja2", "fastapi", "holidays"}


def test_a_list_needs_neither_site_nor_templates_nor_documents(tmp_path: Path, empty_on_sqlite: Path) -> None:
    shutil.copy(empty_on_sqlite, tmp_path / "plan.db")
    found = loaded(tmp_path, "tasks")
    assert not found & {
        "fastapi",
        "jinja2",
        "apscheduler",
        "aiosmtplib",
        "openpyxl",
        "xlsxwriter",
        "docx",
        "pdfplumber",
        "lxml",
        "rich",
        "icalendar",
        "uvicorn",
        "plan.documents",
        "plan.agencies.naming.names",  # no cell is read for a list of titles
        "holidays.countries",
    }


@pytest.mark.parametrize("name", COMMANDS)
def test_the_short_help_is_the_commands_own(name: str) -> None:
    command = cli.get_command(click.Context(cli), name)
    assert command is not None
    assert (command.name, command.get_short_help_str(limit=1000)) == (name, COMMANDS[name])


def test_a_module_is_named_as_its_command_is_typed() -> None:
    """A second file of a command begins with its name: `outbox_plan` belongs to `outbox`."""
    names = {name.replace("-", "_") for name in COMMANDS}
    modules = {path.stem.rstrip("_") for path in (ROOT / "cli" / "commands").glob("[a-z]*.py")}
    assert names <= modules
    assert [m for m in modules - names if not m.startswith(tuple(f"{name}_" for name in names))] == []


def test_pages_load_what_signs_in_or_writes_files_only_when_somebody_does() -> None:
    """A service with no password, passkey, account or workbook asked for stays small: they would take 40 MB."""
    program = (
        "import sys; from pkgutil import walk_packages; import cli.bootstrap, web; "
        "[__import__(found.name) for found in walk_packages(web.__path__, 'web.')]; print(*sys.modules)"
    )
    ran = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert "web.routes.oidc" in ran.stdout.split()
    heavy = {"argon2", "webauthn", "authlib", "joserfc", "httpx2"}
    heavy |= {"openpyxl", "xlsxwriter", "docx", "lxml", "PIL", "flufl.bounce", "holidays.countries"}
    heavy |= {"scheduler.phrases.read", "plan.agencies.naming.names"}
    assert not heavy & set(ran.stdout.split())


def late_imports() -> Iterator[str]:
    """Every module that is imported inside a function of the program."""
    for path in (found for room in ROOMS for found in (ROOT / room).rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for function in ast.walk(tree):
            if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
                for node in ast.walk(function):
                    if isinstance(node, ast.ImportFrom) and node.module:
                        yield node.module
                    elif isinstance(node, ast.Import):
                        yield from (one.name for one in node.names)


def test_what_is_loaded_with_its_first_use_is_there() -> None:
    """A library that is missing is found here, not by whoever signs in first."""
    names = set(late_imports())
    assert {"argon2", "lxml", "scheduler.phrases"} <= names
    assert [name for name in sorted(names) if find_spec(name) is None] == []
