"""The working calendar is corrected under way: what is ahead follows, what is past never moves."""

from dataclasses import replace
from datetime import date

import pytest

from notifications.letters import LetterWriter
from plan.audit.log import Act
from plan.errors import NotPossibleError
from plan.storage import working_days
from plan.storage.database import Database
from plan.storage.working_days import set_day
from scheduler.intake.refresh import refresh
from scheduler.policy.rules import Rules, calendar_for
from tests.story import Story, morning

pytestmark = pytest.mark.weeks  # lives through days: quickly on SQLite, in CI on PostgreSQL too

THEN = date(2012, 6, 11)
# Saturday 30/6/2012 is the end of the second quarter: its last day on time is Monday 2/7.
QUARTER, MONDAY = "Báo cáo quý II năm 2012", date(2012, 7, 2)


@pytest.fixture
def story(database: Database, rules: Rules, writer: LetterWriter) -> Story:
    told = Story(database, rules, writer)
    told.only("so-y-te", "so-noi-vu")
    return told


def correct(story: Story, day: date, on: date, *, working: bool) -> int:
    """An operator corrects one day; how many obligations have another last day on time."""
    act = Act("test", morning(on), on)
    with story.database.begin() as session:
        refresh(session, story.rules, morning(on), on)
        set_day(session, act, day, working=working, label="hoán đổi", source="1/VPCP")
        story.rules = replace(story.rules, calendar=calendar_for(session, 2012, 2015, 2012))
        return refresh(session, story.rules, morning(on), on).moved


def test_what_is_ahead_follows_and_says_so(story: Story) -> None:
    before = story.duty(QUARTER, "so-y-te", THEN)
    assert before.ends == MONDAY
    assert correct(story, MONDAY, THEN, working=False) > 30
    after = story.duty(QUARTER, "so-y-te", THEN)
    assert after.due == before.due
    assert after.ends == date(2012, 7, 3)
    assert after.revision > before.revision
    story.live(date(2012, 7, 2), date(2012, 7, 5))
    told = [n.day for n in story.told(obligation_id=after.id, agency="so-y-te", step="late+1")]
    assert told == [date(2012, 7, 4)]  # the first working day after the new last day


def test_a_saturday_that_is_worked_is_the_last_day(story: Story) -> None:
    correct(story, date(2012, 6, 30), THEN, working=True)
    assert story.duty(QUARTER, "so-y-te", THEN).ends == date(2012, 6, 30)
    story.live(date(2012, 6, 30), date(2012, 7, 2))
    duty = story.duty(QUARTER, "so-y-te", MONDAY)
    told = [n.day for n in story.told(obligation_id=duty.id, agency="so-y-te", step="late+1")]
    assert told == [MONDAY]


def test_what_is_past_never_moves(story: Story) -> None:
    late = date(2012, 7, 9)
    assert correct(story, MONDAY, late, working=False) == 0
    assert story.duty(QUARTER, "so-y-te", late).ends == MONDAY


def test_nothing_is_made_late_by_a_correction(story: Story) -> None:
    """On Monday somebody says that the Saturday before was worked: Monday still counts."""
    correct(story, date(2012, 6, 30), MONDAY, working=True)
    assert story.duty(QUARTER, "so-y-te", MONDAY).ends == MONDAY


def test_a_new_year_is_not_a_correction(story: Story) -> None:
    with story.database.begin() as session:
        refresh(session, story.rules, morning(date(2012, 12, 31)), date(2012, 12, 31))
        wider = replace(story.rules, calendar=calendar_for(session, 2010, 2019, 2013))
        assert refresh(session, wider, morning(date(2013, 1, 1)), date(2013, 1, 1)).moved == 0


def test_an_operators_words_need_a_source(story: Story) -> None:
    act = Act("test", morning(THEN), THEN)
    with story.database.begin() as session:
        with pytest.raises(NotPossibleError, match="--source"):
            set_day(session, act, MONDAY, working=False, label="bão", source=" ")
        with pytest.raises(NotPossibleError, match="không có sửa đổi"):
            working_days.unset_day(session, act, MONDAY)
        with pytest.raises(NotPossibleError, match="đối chiếu"):
            working_days.confirm(session, act, 2012, "")
