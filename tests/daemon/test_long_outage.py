"""After a long outage a running service lets its letters rest, tells the operator, and then sends by itself."""

import asyncio
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

import pytest
from click.testing import CliRunner

from cli.base import Options
from cli.commands.outbox import outbox as outbox_command
from notifications.channels.channel import Channel
from notifications.letters import LetterWriter
from notifications.mail.smtp import CaptureTransport
from plan.facts import TICKED
from plan.models import LetterState
from plan.storage.database import Database
from scheduler.clock_guard import ClockWatch
from scheduler.daemon import Daemon
from scheduler.leader import Leader
from scheduler.policy.rules import Rules
from scheduler.send_run import Sender
from scheduler.ticker import Ticker
from tests.story import ZONE, Story, morning, text_of

pytestmark = pytest.mark.weeks  # lives through days: quickly on SQLite, in CI on PostgreSQL too

LAST, BACK = date(2012, 5, 25), date(2012, 7, 4)  # forty days
MORNING = morning(BACK)
OPERATOR = "truc@tinh.example"


@dataclass
class Service:
    """A daemon as `dondoc run` builds it, on a clock set by hand; `tick` and `send` as its jobs call them."""

    story: Story
    operator: str | None = OPERATOR
    now: datetime = MORNING
    daemon: Daemon = field(init=False)

    def __post_init__(self) -> None:
        story = self.story
        ticker = Ticker(
            story.database, _rules(story.rules), story.writer, lambda: self.now,
            Leader(story.database, "test:1:1"), watch=ClockWatch(), operator=self.operator,
        )  # fmt: skip
        sender = Sender(
            story.database,
            [Channel("mail", None, lambda: CaptureTransport(None))],
            lambda: self.now,
            "test:1:1",
        )
        self.daemon = Daemon(ticker, sender, ZONE)
        with story.database.begin() as session:
            TICKED.put(session, morning(LAST))

    def live(self, minutes: int = 0, *, serves: bool = True) -> None:
        """So many minutes later the jobs of a running service, or of `--once`, run."""
        self.now += timedelta(minutes=minutes)
        self.daemon.ticker.service = serves
        self.daemon.ticker.tick()
        asyncio.run(self.daemon.send())

    def states(self) -> dict[str, set[LetterState]]:
        found: dict[str, set[LetterState]] = {}
        for letter in self.story.letters():
            found.setdefault(letter.kind, set()).add(letter.state)
        return found


def _rules(rules: Rules):  # type: ignore[no-untyped-def]  # a source that never changes
    class Source:
        fault: str | None = None

        def __call__(self) -> Rules:
            return rules

        def reload(self) -> str | None:
            return None

    return Source()


@pytest.fixture
def story(database: Database, rules: Rules, writer: LetterWriter) -> Story:
    return Story(database, rules, writer)


def test_letters_rest_an_hour_and_the_operator_is_told_at_once(story: Story) -> None:
    service = Service(story)
    service.live()
    assert service.states().pop("resumed") == {LetterState.CAPTURED}
    assert set().union(*(s for kind, s in service.states().items() if kind != "resumed")) == {
        LetterState.WAITING
    }
    (told,) = story.letters(kind="resumed")
    text = " ".join(text_of(told).split())
    count = len(story.letters()) - 1
    assert told.recipients == [OPERATOR]
    assert "ngừng chạy từ 08:00 ngày 25/5/2012 (40 ngày)" in text
    assert f"{count} thư đã được viết" in text
    assert "Thư bắt đầu đi lúc 09:00" in text
    service.live(59)
    assert set().union(*(s for kind, s in service.states().items() if kind != "resumed")) == {
        LetterState.WAITING
    }
    service.live(1)
    assert set().union(*service.states().values()) == {LetterState.CAPTURED}
    assert len(story.letters()) == count + 1


def test_a_machine_that_comes_back_at_night_rests_in_the_morning(story: Story) -> None:
    service = Service(story, now=morning(date(2012, 7, 3), time(21)))
    service.live()
    assert story.letters() == []
    service.live(60 * 11)
    assert service.states()["digest"] == {LetterState.WAITING}
    service.live(60)
    assert service.states()["digest"] == {LetterState.CAPTURED}
    # The next day is as any other.
    service.live(60 * 24)
    assert {x.state for x in story.letters(day=date(2012, 7, 5))} == {LetterState.CAPTURED}


@pytest.mark.parametrize(
    ("operator", "serves", "slept"),
    [(None, True, 40), (OPERATOR, False, 40), (OPERATOR, True, 2)],
    ids=["nobody to look", "--once", "a short outage"],
)
def test_else_letters_go_at_once(story: Story, operator: str | None, serves: bool, slept: int) -> None:
    service = Service(story, operator)
    with story.database.begin() as session:
        TICKED.put(session, service.now - timedelta(slept))
    service.live(serves=serves)
    assert service.states()["digest"] == {LetterState.CAPTURED}
    assert story.letters(kind="resumed") == []


def test_what_is_recorded_meanwhile_lets_nothing_go_early(story: Story) -> None:
    """Recording takes the agency's digest back; written anew without that line, it rests with the others."""
    service = Service(story)
    service.live()
    duty = story.duty("Báo cáo quý II năm 2012", "so-y-te", BACK)
    story.comes_in(duty.id, BACK)
    service.live(5)
    editions = {x.edition: x.state for x in story.letters(kind="digest", agency="so-y-te", day=BACK)}
    assert editions == {1: LetterState.WITHDRAWN, 2: LetterState.WAITING}
    service.live(54)
    assert LetterState.CAPTURED not in service.states()["digest"]
    service.live(1)
    assert service.states()["digest"] == {LetterState.WITHDRAWN, LetterState.CAPTURED}


@pytest.mark.slow
def test_a_rest_that_outlasts_the_office_says_when_letters_go(story: Story) -> None:
    friday = date(2012, 7, 6)
    service = Service(story, now=morning(friday, time(16, 30)))
    service.live()
    service.live(60)
    (letter,) = story.letters(kind="resumed")
    text = " ".join(text_of(letter).split())
    assert "17:30" not in text
    assert "đi ngay từ 07:30 ngày làm việc kế tiếp, 09/7/2012" in text
    service.now = morning(date(2012, 7, 9), time(7, 31))
    service.live()
    assert {x.state for x in story.letters(day=date(2012, 7, 9))} == {LetterState.CAPTURED}


def test_an_operator_may_let_them_go_or_hold_them(story: Story) -> None:
    service = Service(story)
    service.live()

    def outbox(*words: str) -> str:
        options = Options(db=story.database.url, as_of=f"{service.now.astimezone(ZONE):%Y-%m-%dT%H:%M}")
        ran = CliRunner().invoke(outbox_command, words, obj=options)
        assert ran.exit_code == 0, ran.output
        return ran.output

    assert "09:00" in outbox("plan")
    outbox("hold")
    service.live(70)
    assert service.states()["digest"] == {LetterState.WAITING}
    outbox("release")
    service.live()
    assert service.states()["digest"] == {LetterState.CAPTURED}


def test_released_letters_do_not_wait_for_their_hour(story: Story) -> None:
    service = Service(story)
    service.live()
    options = Options(db=story.database.url, as_of="2012-07-04T08:00")
    CliRunner().invoke(outbox_command, ["release"], obj=options)
    service.live(1)
    assert service.states()["digest"] == {LetterState.CAPTURED}
