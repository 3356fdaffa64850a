"""What every phrase of the tables is read as, with labels, openings and reasons, one paragraph a phrase.

`python -m tests.phrases.readings` writes the file anew after a change that is meant; read the difference.
"""

import json
from collections.abc import Iterator
from pathlib import Path

from scheduler.phrases.read import read
from scheduler.phrases.reading import DueDay, Part, Period, Reading
from tests.phrases.quang_ngai import ROWS

HERE = Path(__file__).parent
WRITTEN = HERE / "readings.txt"


def phrases() -> Iterator[tuple[str, str, str]]:
    """Every phrase of the tables with its period and its product; the real plan's rows last."""
    for case in json.loads((HERE / "time_phrases.json").read_text(encoding="utf-8")):
        yield case["phrase"], case["context_year"], ""
    for row in json.loads((HERE / "more_phrases.json").read_text(encoding="utf-8")):
        yield row["phrase"], row["period"], ""
    for line in (HERE / "reviewed.txt").read_text(encoding="utf-8").splitlines():
        phrase, period, _ = line.split(" | ")
        yield phrase.replace("\\n", "\n"), period, ""
    for _, _, time, product in ROWS:
        yield time, "2012-2015", product


def paragraphs() -> Iterator[str]:
    for phrase, period, product in dict.fromkeys(phrases()):
        title = " ".join(json.dumps(words, ensure_ascii=False) for words in (phrase, product) if words)
        yield "\n".join([f"{title} {period}", *_lines(phrase, period, product)]) + "\n"


def _lines(phrase: str, period: str, product: str) -> Iterator[str]:
    reading = read(phrase, Period.parse(period), product)
    yield f"  {reading.state}"
    for part in reading.parts:
        yield f"  {_part(part)}"
        shown = part.deadlines if len(part.deadlines) < 6 else (*part.deadlines[:2], part.deadlines[-1])
        yield from (f"    {_deadline(deadline)}" for deadline in shown)
        if shown is not part.deadlines:
            yield f"    … {len(part.deadlines)}"
    yield from _reasons(reading)


def _part(part: Part) -> str:
    words = [
        part.rule,
        part.every,
        part.label and f"«{part.label}»",
        part.awaiting and f"chờ {part.awaiting}",
    ]
    words += [part.wait and f"+{part.wait.count} {part.wait.unit}", part.then and f"rồi {part.then}"]
    return " ".join(word for word in words if word)


def _deadline(deadline: DueDay) -> str:
    agencies = f" [{deadline.agencies}]" if deadline.agencies else ""
    return (
        f"{deadline.opens} {deadline.due} {deadline.label}{agencies}{' (target)' if deadline.target else ''}"
    )


def _reasons(reading: Reading) -> Iterator[str]:
    for name in ("assumed", "unclear", "review"):
        yield from (f"  {name}: {json.dumps(words, ensure_ascii=False)}" for words in getattr(reading, name))


if __name__ == "__main__":
    WRITTEN.write_text("".join(paragraphs()), encoding="utf-8")
