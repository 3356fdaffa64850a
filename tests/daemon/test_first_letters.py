"""The first letters of all are held if they say that something is overdue, however the service came to start."""

from collections.abc import Iterator
from contextlib import closing
from datetime import date, time
from pathlib import Path

import pytest

from notifications.letters import LetterWriter
from plan.facts import TICKED
from plan.ledger.holds import HoldReason, holds, lift
from plan.models import LetterState
from plan.storage.database import Database
from scheduler import clock_reference
from scheduler.policy.rules import Rules
from tests.daemon.test_long_outage import Service
from tests.story import Story, morning

LIVE = date(2012, 6, 4)


@pytest.fixture
def one(plan_db: Path, rules: Rules, writer: LetterWriter) -> Iterator[Service]:
    with closing(Database(plan_db)) as database:
        service = Service(Story(database, rules, writer), now=morning(LIVE))
        with database.begin() as session:
            TICKED.clear(session)
            clock_reference.TRUSTED.put(session, morning(date(2012, 5, 31)))
        yield service


def reasons(one: Service) -> list[HoldReason]:
    with one.story.database.read() as session:
        return [held.reason for held in holds(session)]


def test_started_in_the_evening_the_first_morning_is_looked_at(one: Service) -> None:
    one.now = morning(date(2012, 6, 1), time(20))
    one.live()
    assert one.story.letters() == []
    one.now = morning(LIVE)
    one.live()
    assert reasons(one) == [HoldReason.OVERDUE]


def test_stopped_between_two_portions_the_rest_is_looked_at_too(one: Service) -> None:
    first = one.daemon.ticker
    first.portion, first.stopping = 1, True
    first.tick()
    with one.story.database.begin() as session:
        lift(session, HoldReason.OVERDUE)  # as if the first portion had said of nothing that it is overdue
    again = Service(one.story, now=one.now)
    with one.story.database.begin() as session:
        TICKED.put(session, one.now)
    again.daemon.ticker.leader = first.leader
    again.live(1)
    assert reasons(one) == [HoldReason.OVERDUE]


def test_looked_at_once_nothing_is_held_again(one: Service) -> None:
    one.live()
    assert reasons(one) == [HoldReason.OVERDUE]
    assert LetterState.CAPTURED not in {x.state for x in one.story.letters(kind="digest")}
