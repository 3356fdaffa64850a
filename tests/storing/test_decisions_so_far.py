"""An upgrade gives every plan the rows of its decisions, as far as they are known."""

import pytest

from plan.storage.database import Database
from tests.storing.conftest import AtRevision
from tests.storing.old_database import contents


@pytest.mark.weeks
def test_the_decisions_of_plans_that_were_there(at_revision: AtRevision) -> None:
    url = at_revision("0022")
    Database(url).close()
    found = {(row["code"], row["way"], str(row["issued_on"])) for row in contents(url)["decision"]}
    assert found == {
        ("39/QĐ-UBND", "adopts", "2012-03-25"),
        ("38/QĐ-UBND", "adopts", "2012-03-25"),
        ("40/QĐ-UBND", "replaces", "2012-05-25"),
        ("12/KH-UBND", "adopts", "2012-01-09"),
    }
