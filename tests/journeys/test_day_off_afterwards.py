"""A day is declared off after its letters went: steps told on it are not told again, and nobody falls silent."""

from collections.abc import Iterator
from datetime import date, time
from pathlib import Path

import pytest

from notifications.letters import LetterWriter
from plan.audit.log import Act
from plan.storage import working_days
from scheduler.intake.refresh import refresh
from scheduler.policy.rules import Rules, work_calendar
from scheduler.reconciliation.recount import check
from tests.lives import Lives
from tests.story import Story, morning

pytestmark = pytest.mark.weeks  # lives through days: quickly on SQLite, in CI on PostgreSQL too

MONDAY = date(2012, 7, 2)  # the first day of letters of a week and of a month
STORM = date(2012, 7, 4)  # the second working day late: the department was told this morning
REPORT = "Báo cáo quý II năm 2012"


@pytest.fixture
def story(kind: str, lives: Lives, writer: LetterWriter, tmp_path: Path) -> Iterator[Story]:
    with lives.after(kind, writer, date(2012, 6, 29), STORM, tmp_path) as told:
        yield told


def _storm(story: Story, day: date) -> None:
    act = Act("shell:lan", morning(STORM, time(10)), STORM)
    with story.database.begin() as session:
        working_days.set_day(session, act, day, working=False, label="bão", source="Công điện 5")
        days = work_calendar(session, STORM.year)
        old = story.rules
        story.rules = Rules(old.zone, old.policy, old.watchers, days, old.regimes)
        refresh(session, story.rules, act.now, STORM)


@pytest.mark.parametrize("day", [date(2012, 7, 3), STORM])
def test_agencies_and_the_department_are_told_on(story: Story, day: date) -> None:
    duty = story.duty(REPORT, "so-y-te", STORM)
    before = {(n.step, n.agency) for n in story.told(obligation_id=duty.id)}
    assert before >= {("late+1", "so-y-te"), ("escalate+2", "so-noi-vu")}
    _storm(story, day)
    story.live(date(2012, 7, 5), date(2012, 7, 12))
    told = {(n.step, n.agency): n.day for n in story.told(obligation_id=duty.id) if n.letter_id}
    assert told["late+5", "so-y-te"] == told["escalate+5", "so-noi-vu"] == date(2012, 7, 10)
    assert story.letters(kind="digest", agency="so-y-te", day=date(2012, 7, 10))
    with story.database.read() as session:
        assert check(session, story.rules, date(2012, 7, 12)) == []


def test_letters_of_a_week_and_a_month_that_went_on_that_day_are_no_difference(story: Story) -> None:
    assert {x.day for x in story.letters(kind="monthly")} == {MONDAY}
    _storm(story, MONDAY)
    with story.database.read() as session:
        assert check(session, story.rules, date(2012, 7, 4)) == []
