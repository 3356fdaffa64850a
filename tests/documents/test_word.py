"""Word files: merged cells as the file itself says them, and the same plan as the text."""

import docx
import pytest
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn

from plan.documents import DocumentError, read_document
from tests.documents.making import EXAMPLE, essence, make_docx

HEADINGS = ["STT", "Nhiệm vụ", "Chủ trì", "Phối hợp", "Sản phẩm", "Thời gian"]
ROW = ["1", "Việc một", "Sở Nội vụ", "Sở Tài chính", "Báo cáo", "Năm 2012"]


@pytest.fixture
def build(tmp_path):
    """A file with one table of these rows, changed by hand before it is read."""

    def builder(*rows: list[str], change=lambda _file, _table: None):
        file = docx.Document()
        file.add_paragraph("KẾ HOẠCH CẢI CÁCH NĂM 2012")
        table = file.add_table(rows=0, cols=6)
        for cells in (HEADINGS, *rows):
            for cell, text in zip(table.add_row().cells, cells, strict=True):
                cell.text = text
        file.add_paragraph("Hết.")
        change(file, table)
        path = tmp_path / "kh.docx"
        file.save(str(path))
        return read_document(path)

    return builder


def cells(entry):
    return [entry.number, entry.title, entry.lead, entry.partners, entry.product, entry.timing]


def test_the_example_reads_the_same_as_its_text(tmp_path):
    plan = read_document(make_docx(tmp_path / "kh.docx"))
    assert essence(plan) == essence(read_document(EXAMPLE))
    assert len(plan.entries) == 48
    assert plan.problems == ()


def test_paragraphs_and_line_breaks_of_a_cell_are_lines(build):
    plan = build([*ROW[:5], "- Quý I năm 2012\n- Quý II năm 2012"])
    assert plan.entries[0].timing == "- Quý I năm 2012\n- Quý II năm 2012"


def test_numbers_that_word_counts_by_itself_are_read(build):
    def number_the_first_column(_file, table):
        for row in table.rows[1:]:
            paragraph = row.cells[0].paragraphs[0]
            paragraph.style = "List Number"
            paragraph.text = ""

    plan = build(ROW, [*ROW[:1], "Việc hai", *ROW[2:]], change=number_the_first_column)
    assert [entry.number for entry in plan.entries] == ["1", "2"]


def test_a_table_in_a_cell_is_lines_of_that_cell(build):
    def put_a_table(_file, table):
        inner = table.rows[1].cells[4].add_table(rows=2, cols=2)
        for cell, text in zip(inner._cells, ["Đề án A", "Sở Y tế", "Đề án B", "Sở Xây dựng"], strict=True):
            cell.text = text

    plan = build(ROW, change=put_a_table)
    assert plan.entries[0].product == "Báo cáo\n\nĐề án A Sở Y tế\nĐề án B Sở Xây dựng"


def test_a_table_in_a_table_in_a_table_is_refused(build):
    def put_tables(_file, table):
        inner = table.rows[1].cells[4].add_table(rows=1, cols=1)
        inner.rows[0].cells[0].add_table(rows=1, cols=1)

    with pytest.raises(DocumentError, match="bảng lồng trong bảng lồng"):
        build(ROW, change=put_tables)


def test_a_plan_inside_a_table_that_only_arranges_the_page_is_found(tmp_path):
    file = docx.Document()
    frame = file.add_table(rows=1, cols=1).rows[0].cells[0]
    frame.text = "Số: 5/KH-UBND"
    table = frame.add_table(rows=2, cols=6)
    for cell, text in zip(table._cells, HEADINGS + ROW, strict=True):
        cell.text = text
    file.save(str(tmp_path / "kh.docx"))
    plan = read_document(tmp_path / "kh.docx")
    assert [cells(entry) for entry in plan.entries] == [ROW]
    assert plan.code == "5/KH-UBND"


def test_number_and_day_in_the_table_of_the_letterhead_are_read(tmp_path):
    file = docx.Document()
    head = file.add_table(rows=2, cols=2)
    texts = ["UBND TỈNH", "CỘNG HÒA", "Số: 141/KH-UBND", "Bắc Ninh, ngày 20 tháng 11 năm 2024"]
    for cell, text in zip(head._cells, texts, strict=True):
        cell.text = text
    file.add_paragraph("KẾ HOẠCH\nCẢI CÁCH HÀNH CHÍNH NĂM 2025")
    table = file.add_table(rows=2, cols=6)
    for cell, text in zip(table._cells, HEADINGS + ROW, strict=True):
        cell.text = text
    file.save(str(tmp_path / "kh.docx"))
    plan = read_document(tmp_path / "kh.docx")
    assert (plan.code, str(plan.issued_on)) == ("141/KH-UBND", "2024-11-20")
    assert plan.problems == ()


