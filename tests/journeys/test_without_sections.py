"""A plan of one table without sections: its tasks are called by their number alone."""

from pathlib import Path

from docx import Document

from tests.cli.conftest import run_in
from tests.conftest import EXAMPLE

ROWS = (
    ("TT", "Nội dung nhiệm vụ", "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời gian thực hiện", "Sản phẩm"),
    (
        "1",
        "Rà soát thủ tục đất đai",
        "Sở Tài nguyên và Môi trường",
        "Sở Tư pháp",
        "Quý IV năm 2012",
        "Báo cáo",
    ),
    ("2", "Khảo sát sự hài lòng", "Trung tâm Chuyển đổi số tỉnh", "Sở Nội vụ", "Tháng 11/2012", "Báo cáo"),
)


def written(file: Path) -> Path:
    document = Document()
    for words in (
        "Số: 45/KH-UBND",
        "Quảng Ngãi, ngày 10 tháng 7 năm 2012",
        "KẾ HOẠCH",
        "Cải cách thủ tục giai đoạn 2012 - 2015",
    ):
        document.add_paragraph(words)
    table = document.add_table(len(ROWS), len(ROWS[0]))
    for row, cells in zip(table.rows, ROWS, strict=True):
        for cell, words in zip(row.cells, cells, strict=True):
            cell.text = words
    document.save(str(file))
    return file


def test_no_dot_stands_before_the_number(tmp_path: Path) -> None:
    file = written(tmp_path / "ke-hoach.docx")
    run_in(tmp_path, "import", file, "--agencies", EXAMPLE / "agencies.csv", "--as-of", "2012-07-16")
    owed = run_in(tmp_path, "obligations", "--json", "--as-of", "2012-07-17").out
    assert '"1 · Quý IV năm 2012"' in owed
    asked = run_in(tmp_path, "questions", "--json", "--as-of", "2012-07-17").out
    assert '"2"' in asked
    assert '".' not in owed + asked
