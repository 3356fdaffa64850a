"""The product column: milestones after a preposition of time, and the many dates that are none."""

from datetime import date

import pytest

from scheduler.phrases.read import read, task_deadlines
from scheduler.phrases.reading import DueDay, Part, Period, Reading

PLAN = Period.parse("2012-2015")


def milestones(product: str, time: str = "Thường xuyên") -> list[tuple[str, str]]:
    reading = read(time, PLAN, product)
    assert reading.unclear == ()
    return [(due.due.isoformat(), due.label) for due in task_deadlines(reading)]


@pytest.mark.parametrize(
    "product",
    [
        "Quyết định sửa đổi Quyết định số 04/2007/QĐ- UBND ngày 19/01/2007 của UBND tỉnh",
        "Quyết định số 19/2003/QĐ-UB ngày 30/01/2003",
        "Nghị quyết 30c/NQ-CP ngày 08/11/2011 của Chính phủ",
        "Chỉ thị số 11-CT/TU ngày 19/12/2011 của Ban Thường vụ Tỉnh ủy",
        "Hệ thống quản lý chất lượng theo TCVN ISO 9001:2008",
        "TCVN ISO 9001 : 2008",
        "Đề án nâng cao chất lượng giai đoạn 2012 – 2015",
        "Kế hoạch triển khai trong giai đoạn 2012-2015",
        "12 dịch vụ công cấp tỉnh và 06 dịch vụ công cấp huyện ở mức độ 3",
        "UBND 6 huyện miền núi",
        "Báo cáo kết quả đánh giá cho UBND tỉnh hàng năm",
        "Báo cáo định kỳ hàng quý",
        "Quyết định và bắt đầu triển khai thực hiện sau khi phê duyệt",
        "Kế hoạch năm học 2012-2013",
        "Nghị quyết kỳ họp thứ 9 khóa XI",
        "Đào tạo trong 3 tháng",
        "Công khai trong các cơ quan, đến từng người dân, trước pháp luật",
        "Kế hoạch năm 2013",
        "Đề án, tầm nhìn đến năm 2020",
    ],
)
def test_no_milestone(product: str) -> None:
    assert milestones(product) == []


@pytest.mark.parametrize(
    ("product", "expected"),
    [
        ("Kế hoạch vào năm 2012", [("2012-12-31", "Kế hoạch")]),
        ("Kế hoạch vào quý III năm 2012", [("2012-09-30", "Kế hoạch")]),
        ("Báo cáo trước ngày 15/12/2012.", [("2012-12-14", "Báo cáo")]),
        ("Báo cáo (chậm nhất 30/9/2012)", [("2012-09-30", "Báo cáo")]),
        ("Báo cáo đến hết tháng 6/2013", [("2013-06-30", "Báo cáo")]),
        ("Báo cáo trong quý I/2013", [("2013-03-31", "Báo cáo")]),
        ("Cử đội viên về các xã vào năm 2012 - 2013.", [("2013-12-31", "Cử đội viên về các xã")]),
        ("Báo cáo vào các năm 2013, 2015", [("2013-12-31", "Báo cáo (Năm 2013)")]),
        (
            "- Đề án vào năm 2012;\n- Báo cáo vào năm 2014",
            [("2012-12-31", "Đề án"), ("2014-12-31", "Báo cáo")],
        ),
        (
            "Nâng cấp Cổng vào năm 2012; nâng cấp trang vào năm 2014",
            [("2012-12-31", "Nâng cấp Cổng"), ("2014-12-31", "nâng cấp trang")],
        ),
        (
            "Sửa Quyết định số 04/2007/QĐ-UBND ngày 19/01/2007 vào quý II năm 2012",
            [("2012-06-30", "Sửa Quyết định số 04/2007/QĐ-UBND ngày 19/01/2007")],
        ),
    ],
)
def test_milestones(product: str, expected: list[tuple[str, str]]) -> None:
    found = milestones(product)
    assert [day for day, _ in found][: len(expected)] == [day for day, _ in expected]
    if len(found) == len(expected):
        assert found == expected


def test_a_yearly_milestone() -> None:
    assert milestones("Kế hoạch vào quý I hàng năm") == [
        (f"{year}-03-31", f"Kế hoạch (Quý I năm {year})") for year in PLAN.years
    ]


def test_far_years_are_names() -> None:
    reading = read("Năm 2013", PLAN, "Quy hoạch phát triển đến năm 2020")
    assert [due.due.year for due in task_deadlines(reading)] == [2013]
    assert reading.review == ("coi là tên gọi, không phải thời hạn: đến năm 2020",)


@pytest.mark.parametrize(
    "product", ["Kế hoạch vào quý V năm 2012", "Hội nghị vào tháng 13/2012", "Báo cáo trong tháng 6"]
)
def test_a_milestone_that_cannot_be_read_is_a_question(product: str) -> None:
    assert read("Năm 2013", PLAN, product).state == "unclear"


def test_a_milestone_does_not_fill_an_empty_time() -> None:
    assert read("", PLAN, "Kế hoạch vào năm 2012").state == "unclear"


def test_equal_days_keep_the_words_of_the_product() -> None:
    assert milestones("Đề án trình phê duyệt vào năm 2013", "Năm 2012-2013") == [
        ("2013-12-31", "Đề án trình phê duyệt")
    ]
    (deadline,) = task_deadlines(read("Năm 2012-2013", PLAN, "Đề án vào năm 2013"))
    assert deadline.opens == date(2012, 1, 1)


def test_two_products_of_one_day_keep_the_words_of_both() -> None:
    assert milestones("- Đề án vào năm 2013\n- Báo cáo vào năm 2013") == [("2013-12-31", "Đề án; Báo cáo")]


def test_different_agencies_on_one_day_stay_apart() -> None:
    product = "- Đề án tại Sở Xây dựng vào năm 2013\n- Đề án tại Sở Y tế vào năm 2013"
    found = task_deadlines(read("Năm 2012-2013", PLAN, product))
    assert [(due.due.year, due.agencies) for due in found] == [(2013, "Sở Xây dựng"), (2013, "Sở Y tế")]


def test_a_place_that_is_no_agency() -> None:
    (deadline,) = task_deadlines(read("Thường xuyên", PLAN, "Niêm yết tại trụ sở vào năm 2013"))
    assert deadline.agencies is None


def test_a_target_and_a_limit_of_one_day_stay_apart() -> None:
    day = date(2013, 12, 31)
    parts = tuple(
        Part(rule, None, "time", None, (DueDay("Năm 2013", date(2013, 1, 1), day, target=rule == "target"),))
        for rule in ("target", "limit")
    )
    found = task_deadlines(Reading("", "scheduled", parts))
    assert [due.target for due in found] == [True, False]


def test_equal_lines_borrow_each_their_own_words() -> None:
    assert milestones("- Báo cáo\n- Quyết định", "- Năm 2012\n- Năm 2012") == [
        ("2012-12-31", "Báo cáo; Quyết định")
    ]


def test_lines_borrow_words_only_when_there_are_as_many() -> None:
    time = "- Quý III năm 2012\n- Quý IV năm 2012"
    assert milestones("- Báo cáo\n- Quyết định", time) == [
        ("2012-09-30", "Báo cáo"),
        ("2012-12-31", "Quyết định"),
    ]
    assert milestones("Báo cáo, Quyết định", time) == [
        ("2012-09-30", "Quý III năm 2012"),
        ("2012-12-31", "Quý IV năm 2012"),
    ]
