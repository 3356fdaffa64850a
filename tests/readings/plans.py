"""Plans as files: the share of their tasks that is read, each file by itself.

Beside NAME.docx (or .html, .pdf, .xlsx) stands NAME.json: the rows as the page has them. A row of one or two cells is a
section; the first row is the heading when it begins with "STT". A task counts as read when an entry has its title; one too many is silent.
"""

import json
from collections.abc import Iterator
from pathlib import Path

from plan.documents import DocumentError, read_document
from plan.text import fold
from tests.readings.outcome import Outcome, Score, score

PLANS = Path(__file__).parent / "plans"
_TITLES = ("nhiệm vụ", "nội dung", "công việc", "tên nhiệm vụ")


def scores() -> Iterator[Score]:
    for rows in sorted(PLANS.glob("*.json")):
        file = next(path for path in sorted(PLANS.glob(f"{rows.stem}.*")) if path.suffix != ".json")
        expected = _titles(json.loads(rows.read_text(encoding="utf-8")))
        yield score(f"plan: {file.name}", _outcomes(expected, _read(file)))


def _outcomes(expected: list[str], read: list[str]) -> Iterator[tuple[str, Outcome]]:
    left = [fold(title) for title in read]
    for title in expected:
        found = fold(title) in left
        if found:
            left.remove(fold(title))
        yield title, Outcome.EXACT if found else Outcome.ASKED
    for junk in left:
        yield junk, Outcome.SILENT


def _titles(rows: list[list[str]]) -> list[str]:
    """The cells under the heading that names the task."""
    heading, body = (rows[0], rows[1:]) if fold(rows[0][0]) in {"stt", "tt"} else ([], rows)
    named = (n for n, cell in enumerate(heading) if any(word in fold(cell) for word in _TITLES))
    column = next(named, 1)
    return [row[column] for row in body if len(row) > 2]


def _read(file: Path) -> list[str]:
    """The titles the program reads; a file that it refuses has none."""
    try:
        return [entry.title for entry in read_document(file).entries]
    except DocumentError:
        return []
