"""Tables whose headings nobody knows."""

from pathlib import Path

from plan.documents import read_document
from plan.documents.guesses import guessed
from plan.documents.model import TableRow


def test_a_unit_is_no_agency_beside_a_plainer_heading() -> None:
    rows = [
        TableRow(("TT", "Chỉ tiêu", "Đơn vị", "Kết quả", "Cơ quan chủ trì theo dõi, đánh giá")),
        TableRow(("1", "Tỉ lệ dịch vụ công trực tuyến toàn trình", "%", "100%", "Văn phòng Chính phủ")),
        TableRow(("2", "Tỉ lệ cơ quan nhà nước cung cấp dữ liệu mở", "%", "95%", "Bộ Công an")),
    ]
    found = guessed(rows, with_targets=True)
    assert found["cơ quan chủ trì theo dõi, đánh giá"] == "lead"
    assert "đơn vị" not in found
    assert not guessed(rows)


TARGETS = (
    "<table><tr><td>TT</td><td>Chỉ tiêu</td><td>Chủ trì</td></tr>"
    "<tr><td>1</td><td>Kinh tế số chiếm 45% GRDP tỉnh.</td><td>Sở Tài chính</td></tr>"
    "<tr><td>2</td><td>Tỷ lệ phủ sóng 5G đạt 100% dân số.</td><td>Sở Y tế</td></tr></table>"
)


def test_targets_are_tasks_only_where_nothing_else_is(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(
        f"<p>V. TỔ CHỨC THỰC HIỆN</p><p>1. Sở Y tế</p><p>- Khám sức khỏe.</p>{TARGETS}"
    )
    (tmp_path / "b.html").write_text(TARGETS)
    assert [e.title for e in read_document(tmp_path / "a.html").entries] == ["Khám sức khỏe"]
    assert len(read_document(tmp_path / "b.html").entries) == 2


def test_a_table_of_samples_gives_way_to_the_duties_of_the_text(tmp_path: Path) -> None:
    samples = (
        "<table><tr><td>TT</td><td>Đối tượng</td><td>Thông số quan trắc</td><td>Thời gian quan trắc</td></tr>"
        "<tr><td>1</td><td>Nguồn nước</td><td>Độ mặn, độ kiềm, oxy hòa tan</td><td>02 lần/tháng</td></tr>"
        "<tr><td>2</td><td>Ao nuôi</td><td>Độ mặn, độ kiềm, tổng chất rắn</td><td>08 tháng</td></tr></table>"
    )
    (tmp_path / "a.html").write_text(
        f"<p>IV. TỔ CHỨC THỰC HIỆN</p><p>2. Sở Tài chính: Căn cứ dự toán, cấp kinh phí.</p>{samples}"
    )
    assert [e.lead for e in read_document(tmp_path / "a.html").entries] == ["Sở Tài chính"]
