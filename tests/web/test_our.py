"""The pages of an agency: the door of a letter opens by a button, and shows what is the agency's and nobody else's."""

import re
from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from httpx2 import Response
from sqlmodel import select
from starlette.testclient import TestClient

from plan.links.claims import Claim, Purpose, sign
from plan.links.revocation import revoke
from plan.models import AgencySession, Audit, Declaration, Party
from plan.obligations import acceptance
from plan.obligations.acts import find_obligation
from tests.web.conftest import KEY, RULES, Office, words

OURS = {"Sec-Fetch-Site": "same-origin", "Origin": "http://localhost"}
Visit = Callable[..., TestClient]
Act = Callable[..., Response]


def door(
    office: Office, agency: str = "so-tai-chinh", purpose: Purpose = "door", made: datetime | None = None
) -> str:
    made = (made or office.now).replace(microsecond=0)
    return f"/o/{sign(KEY, Claim(purpose, agency, None, made))}"


@pytest.fixture
def ours(office: Office, visit: Visit) -> TestClient:
    """The browser of Sở Tài chính, come in by its letter."""
    office.oblige("so-tai-chinh", date(2012, 6, 29), "Rà soát thủ tục hành chính")
    office.oblige("so-tai-chinh", date(2012, 7, 20), "Xây dựng đề án", partner="so-y-te")
    office.oblige("so-y-te", date(2012, 7, 25), "Nâng cao chất lượng khám bệnh", partner="so-tai-chinh")
    client = visit("203.0.113.7", "http://localhost")
    answer = client.post(door(office), data={"x": ""}, headers=OURS)
    assert (answer.status_code, answer.headers["location"]) == (303, "/our")
    return client


@pytest.fixture
def act(ours: TestClient) -> Act:
    def acted(path: str, **fields: object) -> Response:
        return ours.post(path, data=fields, headers=OURS)

    return acted


class TestDoor:
    def test_looking_opens_nothing(self, office: Office, visit: Visit) -> None:
        client = visit("203.0.113.7", "http://localhost")
        page = client.get(door(office))
        assert "Vào trang của cơ quan" in words(page)
        assert "set-cookie" not in page.headers
        assert client.get("/our").headers["location"] == "/our/link"

    def test_the_secret_leaves_the_address(self, ours: TestClient) -> None:
        assert ours.get("/our").status_code == 200

    @pytest.mark.parametrize("path", ["/o/x", "/o/eA.eA", "/o/" + "a" * 500])
    def test_a_link_that_is_none(self, visit: Visit, path: str) -> None:
        assert visit().get(path).status_code == 404
        assert visit().post(path, data={"x": ""}, headers=OURS).status_code == 404

    def test_a_link_for_something_else(self, office: Office, visit: Visit) -> None:
        assert visit().get(door(office, purpose="calendar")).status_code == 404

    def test_an_old_link(self, office: Office, visit: Visit) -> None:
        answer = visit().post(door(office, made=office.now - timedelta(61)), data={"x": ""}, headers=OURS)
        assert answer.status_code == 410

    def test_from_another_site(self, office: Office, visit: Visit) -> None:
        answer = visit().post(door(office), data={"x": ""}, headers={"Sec-Fetch-Site": "cross-site"})
        assert answer.status_code == 403

    def test_not_over_a_wire_that_others_read(self, office: Office, visit: Visit) -> None:
        client = visit("203.0.113.7", "http://dondoc.example")
        answer = client.post(
            door(office),
            data={"x": ""},
            headers={"Sec-Fetch-Site": "same-origin", "Origin": "http://dondoc.example"},
        )
        assert answer.status_code == 403
        assert "set-cookie" not in answer.headers

    def test_a_link_taken_back_ends_the_session_too(self, office: Office, ours: TestClient) -> None:
        office.now += timedelta(minutes=1)
        with office.database.begin() as session:
            revoke(session, office.act(), "so-tai-chinh")
        assert ours.get("/our").headers["location"] == "/our/link"

    def test_twelve_hours(self, office: Office, ours: TestClient) -> None:
        office.now += timedelta(hours=11, minutes=59)
        assert ours.get("/our").status_code == 200
        office.now += timedelta(minutes=2)
        assert ours.get("/our").headers["location"] == "/our/link"

    def test_what_was_typed_while_it_ended_is_sent_again(
        self, office: Office, ours: TestClient, act: Act
    ) -> None:
        office.now += timedelta(hours=13)
        answer = act("/our/1", act="extension", way="later", until="31/8", reason="Chờ Bộ trả lời")
        assert answer.status_code == 403
        for said in ("Phiên của cơ quan đã hết", "Xin gia hạn đến ngày 31/8", "Lý do Chờ Bộ trả lời"):
            assert said in words(answer)
        kept = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', answer.text))
        ours.post(door(office), data={"x": ""}, headers=OURS)
        assert act("/our/1", **kept).status_code == 303
        assert "Đề nghị gia hạn đến 31/8/2012" in words(ours.get("/our/1"))

    def test_leaving(self, office: Office, ours: TestClient, act: Act) -> None:
        cookie = {"Cookie": "dondoc=" + ours.cookies["dondoc"]}
        act("/our/leave", x="")
        assert ours.get("/our", headers=cookie).status_code == 303
        with office.database.read() as session:
            assert session.exec(select(AgencySession)).all() == []

    def test_who_was_signed_in_is_no_more(self, office: Office, local: TestClient) -> None:
        cookie = local.headers["Cookie"]
        local.post(
            door(office),
            data={"x": ""},
            headers={"Sec-Fetch-Site": "same-origin", "Origin": "http://127.0.0.1"},
        )
        assert local.get("/", headers={"Cookie": cookie}).headers["location"].startswith("/sign-in")


