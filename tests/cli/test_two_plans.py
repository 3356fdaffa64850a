"""Two plans side by side: sections, papers and lists say of which plan an item is."""

import re
import shutil
import zipfile
from functools import partial
from pathlib import Path

import pytest

from tests.cli.conftest import Dondoc, run_in, small_plan
from tests.conftest import EXAMPLE
from tests.story import text_of

NOW = ("--as-of", "2012-08-06")
FIRST = [
    ("Công khai dự toán ngân sách", "Sở Tài chính", "Tháng 6/2012"),
    ("Việc chưa rõ", "Sở Lạ Mặt", "Quý III/2012"),
]
SECOND = [
    ("Trồng rừng phòng hộ", "Sở Tài chính", "Tháng 7/2012"),
    ("Việc khác chưa rõ", "Sở Lạ Mặt", "Quý IV/2012"),
]


def in_section(file: Path, title: str) -> Path:
    """The rows of a plan under one heading, I."""
    text = file.read_text(encoding="utf-8")
    row = f"<tr><td>I</td>{f'<td>{title}</td>' * 5}</tr><tr><td>1</td>"
    file.write_text(text.replace("<tr><td>1</td>", row, 1), encoding="utf-8")
    return file


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("two")
    for number, rows, title in (("39", FIRST, "Cải cách thể chế"), ("40", SECOND, "Lâm nghiệp")):
        file = in_section(small_plan(folder, *rows, number=number), title)
        ran = run_in(folder, "import", file, "--agencies", EXAMPLE / "agencies.csv", "--as-of", "2012-04-02")
        assert ran.code == 3, ran.err
    return folder / "plan.db"


@pytest.fixture
def here(dondoc: Dondoc, both: Path, tmp_path: Path) -> Dondoc:
    shutil.copy(both, tmp_path / "plan.db")
    return partial(dondoc)


def test_sections_belong_to_their_plan(here: Dondoc) -> None:
    found = here("report", "--period", "2012", "--format", "json", *NOW).json["sections"]
    assert [(row["name"], row["total"]) for row in found] == [
        ("39/QĐ-UBND: I. Cải cách thể chế", 2),
        ("40/QĐ-UBND: I. Lâm nghiệp", 2),
    ]
    alone = here("report", "--period", "2012", "--format", "json", "--plan", "40/QĐ-UBND", *NOW).json
    assert [row["name"] for row in alone["sections"]] == ["I. Lâm nghiệp"]


@pytest.mark.parametrize("command", ["tasks", "obligations", "deadlines", "questions"])
def test_lists_take_a_plan(here: Dondoc, command: str) -> None:
    everything = here(command, "--json", *NOW).json
    parts = [here(command, "--json", "--plan", f"{n}/QĐ-UBND", *NOW).json for n in (39, 40)]
    assert all(parts)
    assert sorted(map(str, [*parts[0], *parts[1]])) == sorted(map(str, everything))
    unknown = here(command, "--json", "--plan", "7/QĐ-UBND", *NOW)
    assert (unknown.code, "39/QĐ-UBND" in unknown.err) == (1, True)


def words_of(file: Path) -> str:
    with zipfile.ZipFile(file) as package:
        return re.sub(r"<[^>]+>", "", package.read("word/document.xml").decode())


def test_an_urging_letter_says_of_which_plan_a_line_is(here: Dondoc, tmp_path: Path) -> None:
    here("letter", "--tasks", "--out", "both.docx", *NOW)
    said = words_of(tmp_path / "both.docx")
    assert "; theo Quyết định số 39/QĐ-UBND ngày 25/3/2012" in said
    assert "; theo Quyết định số 40/QĐ-UBND ngày 25/3/2012" in said
    here("letter", "--tasks", "--plan", "40/QĐ-UBND", "--out", "one.docx", *NOW)
    said = words_of(tmp_path / "one.docx")
    assert "Trồng rừng" in said
    assert "Công khai dự toán" not in said
    assert "; theo " not in said


def test_a_digest_says_it_too(here: Dondoc, tmp_path: Path) -> None:
    here("simulate", "--from", "2012-07-02", "--to", "2012-08-06", "--out", "out", *NOW)
    letters = [text_of(f.read_bytes()) for f in (tmp_path / "out" / "mail").rglob("*.eml")]
    said = [text for text in letters if "Công khai dự toán" in text and "Trồng rừng" in text]
    assert said
    assert all(
        "· theo Quyết định số 39/QĐ-UBND" in t and "· theo Quyết định số 40/QĐ-UBND" in t for t in said
    )


def test_ids_of_questions_work_with_two_plans(here: Dondoc) -> None:
    asked = {row["plan"]: row for row in here("questions", "--json", *NOW).json}
    assert set(asked) == {"39/QĐ-UBND", "40/QĐ-UBND"}
    out = here("questions", *NOW).out
    assert "39/QĐ-UBND I.2" in out
    assert "40/QĐ-UBND I.2" in out
    both = here("settle", "I.2", "--lead", "Sở Y tế", *NOW)
    assert (both.code, "39/QĐ-UBND I.2" in both.err, "40/QĐ-UBND I.2" in both.err) == (1, True, True)
    assert here("settle", "40/QĐ-UBND I.2", "--lead", "Sở Y tế", *NOW).code == 0
    left = here("questions", "--json", *NOW).json
    assert {row["plan"] for row in left} == {"39/QĐ-UBND"}
    assert here("settle", left[0]["task"], "--lead", "Sở Y tế", *NOW).code == 0
