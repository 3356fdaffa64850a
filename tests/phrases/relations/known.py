"""Phrases whose right reading is known, with that reading."""

import json
import random
from collections.abc import Iterable, Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import NamedTuple

from scheduler.phrases.read import read
from scheduler.phrases.reading import Period

TABLES = Path(__file__).parents[1]
LAST = 38  # the draws that the seeded rows are taken from


class Said(NamedTuple):
    """What was read: the state, and every day once."""

    state: str
    days: tuple[date, ...]

    @property
    def asked(self) -> bool:
        return self.state == "unclear"


class Known(NamedTuple):
    phrase: str
    period: str
    said: Said


class Row(NamedTuple):
    phrase: str
    period: str
    says: str


def said(phrase: str, period: str) -> Said:
    reading = read(phrase, Period.parse(period))
    days = sorted({due.due for part in reading.parts for due in part.deadlines})
    return Said(reading.state, tuple(days))


@cache
def known() -> tuple[Known, ...]:
    """Every phrase of the tables that is read as was written down for it; questions are none."""
    return tuple(_right(_rows()))


@cache
def some(count: int) -> tuple[Known, ...]:
    """So many rows of the first tables, the same ones whatever is drawn later, without those that are questions."""
    rows = sorted(set(_rows(LAST)))
    return tuple(_right(random.Random(7).sample(rows, count)))


def _right(rows: Iterable[Row]) -> Iterator[Known]:
    for row in dict.fromkeys(rows):
        found = said(row.phrase, row.period)
        right = _short(found.state, [day.isoformat() for day in found.days]) == row.says
        if right and not found.asked and not _is_a_slip(row):
            yield Known(row.phrase, row.period, found)


def _is_a_slip(row: Row) -> bool:
    """Whether a limit stands before its own target: of such a slip each way of reading is as good."""
    return any("đứng trước mục tiêu" in said for said in read(row.phrase, Period.parse(row.period)).review)


def _rows(last: int = 1000) -> Iterator[Row]:
    draws = [file for file in sorted(TABLES.glob("draw_*.json")) if int(file.stem[5:]) <= last]
    for file in [TABLES / "more_phrases.json", *draws]:
        for row in json.loads(file.read_text(encoding="utf-8")):
            yield Row(row["phrase"], row["period"], row["says"])
    for row in json.loads((TABLES / "time_phrases.json").read_text(encoding="utf-8")):
        days = row["expect"]["deadlines"]
        if days and row["expect"]["freq"] != "weekly":
            yield Row(row["phrase"], row["context_year"], _short("scheduled", sorted(days)))


def _short(state: str, days: list[str]) -> str:
    if len(days) > 6:
        days = [*days[:2], "…", days[-1], f"({len(days)})"]
    return " ".join([state, *days])
