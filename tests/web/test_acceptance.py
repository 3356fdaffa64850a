"""Whoever accepts what an agency declared does so by the link of its letter. Looking never acts."""

from datetime import date

import pytest
from sqlmodel import select

from plan.links.claims import Claim, sign
from plan.models import Agency, Declaration, Obligation, Party
from plan.obligations import acceptance, acts
from plan.obligations.acceptance import Said
from tests.web.conftest import KEY, NOW, RULES

OURS = {"Sec-Fetch-Site": "same-origin"}
ABOVE = "van-phong-ubnd-tinh"
TODAY = date(2012, 7, 10)


def link(agency: str = ABOVE, purpose: str = "acceptance", prefix: str = "/a/v/") -> str:
    return prefix + sign(KEY, Claim(purpose, agency, 1, NOW))  # type: ignore[arg-type]


@pytest.fixture(autouse=True)
def _declared(office) -> None:
    """What the office that collects owes itself, declared by it today."""
    office.oblige("so-noi-vu", date(2012, 7, 31), "Đề án <một cửa>")
    with office.database.begin() as session:
        session.add(Agency(code=ABOVE, name="Văn phòng UBND tỉnh"))
        row = acts.find_obligation(session, 1)
        said = Said(date(2012, 7, 9), "9/BC-SNV")
        acceptance.declare(session, row, "so-noi-vu", office.act(), said, RULES.collection)


def row(office) -> Obligation:
    with office.database.read() as session:
        found = session.get_one(Obligation, 1)
        session.expunge(found)
        return found


def test_looking_shows_what_was_declared_and_does_nothing(office, stranger) -> None:
    page = stranger.get(link())
    assert page.status_code == 200
    for words in (
        "Văn phòng UBND tỉnh xác nhận",
        "Sở Nội vụ báo xong ngày <b>09/7/2012</b>, văn bản 9/BC-SNV",
        "không có tệp",
    ):
        assert words in page.text, words
    assert "<một" not in page.text
    assert page.headers["referrer-policy"] == "strict-origin"
    assert row(office).done_on is None


def test_accepting_is_once(office, stranger) -> None:
    given = {"act": "accept", "on": "10/7/2012"}
    answer = stranger.post(link(), data=given, headers=OURS)
    assert (answer.status_code, answer.headers["location"]) == (303, link())
    assert (row(office).done_on, row(office).document) == (TODAY, "9/BC-SNV")
    again = stranger.post(link(), data=given, headers=OURS)
    assert again.status_code == 422
    assert "đã ghi nhận xong ngày 10/7/2012" in again.text
    with office.database.read() as session:
        assert session.exec(select(Declaration.decided_by)).all() == [f"agency:{ABOVE}"]


def test_sending_back_wants_a_reason_and_is_once(office, stranger) -> None:
    empty = stranger.post(link(), data={"act": "send-back", "reason": " "}, headers=OURS)
    assert (empty.status_code, "Cần nêu lý do" in empty.text) == (422, True)
    given = {"act": "send-back", "reason": "chưa ký"}
    assert stranger.post(link(), data=given, headers=OURS).status_code == 303
    assert "ngày 10/7/2012: chưa ký" in stranger.get(link()).text
    again = stranger.post(link(), data=given, headers=OURS)
    assert (again.status_code, "Đã trả lại ngày 10/7/2012" in again.text) == (422, True)
    with office.database.read() as session:
        assert set(session.exec(select(Party.next_on))) == {TODAY}, "urged again"


@pytest.mark.parametrize("given", [{"act": "accept", "on": "10/7/2012"}, {"act": "send-back", "reason": "x"}])
def test_no_other_office_may(office, stranger, given: dict[str, str]) -> None:
    """Not the collector of its own work, whatever link it holds; nor a link for answering."""
    for agency in ("so-noi-vu", "so-tai-chinh"):
        answer = stranger.post(link(agency), data=given, headers=OURS)
        assert (answer.status_code, "không phải nơi xác nhận" in answer.text) == (422, True)
    assert stranger.post(link("so-noi-vu", "answer"), data=given, headers=OURS).status_code == 404
    assert stranger.post(link(prefix="/a/"), data=given, headers=OURS).status_code == 404
    assert stranger.post(link(), data=given).status_code == 403
    assert stranger.post(link(), data={"act": "x"}, headers=OURS).status_code == 400
    assert row(office).revision == 1, "as it was declared"
