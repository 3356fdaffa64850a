"""What programs read: the rows of the contract, a page at a time, only what changed, and of an agency its own alone."""

import threading
from datetime import UTC, date, datetime, timedelta

import pytest

from plan.models import DecisionWay, Letter, PlanDecision
from plan.obligations import acts
from plan.people.token_scopes import Scope
from plan.vocabulary import LetterState
from tests.api.conftest import Programs

SINCE = "2012-01-01T00:00:00Z"


@pytest.fixture(scope="module")
def duties(programs: Programs) -> list[int]:
    office = programs.office
    with office.database.begin() as session:
        words = {"code": "39/QĐ-UBND", "title": "Kế hoạch", "issued_on": date(2012, 3, 25)}
        session.add(PlanDecision(plan_id=1, way=DecisionWay.ADOPTS, recorded_on=date(2012, 3, 26), **words))
    return [office.oblige(("so-y-te", "so-tai-chinh")[n % 2], date(2012, 6, 20 + n)) for n in range(7)]


def walked(programs: Programs, token: str, path: str) -> list[int]:
    """The numbers of all pages."""
    found, after = [], ""
    while True:
        page = programs.ask(token, "GET", f"{path}{after}").json()
        found += [item["id"] for item in page["items"]]
        if page["next"] is None:
            return found
        after = f"&after={page['next']}"


def test_a_list_is_walked_by_its_cursor(programs: Programs, duties: list[int]) -> None:
    token = programs.token(Scope.READ)
    assert walked(programs, token, "/obligations?limit=2") == duties
    assert walked(programs, token, "/tasks?limit=3") == duties
    page = programs.ask(token, "GET", "/obligations?limit=2")
    assert page.headers["Link"] == f'</api/v1/obligations?limit=2&after={page.json()["next"]}>; rel="next"'


def test_a_row_is_that_of_the_shell(programs: Programs, duties: list[int]) -> None:
    from plan.obligations.views import duty

    with programs.office.database.read() as session:
        kept = duty(session, programs.office.now.date(), duties[0])
    assert kept
    answer = programs.ask(programs.token(Scope.READ), "GET", f"/obligations/{duties[0]}")
    assert answer.json() == kept.to_json()
    assert answer.headers["ETag"] == f'"{duties[0]}-{kept.revision}"'


@pytest.mark.parametrize(
    ("asked", "wanted"),
    [
        ("status=late", 7), ("status=open", 0), ("agency=so-y-te", 4), ("agency=khong-co", 0), ("kind=report", 0),
        ("from=2012-06-22&to=2012-06-23", 2), ("plan=39/QĐ-UBND", 7), ("plan=1/QĐ", 0),
    ],
)  # fmt: skip
@pytest.mark.usefixtures("duties")
def test_a_list_is_narrowed(programs: Programs, asked: str, wanted: int) -> None:
    assert len(walked(programs, programs.token(Scope.READ), f"/obligations?{asked}")) == wanted


@pytest.mark.parametrize(
    ("asked", "status"),
    [
        ("limit=0", 422), ("limit=201", 422), ("limit=9999999999999999999", 422), ("after=!!", 422), ("after=%00", 422),
        ("after=bm9uc2Vuc2U", 404), ("from=0", 422), ("from=1342051200", 422), ("from=31/3/2012", 422), ("from=2012-02-30", 422),
        ("unknown=1", 422), ("agncy=so-y-te", 422), ("Limit=1", 422), ("kind=REPORT", 422), ("agency=", 422),
        ("changed_since=2012-07-01", 422), ("changed_since=2012-07-01T00:00:00", 422), ("status=lost", 422),
    ],
)  # fmt: skip
def test_what_cannot_be_asked(programs: Programs, asked: str, status: int) -> None:
    refused = programs.ask(programs.token(Scope.READ), "GET", f"/obligations?{asked}")
    assert refused.status_code == status
    assert refused.headers["Content-Type"] == "application/problem+json"
    if status == 422:
        (fault,) = refused.json()["errors"]
        assert fault["parameter"] == asked.partition("=")[0]
        assert " or " not in fault["detail"]


