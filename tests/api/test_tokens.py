"""Tokens of programs: shown once, kept as a digest, good for their scopes to the end of their last day, and taken back."""

import json
import re
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlmodel import select

from cli.main import cli
from plan.errors import NotPossibleError
from plan.models import Audit, Token
from plan.people import tokens
from plan.people.secret import digest_of
from plan.people.token_scopes import Scope
from plan.people.tokens import TokenWish
from plan.secrecy import without_secrets
from tests.api.conftest import Programs
from web.api.pace import MOST, Pace

OURS = {"Sec-Fetch-Site": "same-origin"}


def row_of(programs: Programs, token: str) -> Token:
    with programs.office.database.read() as session:
        found = session.exec(select(Token).where(Token.digest == digest_of(token))).one()
        session.expunge_all()
        return found


def test_a_token_is_kept_as_its_digest_alone(programs: Programs) -> None:
    token = programs.token(Scope.READ)
    assert re.fullmatch(r"dd_[A-Za-z0-9_-]{43}", token)
    kept = repr(row_of(programs, token).model_dump())
    assert token not in kept
    assert token[3:] not in kept
    assert token not in without_secrets(f"Authorization: Bearer {token}")


def test_it_lets_in_to_the_end_of_its_last_day(programs: Programs) -> None:
    token, office = programs.token(Scope.READ, ends_on=date(2012, 7, 10)), programs.office
    before = office.now
    try:
        office.now = datetime(2012, 7, 10, 16, 59, tzinfo=UTC)  # a minute before midnight in Vietnam
        assert programs.ask(token, "GET", "/plans").status_code == 200
        office.now += timedelta(minutes=1)
        refused = programs.ask(token, "GET", "/plans")
    finally:
        office.now = before
    assert refused.status_code == 401
    assert refused.headers["WWW-Authenticate"] == 'Bearer realm="dondoc"'
    assert refused.headers["Content-Type"] == "application/problem+json"
    assert refused.json() == {"type": "/help/api#unauthorized", "title": "Cần mã truy cập còn dùng được", "status": 401}  # fmt: skip


def test_what_is_no_token_lets_nobody_in(programs: Programs) -> None:
    token = programs.token()
    for shown in (
        "",
        "Bearer",
        "Bearer dd_",
        f"Bearer {token}x",
        f"Bearer {token.upper()}",
        f"Basic {token}",
        token,
    ):
        assert programs.ask(None, "GET", "/plans", headers={"Authorization": shown}).status_code == 401
    assert programs.client.get(f"/api/v1/plans?access_token={token}").status_code == 401


def test_a_cookie_opens_nothing_here_and_a_token_no_page(programs: Programs) -> None:
    programs.office.user("admin", "quan-tri@quangngai.example")
    cookie = programs.office.signed_in("admin")
    assert programs.ask(None, "GET", "/plans", headers={"Cookie": cookie}).status_code == 401
    page = programs.client.get("/admin/users", headers={"Authorization": f"Bearer {programs.token()}"})
    assert page.status_code == 303


def test_the_day_of_its_last_use_is_written_once(programs: Programs) -> None:
    token = programs.token(Scope.READ)
    assert row_of(programs, token).used_on is None
    programs.ask(token, "GET", "/plans")
    assert row_of(programs, token).used_on == date(2012, 7, 10)


def test_without_the_scope_it_is_refused(programs: Programs) -> None:
    refused = programs.ask(programs.token(Scope.LETTERS), "GET", "/plans")
    assert (refused.status_code, refused.json()["detail"]) == (403, "cần quyền read")


def test_600_requests_a_minute_then_wait() -> None:
    pace = Pace()
    assert [pace.wait(1, 0.0) for _ in range(MOST)] == [0] * MOST
    assert pace.wait(1, 0.0) == 1
    assert pace.wait(2, 0.0) == 0, "another token has its own"
    assert pace.wait(1, 0.1) == 0
    assert sum(pace.wait(1, 60.1) == 0 for _ in range(MOST + 50)) == MOST


