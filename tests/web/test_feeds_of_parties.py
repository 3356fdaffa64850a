"""What is done with one obligation is looked through for the calendars that hold it, and for no other; what concerns all, for all."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from fastapi import FastAPI
from sqlmodel import Session
from starlette.testclient import TestClient

from notifications.calendars import publish
from notifications.calendars.publish import CalendarScope
from plan.agencies import edits
from plan.agencies.details import AgencyDetails
from plan.models import Agency, Obligation, Role
from plan.models import Party as PartyRow
from plan.obligations import acceptance, acts, causes, reversals
from plan.obligations.acceptance import Said
from plan.storage import working_days
from plan.storage.changes import note_change
from tests.web.conftest import RULES, Office
from web.app import create_app

LATE, TODAY = date(2012, 6, 29), date(2012, 7, 10)
WHOSE = ("so-y-te", "so-tai-chinh", "so-noi-vu", None)
HOLDS_IT = {"so-y-te", "so-tai-chinh", None}
Act = Callable[[Session, Obligation, Office], object]


@pytest.fixture
def app(office: Office) -> FastAPI:
    """An application of its own: it keeps what it rendered."""
    return create_app(office.site())


@pytest.fixture
def looked_at(monkeypatch) -> list[str | None]:
    """Whose calendars were looked through."""
    found: list[str | None] = []
    whole = publish.snapshot

    def noted(database: Any, renderer: Any, scope: CalendarScope, *rest: Any) -> Any:
        found.append(scope.agency)
        return whole(database, renderer, scope, *rest)

    monkeypatch.setattr(publish, "snapshot", noted)
    return found


@pytest.fixture
def addresses(office: Office, stranger: TestClient, looked_at: list[str | None]) -> dict[Any, str]:
    """The calendar of each, read until it is answered from what is kept; the third office watches the obligation."""
    mine = office.oblige("so-y-te", LATE, "Phòng dịch", partner="so-tai-chinh", holder="so-y-te")
    office.oblige("so-noi-vu", LATE, "Văn thư", holder="so-noi-vu")
    with office.database.begin() as session:
        session.add(PartyRow(obligation_id=mine, agency="so-noi-vu", role=Role.WATCH))
        note_change(session)
    found = {code: f"/feeds/{office.subscribe(code)[1]}.ics" for code in WHOSE}
    for _ in range(3):
        for address in found.values():
            stranger.get(address)
    looked_at.clear()
    return found


def act_on(office: Office, act: Act) -> None:
    with office.database.begin() as session:
        act(session, acts.find_obligation(session, 1), office)


def done(session: Session, row: Obligation, office: Office) -> None:
    acts.complete(session, row, office.act(), on=TODAY, document="1/BC", note=None)


def extended(session: Session, row: Obligation, office: Office) -> None:
    acts.extend(
        session, row, office.act(), to=date(2012, 8, 1), ends=date(2012, 8, 1), reason="thiếu số liệu"
    )


def cancelled(session: Session, row: Obligation, office: Office) -> None:
    acts.cancel(session, row, office.act(), reason="không còn phải làm")


def declared(session: Session, row: Obligation, office: Office) -> None:
    acceptance.declare(session, row, "so-y-te", office.act(), Said(TODAY), RULES.collection)


def late_because(session: Session, row: Obligation, office: Office) -> None:
    causes.give_cause(session, row, office.act(), text="Lũ lớn", agency="so-y-te")


def done_and_corrected(session: Session, row: Obligation, office: Office) -> None:
    done(session, row, office)
    acts.correct(session, row, office.act(), reason="gõ nhầm", document="2/BC")


def done_and_open_again(session: Session, row: Obligation, office: Office) -> None:
    done(session, row, office)
    acts.reopen(session, row, office.act(), "nhận nhầm")


def sent_back(session: Session, row: Obligation, office: Office) -> None:
    declared(session, row, office)
    acceptance.send_back(session, row, office.act(), RULES.collection, reason="thiếu biểu")


def accepted(session: Session, row: Obligation, office: Office) -> None:
    declared(session, row, office)
    acceptance.accept(session, row, office.act(), RULES.collection)


def taken_back(session: Session, row: Obligation, office: Office) -> None:
    declared(session, row, office)
    acceptance.take_back(session, row, "so-y-te", office.act())


def extended_and_not(session: Session, row: Obligation, office: Office) -> None:
    extended(session, row, office)
    reversals.undo_extension(session, row, office.act(), reason="nhầm việc", last_day=lambda due, _grace: due)


@pytest.mark.parametrize(
    "act",
    [
        done, extended, cancelled, declared, late_because, done_and_corrected, done_and_open_again, sent_back,
        accepted, taken_back, extended_and_not,
    ],
)  # fmt: skip
def test_an_act_renews_the_calendars_that_hold_it_and_no_other(
    office: Office, stranger: TestClient, addresses: dict[Any, str], looked_at: list[str | None], act: Act
) -> None:
    before = {code: stranger.get(address) for code, address in addresses.items()}
    as_rows = {
        code: stranger.get(at, headers={"Accept": "application/json"}).json()
        for code, at in addresses.items()
    }
    assert looked_at == []
    act_on(office, act)
    after = {
        code: stranger.get(address, headers={"If-None-Match": before[code].headers["etag"]})
        for code, address in addresses.items()
    }
    assert set(looked_at) == HOLDS_IT
    assert after["so-noi-vu"].status_code == 304
    for code in HOLDS_IT:  # what is said to programs has its revision in any case
        assert stranger.get(addresses[code], headers={"Accept": "application/json"}).json() != as_rows[code]
    looked_at.clear()
    assert {stranger.get(address).status_code for address in addresses.values()} == {200}
    assert looked_at == []


def renamed(office: Office) -> None:
    with office.database.begin() as session:
        now = AgencyDetails.of(session.get_one(Agency, "so-y-te"))
        edits.edit(session, office.act(), "so-y-te", replace(now, name="Sở Y tế mới"))


def merged(office: Office) -> None:
    with office.database.begin() as session:
        edits.merge(session, office.act(), "so-y-te", "so-tai-chinh", TODAY)


def day_off(office: Office) -> None:
    with office.database.begin() as session:
        working_days.set_day(
            session, office.act(), date(2012, 7, 16), working=False, label="Bão", source="12/CĐ-UBND"
        )


def one_more(office: Office) -> None:
    office.oblige("so-noi-vu", LATE, "Lưu trữ")


def tomorrow(office: Office) -> None:
    office.now += timedelta(days=1)


@pytest.mark.parametrize("change", [renamed, merged, day_off, one_more, tomorrow])
def test_what_may_concern_everybody_is_looked_for_in_every_calendar(
    office: Office,
    stranger: TestClient,
    addresses: dict[Any, str],
    looked_at: list[str | None],
    change: Callable[[Office], None],
) -> None:
    change(office)
    for address in addresses.values():
        assert stranger.get(address).status_code == 200
    assert set(looked_at) == set(WHOSE)


def test_who_comes_to_an_obligation_has_it_and_hears_of_what_is_done_with_it(
    office: Office, stranger: TestClient, addresses: dict[Any, str], looked_at: list[str | None]
) -> None:
    with office.database.begin() as session:
        session.add(PartyRow(obligation_id=1, agency="so-noi-vu", role=Role.PARTNER))
        note_change(session)  # as a forecast does
    assert "Phòng dịch" in stranger.get(addresses["so-noi-vu"]).text
    looked_at.clear()
    act_on(office, done)
    assert "[Đã xong]" in stranger.get(addresses["so-noi-vu"]).text
    assert looked_at == ["so-noi-vu"]
