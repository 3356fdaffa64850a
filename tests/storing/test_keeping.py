"""Letters that are old go into files, a month at a time; what they told stays provable, and nothing is ever half done."""

import hashlib
import zipfile
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlmodel import Session, col, select, update

from plan.audit.log import Act, verify
from plan.errors import NotPossibleError
from plan.ledger.old_letters import empty as empty_letters
from plan.ledger.old_letters import kept_in, kept_letter, oldest
from plan.models import Audit, Letter, LetterState
from plan.storage.archives import put_away, taken_out
from plan.storage.database import Database
from plan.storage.room import give_back, is_worth_it
from scheduler.archivist import KeepingPolicy, put_away_next
from tests.cli.conftest import Dondoc
from tests.cli.conftest import dondoc as dondoc  # noqa: PLC0414 - a fixture
from tests.cli.conftest import empty_here as empty_here  # noqa: PLC0414 - a fixture
from tests.delivery.queue import fill

SENT, NOW = datetime(2012, 7, 4, 1, tzinfo=UTC), datetime(2026, 11, 30, 20, tzinfo=UTC)
ACT = Act("dondoc", NOW, date(2026, 12, 1))


@pytest.fixture
def letters(empty: Database) -> Database:
    """Four letters that went, two in June and two in July, and one that still waits."""
    fill(empty, 5, SENT)
    with empty.begin() as session:
        went(session)
    return empty


def went(session: Session) -> None:
    for day, ids in ((date(2012, 6, 4), (2, 4)), (date(2012, 7, 4), (1, 3))):
        gone = update(Letter).where(col(Letter.id).in_(ids))
        session.exec(gone.values(state=LetterState.SENT, day=day))


def raws(database: Database) -> dict[int, bytes]:
    with database.read() as session:
        return dict(session.exec(select(Letter.id, Letter.raw)).all())


def policy(folder: Path) -> KeepingPolicy:
    return KeepingPolicy(5, folder / "archive")


def test_a_month_goes_into_a_file_that_anybody_can_open(letters: Database, tmp_path: Path) -> None:
    before, kept = raws(letters), policy(tmp_path)
    assert kept.folder
    done = [put_away_next(letters, kept, ACT) for _ in range(3)]
    assert [one and (str(one.month), one.letters, one.file and one.file.name) for one in done] == [
        ("2012-06-01", 2, "thu-2012-06.zip"),
        ("2012-07-01", 2, "thu-2012-07.zip"),
        None,
    ]
    after = raws(letters)
    assert [n for n, raw in after.items() if raw] == [5], "what waits is not old, whatever its day"
    with letters.read() as session:
        for number in (1, 2, 3, 4):
            found = kept_letter(session, number)
            assert found is not None
            assert taken_out(kept.folder / found.file, found.entry) == before[number]
            assert found.digest == hashlib.sha256(before[number]).hexdigest()
        assert kept_letter(session, 5) is None
        assert verify(session, None).faults == ()
        (line, *_) = session.exec(select(Audit).where(Audit.act == "letters put away")).all()
        content = (kept.folder / "thu-2012-06.zip").read_bytes()
        assert line.detail["archive_sha256"] == hashlib.sha256(content).hexdigest()
    with zipfile.ZipFile(kept.folder / "thu-2012-06.zip") as archive:
        index = archive.read("muc-luc.csv").decode("utf-8-sig").splitlines()
        assert archive.testzip() is None
    assert len(index) == 3
    assert (kept.folder / "thu-2012-06.zip").stat().st_mode & 0o777 == 0o600


def test_killed_between_the_file_and_the_rows_nothing_is_lost_or_kept_twice(
    letters: Database, tmp_path: Path
) -> None:
    """What was written by the one that was killed is found to be the same, and used."""
    before, kept = raws(letters), policy(tmp_path)
    assert kept.folder
    with letters.read() as session:
        rows = oldest(session, date(2021, 12, 1))
    first = put_away_next(letters, kept, ACT)
    assert first
    assert first.file
    with letters.begin() as session:  # as the killed one left it: the file is there, the rows are whole
        for number, raw in before.items():
            session.connection().execute(
                text("UPDATE letter SET raw = :raw, digest = NULL, kept_in = NULL WHERE id = :id"),
                {"raw": raw, "id": number},
            )
    (kept.folder / ".thu-2012-06.1.part").write_bytes(b"half")
    again = put_away_next(letters, kept, ACT)
    assert again == first
    assert {path.name for path in kept.folder.glob("*.zip")} == {"thu-2012-06.zip"}
    with letters.read() as session:
        assert len(kept_in(session, "thu-2012-06.zip")) == len(rows) == 2


def test_of_two_at_once_one_changes_nothing(letters: Database) -> None:
    with letters.read() as session:
        rows = oldest(session, date(2021, 12, 1))
    with letters.begin() as session:
        empty_letters(session, ACT, rows, None)
    with letters.read() as session:
        found = kept_letter(session, rows[0].id)
        assert found is not None
        assert found.file == "", "thrown away: the digest alone is left"
    with pytest.raises(NotPossibleError, match="tiến trình khác"), letters.begin() as session:
        empty_letters(session, ACT, rows, None)


def test_a_file_of_somebody_else_keeps_its_name(tmp_path: Path) -> None:
    (tmp_path / "thu-2012-06.zip").write_bytes(b"theirs")
    made = put_away(tmp_path, "thu-2012-06", {"a.eml": b"ours"}, [["so"]])
    assert made.name == "thu-2012-06-2.zip"
    assert put_away(tmp_path, "thu-2012-06", {"a.eml": b"ours"}, [["so"]]) == made
    assert (tmp_path / "thu-2012-06.zip").read_bytes() == b"theirs"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["thu-2012-06-2.zip", "thu-2012-06.zip"]


def test_room_is_given_back_only_when_it_is_worth_it() -> None:
    assert is_worth_it(40_000_000, 100_000_000)
    assert not is_worth_it(40_000_000, 500_000_000)
    assert not is_worth_it(1_000_000, 2_000_000)


def test_in_the_shell(empty_here: Dondoc, tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path / 'plan.db'}")
    fill(database, 2, SENT)
    with database.begin() as session:
        went(session)
    before = raws(database)[2]
    give_back(database)
    database.close()
    assert "letters_years" in empty_here("prune").err
    (tmp_path / "dondoc.toml").write_text(
        '[keeping]\nletters_years = 5\narchive = "archive"\n', encoding="utf-8"
    )
    ran = empty_here("prune", "--dry-run", "--as-of", "2026-11-30")
    assert "2 thư trước ngày 01/11/2021 sẽ được cất" in ran.out, ran
    assert not (tmp_path / "archive").exists()
    assert "2 thư đã cất." in empty_here("prune", "--as-of", "2026-11-30").out
    assert "2 tệp lưu, mọi thư đúng từng byte." in empty_here("prune", "--check").out
    assert "Kính gửi" in empty_here("outbox", "show", 2).out
    (tmp_path / "archive" / "thu-2012-06.zip").unlink()
    with (tmp_path / "dondoc.toml").open("a", encoding="utf-8") as more:
        more.write('[watch]\nmessages = "sms:+84901234567"\n')
    said = empty_here("doctor").out
    assert "không thấy 1 tệp lưu" in said
    assert "[watch] messages cần [channels] spool" in said
    assert empty_here("prune", "--check").code == 1
    ran = empty_here("outbox", "show", 2)
    assert ran.code == 1
    assert (
        f"tệp lưu thu-2012-06.zip, mục 2012-06-04/000002.eml; SHA-256 {hashlib.sha256(before).hexdigest()}"
        in ran.err
    )
