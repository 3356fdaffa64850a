"""Exact bytes, kept: whatever changes them is seen in the review."""

import pytest

from tests.calendars.golden import CASES, DUTIES, FOLDER
from tests.calendars.strict import faults


@pytest.mark.parametrize("name", CASES)
def test_the_bytes_are_those_that_were_looked_at(duty, build, name: str) -> None:
    body = build(*(duty(**facts) for facts in DUTIES), **CASES[name])
    kept = (FOLDER / f"{name}.ics").read_bytes()
    assert body == kept, "see tests/calendars/golden.py"
    assert faults(kept) == []


def test_no_file_is_left_over() -> None:
    assert {path.stem for path in FOLDER.iterdir()} == set(CASES)
