"""Whoever asks for more time hears what was decided: once, whatever else happens, and in the digest alone."""

from datetime import date, time, timedelta

import pytest

from notifications.letters import LetterWriter
from plan.audit.log import Act
from plan.ledger.withdrawal import withdraw
from plan.obligations import acts, responses
from plan.storage.database import Database
from scheduler.policy.rules import Rules
from tests.story import Story, morning, parsed, text_of

pytestmark = pytest.mark.weeks
REPORT = "Báo cáo quý III năm 2012"  # due 30/9, a Sunday
AGENCY = "so-y-te"
ASKED = date(2012, 7, 10)  # nothing else is due to be said for weeks
REFUSED = "đề nghị gia hạn đến 15/10/2012 không được đồng ý: báo cáo phải kịp kỳ họp"
GRANTED = "đề nghị gia hạn đến 15/10/2012 đã được đồng ý: gia hạn đến 10/10/2012"


@pytest.fixture
def story(database: Database, rules: Rules, writer: LetterWriter) -> Story:
    told = Story(database, rules, writer)
    told.only(AGENCY, "so-noi-vu", "so-tu-phap", "van-phong-ubnd-tinh")
    told.live(ASKED, ASKED)
    return told


def _asks(story: Story) -> int:
    duty = story.duty(REPORT, AGENCY, ASKED)
    act = Act("link", morning(ASKED, time(9)), ASKED)
    with story.database.begin() as session:
        row = acts.find_obligation(session, duty.id)
        responses.request_extension(session, row, AGENCY, act, until=date(2012, 10, 15), reason="chờ số liệu")
    return duty.id


def _decides(story: Story, *, granted: bool, on: date = ASKED) -> None:
    act = Act("shell:lan", morning(on, time(10)), on)
    with story.database.begin() as session:
        if granted:
            day = date(2012, 10, 10)
            responses.accept_extension(session, 1, act, to=day, ends=day)
        else:
            responses.refuse_extension(session, 1, act, reason="báo cáo phải kịp kỳ họp")


def _digests(story: Story, first: date, last: date) -> list[str]:
    """What the agency read in its digests of these days, on one line each."""
    found = [x for x in story.letters(kind="digest", agency=AGENCY) if first <= x.day <= last]
    return [" ".join(text_of(x).split()) for x in found if x.state != "withdrawn"]


@pytest.mark.parametrize(("granted", "words"), [(False, REFUSED), (True, GRANTED)])
def test_the_decision_is_in_the_next_digest_and_in_no_other(story: Story, granted: bool, words: str) -> None:
    duty = _asks(story)
    _decides(story, granted=granted)
    story.live(date(2012, 7, 11), date(2012, 7, 20))
    digests = _digests(story, date(2012, 7, 11), date(2012, 7, 20))
    assert [words in text for text in digests].count(True) == 1
    assert words in digests[0]
    assert ("hạn 10/10/2012, thứ Tư · gia hạn từ " in digests[0]) is granted
    told = story.told(obligation_id=duty, step="answer-1")
    assert [(n.day, n.agency, bool(n.letter_id)) for n in told] == [(date(2012, 7, 11), AGENCY, True)]
    html = parsed(next(x for x in story.letters() if x.id == told[0].letter_id)).get_body(("html",))
    assert html is not None
    assert words in " ".join(html.get_content().split())


def test_nobody_else_hears_of_it_and_nobody_hears_before_it_is_decided(story: Story) -> None:
    _asks(story)
    story.live(date(2012, 7, 11), date(2012, 7, 13))
    waiting = _digests(story, ASKED, date(2012, 7, 13))
    assert not any("được đồng ý" in text for text in waiting)
    asked = "Xin gia hạn đến 15/10/2012, đang chờ quyết định."
    assert all(asked in text for text in waiting if REPORT in text), "what was asked is not forgotten"
    _decides(story, granted=False, on=date(2012, 7, 13))
    story.live(date(2012, 7, 14), date(2012, 7, 20))
    saying = [x for x in story.letters() if "đề nghị gia hạn đến" in text_of(x)]
    assert [(x.agency, x.day) for x in saying] == [(AGENCY, date(2012, 7, 16))]  # a Monday


@pytest.mark.parametrize(("granted", "words"), [(False, REFUSED), (True, GRANTED)])
def test_a_letter_that_was_taken_back_is_written_anew_with_it(
    story: Story, granted: bool, words: str
) -> None:
    duty = _asks(story)
    _decides(story, granted=granted)
    day = date(2012, 7, 11)
    story.tick(morning(day))
    with story.database.begin() as session:
        (letter,) = [n.letter_id for n in story.told(obligation_id=duty, step="answer-1")]
        withdraw(session, [letter or 0], "thử", morning(day, time(9)), day)
    story.live(date(2012, 7, 12), date(2012, 7, 13))
    assert [words in text for text in _digests(story, day, date(2012, 7, 13))].count(True) == 1


def test_an_answer_that_is_owed_outlives_an_extension(story: Story) -> None:
    """Refused; the letter that says so never left; then more time was granted without being asked for."""
    duty = _asks(story)
    _decides(story, granted=False)
    day = date(2012, 7, 11)
    story.tick(morning(day))
    with story.database.begin() as session:
        act = Act("shell:lan", morning(day, time(10)), day)
        to = date(2012, 10, 12)
        acts.extend(session, acts.find_obligation(session, duty), act, to=to, ends=to, reason="mưa bão")
    story.live(date(2012, 7, 12), date(2012, 7, 13))
    assert [REFUSED in text for text in _digests(story, day, date(2012, 7, 13))].count(True) == 1


def test_a_later_step_does_not_pass_it_over(story: Story) -> None:
    """The machine was off from before the answer until after the next reminder: both are told, in one line."""
    duty = _asks(story)
    _decides(story, granted=False, on=date(2012, 9, 12))
    on = date(2012, 9, 25)
    story.live(on, on)
    (text,) = _digests(story, on, on)
    assert text.count(REFUSED) == 1
    steps = {n.step: n.letter_id for n in story.told(obligation_id=duty, day=on)}
    assert steps.keys() == {"before-14", "before-5", "answer-1", "month-2012-09"}
    assert (steps["before-14"], bool(steps["before-5"]), bool(steps["answer-1"])) == (None, True, True)
    assert text.count("quý III năm 2012") == 1


def test_what_came_in_meanwhile_needs_no_answer(story: Story) -> None:
    duty = _asks(story)
    _decides(story, granted=False)
    story.comes_in(duty, ASKED)
    story.live(date(2012, 7, 11), date(2012, 7, 13))
    assert story.told(obligation_id=duty, step="answer-1") == []


@pytest.mark.slow
def test_asked_of_a_successor_it_is_told_once(story: Story) -> None:
    """The office that asked was merged after it had its answer."""
    from plan.models import Agency

    duty = _asks(story)
    _decides(story, granted=False)
    story.live(date(2012, 7, 11), date(2012, 7, 12))
    with story.database.begin() as session:
        row = session.get_one(Agency, AGENCY)
        row.active_to, row.successor = date(2012, 7, 12), "so-noi-vu"
    for day in range(1, 75):
        story.live(date(2012, 7, 12) + timedelta(day), date(2012, 7, 12) + timedelta(day))
    assert len(story.told(obligation_id=duty, step="answer-1")) == 1
