"""An upgrade keeps every row, or changes nothing; before it, a copy; two at once wait for each other."""

import ast
import socket
import sqlite3
import time
from contextlib import closing
from datetime import UTC, datetime, timedelta
from importlib.metadata import version
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import create_engine, make_url
from sqlalchemy.pool import NullPool
from sqlmodel import SQLModel

from cli.context import Context, Options
from cli.systemd import more_time
from plan.storage import snapshots
from plan.storage.database import Database
from plan.storage.errors import StorageError
from plan.storage.upgrade import HEAD, MIGRATIONS, REVISIONS
from plan.text import bare
from tests.cli.conftest import Dondoc
from tests.cli.conftest import dondoc as dondoc  # noqa: PLC0414 - a fixture
from tests.servers.disks import small_disk
from tests.storing.conftest import AtRevision
from tests.storing.old_database import contents, lost
from tests.storing.victim import Runner

NOW = datetime(2026, 11, 29, 8, 15, tzinfo=UTC)


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.slow)])
def kind(request: pytest.FixtureRequest) -> str:
    """Revisions on PostgreSQL are run in CI: to lay an old database there takes seconds."""
    return str(request.param)


def path_of(url: str) -> Path:
    return Path(make_url(url).database or "")


@pytest.mark.parametrize("revision", ["0001", REVISIONS[-2]])
def test_every_row_goes_through(at_revision: AtRevision, revision: str) -> None:
    url = at_revision(revision)
    before = contents(url)
    database = Database(url)
    with database.read() as session:
        context = MigrationContext.configure(session.connection())
        assert compare_metadata(context, SQLModel.metadata) == []
    database.close()
    after = contents(url)
    assert after["alembic_version"] == [{"version_num": HEAD}]
    assert {"name": "program", "value": version("dondoc")} in after["fact"], "an older one will name it"
    assert lost(before, after) == {}


def test_what_gives_a_day_and_whom_a_report_is_for_stand_apart(at_revision: AtRevision) -> None:
    url = at_revision("0020")
    Database(url).close()
    found = [(row["source"], row["sent_to"], row["requested_by"]) for row in contents(url)["deadline"]]
    assert found == [
        ("time", None, None),
        ("report", "so-noi-vu", None),
        ("report", "van-phong-ubnd-tinh", None),
        ("request", None, "1200/UBND-NC"),
        ("request", None, None),
    ]


def test_letters_of_before_went_by_mail_and_addresses_keep_their_agency(at_revision: AtRevision) -> None:
    url = at_revision("0024")
    before = contents(url)
    Database(url).close()
    after = contents(url)
    assert {(row["channel"], bool(row["beside"])) for row in after["letter"]} == {("mail", False)}
    assert [(row["code"], row["addresses"]) for row in after["agency"]] == [
        (row["code"], row["emails"]) for row in before["agency"]
    ]


def test_the_words_of_before_are_found_without_marks(at_revision: AtRevision) -> None:
    url = at_revision("0029")
    Database(url).close()
    rows = contents(url)["task"]
    assert rows
    assert [row["bare"] for row in rows] == [bare(f"{row['title']} {row['product']}") for row in rows]


def test_a_broken_reference_stops_it_and_nothing_is_changed(
    laid_on_sqlite: AtRevision, tmp_path: Path
) -> None:
    file = tmp_path / "plan.db"
    file.write_bytes(Path(laid_on_sqlite("0007")).read_bytes())
    with closing(sqlite3.connect(file)) as raw, raw:
        raw.execute("INSERT INTO party (obligation_id, agency, role) VALUES (99, 'so-y-te', 'lead')")
    before = contents(f"sqlite:///{file}")
    with pytest.raises(StorageError, match="dữ liệu vẫn như trước: bảng party"):
        Database(f"sqlite:///{file}")
    assert contents(f"sqlite:///{file}") == before
    assert [path.name for path in tmp_path.iterdir()] == ["plan.db"]


def test_a_file_of_another_program_is_left_alone(tmp_path: Path) -> None:
    file = tmp_path / "places.db"
    with closing(sqlite3.connect(file)) as raw, raw:
        raw.execute("CREATE TABLE moz_places (url)")
    with pytest.raises(StorageError, match="tệp có sẵn bảng"):
        Database(f"sqlite:///{file}")
    assert contents(f"sqlite:///{file}") == {"moz_places": []}


