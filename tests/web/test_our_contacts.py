"""An agency's addresses: a new one counts when its letter is answered, every old one is told; a lost link is sent anew."""

import re
from collections.abc import Callable
from datetime import timedelta
from email import message_from_bytes
from email.policy import default

import pytest
from httpx2 import Response
from sqlmodel import select
from starlette.testclient import TestClient

from plan.links.revocation import revoke
from plan.models import Agency, Audit, Letter
from tests.web.conftest import Office, words
from tests.web.test_our import OURS, Act, Visit, act, ours

__all__ = ["act", "ours"]  # fixtures
NEW = "vt@stc.quangngai.example"
OLD = "stc@quangngai.example"


def addresses(office: Office, code: str = "so-tai-chinh") -> list[str]:
    with office.database.read() as session:
        return list(session.exec(select(Agency.addresses).where(Agency.code == code)).one())


def letters(office: Office, kind: str) -> list[tuple[list[str], str, str]]:
    """Whom each letter of the kind goes to, its subject, its text."""
    with office.database.read() as session:
        rows = session.exec(select(Letter).where(Letter.kind == kind).order_by(Letter.id)).all()  # type: ignore[arg-type]
    found = []
    for row in rows:
        body = message_from_bytes(row.raw, policy=default).get_body(("plain",))
        assert body
        found.append((list(row.recipients), row.subject, str(body.get_content())))
    return found


def link_in(text: str) -> str:
    found = re.search(r"https://dondoc\.quangngai\.example(/our/address/\S+)", text)
    assert found
    return found[1]


@pytest.fixture
def stranger_post(visit: Visit) -> Callable[..., Response]:
    client = visit("203.0.113.9", "http://localhost")
    return lambda path, **fields: client.post(path, data=fields or {"x": ""}, headers=OURS)


class TestNewAddress:
    def test_it_counts_when_its_letter_is_answered(
        self, office: Office, ours: TestClient, act: Act, stranger_post: Callable[..., Response]
    ) -> None:
        assert act("/our/contacts", address=NEW).status_code == 303
        assert addresses(office) == [OLD]
        assert "chờ xác nhận" in words(ours.get("/our/contacts"))
        ((to, subject, text),) = letters(office, "address")
        assert to == [NEW]
        assert "Sở Tài chính" in subject
        link = link_in(text)
        assert "Xác nhận" in words(ours.get(link))
        assert addresses(office) == [OLD]  # looking confirms nothing
        assert "Đã xác nhận" in words(stranger_post(link))
        assert addresses(office) == [OLD, NEW]
        ((to, _, text),) = letters(office, "moved")
        assert to == [OLD]
        assert f"thêm {NEW}" in text
        assert stranger_post(link).status_code == 404  # once

    def test_its_secret_is_kept_nowhere_but_in_its_letter(self, office: Office, act: Act) -> None:
        act("/our/contacts", address=NEW)
        secret = link_in(letters(office, "address")[0][2]).rpartition("/")[2]
        with office.database.read() as session:
            connection = session.connection()
            assert connection.exec_driver_sql("SELECT digest FROM address_claim").scalar() != secret
            for row in session.exec(select(Audit)).all():
                assert secret not in str(row.detail)

    def test_seven_days(self, office: Office, act: Act, stranger_post: Callable[..., Response]) -> None:
        act("/our/contacts", address=NEW)
        office.now += timedelta(days=7)
        assert stranger_post(link_in(letters(office, "address")[0][2])).status_code == 404
        assert addresses(office) == [OLD]

    @pytest.mark.words
    @pytest.mark.parametrize(
        ("address", "said"),
        [
            ("", "địa chỉ"),
            ("không phải", "địa chỉ"),
            (OLD.upper(), "đã nhận thư"),
            ("sms:0912345678", "chỉ thêm được địa chỉ thư"),
            ("a@b.vn\r\nBcc: x@y.vn", "hợp lệ"),
            ("a@" + "b" * 300 + ".vn", "hợp lệ"),
        ],
    )
    def test_what_is_no_address(self, office: Office, act: Act, address: str, said: str) -> None:
        answer = act("/our/contacts", address=address)
        assert (answer.status_code, said in words(answer).lower()) == (422, True), words(answer)
        assert letters(office, "address") == []

    def test_no_more_than_a_few_wait(self, office: Office, act: Act) -> None:
        answers = [act("/our/contacts", address=f"vt{n}@stc.quangngai.example").status_code for n in range(7)]
        assert answers == [303] * 5 + [422] * 2
        assert len(letters(office, "address")) == 5

    def test_it_counts_no_more_once_the_links_are_taken_back(
        self, office: Office, ours: TestClient, act: Act, stranger_post: Callable[..., Response]
    ) -> None:
        """Whoever came in by a link that leaked, and asked for an address, gets no letters after that was mended."""
        act("/our/contacts", address=NEW)
        link = link_in(letters(office, "address")[0][2])
        office.now += timedelta(minutes=1)
        with office.database.begin() as session:
            revoke(session, office.act(), "so-tai-chinh")
        assert ours.get(link).status_code == 404
        assert stranger_post(link).status_code == 404
        assert addresses(office) == [OLD]

    def test_no_user_reads_its_secret(self, office: Office, act: Act, local: TestClient) -> None:
        act("/our/contacts", address=NEW)
        with office.database.read() as session:
            number = session.exec(select(Letter.id).where(Letter.kind == "address")).one()
        for part in ("/html", "?as=text"):
            page = local.get(f"/mail/{number}{part}").text
            assert "/our/address/…" in page
            assert not re.search(r"/our/address/\w", page)


