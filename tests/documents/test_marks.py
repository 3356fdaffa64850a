"""Raised, struck-out and hidden in every format: a mark is never a digit, and what is struck out or hidden is asked about."""

import subprocess
from pathlib import Path

import docx
import openpyxl
import pytest
from docx.oxml import OxmlElement
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font

from plan.documents import Document, DocumentError, read_agencies, read_document
from plan.documents.formats.pdf_letters import shown
from plan.documents.headings import role_of
from scheduler.phrases.read import read
from scheduler.phrases.reading import Period
from tests.documents.test_hostile_files import repacked
from tests.servers.missing import needs

HEADINGS = ("STT", "Nhiệm vụ", "Cơ quan chủ trì", "Thời gian")
ABOVE = (
    "Số: 12/KH-UBND",
    "Quảng Ngãi, ngày 05 tháng 01 năm 2026",
    "KẾ HOẠCH",
    "Cải cách hành chính năm 2026",
)
RAISED, STRUCK, HIDDEN = "raised", "struck", "hidden"
# A cell is words, some with how they are shown.
Piece = tuple[str, str]
OTHER = ("2", "Tổng kết công tác năm", "Sở Nội vụ", "Quý IV/2026")


def rows(*timing: Piece) -> list[tuple[object, ...]]:
    return [("1", "Rà soát văn bản", "Sở Tư pháp", timing), OTHER]


def make_docx(path: Path, table_rows) -> Path:
    file = docx.Document()
    for text in ABOVE:
        file.add_paragraph(text)
    table = file.add_table(rows=0, cols=4)
    for cells in (HEADINGS, *table_rows):
        row = table.add_row()
        for cell, said in zip(row.cells, cells, strict=True):
            for text, how in said if isinstance(said, tuple) else [(said, "")]:
                font = cell.paragraphs[0].add_run(text).font
                font.superscript = how == RAISED or None
                font.strike = how == STRUCK or None
                font.hidden = how == HIDDEN or None
    file.save(str(path))
    return path


def make_xlsx(path: Path, table_rows) -> Path:
    fonts = {"": InlineFont(), RAISED: InlineFont(vertAlign="superscript"), STRUCK: InlineFont(strike=True)}
    book = openpyxl.Workbook()
    for text in ABOVE:
        book.active.append([text])
    book.active.append([])
    for cells in (HEADINGS, *table_rows):
        book.active.append(
            [
                CellRichText(*(TextBlock(fonts[how], text) for text, how in said))
                if isinstance(said, tuple)
                else said
                for said in cells
            ]
        )
    book.save(path)
    return path


def make_html(path: Path, table_rows) -> Path:
    tags = {
        "": "{}",
        RAISED: "<sup>{}</sup>",
        STRUCK: "<s>{}</s>",
        HIDDEN: '<span style="display: none">{}</span>',
    }

    def cell(said) -> str:
        pieces = said if isinstance(said, tuple) else [(said, "")]
        return "<td>" + "".join(tags[how].format(text) for text, how in pieces) + "</td>"

    lines = ["<tr>" + "".join(map(cell, cells)) + "</tr>" for cells in (HEADINGS, *table_rows)]
    above = "".join(f"<p>{text}</p>" for text in ABOVE)
    path.write_text(f"<html><body>{above}<table>{''.join(lines)}</table></body></html>", encoding="utf-8")
    return path


MAKERS = {"docx": make_docx, "xlsx": make_xlsx, "html": make_html}


def made(tmp_path: Path, kind: str, table_rows) -> Document:
    return read_document(MAKERS[kind](tmp_path / f"kh.{kind}", table_rows))


def days(timing: str) -> list[str]:
    reading = read(timing, Period.parse("2026"))
    return sorted({due.due.isoformat() for part in reading.parts for due in part.deadlines})


@pytest.mark.parametrize("kind", MAKERS)
@pytest.mark.parametrize(
    ("before", "mark", "after", "day"),
    [
        ("Quý I", "1", " năm 2026", "2026-03-31"),
        ("Tháng 1", "2", "/2026", "2026-01-31"),
        ("Chậm nhất 30/6", "(1)", "", "2026-06-30"),
        ("Trước 15/10/2026", "3,4", "", "2026-10-14"),
        ("Tháng 1", "[2]", "", "2026-01-31"),
        ("Quý II", "a", "", "2026-06-30"),
    ],
)
def test_a_raised_mark_is_no_digit(tmp_path, kind, before, mark, after, day):
    plan = made(tmp_path, kind, rows((before, ""), (mark, RAISED), (after, "")))
    expected = days(before + after)
    assert days(plan.entries[0].timing) == expected
    assert len(expected) == 1
    assert expected[0] in {day, "2026-10-15"}
    assert plan.entries[0].timing != before + mark + after


