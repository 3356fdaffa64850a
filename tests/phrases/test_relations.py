"""Changes of words and typing that change no day: the list is tests/phrases/relations/table.py."""

import pytest

from tests.phrases.relations.known import Known, some
from tests.phrases.relations.table import DOUBTS, SAME_DAYS, Relation, tried

FEW = some(80)
OTHERWISE = 4  # of a thousand
NEVER = ("unclear", "awaiting")


def others(relation: Relation, phrases: tuple[Known, ...]) -> list[tuple[str, str]]:
    return [(one.known.phrase, one.typed) for one in tried(relation, phrases) if one.otherwise]


@pytest.mark.parametrize("relation", SAME_DAYS, ids=lambda relation: relation.name)
def test_no_day_changes(relation: Relation) -> None:
    assert others(relation, FEW) == []


def test_what_may_move_the_day_is_never_read_as_another_day() -> None:
    days = [one for one in tried(DOUBTS, FEW) if one.said.state not in NEVER]
    assert [one.typed for one in days if one.said.days != one.known.said.days] == []


@pytest.mark.slow
@pytest.mark.parametrize("relation", SAME_DAYS, ids=lambda relation: relation.name)
def test_of_many_most_are_read_and_hardly_any_otherwise(relation: Relation) -> None:
    """What is read otherwise are lines broken at every word, and other slips that nobody writes; it may not grow."""
    found = list(tried(relation, some(600)))
    assert sum(one.same for one in found) >= len(found) * relation.read // 1000
    assert sum(one.otherwise for one in found) <= len(found) * OTHERWISE // 1000
