"""What was read once stays read: `make readings` in the tests."""

from tests.readings.__main__ import all_scores
from tests.readings.least import fallen, least


def test_nothing_is_read_worse_than_before() -> None:
    scores = all_scores()
    assert fallen(scores) == []
    assert {one.name for one in scores} == set(least()), "a new collection? make readings ARGS=--keep"
