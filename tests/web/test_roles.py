"""Who may open and do what: a table with every route of the application in it, and looking that changes nothing."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from functools import partial
from urllib.parse import parse_qs, urlsplit

import pytest
from fastapi import FastAPI
from fastapi.routing import APIRoute
from sqlmodel import SQLModel
from starlette.routing import Mount, Route
from starlette.testclient import TestClient

from plan.links.claims import Claim, sign
from plan.storage.database import Database
from tests.web.conftest import KEY, Office
from web.app import create_app

# Anyone, viewer, operator, admin (signed in just now): what each is answered, and where a 303 leads.
PAGE = ("door", 200, 200, 200)
ADMINS = ("door", 403, 403, 200)
OPERATORS = ("door", 403, 200, 200)
OPEN = (200, 200, 200, 200)
BY_SECRET = (404, 404, 404, 404)  # with a secret that is none
AGENCYS = (303, 303, 303, 303)  # to where agencies come in, or home
AGENCYS_ACTS = ("/our/{number:int}", "/our/calendars", "/our/contacts")
ACT, ADMINS_ACT, PUBLIC_ACT = (403, 303, 303, 303), (403, 403, 403, 303), (303, 303, 303, 303)
TABLE: dict[tuple[str, str], tuple[object, ...]] = {
    ("GET", "/"): PAGE,
    ("GET", "/due"): PAGE,
    ("GET", "/find"): PAGE,
    ("GET", "/todo"): PAGE,
    ("POST", "/todo/{name}"): (403, 403, 404, 404),  # no act of that name
    ("GET", "/mail"): PAGE,
    ("POST", "/mail/{name}"): (403, 403, 404, 404),  # no act of that name
    ("GET", "/mail/coming"): PAGE,
    ("GET", "/mail/{letter}"): PAGE,
    ("POST", "/mail/{letter}/{name}"): (403, 403, 404, 404),  # no act of that name
    ("GET", "/mail/{letter}/html"): PAGE,
    ("GET", "/mail/{letter}/raw"): OPERATORS,
    ("GET", "/calendar"): ("door", 303, 303, 303),  # on to this month
    ("GET", "/calendar/feeds"): OPERATORS,
    ("POST", "/calendar/feeds"): (403, 403, 200, 200),  # an address, shown at once
    ("GET", "/calendar/{year}"): PAGE,
    ("GET", "/calendar/{year}/{month}"): PAGE,
    ("GET", "/agencies"): PAGE,
    ("POST", "/agencies"): (403, 403, 422, 422),  # nothing typed
    ("GET", "/agencies/register"): OPERATORS,
    ("POST", "/agencies/register"): (403, 403, 422, 422),  # no file
    ("GET", "/agencies/{code}"): PAGE,
    ("POST", "/agencies/{code}/{name}"): (403, 403, 404, 404),  # no act of that name
    ("GET", "/reports"): PAGE,
    ("GET", "/reports/{number}"): ("door", 404, 404, 404),  # no such round here
    ("GET", "/reports/request"): ("door", 403, 200, 200),
    ("POST", "/reports/request"): (403, 403, 422, 422),  # nothing typed
    ("GET", "/reports/receipts"): OPERATORS,
    ("POST", "/reports/receipts"): (403, 403, 422, 422),  # no file
    ("GET", "/reports/incoming"): PAGE,
    ("POST", "/reports/incoming"): (403, 403, 422, 422),  # no file
    ("GET", "/reports/incoming/{number}"): ("door", 404, 404, 404),  # no such document
    ("GET", "/reports/incoming/{number}/files/{place}"): ("door", 404, 404, 404),
    ("GET", "/reports/incoming/{number}/answer.edxml"): ("door", 404, 404, 404),
    ("POST", "/reports/incoming/{number}/{name}"): (403, 403, 404, 404),  # no act of that name
    ("POST", "/reports/{number}/receipts"): (403, 403, 404, 404),
    ("POST", "/reports/{number}/letter"): (403, 403, 404, 404),
    ("GET", "/reports.{form}"): ("door", 404, 404, 404),  # no such form of file
    ("GET", "/reports/{number}.{form}"): ("door", 404, 404, 404),
    ("GET", "/tasks.{form}"): ("door", 404, 404, 404),
    ("GET", "/tasks"): PAGE,
    ("GET", "/tasks/{number}"): PAGE,
    ("POST", "/tasks/{number}/{name}"): (403, 403, 404, 404),  # no act of that name
    ("GET", "/obligations/{number}"): PAGE,
    ("GET", "/obligations/{number}/files/{digest}"): ("door", 404, 404, 404),  # no such file
    ("POST", "/obligations/{number}/{name}"): (403, 403, 404, 404),  # no act of that name
    ("GET", "/plans"): PAGE,
    ("GET", "/plans/{number}"): PAGE,
    ("GET", "/plans/{number}/documents/{upload}"): ("door", 404, 404, 404),  # no such document
    ("GET", "/plans/{number}/letters"): PAGE,
    ("GET", "/plans/{number}/letters/{agency}"): ("door", 404, 404, 404),  # no such agency
    ("GET", "/plans/{number}/letters/{agency}/html"): ("door", 404, 404, 404),
    ("GET", "/plans/{number}/next"): ("door", 403, 422, 422),  # no years
    ("GET", "/plans/{number}/next.xlsx"): ("door", 403, 404, 404),
    ("POST", "/plans/waiting/{number}/{name}"): (403, 403, 404, 404),  # no act of that name
    ("GET", "/plans/new"): OPERATORS,
    ("POST", "/plans/new"): (403, 403, 422, 422),  # nothing sent
    ("GET", "/plans/new/{number}"): OPERATORS,
    ("GET", "/plans/new/{number}/file"): OPERATORS,
    ("POST", "/plans/new/{number}/{name}"): (403, 403, 404, 404),  # no act of that name
    ("GET", "/figures"): PAGE,
    ("GET", "/figures.{form}"): ("door", 404, 404, 404),  # no such form of file
    ("GET", "/brief"): PAGE,
    ("GET", "/papers"): PAGE,
    ("GET", "/papers/report"): ("door", 422, 422, 422),  # no period
    ("GET", "/papers/edxml/{number}"): ("door", 422, 422, 422),  # no letter that went out
    ("GET", "/papers/{kind}/{number}"): ("door", 404, 404, 404),  # no such kind
    ("POST", "/papers/sheet/{number}"): (403, 403, 200, 200),  # a file, handed on at once
    ("POST", "/papers/{name}"): (403, 403, 404, 404),  # no act of that name
    ("GET", "/me"): PAGE,
    ("POST", "/me/name"): ACT,
    ("POST", "/me/keys"): ACT,
    ("POST", "/me/password"): (403, 422, 422, 422),  # nothing typed
    ("POST", "/me/sessions"): ACT,
    ("POST", "/me/passkeys"): ACT,  # an answer that is none: back to the page, which says so
    ("POST", "/me/passkeys/options"): (403, 200, 200, 200),
    ("POST", "/me/passkeys/{number}"): ACT,
    ("GET", "/admin"): ("door", 303, 303, 303),  # on to the first page of one's own
    ("GET", "/admin/log"): PAGE,
    ("GET", "/admin/log.{form}"): ("door", 404, 404, 404),  # no such form of file
    ("GET", "/admin/system"): PAGE,
    ("POST", "/admin/system/{name}"): (403, 403, 404, 404),  # no act of that name
    ("GET", "/admin/policy"): PAGE,
    ("GET", "/admin/regimes"): PAGE,
    ("GET", "/admin/workdays"): ("door", 303, 303, 303),  # on to this year
    ("GET", "/admin/workdays/{year}"): PAGE,
    ("POST", "/admin/workdays/{year}/{name}"): (403, 403, 404, 404),  # no act of that name
    ("GET", "/admin/users"): ADMINS,
    ("POST", "/admin/users"): (403, 403, 403, 422),  # nothing typed
    ("GET", "/admin/users/{number}"): ADMINS,
    ("POST", "/admin/users/{number}"): (403, 403, 403, 400),  # no act named
    ("GET", "/admin/tokens"): ADMINS,
    ("POST", "/admin/tokens"): (403, 403, 403, 422),  # nothing typed
    ("POST", "/admin/tokens/{number}"): (403, 403, 403, 404),  # no such token
    ("GET", "/admin/webhooks"): ADMINS,
    ("POST", "/admin/webhooks"): (403, 403, 403, 422),  # nothing typed
    ("GET", "/admin/webhooks/{number}"): ("door", 403, 403, 404),  # no such endpoint
    ("POST", "/admin/webhooks/{number}"): (403, 403, 403, 404),
    ("GET", "/sign-in"): OPEN,
    ("POST", "/sign-in"): (422, 422, 422, 422),
    ("POST", "/sign-in/passkey"): (422, 422, 422, 422),  # an answer that is none
    ("POST", "/sign-in/passkey/options"): OPEN,
    ("GET", "/sign-in/oidc"): BY_SECRET,  # no provider in the settings
    ("GET", "/sign-in/oidc/back"): BY_SECRET,
    ("GET", "/sign-in/{secret}"): BY_SECRET,
    ("POST", "/sign-in/{secret}"): (404, 303, 303, 303),  # who is in goes on
    ("POST", "/sign-out"): PUBLIC_ACT,
    ("GET", "/welcome/{secret}"): BY_SECRET,
    ("POST", "/welcome/{secret}"): BY_SECRET,
    ("GET", "/feeds/{secret}.ics"): BY_SECRET,
    ("GET", "/a/{signed}"): BY_SECRET,
    ("POST", "/a/{signed}"): BY_SECRET,
    ("GET", "/a/v/{signed}"): BY_SECRET,
    ("POST", "/a/v/{signed}"): BY_SECRET,
    ("GET", "/s/{signed}"): BY_SECRET,
    ("POST", "/s/{signed}"): BY_SECRET,
    ("GET", "/o/{signed}"): BY_SECRET,
    ("POST", "/o/{signed}"): BY_SECRET,
    ("GET", "/our"): AGENCYS,
    ("GET", "/our/partner"): AGENCYS,
    ("GET", "/our/done"): AGENCYS,
    ("GET", "/our/{number:int}"): AGENCYS,
    ("POST", "/our/{number:int}"): AGENCYS,
    ("GET", "/our/calendars"): AGENCYS,
    ("POST", "/our/calendars"): AGENCYS,
    ("GET", "/our/contacts"): AGENCYS,
    ("POST", "/our/contacts"): AGENCYS,
    ("GET", "/our/link"): OPEN,
    ("POST", "/our/link"): (422, 422, 422, 422),  # no address
    ("GET", "/our/address/{secret}"): BY_SECRET,
    ("POST", "/our/address/{secret}"): BY_SECRET,
    ("POST", "/our/leave"): PUBLIC_ACT,
    ("POST", "/language"): (400, 400, 400, 400),  # none chosen
    ("GET", "/healthz"): OPEN,
    ("GET", "/metrics"): OPEN,  # on this machine alone
    ("GET", "/help"): OPEN,
    ("GET", "/help/rounds"): OPEN,
    ("GET", "/help/on-time"): OPEN,
    ("GET", "/help/declared"): OPEN,
    ("GET", "/help/more-time"): OPEN,
    ("GET", "/help/letters"): OPEN,
    ("GET", "/help/questions"): OPEN,
    ("GET", "/help/workdays"): OPEN,
    ("GET", "/help/papers"): OPEN,
    ("GET", "/help/roles"): OPEN,
    ("GET", "/help/calendars"): OPEN,
    ("GET", "/help/keys"): OPEN,
    ("GET", "/help/api"): OPEN,
    ("GET", "/robots.txt"): OPEN,
    ("GET", "/api/v1"): OPEN,  # its description; the rest: tests/api
    ("GET", "/static"): OPEN,
}
WHO = ("anyone", "viewer", "operator", "admin")
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
OURS = FORM | {"Sec-Fetch-Site": "same-origin"}
FOREIGN = {"says nothing": {}, "another site": {"Origin": "https://evil.example"}, "null": {"Origin": "null"},
           "cross-site": {"Sec-Fetch-Site": "cross-site"}}  # fmt: skip


def routes_of(app: FastAPI) -> Iterator[tuple[str, str]]:
    """Every method and path that the application answers for."""
    for route in app.routes:
        for each in getattr(getattr(route, "original_router", None), "routes", [route]):
            if isinstance(each, Mount):
                yield "GET", each.path
            elif isinstance(each, Route | APIRoute):
                yield from ((method, each.path) for method in (each.methods or ()) if method != "HEAD")


@pytest.fixture(scope="module")
def furnished(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """One office for all: whoever is to change nothing may share it."""
    database = Database(f"sqlite:///{tmp_path_factory.mktemp('roles')}/plan.db")
    office = Office(database)
    office.furnish()
    office.oblige("so-y-te", date(2012, 6, 29))
    office.post(office.now.date())
    office.upload()
    for role in WHO[1:]:
        office.user(role)
    yield office
    database.close()


@pytest.fixture(scope="module")
def site_app(furnished: Office) -> FastAPI:
    return create_app(furnished.site())


@contextmanager
def browser_of(app: FastAPI, office: Office, who: str) -> Iterator[TestClient]:
    with TestClient(
        app, base_url="http://localhost", client=("127.0.0.1", 1), follow_redirects=False
    ) as client:
        if who != "anyone":
            client.headers["Cookie"] = office.signed_in(who)
        yield client


def address(path: str) -> str:
    """One of the addresses that a route answers for. Of letters to come only today's are written: a month takes a minute."""
    known = {"{code}": "so-y-te", "{year}": "2012", "{month}": "7"}
    path = {
        "/static": "/static/dondoc.css",
        "/api/v1": "/api/v1/openapi.json",
        "/mail/coming": "/mail/coming?to=1/1/2012",
    }.get(path, path)
    return re.sub(r"\{[\w:]+\}", lambda found: known.get(found[0], "1"), path)


