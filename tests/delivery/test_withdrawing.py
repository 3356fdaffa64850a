"""A letter that no longer holds true does not go; what it was to tell is told in a true one, once."""

from datetime import date, datetime, time, timedelta

import pytest

from notifications.letters import LetterWriter
from notifications.mail import outbox
from notifications.mail.faults import Fault
from notifications.mail.tries import Outcome
from notifications.mail.turn import Seat, take_turn
from plan.audit.log import Act
from plan.ledger.withdrawal import undo_days_to_come
from plan.models import Letter, LetterState
from plan.obligations import acts
from plan.storage.database import Database
from scheduler.policy.rules import Rules
from tests.story import Story, morning, text_of

pytestmark = pytest.mark.weeks  # lives through days: quickly on SQLite, in CI on PostgreSQL too

LABEL, LEAD = "I.3 · Quý II năm 2012", "so-tu-phap"
FIRST = date(2012, 6, 25)  # a Monday: five days before 30/6


@pytest.fixture
def everybody(database: Database, rules: Rules, writer: LetterWriter) -> Story:
    return Story(database, rules, writer)


@pytest.fixture
def story(everybody: Story) -> Story:
    """Of the agency alone that the letters are about."""
    everybody.only(LEAD)
    return everybody


def told(story: Story, obligation: int) -> list[tuple[str, str, LetterState | None]]:
    """What the lead was told, with the state of the letter that told it."""
    states = {letter.id: letter.state for letter in story.letters()}
    rows = story.told(obligation_id=obligation, agency=LEAD)
    steps = [n for n in rows if n.letter_id and not n.step.startswith(("month-", "week-"))]
    return [(str(n.day), n.step, states.get(n.letter_id)) for n in steps]


def digests(story: Story, state: LetterState) -> list[Letter]:
    return story.letters(agency=LEAD, kind="digest", state=state)


@pytest.mark.slow
def test_after_days_without_mail_one_true_letter_goes_and_nothing_is_lost(story: Story) -> None:
    duty = story.duty(LABEL, LEAD, FIRST)
    for day in (FIRST, date(2012, 6, 26), date(2012, 6, 27)):
        story.tick(morning(day))
    story.tick(morning(date(2012, 6, 28)))
    story.send(morning(date(2012, 6, 28)))
    (gone,) = digests(story, LetterState.CAPTURED)
    assert gone.day == date(2012, 6, 28)
    assert "△ Còn 2 ngày" in text_of(gone)
    stale = digests(story, LetterState.WITHDRAWN)
    assert stale
    assert all(letter.day < gone.day for letter in stale)
    assert told(story, duty.id) == [("2012-06-28", "before-5", LetterState.CAPTURED)]
    (row,) = [n for n in story.told(obligation_id=duty.id, agency=LEAD) if n.step == "before-5"]
    assert "rút lại: ngày của thư đã qua" in row.reason


def test_a_step_that_was_overtaken_while_its_letter_waited_is_passed_over(story: Story) -> None:
    duty = story.duty(LABEL, LEAD, FIRST)
    story.tick(morning(FIRST))
    story.tick(morning(date(2012, 6, 29)))
    rows = {n.step: n for n in story.told(obligation_id=duty.id, agency=LEAD) if str(n.day) >= "2012-06-25"}
    assert rows["before-0"].letter_id is not None
    assert rows["before-5"].letter_id is None
    assert not rows["before-5"].owed
    assert rows["before-5"].reason.startswith("đã được thay bằng lời nhắc sau nó: ")


def test_what_has_gone_out_is_not_told_again(story: Story) -> None:
    duty = story.duty(LABEL, LEAD, FIRST)
    story.live(FIRST, FIRST)
    story.live(date(2012, 6, 26), date(2012, 6, 28))
    assert told(story, duty.id) == [("2012-06-25", "before-5", LetterState.CAPTURED)]


def test_done_before_the_letter_went_the_rest_is_written_anew(story: Story) -> None:
    duty = story.duty(LABEL, LEAD, FIRST)
    story.tick(morning(FIRST))
    (waits,) = digests(story, LetterState.WAITING)
    others = {n.obligation_id for n in story.told(letter_id=waits.id)} - {duty.id}
    assert others, "the letter speaks of more"
    story.comes_in(duty.id, FIRST)
    story.tick(morning(FIRST, time(9)))
    story.send(morning(FIRST, time(9)))
    (gone,) = digests(story, LetterState.CAPTURED)
    assert (gone.day, gone.edition) == (FIRST, 2)
    assert gone.message_id != waits.message_id
    assert {n.obligation_id for n in story.told(letter_id=gone.id)} == others
    assert "Xây dựng Đề án nâng cao chất lượng ban hành" not in text_of(gone)
    withdrawn = story.letters(id=waits.id)[0]
    assert (withdrawn.state, withdrawn.error) == (LetterState.WITHDRAWN, "việc đã xong trước khi thư đi")
    assert withdrawn.raw == waits.raw


