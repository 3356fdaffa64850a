"""Draws of phrases nobody had seen: the reading of each was written down before the program was asked.

A file for each draw, `draw_N.json`, in the form of `more_phrases.json`; what the first run gave is in docs/phrases.md.
How many are read, not asked about, may not fall: tests/readings.
"""

import json
from pathlib import Path

import pytest

from tests.phrases.test_more_phrases import said
from tests.tables import every_row

FILES = sorted(Path(__file__).parent.glob("draw_*.json"))
ROWS = [row for file in FILES for row in json.loads(file.read_text(encoding="utf-8"))]


@every_row(ROWS, lambda row: row["phrase"])
def test_reads_as_written_down_or_asks(row: dict) -> None:
    assert said(row["phrase"], row["period"]) in {row["says"], "unclear"}


@pytest.mark.slow
def test_capitals_and_typography_change_nothing() -> None:
    changed = [
        (row["phrase"], other)
        for row in ROWS
        for other in (row["phrase"].upper(), row["phrase"].replace(" ", "\u00a0"), row["phrase"] + ".")
        if said(other, row["period"]) != said(row["phrase"], row["period"])
    ]
    assert changed == []


def test_no_phrase_is_there_twice() -> None:
    earlier = [Path(__file__).with_name(f"{name}_phrases.json") for name in ("time", "more")]
    phrases = [row["phrase"] for file in earlier for row in json.loads(file.read_text(encoding="utf-8"))]
    phrases += [row["phrase"] for row in ROWS]
    assert len(set(phrases)) == len(phrases)
