"""`dondoc restore` checks first and swaps: whatever is wrong with a backup, the data is as it was."""

import json
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlmodel import select

from plan.ledger.holds import HoldReason, holds
from plan.models import Audit, Invitation, Letter, Notice, SignIn, SignInLink, User
from plan.storage import lease
from plan.storage.database import Database
from tests.cli.conftest import Dondoc, run_in

DAY = "2012-07-04"
NOW = datetime(2026, 11, 29, tzinfo=UTC)


@pytest.fixture(scope="module")
def told(adopted: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder as the morning of 25/5/2012 left it; to be copied, not changed."""
    folder = tmp_path_factory.mktemp("told")
    shutil.copy(adopted, folder / "plan.db")
    run_in(folder, "run", "--once", "--as-of", "2012-05-25")
    return folder


@pytest.fixture
def told_here(dondoc: Dondoc, told: Path, tmp_path: Path) -> Dondoc:
    shutil.copytree(told, tmp_path, dirs_exist_ok=True)
    return dondoc


def state(folder: Path) -> dict[str, bytes]:
    """Every file but the logs that SQLite keeps while somebody has the data open."""
    return {p.name: p.read_bytes() for p in folder.iterdir() if p.is_file() and "-shm" not in p.name}


def execute(file: Path, *statements: str) -> None:
    with closing(sqlite3.connect(file)) as raw, raw:
        for statement in statements:
            raw.execute(statement)


def newer(file: Path) -> None:
    execute(file, "UPDATE alembic_version SET version_num = '9999'")


def without_a_table(file: Path) -> None:
    execute(file, "DROP TABLE receipt")


def without_a_column(file: Path) -> None:
    execute(file, "ALTER TABLE letter DROP COLUMN fault")


def without_a_plan(file: Path) -> None:
    file.unlink()
    Database(file).close()


def with_a_lost_reference(file: Path) -> None:
    execute(file, "UPDATE party SET obligation_id = 999999 WHERE rowid = (SELECT min(rowid) FROM party)")


def cut_short(file: Path) -> None:
    file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])


def with_a_torn_page(file: Path) -> None:
    content = bytearray(file.read_bytes())
    content[8192:12288] = os.urandom(4096)
    file.write_bytes(content)


def empty(file: Path) -> None:
    file.write_bytes(b"")


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (newer, "mới hơn"),
        (without_a_table, "thiếu bảng receipt"),
        (without_a_column, "thiếu cột fault"),
        (without_a_plan, "không có kế hoạch nào"),
        (with_a_lost_reference, "trỏ vào chỗ không có"),
        (cut_short, ""),
        (with_a_torn_page, ""),
        (empty, ""),
    ],
)
def test_a_backup_with_a_fault_leaves_the_data_as_it_was(
    adopted_here: Dondoc, tmp_path: Path, spoil: Callable[[Path], None], said: str
) -> None:
    assert adopted_here("backup", "copy.db").code == 0
    spoil(tmp_path / "copy.db")
    before = state(tmp_path)
    ran = adopted_here("restore", "copy.db", "--yes")
    assert (ran.code, said in ran.err) == (1, True), ran.err
    assert state(tmp_path) == before


def test_without_yes_it_only_tells(told_here: Dondoc, tmp_path: Path) -> None:
    told_here("backup", "copy.db")
    rows = told_here("obligations", "--kind", "report", "--json").json
    late = next(row["id"] for row in rows if row["label"] == "Báo cáo quý II năm 2012")
    told_here("run", "--once", "--as-of", DAY)
    told_here("done", late, "--on", DAY, "--as-of", DAY)
    before = state(tmp_path)
    ran = told_here("restore", "copy.db", "--as-of", "2012-07-06")
    assert (ran.code, "thêm --yes" in ran.err) == (1, True)
    assert "Bản sao lưu ghi đến 08:00, 25/5/2012 (cũ 42 ngày)" in ran.out
    assert "1 việc ghi sau bản sao lưu sẽ không còn" in ran.out
    assert f"done obligation {late}" in ran.out
    assert state(tmp_path) == before


def test_what_was_told_since_is_not_told_again(told_here: Dondoc, tmp_path: Path) -> None:
    told_here("backup", "copy.db")
    told_here("run", "--once", "--as-of", DAY)
    told = letters(tmp_path)
    ran = told_here("restore", "copy.db", "--yes", "--as-of", DAY)
    assert ran.code == 0, ran.err
    assert "không nói lại" in ran.out
    assert letters(tmp_path) == told
    ran = told_here("run", "--once", "--as-of", DAY)
    assert ran.out.startswith("0 thư viết"), ran.out
    assert letters(tmp_path) == told
    with closing(Database(tmp_path / "plan.db")) as database, database.read() as session:
        assert not session.exec(select(Audit).where(Audit.act == "done")).first()


def letters(folder: Path) -> tuple[set[tuple[object, ...]], set[tuple[object, ...]]]:
    with closing(Database(folder / "plan.db")) as database, database.read() as session:
        sent = {(x.message_id, x.state, x.raw) for x in session.exec(select(Letter))}
        steps = session.exec(select(Notice).where(Notice.letter_id is not None))
        return sent, {(n.obligation_id, n.step, n.agency, n.day) for n in steps if n.letter_id}


def test_the_old_file_stays_and_sending_is_held(told_here: Dondoc, tmp_path: Path) -> None:
    told_here("backup", "copy.db")
    (tmp_path / "plan.db").chmod(0o640)
    assert told_here("restore", "copy.db", "--yes").code == 0
    (kept,) = tmp_path.glob("plan.db.replaced.*")
    assert kept.stat().st_mode & 0o777 == 0o600
    assert (tmp_path / "plan.db").stat().st_mode & 0o777 == 0o640
    assert told_here("obligations", "--db", f"sqlite:///{kept}", "--json").code == 0
    with closing(Database(tmp_path / "plan.db")) as database, database.read() as session:
        (one,) = holds(session)
    assert one.reason == HoldReason.RESTORED
    assert not list(tmp_path.glob("*.restoring*"))


def test_what_cannot_be_read_any_more_is_replaced_and_kept(adopted_here: Dondoc, tmp_path: Path) -> None:
    adopted_here("backup", "copy.db")
    broken = b"junk" * 5000
    (tmp_path / "plan.db").write_bytes(broken)
    (tmp_path / "plan.db-wal").write_bytes(b"left by it")
    ran = adopted_here("restore", "copy.db", "--yes")
    assert (ran.code, "Không đọc được tệp đang có" in ran.err) == (0, True), ran.err
    (kept,) = [p for p in tmp_path.glob("plan.db.replaced.*") if not p.name.endswith("-wal")]
    assert kept.read_bytes() == broken
    assert not (tmp_path / "plan.db-wal").exists() or (tmp_path / "plan.db-wal").read_bytes() != b"left by it"
    assert adopted_here("obligations", "--json").json


MORE_NAMES = ("a#b.db", "a b.db", "100%.db", "a'b.db")


@pytest.mark.parametrize(
    "name",
    ["a?b.db", "sao lưu đêm #1.db", *(pytest.param(name, marks=pytest.mark.slow) for name in MORE_NAMES)],
)
def test_names_of_files_are_taken_as_they_are(adopted_here: Dondoc, tmp_path: Path, name: str) -> None:
    before = adopted_here("obligations", "--json").out
    assert adopted_here("backup", name).code == 0
    assert {p.name for p in tmp_path.iterdir()} - {"plan.db-wal", "plan.db-shm"} == {"plan.db", name}
    assert adopted_here("restore", name, "--yes").code == 0
    assert adopted_here("obligations", "--json").out == before
    assert adopted_here("obligations", "--db", f"sqlite:///{name}", "--json").out == before


def test_a_living_daemon_is_not_robbed_of_its_data(adopted_here: Dondoc, tmp_path: Path) -> None:
    adopted_here("backup", "copy.db")
    with closing(Database(tmp_path / "plan.db")) as database:
        with database.read() as session:
            session.exec(select(Letter)).all()
        ran = adopted_here("restore", "copy.db", "--yes")  # it has the file open, whether it leads or not
        assert (ran.code, "đang mở" in ran.err) == (1, True), ran.err
    assert not list(tmp_path.glob("plan.db.replaced.*"))


def test_who_leads_is_named(adopted_here: Dondoc, tmp_path: Path) -> None:
    adopted_here("backup", "copy.db")
    child = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    try:
        host = lease.worker_id("x").partition(":")[0]
        holder = json.dumps(f"{host}:{child.pid}:x").strip('"')
        statement = "INSERT INTO lease VALUES ('think', '{}', '2999-01-01 00:00:00', 1)"
        execute(tmp_path / "plan.db", statement.format(holder))
        ran = adopted_here("restore", "copy.db", "--yes")
        assert (ran.code, f"dondoc đang chạy ({holder})" in ran.err) == (1, True), ran.err
    finally:
        child.communicate()


def test_moving_a_backup_holds_sending_too(told_here: Dondoc, tmp_path: Path) -> None:
    """How PostgreSQL is restored."""
    assert told_here("move", "--to", "sqlite:///at-once.db", "--as-of", "2012-05-25T20:00").code == 0
    assert "việc gửi được giữ lại" in told_here("move", "--to", "sqlite:///later.db", "--as-of", DAY).out
    held = {}
    for name in ("at-once", "later"):
        with closing(Database(tmp_path / f"{name}.db")) as database, database.read() as session:
            held[name] = [one.reason for one in holds(session)]
    assert held == {"at-once": [], "later": [HoldReason.RESTORED]}


def leave_only_the_log(folder: Path) -> bytes:
    """The data was lost, or moved away; the log of a process that was killed stays beside where it was."""
    with closing(sqlite3.connect(folder / "plan.db")) as raw:
        raw.execute("PRAGMA journal_mode=WAL")
        with raw:
            raw.execute("UPDATE plan SET title = 'of the lost file'")
        log = (folder / "plan.db-wal").read_bytes()
    for path in folder.glob("plan.db*"):
        path.unlink()
    (folder / "plan.db-wal").write_bytes(log)
    return log


def test_the_log_of_a_lost_file_is_not_played_into_the_backup(adopted_here: Dondoc, tmp_path: Path) -> None:
    adopted_here("backup", "copy.db")
    log = leave_only_the_log(tmp_path)
    ran = adopted_here("restore", "copy.db")
    assert ran.code == 0, ran.err
    with closing(sqlite3.connect(tmp_path / "plan.db")) as raw:
        assert raw.execute("SELECT count(*) FROM plan WHERE title = 'of the lost file'").fetchone() == (0,)
    kept = list(tmp_path.glob("plan.db.replaced.*-wal"))
    assert [path.read_bytes() for path in kept] == [log], "it may be all that is left of the last acts"


def test_a_backup_is_not_made_beside_the_log_of_another_file(adopted_here: Dondoc, tmp_path: Path) -> None:
    (tmp_path / "copy.db-wal").write_bytes(b"of a file that is gone")
    ran = adopted_here("backup", "copy.db")
    assert (ran.code, "copy.db-wal" in ran.err) == (1, True), ran.err
    assert not (tmp_path / "copy.db").exists()


def test_nobody_is_signed_in_by_a_backup(adopted_here: Dondoc, tmp_path: Path) -> None:
    """A link that was used since, or a session that was ended, would be good again."""
    assert adopted_here("user", "invite", "lan@quangngai.example", "--role", "admin").code == 0
    assert adopted_here("sign-in").code == 0
    with closing(Database(tmp_path / "plan.db")) as database, database.begin() as session:
        session.add(SignIn(digest="0" * 64, user_id=1, made_at=NOW, seen_at=NOW, way="password"))
    adopted_here("backup", "copy.db")
    assert adopted_here("sign-in", "--end").code == 0
    assert adopted_here("restore", "copy.db", "--yes").code == 0
    with closing(Database(tmp_path / "plan.db")) as database, database.read() as session:
        assert session.exec(select(SignIn)).all() == []
        assert session.exec(select(SignInLink)).all() == []
        assert session.exec(select(Invitation)).all() == []
        assert session.exec(select(User.mail)).all() == ["lan@quangngai.example"]
