"""Every change that can be seen moves exactly the events concerned and both validators, and never back."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from email.utils import parsedate_to_datetime
from pathlib import Path

import pytest
from fastapi import FastAPI
from icalendar import Calendar
from jinja2 import Environment
from sqlmodel import select
from starlette.testclient import TestClient

from notifications.calendars.publish import calendar_renderer
from notifications.rendering import environment
from plan.agencies import directory, store
from plan.models import EventRevision, Obligation, Party
from plan.obligations import acts as register
from plan.storage.changes import note_change
from tests.web.conftest import MADE, NOW, Office
from web.app import create_app

LATE = date(2012, 6, 29)
AHEAD = date(2012, 9, 30)


@pytest.fixture
def app(office: Office) -> FastAPI:
    """An application of its own: it keeps what it rendered."""
    return create_app(office.site())


@dataclass
class Subscriber:
    """A calendar program: asks with what it has, and remembers every version it was given."""

    client: TestClient
    address: str
    etag: str = ""
    modified: datetime = datetime(2000, 1, 1, tzinfo=UTC)
    events: dict[str, tuple[int, datetime, bytes]] = field(default_factory=dict)

    def refresh(self) -> set[str]:
        """The UIDs of what changed, came or went; empty after a 304. Nothing may ever run backwards."""
        answer = self.client.get(self.address, headers={"If-None-Match": self.etag} if self.etag else {})
        modified = parsedate_to_datetime(answer.headers["last-modified"])
        if answer.status_code == 304:
            assert (answer.headers["etag"], modified) == (self.etag, self.modified)
            return set()
        assert answer.headers["etag"] != self.etag
        assert modified > self.modified
        before, self.events = self.events, dict(self._read(answer.content))
        self.etag, self.modified = answer.headers["etag"], modified
        moved = {uid for uid in before.keys() | self.events.keys() if before.get(uid) != self.events.get(uid)}
        for uid in moved & before.keys() & self.events.keys():
            assert self.events[uid][0] > before[uid][0], "SEQUENCE"
            assert self.events[uid][1] > before[uid][1], "LAST-MODIFIED"
        return moved

    def uid(self, word: str) -> str:
        (found,) = (
            uid for uid, (*_, raw) in self.events.items() if word.encode() in raw.replace(b"\r\n ", b"")
        )
        return found

    def _read(self, body: bytes):
        for event in Calendar.from_ical(body).walk("VEVENT"):
            assert event["DTSTAMP"].dt == event["LAST-MODIFIED"].dt
            yield str(event["UID"]), (int(event["SEQUENCE"]), event["LAST-MODIFIED"].dt, event.to_ical())


@pytest.fixture
def subscriber(office: Office, stranger: TestClient) -> Callable[[str | None], Subscriber]:
    def subscribed(agency: str | None) -> Subscriber:
        reader = Subscriber(stranger, f"/feeds/{office.subscribe(agency)[1]}.ics")
        reader.refresh()
        assert reader.refresh() == set()
        return reader

    return subscribed


def test_what_was_never_shown_is_as_old_as_its_row(office, subscriber) -> None:
    office.oblige("so-y-te", AHEAD, revision=4)
    ((sequence, changed, _),) = subscriber("so-y-te").events.values()
    assert (sequence, changed) == (4, MADE)


def test_renaming_an_agency_moves_only_what_names_it(office, subscriber) -> None:
    office.oblige("so-y-te", AHEAD, "Một", partner="so-tai-chinh")
    office.oblige("so-y-te", AHEAD, "Hai", partner="so-noi-vu")
    office.oblige("so-xay-dung", AHEAD, "Ba")
    every = subscriber(None)
    office.now += timedelta(hours=1)
    with office.database.begin() as session:
        known = next(a for a in store.load_directory(session).all if a.code == "so-tai-chinh")
        renamed = directory.AgencyEntry(
            **{f: getattr(known, f) for f in known.__dataclass_fields__} | {"name": "Sở Tài chính tỉnh"}
        )
        store.save_agencies(session, [renamed])
    assert every.refresh() == {every.uid("Một")}
    assert every.refresh() == set()


def test_renaming_the_office_to_ask_moves_all(office, subscriber) -> None:
    office.oblige("so-y-te", AHEAD, "Một")
    office.oblige("so-xay-dung", AHEAD, "Hai")
    every = subscriber(None)
    office.rename("so-noi-vu", "Sở Nội vụ tỉnh")
    assert len(every.refresh()) == 2


def test_a_calendar_is_called_by_the_agencys_name_of_today(office, subscriber, stranger) -> None:
    reader = subscriber("so-y-te")
    office.rename("so-y-te", "Sở Y tế tỉnh")
    assert reader.refresh() == set()
    body = stranger.get(reader.address).content
    assert str(Calendar.from_ical(body)["NAME"]) == "Đôn Đốc – Sở Y tế tỉnh"


def test_cancelling_withdrawing_and_putting_off_move_one(office, subscriber) -> None:
    first, second = (office.oblige("so-y-te", AHEAD, word) for word in ("Một", "Hai"))
    reader = subscriber("so-y-te")
    one, two = reader.uid("Một"), reader.uid("Hai")
    with office.database.begin() as session:
        register.cancel(
            session, register.find_obligation(session, first), office.act(), reason="không cần nữa"
        )
    assert reader.refresh() == {one}
    assert b"STATUS:CANCELLED" in reader.events[one][2]
    later = AHEAD + timedelta(30)
    with office.database.begin() as session:
        row = register.find_obligation(session, second)
        register.extend(session, row, office.act(), to=later, ends=later, reason="chờ hướng dẫn")
    assert reader.refresh() == {two}
    assert b"DTSTART;VALUE=DATE:20121030" in reader.events[two][2]
    office.now += timedelta(days=91)
    assert reader.refresh() == {one}  # forgotten by now
    assert reader.events.keys() == {two}


def test_deleting_moves_the_validators_though_no_event_is_new(office, subscriber) -> None:
    first, _ = (office.oblige("so-y-te", AHEAD, word) for word in ("Một", "Hai"))
    reader = subscriber("so-y-te")
    one = reader.uid("Một")
    with office.database.begin() as session:
        session.delete(session.get_one(EventRevision, first))
        session.delete(session.exec(select(Party).where(Party.obligation_id == first)).one())
        session.flush()
        session.delete(session.get_one(Obligation, first))
        note_change(session)
    assert reader.refresh() == {one}
    assert one not in reader.events


@pytest.fixture
def served(office: Office):
    """The program started anew, with templates of an office's own."""
    opened: list[TestClient] = []

    def serve(env: Environment) -> TestClient:
        site = office.site()
        changed = {name: getattr(site, name) for name in site.__dataclass_fields__}
        changed |= {"calendar_renderer": calendar_renderer(env, "so-noi-vu", office.base_url)}
        opened.append(TestClient(create_app(type(site)(**changed)), base_url=office.base_url))
        return opened[-1]

    yield serve
    for client in opened:
        client.close()


