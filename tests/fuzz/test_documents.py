"""Documents of every format that is read here, damaged inside: a plan with its problems, or one sentence why not."""

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import strategies as st

from plan.documents import Document, _read, read_document
from plan.documents.formats.kinds import format_of, reader_of
from tests.fuzz import damage, plans
from tests.fuzz.damage import Drawn
from tests.fuzz.fuzzing import fuzz, marks

pytestmark = marks
YEARS = range(1900, 2200)
TAGS = [
    b"<table>",
    b"</table>",
    b"<td colspan=999999>",
    b"<td rowspan=0>",
    b"<tr>",
    b"<!--",
    b"<style>",
    b"&#0;",
    b"<br>",
    b"<li>",
]


def sound(plan: Document) -> None:
    """What every part after the reader takes for granted."""
    assert plan.entries or plan.problems or plan.sentences or plan.targets
    assert all(problem.where and problem.message for problem in plan.problems)
    for entry in plan.entries:
        assert entry.where
        said = (
            entry.title,
            entry.lead,
            entry.partners,
            entry.product,
            entry.timing,
            entry.number,
            entry.section,
        )
        "".join(said).encode()
        assert "\0" not in "".join(said)
    days = [plan.issued_on, *(plan.period or ())]
    assert all(day.year in YEARS for day in days if day), days


def read_here(drawn: Drawn) -> None:
    """As `read_document` does, but never in a process of its own: whatever a reader raises is seen."""
    data = drawn()
    if data.strip():
        page = reader_of(format_of(data, "kh").reader)(data, "kh")
        sound(_read(page, "kh", {}, ""))


FORMATS: dict[str, Callable[[], st.SearchStrategy[Drawn]]] = {
    "word": lambda: damage.packed([plans.as_word(), *plans.real(".docx")]),
    "excel": lambda: damage.packed([plans.as_excel()]),
    "html": lambda: damage.octets([plans.as_html(), *plans.real(".html")], TAGS),
    "text": lambda: damage.octets([plans.plain(), plans.as_csv()], [b"\n\n\t", b"\t", b";", b'"', b"PH\xe1\xba\xa6N II"]),
}  # fmt: skip


@pytest.mark.parametrize("form", FORMATS)
def test_a_plan_or_a_sentence(form: str) -> None:
    fuzz(read_here, FORMATS[form]())


def test_pdf(tmp_path: Path) -> None:
    """In a process of its own, as always: there it is held to its time and memory."""

    def read(drawn: Drawn) -> None:
        path = tmp_path / "kh.pdf"
        path.write_bytes(drawn() + b"\n%%EOF")
        sound(read_document(path))

    fuzz(read, damage.octets(plans.real(".pdf"), [b"999999999", b" 0 R", b"<<", b">>", b"]", b"/Length 1"]))
