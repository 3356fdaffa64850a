"""A list of thousands of rows: the same file as if it had been made at once, in the memory of a short one, and Word reads it."""

import json
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path

import docx
import openpyxl
import pdfplumber
import pytest

from notifications.papers import excel, long_tables
from notifications.papers import word as of_word
from notifications.papers.excel import book
from notifications.papers.values import Chart, ChartSeries, FileProperties, PaperSheet
from notifications.papers.word import word
from tests.conftest import ROOT
from tests.story import morning

META = FileProperties("t", "a", morning(date(2012, 7, 17)))
HEAD = "<tr><th>STT</th><th>Cơ quan</th></tr>"
COLUMNS = '<colgroup><col data-mm="12"><col></colgroup>'


def rows(count: int, *, first: int = 1) -> str:
    row = '<tr><td class="cell-number">{0}</td><td>Sở <b>số {0}</b> &amp; “tỉnh”,<br>hạn &lt;{0}&gt;&nbsp;</td></tr>\n'
    return "".join(row.format(n) for n in range(first, first + count))


def page(*tables: str) -> str:
    said = "".join(f'<p>Trước bảng:</p><table>{one}</table><p class="note">Sau bảng.</p>' for one in tables)
    return f"<!DOCTYPE html><html><body><p>Đầu</p>{said}<p>Cuối</p></body></html>"


PAGES = {
    "a short one": page(COLUMNS + HEAD + rows(3)),
    "as long as what stays": page(COLUMNS + HEAD + rows(4)),
    "one row more": page(COLUMNS + HEAD + rows(5)),
    "two rows more": page(COLUMNS + HEAD + rows(6)),
    "a long one": page(COLUMNS + HEAD + rows(900)),
    "without widths": page(HEAD + rows(40)),
    "two of them": page(COLUMNS + HEAD + rows(40), COLUMNS + rows(2), HEAD + rows(33)),
    "with a head and a body": page(f"{COLUMNS}<thead>{HEAD}{HEAD}</thead><tbody>{rows(40)}</tbody>"),
    "with two bodies": page(
        f"{COLUMNS}<tbody>{rows(20)}</tbody><tbody>{rows(30, first=21)}</tbody><tr><td>Cộng</td></tr>"
    ),
    "a wide row far down": page(HEAD + rows(30) + "<tr><td>1</td><td>2</td><td>3</td></tr>" + rows(30)),
    "rows over all columns": page(
        COLUMNS + HEAD + "".join(f'<tr><td colspan="2">Mục {n}</td></tr>{rows(7)}' for n in range(9))
    ),
    "tables in cells": page(
        HEAD + "".join(f"<tr><td>{n}<table>{rows(9)}</table></td><td><p>x</p></td></tr>" for n in range(12))
    ),
    "empty cells": page(HEAD + "<tr><td></td></tr><tr></tr>" * 20),
}


@pytest.fixture
def small(monkeypatch) -> None:
    """Pages are long from the first word, and tables from the sixth row."""
    monkeypatch.setattr(long_tables, "LONG", 0)
    for place in (long_tables, of_word):
        monkeypatch.setattr(place, "KEPT", 5)


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.usefixtures("small")
def test_what_is_buffered_changes_nothing(name: str, monkeypatch) -> None:
    html = PAGES[name]
    pieces = [word((html[n : n + 7] for n in range(0, len(html), 7)), META), word([html], META)]
    monkeypatch.setattr(long_tables, "LONG", 1 << 30)
    monkeypatch.setattr(of_word, "KEPT", 1 << 30)
    assert {word([html], META)} == set(pieces)


@pytest.mark.usefixtures("small")
def test_words_of_a_row_cannot_stand_for_rows() -> None:
    evil = '&lt;w:tr w:rsidTr="00000000"/&gt;'
    made = word([page(HEAD + f"<tr><td>{evil}</td><td>{evil}</td></tr>" + rows(20))], META)
    (table,) = docx.Document(BytesIO(made)).tables
    assert [len(table.rows), table.rows[1].cells[0].text] == [22, '<w:tr w:rsidTr="00000000"/>']


def test_a_long_list_is_opened_with_its_heading_on_every_page(
    tmp_path: Path, to_pdf: Callable[[Path], Path]
) -> None:
    file = tmp_path / "long.docx"
    file.write_bytes(word([page(COLUMNS + HEAD + rows(1_100))], META))
    with pdfplumber.open(to_pdf(file)) as pdf:
        words = [[word["text"] for word in one.extract_words()] for one in pdf.pages]
    of_the_list = [said for said in words if "tỉnh”," in said]
    assert all("STT" in said for said in of_the_list)
    numbers = [int(one) for said in words for one in said if one.isdigit()]
    assert numbers.count(1_100) >= 1
    assert len([said for said in words if "Cuối" in said]) == 1


MEMORY = """
import json, resource, sys
from tests.papers.test_long_lists import META, coming
from notifications.papers.word import word
def most():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
word(coming(50), META)
before = most()
size = len(word(coming(20_000), META))
print(json.dumps([most() - before, size]))
"""


def coming(count: int) -> Iterator[str]:
    """The page as a template gives it."""
    yield f"<html><body><table>{COLUMNS}{HEAD}"
    for n in range(count):
        yield rows(1, first=n)
    yield "</table></body></html>"


def test_a_long_list_takes_no_more_memory_than_a_short_one() -> None:
    ran = subprocess.run(
        [sys.executable, "-c", MEMORY], cwd=ROOT, capture_output=True, text=True, check=True, timeout=120
    )
    more, size = json.loads(ran.stdout)
    assert size > 100_000
    assert more < 40, f"{more:.0f} MiB"  # 250 as one tree


SHEET = PaperSheet(
    "Quá hạn",
    "Danh sách việc",
    ("STT", "Cơ quan", "Thời hạn", "Tỷ lệ"),
    tuple((n, f"=Sở số {n} {'rất dài ' * (n % 7)}", date(2012, 1 + n % 12, 3), n / 20) for n in range(20)),
    (6, 38, 12, 12),
    ("Giả định: x.",),
    Chart("Biểu đồ", ("a", "b"), (ChartSeries("Đúng hạn", "1f5fa8", (1, 2)),)),
)


def looks(content: bytes) -> list[object]:
    """All that openpyxl sees: values, styles, heights, widths, what is printed and frozen."""
    book = openpyxl.load_workbook(BytesIO(content))
    found: list[object] = []
    for sheet in book:
        found += [
            sheet.title,
            sheet.freeze_panes,
            sheet.auto_filter.ref,
            sheet.print_title_rows,
            sheet.print_area,
        ]
        found += [(n, one.height) for n, one in sorted(sheet.row_dimensions.items())]
        found += [(n, one.width) for n, one in sorted(sheet.column_dimensions.items())]
        found += [
            (cell.coordinate, cell.value, cell.data_type, cell.number_format, cell.quotePrefix, str(cell.font), str(cell.border), str(cell.fill), str(cell.alignment))
            for row in sheet.iter_rows() for cell in row
        ]  # fmt: skip
    return found


def test_a_long_workbook_looks_as_a_short_one(monkeypatch) -> None:
    at = morning(date(2012, 7, 17))
    short = book((SHEET, replace(SHEET, name="Hai")), at)
    monkeypatch.setattr(excel, "LONG", 5)
    long = book((SHEET, replace(SHEET, name="Hai")), at)
    assert looks(short) == looks(long)
    assert b"inlineStr" in zipfile.ZipFile(BytesIO(long)).read("xl/worksheets/sheet2.xml")
    assert long == book((SHEET, replace(SHEET, name="Hai")), at)
