"""No database out of nothing, and commands that only look change and wait for nothing."""

import os
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy.exc import DatabaseError

from plan.facts import TICKED
from plan.storage.database import Access, Database
from plan.storage.upgrade import HEAD
from tests.cli.conftest import Dondoc
from tests.cli.test_restoring import execute
from tests.conftest import ROOT
from tests.servers.postgres import Cluster

LOOKS = [
    ("tasks",), ("deadlines",), ("obligations",), ("questions",), ("doctor",), ("why", "1"),
    ("outbox", "list"), ("outbox", "plan"), ("feed", "list"), ("requests", "list"), ("returns", "list"),
    ("audit", "verify"), ("audit", "export"), ("calendar", "show"), ("alias", "list"), ("backup", "b.db"),
    ("preview", "--on", "2012-03-26"), ("simulate", "--from", "2012-03-26", "--to", "2012-03-26", "--out", "o"),
    ("report", "--period", "2012-Q2", "--format", "json"),
    ("feed", "export", "so-y-te"), ("roll", "39/QĐ-UBND", "--period", "2016-2020", "--out", "d.xlsx"),
]  # fmt: skip
ACTS = [
    ("done", "1", "--on", "2012-07-04"), ("outbox", "hold"), ("migrate",), ("move", "--to", "sqlite:///to.db"),
    ("occurred", "1", "--on", "2012-07-04"), ("run", "--once"), ("letter", "--out", "l.docx"), ("clock", "--trust"),
]  # fmt: skip


@pytest.mark.parametrize("command", [*LOOKS, *ACTS], ids=" ".join)
def test_a_wrong_folder_gets_no_database(dondoc: Dondoc, tmp_path: Path, command: tuple[str, ...]) -> None:
    ran = dondoc(*command)
    assert (ran.code, "chưa có dữ liệu ở đây" in ran.err) == (1, True), ran.err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("command", [LOOKS[0], ACTS[0]], ids=" ".join)
def test_an_empty_file_is_no_database(dondoc: Dondoc, tmp_path: Path, command: tuple[str, ...]) -> None:
    (tmp_path / "plan.db").touch()
    ran = dondoc(*command)
    assert (ran.code, "chưa có dữ liệu ở đây" in ran.err) == (1, True), ran.err
    with closing(sqlite3.connect(tmp_path / "plan.db")) as raw:
        assert raw.execute("SELECT count(*) FROM sqlite_master").fetchone() == (0,)


