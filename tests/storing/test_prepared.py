"""Statements put into words once; those about many values once for each of a few lengths."""

import pytest
from sqlmodel import bindparam, col, select, update

from plan.models import Fact
from plan.prepared import LENGTHS, Prepared, PreparedAmong
from plan.storage.database import Database

NAMED = PreparedAmong(select(Fact.name), col(Fact.name))
OF_VALUE = Prepared(select(Fact.name).where(col(Fact.value) == bindparam("which")))
EMPTIED = Prepared(update(Fact).where(col(Fact.value) == bindparam("which")).values(value=""))


@pytest.mark.parametrize("many", [0, 1, 3, LENGTHS[-1], LENGTHS[-1] + 1, 2 * LENGTHS[-1] + 3])
def test_each_row_is_found_once_however_many_are_asked_for(empty: Database, many: int) -> None:
    names = [f"of a test {n}" for n in range(many)]
    with empty.begin() as session:
        session.add_all(Fact(name=name, value="") for name in names)
        # What the session has not written yet is found, too.
        assert sorted(NAMED.all(session, names)) == sorted((name,) for name in names)
        assert NAMED.all(session, ["of no test"]) == []


def test_what_the_session_has_not_written_yet_is_asked_for_and_changed_too(empty: Database) -> None:
    with empty.begin() as session:
        session.add(Fact(name="of a test", value="new"))
        assert OF_VALUE.ask(session, {"which": "new"}) == [("of a test",)]
        session.add(Fact(name="of another", value="new"))
        assert EMPTIED.change(session, {"which": "new"}) == 2
        assert OF_VALUE.ask(session, {"which": "new"}) == []