@pytest.mark.parametrize("kind", MAKERS)
def test_units_keep_their_exponent(tmp_path, kind):
    cells = ("1", (("Xây 100 m", ""), ("2", RAISED), (" nhà", "")), "Sở Xây dựng", "Quý I")
    assert made(tmp_path, kind, [cells, OTHER]).entries[0].title == "Xây 100 m² nhà"


@pytest.mark.parametrize("kind", MAKERS)
def test_what_is_struck_out_is_not_read_and_asked_about(tmp_path, kind):
    plan = made(tmp_path, kind, rows(("30/6/2026", STRUCK), (" 30/9/2026", "")))
    first, second = plan.entries
    assert first.timing == "30/9/2026"
    assert "gạch bỏ" in first.proposed
    assert "30/6/2026" in first.proposed
    assert not second.proposed


@pytest.mark.parametrize("kind", MAKERS)
def test_a_row_struck_out_waits_for_a_person(tmp_path, kind):
    gone = tuple(((text, STRUCK),) for text in ("3", "Lập danh mục mới", "Sở Tư pháp", "Quý II"))
    plan = made(tmp_path, kind, [*rows(("Quý I", "")), gone])
    assert [entry.title for entry in plan.entries] == ["Rà soát văn bản", OTHER[1], "Lập danh mục mới"]
    assert [bool(entry.proposed) for entry in plan.entries] == [False, False, True]


@pytest.mark.parametrize("kind", ["docx", "html"])
def test_hidden_words_are_asked_about(tmp_path, kind):
    plan = made(tmp_path, kind, rows(("Quý I", ""), (", Quý III", HIDDEN)))
    assert plan.entries[0].timing == "Quý I"
    assert "ẩn" in plan.entries[0].proposed


def test_words_deleted_with_changes_tracked_are_asked_about(tmp_path):
    path = make_docx(tmp_path / "kh.docx", rows(("Quý I", "")))
    file = docx.Document(str(path))
    paragraph = file.tables[0].rows[1].cells[3].paragraphs[0]
    deleted, run, text = (OxmlElement(f"w:{name}") for name in ("del", "r", "delText"))
    text.text = "Quý III"
    run.append(text)
    deleted.append(run)
    paragraph._p.append(deleted)
    file.save(str(path))
    entry = read_document(path).entries[0]
    assert entry.timing == "Quý I"
    assert "Quý III" in entry.proposed


def test_styles_of_word_raise_and_strike(tmp_path):
    path = make_docx(tmp_path / "kh.docx", rows(("Quý I", "")))
    file = docx.Document(str(path))
    raised = file.styles.add_style("Chân trang", docx.enum.style.WD_STYLE_TYPE.CHARACTER)
    raised.font.superscript = True
    gone = file.styles.add_style("Bỏ", docx.enum.style.WD_STYLE_TYPE.PARAGRAPH)
    gone.font.strike = True
    table = file.tables[0]
    table.rows[1].cells[3].paragraphs[0].add_run("1", style="Chân trang")
    table.rows[2].cells[3].add_paragraph("Tháng 5", style="Bỏ")
    file.save(str(path))
    first, second = read_document(path).entries
    assert days(first.timing) == ["2026-03-31"]
    assert second.timing == "Quý IV/2026"
    assert "Tháng 5" in second.proposed


def test_a_hidden_row_of_word_is_asked_about(tmp_path):
    path = make_docx(tmp_path / "kh.docx", rows(("Quý I", "")))
    file = docx.Document(str(path))
    file.tables[0].rows[2]._tr.get_or_add_trPr().append(OxmlElement("w:hidden"))
    file.save(str(path))
    assert ["ẩn" in entry.proposed for entry in read_document(path).entries] == [False, True]


def changed_book(tmp_path, change) -> Document:
    path = make_xlsx(tmp_path / "kh.xlsx", [*rows(("Quý I", "")), ("3", "Sơ kết", "Sở Y tế", "Quý II")])
    book = openpyxl.load_workbook(path)
    change(book.active)
    book.save(path)
    return read_document(path)