def everything(office: Office) -> dict[str, list[tuple[object, ...]]]:
    """All rows of all tables, but of when a browser was last seen."""
    with office.database.read() as session:
        return {
            table.name: [tuple(row) for row in session.connection().execute(table.select())]
            for table in SQLModel.metadata.sorted_tables
            if table.name != "sign_in"
        }


def test_every_route_is_in_the_table(site_app: FastAPI) -> None:
    assert set(routes_of(site_app)) == set(TABLE)


@pytest.mark.parametrize("who", WHO)
def test_the_table_is_what_happens(furnished: Office, site_app: FastAPI, who: str) -> None:
    told, meant = {}, {}
    with browser_of(site_app, furnished, who) as browser:
        for (method, path), answers in TABLE.items():
            answer = browser.request(method, address(path), headers=OURS if method == "POST" else {})
            browser.cookies.clear()
            if method == "POST" and who != "anyone":  # some acts end a session
                browser.headers["Cookie"] = furnished.signed_in(who)
            is_door = (
                answer.status_code == 303
                and answer.headers["location"].startswith("/sign-in")
                and method == "GET"
            )
            told[method, path] = "door" if is_door else answer.status_code
            meant[method, path] = answers[WHO.index(who)]
    assert told == meant


@pytest.mark.parametrize("who", WHO)
def test_looking_changes_nothing(furnished: Office, site_app: FastAPI, who: str) -> None:
    """Neither the change counter nor the log nor the queue, nor any other row."""
    with browser_of(site_app, furnished, who) as browser:
        before = everything(furnished)
        for method, path in TABLE:
            if method == "GET":
                browser.get(address(path))
                browser.head(address(path))
        assert everything(furnished) == before


