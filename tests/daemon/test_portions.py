"""A long morning is several transactions, each whole: others may write between them, and a kill loses nothing."""

import shutil
from collections.abc import Callable, Iterator
from datetime import date, datetime, time
from itertools import count, pairwise
from pathlib import Path

import pytest
from sqlalchemy import event
from sqlmodel import Session, func, select

from notifications.letters import LetterWriter
from plan.ledger.withdrawal import withdraw
from plan.models import LetterState, Notice
from plan.storage.database import Database
from scheduler.clock_guard import ClockWatch
from scheduler.leader import Leader
from scheduler.letters.portions import Portions
from scheduler.policy.rules import Rules
from scheduler.ticker import Ticker
from tests.story import Story, morning

FIRST_OF_MONTH = date(2012, 7, 2)
NEXT_DAY = date(2012, 7, 3)


NewStory = Callable[[], Story]


@pytest.fixture
def new_story(adopted: Path, tmp_path: Path, rules: Rules, writer: LetterWriter) -> Iterator[NewStory]:
    opened: list[Database] = []

    def one() -> Story:
        copy = shutil.copy(adopted, tmp_path / f"{len(opened)}.db")
        opened.append(Database(f"sqlite:///{copy}"))
        return Story(opened[-1], rules, writer)

    yield one
    for database in opened:
        database.close()


@pytest.fixture
def story(new_story: NewStory) -> Story:
    return new_story()


def _ticker(story: Story, now: datetime, portion: int) -> Ticker:
    leader = Leader(story.database, "test:1:1")
    clock = ClockWatch(wary=False)
    return Ticker(story.database, lambda: story.rules, story.writer, lambda: now, leader, clock, portion)


def _after_commits(story: Story, then: Callable[[int], None]) -> None:
    commits = count(1)
    event.listen(story.database.engine, "commit", lambda _connection: then(next(commits)))


def _written(story: Story) -> list[tuple[str, str, bytes]]:
    return [(letter.kind, letter.agency, letter.raw) for letter in story.letters()]


def test_portions_take_each_agency_once() -> None:
    portions = Portions(2)
    assert portions.next("digest", ["c", "a", "b", "a"]) == ["a", "b"]
    assert portions.remain
    assert portions.next("digest", ["c", "b", "a"]) == ["c"], "a could not be written to: not for ever"
    assert not portions.remain
    assert portions.next("monthly", ["a"]) == ["a"]
    assert Portions().next("digest", map(str, range(9))) == [str(n) for n in range(9)]


def test_a_morning_in_portions_says_the_same(new_story: NewStory) -> None:
    """The first working day of a month: digests, escalations, the weekly summary, monthly letters."""
    story, other = new_story(), new_story()
    written = _ticker(story, morning(FIRST_OF_MONTH), 7).tick()
    whole = _ticker(other, morning(FIRST_OF_MONTH), 1000).tick()
    assert len(written) == len(whole) > 60
    assert _written(story) == _written(other)
    assert {kind for kind, *_ in _written(story)} == {"digest", "escalation", "summary", "monthly"}


def test_between_two_portions_others_may_write_and_the_service_is_alive(story: Story) -> None:
    told: list[int] = []

    def look(_commit: int) -> None:
        with story.database.read() as session:
            told.append(session.exec(select(func.count()).select_from(Notice)).one())

    ticker = _ticker(story, morning(FIRST_OF_MONTH), 10)
    _after_commits(story, look)
    ticker.tick()
    steps = [after - before for before, after in pairwise(told) if after > before]
    assert len(steps) > 6
    assert ticker.ticked == morning(FIRST_OF_MONTH)


@pytest.mark.slow
@pytest.mark.weeks
@pytest.mark.parametrize("portion", [9])
def test_what_is_cut_between_two_portions_goes_on_the_next_day(
    database: Database, rules: Rules, writer: LetterWriter, portion: int
) -> None:
    """The service is stopped in mid-morning, and started again only the day after."""
    story = Story(database, rules, writer)

    def stop_after_the_first_monthly_letters() -> datetime:
        ticker.stopping = ticker.stopping or bool(story.letters(kind="monthly"))
        return morning(FIRST_OF_MONTH)

    ticker = _ticker(story, morning(FIRST_OF_MONTH), portion)
    ticker.clock = stop_after_the_first_monthly_letters
    ticker.tick()
    assert len(story.letters(kind="monthly")) == portion
    _ticker(story, morning(NEXT_DAY), portion).tick()
    both = [x for x in story.letters(kind="monthly") if x.state != LetterState.WITHDRAWN]
    assert len({letter.agency for letter in both}) == len(both) > 30
    _ticker(story, morning(NEXT_DAY, time(9)), portion).tick()
    assert len(story.letters(kind="monthly")) == len(both) + portion, "those of the day before, taken back"


@pytest.mark.slow
def test_monthly_letters_taken_back_are_written_again_in_portions(story: Story) -> None:
    _ticker(story, morning(FIRST_OF_MONTH), 1000).tick()
    numbers = [letter.id for letter in story.letters(kind="monthly")]
    with story.database.begin() as session:
        withdraw(session, numbers, "thử", morning(FIRST_OF_MONTH), FIRST_OF_MONTH)
    _ticker(story, morning(NEXT_DAY), 4).tick()
    again = [letter for letter in story.letters(kind="monthly") if letter.day == NEXT_DAY]
    assert len({letter.agency for letter in again}) == len(again) == len(numbers)


@pytest.mark.slow
def test_what_is_asked_of_the_ledger_does_not_grow_with_what_was_told(story: Story) -> None:
    """The rows read in a morning are those of its own steps, not all that was ever said of what is late."""
    story.live(date(2012, 6, 25), FIRST_OF_MONTH)
    with story.database.begin() as session:
        _much_was_said(session)
    read: list[str] = []
    event.listen(
        story.database.engine,
        "before_cursor_execute",
        lambda _c, _cursor, statement, *_: read.append(statement) if "FROM notice" in statement else None,
    )
    story.tick(morning(NEXT_DAY))
    assert read
    bounded = (
        "notice.step = ",
        "owed",
        "EXISTS (SELECT notice.id",
    )  # the last: whether there is any, found by the first
    assert all(any(words in statement for words in bounded) for statement in read), read


def _much_was_said(session: Session) -> None:
    for number in range(50):
        session.connection().exec_driver_sql(
            "INSERT INTO notice (obligation_id, step, agency, role, day, reason, owed) "
            f"SELECT obligation_id, 'early-{number}', agency, role, '2012-01-01', '', false FROM party "
            "WHERE role = 'lead'"
        )


def test_who_has_todays_letter_is_found_by_an_index(story: Story) -> None:
    with story.database.read() as session:
        plan = session.connection().exec_driver_sql(
            "EXPLAIN QUERY PLAN SELECT agency, state FROM letter WHERE day = '2012-07-02' AND kind = 'digest'"
        )
        assert "ix_letter_day" in str(plan.all())
