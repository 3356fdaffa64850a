"""What strangers ask the site: damaged links and addresses, headers, queries, forms. It answers, and writes nothing it should not."""

import contextlib
import re
import sqlite3
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from httpx2 import InvalidURL, Response
from hypothesis import strategies as st
from starlette.testclient import TestClient

from plan.links.claims import Claim, Purpose, sign
from plan.storage.database import Database
from tests.fuzz import damage
from tests.fuzz.fuzzing import fuzz, marks
from tests.web.conftest import KEY, Office
from tests.web.one_app import app_of
from tests.web.test_roles import TABLE, address

pytestmark = marks
PATHS = sorted(path for method, path in TABLE if method == "GET" and "coming" not in path)
POSTS = sorted(path for method, path in TABLE if method == "POST")
NAMES = (
    "agency", "status", "kind", "from", "to", "q", "page", "year", "month", "when", "who", "act", "section", "period", "plan", "after",
    "on", "number", "document", "reason", "reason", "code", "name", "emails", "title", "text", "mail", "role", "password", "file", "next", "x",
)  # fmt: skip
HEADERS = (
    "If-None-Match", "If-Modified-Since", "Range", "Cookie", "Accept", "Accept-Language", "Accept-Encoding", "Origin", "Referer", "Host",
    "X-Forwarded-For", "X-Forwarded-Proto", "Forwarded", "Authorization", "Content-Type", "User-Agent", "If-Match", "Idempotency-Key",
)  # fmt: skip
VALUES = damage.text(
    ["so-y-te", "late", "1", "2012-07-10", "10/7/2012", 'W/"x", *', "bytes=0-1", "dondoc=x; dondoc-language=en", "Bearer dondoc_x",
     "vi;q=0.9, en;q=x", "multipart/form-data; boundary=", "http://127.0.0.1", "203.0.113.9, 127.0.0.1", 'for="[::1]:80";proto=https'],
    ["../", "%2e%2e/", "%c0%af", "%zz", ";", "=", "&", "\\", "a" * 3000],
)  # fmt: skip
pairs = st.lists(st.tuples(st.sampled_from(NAMES), VALUES), max_size=5)
heads = st.lists(st.tuples(st.sampled_from(HEADERS), VALUES), max_size=4)


@pytest.fixture
def office(tmp_path: Path, empty_on_sqlite: Path) -> Iterator[Office]:
    file = tmp_path / "plan.db"
    file.write_bytes(empty_on_sqlite.read_bytes())
    office = Office(Database(f"sqlite:///{file}"))
    office.furnish()
    office.oblige("so-tai-chinh", date(2012, 6, 29), partner="so-y-te")
    office.post(office.now.date())
    office.upload()
    yield office
    office.shut()


@pytest.fixture
def writes(office: Office) -> Iterator[Any]:
    """Changes whenever somebody else commits to the database."""
    with contextlib.closing(sqlite3.connect(str(office.database.engine.url.database))) as watching:
        yield lambda: watching.execute("PRAGMA data_version").fetchone()[0]


@pytest.fixture
def ask(office: Office) -> Iterator[Any]:
    """A request as it was drawn; None where the client itself would not send it."""
    with TestClient(
        app_of(office.site()), base_url="http://127.0.0.1", client=("127.0.0.1", 1), follow_redirects=False
    ) as client:

        def asked(method: str, path: str, head: Any, **more: Any) -> Response | None:
            headers = [(name, re.sub(r"[\r\n\0]", " ", value).strip().encode()) for name, value in head]
            with contextlib.suppress(InvalidURL):
                return client.request(method, path, headers=headers, **more)
            return None

        yield asked


def seen(answer: Response | None) -> int:
    """Its status, which is no fault of the server."""
    if answer is None:
        return 0
    assert answer.status_code < 500, (answer.status_code, str(answer.request.url), answer.text[:300])
    return answer.status_code


def test_links_and_feeds(office: Office, writes: Any, ask: Any) -> None:
    """A link that nobody made opens nothing, and asking for it leaves nothing behind."""
    purposes: tuple[tuple[str, Purpose], ...] = (
        ("a", "answer"),
        ("s", "calendar"),
        ("v", "acceptance"),
        ("o", "door"),
    )
    made = [office.now.replace(microsecond=0), office.now.replace(microsecond=0) - timedelta(days=90)]
    good = {f"/{way}/{sign(KEY, Claim(kind, 'so-y-te', 1, at))}" for way, kind in purposes for at in made}
    good |= {f"/feeds/{office.subscribe('so-y-te')[1]}.ics", office.sign_in_link(), "/welcome/none"}
    for path in sorted(good):
        ask("GET", path, [])

    def check(drawn: tuple[str, Any, bool]) -> None:
        path, head, raw = drawn
        before = writes()
        asked = "/" + (path if raw else quote(path, safe="/%")).lstrip("/")
        status = seen(ask("GET", asked, head))
        if asked.split("?")[0] not in good and asked.count("/") > 1:
            assert status != 200 or not asked.startswith(("/a/", "/s/", "/v/", "/o/", "/feeds/")), asked
            assert writes() == before, asked

    fuzz(check, st.tuples(damage.text(sorted(good), [".ics", "=", ".", "/"]), heads, st.booleans()))


def test_pages(office: Office, writes: Any, ask: Any) -> None:
    """Looking never fails and never writes, whatever is asked for."""
    cookie = ("Cookie", office.signed_in())
    ask("GET", "/", [cookie])
    places = st.builds(
        lambda path, value: re.sub(r"\{[\w:]+\}", lambda _: quote(value, safe=""), path),
        st.sampled_from(PATHS),
        VALUES,
    )

    def check(drawn: tuple[str, Any, Any]) -> None:
        path, query, head = drawn
        before = writes()
        seen(ask("GET", path, [cookie, *head], params=query))
        assert writes() == before, (path, query)

    fuzz(check, st.tuples(st.sampled_from(PATHS).map(address) | places, pairs, heads))


def test_forms(office: Office, writes: Any, ask: Any) -> None:
    """A form that is refused has changed nothing."""
    cookie, ours = ("Cookie", office.signed_in("operator")), ("Origin", "http://127.0.0.1")
    acts = re.findall(
        r'action="(/[^"?]+)"',
        "".join(
            ask("GET", path, [cookie]).text
            for path in ("/todo", "/obligations/1", "/agencies/so-y-te", "/tasks/1", "/mail/1")
        ),
    )
    paths = st.sampled_from([*map(address, POSTS), *sorted(set(acts))])

    def check(drawn: tuple[str, Any, Any, str | None]) -> None:
        path, fields, head, body = drawn
        before = writes()
        data = dict(fields) if body is None else None
        answer = ask("POST", path, [cookie, ours, *head], data=data, content=body and body.encode())
        if seen(answer) >= 400 and path not in ("/sign-in", "/our/link"):
            assert writes() == before, (path, fields)

    fuzz(check, st.tuples(paths, pairs, heads, st.none() | VALUES))
