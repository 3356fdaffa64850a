"""Names with signs of markup and of shells, and `--out`, whose suffix says what is written."""

import csv
import json
import shlex
import zipfile
from html.parser import HTMLParser
from pathlib import Path

import docx
import openpyxl
import pytest
from lxml import etree

from plan.documents.model import Document, Entry, FrameQuestion
from plan.tasks.proposals import KeptImport
from scheduler.intake.proposals import plan_questions
from tests.cli.conftest import Dondoc, run_in
from tests.conftest import EXAMPLE

NAME = "Sở \"Y tế\" <b>&'Dân số' & {{x}}"
NOW = ("--as-of", "2012-07-17")


@pytest.fixture(scope="module")
def named(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example's plan, of whose register one agency has a name that no markup bears unquoted."""
    folder = tmp_path_factory.mktemp("named")
    lines = list(csv.reader((EXAMPLE / "agencies.csv").read_text("utf-8").splitlines()))
    for line in lines:
        if line[0] == "so-y-te":
            line[1], line[3] = NAME, "Sở Y tế"
    with (folder / "agencies.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(lines)
    ran = run_in(
        folder, "import", EXAMPLE / "plan.txt", "--agencies", folder / "agencies.csv", "--as-of", "2012-03-25"
    )
    assert ran.code in {0, 3}, ran
    return folder


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


@pytest.mark.slow
@pytest.mark.parametrize("form", ["docx", "xlsx", "html", "json"])
def test_a_report_bears_any_name(named: Path, form: str) -> None:
    out = named / f"r.{form}"
    assert run_in(named, "report", "--period", "2012-Q2", "--out", out, *NOW).code == 0
    if form == "json":
        assert NAME in json.dumps(json.loads(out.read_text("utf-8")), ensure_ascii=False).replace('\\"', '"')
    elif form == "html":
        page = _Words()
        page.feed(out.read_text("utf-8"))
        assert any(NAME in text for text in page.texts)
    else:
        for part in zipfile.ZipFile(out).namelist():
            if part.endswith((".xml", ".rels")):
                etree.fromstring(zipfile.ZipFile(out).read(part))
        assert NAME in _text(out)


def _text(path: Path) -> str:
    if path.suffix == ".docx":
        tables = docx.Document(str(path)).tables
        return "\n".join(cell.text for table in tables for row in table.rows for cell in row.cells)
    return "\n".join(
        str(cell) for sheet in openpyxl.load_workbook(path) for row in sheet.values for cell in row
    )


@pytest.mark.slow
def test_an_urging_letter_and_a_calendar_bear_any_name(named: Path) -> None:
    assert run_in(named, "letter", "--tasks", "--out", named / "l.docx", *NOW).code == 0
    assert run_in(named, "feed", "export", "so-y-te", *NOW).code == 0


@pytest.mark.parametrize(
    "command",
    [("report", "--period", "2012-Q2"), ("proof", "1"), ("letter", "--tasks"), ("audit", "export")],
)
@pytest.mark.parametrize("suffix", ["pdf", "doc", "txt", "zip"])
def test_a_suffix_that_is_not_written_is_refused(
    reader: Dondoc, tmp_path: Path, command: tuple[str, ...], suffix: str
) -> None:
    out = tmp_path / f"x.{suffix}"
    ran = reader(*command, "--out", out, *NOW)
    assert ran.code == 2
    assert f"không ghi được dạng .{suffix}" in ran.err
    assert not out.exists()


def test_the_suffix_says_what_is_written(reader: Dondoc, tmp_path: Path) -> None:
    assert reader("report", "--period", "2012-Q2", "--out", tmp_path / "A.HTML", *NOW).code == 0
    assert (tmp_path / "A.HTML").read_text("utf-8").lstrip().startswith("<!")
    assert reader("audit", "export", "--out", tmp_path / "a.csv", *NOW).code == 0
    assert (tmp_path / "a.csv").read_text("utf-8").startswith("number,")
    clash = reader("report", "--period", "2012-Q2", "--format", "docx", "--out", tmp_path / "b.xlsx", *NOW)
    assert clash.code == 2
    assert not (tmp_path / "b.xlsx").exists()


def test_a_draft_of_the_next_plan_overwrites_nothing(reader: Dondoc, tmp_path: Path) -> None:
    out = tmp_path / "mine.xlsx"
    out.write_bytes(b"mine")
    ran = reader("roll", "39/QĐ-UBND", "--period", "2026-2030", "--out", out, *NOW)
    assert ran.code == 1
    assert out.read_bytes() == b"mine"


def test_commands_can_be_run_as_printed_whatever_stands_in_them() -> None:
    title = 'Kế hoạch "Sạch $HOME `x`" <năm>'
    entry = Entry("", "", "1", "Việc", "Sở Y tế", "", "", "Quý I", "table 1, row 1")
    document = Document(
        "1/KH", title, None, None, (entry,), "", (), questions=(FrameQuestion("title", title, "?"),)
    )
    asked = plan_questions(KeptImport(document, "a", [], None, frozenset()), "?1")
    assert [shlex.split(question.command)[-1] for question in asked] == [title]
