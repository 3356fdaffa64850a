"""PDF files with a text layer: the same plan as the text, rows over pages made whole, scans refused."""

import subprocess
import zlib
from pathlib import Path

import pytest
from PIL import Image

from plan.documents import DocumentError, read_document
from plan.documents.budget import Budget
from plan.documents.formats.pdf_gutters import without_gutters
from plan.documents.formats.pdf_page import PageRead
from plan.documents.formats.pdf_pages import in_order
from plan.documents.formats.pdf_text import PdfLine, paragraphs
from plan.documents.grids import GridCell, GridTable
from plan.documents.model import TableRow
from tests.documents.making import EXAMPLE, essence, make_docx
from tests.servers.missing import needs

# Made from `make_docx` by LibreOffice 7.4, so that this test needs no LibreOffice.
MADE = Path(__file__).with_name("quang-ngai-2012.pdf")
HEADINGS = ["STT", "Nhiệm vụ", "Chủ trì", "Phối hợp", "Sản phẩm", "Thời gian"]
ROW = ["1", "Việc một", "Sở Nội vụ", "Sở Tài chính", "Báo cáo", "Năm 2012"]


def test_the_example_reads_the_same_as_its_text():
    plan = read_document(MADE)
    assert essence(plan) == essence(read_document(EXAMPLE))
    assert len(plan.entries) == 48
    assert plan.problems == ()
    times = {(e.section, e.number): e.timing for e in plan.entries}
    assert times["VI", "5"] == "- Quý III năm 2012\n- Quý IV năm 2012"
    assert times["I", "6"] == "Năm 2012, chậm nhất trong năm 2013"


@pytest.mark.slow
def test_a_pdf_made_today_reads_the_same(tmp_path):
    needs("soffice", "libreoffice-writer-nogui")
    source = make_docx(tmp_path / "kh.docx")
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [
        "soffice",
        profile,
        "--headless",
        "--convert-to",
        "pdf",
        "--outdir",
        str(tmp_path),
        str(source),
    ]
    subprocess.run(command, check=True, timeout=100, capture_output=True)
    assert essence(read_document(tmp_path / "kh.pdf")) == essence(read_document(EXAMPLE))


def page(number, *rows, after=()):
    cells = tuple(tuple(GridCell((text,)) for text in row) for row in rows)
    places = tuple(f"page {number}, row {n}" for n in range(1, len(rows) + 1))
    return PageRead(number, (GridTable(cells, places), *after), (), scanned=False)


def rows_of(*pages):
    blocks, problems = in_order(pages, Budget("kh.pdf"))
    return [list(block.cells) for block in blocks if isinstance(block, TableRow)], problems


def line(text, top, x1=100.0, first_word=20.0):
    return PdfLine(text, 0.0, x1, top, top + 10, first_word)


def test_a_row_over_two_pages_is_one_and_the_heading_is_said_once():
    rest = ["", "và hai", "", "", "lần hai", ""]
    rows, problems = rows_of(page(1, HEADINGS, ROW), page(2, HEADINGS, rest, ["2", *ROW[1:]]))
    assert rows == [
        HEADINGS,
        ["1", "Việc một và hai", "Sở Nội vụ", "Sở Tài chính", "Báo cáo lần hai", "Năm 2012"],
        ["2", *ROW[1:]],
    ]
    assert problems == []


def test_a_whole_row_without_a_number_at_the_top_of_a_page_is_asked_about():
    own = ["", "Việc nữa", "Sở Y tế", "", "", "Năm 2013"]
    rows, (problem,) = rows_of(page(1, HEADINGS, ROW), page(2, own))
    assert rows == [HEADINGS, ROW, own]
    assert problem.where == "page 2, row 1"
    assert "trang 2" in problem.message


def test_page_numbers_do_not_part_a_table():
    pages = [
        page(n, ["", f"phần {n}", "", "", "", ""] if n > 1 else HEADINGS, ROW, after=(line(str(n), 500),))
        for n in (1, 2, 3)
    ]
    rows, _ = rows_of(*pages)
    assert [row[1] for row in rows] == ["Nhiệm vụ", "Việc một phần 2", "Việc một phần 3", "Việc một"]


def test_wrapped_lines_are_joined_and_broken_ones_are_not():
    wrapped = [line("Thủ trưởng các", 0), line("sở báo cáo.", 12, x1=50), line("Hết", 24)]
    assert paragraphs(wrapped, 100) == ["Thủ trưởng các sở báo cáo.", "Hết"]
    assert paragraphs([line("Một", 0), line("Hai", 60)], 100) == ["Một", "", "Hai"]


def test_a_scan_is_refused_with_advice(tmp_path):
    Image.new("RGB", (600, 800), "white").save(tmp_path / "quet.pdf")
    with pytest.raises(DocumentError, match=r"ảnh quét.*OCR"):
        read_document(tmp_path / "quet.pdf")


def refused(tmp_path, data: bytes) -> str:
    path = tmp_path / "kh.pdf"
    path.write_bytes(data)
    with pytest.raises(DocumentError) as error:
        read_document(path)
    return str(error.value)


def test_a_pdf_with_a_password_is_refused(tmp_path):
    secret = b"/Encrypt<</Filter/Standard/V 1/R 2/P -4/O(%s)/U(%s)>>/ID[(a)(a)]" % (b"x" * 32, b"y" * 32)
    data = (
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n"
    )
    data += b"trailer<</Root 1 0 R%s>>\n%%%%EOF\n" % secret
    assert "mật khẩu" in refused(tmp_path, data)


def test_a_broken_pdf_is_refused(tmp_path):
    assert "hỏng" in refused(tmp_path, b"%PDF-1.7\n...")
    data = MADE.read_bytes()
    assert "hỏng" in refused(tmp_path, data[:-2000])
    middle = data.index(b"stream", 2000) + 200
    assert "hỏng" in refused(tmp_path, data[:middle] + b"\0\0\0" + data[middle + 3 :])


@pytest.mark.slow
def test_a_stream_that_floods_the_memory_is_refused(tmp_path):
    once = zlib.compress(bytes(250 * 1024 * 1024))
    for stream in (once, zlib.compress(once)):
        assert "quá lớn" in refused(
            tmp_path, b"%PDF-1.4\n1 0 obj<<>>\nstream\n" + stream + b"\nendstream\n%%EOF"
        )


def test_margins_of_shaded_cells_are_no_columns() -> None:
    """Word shades the paragraph inside a cell: two thin empty cells stand beside it."""
    body = [(0.0, 20.0, 60.0, 40.0), (60.0, 20.0, 120.0, 40.0)]
    shaded = [
        (0.0, 0.0, 5.4, 20.0),
        (5.4, 0.0, 54.6, 20.0),
        (54.6, 0.0, 60.0, 20.0),
        (60.0, 0.0, 120.0, 20.0),
    ]
    letter = {"x0": 20.0, "x1": 30.0, "top": 5.0, "bottom": 15.0}
    whole = [(0.0, 0.0, 60.0, 20.0), (60.0, 0.0, 120.0, 20.0)]
    assert without_gutters([*shaded, *body], [letter]) == sorted([*whole, *body])
    thin = {"x0": 1.0, "x1": 4.0, "top": 5.0, "bottom": 15.0}
    assert (0.0, 0.0, 5.4, 20.0) in without_gutters([*shaded, *body], [letter, thin])
