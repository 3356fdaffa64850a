"""A letter about thousands of duties is put together piece by piece: the same letter, and the same rows in the ledger."""

import shutil
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from benchmarks import bare
from benchmarks.day import TODAY as DAY_AFTER
from benchmarks.nation import fill_nation, live
from plan.storage import chunks
from plan.storage.database import Database
from scheduler.letters import digest

AGENCIES, LATE = 5, 80  # each of them late on sixteen days
TOLD = {
    "letter": "agency, kind, edition, raw",
    "notice": "obligation_id, step, agency, role, day, reason, letter_id, last_step, steps",
    "party": "obligation_id, agency, role, told_on, next_on",
    "obligation": "id, rulebook_id",
    "urging_letter": "number, agencies, obligations, digest",
}


@pytest.fixture
def nation(empty_on_sqlite: Path, tmp_path: Path) -> Path:
    path = Path(shutil.copy(empty_on_sqlite, tmp_path / "plan.db"))
    with closing(Database(f"sqlite:///{path}")) as database:
        fill_nation(database, path, AGENCIES)
    return path


def told(nation: Path, name: str, day: date = DAY_AFTER) -> dict[str, list[tuple[object, ...]]]:
    """What the morning leaves in a copy of the nation."""
    file = Path(shutil.copy(nation, nation.with_name(name)))
    live(file, day)
    with closing(bare.connect(file)) as db:
        return {
            table: db.execute(f"SELECT {what} FROM {table} ORDER BY rowid").fetchall()
            for table, what in TOLD.items()
        }


def test_the_size_of_the_pieces_changes_nothing(nation: Path, monkeypatch) -> None:
    whole = told(nation, "whole.db")
    assert len(whole["letter"]) == AGENCIES + 2  # the escalation, and a summary of the week that was there
    assert len(whole["notice"]) == LATE * 2
    monkeypatch.setattr(digest, "PIECE", 7)
    monkeypatch.setattr(chunks, "CHUNK", 9)
    assert told(nation, "pieces.db") == whole


REFUSES = f"""CREATE TRIGGER told_before BEFORE INSERT ON notice
    WHEN NEW.obligation_id = {LATE} AND NEW.step = 'escalate+2'
    BEGIN SELECT RAISE(ABORT, 'told by another process'); END"""


def test_a_letter_that_cannot_be_written_leaves_no_piece_behind(nation: Path, monkeypatch) -> None:
    """Steps are written down batch by batch: where the last of them cannot be, none of the others is."""
    monkeypatch.setattr(digest, "PIECE", 7)
    monkeypatch.setattr(chunks, "CHUNK", 9)
    with closing(bare.connect(nation)) as db:
        db.execute(REFUSES)
    left = told(nation, "left.db")
    assert "escalation" not in {kind for _, kind, *_ in left["letter"]}
    assert "so-noi-vu" not in {agency for _, _, agency, *_ in left["notice"]}
    assert {next_on for _, agency, *_, next_on in left["party"] if agency == "so-noi-vu"} == {"2012-07-06"}
