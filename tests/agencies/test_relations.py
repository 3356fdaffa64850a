"""Relations over the known cells: a cell that is changed in a way that must not matter reads the same (`tests/agencies/relations`)."""

from collections import Counter
from random import Random

import pytest

from tests.agencies.relations import RELATIONS, known_cells, outcome

# In a thousand cells that a relation was applied to: what is read differently today, and may not become more.
MOST_DIFFERENTLY = 15
# Cells a relation. All of them take minutes: `python -m tests.agencies.relations`.
QUICK, MANY = 3, 150


def _came(name: str, cells: int) -> Counter[str]:
    random = Random(f"{name} 1")
    known = random.sample(known_cells(), cells)
    return Counter(outcome(made) for each in known if (made := RELATIONS[name](each, random)))


def _share(came: Counter[str]) -> float:
    return 1000 * came["differently"] / max(came.total(), 1)


def test_every_relation_changes_cells_and_hardly_any_reading() -> None:
    came = sum((_came(name, QUICK) for name in RELATIONS), Counter())
    assert came.total() > len(RELATIONS)
    assert _share(came) <= MOST_DIFFERENTLY


@pytest.mark.slow
def test_relations_hold_over_many_known_cells() -> None:
    came = sum((_came(name, MANY) for name in RELATIONS), Counter())
    assert _share(came) <= MOST_DIFFERENTLY
