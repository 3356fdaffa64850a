"""Cells collected later, each with its parts written down before the program was asked.

`clear` is false where careful people may differ; `disputed` says why we read a clear one otherwise.
"""

import json
from pathlib import Path

from plan.agencies.directory import AgencyDirectory
from plan.agencies.entries import AgencyEntry
from plan.agencies.naming.names import split
from tests.tables import every_row

ROWS = json.loads(Path(__file__).with_name("more_phrases.json").read_text(encoding="utf-8"))
SURE = [row for row in ROWS if row["clear"] and "disputed" not in row]


@every_row(SURE, lambda row: row["phrase"])
def test_a_cell_is_split_as_written_down(row: dict) -> None:
    assert [n.name.casefold() for n in split(row["phrase"])] == [n.casefold() for n in row["expect_parts"]]


@every_row(ROWS, lambda row: row["phrase"])
def test_without_a_register_nobody_is_written_to(row: dict) -> None:
    assert not any(part.agencies for part in AgencyDirectory(()).resolve(row["phrase"]))


def test_few_are_disputed() -> None:
    clear = [row for row in ROWS if row["clear"]]
    assert len(SURE) / len(clear) >= 0.97


def test_a_short_form_in_the_register_is_found_by_both_writings() -> None:
    agency = AgencyEntry("bhxh", "BHXH tỉnh", "", (), "other", (), (), None, None, None, None)
    for phrase in ("BHXH tỉnh", "Bảo hiểm xã hội tỉnh"):
        (part,) = AgencyDirectory([agency]).resolve(phrase)
        assert (part.kind, part.agencies) == ("agency", ("bhxh",))
