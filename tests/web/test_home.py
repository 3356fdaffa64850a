"""The overview."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

from sqlmodel import select, update

from notifications.mail.server_limits import RateLimit, note_failure
from plan.ledger.holds import HoldReason, hold
from plan.ledger.stray_bounces import StrayReport, store_stray
from plan.models import Agency, LetterState, Party
from tests.web.conftest import words
from tests.web.one_app import app_of
from tests.web.test_todo import declare

TODAY = date(2012, 7, 10)


def section(html: str, name: str) -> str:
    found = re.search(rf'aria-labelledby="{name}">.*?</section>', html, re.DOTALL)
    assert found, name
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", found[0]))


def fact(html: str) -> str:
    """The sentence at the head."""
    return words(html.partition('id="fact"')[2].partition("</p>")[0].partition(">")[2]).strip()


def numbers(html: str) -> list[tuple[int, str]]:
    """Every number of that sentence that leads somewhere, and where."""
    sentence = html.partition('id="fact"')[2].partition("</p>")[0]
    links = re.findall(r'href="([^"]+)"[^>]*>(?:<b>)?([\d.]+) ', sentence)
    return [(int(number.replace(".", "")), href.replace("&amp;", "&")) for href, number in links]


def rows(html: str) -> int:
    """The rows that a page lists, heads and bands left out."""
    bodies = re.findall(r"<tbody>.*?</tbody>", html, re.DOTALL)
    return sum(len(re.findall(r"<tr(?! class=.band)[ >]", body)) for body in bodies)


def every_row(see: Callable[[str], str], href: str) -> int:
    """The rows of a list with those of its further pages."""
    html = see(href)
    further = re.search(r'rel="next" href="([^"]+)"', html)
    return rows(html) + (every_row(see, further[1].replace("&amp;", "&")) if further else 0)


def test_an_empty_office(local) -> None:
    html = local.get("/").text
    assert fact(html) == (
        "Không có việc nào quá hạn. Không có gì chờ xử lý. Trong 14 ngày tới không có việc nào đến hạn."
    )
    assert "Thứ Ba, ngày 10/7/2012" in html
    assert "Không có nhiệm vụ nào quá hạn" in html
    assert "Chưa có việc nào đến hạn trong năm 2012" in html
    assert "Chưa có kỳ báo cáo nào đến hạn" in html
    assert 'class="n' not in html


def test_late_is_what_ended_before_today(office, local) -> None:
    office.oblige("so-tai-chinh", date(2012, 6, 30), "Quyết toán", ends=date(2012, 7, 2))
    office.oblige("so-tai-chinh", date(2012, 7, 7), "Còn kịp", ends=TODAY)
    office.oblige("so-tai-chinh", date(2012, 6, 1), "Xong rồi", done_on=date(2012, 6, 20))
    office.oblige("so-tai-chinh", date(2012, 6, 1), "Hủy rồi", cancelled_on=date(2012, 6, 20))
    html = local.get("/").text
    assert fact(html).startswith("1 việc quá hạn : đều là nhiệm vụ, của 1 cơ quan .")
    late = section(html, "late")
    assert "II.1 Quyết toán Sở Tài chính 30/6/2012 Trễ 6 ngày" in late
    assert "Còn kịp" not in late
    assert "Còn kịp" in local.get("/due?when=soon").text


def test_soon_is_fourteen_days(office, local) -> None:
    office.oblige("so-y-te", TODAY + timedelta(14), "Trong kỳ", ends=TODAY + timedelta(20))
    office.oblige("so-y-te", TODAY + timedelta(15), "Ngoài kỳ")
    assert "Trong 14 ngày tới 1 việc đến hạn : đều là nhiệm vụ, của 1 cơ quan ." in fact(local.get("/").text)
    soon = words(local.get("/due?when=soon"))
    assert "Trong kỳ Sở Y tế 24/7/2012 đúng hạn đến hết 30/7/2012 Đang thực hiện" in soon
    assert "Ngoài kỳ" not in soon


def test_long_lists_are_cut_the_longest_late_first(office, local) -> None:
    for n in range(103):
        office.oblige("so-tai-chinh", date(2012, 1, 1) + timedelta(n), f"Việc {n}.")
    html = local.get("/").text
    late = section(html, "late")
    assert "10 nhiệm vụ trễ lâu nhất trong 103" in late
    assert late.index("Việc 0.") < late.index("Việc 9.")
    assert "Việc 10." not in late
    first, second = local.get("/due?when=late").text, local.get("/due?when=late&after=100").text
    assert (rows(first), rows(second)) == (100, 3)
    assert "1–100 trong 103" in words(first)
    assert "101–103 trong 103" in words(second)


def test_letters_of_today_are_counted_and_who_is_looked_at_tomorrow(office, local) -> None:
    office.post(TODAY, state=LetterState.SENT)
    office.post(TODAY, "summary")
    office.post(TODAY, "escalation", LetterState.WAITING)
    office.post(TODAY, "monthly", LetterState.REFUSED)
    office.post(date(2012, 7, 9), state=LetterState.SENT)
    number = office.oblige("so-tai-chinh", date(2012, 9, 1))
    with office.database.begin() as session:
        session.exec(update(Party).where(Party.obligation_id == number).values(next_on=date(2012, 7, 11)))
    letters = section(local.get("/").text, "letters")
    assert "2 thư đã gửi , 1 thư đang chờ , 1 thư bị từ chối" in letters
    assert "Thứ Tư xét nhắc 1 cơ quan, 11/7/2012" in letters


def test_each_number_is_the_rows_it_leads_to(province, see) -> None:
    declare(province, "so-y-te", "Báo cáo quý II năm 2012", province.now - timedelta(days=1))
    province.post(date(2012, 7, 17), state=LetterState.REFUSED)
    found = numbers(see("/"))
    assert len(found) >= 5
    for number, href in found:
        assert every_row(see, href) == number, href


def test_the_numbers_are_those_of_the_database(province, see) -> None:
    """Counted anew by hand."""
    text = fact(see("/"))
    with province.database.read() as session:
        counted = session.connection().exec_driver_sql(
            """SELECT sum(o.kind = 'report'), count(DISTINCT d.task_id) FROM obligation o
               JOIN deadline d ON d.id = o.deadline_id
               WHERE o.done_on IS NULL AND o.cancelled_on IS NULL AND o.ends < '2012-07-17'"""
        )
        reports, tasks = counted.one()
        agencies = (
            session.connection()
            .exec_driver_sql(
                """SELECT count(DISTINCT p.agency) FROM party p JOIN obligation o ON o.id = p.obligation_id
               WHERE p.role = 'lead' AND o.done_on IS NULL AND o.cancelled_on IS NULL AND o.ends < '2012-07-17'"""
            )
            .scalar()
        )
    assert text.startswith(
        f"{reports + tasks} việc quá hạn : {reports} báo cáo và {tasks} nhiệm vụ , của {agencies} cơ quan ."
    )


def test_the_rounds_and_the_months_are_those_of_the_database(province, see) -> None:
    declare(province, "so-y-te", "Báo cáo quý II năm 2012", province.now - timedelta(days=1))
    html = see("/")
    with province.database.read() as session:
        run = session.connection().exec_driver_sql
        owed = run("""SELECT count(*), sum(o.done_on IS NOT NULL) FROM obligation o
                      WHERE o.label = 'Báo cáo quý II năm 2012' AND o.cancelled_on IS NULL""").one()
        months = run("""SELECT CAST(strftime('%m', due) AS integer), coalesce(sum(done_on <= ends), 0),
                               coalesce(sum(done_on > ends), 0), sum(done_on IS NULL AND ends < '2012-07-17'),
                               sum(done_on IS NULL AND ends >= '2012-07-17')
                        FROM obligation WHERE due LIKE '2012-%' AND cancelled_on IS NULL
                        GROUP BY 1 ORDER BY 1""").all()
    late = owed[0] - owed[1] - 1
    assert f"Quý II {owed[1]}/{owed[0]} · 1 chờ · {late} chậm" in words(html)
    shown = words(html.partition('id="year"')[2])
    for month in months:
        assert " ".join(map(str, month)) in shown
    drawn = html.partition('<svg class="chart"')[2].partition("</svg>")[0]
    for month in months:
        assert f">{sum(month[1:])}</text>" in drawn


def test_the_rail_says_what_the_pages_say(province, see) -> None:
    def rail(html: str) -> dict[str, int]:
        found = re.findall(r'<a href="(/\w+)"[^>]*>[^<]*<span class="n[^"]*">([\d.]+)', html)
        return {place: int(number) for place, number in found}

    def said() -> dict[str, int]:
        todo = re.search(r"<b>(\d+) điều chờ anh/chị", see("/todo"))
        reports = re.search(r"(\d+) báo cáo quá hạn", words(see("/reports")))
        tasks = re.search(r"(\d+) quá hạn", words(see("/tasks")).partition("nhiệm vụ của")[2])
        refused = re.search(r"(\d+) thư bị từ chối", words(see("/todo")))
        pairs = (("/todo", todo), ("/reports", reports), ("/tasks", tasks), ("/mail", refused))
        return {place: int(found[1]) for place, found in pairs if found}

    assert rail(see("/me")) == said()
    declare(province, "ban-dan-toc", "Báo cáo quý II năm 2012", province.now)
    province.post(date(2012, 7, 17), state=LetterState.REFUSED)
    with province.database.begin() as session:
        hold(session, HoldReason.RESTORED, province.now, "")
        store_stray(session, province.now, b"x", StrayReport("a@x.example", "failure", ""))
    province.calendar_warning = "lịch năm 2012 chưa xác nhận"
    province.upload()  # a document that waits to be reviewed
    after = rail(see("/me"))
    assert after == said()
    assert after["/mail"] == 1


def test_a_viewer_sees_the_same_without_acts(province) -> None:
    from starlette.testclient import TestClient

    declare(province, "so-y-te", "Báo cáo quý II năm 2012", province.now)
    with TestClient(app_of(province.site()), base_url="http://127.0.0.1", client=("127.0.0.1", 1)) as browser:
        pages = {}
        for role in ("viewer", "operator"):
            browser.headers["Cookie"] = province.signed_in(role)
            pages[role] = browser.get("/").text
    assert 'action="/obligations/' in pages["operator"]
    assert 'action="/obligations/' not in pages["viewer"]
    assert fact(pages["viewer"]) == fact(pages["operator"])


def test_problems(office, local) -> None:
    office.oblige("so-y-te", date(2012, 9, 1))
    office.oblige("so-xay-dung", date(2012, 5, 1), done_on=date(2012, 5, 1))
    office.ticked = None
    html = local.get("/").text
    problems = section(html, "todo")
    assert "Sở Y tế có việc phải làm nhưng chưa có địa chỉ" in problems
    assert "Sở Xây dựng" not in problems
    assert "chưa chạy lần nào" in html
    office.ticked = datetime(2012, 7, 10, 1, 59, tzinfo=UTC)
    assert "chạy lúc 08:59, 10/7/2012" in local.get("/").text


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

    office.calendar_warning = "Lịch nghỉ năm 2013 chưa được xác nhận"
    with TestClient(app_of(office.site()), base_url="http://127.0.0.1", client=("127.0.0.1", 1)) as client:
        assert office.calendar_warning in section(
            client.get("/", headers={"Cookie": office.signed_in()}).text, "todo"
        )


def test_words_of_the_plan_stay_words(office, local) -> None:
    with office.database.begin() as session:
        session.add(Agency(code="x", name="<b>Sở</b>"))
    office.subscribe("so-y-te", '"><img src=x>')
    office.oblige("x", date(2012, 6, 1), "<script>alert(1)</script>")
    html = local.get("/").text
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html
    assert "<script>" not in html
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
