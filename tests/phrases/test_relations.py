"""Changes of words and typing that change no day: the list is tests/phrases/relations/table.py."""

import pytest

from tests.phrases.relations.known import Known, known, some
from tests.phrases.relations.table import DOUBTS, SAME_DAYS, Relation, tried

FEW = some(80)
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
def test_nothing_known_changes_its_days_and_little_is_asked_about(relation: Relation) -> None:
    found = list(tried(relation, known()))
    assert [(one.known.phrase, one.typed) for one in found if one.otherwise] == []
    assert sum(one.same for one in found) >= len(found) * relation.read // 1000
