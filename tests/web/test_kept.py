"""What pages keep: never older than the last change, never more than memory allows."""

from datetime import date

from starlette.testclient import TestClient

from plan.models import Agency
from plan.storage.changes import changes, note_act, note_change, word_changes
from plan.storage.database import Database
from web.kept import MOST, KeptValues


def test_it_is_made_once_until_something_changes() -> None:
    made: list[int] = []
    kept = KeptValues()
    for change in (1, 1, 2, 2, 1):  # the last sees an older state: it gets its own, and leaves the newer one
        kept.of(change, "board", lambda change=change: made.append(change) or f"as of {change}")  # type: ignore[misc]
    assert made == [1, 2, 1]
    assert kept.of(2, "board", lambda: "anew") == "as of 2"


def test_the_oldest_makes_room() -> None:
    kept = KeptValues(octets=10_000)
    for number in range(5):
        kept.of(1, number, lambda: "x" * 4_000)
    assert kept.of(1, 4, lambda: "anew") != "anew"
    assert kept.of(1, 0, lambda: "anew") == "anew"
    many = KeptValues()
    for number in range(MOST + 1):
        many.of(1, number, lambda number=number: number)  # type: ignore[misc]
    assert many.of(1, 0, lambda: -1) == -1


def test_two_that_change_something_at_once_are_two_changes(empty: Database, kind: str) -> None:
    """Each adds to what the other left: else what was kept after the first would be taken for good after the second."""
    with empty.begin() as session:
        note_change(session)
    with empty.begin() as first:
        if kind == "postgresql":  # SQLite has one writer at a time
            assert changes(first) == 1
            with empty.begin() as second:
                note_act(second)
        note_change(first)
        note_act(first)
    with empty.read() as session:
        assert (changes(session), word_changes(session)) == (4 if kind == "postgresql" else 3, 2)


def test_the_board_is_never_older_than_what_was_done(browser: TestClient, province) -> None:  # type: ignore[no-untyped-def]  # Office
    before = browser.get("/reports?year=2012").text
    assert browser.get("/reports?year=2012").text == before
    with province.database.begin() as session:
        session.get_one(Agency, "so-y-te").name = "Sở Y tế và Dân số"
        note_change(session)
    assert "Sở Y tế và Dân số" in browser.get("/reports?year=2012").text
    province.now = province.now.replace(month=8)
    assert browser.get("/reports?year=2012").text != before
    assert province.now.date() > date(2012, 8, 1)