def test_hidden_rows_of_a_sheet_are_asked_about(tmp_path):
    def hide(sheet):
        sheet.row_dimensions[8].hidden = True

    plan = changed_book(tmp_path, hide)
    assert ["dòng này bị ẩn" in entry.proposed for entry in plan.entries] == [False, True, False]


def test_rows_without_height_are_hidden(tmp_path):
    path = make_xlsx(tmp_path / "kh.xlsx", rows(("Quý I", "")))
    low = repacked(
        path.read_bytes(), lambda _, part: part.replace(b'<row r="8"', b'<row r="8" ht="0" customHeight="1"')
    )
    path.write_bytes(low)
    assert ["dòng này bị ẩn" in entry.proposed for entry in read_document(path).entries] == [False, True]


def test_a_hidden_column_that_the_plan_needs_is_read_and_asked_about(tmp_path):
    def hide(sheet):
        sheet.column_dimensions["D"].hidden = True

    plan = changed_book(tmp_path, hide)
    assert [entry.timing for entry in plan.entries] == ["Quý I", "Quý IV/2026", "Quý II"]
    assert all("cột D bị ẩn" in entry.proposed for entry in plan.entries)


def test_a_hidden_column_beside_the_plan_is_not_read_and_said(tmp_path):
    def hide(sheet):
        for row, text in enumerate(("Thời hạn", "Quý III", "Quý III", "Quý III"), 6):
            sheet.cell(row, 5).value = text
        sheet.column_dimensions["E"].hidden = True

    plan = changed_book(tmp_path, hide)
    assert [entry.timing for entry in plan.entries] == ["Quý I", "Quý IV/2026", "Quý II"]
    assert ["Cột E bị ẩn" in problem.message for problem in plan.problems] == [True]


def test_fonts_of_cells_strike_out_and_formats_hide(tmp_path):
    def change(sheet):
        sheet["D7"].value = "Quý I"
        sheet["D7"].font = Font(strike=True)
        sheet["D8"].number_format = ";;;"

    plan = changed_book(tmp_path, change)
    assert "gạch bỏ" in plan.entries[0].proposed
    assert "ẩn" in plan.entries[1].proposed
    assert not plan.entries[2].proposed


@pytest.mark.parametrize(
    ("style", "cell"),
    [
        (".x{vertical-align:super}", 'Quý I<span class="x">1</span> năm 2026'),
        ("span.x { vertical-align : super }", 'Quý I<span class="x c2">1</span> năm 2026'),
        ("", 'Quý I<span style="vertical-align:super">1</span> năm 2026'),
        ("", 'Quý I<a href="#_ftn1">1</a> năm 2026'),
    ],
)
def test_style_sheets_raise(tmp_path, style, cell):
    path = make_html(tmp_path / "kh.html", rows((cell, "")))
    path.write_text(
        path.read_text("utf-8").replace("<body>", f"<head><style>{style}</style></head><body>"), "utf-8"
    )
    assert days(read_document(path).entries[0].timing) == ["2026-03-31"]


@pytest.mark.parametrize(
    ("style", "cell"),
    [
        (".x{text-decoration:line-through}", '<span class="x">30/6/2026</span> 30/9/2026'),
        ("", '<span style="text-decoration: line-through">30/6/2026</span> 30/9/2026'),
        ("", "<strike>30/6/2026</strike> 30/9/2026"),
        ("", "<del>30/6/2026</del> <ins>30/9/2026</ins>"),
        ("", "".join(f"{sign}\u0336" for sign in "30/6/2026") + " 30/9/2026"),
    ],
)
def test_style_sheets_strike_out(tmp_path, style, cell):
    path = make_html(tmp_path / "kh.html", rows((cell, "")))
    path.write_text(
        path.read_text("utf-8").replace("<body>", f"<head><style>{style}</style></head><body>"), "utf-8"
    )
    entry = read_document(path).entries[0]
    assert entry.timing == "30/9/2026"
    assert "30/6/2026" in entry.proposed


def test_hidden_rows_of_a_page_are_asked_about(tmp_path):
    path = make_html(tmp_path / "kh.html", rows(("Quý I", "")))
    page = path.read_text("utf-8")
    path.write_text(page.replace("<tr><td>2", '<tr style="display:none"><td>2'), "utf-8")
    assert ["ẩn" in entry.proposed for entry in read_document(path).entries] == [False, True]