class TestTakingAway:
    def test_every_change_of_a_day_is_told(self, office: Office, act: Act) -> None:
        many = [f"vt{n}@stc.quangngai.example" for n in range(8)]
        with office.database.begin() as session:
            session.get_one(Agency, "so-tai-chinh").addresses = [OLD, *many]
        for one in many:
            assert act("/our/contacts", drop=one).status_code == 303
        assert len(letters(office, "moved")) == len(many)

    def test_the_one_that_goes_is_told_too(
        self, office: Office, act: Act, stranger_post: Callable[..., Response]
    ) -> None:
        act("/our/contacts", address=NEW)
        stranger_post(link_in(letters(office, "address")[0][2]))
        act("/our/contacts", drop=OLD)
        assert addresses(office) == [NEW]
        to, _, text = letters(office, "moved")[-1]
        assert to == [OLD, NEW]
        assert f"thôi gửi tới {OLD}" in text

    def test_one_stays(self, office: Office, act: Act) -> None:
        assert "cần ít nhất một địa chỉ" in words(act("/our/contacts", drop=OLD)).lower()
        assert addresses(office) == [OLD]

    def test_what_is_not_there(self, act: Act) -> None:
        assert act("/our/contacts", drop="x@y.example").status_code == 422


class TestLostLink:
    def test_a_letter_leads_in(
        self, office: Office, stranger_post: Callable[..., Response], visit: Visit
    ) -> None:
        stranger_post("/our/link", address=OLD.upper())
        ((to, _, text),) = letters(office, "door")
        assert to == [OLD]
        found = re.search(r"https://dondoc\.quangngai\.example(/o/\S+)", text)
        assert found
        assert visit().get(found[1]).status_code == 200

    def test_the_answer_is_the_same_for_any_address(
        self, office: Office, stranger_post: Callable[..., Response]
    ) -> None:
        known, unknown = (stranger_post("/our/link", address=one) for one in (OLD, "ai@dau.example"))
        assert (known.status_code, known.text) == (unknown.status_code, unknown.text)
        assert len(letters(office, "door")) == 1

    def test_nobody_fills_a_mailbox(self, office: Office, stranger_post: Callable[..., Response]) -> None:
        for _ in range(9):
            assert stranger_post("/our/link", address=OLD).status_code == 200
        assert len(letters(office, "door")) == 5

    def test_what_is_no_address(self, stranger_post: Callable[..., Response]) -> None:
        assert stranger_post("/our/link", address="ai đó").status_code == 422
