"""The tasks of the example plan as a browser sees them: a list with filters in the address, and one task."""

import re
from collections.abc import Callable
from datetime import date

from plan.audit.log import Act
from plan.obligations import acts
from tests.web.conftest import Office, words

Visit = Callable[[str], str]


def refs(html: str) -> list[str]:
    return re.findall(r'data-l="Mục">([^<]*)<', html)


def complete(province: Office, number: int) -> None:
    with province.database.begin() as session:
        act = Act("test", province.now, date(2012, 7, 17))
        row = acts.find_obligation(session, number)
        acts.complete(session, row, act, on=date(2012, 7, 2), document=None, note=None)


def test_all_tasks_stand_in_the_order_of_the_plan_under_their_sections(see: Visit) -> None:
    html = see("/tasks")
    assert "48 nhiệm vụ của 39/QĐ-UBND ngày 25/3/2012: 8 quá hạn , 4 chờ sự kiện ." in words(html)
    assert len(refs(html)) == 48
    assert refs(html)[:3] == ["I.1", "I.2", "I.3"]
    assert "II.–" in refs(html)
    assert re.findall(r'scope="rowgroup">(I[^ .]*)\.', html)[:3] == ["I", "II", "III"]
    assert "1–48 trong 48" in words(html)


def test_a_row_says_who_leads_the_next_day_and_where_it_stands(see: Visit) -> None:
    rows = {ref: words(row) for row in see("/tasks").split("<tr>") for ref in refs(row)}
    assert re.search(r"Sở Tư pháp 31/3/2012 Trễ 73 ngày", rows["I.2"])
    assert re.search(r"Sở Tư pháp 31/12/2012 4 thời hạn Đang thực hiện", rows["I.1"])
    assert re.search(r"35 cơ quan 31/12/2013", rows["II.4"])
    assert re.search(r"– Thường xuyên", rows["II.7"])


def test_filters_live_in_the_address_and_need_no_marks(see: Visit) -> None:
    assert refs(see("/tasks?q=thu+tuc+hanh+chinh&section=&status=&due=&plan=")) != refs(see("/tasks"))
    assert all("II" in ref or "I" in ref for ref in refs(see("/tasks?q=mot%20cua")))
    assert refs(see("/tasks?section=VII")) == [ref for ref in refs(see("/tasks")) if ref.startswith("VII.")]
    assert refs(see("/tasks?status=late"))[:2] == ["I.2", "I.3"]
    assert len(refs(see("/tasks?status=late"))) == 8
    assert len(refs(see("/tasks?status=awaiting"))) == 4
    assert "I.2" in refs(see("/tasks?agency=so-tu-phap"))
    assert "VII.1" not in refs(see("/tasks?agency=so-tu-phap"))
    assert "Không có nhiệm vụ nào như vậy" in see("/tasks?q=Atlantis")
    assert "I.2" not in refs(see("/tasks?due=2014"))


def test_what_is_done_leaves_the_late_ones(province: Office, see: Visit) -> None:
    (number,) = re.findall(r'href="/obligations/(\d+)"', see(_address(see, "I.2")))
    complete(province, int(number))
    assert "I.2" not in refs(see("/tasks?status=late"))
    assert "I.2" in refs(see("/tasks?status=done"))
    assert "Đã xong" in words(see("/tasks?status=done"))


def test_one_task_shows_the_words_their_reading_and_the_days(see: Visit) -> None:
    html = see(_address(see, "VII.1"))
    text = words(html)
    assert "Cột thời gian: “Hàng năm”." in text
    assert "Lặp lại" in text
    assert "31/3/2012 , thứ Bảy đúng hạn đến hết thứ Ba, 03/4/2012 Quá hạn 73 ngày làm việc" in text
    assert "Thời hạn 8" in text
    assert "39/QĐ-UBND, ngày 25/3/2012, mục VII.1" in text
    many = words(see(_address(see, "II.4")))
    assert "0/35 cơ quan xong" in many
    assert "Không có trang này" in see("/tasks/999999")
    assert "Không có trang này" in see("/tasks/99999999999")


def _address(see: Visit, ref: str) -> str:
    (row,) = [row for row in see("/tasks").split("<tr>") if refs(row) == [ref]]
    return re.findall(r'href="(/tasks/\d+)"', row)[0]
