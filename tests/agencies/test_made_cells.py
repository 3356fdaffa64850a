"""Cells of every level put together from parts: none merged, none split, roles as said, in time."""

import time

import pytest

from plan.agencies.naming.names import split
from tests.agencies.made_cells import MadeCell, made_cells

COUNT, LONGEST = 400, 0.02


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_every_part_is_found_and_nothing_else(seed: int) -> None:
    """A reader that is in doubt may show both readings; it may not choose one unsaid."""
    wrong = [made.cell for made in made_cells(seed, COUNT) if not _is_read(made)]
    assert wrong == []


def test_a_cell_is_read_at_once() -> None:
    begun = time.process_time()
    for made in made_cells(4, COUNT):
        split(made.cell)
    assert time.process_time() - begun < LONGEST * COUNT / 4


def _is_read(made: MadeCell) -> bool:
    names = split(made.cell)
    if any(name.readings for name in names):
        return True
    leads = [name.name.casefold() for name in names if name.role != "partner"]
    said = not made.leads or leads == [lead.casefold() for lead in made.leads]
    return said and [name.name.casefold() for name in names] == [part.casefold() for part in made.parts]
