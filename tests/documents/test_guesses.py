"""Tables whose headings nobody knows."""

from plan.documents.guesses import guessed
from plan.documents.model import TableRow


def test_a_unit_is_no_agency_beside_a_plainer_heading() -> None:
    rows = [
        TableRow(("TT", "Chỉ tiêu", "Đơn vị", "Kết quả", "Cơ quan chủ trì theo dõi, đánh giá")),
        TableRow(("1", "Tỉ lệ dịch vụ công trực tuyến toàn trình", "%", "100%", "Văn phòng Chính phủ")),
        TableRow(("2", "Tỉ lệ cơ quan nhà nước cung cấp dữ liệu mở", "%", "95%", "Bộ Công an")),
    ]
    found = guessed(rows)
    assert found["cơ quan chủ trì theo dõi, đánh giá"] == "lead"
    assert "đơn vị" not in found