def test_the_copy_is_what_was_before(laid_on_sqlite: AtRevision, tmp_path: Path) -> None:
    file = tmp_path / "plan.db"
    file.write_bytes(Path(laid_on_sqlite("0007")).read_bytes())
    with closing(sqlite3.connect(file)) as raw:
        # Committed, and as yet in the write-ahead log alone.
        raw.execute("UPDATE state SET value = '18' WHERE name = 'changes'")
        raw.commit()
        before = contents(f"sqlite:///{file}")
        database = Database(f"sqlite:///{file}", clock=lambda: NOW)
    database.close()
    assert database.upgraded
    copy = database.upgraded.snapshot
    assert copy == tmp_path / "plan.db.schema-0007.20261129T081500Z"
    assert contents(f"sqlite:///{copy}") == before
    assert copy.stat().st_mode & 0o777 == 0o600


def test_the_newest_copies_are_kept_and_what_was_left_unfinished_goes(tmp_path: Path) -> None:
    file, strangers = tmp_path / "plan.db", {"plan.db.schema-0007", "plan.db.schema-0001.old", "other.db"}
    for name in (
        *strangers,
        "plan.db.schema-0001.20261129T081400Z.part",
        "plan.db.schema-0001.20261129T081400Z.part-journal",
    ):
        (tmp_path / name).touch()
    with closing(sqlite3.connect(file)) as raw:
        raw.execute("CREATE TABLE one (n)")
    moments = [NOW + timedelta(days=n) for n in range(5)]
    taken = [snapshots.take(file, f"{9 - n:04}", now) for n, now in enumerate(moments)]
    assert snapshots.taken(file) == taken[2:]
    early = snapshots.take(file, "0009", NOW - timedelta(days=9999))  # the clock went back
    assert snapshots.taken(file) == [early, *taken[3:]]
    assert {path.name for path in tmp_path.iterdir()} == strangers | {
        "plan.db",
        *(path.name for path in snapshots.taken(file)),
    }


@pytest.mark.parametrize(("room", "words"), [(1.5, "kiểm tra chỗ trống"), (2.5, "đĩa đầy")])
def test_a_full_disk_changes_nothing(laid_on_sqlite: AtRevision, room: float, words: str) -> None:
    """No room for the copy, or for the upgrade after it."""
    whole = Path(laid_on_sqlite("0007")).read_bytes()
    with small_disk(str(int(len(whole) * room))) as disk:
        file = disk / "plan.db"
        file.write_bytes(whole)
        before = contents(f"sqlite:///{file}")
        with pytest.raises(StorageError, match=words):
            Database(f"sqlite:///{file}")
        assert contents(f"sqlite:///{file}") == before
        assert [path.name for path in disk.iterdir()] == ["plan.db"]


@pytest.fixture
def nothing_yet(kind: str, tmp_path: Path, request: pytest.FixtureRequest) -> str:
    if kind == "sqlite":
        return f"sqlite:///{tmp_path / 'plan.db'}"
    cluster = request.getfixturevalue("cluster")
    return str(cluster.url(cluster.create()))


def test_two_upgrade_at_once(at_revision: AtRevision, runners: tuple[Runner, Runner]) -> None:
    url = at_revision("0001")
    before = contents(url)
    run_both(runners, url)
    assert lost(before, contents(url)) == {}
    if url.startswith("sqlite"):
        assert len(snapshots.taken(path_of(url))) == 1


def test_two_make_the_database_at_once(nothing_yet: str, runners: tuple[Runner, Runner]) -> None:
    run_both(runners, nothing_yet, "run", "--once")
    assert contents(nothing_yet)["alembic_version"] == [{"version_num": HEAD}]


def run_both(runners: tuple[Runner, Runner], url: str, *command: str) -> None:
    for one in runners:
        one.begin(*(command or ("migrate",)), "--db", url)
    assert [one.ended()[0] for one in runners] == [0, 0], [one.log.read_text() for one in runners]


def test_it_waits_for_who_writes(at_revision: AtRevision, runners: tuple[Runner, Runner]) -> None:
    """A letter is being recorded: the upgrade comes after it."""
    url = at_revision("0001")
    engine = create_engine(url, poolclass=NullPool)
    with engine.connect() as writing:
        writing.exec_driver_sql("UPDATE state SET value = '99' WHERE name = 'changes'")
        runners[0].begin("migrate", "--db", url)
        time.sleep(0.5)  # it gets there, and waits
        writing.commit()
    engine.dispose()
    assert runners[0].ended()[0] == 0, runners[0].log.read_text()
    assert {row["name"]: row["value"] for row in contents(url)["fact"]}["changes"] == "99"


