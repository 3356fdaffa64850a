"""What a cell reads alone it reads behind a label as well, and nobody in it loses the role that the cell says."""

import json
from pathlib import Path

import pytest

from plan.agencies.naming.names import split
from tests.tables import every_row

HERE = Path(__file__).parent
CELLS = [
    row["cell"]
    for file in (HERE / "cells_by_kind.json", *sorted(HERE.glob("cells_of_draw_*.json"))[::4])
    for row in json.loads(file.read_text(encoding="utf-8"))
    if not {"open", "asked", "lead"} & row.keys()
]
UNROLED = [cell for cell in CELLS if not any(name.role for name in split(cell))]


@every_row(UNROLED)
def test_who_stands_behind_a_label_has_its_role(cell: str) -> None:
    lead, *others = split(f"Chủ trì: Sở Nội vụ. Phối hợp: {cell}")
    assert lead.role == "lead"
    assert {name.role for name in others} == {"partner"}


def parts(cell: str) -> list[tuple[str, str]]:
    return [(name.role, name.name) for name in split(cell)]


@pytest.mark.parametrize(
    ("helping", "names"),
    [
        ("Thường trực HĐND, UBND các xã, phường", ["Thường trực HĐND các xã, phường", "UBND các xã, phường"]),
        ("Đảng ủy, UBND xã Ba Vinh", ["Đảng ủy xã Ba Vinh", "UBND xã Ba Vinh"]),
        ("Đồng chí Nguyễn Văn An", ["Đồng chí Nguyễn Văn An"]),
        ("Đ/c Đức, Đ/c Ngọc", ["Đồng chí Đức", "Đồng chí Ngọc"]),
        ("1. Sở Y tế\n2. Sở Tài chính", ["Sở Y tế", "Sở Tài chính"]),
        ("a) Sở Y tế; b) Sở Tài chính", ["Sở Y tế", "Sở Tài chính"]),
        ("Đề nghị Ủy ban MTTQ Việt Nam tỉnh", ["Ủy ban MTTQ Việt Nam tỉnh"]),
        ("Trách nhiệm của Sở Tài chính", ["Sở Tài chính"]),
        (
            "Chi cục Thủy lợi - Sở Nông nghiệp và Môi trường",
            ["Chi cục Thủy lợi - Sở Nông nghiệp và Môi trường"],
        ),
        ("Văn phòng\nUBND tỉnh", ["Văn phòng UBND tỉnh"]),
        (
            "Ban Quản lý dự án đầu tư xây dựng các công trình giao thông tỉnh",
            ["Ban Quản lý dự án đầu tư xây dựng các công trình giao thông tỉnh"],
        ),
        ("Vụ Các vấn đề chung về xây dựng pháp luật", ["Vụ Các vấn đề chung về xây dựng pháp luật"]),
        ("Khoa Hồi sức tích cực - Chống độc", ["Khoa Hồi sức tích cực - Chống độc"]),
    ],
)
@pytest.mark.parametrize("form", ["Chủ trì: Sở Nội vụ. Phối hợp: {}", "Sở Nội vụ chủ trì, phối hợp với {}"])
def test_names_behind_a_role_are_whole(form: str, helping: str, names: list[str]) -> None:
    assert parts(form.format(helping)) == [("lead", "Sở Nội vụ"), *(("partner", name) for name in names)]


def test_a_lead_takes_no_places_over_from_a_partner() -> None:
    assert parts("Sở Nội vụ (chủ trì), Sở Tài chính các tỉnh, thành phố") == [
        ("lead", "Sở Nội vụ"),
        ("partner", "Sở Tài chính các tỉnh, thành phố"),
    ]


def test_a_partner_who_is_only_described_is_kept_to_be_asked_about() -> None:
    (_, found) = split("Chủ trì: Sở Nội vụ. Phối hợp: Theo phân công của Ban Chỉ đạo")
    assert found.role == "partner"


