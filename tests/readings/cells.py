"""Cells of agencies: read in full as a person does, given both ways, or merged and split unsaid."""

import json
from collections.abc import Iterator
from pathlib import Path

from plan.agencies.naming.names import split
from tests.readings.outcome import Outcome, Score, score

AGENCIES = Path(__file__).parents[1] / "agencies"
DRAWS = sorted(file.stem for file in AGENCIES.glob("cells_of_draw_*.json"))
FILES = ("agency_phrases", "more_phrases", "fresh_cells", *DRAWS, "cells_by_kind")


def scores() -> Iterator[Score]:
    for name in FILES:
        rows = json.loads((AGENCIES / f"{name}.json").read_text(encoding="utf-8"))
        clear = [row for row in rows if row.get("clear", True) and "disputed" not in row]
        yield score(f"cells: {name}", ((_words(row), _outcome(row)) for row in clear))


def _words(row: dict) -> str:
    return row.get("cell") or row["phrase"]


def _outcome(row: dict) -> Outcome:
    names = split(_words(row))
    parts = row.get("expect_parts") or row.get("parts") or [*row["lead"], *row["partners"]]
    same = [name.name.casefold() for name in names] == [part.casefold() for part in parts]
    leads = [name.name.casefold() for name in names if name.role != "partner"]
    roles = "lead" not in row or leads == [part.casefold() for part in row["lead"]]
    if any(name.readings for name in names):
        return Outcome.ASKED
    return Outcome.EXACT if same and roles else Outcome.SILENT