@pytest.mark.parametrize("sent", FOREIGN)
def test_no_act_is_taken_from_elsewhere(furnished: Office, site_app: FastAPI, sent: str) -> None:
    with browser_of(site_app, furnished, "admin") as browser:
        before = everything(furnished)
        for method, path in TABLE:
            if method == "POST":
                answer = browser.post(address(path), headers=FORM | FOREIGN[sent])
                # Of pages of agencies a user is led home before anything is read.
                assert answer.status_code == (303 if path in AGENCYS_ACTS else 403), path
        assert everything(furnished) == before


@pytest.mark.parametrize("who", WHO)
def test_no_page_has_a_style_or_a_script_in_it_or_loads_from_elsewhere(
    furnished: Office, site_app: FastAPI, who: str
) -> None:
    ask = partial(
        re.findall,
        r"<style|\sstyle=|<script(?![^>]* src=\"/static/)|\son[a-z]+=|(?:src|href)=\"https?:|http:|tabindex=\"[1-9]",
    )  # Tab goes as the page is read: nothing jumps the queue
    with browser_of(site_app, furnished, who) as browser:
        for method, path in TABLE:
            answer = browser.get(address(path)) if method == "GET" else None
            is_page = answer is not None and "text/html" in answer.headers.get("content-type", "")
            if answer is not None and is_page and not path.endswith("/html"):
                assert ask(answer.text) == [], path