def test_nothing_new_is_304_and_a_change_is_not(programs: Programs, duties: list[int]) -> None:
    token, office = programs.token(Scope.READ), programs.office
    first = programs.ask(token, "GET", "/obligations")
    again = programs.ask(token, "GET", "/obligations", headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    with office.database.begin() as session:
        acts.perform(session, duties[6], lambda s, row: acts.cancel(s, row, office.act(), reason="thôi"))
    other = programs.ask(token, "GET", "/obligations", headers={"If-None-Match": first.headers["ETag"]})
    assert other.status_code == 200
    assert other.headers["ETag"] != first.headers["ETag"]


def test_a_kind_of_letter_that_there_is_not_is_refused(programs: Programs) -> None:
    token = programs.token(Scope.LETTERS)
    refused = programs.ask(token, "GET", "/letters?kind=AAA")
    assert (refused.status_code, refused.json()["errors"][0]["parameter"]) == (422, "kind")
    assert "digest" in refused.json()["errors"][0]["detail"]
    assert programs.ask(token, "GET", "/letters?kind=digest").status_code == 200


def test_letters_on_their_way_are_news_though_nothing_of_the_plan_changed(programs: Programs) -> None:
    token, office = programs.token(Scope.LETTERS), programs.office
    number = office.post(date(2012, 7, 10), agency="so-xay-dung")
    path = "/letters?agency=so-xay-dung"
    first = programs.ask(token, "GET", path)
    known = {"If-None-Match": first.headers["ETag"]}
    assert programs.ask(token, "GET", path, headers=known).status_code == 304
    with office.database.begin() as session:
        session.get_one(Letter, number).state = LetterState.SENT
    later = programs.ask(token, "GET", path, headers=known)
    assert (later.status_code, later.json()["items"][0]["state"]) == (200, "sent")


def test_only_what_changed_since_an_instant_in_the_order_of_changes(
    programs: Programs, duties: list[int]
) -> None:
    token, office = programs.token(Scope.READ), programs.office
    first = programs.ask(token, "GET", f"/obligations?changed_since={SINCE}").json()
    with office.database.begin() as session:
        acts.perform(session, duties[5], lambda s, row: acts.cancel(s, row, office.act(), reason="thôi"))
    with office.database.begin() as session:
        acts.perform(session, duties[1], lambda s, row: acts.cancel(s, row, office.act(), reason="thôi"))
    later = programs.ask(token, "GET", f"/obligations?after={first['resume']}").json()
    assert [item["id"] for item in later["items"]] == [duties[5], duties[1]]
    far = (datetime.now(UTC) + timedelta(days=1)).strftime("%Y-%m-%dT%H:%M:%SZ")  # noqa: TID251 - real time
    assert programs.ask(token, "GET", f"/obligations?changed_since={far}").json()["items"] == []


def test_a_reader_loses_nothing_while_others_write(programs: Programs) -> None:
    """Two writers, whose acts begin in another order than they end, beside a reader who goes on from where it was."""
    office, token = programs.office, programs.token(Scope.READ)
    rows = [office.oblige("so-y-te", date(2012, 12, 1), title=f"Việc {n}") for n in range(30)]
    place = programs.ask(token, "GET", f"/obligations?changed_since={SINCE}&limit=200").json()["resume"]
    changed: list[int] = []
    done = threading.Event()

    def write(mine: list[int]) -> None:
        for number in mine:
            with office.database.begin() as session:
                acts.perform(session, number, lambda s, row: acts.cancel(s, row, office.act(), reason="thôi"))
            changed.append(number)

    writers = [threading.Thread(target=write, args=(rows[n::2],)) for n in range(2)]
    for writer in writers:
        writer.start()
    seen: list[int] = []
    while not done.is_set():
        if not any(writer.is_alive() for writer in writers):
            done.set()  # one look more
        while items := (page := programs.ask(token, "GET", f"/obligations?after={place}&limit=3").json())[
            "items"
        ]:
            seen += [item["id"] for item in items]
            place = page["resume"]
    assert sorted(seen) == sorted(changed) == rows


def test_letters_are_without_bodies_and_bodies_without_secrets(programs: Programs) -> None:
    office = programs.office
    number = office.post(date(2012, 7, 10), agency="so-y-te")
    token = programs.token(Scope.LETTERS)
    assert "body" not in programs.ask(token, "GET", f"/letters/{number}").json()
    assert "Nội dung chữ" in programs.ask(token, "GET", f"/letters/{number}?body=1").json()["body"]
    assert [item["id"] for item in programs.ask(token, "GET", "/letters?agency=so-y-te").json()["items"]] == [
        number
    ]
    other = programs.token(Scope.LETTERS, agency="so-tai-chinh")
    assert programs.ask(other, "GET", "/letters").json()["items"] == []
    assert programs.ask(other, "GET", f"/letters/{number}").status_code == 404


@pytest.mark.parametrize("path", ["/plans/1", "/agencies/khong-co", "/obligations/999", "/obligations/x", "/tasks/0", "/obligations/99999999999", "/letters/999", "/nothing", "", "/plans/a%0Ab"])  # fmt: skip
def test_what_is_not_there(programs: Programs, path: str) -> None:
    refused = programs.ask(programs.token(), "GET", path)
    assert (refused.status_code, refused.json()["type"]) == (404, "/help/api#not-found")
