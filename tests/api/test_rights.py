"""Every operation, asked with every scope, by the collector's program, an agency's about its own, and about another's."""

from dataclasses import dataclass
from datetime import date

import pytest
from fastapi.routing import APIRoute

from plan.people.token_scopes import OF_AGENCY, Scope
from tests.api.conftest import Programs

REPORT = {"on": "2012-07-09"}
OURS, THEIRS = "so-y-te", "so-tai-chinh"


@dataclass(frozen=True)
class Operation:
    """`own` and `other`: what the program of an agency is answered about its own row and about another's."""

    scope: Scope
    own: int
    other: int
    body: object = None


READ, RECEIVE, DECIDE, LETTERS = Scope.READ, Scope.RECEIVE, Scope.DECIDE, Scope.LETTERS
# What a row's number stands in is asked of its own and of another's; a list is searched for the other's.
TABLE: dict[tuple[str, str], Operation] = {
    ("GET", "/plans"): Operation(READ, 200, 200),
    ("GET", "/plans/{code:path}"): Operation(READ, 200, 200),
    ("GET", "/agencies"): Operation(READ, 200, 200),
    ("GET", "/agencies/{code}"): Operation(READ, 200, 404),
    ("GET", "/tasks"): Operation(READ, 200, 200),
    ("GET", "/tasks/{number}"): Operation(READ, 200, 404),
    ("GET", "/obligations"): Operation(READ, 200, 200),
    ("GET", "/obligations/{number}"): Operation(READ, 200, 404),
    ("GET", "/obligations/{number}/history"): Operation(READ, 200, 404),
    ("GET", "/reports"): Operation(READ, 200, 200),
    ("GET", "/figures"): Operation(READ, 200, 200),
    ("GET", "/letters"): Operation(LETTERS, 200, 200),
    ("GET", "/letters/{number}"): Operation(LETTERS, 200, 404),
    ("POST", "/receipts"): Operation(RECEIVE, 403, 403, [{"agency": OURS, "label": "x", **REPORT}]),
    ("POST", "/obligations/{number}/done"): Operation(RECEIVE, 403, 404, REPORT),
    ("POST", "/obligations/{number}/declared"): Operation(RECEIVE, 412, 404, REPORT),
    ("POST", "/obligations/{number}/acknowledged"): Operation(RECEIVE, 412, 404),
    ("POST", "/obligations/{number}/cause"): Operation(RECEIVE, 412, 404, {"text": "Lũ"}),
    ("POST", "/obligations/{number}/extension-requests"): Operation(
        RECEIVE, 412, 404, {"until": "2012-08-15", "reason": "Lũ"}
    ),
    ("POST", "/obligations/{number}/accept"): Operation(DECIDE, 403, 403, {}),
    ("POST", "/obligations/{number}/send-back"): Operation(DECIDE, 403, 403, {"reason": "x"}),
    ("POST", "/obligations/{number}/cause/confirm"): Operation(
        DECIDE, 403, 403, {"objective": True, "document": "1", "on": "2012-07-09", "by": "UBND"}
    ),
    ("POST", "/obligations/{number}/extend"): Operation(
        DECIDE, 403, 403, {"to": "2012-08-15", "reason": "x"}
    ),
    ("POST", "/obligations/{number}/cancel"): Operation(DECIDE, 403, 403, {"reason": "x"}),
    ("POST", "/obligations/{number}/reopen"): Operation(DECIDE, 403, 403, {"reason": "x"}),
    ("POST", "/tasks/{number}/occurred"): Operation(DECIDE, 403, 403, REPORT),
}
AGENCYS = {"declared", "acknowledged", "extension-requests"}  # what the collector's program cannot say
ELSEWHERE = ("/webhooks", "/openapi.json")  # tests of their own


@pytest.fixture(scope="module")
def rows(programs: Programs) -> dict[str, int]:
    """A row of each agency; a task, an obligation and a letter of one agency have the same number."""
    office = programs.office
    found = {code: office.oblige(code, date(2012, 6, 29)) for code in (OURS, THEIRS)}
    for code, number in found.items():
        assert office.post(date(2012, 7, 10), agency=code) == number
    return found


@pytest.fixture(scope="module")
def tokens(programs: Programs) -> dict[tuple[Scope, bool], str]:
    """By scope, of the collector (False) and of the agency (True), which may not decide."""
    made = {(scope, False): programs.token(scope) for scope in Scope}
    return made | {(s, True): programs.token(s, agency=OURS) for s in OF_AGENCY}


def ask(programs: Programs, token: str, place: tuple[str, str], agency: str, number: int):
    method, path = place
    path = (
        path.replace("{number}", str(number)).replace("{code}", agency).replace("{code:path}", "39/QĐ-UBND")
    )
    body, headers = (
        TABLE[place].body,
        {"If-Match": f'"{number}-9"'} if "{number}" in place[1] and method == "POST" else {},
    )
    return programs.ask(token, method, path, json=body, headers=headers)


def test_every_operation_is_in_the_table(programs: Programs) -> None:
    api = next(route.app for route in programs.app.routes if route.path == "/api/v1")  # type: ignore[attr-defined]
    found = set()
    for each in api.routes:
        for route in getattr(getattr(each, "original_router", None), "routes", [each]):
            if isinstance(route, APIRoute) and not route.path.startswith(ELSEWHERE):
                found |= {(method, route.path) for method in route.methods}
    assert found == set(TABLE)


@pytest.mark.parametrize("scope", Scope)
def test_each_scope_opens_its_own_operations(programs: Programs, rows, tokens, scope: Scope) -> None:
    told, meant = {}, {}
    for place, one in TABLE.items():
        answer = ask(programs, tokens[scope, False], place, OURS, rows[OURS])
        told[place] = answer.status_code == 403 and answer.json()["detail"] == f"cần quyền {one.scope.value}"
        meant[place] = one.scope is not scope
    assert told == meant


def test_the_collectors_program_may_do_all_but_speak_for_an_agency(programs: Programs, rows, tokens) -> None:
    for place, one in TABLE.items():
        answer = ask(programs, tokens[one.scope, False], place, OURS, rows[OURS])
        speaks = place[1].rpartition("/")[2] in AGENCYS
        is_row = "{number}" in place[1]
        wanted = 403 if speaks else 200 if place[0] == "GET" else 412 if is_row else 422
        assert answer.status_code == wanted, place


def test_an_agencys_program_sees_and_does_nothing_of_another(programs: Programs, rows, tokens) -> None:
    told, meant = {}, {}
    for place, one in TABLE.items():
        token = tokens.get((one.scope, True)) or tokens[READ, True]
        for agency, wanted in ((OURS, one.own), (THEIRS, one.other)):
            answer = ask(programs, token, place, agency, rows[agency])
            told[place, agency], meant[place, agency] = answer.status_code, wanted
            if place[0] == "GET":
                assert THEIRS not in answer.text, place
    assert told == meant


def test_without_a_token_nothing_is_answered(programs: Programs, rows) -> None:
    for place in TABLE:
        assert ask(programs, "", place, OURS, rows[OURS]).status_code == 401, place