def test_who_only_reads_waits_for_nobody(plan_db: Path) -> None:
    with closing(sqlite3.connect(plan_db)) as writing:
        writing.execute("BEGIN IMMEDIATE")
        began = time.monotonic()
        database = Database(f"sqlite:///{plan_db}")
        with database.read() as session:
            assert session.connection().exec_driver_sql("SELECT count(*) FROM plan").scalar() == 1
        database.close()
        assert time.monotonic() - began < 5  # a writer would wait ten


def test_systemd_waits_while_it_works(
    laid_on_sqlite: AtRevision,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    (tmp_path / "plan.db").write_bytes(Path(laid_on_sqlite("0007")).read_bytes())
    with closing(socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)) as manager:
        manager.bind(str(tmp_path / "notify"))
        manager.settimeout(10)
        monkeypatch.setenv("NOTIFY_SOCKET", str(tmp_path / "notify"))
        context = Context(Options(db=f"sqlite:///{tmp_path / 'plan.db'}"))
        assert context.database.upgraded
        context.close()
        heard = [manager.recv(1000).decode(), manager.recv(1000).decode()]
    assert heard == ["EXTEND_TIMEOUT_USEC=60000000\nSTATUS=nâng lược đồ cơ sở dữ liệu", "STATUS="]
    assert (
        f"từ 0007 lên {HEAD}; bản sao trước khi nâng: {tmp_path}/plan.db.schema-0007."
        in capsys.readouterr().err
    )


def test_systemd_is_asked_again_and_again_but_not_for_ever(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with closing(socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)) as manager:
        manager.bind(str(tmp_path / "notify"))
        manager.settimeout(10)
        monkeypatch.setenv("NOTIFY_SOCKET", str(tmp_path / "notify"))
        with more_time("nâng", extension=0.03, longest=0.05):
            heard = [manager.recv(1000).decode() for _ in range(5)]
            manager.settimeout(0.1)
            with pytest.raises(TimeoutError):
                manager.recv(1000)
    assert heard == ["EXTEND_TIMEOUT_USEC=30000\nSTATUS=nâng"] * 5


def test_migrate_says_what_it_did(dondoc: Dondoc, laid_on_sqlite: AtRevision, tmp_path: Path) -> None:
    (tmp_path / "plan.db").write_bytes(Path(laid_on_sqlite("0001")).read_bytes())
    ran = dondoc("migrate")
    assert f"lược đồ đã đúng bản này ({HEAD})" in ran.out
    assert f"đã nâng lược đồ từ 0001 lên {HEAD}; bản sao trước khi nâng: {tmp_path}" in ran.err
    assert dondoc("migrate").err == ""


def test_the_copy_is_a_backup_to_restore_from(
    dondoc: Dondoc, laid_on_sqlite: AtRevision, tmp_path: Path
) -> None:
    (tmp_path / "plan.db").write_bytes(Path(laid_on_sqlite("0007")).read_bytes())
    before = contents(f"sqlite:///{tmp_path}/plan.db")
    dondoc("migrate")
    (copy,) = snapshots.taken(tmp_path / "plan.db")
    with closing(sqlite3.connect(tmp_path / "plan.db")) as raw, raw:
        raw.execute("DROP TABLE alembic_version")  # as an upgrade that was killed once left it
    assert "khôi phục từ bản sao lưu" in dondoc("migrate").err
    assert dondoc("restore", copy, "--yes").code == 0
    assert lost(before, contents(f"sqlite:///{tmp_path}/plan.db")) == {}


def test_migrations_import_nothing_of_the_program() -> None:
    """What a revision does must not change with the program."""
    ours = {path.parent.name for path in MIGRATIONS.parents[1].glob("*/__init__.py")}
    assert "plan" in ours
    for path in MIGRATIONS.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [a.name for a in node.names] if isinstance(node, ast.Import) else []
            names += (
                [f".{node.module}" if node.level else node.module or ""]
                if isinstance(node, ast.ImportFrom)
                else []
            )
            assert not {name.partition(".")[0] for name in names} & {*ours, ""}, path.name
