"""The schema and its promises: revisions, indexes that are used, a newer schema that is refused."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import date
from pathlib import Path
from threading import Timer
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlmodel import Session, SQLModel

from plan.ledger.notices import due_agencies, due_parties, owed_among
from plan.ledger.withdrawal import drop_earlier_periods, drop_pending_resends
from plan.models import Role
from plan.obligations.views import ObligationFilter, duties
from plan.steps import StepKind, StepName
from plan.storage.database import Access, Database
from plan.storage.engines import engine_for_work
from plan.storage.errors import StorageError
from plan.storage.newest_schema import FILE
from plan.storage.upgrade import MIGRATIONS, REVISIONS
from scheduler.letters.background import times_told
from tests.storing.newest_schema import dumped, made_by_revisions


@pytest.fixture
def on_sqlite(plan_db: Path) -> Iterator[Database]:
    opened = Database(f"sqlite:///{plan_db}")
    yield opened
    opened.close()


def test_the_revisions_lead_to_the_models(database: Database) -> None:
    with database.read() as session:
        context = MigrationContext.configure(session.connection())
        assert compare_metadata(context, SQLModel.metadata) == []


def test_a_new_file_is_what_the_revisions_make(tmp_path: Path) -> None:
    made = made_by_revisions(tmp_path / "revised.db")
    assert FILE.read_text(encoding="utf-8") == made, "run make schema"
    Database(tmp_path / "new.db").close()
    assert dumped(tmp_path / "new.db") == made


def test_the_numbers_of_the_files_are_the_revisions() -> None:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    script = ScriptDirectory.from_config(config)
    assert sorted(r.revision for r in script.walk_revisions()) == list(REVISIONS)
    assert script.get_current_head() == REVISIONS[-1]


def test_a_newer_schema_is_refused(plan_db: Path) -> None:
    with sqlite3.connect(plan_db) as raw:
        raw.execute("UPDATE alembic_version SET version_num = '9999'")
        raw.execute("INSERT INTO fact VALUES ('program', '9.8.7')")
    raw.close()
    for access in Access:
        with pytest.raises(StorageError, match=r"lược đồ 9999.*hãy cài gói dondoc 9\.8\.7 hoặc mới hơn"):
            Database(f"sqlite:///{plan_db}", access=access)


def _plans(database: Database, ask: Any) -> list[str]:
    """How SQLite answers the statements that `ask` runs."""
    from sqlalchemy import event

    said: list[tuple[str, Any]] = []

    def listen(_c: Any, _cur: Any, statement: str, parameters: Any, _ctx: Any, _many: bool) -> None:
        said.append((statement, parameters))

    event.listen(database.engine, "before_cursor_execute", listen)
    with database.read() as session:
        ask(session)
        event.remove(database.engine, "before_cursor_execute", listen)
        raw = session.connection().connection.driver_connection
        assert isinstance(raw, sqlite3.Connection)
        return [row[3] for sql, given in said for row in raw.execute("EXPLAIN QUERY PLAN " + sql, given)]


def test_who_is_due_is_one_index_search(on_sqlite: Database) -> None:
    """Asked to sort, SQLite once walked every party there is."""
    today, roles = date(2012, 7, 4), (Role.LEAD, Role.PARTNER)
    for asked in (
        lambda s: due_agencies(s, today, roles),
        lambda s: due_parties(s, today, roles, ["so-noi-vu", "so-tai-chinh"]),
    ):
        plans = _plans(on_sqlite, asked)
        assert any("USING INDEX ix_party_next" in line for line in plans), plans
        assert not any(line.startswith("SCAN") for line in plans), plans


def test_what_is_late_is_an_index_search(on_sqlite: Database) -> None:
    plans = _plans(
        on_sqlite, lambda s: duties(s, date(2012, 7, 4), ObligationFilter(ends_before=date(2012, 7, 4)))
    )
    assert any("ix_obligation_open_ends" in line for line in plans), plans


def test_what_is_owed_is_an_index_search_however_long_the_ledger(on_sqlite: Database) -> None:
    """Every letter asks for it, and every tick: SQLite once read all that the ledger says of each obligation."""
    asked: tuple[Callable[[Session], None], ...] = (
        lambda session: owed_among(session, [1]),
        lambda session: drop_pending_resends(session, 1, "đã gia hạn"),
        lambda session: drop_earlier_periods(session, StepName(StepKind.WEEK, 27, 2012)),
    )
    for ask in asked:
        plans = [line for line in _plans(on_sqlite, ask) if "notice" in line]
        assert plans
        assert all("USING INDEX ix_notice_owed" in line for line in plans), plans


def test_how_often_the_leads_were_told_is_an_index_search(on_sqlite: Database) -> None:
    """In years of silence the ledger grows by hundreds of rows an obligation; each morning asked for all of them."""
    plans = [line for line in _plans(on_sqlite, lambda session: times_told(session, [1])) if "notice" in line]
    assert plans
    assert all("USING INDEX ix_notice_told" in line for line in plans), plans


def test_a_new_file_that_another_is_just_writing_is_waited_for(tmp_path: Path) -> None:
    """SQLite waits for no lock when it changes a file to WAL: it says at once that the database is locked."""
    file = tmp_path / "plan.db"
    with closing(sqlite3.connect(file, isolation_level=None, check_same_thread=False)) as other:
        other.execute("CREATE TABLE one (n)")
        other.execute("BEGIN IMMEDIATE")
        done = Timer(0.3, other.execute, ["COMMIT"])
        done.start()
        engine = engine_for_work(f"sqlite:///{file}")
        with engine.connect() as connection:
            assert connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"
        engine.dispose()
        done.join()