def test_opened_again_the_same_morning_it_is_told_after_all(story: Story) -> None:
    duty = story.duty(LABEL, LEAD, FIRST)
    story.tick(morning(FIRST))
    story.comes_in(duty.id, FIRST)
    with story.database.begin() as session:
        act = Act("test", morning(FIRST, time(9)), FIRST)
        acts.reopen(session, acts.find_obligation(session, duty.id), act)
    story.tick(morning(FIRST, time(9)))
    story.send(morning(FIRST, time(9)))
    steps = [(day, step.partition("-")[0], state) for day, step, state in told(story, duty.id)]
    assert steps == [  # and in the same letter that it was recorded as done by mistake
        ("2012-06-25", "before", LetterState.CAPTURED),
        ("2012-06-25", "corrected", LetterState.CAPTURED),
    ]


def test_extended_before_the_letter_went_the_new_day_is_told(story: Story, rules: Rules) -> None:
    duty = story.duty(LABEL, LEAD, date(2012, 7, 3))
    story.tick(morning(date(2012, 7, 3)))
    with story.database.begin() as session:
        act = Act("test", morning(date(2012, 7, 3), time(9)), date(2012, 7, 3))
        to = date(2012, 7, 6)
        row = acts.find_obligation(session, duty.id)
        acts.extend(session, row, act, to=to, ends=rules.calendar.on_or_after(to), reason="chờ ý kiến")
    story.tick(morning(date(2012, 7, 3), time(9)))
    story.send(morning(date(2012, 7, 3), time(9)))
    (gone,) = digests(story, LetterState.CAPTURED)
    assert "06/7/2012" in text_of(gone)
    assert [step for _, step, _ in told(story, duty.id)][-1].endswith("@2012-07-06")


def test_a_letter_that_reached_one_of_its_addresses_has_gone_out(story: Story) -> None:
    story.tick(morning(FIRST))
    (waits,) = digests(story, LetterState.WAITING)
    with story.database.begin() as session:
        row = session.get_one(Letter, waits.id)
        row.recipients, row.accepted = ["a@x.example", "b@x.example"], ["a@x.example"]
        row.error = "b@x.example: 451 later"
        session.add(row)
    story.tick(morning(date(2012, 6, 26)))
    letter = story.letters(id=waits.id)[0]
    assert letter.state == LetterState.SENT
    assert list(letter.refused) == ["b@x.example"]


def test_a_letter_in_a_senders_hands_is_not_taken_back(story: Story) -> None:
    duty = story.duty(LABEL, LEAD, FIRST)
    story.tick(morning(FIRST))
    with story.database.begin() as session:
        while letter := take_turn(session, Seat("elsewhere:1:a"), morning(FIRST), FIRST).letter:
            assert letter
    story.comes_in(duty.id, FIRST)
    assert not story.letters(state=LetterState.WITHDRAWN)


def test_a_refused_letter_is_written_anew_for_the_address_of_now(story: Story) -> None:
    duty = story.duty(LABEL, LEAD, FIRST)
    story.tick(morning(FIRST))
    (waits,) = digests(story, LetterState.WAITING)
    with story.database.begin() as session:
        row = session.get_one(Letter, waits.id)
        row.state, row.error = LetterState.REFUSED, "550 5.1.1 unknown"
        session.add(row)
    with story.database.begin() as session:
        now = morning(date(2012, 6, 27))
        assert outbox.retry(session, waits.id, now, date(2012, 6, 27)) == "rewritten"
    story.tick(morning(date(2012, 6, 27)))
    story.send(morning(date(2012, 6, 27)))
    assert told(story, duty.id) == [("2012-06-27", "before-5", LetterState.CAPTURED)]


