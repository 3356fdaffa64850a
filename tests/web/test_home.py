"""The overview."""

import re
from datetime import UTC, date, datetime, timedelta

from sqlmodel import select

from notifications.mail.server_limits import RateLimit, note_failure
from plan.ledger.stray_bounces import StrayReport, store_stray
from plan.models import Agency, LetterState

TODAY = date(2012, 7, 10)


def section(html: str, name: str) -> str:
    found = re.search(rf'aria-labelledby="{name}">.*?</section>', html, re.DOTALL)
    assert found, name
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", found[0]))


def counts(html: str) -> list[int]:
    return [
        int(n) for n in re.findall(r"<b>(\d+)</b>", html.split("lede counts")[1].split("</p>", maxsplit=1)[0])
    ]


def test_an_empty_office(local) -> None:
    html = local.get("/").text
    assert counts(html) == [0, 0, 0, 0]
    assert "Thứ Ba, ngày 10/7/2012" in html
    assert "Không có việc nào quá hạn" in html
    assert "Chờ xử lý <" not in html


def test_late_is_what_ended_before_today(office, local) -> None:
    office.oblige("so-tai-chinh", date(2012, 6, 30), "Quyết toán", ends=date(2012, 7, 2))
    office.oblige("so-tai-chinh", date(2012, 7, 7), "Còn kịp", ends=TODAY)
    office.oblige("so-tai-chinh", date(2012, 6, 1), "Xong rồi", done_on=date(2012, 6, 20))
    office.oblige("so-tai-chinh", date(2012, 6, 1), "Hủy rồi", cancelled_on=date(2012, 6, 20))
    html = local.get("/").text
    assert counts(html)[:2] == [1, 1]
    late = section(html, "late")
    assert "II.1. Quyết toán Sở Tài chính · việc số 1 30/6/2012 02/7/2012 trễ 6 ngày" in late  # as in letters
    assert "Còn kịp" in section(html, "soon")
    assert "hôm nay" in section(html, "soon")


def test_soon_is_fourteen_days(office, local) -> None:
    office.oblige("so-y-te", TODAY + timedelta(14), "Trong kỳ", ends=TODAY + timedelta(20))
    office.oblige("so-y-te", TODAY + timedelta(15), "Ngoài kỳ")
    soon = section(local.get("/").text, "soon")
    assert "Trong kỳ Sở Y tế · việc số 1 24/7/2012 30/7/2012 còn 20 ngày" in soon
    assert "Ngoài kỳ" not in soon


def test_long_lists_are_cut_the_longest_late_first(office, local) -> None:
    for n in range(53):
        office.oblige("so-tai-chinh", date(2012, 1, 1) + timedelta(n), f"Việc {n}.")
    html = local.get("/").text
    late = section(html, "late")
    assert "… và 3 việc khác" in late
    assert late.index("Việc 0.") < late.index("Việc 49.")
    assert "Việc 50." not in late
    assert counts(html)[0] == 53


def test_letters_are_counted_by_kind(office, local) -> None:
    office.post(date(2012, 7, 1), state=LetterState.SENT)
    office.post(date(2012, 7, 2))
    office.post(date(2012, 7, 3), state=LetterState.WAITING)
    office.post(date(2012, 7, 4), state=LetterState.SENDING)
    office.post(date(2012, 7, 4), "summary", LetterState.REFUSED)
    html = local.get("/").text
    assert counts(html)[2:] == [2, 1, 1]
    letters = section(html, "letters")
    assert "Thư nhắc việc 2 2 0" in letters
    assert "Báo cáo đôn đốc 0 0 0" in letters
    assert "Tổng hợp tuần 0 0 1" in letters
    assert "/mail?kind=summary&amp;state=refused" in html


def test_problems(office, local) -> None:
    office.oblige("so-y-te", date(2012, 9, 1))
    office.oblige("so-xay-dung", date(2012, 5, 1), done_on=date(2012, 5, 1))
    office.ticked = None
    html = local.get("/").text
    problems = section(html, "todo")
    assert "Sở Y tế có việc phải làm nhưng chưa có địa chỉ" in problems
    assert "Sở Xây dựng" not in problems
    assert "chưa chạy lần nào" in problems
    office.ticked = datetime(2012, 7, 10, 1, 59, tzinfo=UTC)
    assert "chạy lần cuối lúc 08:59, 10/7/2012" in local.get("/").text


