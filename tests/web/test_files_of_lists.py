"""The board, a round and the list of tasks as files: what the page shows, and never a formula of a stranger's."""

import csv
import re
from collections.abc import Callable
from datetime import date
from io import BytesIO, StringIO

import pytest
from openpyxl import load_workbook
from sqlmodel import select
from starlette.testclient import TestClient

from plan.models import Agency, Obligation, Task
from plan.obligations import acts
from tests.web.conftest import Office

See = Callable[[str], str]
EVIL = '=HYPERLINK("http://evil.example";"xem")'


@pytest.fixture
def furnished(province: Office) -> Office:
    """One report came in under a number that is a formula; a name and a title are formulas."""
    with province.database.begin() as session:
        found = select(Obligation).where(
            Obligation.holder == "ban-dan-toc", Obligation.label == "Báo cáo quý II năm 2012"
        )
        row = session.exec(found).one()
        acts.complete(session, row, province.act(), on=date(2012, 7, 13), document="=1+1", note=None)
        session.get_one(Agency, "so-y-te").name = EVIL
        session.exec(select(Task).order_by(Task.id)).first().title = "+84 55"  # type: ignore[union-attr]  # there are many
    return province


def values(browser: TestClient, path: str) -> list[list[str]]:
    answer = browser.get(path)
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/octet-stream"
    assert answer.headers["content-disposition"].startswith("attachment; filename*=UTF-8''")
    text = answer.content.decode()
    assert text.startswith("\ufeff")
    return list(csv.reader(StringIO(text.removeprefix("\ufeff"))))


def cells(browser: TestClient, path: str) -> list[list[object]]:
    sheet = load_workbook(BytesIO(browser.get(path).content)).worksheets[0]
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "inlineStr", "n", "d"}, (
        "no formula"
    )
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


@pytest.mark.usefixtures("furnished")
def test_the_board_is_the_file_that_one_sees(browser: TestClient) -> None:
    rows = values(browser, "/reports.csv?year=2012")
    assert rows[0][:2] == ["Cơ quan", "Nhóm"]
    assert rows[0][3] == "Quý II (hạn 30/6/2012; đã nhận 1/35, 34 chậm)"
    assert rows[1] == [
        "Ban Dân tộc",
        rows[1][1],
        "trễ 73",
        "13/7, trễ 9",
        "trễ 11",
        "còn 76",
        "Chưa đến kỳ",
        "còn 167",
        "1/6",
    ]
    assert [row[0] for row in rows if "HYPERLINK" in row[0]] == [f"'{EVIL}"]
    only = values(browser, "/reports.csv?year=2012&q=son+ha")
    assert [row[0] for row in only[1:]] == ["UBND huyện Sơn Hà"]
    book = cells(browser, "/reports.xlsx?year=2012")
    assert book[0][0] == "Báo cáo định kỳ năm 2012"
    assert [row[0] for row in book if row[0] == EVIL] == [EVIL]


def test_the_page_leads_to_the_file_of_its_view(browser: TestClient) -> None:
    html = browser.get("/reports?year=2012&sort=late&q=s%E1%BB%9F").text
    (path,) = re.findall(r'href="(/reports\.xlsx\?[^"]+)"', html)
    assert cells(browser, path.replace("&amp;", "&"))[4][0].startswith("Sở")  # type: ignore[union-attr]
    (path,) = re.findall(r'href="(/tasks\.csv\?[^"]+)"', browser.get("/tasks?status=late&q=thu+tuc").text)
    assert "status=late" in path
    assert len(values(browser, path.replace("&amp;", "&"))) > 1


@pytest.mark.usefixtures("furnished")
def test_one_round_says_who_sent_what_under_which_number(browser: TestClient) -> None:
    (number,) = re.findall(r'href="/reports/(\d+)"><b>Quý II<', browser.get("/reports?year=2012").text)
    rows = values(browser, f"/reports/{number}.csv")
    (sent,) = [row for row in rows if row[0] == "Ban Dân tộc"]
    assert sent[1:] == ["Xong ngày 13/7, trễ 9 ngày làm việc", "", "2012-07-13", "'=1+1", "2012-07-02"]
    assert len(rows) == 36
    assert rows[1][2] == "11"
    assert cells(browser, f"/reports/{number}.xlsx")[0][0] == "Báo cáo quý II năm 2012"


def test_every_task_that_the_filters_leave(furnished: Office, browser: TestClient) -> None:
    rows = values(browser, "/tasks.csv")
    with furnished.database.read() as session:
        assert len(rows) - 1 == len(session.exec(select(Task.id).where(Task.withdrawn_on == None)).all())  # noqa: E711
    assert "'+84 55" in {row[2] for row in rows}
    few = values(browser, "/tasks.csv?status=late")
    assert 1 < len(few) < len(rows)
    assert all("Quá hạn" in row[6] or "quá hạn" in row[6] for row in few[1:])


def test_no_other_form_and_no_other_round(browser: TestClient) -> None:
    for path in ("/reports.docx", "/tasks.exe", "/reports/999999.csv", "/reports/x.csv"):
        assert browser.get(path).status_code == 404, path
