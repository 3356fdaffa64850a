"""The pages that say what each thing is: for anyone, linked from each other, from the rail and from what they explain."""

import re
from collections.abc import Callable
from datetime import date

import pytest
from starlette.testclient import TestClient

from scheduler.policy.policy import load_policy
from tests.web.conftest import RULES, Office, words
from tests.web.test_roles import TABLE
from web.help_topics import LEADS, TOPICS
from web.sentences import for_page

HELP = [path for method, path in TABLE if method == "GET" and path.startswith("/help")]
EXPLAINED = ("/todo", "/reports", "/tasks", "/mail", "/agencies", "/plans", "/papers", "/figures",
             "/admin/workdays/2012", "/obligations/1", "/calendar/2012/7", "/me")  # fmt: skip


def test_every_topic_has_a_page_and_a_lead() -> None:
    assert list(TOPICS) == list(LEADS)
    assert {f"/help/{topic}" for topic in TOPICS} <= set(HELP)


@pytest.mark.words
@pytest.mark.parametrize("path", HELP)
def test_anyone_may_read_it_and_each_link_leads_somewhere(
    browser: TestClient, visit: Callable[..., TestClient], path: str
) -> None:
    page = visit().get(path)
    assert page.status_code == 200
    assert "dondoc " not in words(page)
    links = set(re.findall(r'href="(/[^"#?]*)', page.text))
    assert "/help" in links or path == "/help" or path in ("/help/calendars", "/help/keys")
    for link in links - {"/admin/users"}:
        if not link.startswith("/static"):
            assert browser.get(link).status_code in (200, 303), link


def test_the_pages_lead_to_what_explains_them(see: Callable[[str], str]) -> None:
    for path in EXPLAINED:
        page = see(path)
        assert 'href="/help">Trợ giúp</a>' in page, path
        assert re.search(r'href="/help/[a-z-]+">[^<]+</a>(?: ·|</p>)', page), path


def test_what_is_said_of_days_is_what_is_counted(visit: Callable[..., TestClient]) -> None:
    """30/6/2012 is a Saturday; the ladder is that of the shipped policy."""
    assert RULES.calendar.on_or_after(date(2012, 6, 30)) == date(2012, 7, 2)
    assert "đúng hạn đến hết thứ Hai 02/7/2012" in words(visit().get("/help/on-time"))
    policy = load_policy()
    assert (policy.report.escalate, policy.report.above_from) == ((2, 5, 10), 10)
    assert (policy.report.late, policy.task.late, policy.task.late_every) == ((1, 5, 10), (1, 5, 10), 20)
    assert {rung.name: rung.lead for rung in policy.remind}["year"] == (60, 30, 14, 3, 0)
    said = words(visit().get("/help/letters"))
    for line in ("trước 60, 30, 14, 3 ngày", "trước 14, 5, 1 ngày", "sau 1, 5, 10 ngày rồi cứ 20 ngày"):
        assert line in said


def test_an_office_without_a_plan_is_told_where_to_begin(office: Office, local: TestClient) -> None:
    from sqlmodel import delete

    from plan.models import Plan
    from plan.storage.changes import note_change

    with office.database.begin() as session:
        session.exec(delete(Plan))
        note_change(session)
    assert "tải lên kế hoạch đầu tiên" in words(local.get("/"))


def test_a_page_names_no_column_of_a_file() -> None:
    assert for_page("nhóm này chưa có cơ quan nào (thành viên ghi ở cột groups): không ai được báo") == (
        "Nhóm này chưa có cơ quan nào (thành viên ghi ở ô Nhóm của từng cơ quan): không ai được báo."
    )
    assert for_page("đã chỉ so-y-te; ai kế tục thì ghi ở cột successor của sổ cơ quan") == (
        "Đã chỉ so-y-te; ai kế tục thì ghi ở mục Sáp nhập của cơ quan ấy."
    )
