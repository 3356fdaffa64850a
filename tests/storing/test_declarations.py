"""What agencies recorded by their links before declaring was a step of its own: declared, and accepted as before."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import MetaData, create_engine, insert
from sqlalchemy.pool import NullPool

from plan.storage.database import Database
from tests.storing.conftest import AtRevision
from tests.storing.old_database import contents

AT = datetime(2012, 6, 21, 18, 30, tzinfo=UTC)  # half past one on the 22nd, in Vietnam
BY_LINK = {
    "at": AT,
    "who": "agency:so-y-te",
    "origin": "203.0.113.7",
    "act": "done",
    "subject": "obligation 1",
    "detail": {},
    "salts": {},
    "digests": {},
    "seal": "0" * 64,
}


@pytest.fixture
def url(at_revision: AtRevision) -> str:
    """A database before it, with one receipt by a link and one of the shell at the same moment."""
    url = at_revision("0023")
    engine = create_engine(url, poolclass=NullPool)
    with engine.begin() as connection:
        found = MetaData()
        found.reflect(connection, only=["audit", "receipt"])
        receipt, audit = found.tables["receipt"], found.tables["audit"]
        kept = {"on": date(2012, 6, 20), "document": "8/BC-SYT", "note": "đủ", "recorded_at": AT, "turn": 1}
        for number in (1, 3):
            connection.execute(insert(receipt).values(**kept, obligation_id=number))
        connection.execute(insert(audit).values(**BY_LINK, number=900))
        shell = {"who": "shell:anh Nam", "subject": "obligation 3", "number": 901}
        connection.execute(insert(audit).values(**BY_LINK | shell))
        gone = {"who": "agency:so-khong-con", "subject": "obligation 3", "number": 902}
        connection.execute(insert(audit).values(**BY_LINK | gone))
        days = {
            "before": {"due": "2012-06-30", "ends": "2012-07-02"},
            "after": {"due": "2012-07-16", "extended_because": "bão"},
        }
        moved = {
            "who": "shell:lan",
            "act": "extend",
            "subject": "obligation 3",
            "number": 903,
            "detail": days,
        }
        connection.execute(insert(audit).values(**BY_LINK | moved))
        connection.execute(insert(audit).values(**BY_LINK | moved | {"number": 904, "detail": {}}))
    engine.dispose()
    return url


@pytest.mark.weeks
def test_a_receipt_by_link_is_declared_and_accepted_as_before(url: str) -> None:
    before = contents(url)
    Database(url).close()
    after = contents(url)
    (told,) = after["declaration"]
    assert (told["obligation_id"], told["agency"], told["on"], told["document"]) == (
        1,
        "so-y-te",
        date(2012, 6, 20),
        "8/BC-SYT",
    )
    assert (told["state"], told["held_on"], told["declared_on"]) == (
        "accepted",
        date(2012, 6, 20),
        date(2012, 6, 22),
    )
    assert "nhận như trước" in told["because"]
    for table in ("obligation", "receipt", "audit"):
        assert len(after[table]) == len(before[table])
    by_number = {row["id"]: row["done_on"] for row in before["obligation"]}
    assert {row["id"]: row["done_on"] for row in after["obligation"]} == by_number
    (moved,) = after["extension"]
    assert (
        moved["due_before"],
        moved["ends_before"],
        moved["due_after"],
        moved["reason"],
        moved["document"],
    ) == (
        date(2012, 6, 30),
        date(2012, 7, 2),
        date(2012, 7, 16),
        "bão",
        None,
    )
