"""HTML copies: what a browser shows, and nothing that it hides."""

import pytest

from plan.documents import DocumentError, read_document
from tests.documents.making import EXAMPLE, essence, make_html

HEADINGS = ["STT", "Nhiệm vụ", "Chủ trì", "Phối hợp", "Sản phẩm", "Thời gian"]
ROW = ["1", "Việc một", "Sở Nội vụ", "Sở Tài chính", "Báo cáo", "Năm 2012"]


def tr(cells: list[str], tag: str = "td") -> str:
    return "<tr>" + "".join(f"<{tag}>{cell}</{tag}>" for cell in cells) + "</tr>"


@pytest.fixture
def read(tmp_path):
    def reader(*rows: str, name: str = "kh.html", encoding: str = "utf-8", around: str = "{}"):
        path = tmp_path / name
        page = f"<html><body><h1>KẾ HOẠCH NĂM 2012</h1>{around}</body></html>"
        table = f"<table>{tr(HEADINGS, 'th')}{''.join(rows)}</table>"
        path.write_bytes(page.replace("{}", table).encode(encoding))
        return read_document(path)

    return reader


def test_the_example_reads_the_same_as_its_text(tmp_path):
    plan = read_document(make_html(tmp_path / "kh.html"))
    assert essence(plan) == essence(read_document(EXAMPLE))
    assert len(plan.entries) == 48
    assert plan.problems == ()


def test_lines_and_paragraphs_of_a_cell_are_kept_and_blanks_folded(read):
    cell = "<p>- Quý III\n   năm 2012</p><div>- <b>Quý</b> IV<br>năm&nbsp;2013</div>"
    plan = read(tr([*ROW[:5], cell]))
    assert plan.entries[0].timing == "- Quý III năm 2012\n\n- Quý IV\nnăm\xa02013"


def test_what_is_not_shown_is_not_read(read):
    hidden = "<style>x</style><script>y</script><span style='display: none'>z</span>Năm 2012<!-- Năm 2013 -->"
    assert read(tr([*ROW[:5], hidden])).entries[0].timing == "Năm 2012"


def test_spans_past_the_end_and_without_end_do_no_harm(read):
    row = tr(ROW).replace("<td>1", "<td rowspan='0'>1").replace("<td>Năm", "<td colspan='999999'>Năm")
    assert read(row, tr(ROW)) is not None


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_page_saved_under_the_name_of_a_word_file_is_read(read, encoding):
    assert [e.title for e in read(tr(ROW), name="kh.doc", encoding=encoding).entries] == ["Việc một"]


def test_a_page_too_deep_is_refused_and_not_half_read(read):
    with pytest.raises(DocumentError, match="lồng quá sâu"):
        read(tr(ROW), around="{}" + "<div>" * 5000 + "{}")


def test_a_table_in_a_table_in_a_table_is_refused(read):
    inner = "<table><tr><td><table><tr><td>x</td></tr></table></td></tr></table>"
    with pytest.raises(DocumentError, match="bảng lồng trong bảng lồng"):
        read(tr([*ROW[:4], inner, ROW[5]]))


def test_tables_that_arrange_the_page_may_be_deep(read):
    frames = "<table><tr><td>" * 20 + "{}" + "</td></tr></table>" * 20
    assert [entry.title for entry in read(tr(ROW), around=frames).entries] == ["Việc một"]