class TestWhoMaySee:
    def test_a_user_is_led_home(self, local: TestClient) -> None:
        assert local.get("/our").headers["location"] == "/"

    @pytest.mark.words
    @pytest.mark.parametrize(
        "path", ["/", "/todo", "/reports", "/tasks", "/papers", "/admin/log", "/agencies"]
    )
    def test_an_agency_is_led_to_its_own_pages(self, ours: TestClient, path: str) -> None:
        assert ours.get(path).headers["location"] == "/our"

    @pytest.mark.parametrize(
        "path", ["/todo/accept", "/obligations/1/done", "/papers/urging", "/admin/system/check"]
    )
    def test_and_acts_upon_nothing_else(self, act: Act, path: str) -> None:
        assert act(path, x="").status_code == 403

    def test_another_agencys_duty_is_not_there(self, office: Office, ours: TestClient, act: Act) -> None:
        number = office.oblige("so-y-te", date(2012, 7, 20))
        assert ours.get(f"/our/{number}").status_code == 404
        assert act(f"/our/{number}", act="done", on="9/7/2012").status_code == 404
        assert ours.get("/our/999999").status_code == 404

    def test_a_helper_declares_nothing(self, office: Office, act: Act) -> None:
        assert act("/our/3", act="done", on="9/7/2012").status_code == 400
        with office.database.read() as session:
            assert session.exec(select(Declaration)).all() == []


class TestPages:
    def test_what_is_owed(self, ours: TestClient) -> None:
        page = words(ours.get("/our"))
        assert "1 việc quá hạn" in page
        assert "Việc phải làm 2" in page
        assert "Phối hợp 1" in page
        assert page.index("Quá hạn") < page.index("Sắp tới")
        assert "Nâng cao chất lượng khám bệnh" not in page

    def test_what_it_helps_with(self, ours: TestClient) -> None:
        page = words(ours.get("/our/partner"))
        assert "Nâng cao chất lượng khám bệnh" in page
        assert "Sở Y tế" in page

    def test_what_is_done(self, office: Office, ours: TestClient) -> None:
        office.close(2, date(2012, 7, 9))
        assert "Xây dựng đề án" in words(ours.get("/our/done"))

    def test_nothing_to_do(self, office: Office, visit: Visit) -> None:
        client = visit("203.0.113.7", "http://localhost")
        client.post(door(office, "so-xay-dung"), data={"x": ""}, headers=OURS)
        assert "Không có việc nào phải làm lúc này" in words(client.get("/our"))

    def test_merged_away_it_says_whose_work_it_was(self, ours: TestClient) -> None:
        assert "Sở Tài chính" in words(ours.get("/our"))


