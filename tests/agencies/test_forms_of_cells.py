"""The same cell written otherwise: signs around it, marks of lists, labels, lines. Each case stands for a kind that used to fail."""

import pytest

from plan.agencies.naming.names import split

TWO = ["Sở Y tế", "Sở Nội vụ"]


def parts(cell: str) -> list[tuple[str, str]]:
    return [(name.role, name.name) for name in split(cell)]


def names(cell: str) -> list[str]:
    return [name for _, name in parts(cell)]


@pytest.mark.parametrize(
    "cell",
    [
        "(Sở Y tế, Sở Nội vụ)",
        "“Sở Y tế, Sở Nội vụ”",
        "Sở Y tế (nếu có), Sở Nội vụ (1)",
        "Sở Y tế , Sở Nội vụ",
        "Sở Y tế,Sở Nội vụ",
        "-Sở Y tế\n-Sở Nội vụ",
        "1/ Sở Y tế\n2/ Sở Nội vụ",
        "1. Sở Y tế 2. Sở Nội vụ",
        "- Sở Y tế - Sở Nội vụ",
        "Sở Y tế, Sở Nội vụ theo dõi, đôn đốc",
    ],
)
def test_signs_and_marks_are_no_part_of_a_name(cell: str) -> None:
    assert names(cell) == TWO


@pytest.mark.parametrize(
    "lines",
    [
        ["Sở Y tế", "Hội Nông dân tỉnh", "Giám đốc Trung tâm Y tế"],
        ["Bộ Công an", "Bộ Nội vụ", "Các địa phương"],
        ["Phòng Văn hóa - Xã hội"],
        ["Chi cục Thủy lợi - Sở Nông nghiệp và Môi trường"],
        ["Cục Hàng không - Bộ Xây dựng"],
    ],
)
def test_dashes_in_a_line_stand_before_names(lines: list[str]) -> None:
    assert names("- " + " - ".join(lines)) == lines


def test_who_stands_in_a_bracket_may_be_many() -> None:
    assert names("(Sở Y tế, các sở, ban, ngành, đoàn thể)") == ["Sở Y tế", "Các sở, ban, ngành, đoàn thể"]


@pytest.mark.parametrize(
    "cell",
    [
        "Sở Y tế là cơ quan chủ trì, phối hợp với Sở Nội vụ",
        "Sở Y tế làm đầu mối, phối hợp với Sở Nội vụ",
        "Sở Y tế chủ trì, Sở Nội vụ tham gia",
        "Chủ trì: Sở Y tế Phối hợp: Sở Nội vụ",
        "Chủ trì Sở Y tế; phối hợp Sở Nội vụ",
        "Chủ trì - Sở Y tế; Phối hợp - Sở Nội vụ",
        "Chủ trì: Sở Y tế; tham gia: Sở Nội vụ",
        "Chủ trì: Sở Y tế\nĐơn vị tham gia: Sở Nội vụ",
        "Đầu mối: Sở Y tế; Phối hợp: Sở Nội vụ",
        "Cơ quan đầu mối: Sở Y tế; Cơ quan phối hợp: Sở Nội vụ",
        "Cơ quan chủ trì, thực hiện: Sở Y tế; Cơ quan phối hợp: Sở Nội vụ",
    ],
)
def test_who_leads_and_who_helps_may_be_said_in_many_ways(cell: str) -> None:
    assert parts(cell) == [("lead", "Sở Y tế"), ("partner", "Sở Nội vụ")]


def test_any_body_may_stand_behind_a_label_without_a_colon() -> None:
    assert parts("Chủ trì - Thường trực HĐND; Phối hợp - Giám đốc Sở Y tế") == [
        ("lead", "Thường trực HĐND"),
        ("partner", "Giám đốc Sở Y tế"),
    ]


def test_labels_in_short_begin_a_line() -> None:
    assert parts("CT: Văn phòng Đảng ủy\nPH: các phòng") == [
        ("lead", "Văn phòng Đảng ủy"),
        ("partner", "Các phòng"),
    ]


@pytest.mark.parametrize("committee", ["UBND", "Ủy ban nhân dân", "Uỷ ban Nhân dân"])
def test_one_office_of_both_councils_is_one(committee: str) -> None:
    assert names(f"Văn phòng HĐND và {committee} xã") == ["Văn phòng HĐND và UBND xã"]
    assert names(f"CT, các PCT {committee} tỉnh") == ["Chủ tịch, các Phó Chủ tịch UBND tỉnh"]


@pytest.mark.parametrize(
    "lines",
    [
        ["Các khoa", "Phòng Đào tạo"],
        ["Các bộ", "Các cơ quan ngang bộ"],
        ["Giám đốc các sở", "Thủ trưởng các ban, ngành"],
        ["Bộ Công an", "Hiệp hội Ngân hàng"],
        ["Trạm Y tế", "Các trường học"],
        ["Công an", "Ban Chỉ huy Quân sự xã"],
        ["UBKT Đảng ủy", "Văn phòng Đảng ủy"],
        ["Tòa án nhân dân tỉnh", "Thi hành án dân sự tỉnh"],
        ["BGH", "TTCM", "GVCN"],
        ["Văn phòng", "Thanh tra", "Các phòng chuyên môn"],
        ["Chủ đầu tư", "Nhà thầu thi công"],
    ],
)
def test_a_line_that_is_whole_ends_a_name(lines: list[str]) -> None:
    assert names("\n".join(lines)) == lines


@pytest.mark.parametrize(
    "cell",
    [
        "Đảng ủy\nCác cơ quan Đảng",
        "Các Bộ\nCông an",
        "Phòng\nCông chức",
        "Ban Quản lý\nCác khu công nghiệp",
        "Văn phòng\nChủ tịch nước",
    ],
)
def test_a_line_that_wants_more_goes_on(cell: str) -> None:
    assert len(names(cell)) == 1
