"""The forms in docs/agencies.md are read as it says."""

from pathlib import Path

from plan.agencies.naming.names import split
from tests.tables import every_row

PAGE = (Path(__file__).parents[2] / "docs" / "agencies.md").read_text(encoding="utf-8")
TABLE = PAGE.partition("| form | cell | read as |\n|---|---|---|\n")[2].partition("\n\n")[0]
FORMS = [line.replace("\\|", "/").strip("| ").split(" | ")[1:] for line in TABLE.splitlines()]


@every_row([tuple(form) for form in FORMS])
def test_a_form_is_read_as_the_page_says(cell: str, read: str) -> None:
    found = []
    for name in split(cell):
        notes = [note for note in (name.role, "asked" * bool(name.readings)) if note]
        found.append(name.name + (f" ({', '.join(notes)})" if notes else ""))
    assert " / ".join(found) == read


def test_all_forms_are_there() -> None:
    assert len(FORMS) == 52
