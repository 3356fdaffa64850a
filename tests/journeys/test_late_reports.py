"""Late reports climb the ladder to Sở Nội vụ, and stop the moment they are in."""

from collections import Counter
from datetime import date

import pytest

from notifications.letters import LetterWriter
from plan.storage.database import Database
from scheduler.policy.rules import Rules
from tests.story import Story, text_of

pytestmark = pytest.mark.weeks  # lives through days: quickly on SQLite, in CI on PostgreSQL too

REPORT = "Báo cáo quý II năm 2012"  # due 30/6 (Saturday), on time until 2/7


@pytest.fixture
def story(database: Database, rules: Rules, writer: LetterWriter) -> Story:
    return Story(database, rules, writer)


def _escalated(story: Story, obligation: int, to: str) -> list[tuple[str, str]]:
    return [
        (str(n.day), n.step)
        for n in story.told(obligation_id=obligation, agency=to)
        if n.letter_id and n.step.startswith("escalate")
    ]


def test_the_ladder_of_a_late_report(story: Story) -> None:
    story.only("so-y-te", "so-noi-vu", "van-phong-ubnd-tinh")
    duty = story.duty(REPORT, "so-y-te", date(2012, 6, 1))
    story.live(date(2012, 6, 29), date(2012, 8, 1))
    assert _escalated(story, duty.id, "so-noi-vu") == [
        ("2012-07-04", "escalate+2"),
        ("2012-07-09", "escalate+5"),
        ("2012-07-16", "escalate+10"),
        ("2012-07-23", "escalate+15"),
        ("2012-07-30", "escalate+20"),
    ]
    assert _escalated(story, duty.id, "van-phong-ubnd-tinh") == [
        ("2012-07-16", "escalate+10"),
        ("2012-07-23", "escalate+15"),
        ("2012-07-30", "escalate+20"),
    ]
    heard = story.told(obligation_id=duty.id, agency="so-y-te")
    own = [(str(n.day), n.step) for n in heard if n.letter_id and not n.step.startswith("month")]
    assert own[-5:] == [
        ("2012-07-03", "late+1"),
        ("2012-07-09", "late+5"),
        ("2012-07-16", "late+10"),
        ("2012-07-23", "late+15"),
        ("2012-07-30", "late+20"),
    ]


def test_one_letter_a_day_names_every_late_agency(story: Story) -> None:
    story.live(date(2012, 7, 2), date(2012, 7, 4))
    letters = story.letters(kind="escalation", agency="so-noi-vu", day=date(2012, 7, 4))
    assert len(letters) == 1
    text = text_of(letters[0])
    assert "UBND huyện Ba Tơ" in text
    assert "▲ 68 báo cáo của 34 cơ quan chưa gửi, trễ 2 ngày làm việc." in text
    assert "▲ 34 cơ quan chưa gửi trong 35." in text
    row = "- Sở Y tế\n  trễ: ▲ 2\n  đã nhắc: 03/7\n  so-y-te@quangngai.example\n"
    assert text.replace("\r", "").count(row) == 2
    # Sở Nội vụ is told of 34 agencies and 2 reports each, not of itself.
    assert len(story.told(letter_id=letters[0].id)) == 68
    assert "Sở Nội vụ\n" not in text.partition("Kính gửi: Sở Nội vụ")[2]


def test_what_the_department_itself_owes_goes_one_step_further(story: Story) -> None:
    story.only("so-noi-vu", "van-phong-ubnd-tinh")
    duty = story.duty(REPORT, "so-noi-vu", date(2012, 6, 1))
    story.live(date(2012, 7, 2), date(2012, 7, 10))
    assert _escalated(story, duty.id, "so-noi-vu") == []
    assert _escalated(story, duty.id, "van-phong-ubnd-tinh") == [
        ("2012-07-04", "escalate+2"),
        ("2012-07-09", "escalate+5"),
    ]


def test_the_office_above_is_not_told_of_itself(story: Story) -> None:
    story.only("so-noi-vu", "van-phong-ubnd-tinh")
    duty = story.duty(REPORT, "van-phong-ubnd-tinh", date(2012, 6, 1))
    story.live(date(2012, 7, 2), date(2012, 7, 20))
    assert _escalated(story, duty.id, "van-phong-ubnd-tinh") == []
    assert [step for _, step in _escalated(story, duty.id, "so-noi-vu")] == [
        "escalate+2",
        "escalate+5",
        "escalate+10",
    ]


@pytest.mark.slow
def test_a_report_that_comes_in_stops_the_ladder_at_once(story: Story) -> None:
    story.only("so-y-te", "so-noi-vu", "van-phong-ubnd-tinh")
    duty = story.duty(REPORT, "so-y-te", date(2012, 6, 1))
    story.live(date(2012, 7, 2), date(2012, 7, 5))
    story.comes_in(duty.id, date(2012, 7, 6))
    story.live(date(2012, 7, 6), date(2012, 7, 31))
    assert _escalated(story, duty.id, "so-noi-vu") == [("2012-07-04", "escalate+2")]
    assert max(n.day for n in story.told(obligation_id=duty.id)) < date(2012, 7, 6)


def test_thirty_five_agencies_report_every_period(story: Story) -> None:
    reports = [o for o in story.obligations() if o.kind == "report"]
    rounds = Counter(o.label for o in reports)
    assert rounds[REPORT] == 35
    assert rounds["Báo cáo tổng hợp quý II năm 2012"] == 1
    assert len(rounds) == 2 * 6 * 4


@pytest.mark.slow
def test_whoever_sums_up_late_is_shown_with_those_it_waits_for(story: Story) -> None:
    """The office above cannot judge a late summary without knowing who kept it waiting."""
    story.only("so-y-te", "so-noi-vu", "van-phong-ubnd-tinh")
    mine = story.duty(REPORT, "so-y-te", date(2012, 6, 1))
    story.comes_in(mine.id, date(2012, 6, 29))
    # Summed up by 10/7: on the second working day after it Văn phòng UBND tỉnh hears of it.
    story.live(date(2012, 7, 2), date(2012, 7, 12))
    letters = story.letters(kind="escalation", agency="van-phong-ubnd-tinh", day=date(2012, 7, 12))
    assert len(letters) == 1
    text = " ".join(text_of(letters[0]).split())
    summary = text.partition("Báo cáo tổng hợp quý II năm 2012")[2]
    waits = summary.partition("còn chờ báo cáo cùng kỳ của: ")[2].partition(")")[0]
    assert waits.startswith("33 cơ quan (")
    assert "Sở Y tế" not in waits
    # Nobody climbs faster because the department that collects is late.
    due = date(2012, 7, 2)
    told = [story.obligation(n.obligation_id) for n in story.told(letter_id=letters[0].id)]
    assert {row.holder for row in told if row.ends >= due} == {"so-noi-vu"}
