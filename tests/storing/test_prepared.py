"""Queries about many values, put into words once for each of a few lengths."""

import pytest
from sqlmodel import col, select

from plan.models import Fact
from plan.prepared import LENGTHS, PreparedAmong
from plan.storage.database import Database

NAMED = PreparedAmong(select(Fact.name), col(Fact.name))


@pytest.mark.parametrize("many", [0, 1, 3, LENGTHS[-1], LENGTHS[-1] + 1, 2 * LENGTHS[-1] + 3])
def test_each_row_is_found_once_however_many_are_asked_for(empty: Database, many: int) -> None:
    names = [f"of a test {n}" for n in range(many)]
    with empty.begin() as session:
        session.add_all(Fact(name=name, value="") for name in names)
        # What the session has not written yet is found, too.
        assert sorted(NAMED.all(session, names)) == sorted((name,) for name in names)
        assert NAMED.all(session, ["of no test"]) == []