def test_too_many_are_told_when_to_come_again(programs: Programs) -> None:
    token = programs.token(Scope.READ)
    api = next(route.app for route in programs.app.routes if route.path == "/api/v1")  # type: ignore[attr-defined]
    number = row_of(programs, token).id

    def asked():
        while not api.state.pace.wait(number):  # it grows back by ten a second
            pass
        return programs.ask(token, "GET", "/plans")

    refused = next(answer for answer in (asked() for _ in range(30)) if answer.status_code == 429)
    assert int(refused.headers["Retry-After"]) >= 1
    assert refused.json()["type"] == "/help/api#too-many"


@pytest.mark.parametrize(
    ("wish", "why"),
    [
        (TokenWish("Có dấu", (Scope.READ,), date(2012, 12, 31)), "tên của mã"),
        (TokenWish("trống", (), date(2012, 12, 31)), "tên của mã"),
        (TokenWish("trong", (), date(2012, 12, 31)), "ít nhất một quyền"),
        (TokenWish("cu", (Scope.READ,), date(2012, 7, 9)), "đã qua"),
        (TokenWish("mai-mai", (Scope.READ,), date(2015, 7, 9)), "hai năm"),
        (TokenWish("la", (Scope.READ,), date(2012, 12, 31), "so-khong-co"), "không có cơ quan"),
        (TokenWish("quyet", (Scope.DECIDE,), date(2012, 12, 31), "so-y-te"), "không có quyền quyết định"),
    ],
)
def test_what_no_token_may_be(programs: Programs, wish: TokenWish, why: str) -> None:
    office = programs.office
    with office.database.begin() as session, pytest.raises(NotPossibleError, match=why):
        tokens.make(session, office.act(), wish, office.now, office.now.date())


def test_an_admin_gives_one_and_takes_it_back_on_a_page(programs: Programs) -> None:
    browser = programs.client
    office = programs.office
    office.user("admin", "lan@quangngai.example")
    headers = OURS | {"Cookie": office.signed_in("admin")}
    form = {
        "name": "ioffice",
        "agency": "so-y-te",
        "scope-read": "1",
        "scope-receive": "1",
        "until": "31/8/2012",
    }
    refused = browser.post("/admin/tokens", data=form | {"scope-decide": "1"}, headers=headers)
    assert refused.status_code == 422
    assert "không có quyền quyết định" in refused.text
    assert 'value="ioffice"' in refused.text
    made = browser.post("/admin/tokens", data=form, headers=headers)
    token = re.search(r"dd_[\w-]{43}", made.text)
    assert token, made.text
    assert made.headers["Cache-Control"] == "no-store"
    assert programs.ask(token[0], "GET", "/plans").status_code == 200
    listed = browser.get("/admin/tokens", headers=headers).text
    assert token[0] not in listed
    assert "31/8/2012" in listed
    number = row_of(programs, token[0]).id
    assert browser.post(f"/admin/tokens/{number}", data={"x": ""}, headers=headers).status_code == 303
    assert programs.ask(token[0], "GET", "/plans").status_code == 401
    assert browser.post(f"/admin/tokens/{number}", data={"x": ""}, headers=headers).status_code == 409
    with office.database.read() as session:
        acts = session.exec(select(Audit.act).where(Audit.subject == f"token {number}")).all()
        assert list(acts) == ["token made", "token ended"]
        assert token[0] not in repr(session.exec(select(Audit.detail)).all())


def test_the_shell_gives_lists_and_ends_tokens(programs: Programs) -> None:
    from click.testing import CliRunner

    def run(*words: str) -> object:
        told = CliRunner().invoke(cli, ["token", *words, "--json", "--db", programs.office.database.url])
        assert told.exit_code == 0, told.output
        return json.loads(told.output)

    made = run("new", "vnpt", "--scope", "receive", "--scope", "read")
    assert isinstance(made, dict)
    assert made["scopes"] == ["read", "receive"]
    assert re.fullmatch(r"dd_[\w-]{43}", made["token"])
    listed = run("list")
    assert isinstance(listed, list)
    assert next(line for line in listed if line["name"] == "vnpt") == {
        k: v for k, v in made.items() if k != "token"
    }
    ended = run("end", "vnpt")
    assert isinstance(ended, dict)
    assert ended["ended_at"]
