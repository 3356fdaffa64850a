"""Finding things: by a word without marks, by a number, by the number of a document; what is typed is never a pattern."""

import re
import unicodedata
from collections.abc import Callable
from datetime import date

import pytest
from sqlmodel import select
from starlette.testclient import TestClient

from plan.audit.log import Act
from plan.models import Task
from plan.obligations import acts
from plan.text import bare
from tests.web.conftest import Office, words
from tests.web.test_tasks import complete, refs

Visit = Callable[[str], str]


def found(html: str, heading: str) -> str:
    return words(html.partition(f'id="{heading}"')[2].partition("</section>")[0])


def test_words_without_marks_find_tasks(see: Visit) -> None:
    text = found(see("/find?q=don+gian"), "tasks")
    assert "II.1" in text
    assert "đơn giản hóa thủ tục hành chính" in text
    assert found(see("/find?q=%C4%90%C6%A1n+gi%E1%BA%A3n"), "tasks") == text
    typed = unicodedata.normalize("NFD", "đơn giản")
    assert found(see(f"/find?q={typed}"), "tasks") == text
    assert refs(see("/tasks?q=don+gian")) == refs(see(f"/tasks?q={typed}")) != []


def test_a_place_in_the_plan_finds_its_task(see: Visit) -> None:
    assert "Xây dựng và tổ chức thực hiện kế hoạch" in found(see("/find?q=VII.1"), "tasks")
    assert "Xây dựng và tổ chức thực hiện kế hoạch" in found(see("/find?q=vii.1"), "tasks")


def test_an_agency_is_found_by_name_short_name_or_code(see: Visit) -> None:
    text = found(see("/find?q=dan+toc"), "agencies")
    assert "Ban Dân tộc" in text
    assert "Ban Dân tộc" in found(see("/find?q=ban-dan-toc"), "agencies")


def test_an_obligation_is_found_by_its_number_and_by_its_document(province: Office, see: Visit) -> None:
    (number,) = set(re.findall(r'href="/obligations/(\d+)"', see("/tasks/2")))
    complete(province, int(number))
    assert f"việc số {number}" in found(see(f"/find?q={number}"), "obligations").lower()
    with province.database.begin() as session:
        act = Act("test", province.now, date(2012, 7, 17))
        row = acts.find_obligation(session, int(number))
        acts.correct(session, row, act, reason="quên số", on=date(2012, 7, 3), document="45/QĐ-STP")
    for typed in ("45/QĐ-STP", "45/qđ", "45/Q"):
        assert "45/QĐ-STP" in found(see(f"/find?q={typed}"), "documents"), typed
    assert "Không thấy gì" in see("/find?q=45_Q")


@pytest.mark.parametrize("typed", ["%25", "_", "\\", "'", "%00", "999999999999999999999", "x" * 300])
def test_what_is_typed_is_never_a_pattern(see: Visit, typed: str) -> None:
    html = see(f"/find?q={typed}")
    assert "Không thấy gì" in html or "Gõ tên việc" in html
    assert typed == "%00" or refs(see(f"/tasks?q={typed}")) == []


def test_nothing_typed_asks_for_something(browser: TestClient) -> None:
    assert "Gõ tên việc" in words(browser.get("/find"))
    assert "Gõ tên việc" in words(browser.get("/find?q=++"))
    assert browser.get("/find?q=" + "x" * 301).status_code in (404, 422)


def test_at_most_ten_of_a_kind_and_the_way_to_all(see: Visit) -> None:
    html = see("/find?q=xay+dung")
    assert len(re.findall(r'href="/tasks/\d+"', html)) == 10
    (total,) = re.findall(r"Cả (\d+) nhiệm vụ", words(html))
    assert len(refs(see("/tasks?q=xay+dung"))) == int(total)


def test_the_words_follow_every_change_of_a_row(province: Office, see: Visit) -> None:
    with province.database.begin() as session:
        task = session.exec(select(Task).where(Task.section == "II", Task.number == "1")).one()
        task.title = "Lập Sổ đăng ký Cầu Rồng"
    assert "Cầu Rồng" in see("/find?q=cau+rong")
    with province.database.read() as session:
        for row in session.exec(select(Task)):
            assert row.bare == bare(f"{row.title} {row.product}")


def test_on_either_database(office: Office, local: TestClient) -> None:
    number = office.oblige("so-y-te", date(2012, 6, 29), "Đơn giản hóa thủ tục")
    with office.database.begin() as session:
        act = Act("test", office.now, date(2012, 7, 10))
        row = acts.find_obligation(session, number)
        acts.complete(session, row, act, on=date(2012, 7, 2), document="45_%/BC-SYT", note=None)
    assert "Đơn giản hóa thủ tục" in found(local.get("/find?q=don+gian").text, "tasks")
    assert "45_%/BC-SYT" in found(local.get("/find", params={"q": "45_%/bc"}).text, "documents")
    assert "Không thấy gì" in local.get("/find", params={"q": "45%"}).text
    assert f"Việc số {number}" in found(
        local.get(f"/find?q=vi%E1%BB%87c+s%E1%BB%91+{number}").text, "obligations"
    )
    assert "Sở Y tế" in found(local.get("/find?q=y+te").text, "agencies")