def test_admins_show_who_they_are_again_after_a_quarter_of_an_hour(office: Office, visit) -> None:
    browser = visit()
    browser.headers["Cookie"] = office.signed_in("admin")
    from datetime import timedelta

    office.now += timedelta(minutes=15)
    for answer in (browser.get("/admin/users"), browser.post("/admin/users", headers=OURS)):
        assert answer.status_code == 303
        assert answer.headers["location"] == "/sign-in?next=/admin/users&again=1"
    form = {"mail": "lan@x.example", "name": "Chị Lan", "role": "viewer"}
    kept = browser.post("/admin/users", data=form, headers=OURS).headers["location"]
    onward = parse_qs(urlsplit(kept).query)["next"][0]
    assert onward == "/admin/users?mail=lan%40x.example&name=Ch%E1%BB%8B+Lan&role=viewer"
    browser.headers["Cookie"] = office.signed_in("admin")
    html = browser.get(onward).text
    assert 'value="lan@x.example"' in html
    assert 'value="Chị Lan"' in html
    assert 'value="viewer" required checked' in html
    assert browser.get("/").status_code == 200
    assert "hãy đăng nhập lại" in browser.get("/sign-in?next=/admin/users&again=1").text


def test_what_one_may_not_do_is_absent(office: Office, visit) -> None:
    for role, is_there in (("viewer", False), ("operator", False), ("admin", True)):
        browser = visit()
        browser.headers["Cookie"] = office.signed_in(role)
        assert ("/admin/users" in browser.get("/").text) is is_there


