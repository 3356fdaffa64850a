"""The report board, one round, one obligation: the example plan as a browser sees it."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from sqlmodel import select

from plan.alphabet import sort_key
from plan.audit.log import Act
from plan.models import Obligation
from plan.obligations import acts
from tests.web.conftest import Office, words
from web.report_board import short_name

NOW = datetime(2012, 7, 17, 2, tzinfo=UTC)
Visit = Callable[[str], str]


def number_of(province: Office, agency: str, label: str) -> int:
    with province.database.read() as session:
        rows = select(Obligation.id).where(Obligation.holder == agency, Obligation.label == label)
        return session.exec(rows).one()


def receive(province: Office, number: int, on: date, document: str = "45/BC-BDT") -> None:
    with province.database.begin() as session:
        act = Act("test", province.now, date(2012, 7, 17))
        row = acts.find_obligation(session, number)
        acts.complete(session, row, act, on=on, document=document, note=None)


def row_of(html: str, agency: str) -> str:
    (row,) = [r for r in re.findall(r"<tr.*?</tr>", html, re.DOTALL) if f'"row">{agency}<' in r]
    return words(row)


def test_a_row_says_what_came_in_when_and_how_late(province: Office, see: Visit) -> None:
    label = "Báo cáo quý II năm 2012"
    receive(province, number_of(province, "ban-dan-toc", label), date(2012, 7, 13))
    receive(province, number_of(province, "so-tu-phap", label), date(2012, 6, 28))
    html = see("/reports?year=2012")
    assert re.search(r"13/7, trễ 9 : Xong ngày 13/7, trễ 9 ngày làm việc", row_of(html, "Ban Dân tộc"))
    assert "28/6 : Xong đúng hạn" in row_of(html, "Sở Tư pháp")
    assert "trễ 11 : Quá hạn 11 ngày làm việc" in row_of(html, "Sở Y tế")
    assert "còn 76" in row_of(html, "Sở Y tế")
    assert "2/35 đã nhận · 33 chậm" in words(html)


def test_the_first_line_counts_what_is_late_in_the_whole_year(see: Visit) -> None:
    text = words(see("/reports"))
    # Three rounds of 35, and three summaries of Sở Nội vụ that were due by then.
    assert "35 cơ quan gửi báo cáo. Tính đến 17/7/2012: 108 báo cáo quá hạn của 35 cơ quan." in text


def test_rounds_stand_in_the_order_of_their_days_the_shorter_first(see: Visit) -> None:
    heads = re.findall(r"<b>([^<]+)</b><span class=\"small quiet day\">", see("/reports?year=2012"))
    assert heads == ["Quý I", "Quý II", "6 tháng đầu", "Quý III", "Quý IV", "Năm"]


def test_rows_are_filtered_and_sorted_by_the_address(see: Visit) -> None:
    html = see("/reports?year=2012&regime=&sort=late&q=son+ha")
    assert re.findall(r'<th scope="row">([^<]+)<', html) == ["UBND huyện Sơn Hà"]
    html = see("/reports?group=UBND%20các%20huyện,%20thành%20phố")
    names = re.findall(r'<th scope="row">(UBND[^<]+)<', html)
    assert names[:3] == ["UBND huyện Ba Tơ", "UBND huyện Bình Sơn", "UBND huyện Đức Phổ"]
    assert "Sở Tư pháp" not in re.sub("placeholder.*", "", html)
    assert "Không có cơ quan nào như vậy" in see("/reports?q=Atlantis")
    assert "Chưa có kỳ báo cáo nào trong năm 2031" in see("/reports?year=2031")


def test_one_round_parts_those_who_sent_from_those_who_have_not(province: Office, see: Visit) -> None:
    receive(province, number_of(province, "ban-dan-toc", "Báo cáo quý II năm 2012"), date(2012, 7, 13))
    address = re.findall(r'href="(/reports/\d+)"><b>Quý II<', see("/reports"))[0]
    text = words(see(address))
    assert (
        "Hạn 30/6/2012, đúng hạn đến hết 02/7/2012. Tính đến 17/7/2012, đã nhận 1/35; 34 cơ quan chậm" in text
    )
    assert "Đã gửi 1 Cơ quan Tình trạng Số, ký hiệu Ban Dân tộc Xong ngày 13/7, trễ 9 ngày làm việc" in text
    assert "Không có trang này" in see("/reports/999999")


def test_an_obligation_shows_its_proof(province: Office, see: Visit) -> None:
    number = number_of(province, "ban-dan-toc", "Báo cáo quý I năm 2012")
    assert "Quá hạn 73 ngày làm việc" in words(see(f"/obligations/{number}"))
    receive(province, number, date(2012, 7, 13))
    text = words(see(f"/obligations/{number}"))
    assert (
        "Báo cáo quý I năm 2012 của Ban Dân tộc Xong, trễ 71 ngày làm việc. Nhận ngày 13/7/2012, số 45/BC-BDT ."
        in text
    )
    assert "31/3/2012 , thứ Bảy" in text
    assert "đúng hạn đến hết thứ Ba, 03/4/2012" in text
    assert "Ghi nhận đã xong; ngày 13/7/2012; số 45/BC-BDT test, 09:00" in text
    assert "Không có trang này" in see("/obligations/999999")


def test_names_of_a_register_stand_in_the_order_of_the_alphabet() -> None:
    names = ["Văn phòng", "Ủy ban", "Đài", "Sơn Tịnh", "Sơn Tây", "Sơn Hà", "Ba Tơ", "Dân tộc", "Đức Phổ"]
    assert sorted(names, key=sort_key) == [
        "Ba Tơ", "Dân tộc", "Đài", "Đức Phổ", "Sơn Hà", "Sơn Tây", "Sơn Tịnh", "Ủy ban", "Văn phòng",
    ]  # fmt: skip
    assert sorted(["má", "mạ", "ma", "mả", "mã", "mà", "mắ"], key=sort_key) == [
        "ma",
        "mà",
        "mả",
        "mã",
        "má",
        "mạ",
        "mắ",
    ]


@pytest.mark.parametrize(
    ("label", "name"),
    [
        ("Báo cáo quý II năm 2012", "Quý II"),
        ("Báo cáo 6 tháng đầu năm 2012", "6 tháng đầu"),
        ("Báo cáo năm 2012", "Năm"),
        ("Báo cáo năm 2011", "Năm 2011"),
        ("Báo cáo tổng kết", "Tổng kết"),
    ],
)
def test_the_head_of_a_column_leaves_out_what_goes_without_saying(label: str, name: str) -> None:
    assert short_name(label, 2012) == name
