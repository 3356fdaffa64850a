"""A database brought to the schema of this version, in one transaction: all of it or nothing.

Killed in the middle, or stopped by a full disk, it leaves the database as it was. Of two processes that
upgrade at once, the second waits and then has nothing to do.
"""

import sqlite3
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection, inspect
from sqlalchemy.exc import OperationalError
from sqlmodel import Session

from plan.storage import last_program, snapshots
from plan.storage.address import shown_address
from plan.storage.engines import engine_for_upgrade
from plan.storage.errors import StorageError
from plan.storage.newest_schema import lay

MIGRATIONS = Path(__file__).parents[1] / "migrations"
# Revisions are numbered files; Alembic, which is slow to import, is needed only to run one.
REVISIONS = tuple(sorted(path.stem.partition("_")[0] for path in (MIGRATIONS / "versions").glob("[0-9]*.py")))
HEAD = REVISIONS[-1]

PATIENCE = 600  # seconds that another process may take for its upgrade, or for anything else it writes
ADVISORY_LOCK = int.from_bytes(b"dondoc")  # on PostgreSQL, for this database alone


@dataclass(frozen=True, slots=True)
class Upgrade:
    """What was done. `before` is None for a new database; `snapshot` is the copy made before."""

    before: str | None
    after: str
    snapshot: Path | None


def revision_of(connection: Connection) -> str | None:
    """The revision of its schema; None for a new database."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()


def needs_upgrade(connection: Connection, name: str, revision: str | None) -> bool:
    """Whether the schema is an older one. Raises StorageError for one of a newer version of the program."""
    if revision is not None and revision not in REVISIONS:
        raise StorageError(last_program.refusal(connection, name, revision))
    return revision != HEAD


def upgrade(url: str, now: datetime) -> Upgrade | None:
    """To the newest revision; None if another process did it meanwhile."""
    engine = engine_for_upgrade(url)
    try:
        with engine.connect() as connection:
            _lock(connection)
            name = shown_address(url)
            before = revision_of(connection)  # again: nobody else can change it any more
            if not needs_upgrade(connection, name, before):
                return None
            if before is None:
                check_not_foreign(connection, name)
            return _upgraded(connection, before, now)
    finally:
        engine.dispose()


def _upgraded(connection: Connection, before: str | None, now: datetime) -> Upgrade:
    snapshot = _snapshot(connection, before, now)
    try:
        if before is None and connection.dialect.name == "sqlite":
            lay(connection)
        else:
            run_revisions(connection)
        _check_references(connection)
        if before is not None:  # a new one stays without rows, as who copies into it expects
            with Session(connection) as session:
                last_program.put_down(session)
        connection.commit()
    except BaseException:
        connection.rollback()
        if snapshot:
            snapshot.unlink(missing_ok=True)  # not needed: the database is as it was
        raise
    return Upgrade(before, HEAD, snapshot)


def _lock(connection: Connection) -> None:
    """Nobody else writes (SQLite) or upgrades (PostgreSQL) from here to the commit."""
    if connection.dialect.name != "sqlite":
        connection.exec_driver_sql(f"SET LOCAL lock_timeout = '{PATIENCE}s'")
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({ADVISORY_LOCK})")
        return
    for left in reversed(range(PATIENCE)):
        try:
            connection.exec_driver_sql("BEGIN IMMEDIATE")
        except OperationalError as error:
            if not left or "locked" not in str(error.orig):
                raise
        else:
            return


def _snapshot(connection: Connection, before: str | None, now: datetime) -> Path | None:
    """A copy of a SQLite file that has data in it. A PostgreSQL server has its own tools for that."""
    if before is None or connection.dialect.name != "sqlite":
        return None
    file = Path(connection.exec_driver_sql("PRAGMA database_list").mappings().one()["file"])
    try:
        return snapshots.take(file, before, now)
    except (OSError, sqlite3.Error) as error:
        raise StorageError(
            f"chưa nâng cấp, dữ liệu vẫn như trước: không sao được {file.name} sang một tệp bên cạnh ({error}); "
            f"kiểm tra chỗ trống và quyền ghi của thư mục {file.parent}"
        ) from error


def run_revisions(connection: Connection) -> None:
    """All that are missing, in the transaction of that connection."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def check_not_foreign(connection: Connection, name: str) -> None:
    """Refuses a file that has tables already. On a server, several programs may share one database."""
    if connection.dialect.name != "sqlite":
        return
    if set(inspect(connection).get_table_names()) - {"alembic_version"}:
        raise StorageError(
            f"{name}: tệp có sẵn bảng mà không ghi lược đồ nào: của chương trình khác, hoặc một lần tạo bị ngắt "
            "giữa chừng ở bản dondoc cũ; chỉ tới tệp khác, hoặc khôi phục từ bản sao lưu (dondoc restore)"
        )


def _check_references(connection: Connection) -> None:
    if connection.dialect.name != "sqlite":
        return
    broken = connection.exec_driver_sql("PRAGMA foreign_key_check").first()
    if broken:
        raise StorageError(
            f"không nâng cấp được, dữ liệu vẫn như trước: bảng {broken[0]} có dòng trỏ vào chỗ không có; "
            "khôi phục từ bản sao lưu (dondoc restore)"
        )
