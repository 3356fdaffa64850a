"""Which program this is, said by the program itself; and one line of the log a letter."""

import logging
import re
import subprocess
from pathlib import Path

import pytest

from cli.version import commit_of
from plan.storage.upgrade import HEAD
from tests.cli.conftest import Dondoc
from tests.conftest import ROOT
from tests.delivery.sink import Sink, listening

NEWEST = re.compile(r"^## \[(\d+\.\d+\.\d+)\]", re.MULTILINE)


def git(folder: Path, *arguments: str) -> str:
    settings = ("-c", "user.name=x", "-c", "user.email=x@x.vn", "-c", "init.defaultBranch=main")
    done = subprocess.run(
        ["git", *settings, *arguments], cwd=folder, check=True, capture_output=True, text=True
    )
    return done.stdout.strip()


def test_program_schema_and_commit(dondoc: Dondoc) -> None:
    said = dondoc("version", "--json").json
    found = NEWEST.search((ROOT / "CHANGELOG.md").read_text(encoding="utf-8"))
    assert found
    assert said["program"] == found[1]
    assert said["schema"] == HEAD
    assert said["commit"] == (git(ROOT, "rev-parse", "HEAD") if (ROOT / ".git").exists() else None)
    assert f"dondoc {said['program']}; lược đồ {HEAD}" in dondoc("version").out
    assert f"phiên bản {said['program']}" in dondoc("--version").out


def test_the_commit_is_read_wherever_git_keeps_it(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    git(tmp_path / "a", "init")
    assert commit_of(tmp_path / "a") is None, "nothing committed yet"
    git(tmp_path / "a", "commit", "--allow-empty", "-m", "x")
    head = git(tmp_path / "a", "rev-parse", "HEAD")
    assert commit_of(tmp_path / "a") == head
    git(tmp_path / "a", "worktree", "add", "-b", "other", str(tmp_path / "b"))
    assert commit_of(tmp_path / "b") == head
    git(tmp_path / "a", "pack-refs", "--all")
    assert commit_of(tmp_path / "a") == commit_of(tmp_path / "b") == head
    git(tmp_path / "a", "checkout", "--detach")
    assert commit_of(tmp_path / "a") == head
    assert commit_of(tmp_path) is None, "a copy without its history"
    (tmp_path / ".git").write_text("gitdir: /nowhere", encoding="utf-8")
    assert commit_of(tmp_path) is None


def test_an_archive_says_its_commit() -> None:
    assert "cli/version.py export-subst" in (ROOT / ".gitattributes").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("answer", "level", "end"),
    [
        ("250 OK", logging.INFO, "sent"),
        ("451 4.3.0 later", logging.WARNING, r"later: .*451 4\.3\.0 later"),
        ("550 5.1.1 nobody here", logging.WARNING, r"refused: .*550 5\.1\.1 nobody here"),
    ],
)
def test_one_line_a_letter(
    adopted_here: Dondoc,
    monkeypatch: pytest.MonkeyPatch,
    answer: str,
    level: int,
    end: str,
) -> None:
    with listening(Sink()) as sink:
        sink.answer_rcpt = lambda _: answer
        monkeypatch.setenv("DONDOC_MAIL__HOST", "127.0.0.1")
        monkeypatch.setenv("DONDOC_MAIL__PORT", str(sink.port))
        ran = adopted_here("run", "--once", "--as-of", "2012-07-04T08:00")
    lines = re.findall(r"^(\w+) scheduler.send_run: (letter \d+ to .*)$", ran.err, re.MULTILINE)
    letters = {row["id"]: row["agency"] for row in adopted_here("outbox", "list", "--json").json}
    first = [line for line in lines if re.fullmatch(rf"letter \d+ to [a-z0-9-]+: {end}", line[1])]
    assert first
    for name, line in first:
        assert name == logging.getLevelName(level)
        number, agency = re.match(r"letter (\d+) to ([a-z0-9-]+):", line).groups()  # type: ignore[union-attr]  # it matched
        assert letters[int(number)] == agency
    if end == "sent":
        assert len(first) == len(lines) == len(letters)
