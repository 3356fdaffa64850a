"""The first real plan, read whole."""

from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from plan.documents import read_document

PLAN = Path(__file__).parents[2] / "examples" / "quang-ngai-2012" / "plan.txt"


@pytest.fixture(scope="module")
def plan():
    return read_document(PLAN)


def entry(plan, section, number):
    return next(e for e in plan.entries if (e.section, e.number) == (section, number))


def test_the_preamble_says_what_the_plan_is(plan):
    assert plan.code == "39/QĐ-UBND"
    assert plan.title == "Kế hoạch cải cách hành chính tỉnh Quảng Ngãi giai đoạn 2012 - 2015"
    assert plan.issued_on == date(2012, 3, 25)
    assert plan.period == (date(2012, 1, 1), date(2015, 12, 31))
    assert plan.problems == ()


def test_every_row_is_read_and_counted_by_section(plan):
    assert Counter(e.section for e in plan.entries) == {
        "I": 7,
        "II": 14,
        "III": 6,
        "IV": 9,
        "V": 4,
        "VI": 5,
        "VII": 3,
    }
    assert len(plan.entries) == 48
    assert {e.section_title for e in plan.entries if e.section == "VI"} == {"VỀ HIỆN ĐẠI HÓA NỀN HÀNH CHÍNH"}


def test_a_cell_keeps_its_paragraphs_as_written(plan):
    assert entry(plan, "VI", "5").timing == "- Quý III năm 2012\n\n- Quý IV năm 2012"
    assert entry(plan, "VII", "1").partners == "Các sở, ngành và\n\nUBND các cấp"
    assert entry(plan, "III", "3").title.count("\n\n") == 1
    assert entry(plan, "II", "1").timing.startswith("Xây dựng KH Quý I năm 2012\n\nTriển khai")


def test_a_slip_of_the_source_stays_as_it_is(plan):
    assert entry(plan, "II", "7").partners == "Văn phòng UBND tỉnh, Sở Thông tin và ru ền thông"
    assert entry(plan, "VI", "5").partners == "Sở Kế hoạch và Đầu tư , Sở Tài chính, Sở Nội vụ"


def test_rows_of_a_group_inherit_partners_and_product_where_blank(plan):
    head = entry(plan, "II", "5.1")
    for number in ("5.2", "5.3", "5.4", "5.5", ""):
        row = entry(plan, "II", number)
        assert (row.partners, row.product) == (head.partners, head.product)
        assert row.lead != head.lead
    assert entry(plan, "II", "5.4").timing == "Năm 2013"


def test_the_duty_to_report_is_kept_as_written(plan):
    assert plan.reporting.startswith("4. Thủ trưởng các sở, ban, ngành và Chủ tịch UBND các huyện, thành phố")
    assert plan.reporting.endswith("báo cáo UBND tỉnh (qua Sở Nội vụ) để theo dõi, chỉ đạo thực hiện.")


def test_places_count_rows_as_on_the_page(plan):
    assert entry(plan, "I", "1").where == "table 1, row 4"
    assert entry(plan, "III", "6").where == "table 3, row 7"
