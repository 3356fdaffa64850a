"""Tables with a column an agency, whose marks say its part: CT, PH, x."""

import pytest

from plan.documents.model import Prose, TableRow
from plan.documents.role_matrices import UNREAD, UNTOLD, in_roles

OFFICES = ("Văn phòng HĐND và UBND", "Phòng Kinh tế", "Công an xã")


def rows(*marks: tuple[str, ...], offices: tuple[str, ...] = OFFICES) -> list[TableRow]:
    head = TableRow(("STT", "Nhiệm vụ", *offices, "Thời gian"))
    return [head, *(TableRow((str(n), f"Việc {n}", *said, "Quý I")) for n, said in enumerate(marks, 1))]


def parts(table: list[TableRow]) -> list[tuple[str, str, str]]:
    told = in_roles(table)
    assert isinstance(told[0], TableRow)
    assert told[0].cells[-2:] == ("Cơ quan chủ trì", "Cơ quan phối hợp")
    return [(*row.cells[-2:], row.doubt) for row in told[1:] if isinstance(row, TableRow)]  # type: ignore[misc]


@pytest.mark.parametrize(
    "marks",
    [
        (("CT", "PH", ""), ("", "CT", "PH")),
        (("Chủ trì", "Phối hợp", ""), ("", "Chủ trì", "Phối hợp")),
        (("C", "P", ""), ("", "C", "P")),
        (("R/A", "C", ""), ("", "R", "I")),
    ],
)
def test_marks_of_roles_name_who_leads_and_who_helps(marks: tuple[tuple[str, ...], ...]) -> None:
    assert parts(rows(*marks)) == [(OFFICES[0], OFFICES[1], ""), (OFFICES[1], OFFICES[2], "")]


def test_crosses_say_who_does_it_and_several_of_them_are_asked_about() -> None:
    assert parts(rows(("x", "", ""), ("X", "x", ""), ("", "", ""))) == [
        (OFFICES[0], "", ""),
        (f"{OFFICES[0]}; {OFFICES[1]}", "", UNTOLD),
        ("", "", ""),
    ]


def test_a_heading_of_two_floors_and_a_section() -> None:
    high = TableRow(("STT", "Nhiệm vụ", *["Cơ quan thực hiện"] * 3, "Thời gian"))
    table = [high, *rows(("CT", "", "PH"), ("", "CT", ""))]
    table.insert(2, TableRow(("I", *["Tổ chức bộ máy"] * 5)))
    told = [row.cells for row in in_roles(table) if isinstance(row, TableRow)]
    heading = ("STT", "Nhiệm vụ", "Thời gian", "Cơ quan chủ trì", "Cơ quan phối hợp")
    assert told[:3] == [heading, heading, ("I", *["Tổ chức bộ máy"] * 4)]
    assert told[3] == ("1", "Việc 1", "Quý I", OFFICES[0], OFFICES[2])


def test_persons_head_columns_too() -> None:
    persons = ("Nguyễn Văn An", "Đ/c Bình", "Trần Thị Cúc")
    assert parts(rows(("x", "", ""), ("", "x", ""), offices=persons))[0][0] == "Nguyễn Văn An"


@pytest.mark.parametrize(
    "heading",
    [
        (
            "TT",
            "Nội dung",
            "Cơ quan chủ trì",
            "Ban Thường vụ Tỉnh ủy",
            "Ban Chấp hành Đảng bộ tỉnh",
            "Thời gian",
        ),
        ("TT", "Nội dung", "Tháng 1", "Tháng 2", "Tháng 3", "Ghi chú"),
        ("TT", "Nội dung", "Đã thực hiện", "Chưa thực hiện", "Có", "Ghi chú"),
    ],
)
def test_marks_under_other_columns_stay(heading: tuple[str, ...]) -> None:
    table = [
        TableRow(heading),
        TableRow(("1", "Việc", "Sở Y tế", "x", "", "")),
        TableRow(("2", "Việc", "x", "", "x", "")),
    ]
    assert in_roles([Prose("Phụ lục"), *table]) == (Prose("Phụ lục"), *table)


def test_words_beside_marks_are_asked_about() -> None:
    table = rows(("CT", "PH", "Cung cấp số liệu"), ("PH", "CT", "PH"))
    asked = UNREAD.format(name=OFFICES[2], words="Cung cấp số liệu")
    assert parts(table)[0] == (OFFICES[0], OFFICES[1], asked)
    assert OFFICES[2] in parts(table)[1][2]
