"""What a hostile file may cost: a clear sentence soon, and little memory, however much its few bytes promise."""

import contextlib
import resource
import subprocess
import sys
import time
import zipfile
import zlib
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest

from plan.agencies.naming.names import split
from plan.documents import DocumentError, read_agencies, read_document
from plan.documents.budget import LONGEST_TEXT
from plan.documents.formats import open_document
from plan.documents.model import Prose
from plan.documents.sentences import proposed_tasks
from tests.documents.making import make_docx, make_xlsx
from tests.documents.test_hostile_files import repacked

HEADING = "<tr><th>STT</th><th>Nhiệm vụ</th><th>Cơ quan chủ trì</th><th>Thời gian</th></tr>"
ROW = "<tr><td>1</td><td>Rà soát văn bản</td><td>Sở Tư pháp</td><td>Quý I/2026</td></tr>"
SECONDS = 6.0  # two on a quiet machine
MEGABYTES = 200


def refused(tmp_path: Path, data: bytes, name: str, most: float = SECONDS) -> str:
    """What it says, in a process of its own: its time and its memory are the file's alone."""
    path = tmp_path / name
    path.write_bytes(data)
    script = (
        "import resource, sys, time\nfrom pathlib import Path\n"
        "from plan.documents import DocumentError, read_document\nbegan = time.process_time()\n"
        "try:\n    read_document(Path(sys.argv[1]))\nexcept DocumentError as error:\n    print(error)\n"
        "used = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime\n"
        "print(time.process_time() - began + used, Path('/proc/self/status').read_text().split('VmHWM:')[1].split()[0])\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, str(path)], capture_output=True, text=True, check=True, timeout=200
    )
    said, costs = done.stdout.strip().split("\n")
    seconds, kilobytes = costs.split()
    assert name in said
    assert (float(seconds) < most, int(kilobytes) < MEGABYTES * 1024) == (True, True), costs
    return said


@pytest.fixture(scope="module")
def word(tmp_path_factory) -> bytes:
    return make_docx(tmp_path_factory.mktemp("word") / "kh.docx").read_bytes()


@pytest.fixture(scope="module")
def sheets(tmp_path_factory) -> bytes:
    return make_xlsx(tmp_path_factory.mktemp("excel") / "kh.xlsx").read_bytes()


def in_body(word: bytes, more: bytes) -> bytes:
    return repacked(
        word, lambda n, p: p.replace(b"<w:body>", b"<w:body>" + more) if n == "word/document.xml" else p
    )


def in_sheet(sheets: bytes, rows: bytes) -> bytes:
    end = b"</sheetData>"
    return repacked(sheets, lambda n, p: p.replace(end, rows + end) if n == "xl/worksheets/sheet1.xml" else p)


def test_nine_million_empty_paragraphs(tmp_path, word):
    bomb = in_body(word, b"<w:p/>" * 9_500_000)
    assert len(bomb) < 150_000
    assert "quá nhiều đoạn" in refused(tmp_path, bomb, "kh.docx")


@pytest.mark.slow
@pytest.mark.parametrize(
    "more",
    [
        b"<w:p/>" * 450_000,
        b"<w:tbl>" + b"<w:tr><w:tc><w:p/></w:tc></w:tr>" * 70_000 + b"</w:tbl>",
        b"<w:tbl>" + (b"<w:tr>" + b"<w:tc/>" * 3_000 + b"</w:tr>") * 100 + b"</w:tbl>",
        b"<w:tbl><w:tr>"
        + b"<w:tc><w:tcPr><w:vMerge/></w:tcPr></w:tc>" * 40_000
        + b"</w:tr>"
        + b"<w:tr>"
        + b"<w:tc><w:tcPr><w:vMerge/></w:tcPr></w:tc>" * 40_000
        + b"</w:tr></w:tbl>",
        b"<w:p><w:r><w:t>" + b"a" * 30_000_000 + b"</w:t></w:r></w:p>",
        b"<w:p><w:r>" + b"<w:br/>" * 400_000 + b"</w:r></w:p>",
        b"<w:tbl><w:tr><w:tc>" * 60 + b"<w:p/>" + b"</w:tc></w:tr></w:tbl>" * 60,
        (b"<w:tbl><w:tr><w:tc>" * 40 + b"<w:p/>" * 1000 + b"</w:tc></w:tr></w:tbl>" * 40) * 50,
    ],
    ids=["paragraphs", "rows", "wide", "merged", "letters", "breaks", "deep", "deep and many"],
)
def test_word_files_made_to_be_dear(tmp_path, word, more):
    path = tmp_path / "kh.docx"
    path.write_bytes(in_body(word, more))
    began = time.thread_time()
    with contextlib.suppress(DocumentError):
        read_document(path)
    assert time.thread_time() - began < 2 * SECONDS


