"""What a refusal says of the parts that were not read."""

from plan.documents.lost import lost_parts
from plan.documents.model import Problem


def test_places_are_said_as_people_read_them() -> None:
    found = (
        Problem("table 1, row 10", "", "Ô nhiệm vụ trống; chưa đọc dòng này.", lost=True),
        Problem("table 2, row 3, Thời gian", "", "Không ghi thời gian."),
        Problem("sheet Biểu 1, row 7", "", "Ô nhiệm vụ trống; chưa đọc dòng này.", lost=True),
    )
    said = lost_parts(found)
    assert said.startswith("bảng 1, dòng 10: Ô nhiệm vụ trống")
    assert "dòng 7" in said
    assert "table" not in said
    assert "Thời gian" not in said
    assert lost_parts(found[1:2]) == ""
