"""A table is named by what stands above it: nobody counts tables, and a letterhead is one."""

from pathlib import Path

import pytest

from plan.documents import read_document
from plan.documents.annexes import read_annex
from plan.documents.table_names import named_by
from plan.labels import place_in_document
from tests.documents.test_programmes import _table
from web.review import place_of

ROWS = "TT | Nội dung | Chủ trì | Thời gian\n1 | Sơ kết | Sở Y tế | Quý I"
LETTERHEAD = "UBND TỈNH | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nSố: 9/KH-UBND | Huế, ngày 05 tháng 01 năm 2026"


@pytest.mark.parametrize(
    ("above", "name"),
    [
        (["II. PHÂN CÔNG NHIỆM VỤ"], "II. PHÂN CÔNG NHIỆM VỤ"),
        (["2. Trước mùa mưa bão:", ""], "2. Trước mùa mưa bão"),
        (["Các cơ quan thực hiện nghiêm túc."], "TT | Nội dung | Chủ trì"),
        ([], "TT | Nội dung | Chủ trì"),
        (["x" * 130], "TT | Nội dung | Chủ trì"),
    ],
)
def test_a_table_is_called_by_the_heading_above_it(above: list[str], name: str) -> None:
    assert named_by(None, above, ("TT", "Nội dung", "Chủ trì")) == name


def test_an_annex_names_its_table() -> None:
    annex = read_annex(["PHỤ LỤC II", "NHIỆM VỤ NĂM 2026", "(Kèm theo Kế hoạch số 9/KH-UBND ngày 5/1/2026)"])
    assert named_by(annex, ["PHỤ LỤC II"], ()) == "PHỤ LỤC II NHIỆM VỤ NĂM 2026"


def test_places_say_the_name_and_keep_their_count_for_programs(tmp_path: Path) -> None:
    path = tmp_path / "kh.html"
    path.write_text(
        f"{_table(LETTERHEAD)}<p>KẾ HOẠCH</p><p>năm 2026</p><p>THÁNG 9</p>{_table(ROWS)}<p>THÁNG 10</p>{_table(ROWS)}"
    )
    plan = read_document(path)
    first = plan.entries[0]
    assert first.where == "table 1, row 2"
    assert plan.tables == {"table 1": "THÁNG 9", "table 2": "THÁNG 10"}
    assert place_in_document(f"{first.where}, Thời gian", plan.tables) == "bảng “THÁNG 9”, dòng 2, Thời gian"
    assert place_of({"where": first.where}, plan.tables) == "Dòng 2, bảng “THÁNG 9”"
    assert place_in_document(first.where) == "bảng 1, dòng 2"