def spans(rows: int, cells: int, across: int, down: int) -> str:
    cell = f'<td colspan="{across}" rowspan="{down}">x</td>'
    return ("<tr>" + cell * cells + "</tr>") * rows


@pytest.mark.slow
@pytest.mark.parametrize(
    "more",
    [
        spans(3_000, 1, 1_000, 1_000),
        spans(30, 150, 1, 1_000) + "<tr></tr>" * 10_000,
        spans(1, 7_000, 100, 1_000) + "<tr></tr>" * 7_000,
        spans(1, 15_000, 1, 1),
        "<tr><td><table>" * 60 + ROW + "</table></td></tr>" * 60,
        "<tr><td>" + "<br>" * 200_000 + "</td></tr>",
    ],
    ids=["both", "down", "wide", "cells", "deep", "breaks"],
)
def test_spans_of_a_web_page(tmp_path, more):
    page = f"<html><body><table>{HEADING}{ROW}{more}</table></body></html>"
    path = tmp_path / "kh.html"
    path.write_text(page, encoding="utf-8")
    began = time.monotonic()
    with contextlib.suppress(DocumentError):
        read_document(path)
    assert time.monotonic() - began < 3 * SECONDS


@pytest.mark.slow
def test_a_tag_of_very_many_attributes(tmp_path, monkeypatch):
    """The parser compares each name with all before it: 140 kB of them take seven seconds, a megabyte hours."""
    from plan.documents.formats import process

    monkeypatch.setattr(process, "SECONDS", 2)
    path = tmp_path / "kh.html"
    names = " ".join(f"a{n}" for n in range(60_000))
    path.write_text(f"<html><body><p {names}>x</p></body></html>", encoding="utf-8")
    with pytest.raises(DocumentError, match=r"kh\.html cần quá nhiều thời gian"):
        read_document(path)


@pytest.mark.slow
@pytest.mark.parametrize(
    "rows",
    [
        b'<row r="1048576"><c r="XFD1048576" t="str"><v>x</v></c></row>',
        b'<row r="900"><c r="A900" t="str"><v>x</v></c></row>' * 100_000,
        b"<row>" + b"<c/>" * 400_000 + b"</row>",
        b"<row/>" * 400_000,
        b"".join(b'<row r="%d"><c t="s"><v>0</v></c></row>' % n for n in range(100, 100_000)),
    ],
    ids=["far away", "the same", "cells", "rows", "many"],
)
def test_sheets_made_to_be_dear(tmp_path, sheets, rows):
    path = tmp_path / "kh.xlsx"
    path.write_bytes(in_sheet(sheets, rows))
    began = time.thread_time()
    with contextlib.suppress(DocumentError):
        read_document(path)
    assert time.thread_time() - began < 2 * SECONDS


@pytest.mark.slow
def test_the_largest_plan_that_is_read_is_not_refused(tmp_path):
    book = openpyxl.Workbook()
    book.active.append(
        [
            "STT",
            "Nhiệm vụ",
            "Chủ trì",
            "Phối hợp",
            "Sản phẩm",
            "Thời gian",
            "Ghi chú",
            "Kinh phí",
            "Lãnh đạo",
            "Căn cứ",
        ]
    )
    for n in range(11_900):
        book.active.append(
            [n, f"Việc {n}", "Sở Y tế", "Sở Nội vụ", "Báo cáo", "Quý I/2026", "", "1", "Bà A", "QĐ"]
        )
    book.active.column_dimensions["J"].hidden = True
    book.save(tmp_path / "kh.xlsx")
    assert len(read_document(tmp_path / "kh.xlsx").entries) == 11_900


