"""Words of time: the days a person reads, a question, or other days unsaid."""

import json
from collections.abc import Iterator
from pathlib import Path

from scheduler.phrases.read import read
from scheduler.phrases.reading import Period, Reading
from tests.readings.outcome import Outcome, Score, score

PHRASES = Path(__file__).parents[1] / "phrases"


def scores() -> Iterator[Score]:
    first = _rows("time_phrases")
    yield score(
        "phrases: time_phrases",
        ((row["phrase"], _by_days(row)) for row in first if row["expect"]["freq"] != "weekly"),
    )
    more = [row for row in _rows("more_phrases") if row["clear"]]
    yield score("phrases: more_phrases", ((row["phrase"], _by_words(row)) for row in more))
    for file in sorted(PHRASES.glob("draw_*.json")):
        clear = [row for row in _rows(file.stem) if row["clear"]]
        yield score(f"phrases: {file.stem}", ((row["phrase"], _by_words(row)) for row in clear))
    disputable = [row for row in _rows("more_phrases") if not row["clear"]]
    yield score("phrases: disputable", ((row["phrase"], _by_words(row)) for row in disputable))


def _rows(name: str) -> list[dict]:
    rows: list[dict] = json.loads((PHRASES / f"{name}.json").read_text(encoding="utf-8"))
    return rows


def _by_days(row: dict) -> Outcome:
    reading = read(row["phrase"], Period.parse(row["context_year"]))
    return _outcome(reading, same=days_of(reading) == sorted(row["expect"]["deadlines"]))


def _by_words(row: dict) -> Outcome:
    reading = read(row["phrase"], Period.parse(row["period"]))
    days = days_of(reading)
    if len(days) > 6:
        days = [*days[:2], "…", days[-1], f"({len(days)})"]
    return _outcome(reading, same=" ".join([reading.state, *days]) == row["says"])


def days_of(reading: Reading) -> list[str]:
    return sorted({deadline.due.isoformat() for part in reading.parts for deadline in part.deadlines})


def _outcome(reading: Reading, *, same: bool) -> Outcome:
    if same:
        return Outcome.EXACT
    return Outcome.ASKED if reading.state == "unclear" or reading.review else Outcome.SILENT
