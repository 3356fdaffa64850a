"""Cells of plans found later, in draws; each was read by a person before the program saw it.

`fresh_cells.json` and `cells_of_draw_N.json` are real ones (`corrected` says what a person read otherwise at first, `asked` that two readings
are as good, `open` that it is still read otherwise); `cells_by_kind.json` has one or more of each kind that used to fail.
"""

import json
from pathlib import Path

import pytest

from plan.agencies.naming.names import split
from tests.tables import every_row

HERE = Path(__file__).parent
FRESH = json.loads((HERE / "fresh_cells.json").read_text(encoding="utf-8"))
DRAWS = [
    row
    for file in sorted(HERE.glob("cells_of_draw_*.json"))
    for row in json.loads(file.read_text(encoding="utf-8"))
]
KINDS = json.loads((HERE / "cells_by_kind.json").read_text(encoding="utf-8"))


READ = [row for row in (*FRESH, *DRAWS, *KINDS) if "open" not in row]


@every_row(READ, lambda row: row["cell"])
def test_a_cell_is_read_as_a_person_reads_it(row: dict) -> None:
    names = split(row["cell"])
    parts = row.get("parts") or [*row["lead"], *row["partners"]]
    assert [name.name.casefold() for name in names] == [part.casefold() for part in parts]
    if "lead" in row:
        assert [name.name for name in names if name.role != "partner"] == row["lead"]
    assert any(name.readings for name in names) == row.get("asked", False)


def test_words_that_may_be_one_name_or_two_are_given_both_ways() -> None:
    name = split("các Vụ: Tổ chức Cán bộ, Luật pháp và Điều ước quốc tế")[-1]
    assert name.readings == (
        ("Vụ Luật pháp và Điều ước quốc tế",),
        ("Vụ Luật pháp", "Vụ Điều ước quốc tế"),
    )


@pytest.mark.parametrize("known", ["Vụ Luật pháp và Điều ước quốc tế", "Vụ Luật pháp"])
def test_a_directory_decides_between_two_readings(known: str) -> None:
    names = split("Vụ Luật pháp và Điều ước quốc tế", [known.casefold()])
    assert len(names) == (1 if known.endswith("tế") else 2)
    assert not any(name.readings for name in names)