def test_one_shared_string_used_everywhere(tmp_path, sheets):
    long = b"<sst><si><t>" + b"x" * (LONGEST_TEXT - 1) + b"</t></si></sst>"
    cells = b"".join(b'<row r="%d"><c t="s"><v>0</v></c></row>' % n for n in range(100, 10_100))
    kind = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings"
    link = b'<Relationship Id="r9" Type="' + kind + b'" Target="sharedStrings.xml"/></Relationships>'

    def change(name: str, part: bytes) -> bytes:
        if name == "xl/_rels/workbook.xml.rels":
            return part.replace(b"</Relationships>", link)
        end = b"</sheetData>"
        return part.replace(end, cells + end) if name == "xl/worksheets/sheet1.xml" else part

    bomb = repacked(sheets, change, {"xl/sharedStrings.xml": long})
    assert "quá nhiều" in refused(tmp_path, bomb, "kh.xlsx")


@pytest.mark.slow
def test_one_sheet_linked_to_by_thousands(tmp_path, sheets):
    def change(name: str, part: bytes) -> bytes:
        if name != "xl/workbook.xml":
            return part
        start = part.index(b"<sheet ")
        sheet = part[start : part.index(b"/>", start) + 2]
        return part.replace(sheet, sheet * 2_000)

    assert "quá nhiều" in refused(tmp_path, repacked(sheets, change), "kh.xlsx")


def test_a_zip_of_very_many_parts(tmp_path):
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w") as new:
        new.writestr("word/document.xml", b"<a/>")
        for n in range(6_000):
            new.writestr(f"{n}", b"")
    assert "64 MB" in refused(tmp_path, packed.getvalue(), "kh.docx")


@pytest.mark.parametrize(
    "text",
    ["a\n" * 2_000_000, "\ta\n\n" * 300_000, "a,b,c\n" * 600_000, "x" * 15_000_000, "\t" + "\n\t" * 400_000],
    ids=["lines", "rows", "commas", "long", "cells"],
)
def test_texts_made_to_be_dear(tmp_path, text):
    refused(tmp_path, text.encode(), "kh.txt")


def test_a_register_of_millions_of_lines(tmp_path):
    path = tmp_path / "agencies.csv"
    path.write_text("code,name\n" + "a,b\n" * 200_000, encoding="utf-8")
    with pytest.raises(DocumentError, match="quá nhiều"):
        read_agencies(path)


def test_a_csv_of_too_many_cells(tmp_path):
    text = "STT,Nhiệm vụ,Chủ trì,Thời gian\n" + ("," * 1_000 + "\n") * 1_200
    assert "quá nhiều" in refused(tmp_path, text.encode(), "kh.csv")


ROWS = "STT,Nhiệm vụ,Chủ trì,Phối hợp,Sản phẩm,Thời gian\n"


@pytest.mark.parametrize(
    "rows",
    [
        "".join(".".join(["1"] * n) + f",Việc {n},,,,\n" for n in range(1, 600)),
        "1,Việc lớn,,,,\n" + "".join(f"-,- Việc {n},,,,\n" for n in range(6_000)),
        "1,Việc,Sở Y tế,,,Quý I\n" + "".join(",việc tiếp,,,,\n" for _ in range(9_000)),
    ],
    ids=["deep numbers", "dashes", "cut rows"],
)
def test_rows_made_to_be_dear(tmp_path, rows):
    path = tmp_path / "kh.csv"
    path.write_text(ROWS + rows, encoding="utf-8")
    began = time.thread_time()
    assert read_document(path).problems or rows
    assert time.thread_time() - began < 2 * SECONDS


def test_dashes_stand_side_by_side(tmp_path):
    path = tmp_path / "kh.csv"
    lines = "1,Rà soát văn bản,,,,\n-,Cấp tỉnh,Sở Tư pháp,,,Quý I\n-,Cấp xã,Sở Nội vụ,,,Quý II\n-,Sơ kết,Sở Y tế,,,\n"
    path.write_text(ROWS + lines, encoding="utf-8")
    plan = read_document(path)
    assert [entry.title for entry in plan.entries] == ["Cấp tỉnh", "Cấp xã", "Sơ kết"]
    assert [entry.note for entry in plan.entries] == ["Thuộc: Rà soát văn bản"] * 3


@pytest.mark.parametrize(
    "cell",
    [
        "1" * 60_000,
        "Quý I, " * 9_000,
        "a và " * 2_000,
        "x" * 9_999,
        "Sở A" + ", " * 4_900,
        "UBND, " * 900 + "UBND các xã" + ", xã" * 900,
        "HĐND, " * 900 + "UBND các xã" + ", xã" * 900,
        "UBND thành phố A" + ", Bắc" * 1_900,
        "tỉnh " * 1_990,
    ],
)
def test_a_cell_of_agencies_made_to_be_dear(cell):
    began = time.thread_time()
    assert split(cell)
    assert time.thread_time() - began < SECONDS


