"""A clock that stands far ahead at the start: nothing is said by it until a person trusts it, or it is right again."""

import asyncio
import socket
from collections.abc import Iterator
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner

from cli.base import Options
from cli.commands.clock import clock
from cli.service import _watchdog
from notifications.letters import LetterWriter
from notifications.mail import pauses
from plan.facts import TICKED
from plan.ledger.holds import HoldReason, holds
from plan.models import LetterState
from plan.storage.database import Database
from scheduler import clock_reference
from scheduler.clock_guard import FAR_AHEAD, FAR_BACK
from scheduler.policy.rules import Rules
from tests.conftest import ROOT
from tests.daemon.test_long_outage import Service
from tests.story import Story, morning, text_of

LAST, RIGHT, WRONG = date(2012, 4, 1), date(2012, 4, 3), date(2012, 5, 25)


def service(story: Story, shows: date, ticked: date | None = LAST) -> Service:
    found = Service(story, now=morning(shows))
    with story.database.begin() as session:
        TICKED.put(session, morning(ticked)) if ticked else TICKED.clear(session)
    return found


def reasons(story: Story) -> list[HoldReason]:
    with story.database.read() as session:
        return [one.reason for one in holds(session)]


def trust(one: Service) -> str:
    options = Options(db=one.story.database.url, as_of=one.now.isoformat())
    ran = CliRunner().invoke(clock, ["--trust"], obj=options)
    assert ran.exit_code == 0, ran.output
    return ran.output


@pytest.fixture
def story(plan_db: Path, rules: Rules, writer: LetterWriter) -> Iterator[Story]:
    with closing(Database(plan_db)) as database:
        yield Story(database, rules, writer)


def test_far_ahead_nothing_is_said_but_to_the_operator(story: Story) -> None:
    one = service(story, WRONG)
    one.live()
    (letter,) = story.letters()
    assert (letter.kind, letter.state) == ("held", LetterState.CAPTURED)
    assert "dondoc clock --trust" in text_of(letter)
    assert reasons(story) == [HoldReason.CLOCK]
    one.live(1)
    assert len(story.letters()) == 1
    with story.database.read() as session:
        assert TICKED.of(session) == morning(LAST)


def test_set_right_it_goes_on_at_once(story: Story) -> None:
    one = service(story, WRONG)
    one.live()
    one.now = morning(RIGHT)
    one.live()
    assert reasons(story) == []
    sent = story.letters(day=RIGHT)
    assert sent
    assert {letter.state for letter in sent} == {LetterState.CAPTURED}


def test_a_person_trusts_it(story: Story) -> None:
    one = service(story, WRONG)
    one.live()
    assert "tin được" in trust(one)
    assert reasons(story) == []
    one.live(1)
    one.live(120)
    assert {letter.state for letter in story.letters(kind="digest")} == {LetterState.CAPTURED}
    with story.database.read() as session:
        assert clock_reference.TRUSTED.of(session) is None
        assert TICKED.of(session) == one.now


def test_release_does_not_stand_for_a_word_about_the_clock(story: Story) -> None:
    one = service(story, WRONG)
    one.live()
    with story.database.begin() as session:
        pauses.release(session, one.now)
    one.live(1)
    assert reasons(story) == [HoldReason.CLOCK]
    assert {letter.kind for letter in story.letters()} == {"held"}


def test_without_a_tick_it_is_measured_by_the_newest_row(story: Story) -> None:
    one = service(story, WRONG, ticked=None)
    for _ in range(3):  # the letter to the operator, and what a person does meanwhile, is no proof
        one.live(1)
        assert reasons(story) == [HoldReason.CLOCK]
    assert {letter.kind for letter in story.letters()} == {"held"}
    soon = service(story, RIGHT, ticked=None)
    soon.live()
    assert reasons(story) == []
    assert story.letters(kind="digest")


@pytest.mark.slow
def test_what_a_tick_two_years_ahead_once_decided_is_taken_back_on_trust(story: Story) -> None:
    """As it was before: the tick of the wrong year is written down, and the right clock stands years before it."""
    one = service(story, RIGHT, ticked=date(2014, 7, 4))
    one.live()
    assert story.letters() == []
    assert "set it right" in (one.daemon.ticker.doubted or "")
    trust(one)
    one.live(1)
    assert story.letters(day=RIGHT)


@pytest.mark.slow
def test_an_outage_of_forty_days_is_none(story: Story) -> None:
    one = service(story, RIGHT, ticked=RIGHT - FAR_AHEAD + timedelta(1))
    one.live()
    assert reasons(story) == []
    assert story.letters(kind="digest")


@pytest.mark.parametrize("shows", [WRONG, RIGHT - FAR_BACK - timedelta(9)], ids=["ahead", "far back"])
def test_who_waits_by_design_feeds_the_watchdog(
    story: Story, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, shows: date
) -> None:
    one = service(story, shows)
    one.daemon.ticker.tick()
    assert one.daemon.ticker.doubted
    monkeypatch.setenv("NOTIFY_SOCKET", str(tmp_path / "notify"))
    monkeypatch.setenv("WATCHDOG_USEC", "200000")
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as systemd:
        systemd.bind(str(tmp_path / "notify"))
        systemd.settimeout(5)

        async def watched() -> None:
            stop = asyncio.Event()
            task = asyncio.create_task(_watchdog(one.daemon, stop))
            await asyncio.sleep(0.3)
            stop.set()
            await task

        asyncio.run(watched())
        assert systemd.recv(100) == b"WATCHDOG=1"


def test_one_that_hangs_does_not(story: Story) -> None:
    one = service(story, RIGHT)
    assert not one.daemon.ticker.is_alive()
    one.daemon.ticker.tick()
    assert one.daemon.ticker.is_alive()
    one.daemon.ticker.worked = (one.daemon.ticker.worked or 0) - 100
    assert not one.daemon.ticker.is_alive()


def test_the_release_is_the_newest_of_the_changelog() -> None:
    text = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    newest = next(line for line in text.splitlines() if line.startswith("## [") and " - " in line)
    assert newest.endswith(str(clock_reference.RELEASED))


def test_an_empty_database_is_measured_by_the_release(empty_on_sqlite: Path) -> None:
    with closing(Database(empty_on_sqlite)) as empty, empty.read() as session:
        assert clock_reference.known_instant(session).date() == clock_reference.RELEASED


def test_the_unit_waits_for_the_time() -> None:
    unit = (ROOT / "deploy" / "dondoc.service").read_text(encoding="utf-8")
    (after,) = [line for line in unit.splitlines() if line.startswith("After=")]
    assert "time-sync.target" in after.split("=")[1].split()


def test_the_kernel_alone_stops_nothing(story: Story, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cli.commands.clock.synchronised", lambda: False)
    one = service(story, RIGHT)
    one.live()
    options = Options(db=story.database.url, as_of=one.now.isoformat())
    ran = CliRunner().invoke(clock, [], obj=options)
    assert (ran.exit_code, "chưa đồng bộ" in ran.output) == (0, True)
