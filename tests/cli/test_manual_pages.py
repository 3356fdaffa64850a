"""Man pages and completions, made from the commands: all there, and taken by the programs that read them."""

import shutil
import subprocess
from pathlib import Path

import pytest

from cli.main import COMMANDS
from cli.manual_pages import write
from tests.servers.missing import missing


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("build")
    write(folder)
    return folder


def run(*command: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(list(map(str, command)), capture_output=True, text=True, check=False)


def test_a_page_for_every_command(made: Path) -> None:
    pages = {path.stem for path in (made / "man").iterdir()}
    assert pages == {"dondoc", *(f"dondoc-{name}" for name in COMMANDS)}
    page = (made / "man" / "dondoc-import.1").read_text(encoding="utf-8")
    assert r"\-\-dry\-run" in page
    assert r"\-h, \-\-help" in page
    assert r".SS dondoc outbox release" in (made / "man" / "dondoc-outbox.1").read_text(encoding="utf-8")


def test_man_takes_them_without_a_warning(made: Path) -> None:
    pages = sorted((made / "man").iterdir())
    if not shutil.which("groff") or not shutil.which("lexgrog"):
        missing("groff and lexgrog (Debian: groff-base, man-db)")
    shown = run("groff", "-man", "-Tutf8", "-Kutf8", "-ww", "-z", *pages)
    assert (shown.returncode, shown.stderr) == (0, "")
    named = run("lexgrog", *pages)
    assert named.returncode == 0, named.stdout
    assert len(named.stdout.splitlines()) == len(pages)


def test_shells_take_the_completions(made: Path) -> None:
    completions = made / "completions"
    assert sorted(path.name for path in completions.iterdir()) == ["_dondoc", "dondoc", "dondoc.fish"]
    checked = run("bash", "-n", completions / "dondoc")
    assert (checked.returncode, checked.stderr) == (0, "")
    assert "_DONDOC_COMPLETE=bash_complete" in (completions / "dondoc").read_text(encoding="utf-8")