@pytest.mark.parametrize(
    "paragraphs",
    [
        ["Giao Sở Nội vụ chủ trì" + ", có trách nhiệm" * 40 + " x:"],
        ["Giao Sở Nội vụ chủ trì" + " tổ chức thực hiện" * 40 + " x:"],
        ["II. " + "nhiệm vụ " * 11_000, *["- x y z"] * 2_000],
    ],
    ids=["nothing to do", "to be done", "a long title"],
)
def test_sentences_made_to_be_dear(paragraphs):
    began = time.thread_time()
    proposed_tasks([Prose(text) for text in paragraphs])
    assert time.thread_time() - began < SECONDS


PAGE = (
    b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R"
    b"/Resources<</Font<</F 5 0 R>>/XObject<</X 6 0 R>>>>>>"
)


def pdf_of(content: bytes, more: bytes = b"", font: bytes = b"") -> bytes:
    """One page with this content; `more` are other objects."""
    packed = zlib.compress(content)
    parts = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        PAGE,
        b"<</Length %d/Filter/FlateDecode>>stream\n" % len(packed) + packed + b"\nendstream",
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica" + font + b">>",
        more or b"null",
    ]
    body = b"%PDF-1.4\n"
    places = []
    for n, part in enumerate(parts, 1):
        places.append(len(body))
        body += b"%d 0 obj\n" % n + part + b"\nendobj\n"
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(parts) + 1)
    return (
        body
        + head
        + table
        + b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (len(parts) + 1, len(body))
    )


FORM = b"<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X 6 0 R>>>>/Length 300>>stream\n"


@pytest.mark.slow
@pytest.mark.parametrize(
    "data",
    [
        pdf_of(
            b"".join(b"%d %d m %d %d l S\n" % (n % 500, n % 700, n % 500, n % 700 + 9) for n in range(4_000))
        ),
        pdf_of(b"BT /F 9 Tf (" + b"abc " * 1_100_000 + b") Tj ET"),
        pdf_of(b"/X Do", FORM + b"/X Do " * 50 + b"\nendstream"),
        pdf_of(b"BT /F 9 Tf (a) Tj ET", font=b"/FirstChar 0/LastChar 4000000000/Widths[500]"),
        pdf_of(
            b"BT /F 9 Tf (a) Tj ET",
            b"<</Length 60>>stream\n1 beginbfrange\n<00000000> <ffffffff> <0041>\nendbfrange\n\nendstream",
            b"/ToUnicode 6 0 R",
        ),
    ],
    ids=["lines", "letters", "forms", "widths", "map"],
)
def test_pdf_files_made_to_be_dear(tmp_path, monkeypatch, data):
    from plan.documents.formats import process

    monkeypatch.setattr(process, "SECONDS", 4)
    path = tmp_path / "kh.pdf"
    path.write_bytes(data)
    before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
    with contextlib.suppress(DocumentError):
        assert any(problem.lost for problem in read_document(path).problems)
    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - before < 3 * SECONDS


def ods_of(rows: str) -> bytes:
    packed = BytesIO()
    spaces = (
        'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
        'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
    )
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as new:
        new.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet", zipfile.ZIP_STORED)
        new.writestr("content.xml", f"<office:document-content {spaces}>{rows}</office:document-content>")
    return packed.getvalue()


@pytest.mark.parametrize(
    "cell",
    [
        "<table:table-cell><text:p>x</text:p></table:table-cell>",
        '<table:table-cell table:number-columns-repeated="16384" office:value-type="float" office:value="1"/>',
    ],
)
def test_rows_and_cells_that_a_sheet_repeats(tmp_path, cell):
    """Refused before LibreOffice is asked; a million empty rows at the end of a sheet are usual."""
    row = f'<table:table-row table:number-rows-repeated="1048576">{cell}</table:table-row>'
    assert "quá nhiều" in refused(tmp_path, ods_of(row), "kh.ods")
    open_document.refuse_a_flood(ods_of(row.replace(cell, "<table:table-cell/>")), "kh.ods")
