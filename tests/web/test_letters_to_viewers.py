"""A letter that is looked at gives nobody the agency's word: what its links open by stays with its reader."""

import re
from datetime import date, timedelta

import pytest
from starlette.testclient import TestClient

from notifications.mail import mime
from plan.links.claims import Claim, Purpose, sign
from tests.web.conftest import KEY, Office

DAY = date(2012, 7, 2)


def link(office: Office, path: str, purpose: Purpose) -> str:
    return f"{office.base_url}/{path}/{sign(KEY, Claim(purpose, 'so-tai-chinh', None, office.now))}"


@pytest.fixture
def letter(office: Office) -> int:
    links = [link(office, "o", "door"), link(office, "s", "calendar"), link(office, "a/v", "door")]
    html = "".join(f'<p><a href="{one}">Trả lời</a></p>' for one in links)
    raw = mime.build(
        headers={
            "From": "Đôn Đốc <d@quangngai.example>",
            "Subject": "Nhắc việc",
            "Message-ID": "<1@x.example>",
        },
        to=[("Sở Tài chính", "stc@quangngai.example")],
        sent_at=office.now,
        text="Trả lời: " + "\n".join([*links, f"{office.base_url}/reports"]),
        html=f"{html}<a href='{office.base_url}/obligations/1'>Việc 1</a>",
    )
    office.oblige("so-tai-chinh", DAY + timedelta(20))
    return office.post(DAY, raw=raw)


@pytest.mark.words
@pytest.mark.parametrize("role", ["viewer", "operator", "admin"])
@pytest.mark.parametrize("part", ["/html", "?as=text", ""])
def test_its_links_open_nothing(office: Office, visit, letter: int, role: str, part: str) -> None:
    client: TestClient = visit()
    client.headers["Cookie"] = office.signed_in(role)
    page = client.get(f"/mail/{letter}{part}")
    assert page.status_code == 200
    assert not re.search(r"/(o|s|a/v)/[\w-]{12,}", page.text)
    assert ("/obligations/1" in page.text) == (part == "/html"), "what asks for a sign-in stays a link"


@pytest.mark.parametrize("part", ["/raw", "?as=raw"])
def test_the_bytes_as_sent_are_for_those_who_may_record(
    office: Office, visit, letter: int, part: str
) -> None:
    client: TestClient = visit()
    for role, status in (("viewer", 403), ("operator", 200)):
        client.headers["Cookie"] = office.signed_in(role)
        assert client.get(f"/mail/{letter}{part}").status_code == status
    client.headers["Cookie"] = office.signed_in("viewer")
    assert "Thư gốc" not in client.get(f"/mail/{letter}").text


def test_neither_do_those_of_a_message(office: Office, local: TestClient) -> None:
    said = link(office, "a", "door")
    raw = f'{{"id": "m", "to": "+84901234567", "agency": "so-y-te", "text": "Tra loi: {said}", "day": "2012-07-02"}}\n'
    number = office.post(DAY, agency="so-y-te", channel="spool", raw=raw.encode())
    page = local.get(f"/mail/{number}?as=text").text
    assert "Tra loi: " in page
    assert said not in page