def test_run_makes_one_where_the_address_was_given(
    dondoc: Dondoc, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert dondoc("run", "--once", "--db", "sqlite:///by-option.db").code == 0
    monkeypatch.setenv("DONDOC_DATABASE__URL", "sqlite:///by-variable.db")
    assert dondoc("run", "--once").code == 0
    monkeypatch.delenv("DONDOC_DATABASE__URL")
    (tmp_path / "dondoc.toml").write_text('[database]\nurl = "sqlite:///by-setting.db"\n')
    assert dondoc("run", "--once").code == 0
    assert {p.stem for p in tmp_path.glob("by-*.db")} == {"by-option", "by-variable", "by-setting"}


def test_a_dry_run_makes_none_and_changes_none(dondoc: Dondoc, example: Path, tmp_path: Path) -> None:
    assert dondoc("import", example, "--dry-run").code in {0, 3}
    assert list(tmp_path.iterdir()) == []


def test_a_database_without_a_plan_is_no_backup(dondoc: Dondoc, tmp_path: Path) -> None:
    Database(tmp_path / "plan.db").close()
    ran = dondoc("backup", "copy.db")
    assert (ran.code, "không có kế hoạch nào" in ran.err) == (1, True)
    assert not list(tmp_path.glob("copy*"))


def test_a_backup_is_for_its_owner_alone(adopted_here: Dondoc, tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        assert adopted_here("backup", "copy.db").code == 0
    finally:
        os.umask(before)
    assert (tmp_path / "copy.db").stat().st_mode & 0o777 == 0o600
    assert [p.name for p in tmp_path.glob("copy*")] == ["copy.db"]


def test_a_folder_keeps_the_newest(adopted_here: Dondoc, tmp_path: Path) -> None:
    folder = tmp_path / "backups"
    folder.mkdir()
    (folder / "plan-of-mine.db").write_text("not ours")
    for day in range(1, 5):
        assert adopted_here("backup", folder, "--keep", "2", "--as-of", f"2012-07-0{day}").code == 0
    names = sorted(p.name for p in folder.iterdir())
    assert names == ["plan-20120703T010000Z.db", "plan-20120704T010000Z.db", "plan-of-mine.db"]
    said = adopted_here("doctor", "--as-of", "2012-07-14").out
    assert "bản sao lưu gần nhất đã cũ 10 ngày" in said


def test_the_shipped_settings_name_absolute_paths() -> None:
    settings = (ROOT / "deploy" / "dondoc.toml").read_text(encoding="utf-8")
    assert 'url = "sqlite:////var/lib/dondoc/plan.db"' in settings
    timer = (ROOT / "deploy" / "dondoc-backup.timer").read_text(encoding="utf-8")
    service = (ROOT / "deploy" / "dondoc-backup.service").read_text(encoding="utf-8")
    assert "OnCalendar=" in timer
    assert "ExecStart=/opt/dondoc/.venv/bin/dondoc backup" in service


DEAR = ("preview", "simulate", "report", "roll")


@pytest.mark.parametrize(
    "command",
    [pytest.param(one, marks=[pytest.mark.slow] * (one[0] in DEAR), id=" ".join(one)) for one in LOOKS],
)
def test_who_looks_changes_no_schema_and_waits_for_nobody(
    adopted_here: Dondoc, tmp_path: Path, command: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DONDOC_WEB__BASE_URL", "https://dondoc.example")
    with closing(sqlite3.connect(tmp_path / "plan.db")) as writer:
        writer.execute("BEGIN IMMEDIATE")
        ran = adopted_here(*command, "--as-of", "2012-07-04")
    assert ran.code in {0, 3}, ran.err  # who wanted to write would be told after ten seconds that he cannot


@pytest.mark.parametrize(
    "command", [("tasks",), ("backup", "b.db"), ("import", "PLAN", "--dry-run")], ids=" ".join
)
def test_an_older_schema_is_left_alone(
    adopted_here: Dondoc, tmp_path: Path, example: Path, command: tuple[str, ...]
) -> None:
    execute(tmp_path / "plan.db", "UPDATE alembic_version SET version_num = '0013'")
    ran = adopted_here(*(str(example) if word == "PLAN" else word for word in command))
    assert (ran.code, "chạy dondoc migrate" in ran.err) == (1, True), ran.err
    with closing(sqlite3.connect(tmp_path / "plan.db")) as raw:
        assert raw.execute("SELECT version_num FROM alembic_version").fetchone() == ("0013",) != (HEAD,)
    assert not list(tmp_path.glob("plan.db.schema-*"))


def test_who_may_not_write_in_the_folder_may_look(
    adopted_here: Dondoc, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without write permission SQLite can make no shared memory for its log."""
    before = adopted_here("tasks", "--json").out
    assert not (tmp_path / "plan.db-wal").exists()
    monkeypatch.setattr(os, "access", lambda *_: False)
    assert adopted_here("tasks", "--json").out == before
    assert [p.name for p in tmp_path.iterdir()] == ["plan.db"]


def test_on_a_server_too_who_looks_can_change_nothing(
    dondoc: Dondoc, cluster: Cluster, adopted_on_postgresql: str, tmp_path: Path
) -> None:
    url = cluster.url(cluster.create(adopted_on_postgresql))
    assert len(dondoc("tasks", "--json", "--db", url).json) == 48
    assert dondoc("backup", "copy.db", "--db", url).code == 0
    assert (tmp_path / "copy.db").stat().st_mode & 0o777 == 0o600
    with (
        closing(Database(url, access=Access.READ)) as reading,
        pytest.raises(DatabaseError),
        reading.begin() as session,
    ):
        TICKED.put(session, datetime(2012, 6, 1, tzinfo=UTC))
    nothing = cluster.url(cluster.create())
    for command in (("tasks",), ("outbox", "hold")):
        ran = dondoc(*command, "--db", nothing)
        assert (ran.code, "chưa có dữ liệu ở đây" in ran.err) == (1, True), ran.err