@pytest.mark.parametrize("officer", [" - Đ/c Hùng", " - đ/c Nguyễn Văn Hùng", ", đ/c Hùng"])
def test_who_has_it_in_hand_is_no_part_of_the_name(officer: str) -> None:
    assert parts(f"Phòng Kinh tế{officer}") == [("", "Phòng Kinh tế")]


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("UBND các tỉnh Đắk Lắk, Lâm Đồng {}", ["UBND tỉnh Đắk Lắk", "UBND tỉnh Lâm Đồng"]),
        ("Các cơ quan thuộc Hội đồng {}", ["Các cơ quan thuộc Hội đồng"]),
        ("Trường Tiểu học Kim Đồng {}", ["Trường Tiểu học Kim Đồng"]),
        (
            "Các sở, ngành, địa phương theo chức năng, nhiệm vụ được giao {}",
            ["Các sở, ngành", "Các địa phương"],
        ),
        ("Sở Tư pháp - Cơ quan thường trực Hội đồng {}", ["Sở Tư pháp"]),
    ],
)
def test_whoever_leads_is_marked(cell: str, names: list[str]) -> None:
    found = parts(cell.format("chủ trì, phối hợp với Sở Nội vụ"))
    assert found == [*(("lead", name) for name in names), ("partner", "Sở Nội vụ")]


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        (
            "Sở Nội vụ\nCơ quan thuế\nDoanh nghiệp viễn thông",
            ["Sở Nội vụ", "Cơ quan thuế", "Doanh nghiệp viễn thông"],
        ),
        ("Sở Nội vụ\nĐề nghị Ủy ban MTTQ Việt Nam tỉnh", ["Sở Nội vụ", "Ủy ban MTTQ Việt Nam tỉnh"]),
        ("Sở Nội vụ\nCơ quan, đơn vị liên quan", ["Sở Nội vụ", "Các cơ quan, đơn vị liên quan"]),
        ("Sở Nội vụ;\nTheo phân công của Ban Chỉ đạo", ["Sở Nội vụ", "Theo phân công của Ban Chỉ đạo"]),
        (
            "Sở Nội vụ\n100% các xã, phường\nTừng cơ quan",
            ["Sở Nội vụ", "100% các xã, phường", "Từng cơ quan"],
        ),
        ("Đồng chí Nguyễn Văn An; Sở Nội vụ", ["Đồng chí Nguyễn Văn An", "Sở Nội vụ"]),
        ("- Đ/c An\n- Sở Nội vụ", ["Đồng chí An", "Sở Nội vụ"]),
        ("Sở Nội vụ\nToàn thể giáo viên", ["Sở Nội vụ", "Toàn thể giáo viên"]),
        ("Văn phòng Đảng ủy\nBan Xây dựng Đảng", ["Văn phòng Đảng ủy", "Ban Xây dựng Đảng"]),
        ("- Sở Nội vụ;\n- Văn phòng\nUBND tỉnh", ["Sở Nội vụ", "Văn phòng UBND tỉnh"]),
        (
            "Đảng ủy\nxã Ba Vinh; Đảng ủy Khối\nDoanh nghiệp",
            ["Đảng ủy xã Ba Vinh", "Đảng ủy Khối Doanh nghiệp"],
        ),
        ("- Giám đốc, các Phó Giám đốc;\n- Sở Nội vụ", ["Giám đốc, các Phó Giám đốc", "Sở Nội vụ"]),
    ],
)
def test_a_line_is_a_name_or_goes_on_with_one(cell: str, names: list[str]) -> None:
    assert [name for _, name in parts(cell)] == names


@pytest.mark.parametrize(
    "cell",
    [
        "- Phòng Kinh tế;\n- Đ/c Hùng",
        "Phòng Kinh tế; đ/c Hùng",
        "- Phòng Kinh tế\n- Đồng chí Hùng",
        "Phòng Kinh tế\nĐ/c Hùng",
    ],
)
def test_a_person_listed_is_one_more_and_asked_about(cell: str) -> None:
    assert parts(cell) == [("", "Phòng Kinh tế"), ("", "Đồng chí Hùng")]


@pytest.mark.parametrize(
    "cell",
    [
        "Đ/c Đức, Đ/c Ngọc; Sở Nội vụ",
        "Đ/c Đức, Đ/c Ngọc\nSở Nội vụ",
        "- Đ/c Đức, Đ/c Ngọc;\n- Sở Nội vụ",
        "Đồng chí Đức, đồng chí Ngọc. Sở Nội vụ",
    ],
)
def test_persons_before_an_office_are_asked_about(cell: str) -> None:
    assert [name for _, name in parts(cell)] == ["Đồng chí Đức", "Đồng chí Ngọc", "Sở Nội vụ"]


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("1. Sở Nội vụ 2. Sở Y tế 3. Đ/c Hùng", ["Sở Nội vụ", "Sở Y tế", "Đồng chí Hùng"]),
        ("Công an\nQuân sự xã", ["Công an", "Quân sự xã"]),
        ("Công an xã\nQuân sự xã", ["Công an xã", "Quân sự xã"]),
        ("Công an\nBCH Quân sự xã", ["Công an", "Ban Chỉ huy Quân sự xã"]),
        ("Ban Chỉ huy\nQuân sự xã", ["Ban Chỉ huy Quân sự xã"]),
        ("- Văn phòng - Thống kê xã", ["Văn phòng - Thống kê xã"]),
        ("- Trung tâm Văn hóa - Thư viện tỉnh", ["Trung tâm Văn hóa - Thư viện tỉnh"]),
        ("- Trường Đại học Bách khoa - Đại học Đà Nẵng", ["Trường Đại học Bách khoa - Đại học Đà Nẵng"]),
        ("- Phòng Kinh tế - UBND xã Bình Sơn", ["Phòng Kinh tế - UBND xã Bình Sơn"]),
        ("- Sở Nội vụ - UBND các xã", ["Sở Nội vụ", "UBND các xã"]),
        ("- Sở Nội vụ - Thanh tra tỉnh - Thuế tỉnh", ["Sở Nội vụ", "Thanh tra tỉnh", "Thuế tỉnh"]),
        ("- Phó Chủ tịch UBND xã - Giám đốc Trung tâm Y tế", ["Phó Chủ tịch UBND xã Giám đốc Trung tâm Y tế"]),
    ],
)  # fmt: skip
def test_neither_two_bodies_are_one_nor_one_two(cell: str, names: list[str]) -> None:
    assert [name for _, name in parts(cell)] == names
