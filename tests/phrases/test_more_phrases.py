"""Phrases collected later, each with the reading written down before the program was asked.

`clear` is false where careful people may differ: there the program may also ask, never answer otherwise.
`set` tells which of the collections it came from; the figures of each are in docs/phrases.md.
"""

import json
from pathlib import Path

import pytest

from scheduler.phrases.read import read
from scheduler.phrases.reading import Period
from tests.tables import every_row

ROWS = json.loads(Path(__file__).with_name("more_phrases.json").read_text(encoding="utf-8"))


def said(phrase: str, period: str) -> str:
    reading = read(phrase, Period.parse(period))
    days = sorted({deadline.due.isoformat() for part in reading.parts for deadline in part.deadlines})
    if len(days) > 6:
        days = [*days[:2], "…", days[-1], f"({len(days)})"]
    return " ".join([reading.state, *days])


@every_row(ROWS, lambda row: row["phrase"])
def test_reads_as_written_down(row: dict) -> None:
    allowed = {row["says"]} if row["clear"] else {row["says"], "unclear"}
    assert said(row["phrase"], row["period"]) in allowed


@every_row([row for row in ROWS if row["clear"]], lambda row: row["phrase"])
def test_reads_the_same_in_capitals(row: dict) -> None:
    assert said(row["phrase"].upper(), row["period"]) == row["says"]


def test_no_phrase_is_there_twice() -> None:
    first = json.loads(Path(__file__).with_name("time_phrases.json").read_text(encoding="utf-8"))
    phrases = [row["phrase"] for row in [*first, *ROWS]]
    assert len(set(phrases)) == len(phrases)


@pytest.mark.parametrize(
    ("phrase", "days", "words"),
    [
        ("Năm 2013 chậm nhất 2012", ["2012-12-31", "2013-12-31"], "đứng trước mục tiêu"),
        ("Quý III/2012, chậm nhất quý II/2012", ["2012-06-30", "2012-09-30"], "đứng trước mục tiêu"),
        ("31 tháng 11 năm 2012", ["2012-11-30"], "không có ngày 31 tháng 11"),
        ("Trước ngày 31/9/2012", ["2012-09-29"], "không có ngày 31 tháng 9"),
    ],
)
def test_what_looks_like_a_slip_is_read_as_written_and_said(phrase: str, days: list[str], words: str) -> None:
    reading = read(phrase, Period.parse("2012-2015"))
    found = sorted(deadline.due.isoformat() for part in reading.parts for deadline in part.deadlines)
    assert (reading.state, found) == ("scheduled", days)
    assert any(words in line for line in reading.review)