def test_one_task_over_several_rows_keeps_every_line(build):
    def merge(_file, table):
        for place in (0, 1, 2, 3):
            text = table.rows[1].cells[place].text
            table.rows[1].cells[place].merge(table.rows[2].cells[place]).text = text

    second = ["", "", "", "", "Quyết định", "Năm 2013"]
    plan = build(ROW, second, change=merge)
    assert [cells(entry) for entry in plan.entries] == [
        [*ROW[:4], "Báo cáo\n\nQuyết định", "Năm 2012\n\nNăm 2013"]
    ]
    assert not any(problem.lost for problem in plan.problems)


def test_one_task_over_rows_of_several_leads_is_several_to_confirm(build):
    def merge(_file, table):
        for place in (0, 1):
            text = table.rows[1].cells[place].text
            table.rows[1].cells[place].merge(table.rows[2].cells[place]).text = text

    plan = build(ROW, ["", "", "Sở Y tế", "", "", "Năm 2013"], change=merge)
    first, second = plan.entries
    assert (second.number, second.title, second.lead, second.timing) == (
        f"{first.number}.2",
        first.title,
        "Sở Y tế",
        "Năm 2013",
    )
    assert "có cơ quan riêng" in second.proposed
    assert not any(problem.lost for problem in plan.problems)


def test_two_rows_of_one_name_that_differ_are_not_read_as_one(build):
    plan = build(ROW, [*ROW[:5], "Năm 2013"], ROW)
    assert [problem.lost for problem in plan.problems if "row" in problem.where] == [True, False]


def test_columns_that_no_row_uses_are_no_columns(build):
    def widen(_file, table):
        for row in table.rows:
            pr = row._tr.tc_lst[4].get_or_add_tcPr()
            pr.append(parse_xml(f'<w:gridSpan {nsdecls("w")} w:val="3"/>'))

    assert [cells(entry) for entry in build(ROW, change=widen).entries] == [ROW]


def test_deleted_words_are_gone_and_inserted_ones_are_there(build):
    def track(_file, table):
        paragraph = table.rows[1].cells[5].paragraphs[0]._p
        deleted, inserted = OxmlElement("w:del"), OxmlElement("w:ins")
        run = paragraph.r_lst[0]
        paragraph.replace(run, deleted)
        deleted.append(run)
        run.find(qn("w:t")).tag = qn("w:delText")
        inserted.append(parse_xml(f"<w:r {nsdecls('w')}><w:t>Năm 2014</w:t></w:r>"))
        paragraph.append(inserted)

    assert build(ROW, change=track).entries[0].timing == "Năm 2014"


def drag(table, row, *spans):
    """The cells of a row from now on take these many columns of the grid each."""
    for cell, span in zip(table.rows[row]._tr.tc_lst, spans, strict=True):
        pr = cell.get_or_add_tcPr()
        pr.append(parse_xml(f'<w:gridSpan {nsdecls("w")} w:val="{span}"/>'))


def widths(table, *twips):
    grid = table._tbl.tblGrid
    for column in list(grid):
        grid.remove(column)
    for width in twips:
        grid.append(parse_xml(f'<w:gridCol {nsdecls("w")} w:w="{width}"/>'))


def test_an_edge_dragged_aside_moves_no_cell(build):
    def change(_file, table):
        widths(table, 500, 3000, 1500, 100, 1500, 1500, 1500)
        drag(table, 0, 1, 1, 1, 2, 1, 1)
        drag(table, 1, 1, 1, 2, 1, 1, 1)

    plan = build(ROW, change=change)
    assert [cells(entry) for entry in plan.entries] == [ROW]


def test_a_row_with_one_cell_merged_and_another_split_is_not_misread(build):
    def change(_file, table):
        widths(table, 500, 3000, 1500, 1500, 800, 700, 1500)
        drag(table, 0, 1, 1, 1, 1, 2, 1)
        drag(table, 1, 1, 1, 2, 1, 1, 1)

    plan = build(ROW, change=change)
    assert plan.entries == ()
    assert [problem.where for problem in plan.problems if problem.lost] == ["table 1, row 2"]
