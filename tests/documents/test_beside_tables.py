"""A plan with a table of tasks, and sentences beside it that give other duties."""

from pathlib import Path

import docx
import pytest

from plan.documents import read_document
from plan.documents.beside_tables import duties_beside
from plan.documents.model import Entry, Prose
from plan.documents.prose_grounds import BESIDE_TABLE

ROWS = [
    ("STT", "Nhiệm vụ", "Cơ quan chủ trì", "Thời gian"),
    ("1", "Rà soát văn bản", "Sở Tư pháp", "Quý I/2026"),
]


def plan(path: Path, *below: str) -> Path:
    document = docx.Document()
    for text in (
        "Số: 12/KH-UBND",
        "Huế, ngày 05 tháng 01 năm 2026",
        "KẾ HOẠCH",
        "Cải cách hành chính năm 2026",
    ):
        document.add_paragraph(text)
    table = document.add_table(rows=len(ROWS), cols=len(ROWS[0]))
    for row, words in zip(table.rows, ROWS, strict=True):
        for cell, text in zip(row.cells, words, strict=True):
            cell.text = text
    for text in below:
        document.add_paragraph(text)
    document.save(str(path))
    return path


def test_duties_beside_the_table_are_proposed_and_its_rows_are_sure(tmp_path: Path) -> None:
    found = read_document(
        plan(
            tmp_path / "kh.docx",
            "III. TỔ CHỨC THỰC HIỆN",
            "1. Sở Nội vụ",
            "a) Theo dõi, tổng hợp, báo cáo UBND tỉnh trước ngày 15/12/2026.",
            "2. Sở Y tế: Tổ chức khám sức khỏe cho người cao tuổi.",
        )
    ).entries
    assert [(e.lead, e.timing, e.proposed) for e in found] == [
        ("Sở Tư pháp", "Quý I/2026", ""),
        ("Sở Nội vụ", "trước ngày 15/12/2026", BESIDE_TABLE),
        ("Sở Y tế", "", BESIDE_TABLE),
    ]


@pytest.mark.parametrize(
    "sentence",
    [
        "1. Các sở, ban, ngành căn cứ Kế hoạch này xây dựng kế hoạch của đơn vị.",
        "2. Các cơ quan được giao chủ trì có trách nhiệm phối hợp đúng tiến độ.",
        "3. Sở Tài chính có trách nhiệm bố trí kinh phí thực hiện các nhiệm vụ được giao.",
        "4. Thủ trưởng các sở định kỳ hàng quý báo cáo UBND tỉnh.",
        "5. Sở Nội vụ theo dõi, đôn đốc việc thực hiện Kế hoạch.",
        "6. Sở Tư pháp: Rà soát văn bản quy phạm, hoàn thành trong tháng 3 năm 2026.",
    ],
)
def test_the_plan_itself_and_what_a_row_says_are_no_other_tasks(sentence: str) -> None:
    row = Entry("", "", "1", "Rà soát văn bản quy phạm, hoàn thành", "Sở Tư pháp", "", "", "", "")
    assert duties_beside([Prose("III. TỔ CHỨC THỰC HIỆN"), Prose(sentence)], [row]) == ()


def test_reasons_and_aims_beside_a_table_stay_what_they_are() -> None:
    found = duties_beside(
        [
            Prose("I. MỤC ĐÍCH, YÊU CẦU"),
            Prose("2. Các sở, ngành phối hợp với Sở Y tế thực hiện đúng tiến độ."),
            Prose("II. NHIỆM VỤ"),
            Prose("Sở Y tế tiếp tục nâng cao chất lượng khám bệnh."),
            Prose("Các sở, ngành hoàn thành trước ngày 30/6/2026 các việc trong bảng sau:"),
        ],
        [],
    )
    assert found == ()


def test_the_time_of_the_rows_an_annex_and_what_a_page_has_behind_are_no_duties(tmp_path: Path) -> None:
    file = plan(
        tmp_path / "kh.docx",
        "II. TỔ CHỨC THỰC HIỆN",
        "Yêu cầu các cơ quan, đơn vị hoàn thành các nhiệm vụ dưới đây trước ngày 31/8/2026.",
        "1. Đảng ủy UBND tỉnh lãnh đạo UBND tỉnh cụ thể hóa nội dung; hoàn thành trước ngày 30/6/2026.",
        "PHỤ LỤC",
        "CÁC ĐỀ ÁN TRỌNG TÂM",
        "(Kèm theo Kế hoạch số 12/KH-UBND ngày 05/01/2026)",
    )
    document = docx.Document(str(file))
    table = document.add_table(rows=1, cols=2)
    table.cell(0, 0).text = "Nơi nhận:\n- Như trên"
    document.add_paragraph("Sở Nội vụ chủ trì tổ chức hội nghị (10/01/2026)")
    document.save(str(file))
    duties = read_document(file).entries[1:]
    assert [(duty.lead, duty.timing) for duty in duties] == [("Đảng ủy UBND tỉnh", "trước ngày 30/6/2026")]
