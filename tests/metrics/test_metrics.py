"""/metrics: what Prometheus reads, told to programs on this machine alone, without a name of anybody."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from fastapi import FastAPI
from sqlalchemy import event
from starlette.testclient import TestClient

from plan.models import LetterState
from plan.people import tokens
from plan.people.token_scopes import Scope
from plan.people.tokens import TokenWish
from plan.storage.database import Database
from plan.timings import Timings
from tests.servers.prometheus import promtool
from tests.web.conftest import Office
from web.access.monitors import came_directly
from web.app import create_app
from web.traffic import CLASSES, OTHERS, STATUSES, Traffic, route_class

LOCAL = {"Host": "127.0.0.1:8080"}


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    database = Database(f"sqlite:///{tmp_path_factory.mktemp('metrics')}/plan.db")
    office = Office(database)
    office.furnish()
    office.oblige("so-y-te", date(2012, 6, 29))
    office.post(office.now.date(), state=LetterState.WAITING)
    yield office
    office.shut()
    database.close()


@pytest.fixture(scope="module")
def app(office: Office) -> FastAPI:
    return create_app(office.site())


def scraped(app: FastAPI, **headers: str) -> str:
    with TestClient(app, client=("127.0.0.1", 5)) as monitor:
        answer = monitor.get("/metrics", headers=LOCAL | headers)
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"].startswith("text/plain; version=0.0.4")
    return answer.text


def value(said: str, line: str) -> float:
    return float(re.search(rf"^{re.escape(line)} (\S+)$", said, re.MULTILINE)[1])  # type: ignore[index]  # else the test fails


def test_it_says_how_the_service_stands(office: Office, app: FastAPI) -> None:
    said = scraped(app)
    assert value(said, "dondoc_tick_age_seconds") == (office.now - office.ticked).total_seconds()  # type: ignore[operator]
    assert value(said, 'dondoc_letters{state="waiting"}') == 1
    assert value(said, 'dondoc_late{kind="report"}') + value(said, 'dondoc_late{kind="task"}') == 1
    assert value(said, 'dondoc_waiting{kind="declared"}') == 0
    assert value(said, "dondoc_database_bytes") > 100_000
    assert value(said, "dondoc_letter_oldest_waiting_seconds") == 0  # written this instant
    assert value(scraped(app), 'dondoc_http_requests_total{route="monitor",status="2xx"}') >= 1


def test_prometheus_finds_no_fault_with_it(app: FastAPI) -> None:
    promtool("check", "metrics", given=scraped(app))


def test_nobody_is_named_whatever_is_asked_for(app: FastAPI) -> None:
    with TestClient(app) as visitor:
        for path in ("/agencies/so-y-te", "/a/secret-of-a-letter", "/nowhere/363", "/feeds/secret.ics"):
            visitor.get(path)
    said = scraped(app)
    for word in ("so-y-te", "secret", "nowhere", "363", "Sở"):
        assert word not in said
    labels = set(re.findall(r'route="([^"]+)"', said)), set(re.findall(r'status="([^"]+)"', said))
    assert labels[0] <= {*CLASSES.values(), OTHERS}
    assert labels[1] <= set(STATUSES)


def test_labels_stay_few_whoever_asks_for_what() -> None:
    traffic = Traffic()
    for n in range(1000):
        traffic.note(f"/{n}/{n}", n, 0.1)
    assert {route_class(path) for path in ("", "*", "//", "/x")} == {OTHERS}
    assert len(traffic.times.taken()) <= len(STATUSES)


@pytest.mark.parametrize(
    "headers",
    [
        {"X-Forwarded-For": "127.0.0.1"},
        {"X-Forwarded-For": "::1, 127.0.0.1"},
        {"Forwarded": "for=127.0.0.1"},
        {"X-Real-IP": "127.0.0.1"},
        {"X-Forwarded-Proto": "https"},
        {"Via": "1.1 proxy"},
        {"Host": "dondoc.example.gov.vn"},
        {"Host": "127.0.0.1.evil.example"},
        {"Host": "[half"},
        {"Host": ""},
    ],
)
@pytest.mark.parametrize("trusted", [(), ("127.0.0.1",)])
def test_what_came_through_a_proxy_on_this_machine_came_from_elsewhere(
    office: Office, app: FastAPI, headers: dict[str, str], trusted: tuple[str, ...]
) -> None:
    office.trusted_proxies = trusted
    with TestClient(app, client=("127.0.0.1", 5)) as monitor:
        answer = monitor.get("/metrics", headers=LOCAL | headers)
    assert answer.status_code == 401
    assert "dondoc_" not in answer.text


@pytest.mark.parametrize(
    ("peer", "status"),
    [("127.0.0.1", 200), ("::1", 200), ("::ffff:127.0.0.1", 200), ("10.0.0.1", 401), ("unix", 401)],
)
def test_the_peer_is_on_this_machine(app: FastAPI, peer: str, status: int) -> None:
    with TestClient(app, client=(peer, 5)) as monitor:
        assert monitor.get("/metrics", headers=LOCAL).status_code == status


def test_a_proxy_that_adds_nothing_is_known_by_its_old_http() -> None:
    assert not came_directly([], "1.0")
    assert came_directly(["host", "accept"], "1.1")


def test_a_monitor_elsewhere_shows_a_token(office: Office, app: FastAPI) -> None:
    with office.database.begin() as session:
        ends, now = office.now.date() + timedelta(30), office.now
        wishes = [TokenWish(scope.value, (scope,), ends, None) for scope in (Scope.METRICS, Scope.READ)]
        good, other = (tokens.make(session, office.act(), wish, now, now.date()) for wish in wishes)
    with TestClient(app, client=("10.8.0.4", 5)) as monitor:
        for secret, status in ((good, 200), (other, 401), ("dd_" + "x" * 43, 401), ("", 401)):
            answer = monitor.get("/metrics", headers={"Authorization": f"Bearer {secret}"})
            assert answer.status_code == status
            assert ("dondoc_tick_age_seconds" in answer.text) is (status == 200)


def test_a_scrape_asks_the_same_however_much_is_stored(office: Office, app: FastAPI) -> None:
    asked: list[str] = []
    engine = office.database.engine
    event.listen(engine, "before_cursor_execute", lambda _c, _u, statement, *_: asked.append(statement))
    scraped(app)
    first = len(asked)
    for n in range(20):
        office.post(office.now.date() - timedelta(n + 1), state=LetterState.SENT)
    asked.clear()
    scraped(app)
    assert len(asked) <= first
    with office.database.read() as session:
        for statement in ("SELECT state, count(*) FROM letter WHERE state IN ('waiting', 'refused') GROUP BY state",
                          "SELECT min(id) FROM letter WHERE state IN ('waiting', 'sending')"):  # fmt: skip
            plan = str(session.connection().exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}").all())
            assert "USING COVERING INDEX" in plan, plan


def test_without_a_database_the_rest_is_said(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path}/plan.db")
    office = Office(database)
    office.furnish()
    app = create_app(office.site())
    database.close()
    (tmp_path / "plan.db").write_bytes(b"no database at all" * 100)
    said = scraped(app)
    assert value(said, "dondoc_database_up") == 0
    assert "dondoc_letters" not in said
    office.shut()
    database.close()


def test_buckets_count_what_is_below_them() -> None:
    timings = Timings((0.1, 1.0))
    for seconds in (0.1, 0.5, 3.0):
        timings.note(seconds, "read")
    found = timings.taken()["read",]
    assert found.buckets == (("0.1", 1), ("1.0", 2), ("+Inf", 3))
    assert found.count == 3
    assert found.total == pytest.approx(3.6)
