"""Excel files: dates, years and formulas in cells, merged ranges, several sheets."""

from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest

from plan.documents import DocumentError, read_document
from tests.documents.making import EXAMPLE, essence, make_xlsx

HEADINGS = ["STT", "Nhiệm vụ", "Chủ trì", "Phối hợp", "Sản phẩm", "Thời gian"]
ROW = ["1", "Việc một", "Sở Nội vụ", "Sở Tài chính", "Báo cáo", "Năm 2012"]


@pytest.fixture
def build(tmp_path):
    def builder(*rows, change=lambda _book: None):
        book = openpyxl.Workbook()
        for row in rows:
            book.active.append(row)
        change(book)
        path = tmp_path / "kh.xlsx"
        book.save(path)
        return read_document(path)

    return builder


@pytest.fixture
def timing(build):
    """What one cell of the time column is read as, and the problems it makes."""

    def reader(value, form="General", *others):
        def put(book):
            for n, one in enumerate((value, *others), 2):
                book.active.append([str(n - 1), f"Việc {n}", "Sở Y tế", "", "", one])
                book.active.cell(n, 6).number_format = form

        plan = build(HEADINGS, change=put)
        return plan.entries[0].timing if plan.entries else None, [
            problem for problem in plan.problems if "cell" in problem.where
        ]

    return reader


def test_the_example_reads_the_same_as_its_text(tmp_path):
    plan = read_document(make_xlsx(tmp_path / "kh.xlsx"))
    assert essence(plan) == essence(read_document(EXAMPLE))
    assert len(plan.entries) == 48
    assert plan.problems == ()
    assert plan.entries[0].where == "sheet Biểu 1, row 37"


@pytest.mark.parametrize(
    ("value", "form", "words"),
    [
        (date(2012, 12, 15), "dd/mm/yyyy", "15/12/2012"),
        (date(2012, 12, 15), "[$-42A]d mmmm yyyy;@", "15/12/2012"),
        (date(2012, 3, 1), "mm/yyyy", "tháng 3/2012"),
        (date(2012, 3, 1), "mmm-yy", "tháng 3/2012"),
        (date(2012, 3, 1), '"tháng" m/yyyy', "tháng 3/2012"),
        (date(2012, 3, 1), "yyyy", "Năm 2012"),
        (datetime.fromisoformat("2012-12-15T10:30"), "dd/mm/yyyy hh:mm", "10 giờ 30 ngày 15/12/2012"),
        (2012, "General", "2012"),
        (2012.0, "0", "2012"),
        (0.5, "0%", "50%"),
        ("2012", "@", "2012"),
        ("Quý I\nnăm 2012", "General", "Quý I\nnăm 2012"),
    ],
)
def test_a_cell_is_read_as_a_plan_would_write_it(timing, value, form, words):
    assert timing(value, form) == (words, [])


def test_days_that_are_all_first_days_are_asked_about(timing):
    words, (problem,) = timing(date(2026, 3, 1), "dd/mm/yyyy", date(2026, 6, 1))
    assert words == "01/03/2026"
    assert problem.where == "sheet Sheet, cell F2"
    assert problem.text == "01/3/2026, 01/6/2026"
    assert "cả tháng" in problem.message
    assert not problem.lost


def test_one_other_day_settles_it(timing):
    assert timing(date(2026, 3, 1), "dd/mm/yyyy", date(2026, 6, 15)) == ("01/03/2026", [])


def test_a_formula_that_was_never_calculated_names_its_cell(timing):
    _, problems = timing('="Quý "&"I"')
    assert [(p.where, p.text, p.lost) for p in problems] == [("sheet Sheet, cell F2", '="Quý "&"I"', True)]
    assert "chưa tính" in problems[0].message


def test_a_cell_in_error_names_its_cell(build):
    def fail(book):
        book.active["E2"].value = "#REF!"
        book.active["E2"].data_type = "e"

    plan = build(HEADINGS, ROW, change=fail)
    assert [(p.where, p.lost) for p in plan.problems if p.lost] == [("sheet Sheet, cell E2", True)]


def test_a_hidden_sheet_is_not_read_but_said(build):
    def hide(book):
        sheet = book.create_sheet("Cũ")
        for row in (HEADINGS, [*ROW[:1], "Việc cũ", *ROW[2:]]):
            sheet.append(row)
        sheet.sheet_state = "hidden"

    plan = build(HEADINGS, ROW, change=hide)
    assert [entry.title for entry in plan.entries] == ["Việc một"]
    assert "sheet Cũ" in [problem.where for problem in plan.problems]


def test_columns_stand_anywhere_and_paragraphs_around(build):
    plan = build(
        ["", "", "KẾ HOẠCH CẢI CÁCH HÀNH CHÍNH NĂM 2012"],
        ["", "Số: 5/KH-UBND", "", "", "Quảng Ngãi, ngày 5 tháng 1 năm 2012"],
        [],
        ["", *HEADINGS],
        ["", "I. THỂ CHẾ"],
        ["", *ROW],
        ["", "II", "BỘ MÁY"],
        ["", *ROW],
        [],
        ["Các sở định kỳ hàng quý báo cáo UBND tỉnh."],
    )
    assert [(e.section, e.section_title, e.title) for e in plan.entries] == [
        ("I", "THỂ CHẾ", "Việc một"),
        ("II", "BỘ MÁY", "Việc một"),
    ]
    assert (plan.code, str(plan.issued_on)) == ("5/KH-UBND", "2012-01-05")
    assert plan.reporting == "Các sở định kỳ hàng quý báo cáo UBND tỉnh."
    assert plan.problems == ()


def test_a_range_merged_over_the_whole_sheet_does_no_harm(build):
    plan = build(HEADINGS, ROW, change=lambda book: book.active.merged_cells.add("H9:XFD1048576"))
    assert [entry.title for entry in plan.entries] == ["Việc một"]


def test_too_many_rows_are_refused(build):
    with pytest.raises(DocumentError, match="12000 dòng"):
        build(HEADINGS, *([[str(n)] for n in range(12_001)]))


def test_too_many_columns_are_said(build):
    plan = build(HEADINGS, [*ROW, *[""] * 200, "xa"])
    assert [p.where for p in plan.problems if p.lost] == ["sheet Sheet, cell GY2"]


def test_days_of_a_book_that_counts_from_1904_are_the_same(build):
    def count_from_1904(book):
        book.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
        book.active.append(["1", "Việc", "Sở Y tế", "", "", date(2012, 12, 15)])

    assert build(HEADINGS, change=count_from_1904).entries[0].timing == "15/12/2012"


def test_a_cell_that_speaks_like_a_heading_makes_no_day_an_accident(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["STT", "Nhiệm vụ", "Đơn vị chủ trì", "Thời hạn"])
    sheet.append([1, "Xây dựng kế hoạch", "Sở Nội vụ", "Các cơ quan thực hiện trong quý I"])
    sheet.append([2, "Ban hành kế hoạch", "Sở Nội vụ", date(2026, 2, 15)])
    book.save(tmp_path / "kh.xlsx")
    plan = read_document(tmp_path / "kh.xlsx")
    assert [entry.timing for entry in plan.entries][1] == "15/02/2026"
    assert not [problem for problem in plan.problems if problem.where.endswith("D3")]
