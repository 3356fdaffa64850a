"""What programs report: once, upon what they have seen, by the same acts as people; refused, nothing is written."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pytest
from sqlmodel import func, select

from plan.models import Audit, KeptAnswer, Receipt
from plan.people.token_scopes import Scope
from tests.api.conftest import Programs

DONE = {"on": "2012-07-09", "document": "45/BC-SYT"}


@pytest.fixture
def duty(programs: Programs) -> int:
    return programs.office.oblige("so-y-te", date(2012, 6, 29))


@pytest.fixture(scope="module")
def collector(programs: Programs) -> str:
    return programs.token(Scope.READ, Scope.RECEIVE, Scope.DECIDE)


@pytest.fixture(scope="module")
def agency(programs: Programs) -> str:
    return programs.token(agency="so-y-te")


def post(
    programs: Programs, token: str, duty: int, name: str, body: object = None, *, seen: int = 0, **more: str
):
    headers = {"If-Match": f'"{duty}-{seen}"', **{k.replace("_", "-"): v for k, v in more.items()}}
    return programs.ask(token, "POST", f"/obligations/{duty}/{name}", json=body, headers=headers)


def receipts(programs: Programs, duty: int) -> int:
    with programs.office.database.read() as session:
        return session.exec(select(func.count()).where(Receipt.obligation_id == duty)).one()


def test_what_the_collectors_program_reports_is_received(
    programs: Programs, collector: str, duty: int
) -> None:
    answer = post(programs, collector, duty, "done", DONE)
    assert (answer.status_code, answer.headers["ETag"]) == (200, f'"{duty}-1"')
    assert answer.json()["status"] == "done-late"
    assert answer.json()["document"] == "45/BC-SYT"
    with programs.office.database.read() as session:
        line = session.exec(select(Audit).where(Audit.subject == f"obligation {duty}")).one()
    assert line.who.startswith("token:program-")


def test_what_an_agencys_program_reports_is_declared(
    programs: Programs, agency: str, collector: str, duty: int
) -> None:
    said = post(programs, agency, duty, "declared", DONE)
    assert said.json()["status"] == "late"
    assert said.json()["declared"]["by"] == "so-y-te"
    back = post(programs, collector, duty, "send-back", {"reason": "Thiếu biểu"}, seen=1)
    assert back.json()["sent_back"]["reason"] == "Thiếu biểu"
    assert post(programs, agency, duty, "declared", DONE, seen=2).status_code == 200
    assert (
        post(programs, collector, duty, "accept", {"on": "2012-07-09"}, seen=3).json()["done_on"]
        == "2012-07-09"
    )


def test_the_rest_of_what_may_be_said(programs: Programs, agency: str, collector: str, duty: int) -> None:
    assert post(programs, agency, duty, "acknowledged").status_code == 200
    assert post(programs, agency, duty, "cause", {"text": "Lũ lớn"}).json()["cause"]["text"] == "Lũ lớn"
    decision = {"objective": True, "document": "3/TB", "on": "2012-07-10", "by": "UBND tỉnh"}
    decided = post(programs, collector, duty, "cause/confirm", decision, seen=1)
    assert decided.json()["cause"]["objective"] is True
    wish = {"until": "2012-08-15", "reason": "Lũ lớn"}
    assert post(programs, agency, duty, "extension-requests", wish, seen=2).status_code == 200
    paper = {"document": "12/QĐ", "on": "2012-07-09"}
    extended = post(
        programs, collector, duty, "extend", {"to": "2012-08-15", "reason": "Lũ", **paper}, seen=2
    )
    assert (extended.json()["due"], extended.json()["extended_from"]) == ("2012-08-15", "2012-06-29")
    assert (
        post(programs, collector, duty, "cancel", {"reason": "Thôi"}, seen=3).json()["status"] == "cancelled"
    )
    assert post(programs, collector, duty, "reopen", {"reason": "Nhầm"}, seen=4).json()["status"] == "open"
    half = post(programs, collector, duty, "cancel", {"reason": "Thôi", "document": "1/QĐ"}, seen=5)
    assert half.json()["type"] == "/help/api#not-possible"


def test_a_file_may_come_with_it(programs: Programs, collector: str, duty: int) -> None:
    headers = {"If-Match": f'"{duty}-0"'}
    path, file = f"/obligations/{duty}/done", {"file": ("bao cao.pdf", b"%PDF-1.4")}
    wrong = programs.ask(collector, "POST", path, data=DONE | {"x": "1"}, files=file, headers=headers)
    assert wrong.json()["errors"] == [{"pointer": "/x", "detail": "không có trường nào tên như vậy"}]
    assert programs.ask(collector, "POST", path, data=DONE, files=file, headers=headers).status_code == 200
    with programs.office.database.read() as session:
        kept = session.exec(select(Receipt).where(Receipt.obligation_id == duty)).one()
        assert (kept.file_name, kept.file) == ("bao cao.pdf", b"%PDF-1.4")


def test_a_write_rests_on_what_was_seen(programs: Programs, collector: str, duty: int) -> None:
    unsaid = programs.ask(collector, "POST", f"/obligations/{duty}/done", json=DONE)
    assert (unsaid.status_code, unsaid.json()["type"]) == (428, "/help/api#precondition-required")
    old = post(programs, collector, duty, "done", DONE, seen=7)
    assert (old.status_code, old.json()["current"], old.headers["ETag"]) == (
        412,
        f'"{duty}-0"',
        f'"{duty}-0"',
    )
    assert receipts(programs, duty) == 0


@pytest.mark.parametrize(
    ("content", "status", "type_"),
    [
        (b"{", 400, "malformed"), (b"", 400, "malformed"), (b"\xff", 400, "malformed"), (b"[" * 100_000, 400, "malformed"),
        (b"[]", 422, "invalid"), (b'"x"', 422, "invalid"), (b"{}", 422, "invalid"), (b'{"on": 0}', 422, "invalid"),
        (b'{"on": "0"}', 422, "invalid"), (b'{"on": "1342051200"}', 422, "invalid"), (b'{"on": "16/7/2012"}', 422, "invalid"),
        (b'{"on": "2012-07-09", "onn": 1}', 422, "invalid"), (b'{"on": "2012-07-11"}', 422, "not-possible"),
        (b'{"on": "1999-12-31"}', 422, "invalid"),
    ],
)  # fmt: skip
def test_bodies_that_are_none(
    programs: Programs, collector: str, duty: int, content: bytes, status: int, type_: str
) -> None:
    headers = {"If-Match": f'"{duty}-0"', "Content-Type": "application/json"}
    refused = programs.ask(collector, "POST", f"/obligations/{duty}/done", content=content, headers=headers)
    assert (refused.status_code, refused.json()["type"]) == (status, f"/help/api#{type_}")
    assert receipts(programs, duty) == 0


def test_another_kind_of_body_and_one_too_large(programs: Programs, collector: str, duty: int) -> None:
    path, headers = f"/obligations/{duty}/done", {"If-Match": f'"{duty}-0"'}
    assert programs.ask(collector, "POST", path, content=b"on=1", headers=headers).status_code == 415
    for other in (path.replace("done", "cancel"), "/receipts"):
        for kind in ("text/plain", "application/xml", "application/x-www-form-urlencoded"):
            sent = headers | {"Content-Type": kind}
            refused = programs.ask(collector, "POST", other, content=b'{"reason": "x"}', headers=sent)
            assert (refused.status_code, refused.json()["type"]) == (415, "/help/api#media-type")
    unknown = programs.ask(collector, "POST", f"{path}?on=2012-07-09", json=DONE, headers=headers)
    assert unknown.json()["errors"] == [{"parameter": "on", "detail": "không có tham số nào tên như vậy"}]
    assert receipts(programs, duty) == 0
    file = {"file": ("x.pdf", b"x" * (12 * 1024 * 1024))}
    large = programs.ask(collector, "POST", path, data=DONE, files=file, headers=headers)
    assert (large.status_code, large.headers["Content-Type"]) == (413, "application/problem+json")


def test_many_at_once_all_or_nothing(programs: Programs, collector: str) -> None:
    one = programs.office.oblige("so-y-te", date(2012, 6, 29), title="Báo cáo một")
    two = programs.office.oblige("so-tai-chinh", date(2012, 6, 29), title="Báo cáo hai")
    lines = [
        {"agency": "so-y-te", "label": str(one), **DONE},
        {"agency": "Sở Tài chính", "label": "Báo cáo hai", **DONE},
    ]
    wrong = programs.ask(
        collector, "POST", "/receipts", json=[*lines, {"agency": "la", "label": "x", **DONE}]
    )
    assert (wrong.status_code, wrong.json()["errors"][0]["pointer"]) == (422, "/2")
    assert receipts(programs, one) == 0
    assert programs.ask(collector, "POST", "/receipts", json=lines).json() == {
        "recorded": [one, two],
        "known": 0,
    }
    assert programs.ask(collector, "POST", "/receipts", json=lines).json() == {"recorded": [], "known": 2}
    assert programs.ask(collector, "POST", "/receipts", json=[]).status_code == 422
    assert programs.ask(collector, "POST", "/receipts", json=lines * 501).status_code == 422


def test_the_same_key_is_answered_the_same_for_a_day(programs: Programs, collector: str, duty: int) -> None:
    office = programs.office
    first = post(programs, collector, duty, "done", DONE, Idempotency_Key="qlvb-2012-0045")
    again = post(programs, collector, duty, "done", DONE, Idempotency_Key="qlvb-2012-0045")
    assert (again.status_code, again.content, again.headers["ETag"]) == (
        200,
        first.content,
        first.headers["ETag"],
    )
    assert receipts(programs, duty) == 1
    other = post(
        programs, collector, duty, "done", DONE | {"document": "46"}, Idempotency_Key="qlvb-2012-0045"
    )
    assert (other.status_code, other.json()["type"]) == (422, "/help/api#reused-key")
    stranger = programs.token(Scope.RECEIVE)
    assert post(programs, stranger, duty, "done", DONE, Idempotency_Key="qlvb-2012-0045").status_code == 412
    office.now += timedelta(hours=24)
    try:
        assert (
            post(programs, collector, duty, "done", DONE, Idempotency_Key="qlvb-2012-0045").status_code == 412
        )
        number = office.oblige("so-y-te", date(2012, 6, 29))
        post(programs, collector, number, "done", DONE, Idempotency_Key="qlvb-2012-0046")
        with office.database.read() as session:
            assert [row.key for row in session.exec(select(KeptAnswer))] == ["qlvb-2012-0046"]
    finally:
        office.now -= timedelta(hours=24)


@pytest.mark.parametrize("key", ["short", "x" * 65, "khóa-có-dấu", "has a blank"])
def test_what_is_no_key(programs: Programs, collector: str, duty: int, key: str) -> None:
    assert post(programs, collector, duty, "done", DONE, Idempotency_Key=key.encode()).status_code == 422  # type: ignore[arg-type]


def test_twenty_at_once_with_one_key_are_one_receipt(programs: Programs, collector: str, duty: int) -> None:
    def send(_turn: int) -> int:
        return post(programs, collector, duty, "done", DONE, Idempotency_Key="twenty-at-once").status_code

    with ThreadPoolExecutor(20) as pool:
        answers = list(pool.map(send, range(20)))
    assert set(answers) <= {200, 409}
    assert 200 in answers
    assert receipts(programs, duty) == 1
    assert send(0) == 200


def test_405_names_every_method_of_the_place(programs: Programs, collector: str, duty: int) -> None:
    refused = programs.ask(collector, "DELETE", f"/obligations/{duty}")
    assert (refused.status_code, refused.headers["Allow"]) == (405, "GET, HEAD")
    assert refused.json()["type"] == "/help/api#not-allowed"
