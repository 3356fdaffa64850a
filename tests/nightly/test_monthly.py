"""The monthly letter to the head of each agency, and the weekly summary kept short."""

from datetime import date
from io import BytesIO

import openpyxl
import pytest

from notifications.letters import LetterWriter
from plan.models import LetterState
from plan.storage.database import Database
from scheduler.policy.rules import Rules
from scheduler.replay import rewind
from tests.story import Story, morning, parsed, text_of

pytestmark = pytest.mark.weeks  # lives through days: quickly on SQLite, in CI on PostgreSQL too


@pytest.fixture
def story(database: Database, rules: Rules, writer: LetterWriter) -> Story:
    return Story(database, rules, writer)


def test_a_head_hears_once_a_month_what_is_late_and_what_is_due(story: Story) -> None:
    story.only("so-tu-phap", "so-noi-vu")
    story.live(date(2012, 7, 1), date(2012, 7, 12))
    mine = story.letters(kind="monthly", agency="so-tu-phap")
    assert [x.day for x in mine] == [date(2012, 7, 2)]
    words = text_of(mine[0])
    assert "Kính gửi: Thủ trưởng Sở Tư pháp" in words
    assert "Báo cáo quý II năm 2012" in words
    assert story.told(letter_id=mine[0].id)[0].step == "month-2012-07"


def test_how_last_month_went_is_said(story: Story) -> None:
    story.only("so-y-te")
    duty = story.duty("Báo cáo quý II năm 2012", "so-y-te", date(2012, 6, 1))
    story.comes_in(duty.id, date(2012, 6, 28))
    story.live(date(2012, 7, 2), date(2012, 7, 2))
    (letter,) = story.letters(kind="monthly", agency="so-y-te", day=date(2012, 7, 2))
    assert "Tháng 6/2012 có 1 việc đến hạn: 1 xong đúng hạn" in text_of(letter)


def test_a_letter_taken_back_is_written_anew_and_once(story: Story) -> None:
    """Nothing was sent on Monday: on Tuesday the letter says how things stand then."""
    story.only("so-tu-phap", "so-noi-vu")  # the letters of a month go to all the same
    monday, tuesday = date(2012, 7, 2), date(2012, 7, 3)
    story.tick(morning(monday))
    duty = story.duty("Báo cáo quý II năm 2012", "so-tu-phap", monday)
    story.comes_in(duty.id, monday)
    story.live(tuesday, date(2012, 7, 6))
    mine = story.letters(kind="monthly", agency="so-tu-phap")
    assert [x.state for x in mine if x.day == monday] == [LetterState.WITHDRAWN]
    (again,) = [x for x in mine if x.state != LetterState.WITHDRAWN]
    assert "Báo cáo quý II năm 2012" not in text_of(again)
    others = story.letters(kind="monthly")
    standing = [x.agency for x in others if x.state != LetterState.WITHDRAWN]
    assert len(standing) == len(set(standing)) == len({x.agency for x in others})


@pytest.mark.slow
def test_days_lived_through_again_bring_no_second_letter(story: Story) -> None:
    """The clock was set back, or the demonstration is run once more over the same plan."""
    story.only("so-y-te", "so-tu-phap", "so-noi-vu")
    story.live(date(2012, 7, 1), date(2012, 8, 1))
    before = story.letters(kind="monthly")
    story.live(date(2012, 7, 1), date(2012, 8, 1))
    assert len(story.letters(kind="monthly")) == len(before) > 0


@pytest.mark.slow
def test_a_replay_tells_the_month_as_it_was(story: Story) -> None:
    """Letters of the days replayed are forgotten: so is that the month was written."""
    monday = date(2012, 7, 2)
    story.live(date(2012, 6, 27), date(2012, 7, 4))
    before = [x.agency for x in story.letters(kind="monthly", day=monday)]
    for first in (monday, date(2012, 6, 28)):
        with story.database.begin() as session:
            rewind(session, first)
        story.live(first, date(2012, 7, 4))
        assert [x.agency for x in story.letters(kind="monthly", day=monday)] == before


def test_who_has_nothing_open_hears_nothing(story: Story) -> None:
    story.only("so-ngoai-vu", "so-y-te")
    from plan.obligations.views import ObligationFilter, duties

    with story.database.read() as session:
        mine = duties(
            session, date(2012, 5, 2), ObligationFilter(agency="so-ngoai-vu", last=date(2012, 5, 31))
        )
        open_ones = [d for d in mine if "so-ngoai-vu" in d.leads]
    for duty in open_ones:
        story.comes_in(duty.id, date(2012, 5, 2))
    story.live(date(2012, 5, 2), date(2012, 5, 3))
    assert story.letters(kind="monthly", agency="so-ngoai-vu") == []


def test_a_long_summary_is_cut_and_the_rest_attached(story: Story) -> None:
    story.only("so-noi-vu")
    story.live(date(2014, 1, 6), date(2014, 1, 6))
    (letter,) = story.letters(kind="summary")
    words = text_of(letter)
    assert "việc khác: xem tệp đính kèm" in words
    assert "Dấu của dòng cuối nhật ký" in words
    (file,) = parsed(letter).iter_attachments()
    content = file.get_payload(decode=True)
    assert isinstance(content, bytes)
    rows = [
        r
        for r in openpyxl.load_workbook(BytesIO(content)).worksheets[0].iter_rows(values_only=True)
        if isinstance(r[0], int)
    ]
    assert len(rows) == len(story.told(letter_id=letter.id)) > 20