def test_another_template_moves_what_it_changes(office, subscriber, served, tmp_path: Path) -> None:
    office.oblige("so-y-te", LATE, "Một")
    office.oblige("so-y-te", AHEAD, "Hai")
    reader = subscriber("so-y-te")
    folder = tmp_path / "calendars"
    folder.mkdir()
    shipped = Path("templates/calendars/description.txt").read_text(encoding="utf-8")
    folder.joinpath("description.txt").write_text(
        shipped.replace("Tình trạng", "Hiện trạng"), encoding="utf-8"
    )
    office.now += timedelta(minutes=5)
    reader.client = served(environment(tmp_path))
    assert reader.refresh() == {reader.uid("Một")}  # the other has no such line


def test_the_program_started_anew_serves_the_same(office, subscriber, served) -> None:
    office.oblige("so-y-te", LATE, "Một")
    reader = subscriber("so-y-te")
    office.now += timedelta(hours=5)
    reader.client = served(environment())
    assert reader.refresh() == set()


def test_another_address_of_the_site_keeps_every_uid(office, subscriber, served) -> None:
    office.oblige("so-y-te", LATE, "Một")
    reader = subscriber("so-y-te")
    uids = set(reader.events)
    office.base_url = "https://dondoc.example"
    reader.client = served(environment())
    reader.refresh()
    assert set(reader.events) == uids
    assert not any("dondoc" in uid for uid in uids)


def test_a_clock_that_goes_back_takes_nothing_back(office, subscriber) -> None:
    first = office.oblige("so-y-te", AHEAD, "Một")
    reader = subscriber("so-y-te")
    for n in range(3):  # each asserts that all goes forward
        office.now = NOW - timedelta(days=n)
        office.rename("so-y-te", f"Sở Y tế {n}")
        assert len(reader.refresh()) == 1
    office.close(first, date(2012, 7, 8))
    assert len(reader.refresh()) == 1


def test_two_changes_within_a_second_are_two(office, subscriber) -> None:
    office.oblige("so-y-te", AHEAD, "Một")
    reader = subscriber("so-y-te")
    for n in range(3):
        office.rename("so-y-te", f"Sở Y tế {n}")
        assert len(reader.refresh()) == 1


def test_the_same_words_twice_in_a_plan_are_two_events(office, subscriber) -> None:
    first = office.oblige("so-y-te", AHEAD, "Một", task_facts={"section": "II.1", "number": ""})
    second = office.oblige("so-y-te", AHEAD, "Một", task_facts={"section": "II", "number": "1"})
    assert first != second
    assert len(subscriber("so-y-te").events) == 2


@pytest.mark.slow
def test_a_life_told_day_by_day_never_goes_back(office, subscriber) -> None:
    """Late, done, reopened (late again), put off, late once more, cancelled: every day is looked at."""
    office.now = datetime(2012, 5, 1, 2, tzinfo=UTC)
    number = office.oblige("so-y-te", date(2012, 6, 30), "Một", ends=date(2012, 7, 2))
    reader = subscriber("so-y-te")
    (uid,) = reader.events
    acts = {
        date(2012, 7, 20): lambda s, r, a: register.complete(s, r, a, on=a.today, document="1", note=None),
        date(2012, 8, 1): register.reopen,
        date(2012, 8, 10): lambda s, r, a: register.extend(
            s, r, a, to=date(2012, 8, 31), ends=date(2012, 8, 31), reason="chờ"
        ),
        date(2012, 9, 20): lambda s, r, a: register.cancel(s, r, a, reason="thôi"),
    }
    moved_on = []
    for _ in range(160):
        office.now += timedelta(days=1)
        today = office.site().today()
        if today in acts:
            with office.database.begin() as session:
                acts[today](session, register.find_obligation(session, number), office.act())
        if reader.refresh():
            moved_on.append(str(today))
    assert moved_on == [
        "2012-07-03",
        "2012-07-20",
        "2012-08-01",
        "2012-08-10",
        "2012-09-01",
        "2012-09-20",
    ]
    assert reader.events[uid][0] == 6