def test_a_struck_paragraph_is_said(tmp_path):
    path = make_docx(tmp_path / "kh.docx", rows(("Quý I", "")))
    file = docx.Document(str(path))
    file.paragraphs[0].insert_paragraph_before().add_run("Số: 11/KH-UBND").font.strike = True
    file.save(str(path))
    plan = read_document(path)
    assert plan.code == "12/KH-UBND"
    assert ["11/KH-UBND" in problem.message for problem in plan.problems] == [True]


def glyphs(*letters):
    return [
        {"text": text, "x0": x, "x1": x + size / 2, "top": bottom - size, "bottom": bottom, "size": size}
        for text, x, bottom, size in letters
    ]


def test_small_letters_above_the_line_of_a_pdf_are_raised():
    letters = shown(
        glyphs(("I", 10, 100, 12), ("1", 16.2, 95, 7), ("n", 30, 100, 12), ("2", 36, 100, 12)), []
    )
    assert [letter["text"] for letter in letters] == ["I", "¹", "n", "2"]


def test_a_stroke_through_letters_of_a_pdf_strikes_them_out():
    letters = shown(glyphs(("a", 10, 100, 12), ("b", 30, 100, 12)), [(94.0, 8.0, 20.0), (99.5, 28.0, 40.0)])
    assert [len(letter["text"]) for letter in letters] == [3, 1]


@pytest.mark.parametrize(("part", "struck"), [(0.5, True), (0.73, True), (0.81, False), (0.9, False)])
def test_a_stroke_of_any_font_is_none_below_the_letters(part, struck):
    """A font that says nothing of its depth was read as if it were not struck out: the day that no longer counts."""
    letters = shown(glyphs(("3", 10, 100, 12)), [(88 + part * 12, 8.0, 20.0)])
    assert (len(letters[0]["text"]) == 3) is struck


def test_signs_of_ours_in_a_file_mean_nothing(tmp_path):
    path = make_html(tmp_path / "kh.html", rows(("\ufdd0Quý I\ufdd2", "")))
    entry = read_document(path).entries[0]
    assert (entry.timing, entry.proposed) == ("Quý I", "")


@pytest.mark.slow
@pytest.mark.parametrize("form", ["doc", "odt", "rtf", "pdf", "xls", "ods"])
def test_office_formats_show_marks(tmp_path, form):
    needs("soffice", "libreoffice-writer-nogui")
    table = [
        ("1", "Rà soát văn bản", "Sở Tư pháp", (("Quý I", ""), ("1", RAISED), (" năm 2026", ""))),
        ("2", "Tổng kết công tác năm", "Sở Nội vụ", (("30/6/2026", STRUCK), (" 30/9/2026", ""))),
    ]
    kind = "xlsx" if form in {"xls", "ods"} else "docx"
    source = MAKERS[kind](tmp_path / f"kh.{kind}", table)
    if kind == "docx":
        file = docx.Document(str(source))
        file.tables[0].style = "Table Grid"
        file.add_paragraph("Nơi nhận: như trên")  # a table that ends its file is lost on the way through .doc
        file.save(str(source))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", form, "--outdir", str(tmp_path), str(source)]
    subprocess.run(command, check=True, timeout=100, capture_output=True)
    first, second = read_document(tmp_path / f"kh.{form}").entries
    assert days(first.timing) == ["2026-03-31"]
    assert second.timing == "30/9/2026"
    assert "30/6/2026" in second.proposed


def register(path: Path, change) -> Path:
    book = openpyxl.Workbook()
    for line in (("code", "name"), ("so-y-te", "Sở Y tế"), ("so-noi-vu", "Sở Nội vụ")):
        book.active.append(line)
    change(book.active)
    book.save(path)
    return path


def test_a_register_with_hidden_or_struck_rows_is_refused(tmp_path):
    def strike(sheet):
        sheet["B3"].font = Font(strike=True)

    def hide(sheet):
        sheet.row_dimensions[2].hidden = True

    agencies, problems = read_agencies(register(tmp_path / "a.xlsx", lambda _: None))
    assert ([one.name for one in agencies], problems) == (["Sở Y tế", "Sở Nội vụ"], ())
    with pytest.raises(DocumentError, match="ô B3"):
        read_agencies(register(tmp_path / "b.xlsx", strike))
    with pytest.raises(DocumentError, match="dòng 2"):
        read_agencies(register(tmp_path / "c.xlsx", hide))


@pytest.mark.parametrize("mark", ["¹", " ⁽²⁾", "*", " [1]"])
def test_headings_with_footnotes_are_known(mark):
    assert [role_of(f"{heading}{mark}") for heading in HEADINGS] == ["number", "title", "lead", "timing"]
