"""People read every day in one form: 02/7/2012, as Nghị định 30/2020/NĐ-CP writes it."""

import re
from datetime import UTC, date, datetime, time
from pathlib import Path

import pytest

from plan.dates import day, moment

ROOT = Path(__file__).parents[2]
OURS = [
    p for room in ("plan", "notifications", "scheduler", "web", "cli") for p in (ROOT / room).rglob("*.py")
]
# A form of our own: two figures for every month, or strftime's.
OTHER_FORM = re.compile(r"%d/%m|:%d\}/|\.month:02\}/|\.day\}/\{[a-z_.]*month")
AS_WRITTEN = {
    "plan/documents/formats/excel_values.py": "the words of a cell, as the plan would have them",
    "scheduler/phrases/grammar/recurrence.py": "a label by which a stored deadline is known again",
    "scheduler/phrases/grammar/releases.py": "a label by which a stored deadline is known again",
}


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (date(2012, 7, 2), "02/7/2012"),
        (date(2012, 1, 31), "31/01/2012"),
        (date(2012, 2, 9), "09/02/2012"),
        (date(2012, 3, 10), "10/3/2012"),
        (date(2012, 12, 5), "05/12/2012"),
    ],
)
def test_the_decree_writes_a_day_so(value: date, words: str) -> None:
    assert day(value) == words
    assert moment(datetime.combine(value, time(8, 5), UTC)) == f"08:05, {words}"


def test_no_module_writes_days_in_a_form_of_its_own() -> None:
    found = {str(p.relative_to(ROOT)) for p in OURS if OTHER_FORM.search(p.read_text(encoding="utf-8"))}
    assert found - {"plan/dates.py"} == set(AS_WRITTEN)