class TestActs:
    def test_declared_and_taken_back_to_be_corrected(
        self, office: Office, ours: TestClient, act: Act
    ) -> None:
        assert act("/our/1", act="done", on="9/7/2012", document="12/BC-STC").headers["location"] == "/our/1"
        page = words(ours.get("/our"))
        assert "chờ Sở Nội vụ xác nhận" in page
        assert "Rút lại để sửa" in page
        act("/our/1", act="taken-back")
        assert "1 việc quá hạn" in words(ours.get("/our"))
        with office.database.read() as session:
            (said,) = session.exec(select(Declaration)).all()
            parties = session.exec(select(Party.next_on).where(Party.obligation_id == 1)).all()
            who = session.exec(select(Audit.who).where(Audit.act == "declaration taken back")).one()
        assert said.state == "taken-back"
        assert set(parties) == {date(2012, 7, 10)}
        assert who == "agency:so-tai-chinh"
        assert act("/our/1", act="done", on="8/7/2012").status_code == 303

    def test_late_and_sent_back_is_late(self, office: Office, ours: TestClient, act: Act) -> None:
        act("/our/1", act="done", on="9/7/2012")
        with office.database.begin() as session:
            late = find_obligation(session, 1)
            acceptance.send_back(session, late, office.act(), RULES.collection, reason="thiếu biểu 2")
        page = words(ours.get("/our"))
        assert "1 việc quá hạn , 1 việc bị trả lại." in page
        assert page.index("Quá hạn") < page.index("thiếu biểu 2") < page.index("Sắp tới")
        assert "Nguyên nhân…" in page

    def test_what_was_accepted_is_not_taken_back(self, office: Office, act: Act) -> None:
        office.close(1, date(2012, 7, 9))
        assert act("/our/1", act="taken-back").status_code == 422

    def test_nothing_to_take_back(self, act: Act) -> None:
        answer = act("/our/1", act="taken-back")
        assert (answer.status_code, "Không còn điều nào" in words(answer)) == (422, True)

    def test_more_time_is_said_on_the_card(self, ours: TestClient, act: Act) -> None:
        act("/our/1", act="extension", until="31/8/2012", reason="chờ Bộ")
        page = ours.get("/our").text
        assert "Đã xin gia hạn đến 31/8/2012, đang chờ quyết định" in words(page)
        assert page.count("#gia-han") == 1  # of the other duty

    def test_a_refusal_keeps_what_was_typed(self, act: Act) -> None:
        answer = act("/our/1", act="done", on="9/7/2062", document="12/BC-STC")
        assert answer.status_code == 422
        assert 'value="12/BC-STC"' in answer.text

    def test_a_cause(self, ours: TestClient, act: Act) -> None:
        assert "#nguyen-nhan" in ours.get("/our").text
        act("/our/1", act="cause", cause="Bão lũ")
        assert "Bão lũ" in words(ours.get("/our/1"))

    @pytest.mark.parametrize(
        "headers",
        [{}, {"Sec-Fetch-Site": "cross-site"}, {"Origin": "null"}, {"Origin": "https://evil.example"}],
    )
    def test_another_site_acts_upon_nothing(
        self, office: Office, ours: TestClient, headers: dict[str, str]
    ) -> None:
        more = headers | {"Content-Type": "application/x-www-form-urlencoded"}
        assert ours.post("/our/1", content="act=done&on=9/7/2012", headers=more).status_code == 403
        with office.database.read() as session:
            assert session.exec(select(Declaration)).all() == []


class TestCalendars:
    def test_added_shown_once_and_taken_back(self, ours: TestClient, act: Act) -> None:
        made = act("/our/calendars", name="Máy văn thư")
        (url,) = re.findall(r"https://dondoc\.quangngai\.example(/feeds/[\w-]+\.ics)<", made.text)
        assert "chỉ hiện một lần" in words(made)
        assert ours.get(url).status_code == 200
        page = ours.get("/our/calendars").text
        assert url not in page
        assert "Máy văn thư" in page
        act("/our/calendars", revoke="1")
        assert ours.get(url).status_code == 410

    def test_another_agencys_is_not_taken_back(self, office: Office, act: Act) -> None:
        number, _ = office.subscribe("so-y-te")
        assert "không phải của cơ quan" in words(act("/our/calendars", revoke=str(number)))
