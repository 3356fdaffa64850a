"""Ways of saying that plans and rules use, each reading looked at by a person; a change here wants looking at again."""

from pathlib import Path

from scheduler.phrases.read import read
from scheduler.phrases.reading import Period
from tests.tables import every_row

ROWS = Path(__file__).with_name("reviewed.txt").read_text(encoding="utf-8").splitlines()


@every_row(ROWS)
def test_reads_as_reviewed(row: str) -> None:
    phrase, period, says = row.split(" | ")
    reading = read(phrase.replace("\\n", "\n"), Period.parse(period))
    days = sorted({deadline.due for part in reading.parts for deadline in part.deadlines})
    shown = [day.isoformat() for day in days]
    if len(shown) > 4:
        shown = [*shown[:2], "…", shown[-1], f"({len(shown)})"]
    assert " ".join([reading.state, *shown]) == says