def test_an_agency_sees_its_own_pages_alone(furnished: Office, site_app: FastAPI) -> None:
    """By a link of its letter it comes in, and nowhere else: looked at, the rest leads back; acted upon, it is refused."""
    link = sign(KEY, Claim("door", "so-tai-chinh", None, furnished.now))
    said: dict[tuple[str, str], object] = {}
    with browser_of(site_app, furnished, "anyone") as browser:
        browser.post(f"/o/{link}", headers=OURS | {"Origin": "http://localhost"})
        for method, path in TABLE:
            answer = browser.request(method, address(path), headers=OURS if method == "POST" else {})
            led = answer.headers.get("location") == "/our"
            said[method, path] = "our" if answer.status_code == 303 and led else answer.status_code
            if method == "POST":  # some acts end the session
                browser.cookies.clear()
                browser.post(f"/o/{link}", headers=OURS | {"Origin": "http://localhost"})
    own = dict.fromkeys(("/our", "/our/partner", "/our/done", "/our/calendars", "/our/contacts"), 200)
    own["/our/{number:int}"] = 404  # not its own
    for (method, path), (anyone, *_) in TABLE.items():
        if path in own:
            assert method == "POST" or said[method, path] == own[path], path
        else:
            assert said[method, path] == ("our" if anyone == "door" else anyone), (method, path)
