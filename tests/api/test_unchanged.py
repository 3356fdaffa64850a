"""Who has the newest of a list is told so by one row; whatever changed since, of the plan, the day or the token, is seen."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import event

from plan.people import tokens
from plan.people.token_scopes import Scope
from plan.storage.changes import note_act
from tests.api.conftest import Programs

LIST = "/obligations?limit=5"


@contextmanager
def counted(programs: Programs) -> Iterator[list[str]]:
    """The statements that go through a session."""
    engine, asked = programs.office.database.engine, []

    def note(*given: object) -> None:
        asked.append(str(given[2]))

    event.listen(engine, "before_cursor_execute", note)
    try:
        yield asked
    finally:
        event.remove(engine, "before_cursor_execute", note)


@pytest.fixture(scope="module", autouse=True)
def today(programs: Programs) -> date:
    programs.office.oblige("so-y-te", date(2012, 6, 29))
    return programs.office.now.date()


def known_by(programs: Programs, token: str) -> dict[str, str]:
    """The tag of the list, asked for until it is answered by one look."""
    tag = programs.ask(token, "GET", LIST).headers["ETag"]
    for _ in range(2):
        assert programs.ask(token, "GET", LIST, headers={"If-None-Match": tag}).status_code == 304
    return {"If-None-Match": tag}


def test_it_is_answered_without_a_session_and_as_before(programs: Programs) -> None:
    token = programs.token(Scope.READ)
    tag = {"If-None-Match": programs.ask(token, "GET", LIST).headers["ETag"]}
    in_full = programs.ask(token, "GET", LIST, headers=tag)
    with counted(programs) as asked:
        at_once = programs.ask(token, "GET", LIST, headers=tag)
        head = programs.ask(token, "HEAD", LIST, headers=tag)
    assert asked == []
    assert (at_once.status_code, at_once.content, head.status_code) == (304, b"", 304)
    assert dict(at_once.headers) == dict(in_full.headers) == dict(head.headers)


def test_a_token_is_not_looked_up_again_while_its_row_is_the_same(programs: Programs) -> None:
    token = programs.token(Scope.READ)
    for _ in range(2):
        programs.ask(token, "GET", LIST)
    with counted(programs) as asked:
        assert programs.ask(token, "GET", LIST).status_code == 200
    assert asked == []


def test_a_change_another_list_and_another_token_are_seen(programs: Programs) -> None:
    token = programs.token(Scope.READ)
    known = known_by(programs, token)
    assert programs.ask(token, "GET", "/obligations?limit=6", headers=known).status_code == 200
    assert programs.ask(token, "GET", LIST, headers={"If-None-Match": '"1-x"'}).status_code == 200
    assert programs.ask(programs.token(Scope.READ), "GET", LIST, headers=known).status_code == 304
    assert programs.ask(programs.token(agency="so-tai-chinh"), "GET", LIST, headers=known).status_code == 200
    assert programs.ask(programs.token(Scope.LETTERS), "GET", LIST, headers=known).status_code == 403
    assert programs.ask(token + "x", "GET", LIST, headers=known).status_code == 401
    with programs.office.database.begin() as session:
        note_act(session)
    assert programs.ask(token, "GET", LIST, headers=known).status_code == 200


def test_another_day_is_news_and_a_token_that_ended_opens_nothing(programs: Programs) -> None:
    office, last = programs.office, programs.token(Scope.READ, ends_on=date(2012, 7, 10))
    ended, before = programs.token(Scope.READ), office.now
    known = [known_by(programs, token) for token in (last, ended)]
    with office.database.begin() as session:
        tokens.end(session, office.act(), f"program-{programs.made}", office.now)
    assert programs.ask(ended, "GET", LIST, headers=known[1]).status_code == 401
    other = programs.token(Scope.READ)
    known.append(known_by(programs, other))
    try:
        office.now = datetime(2012, 7, 10, 17, 0, tzinfo=UTC)  # midnight in Vietnam
        assert programs.ask(last, "GET", LIST, headers=known[0]).status_code == 401
        assert programs.ask(other, "GET", LIST, headers=known[2]).status_code == 200
    finally:
        office.now = before


def test_too_many_are_refused_here_too(programs: Programs) -> None:
    token = programs.token(Scope.READ)
    known = known_by(programs, token)
    api = next(route.app for route in programs.app.routes if route.path == "/api/v1")  # type: ignore[attr-defined]
    with programs.office.database.read() as session:
        found = tokens.find(session, token, programs.office.now.date())
    assert found

    def asked() -> int:
        while not api.state.pace.wait(found.id):  # it grows back by ten a second
            pass
        return programs.ask(token, "GET", LIST, headers=known).status_code

    assert 429 in (asked() for _ in range(30))


@pytest.mark.parametrize(
    "path", ["/obligations", "/agencies/so-y-te", "/figures", "/obligations/999", "/openapi.json"]
)
def test_head_is_get_without_its_body(programs: Programs, path: str) -> None:
    token = programs.token(Scope.READ)
    whole, head = (programs.ask(token, method, path) for method in ("GET", "HEAD"))
    assert (head.status_code, head.content) == (whole.status_code, b"")
    assert {**head.headers} == {**whole.headers}
    assert programs.ask(None, "HEAD", path).status_code == (200 if "openapi" in path else 401)
    assert programs.ask(token, "HEAD", "/receipts").status_code == 405
