"""Real plans as files, read as they stand: every task that their pages show, and no other."""

import json
from pathlib import Path

import pytest

from plan.documents import read_document
from plan.text import even

REAL = Path(__file__).parent / "real"


def shown(name: str) -> list[list[str]]:
    """The rows of the page; a row of one or two cells is a section, the first may be the heading."""
    rows = json.loads((REAL / f"{name}.json").read_text(encoding="utf-8"))
    return [row for row in rows if len(row) > 2 and row[0] not in {"TT", "STT"}]


@pytest.mark.parametrize(
    ("name", "suffix", "code", "title", "time"),
    [
        ("dong-thap-617", "docx", "617/KH-UBND", 1, 4),
        ("ha-noi-310", "html", "310/KH-UBND", 1, 4),
        ("dang-uy-cp-2025", "docx", "402-CV/VPĐU", 1, 3),
        ("cong-hai-phan-cong-theo-co-quan", "docx", "13-PC/ĐU", 1, 3),
    ],
)
def test_every_task_of_the_page_is_read(name: str, suffix: str, code: str, title: int, time: int) -> None:
    plan = read_document(REAL / f"{name}.{suffix}")
    assert plan.code == code
    assert not [problem for problem in plan.problems if problem.lost]
    read = [(even(entry.title), even(entry.timing)) for entry in plan.entries]
    assert read == [(even(row[title]), even(row[time])) for row in shown(name)]


def test_the_rows_of_a_section_are_led_by_it() -> None:
    plan = read_document(REAL / "cong-hai-phan-cong-theo-co-quan.docx")
    leads = [entry.lead.casefold() for entry in plan.entries]
    assert leads == [row[0].casefold() for row in shown("cong-hai-phan-cong-theo-co-quan")]
    assert all(entry.proposed for entry in plan.entries)


def test_a_plan_in_prose_becomes_proposed_tasks() -> None:
    plan = read_document(REAL / "ha-tinh-624.pdf")
    assert (plan.code, str(plan.issued_on), len(plan.entries)) == ("624/KH-UBND", "2025-11-19", 26)
    assert {entry.section for entry in plan.entries} == {"V"}
    first = plan.entries[0]
    assert (first.number, first.lead, first.partners) == (
        "1.a",
        "Sở Giáo dục và Đào tạo",
        "các sở, ngành, địa phương",
    )
    assert [question.proposal for question in plan.questions] == ["2025-2035"]