def test_letters_that_wait_for_a_person_are_said_first(office, local, stranger) -> None:
    from plan.ledger.holds import HoldReason, hold, lift

    with office.database.begin() as session:
        hold(session, HoldReason.RESTORED, office.now, "bản sao ghi đến 08:00, 25/5/2012")
    said = section(local.get("/").text, "todo")
    assert (
        "Việc gửi đang được giữ lại: vừa khôi phục từ bản sao lưu (bản sao ghi đến 08:00, 25/5/2012)" in said
    )
    answer = stranger.get("/healthz")
    assert answer.status_code == 503
    assert any(reason.startswith("sending is held: restored since") for reason in answer.json()["reasons"])
    with office.database.begin() as session:
        lift(session, HoldReason.RESTORED)
    assert "giữ lại" not in local.get("/").text.partition('id="late"')[0]


def test_what_the_plan_asks_is_on_the_page_until_it_is_answered(office, local) -> None:
    from plan.models import Task
    from plan.storage.changes import note_change

    office.oblige("so-y-te", date(2012, 9, 1))
    with office.database.begin() as session:
        task = session.exec(select(Task)).first()
        task.lead, task.state, task.timing = "Sở Lạ", "unclear", "<i>Bao giờ</i> xong"
        task.review = ["chưa hiểu: bao giờ"]
        note_change(session)
    html = local.get("/").text
    assert "&lt;i&gt;Bao giờ&lt;/i&gt; xong" in html
    assert "Chưa hiểu: bao giờ" in section(html, "todo")
    assert "dondoc " not in section(html, "todo")
    assert "Không có trong sổ cơ quan" in section(html, "todo")


def test_groups_of_which_nobody_is_told_are_named(office, local) -> None:
    from plan.models import Task
    from plan.storage.changes import note_change

    office.oblige("so-y-te", date(2012, 9, 1))
    with office.database.begin() as session:
        task = session.exec(select(Task)).first()
        task.lead, task.partners = "Sở Y tế", "UBND các phường, xã"
        note_change(session)
    problems = section(local.get("/").text, "todo")
    assert "UBND các phường, xã: 1 việc (II.1) Nhóm này chưa có cơ quan nào trong sổ" in problems
    assert "không ai được báo" in problems


def test_an_unconfirmed_calendar_is_said(office) -> None:
    from starlette.testclient import TestClient

    from web.app import create_app

    office.calendar_warning = "Lịch nghỉ năm 2013 chưa được xác nhận"
    with TestClient(
        create_app(office.site()), base_url="http://127.0.0.1", client=("127.0.0.1", 1)
    ) as client:
        assert office.calendar_warning in section(
            client.get("/", headers={"Cookie": office.signed_in()}).text, "todo"
        )


def test_feeds_are_listed_without_their_secrets(office, local) -> None:
    from plan.subscriptions import feeds

    number, secret = office.subscribe("so-y-te", "Văn thư")
    office.subscribe(None)
    with office.database.begin() as session:
        hashed = feeds.revoke(session, office.act(), number).secret_hash
    html = local.get("/").text
    assert "Tất cả số 2 · đang dùng · chưa đọc Sở Y tế : Văn thư số 1 · đã thu hồi · chưa đọc" in section(
        html, "feeds"
    )
    assert secret not in html
    assert hashed not in html


def test_words_of_the_plan_stay_words(office, local) -> None:
    with office.database.begin() as session:
        session.add(Agency(code="x", name="<b>Sở</b>"))
    office.subscribe("so-y-te", '"><img src=x>')
    office.oblige("x", date(2012, 6, 1), "<script>alert(1)</script>")
    html = local.get("/").text
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html
    assert "<script" not in html
    assert "<img" not in html
    assert "<b>Sở</b>" not in html
    assert "&lt;b&gt;Sở&lt;/b&gt;" in html


def test_a_mail_server_that_turns_us_away_and_strays_are_said(office, local) -> None:
    office.post(TODAY, state=LetterState.WAITING, fault="rejected", error="550 5.7.1 Relaying denied")
    with office.database.begin() as session:
        note_failure(session, RateLimit("mail:25", 10, 1), "550 5.7.1", office.now)
        store_stray(session, office.now, b"x", StrayReport("a@x.example", "failure", ""))
    said = section(local.get("/").text, "todo")
    assert "Máy chủ thư không nhận thư của chương trình" in said
    assert "550 5.7.1 Relaying denied" in said
    assert "1 thư trả lại không rõ của thư nào" in said
