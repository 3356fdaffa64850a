"""56 phrases from real plans and rules, each with the parts a careful person reads in it."""

import json
from pathlib import Path

import pytest

from plan.agencies.directory import AgencyDirectory
from plan.agencies.naming.names import split
from plan.documents import read_agencies

ROWS = json.loads((Path(__file__).parent / "agency_phrases.json").read_text(encoding="utf-8"))
EXAMPLE = Path(__file__).parents[2] / "examples" / "quang-ngai-2012" / "agencies.csv"

# None is disputed.
DISPUTED: dict[str, str] = {}


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["phrase"][:60])
def test_a_real_phrase_is_split_and_written_out(row):
    if row["phrase"] in DISPUTED:
        pytest.skip(DISPUTED[row["phrase"]])
    assert [n.name.casefold() for n in split(row["phrase"])] == [
        name.casefold() for name in row["expect_parts"]
    ]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["phrase"][:60])
def test_a_register_of_another_province_does_not_change_the_split(row):
    directory = AgencyDirectory(read_agencies(EXAMPLE)[0])
    names = [part.name.casefold() for part in directory.resolve(row["phrase"])]
    assert names == [name.casefold() for name in row["expect_parts"]]


def test_without_a_register_every_named_body_is_unknown():
    for row in ROWS:
        assert {part.kind for part in AgencyDirectory(()).resolve(row["phrase"])} <= {
            "unknown",
            "group",
            "unspecified",
        }
