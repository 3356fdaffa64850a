"""Every row of docs/phrases.md says what the grammar gives, and every form of the grammar has an example."""

from pathlib import Path

from scheduler.phrases.grammar.forms import FORMS
from scheduler.phrases.grammar.patterns import TimeForm
from scheduler.phrases.grammar.spelling import tidy
from scheduler.phrases.read import read, task_deadlines
from scheduler.phrases.reading import DueDay, Period
from tests.tables import every_row

PAGE = Path(__file__).parents[2].joinpath("docs", "phrases.md").read_text(encoding="utf-8")
STATES = {"scheduled": "", "ongoing": "thường xuyên", "awaiting": "chờ", "unclear": "chưa rõ"}


def rows(first: str) -> list[tuple[str, str, str]]:
    """The rows of the tables whose first column has that heading."""
    found: list[tuple[str, str, str]] = []
    heading = ""
    for line in PAGE.splitlines():
        cells = [cell.strip() for cell in line.strip("|").split(" | ")]
        if not line.startswith("| `"):
            heading = cells[0] if line.startswith("|") and "---" not in line else heading
        elif heading == first:
            found.append((cells[0].strip("`").replace("\\n", "\n"), cells[1], cells[2].rstrip(" |")))
    return found


def shown(deadlines: tuple[DueDay, ...]) -> str:
    days = [f"{due.day}/{due.month}/{due.year}" for due in sorted({deadline.due for deadline in deadlines})]
    if len(days) <= 4:
        return ", ".join(days)
    return f"{days[0]}, {days[1]} … {days[-1]} ({len(days)})"


@every_row(rows("Cụm từ"))
def test_the_page_tells_the_truth(phrase: str, period: str, says: str) -> None:
    reading = read(phrase, Period.parse(period))
    state = STATES[reading.state]
    if reading.state == "awaiting":
        state = f"chờ: {'; '.join(part.awaiting for part in reading.parts if part.awaiting)}"
    deadlines = shown(tuple(deadline for part in reading.parts for deadline in part.deadlines))
    assert " · ".join(words for words in (state, deadlines) if words) == says


@every_row(rows("Sản phẩm"))
def test_the_page_tells_the_truth_of_products(product: str, period: str, says: str) -> None:
    reading = read("Thường xuyên", Period.parse(period), product)
    assert (shown(task_deadlines(reading)) or "không") == says


def test_the_page_has_rows() -> None:
    assert len(rows("Cụm từ")) > 90
    assert len(rows("Sản phẩm")) > 10


@every_row(FORMS, lambda form: form.example)
def test_every_form_reads_its_example(form: TimeForm) -> None:
    key = tidy(form.example).key
    assert any((found := form.pattern.match(key, at)) and form.build(found) for at in range(len(key)))
    assert read(form.example, Period.parse("2012")).state in STATES