def test_nothing_goes_out_at_night_and_in_the_morning_it_is_true(story: Story) -> None:
    duty = story.duty(LABEL, LEAD, FIRST)
    story.tick(morning(FIRST, time(16, 58)))
    for hour in (time(17), time(19), time(23, 59)):
        story.send(morning(FIRST, hour))
    assert not story.letters(state=LetterState.CAPTURED)
    story.tick(morning(date(2012, 6, 26), time(7, 31)))
    story.send(morning(date(2012, 6, 26), time(7, 31)))
    assert told(story, duty.id) == [("2012-06-26", "before-5", LetterState.CAPTURED)]


def test_six_hours_without_a_mail_server_hold_nothing_up_once_it_is_back(everybody: Story) -> None:
    everybody.tick(morning(FIRST))
    waiting = len(everybody.letters(state=LetterState.WAITING))
    now = morning(FIRST)
    with everybody.database.begin() as session:
        letter = take_turn(session, Seat("test:1:1"), now, FIRST).letter
        assert letter is not None
        outbox.record(session, letter, Outcome("later", "down", Fault.DOWN), now)
    everybody.send(now + timedelta(hours=6))
    assert len(everybody.letters(state=LetterState.CAPTURED)) == waiting


def test_forty_days_asleep_give_one_true_letter_each(everybody: Story) -> None:
    everybody.live(date(2012, 6, 1), date(2012, 6, 1))
    before = len(everybody.letters())
    wake = date(2012, 7, 11)
    everybody.live(wake, wake)
    fresh = everybody.letters()[before:]
    digests_of = [letter.agency for letter in fresh if letter.kind == "digest"]
    assert len(digests_of) == len(set(digests_of))
    assert {letter.day for letter in fresh} == {wake}
    passed = [n for n in everybody.told(day=wake) if n.letter_id is None]
    assert passed
    assert all(n.reason for n in passed)


@pytest.mark.slow
@pytest.mark.parametrize("ahead", [2, 40])
def test_a_clock_that_ran_ahead_and_came_back_loses_no_step(story: Story, ahead: int) -> None:
    """Those days' letters wait for want of a server; then the clock is set right, and days pass as ever."""
    duty = story.duty(LABEL, LEAD, FIRST)
    story.live(date(2012, 6, 1), date(2012, 6, 15))
    wrong = date(2012, 6, 18) + timedelta(ahead)
    story.tick(morning(wrong))
    with story.database.begin() as session:
        undo_days_to_come(session, date(2012, 6, 18))
    story.live(date(2012, 6, 18), date(2012, 7, 20))
    steps = [(day, step) for day, step, state in told(story, duty.id) if state == LetterState.CAPTURED]
    assert steps == [
        ("2012-06-01", "opened"),
        ("2012-06-15", "before-14"),
        ("2012-06-25", "before-5"),
        ("2012-06-29", "before-0"),
        ("2012-07-03", "late+1"),
        ("2012-07-09", "late+5"),
        ("2012-07-16", "late+10"),
    ]


def test_a_summary_that_waited_is_written_anew_in_its_week(story: Story) -> None:
    story.tick(morning(date(2012, 7, 9)))
    story.tick(morning(date(2012, 7, 10)))
    found = [(x.day, x.state) for x in story.letters(kind="summary")]
    assert found == [
        (date(2012, 7, 9), LetterState.WITHDRAWN),
        (date(2012, 7, 10), LetterState.WAITING),
    ]


def test_a_day_has_one_letter_of_a_kind_that_stands(story: Story) -> None:
    seen: set[tuple[str, str, datetime]] = set()
    for hour in range(8, 17):
        story.tick(morning(FIRST, time(hour)))
        if hour % 3 == 0:
            story.send(morning(FIRST, time(hour)))
    for letter in story.letters():
        if letter.state != LetterState.WITHDRAWN:
            key = (letter.agency, letter.kind, letter.day)
            assert key not in seen
            seen.add(key)  # type: ignore[arg-type]  # a key of the letter


def test_what_a_sender_elsewhere_died_with_is_told_anew(story: Story) -> None:
    """Found by the state machine: such a letter of yesterday stayed in dead hands for ever."""
    duty = story.duty(LABEL, LEAD, FIRST)
    story.tick(morning(FIRST))
    with story.database.begin() as session:
        while take_turn(session, Seat("elsewhere:1:a"), morning(FIRST), FIRST).letter:
            pass
    story.live(date(2012, 6, 26), date(2012, 6, 26))
    assert told(story, duty.id) == [("2012-06-26", "before-5", LetterState.CAPTURED)]
