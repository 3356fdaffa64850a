"""The first test to read: a document goes in, days pass, letters arrive."""

from datetime import date

import pytest

from notifications.letters import LetterWriter
from plan.storage.database import Database
from scheduler.policy.rules import Rules
from tests.story import Story, text_of

# I.3, "Quý II, năm 2012": due on Saturday 30/6/2012, on time until Monday 2/7.
LABEL = "I.3 · Quý II năm 2012"
LEAD, PARTNER = "so-tu-phap", "so-noi-vu"


@pytest.fixture
def story(database: Database, rules: Rules, writer: LetterWriter) -> Story:
    return Story(database, rules, writer)


@pytest.mark.weeks
def test_one_deadline_from_the_document_to_the_letters(story: Story) -> None:
    story.only(LEAD, PARTNER)
    duty = story.duty(LABEL, LEAD, date(2012, 3, 26))
    story.live(date(2012, 3, 26), date(2012, 7, 20))
    heard = story.told(obligation_id=duty.id, agency=LEAD)
    told = [(str(n.day), n.step) for n in heard if n.letter_id and not n.step.startswith("month")]
    assert told == [
        ("2012-04-03", "opened"),  # 1/4 was a Sunday, 2/4 a day in lieu
        ("2012-06-15", "before-14"),  # 16/6 was a Saturday
        ("2012-06-25", "before-5"),
        ("2012-06-29", "before-0"),  # 30/6 a Saturday: its step and the one before it fall on Friday
        ("2012-07-03", "late+1"),
        ("2012-07-09", "late+5"),
        ("2012-07-16", "late+10"),
    ]


@pytest.mark.weeks
def test_the_lead_reads_what_is_due_when_and_on_whose_word(story: Story) -> None:
    story.live(date(2012, 6, 25), date(2012, 6, 25))
    letter = next(x for x in story.letters(agency=LEAD))
    text = text_of(letter)
    assert "Kính gửi: Sở Tư pháp" in text
    assert "Quyết định số 39/QĐ-UBND ngày 25/3/2012" in text
    card = text.partition("△ Còn 5 ngày\r\n   “Xây dựng Đề án nâng cao chất lượng ban hành văn bản")[2]
    facts = "Mục I.3 · Quý II năm 2012 · hạn 30/6/2012, thứ Bảy; đúng hạn đến hết 02/7/2012"
    assert facts in card.splitlines()[1]
    assert "so-noi-vu@quangngai.example" in text


@pytest.mark.slow
@pytest.mark.weeks
def test_what_is_done_is_never_mentioned_again(story: Story) -> None:
    story.only(LEAD, PARTNER)
    duty = story.duty(LABEL, LEAD, date(2012, 6, 1))
    story.live(date(2012, 6, 1), date(2012, 6, 20))
    story.comes_in(duty.id, date(2012, 6, 21))
    before = len(story.told(obligation_id=duty.id))
    story.live(date(2012, 6, 21), date(2012, 7, 20))
    assert len(story.told(obligation_id=duty.id)) == before


@pytest.mark.slow
@pytest.mark.weeks
def test_a_partner_hears_in_time_but_never_that_others_are_late(story: Story) -> None:
    story.only(LEAD, PARTNER)
    duty = story.duty(LABEL, LEAD, date(2012, 3, 26))
    story.live(date(2012, 3, 26), date(2012, 7, 10))  # the lead was urged on 3/7 and 9/7
    steps = [
        n.step
        for n in story.told(obligation_id=duty.id, agency=PARTNER)
        if n.letter_id and "week" not in n.step
    ]
    assert steps == ["opened", "before-14"]


@pytest.mark.weeks
def test_a_late_task_stands_in_the_weekly_summary(story: Story) -> None:
    story.live(date(2012, 7, 9), date(2012, 7, 9))
    summary = next(x for x in story.letters(kind="summary"))
    assert summary.agency == "so-noi-vu"
    late = text_of(summary).partition("NHIỆM VỤ QUÁ HẠN")[2].partition("SẮP TỚI")[0]
    assert "“Xây dựng Đề án nâng cao chất lượng" in late
    assert "Mục I.3 · Quý II năm 2012" in late
