"""Endpoints by the API: for programs of the whole office, with the scope."""

import pytest

from plan.hooks import endpoints
from plan.people.token_scopes import Scope
from tests.api.conftest import Programs, programs  # noqa: F401 - a fixture

WISH = {"name": "VNPT iOffice", "url": "https://ioffice.tinh.example/dd"}


def test_a_program_adds_tries_and_closes(programs: Programs) -> None:  # noqa: F811 - the fixture
    token = programs.token(Scope.WEBHOOKS)
    made = programs.ask(token, "POST", "/webhooks", json=WISH)
    assert made.status_code == 201
    number, secret = made.json()["id"], made.json()["secret"]
    assert secret.startswith("whsec_")
    assert programs.ask(token, "POST", f"/webhooks/{number}/ping").status_code == 202
    seen = programs.ask(token, "GET", f"/webhooks/{number}")
    assert [one["event"] for one in seen.json()["deliveries"]] == [endpoints.PING]
    assert secret not in seen.text + programs.ask(token, "GET", "/webhooks").text
    for _ in range(2):
        assert programs.ask(token, "DELETE", f"/webhooks/{number}").status_code == 204
    assert programs.ask(token, "POST", f"/webhooks/{number}/ping").status_code in {409, 422}
    assert programs.ask(token, "GET", "/webhooks/99").status_code == 404


@pytest.mark.parametrize("url", ["https://127.0.0.1/", "http://x.vn/", "https://10.0.0.1/"])
def test_what_leads_inward_is_refused(programs: Programs, url: str) -> None:  # noqa: F811 - the fixture
    answer = programs.ask(programs.token(Scope.WEBHOOKS), "POST", "/webhooks", json=WISH | {"url": url})
    assert answer.status_code in {409, 422}
    assert answer.headers["content-type"] == "application/problem+json"


def test_only_the_offices_own_programs_with_the_scope(programs: Programs) -> None:  # noqa: F811 - the fixture
    for token in (programs.token(Scope.READ), programs.token(Scope.WEBHOOKS, agency="so-y-te")):
        assert programs.ask(token, "POST", "/webhooks", json=WISH).status_code == 403
    assert programs.ask(None, "GET", "/webhooks").status_code == 401
