"""The tasks of the example plan as a browser sees them: a list with filters in the address, and one task."""

import re
from collections.abc import Callable
from datetime import date

import pytest
from httpx2 import Response
from starlette.testclient import TestClient

from plan.audit.log import Act
from plan.obligations import acts
from tests.web.conftest import Office, words
from tests.web.one_app import app_of
from web.quotes import pieces, words_behind

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
    assert "Cột thời gian: “ Hàng năm ” ." in text
    assert "Lặp lại" in text
    first = r"31/3/2012 , thứ Bảy nghỉ (.*), 31/3/2012 nghỉ .*, 02/4/2012 đúng hạn đến hết thứ Ba, 03/4/2012 Quá hạn 73"
    assert re.search(first, text)
    assert re.search(r"“Quyết định .*? <b>vào quý I hàng năm</b>", html)
    assert "Thời hạn 8" in text
    assert "39/QĐ-UBND, ngày 25/3/2012, mục VII.1" in text
    many = words(see(_address(see, "II.4")))
    assert "0/35 cơ quan xong" in many
    assert "Không có trang này" in see("/tasks/999999")
    assert "Không có trang này" in see("/tasks/99999999999")


def _address(see: Visit, ref: str) -> str:
    (row,) = [row for row in see("/tasks").split("<tr>") if refs(row) == [ref]]
    return re.findall(r'href="(/tasks/\d+)"', row)[0]


@pytest.fixture
def send(browser: TestClient) -> Callable[..., Response]:
    headers = {"Sec-Fetch-Site": "same-origin", "Content-Type": "application/x-www-form-urlencoded"}
    return lambda path, **fields: browser.post(path, data=fields, headers=headers)


def _seen(html: str) -> str:
    return re.findall(r'name="seen" value="(\w+)"', html)[0]


def test_other_words_are_shown_as_they_would_be_read_before_they_are_taken(
    see: Visit, send: Callable[..., Response]
) -> None:
    place = _address(see, "VII.1")
    before = see(place)
    assert "Như “Quý IV năm 2015”" in words(before)  # of the plan's own years
    looked = see(f"{place}?words=Qu%C3%BD+IV+n%C4%83m+2012")
    assert "“Quý IV năm 2012” sẽ được hiểu là: Một lần" in words(looked)
    assert "ngày 31/12/2012" in words(looked)
    assert refs(see("/tasks"))
    assert _seen(before) == _seen(looked) == _seen(see(place))
    assert "Hãy viết cách khác" in words(see(f"{place}?words=Qu%C3%BD+V+n%C4%83m+2012"))
    assert send(f"{place}/timing", words="Quý IV năm 2012", seen=_seen(before)).status_code == 303
    after = words(see(place))
    assert "Đã trả lời, thời gian: “Quý IV năm 2012”" in after
    assert "Cột thời gian: “ Hàng năm ” ." in after
    assert "Trả lời thay cho lời của kế hoạch, thời gian: “Quý IV năm 2012”" in after
    assert "operator@quangngai.example" in after
    late = send(f"{place}/timing", words="Quý III năm 2012", seen=_seen(before))
    assert late.status_code == 412
    assert "Có người khác vừa đổi nhiệm vụ này" in late.text
    assert 'value="Quý III năm 2012"' in late.text
    assert send(f"{place}/forget", cell="timing", seen=_seen(see(place))).status_code == 303
    assert "Đã trả lời" not in words(see(place))
    assert send(f"{place}/forget", cell="timing").status_code == 422


def test_an_event_that_occurred_sets_the_days(see: Visit, send: Callable[..., Response]) -> None:
    awaiting = refs(see("/tasks?status=awaiting"))
    place = _address(see, awaiting[0])
    assert "Sự kiện đã xảy ra…" in words(see(place))
    wrong = send(f"{place}/occurred", on="1/1/2013", document="12/QĐ", seen=_seen(see(place)))
    assert wrong.status_code == 422
    assert "còn ở phía trước" in words(wrong)
    assert 'value="12/QĐ"' in wrong.text
    assert (
        send(f"{place}/occurred", on="2/7/2012", document="12/QĐ", seen=_seen(see(place))).status_code == 303
    )
    assert "Sự kiện đã xảy ra ngày 02/7/2012, 12/QĐ" in words(see(place))
    assert send(f"{_address(see, 'I.2')}/occurred", on="2/7/2012").status_code == 422


def test_a_lead_is_named_on_the_page(see: Visit, send: Callable[..., Response]) -> None:
    place = _address(see, "I.7")
    refused = send(f"{place}/lead", words="Sở không có thật", seen=_seen(see(place)))
    assert refused.status_code == 422
    assert 'value="Sở không có thật"' in refused.text
    assert "dondoc " not in words(refused)
    assert send(f"{place}/lead", words="Sở Tài chính", seen=_seen(see(place))).status_code == 303
    assert "Đã trả lời, chủ trì: “Sở Tài chính”" in words(see(place))
    assert "I.7" in refs(see("/tasks?agency=so-tai-chinh"))


def test_what_is_done_on_a_task_needs_an_operator(province: Office, see: Visit) -> None:
    place = _address(see, "I.2")
    with TestClient(app_of(province.site()), base_url="http://127.0.0.1", client=("127.0.0.1", 1)) as browser:
        browser.headers["Cookie"] = province.signed_in("viewer")
        html = browser.get(place).text
        assert 'method="post" action="/tasks/' not in html
        assert browser.post(f"{place}/lead", data={"words": "Sở Tài chính"},
                            headers={"Sec-Fetch-Site": "same-origin"}).status_code == 403  # fmt: skip


def test_used_words_are_set_apart_wherever_they_stand() -> None:
    assert pieces("Quyết định,  vào QUÝ I\nhàng năm.", ["quý I hàng năm"]) == (
        ("Quyết định, vào ", False), ("QUÝ I hàng năm", True), (".", False),
    )  # fmt: skip
    said = "Quyết định ban hành vào quý I hàng năm; báo cáo kết quả: tháng 12, kế hoạch"
    assert words_behind(said, ["quyết định ban hành", "báo cáo  kết quả"]) == (
        "vào quý I hàng năm",
        "tháng 12, kế hoạch",
    )
    assert words_behind(said, ["không có"]) == ()
    assert pieces("", ["x"]) == ()
    assert pieces("x", ["", "không có"]) == (("x", False),)


def test_a_row_that_is_no_task_asks_nothing_of_anybody_until_that_is_taken_back(browser: TestClient) -> None:
    page = browser.get("/tasks/1").text
    assert "Không phải nhiệm vụ…" in page
    seen = re.search(r'name="seen" value="([^"]*)"', page)
    assert seen
    headers = {"Sec-Fetch-Site": "same-origin"}
    assert browser.post("/tasks/1/no-task", data={"seen": seen[1]}, headers=headers).status_code == 303
    said = words(browser.get("/tasks/1"))
    assert "Đã trả lời, cả dòng: không phải nhiệm vụ" in said
    assert "Không phải nhiệm vụ…" not in said
    assert "Thời hạn đang mở sớm nhất Không có" in said
    assert browser.post("/tasks/1/no-task", data={"seen": seen[1]}, headers=headers).status_code == 412
    assert browser.post("/tasks/1/forget", data={"cell": "row"}, headers=headers).status_code == 303
    assert "Không phải nhiệm vụ…" in words(browser.get("/tasks/1"))
