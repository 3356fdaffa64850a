"""How often a page asks the database: a few times, and as often however much is stored or waits."""

import re
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event
from starlette.testclient import TestClient

from benchmarks.province import fill_province
from plan.storage.changes import note_act, note_change
from plan.storage.database import Database
from tests.web.conftest import Office
from tests.web.test_roles import TABLE
from web.app import create_app
from web.warm import warm

pytestmark = pytest.mark.slow

# Of what was kept, with who is signed in, the rail, and whether anything changed.
LIMITS = {
    "/": 14,
    "/reports": 5,
    "/tasks": 6,
    "/tasks/{number}": 10,
    "/obligations/{number}": 10,
    "/mail": 6,
    "/todo": 14,
    "/calendar/{year}/{month}": 6,
    "/brief": 25,
}
WALK = re.compile(
    r"SCAN (obligation|party|notice|audit|letter|receipt|declaration)\b(?! USING (COVERING )?INDEX (ix|uq)_\w+_(open|waiting|next|owed))"
)
Statement = tuple[str, Any]
OTHERS = 20  # of any other page
# The first time after the program started: the page itself is made, what all pages need is there.
FIRST_LIMITS = {
    "/": 23,  # one of them whether anything waits to be accepted, which each tick asks in this cheap way
    "/reports": 8,
    "/tasks": 10,
    "/tasks/{number}": 13,
    "/obligations/{number}": 17,
    "/mail": 8,
    "/todo": 14,
}
FIRST = 40  # of any other
BOARD_ON_THE_WIRE = 12_000  # octets of 200 agencies by twelve rounds
VALUES = {
    "{number}": "6",
    "{letter}": "7",
    "{code}": "co-quan-001",
    "{agency}": "co-quan-001",
    "{year}": "2012",
    "{month}": "7",
    "{user}": "1",
}
SIZES = {
    "small": (5_000, 2),
    "large": (12_000, 40),
}  # obligations, and words of agencies of each kind that wait


@pytest.fixture(scope="module")
def offices(empty_on_sqlite: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Office]]:
    made = {}
    for name, (stored, waiting) in SIZES.items():
        file = shutil.copy(empty_on_sqlite, tmp_path_factory.mktemp(name) / "plan.db")
        made[name] = Office(Database(f"sqlite:///{file}"))
        fill_province(made[name].database, stored, waiting)
    yield made
    for office in made.values():
        office.database.close()


@contextmanager
def _counted(database: Database) -> Iterator[list[Statement]]:
    said: list[Statement] = []

    def listen(*args: Any) -> None:
        if not args[2].startswith("BEGIN"):
            said.append((args[2], args[3]))

    event.listen(database.engine, "before_cursor_execute", listen)
    try:
        yield said
    finally:
        event.remove(database.engine, "before_cursor_execute", listen)


def _address(path: str) -> str:
    for name, value in VALUES.items():
        path = path.replace(name, value)
    return path


def _asked(office: Office) -> dict[str, tuple[list[Statement], list[Statement]]]:
    """Of each page that is shown: what it asks at first, and again."""
    found = {}
    site = office.site()
    warm(site)  # as the service does while it starts
    with TestClient(create_app(site), base_url="http://127.0.0.1", follow_redirects=False) as browser:
        browser.headers["Cookie"] = office.signed_in("admin")
        for method, path in TABLE:
            address = _address(path)
            if method != "GET" or "{" in address or address.startswith(("/a/", "/s/", "/o/", "/feeds/")):
                continue
            with _counted(office.database) as first:
                answer = browser.get(address)
            if answer.status_code == 200 and "text/html" in answer.headers["Content-Type"]:
                with _counted(office.database) as again:
                    browser.get(address)
                found[path] = (first, again)
    return found


@pytest.fixture(scope="module")
def asked(offices: dict[str, Office]) -> dict[str, dict[str, tuple[list[Statement], list[Statement]]]]:
    return {name: _asked(office) for name, office in offices.items()}


def test_a_page_asks_as_often_however_much_is_stored(asked: dict[str, Any]) -> None:
    small, large = asked["small"], asked["large"]
    assert small.keys() == large.keys()
    assert set(LIMITS) <= small.keys()
    many = {path: again for path, (_, again) in large.items() if len(again) > LIMITS.get(path, OTHERS)}
    assert {path: len(again) for path, again in many.items()} == {}, many
    slow = {path: first for path, (first, _) in large.items() if len(first) > FIRST_LIMITS.get(path, FIRST)}
    assert {path: len(first) for path, first in slow.items()} == {}, slow
    for path, (first, again) in large.items():
        assert len(first) <= len(small[path][0]) + 1, path  # a list of 500 numbers is asked for in two parts
        assert len(again) <= len(small[path][1]), path


def test_no_page_walks_through_what_is_merely_stored(
    asked: dict[str, Any], offices: dict[str, Office]
) -> None:
    """Of the tables that grow for ever nothing is read from one end to the other, but by an index of what is open."""
    walked: dict[str, set[str]] = {}
    with closing(sqlite3.connect(offices["large"].database.url.removeprefix("sqlite:///"))) as raw:
        for path, (first, _) in asked["large"].items():
            for statement, given in first:
                plan = [str(row[3]) for row in raw.execute(f"EXPLAIN QUERY PLAN {statement}", given)]
                bad = {line for line in plan if WALK.match(line)}
                if (
                    bad and "LIMIT" not in statement
                ):  # the newest few are the end of a walk, and it stops there
                    walked.setdefault(path, set()).update(f"{line}: {statement[:300]}" for line in bad)
    assert walked == {}


def test_what_plans_say_is_not_counted_anew_after_an_act(offices: dict[str, Office]) -> None:
    office = offices["small"]
    with TestClient(create_app(office.site()), base_url="http://127.0.0.1") as browser:
        browser.headers["Cookie"] = office.signed_in("viewer")
        browser.get("/tasks")
        with office.database.begin() as session:
            note_act(session)
        with _counted(office.database) as acted:
            browser.get("/tasks")
        with office.database.begin() as session:
            note_change(session)
        with _counted(office.database) as changed:
            browser.get("/tasks")
    assert not [said for said, _ in acted if "SELECT task.section, task.section_title" in said]
    assert [said for said, _ in changed if "SELECT task.section, task.section_title" in said]


def test_the_largest_board_is_light_on_the_wire(offices: dict[str, Office]) -> None:
    office = offices["small"]
    with TestClient(create_app(office.site()), base_url="http://127.0.0.1") as browser:
        browser.headers["Cookie"] = office.signed_in("operator")
        with browser.stream("GET", "/reports?year=2012") as answer:
            carried = sum(map(len, answer.iter_raw()))
    assert answer.headers["content-encoding"] == "gzip"
    assert 10_000 < carried <= BOARD_ON_THE_WIRE
