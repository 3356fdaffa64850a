"""The nightly check: silent while all is told, loud about anything that is not."""

from datetime import date, time

import pytest

from plan.clock import days
from plan.ledger.withdrawal import withdraw
from plan.storage import nightly
from scheduler.clock_guard import ClockWatch
from scheduler.intake.refresh import refresh
from scheduler.leader import Leader
from scheduler.policy.rules import Rules
from scheduler.ticker import Ticker
from tests.nightly.evenings import EVENING, FIRST, check_of, run_sql
from tests.story import Story, morning, parsed, text_of

pytestmark = pytest.mark.weeks  # lives through days: quickly on SQLite, in CI on PostgreSQL too

LAST = date(2012, 7, 18)


@pytest.mark.slow
def test_nothing_differs_through_weeks_of_letters(story: Story) -> None:
    """Reminders, late reports, extensions, reopenings, cancellations: two ways of computing agree each evening."""
    from plan.audit.log import Act
    from plan.obligations import acts

    duty = story.duty("Báo cáo quý II năm 2012", "so-y-te", FIRST)
    other = story.duty("Báo cáo quý II năm 2012", "so-xay-dung", FIRST)
    third = story.duty("Báo cáo quý II năm 2012", "so-cong-thuong", FIRST)
    for day in days(FIRST, LAST):
        story.live(day, day)
        with story.database.begin() as session:
            act = Act("test", morning(day, time(10)), day)
            if day == date(2012, 7, 5):
                to = date(2012, 7, 10)
                acts.extend(session, acts.find_obligation(session, duty.id), act, to=to, ends=to, reason="x")
                acts.complete(
                    session, acts.find_obligation(session, other.id), act, on=day, document=None, note=None
                )
                acts.cancel(session, acts.find_obligation(session, third.id), act, reason="x")
            if day == date(2012, 7, 11):
                acts.reopen(session, acts.find_obligation(session, other.id), act)
        if story.rules.calendar.works(day):
            assert check_of(story, day) == [], day


@pytest.mark.parametrize(
    ("done", "words"),
    [
        (
            "DELETE FROM notice WHERE step = 'escalate+2' AND agency = 'so-noi-vu' AND obligation_id = {id}",
            "escalate+2",
        ),
        (
            "DELETE FROM notice WHERE step = 'late+1' AND agency = 'so-y-te' AND obligation_id = {id}",
            "late+1",
        ),
        (
            "DELETE FROM notice WHERE step = 'before-5' AND agency = 'so-y-te' AND obligation_id = {id}",
            "before-5",
        ),
        ("UPDATE party SET next_on = NULL WHERE role = 'lead' AND obligation_id = {id}", "không có ngày nào"),
        ("UPDATE notice SET agency = 'so-xay-dung' WHERE step = 'late+5' AND obligation_id = {id}", "late+5"),
        (
            "UPDATE letter SET agency = 'so-khac' WHERE day = '2012-07-09' AND agency = 'so-y-te'",
            "cơ quan khác",
        ),
        (
            "UPDATE obligation SET done_on = '2012-07-02', changed_at = '2012-07-02 01:00:00' WHERE id = {id}",
            "đã xong",
        ),
    ],
)
def test_whatever_is_missing_or_too_much_is_found(lived: Story, done: str, words: str) -> None:
    duty = lived.duty("Báo cáo quý II năm 2012", "so-y-te", FIRST)
    assert check_of(lived, EVENING) == []
    run_sql(lived, done.format(id=duty.id))
    found = check_of(lived, EVENING)
    assert found
    assert any(words in difference for difference in found), found


ONE_ROW = "DELETE FROM notice WHERE id = (SELECT min(id) FROM notice WHERE {} AND obligation_id IN (SELECT id FROM obligation WHERE done_on IS NULL AND cancelled_on IS NULL))"


@pytest.mark.parametrize(
    ("done", "words"),
    [
        (ONE_ROW.format("role = 'partner' AND step = 'before-14'"), "bước “trước thời hạn 14 ngày”"),
        (ONE_ROW.format("role = 'partner' AND step = 'opened'"), "bước “bắt đầu”"),
        (ONE_ROW.format("role = 'lead' AND step = 'opened'"), "bước “bắt đầu”"),
        (ONE_ROW.format("step = 'week-2012-W28'"), "thư tuần 28 năm 2012"),
        (ONE_ROW.format("step = 'month-2012-07' AND agency = 'so-y-te'"), "thư tháng 7 năm 2012"),
        (
            "UPDATE letter SET state = 'withdrawn' WHERE kind = 'summary' AND day = '2012-07-09'",
            "không có thư tổng hợp",
        ),
        (
            "UPDATE letter SET state = 'withdrawn' WHERE kind = 'monthly' AND agency = 'so-y-te'",
            "không có thư tháng gửi so-y-te",
        ),
    ],
)
def test_beginnings_partners_weeks_and_months_are_checked_too(lived: Story, done: str, words: str) -> None:
    assert check_of(lived, EVENING) == []
    run_sql(lived, done)
    found = check_of(lived, EVENING)
    assert len(found) == 1
    assert words in found[0]


def test_a_target_is_checked_too(story: Story) -> None:
    story.live(date(2012, 11, 29), date(2012, 12, 3))
    assert check_of(story, date(2012, 12, 3)) == []
    run_sql(story, "DELETE FROM notice WHERE step = 'target-30'")
    assert any(
        "bước “trước mốc phấn đấu 30 ngày”" in difference for difference in check_of(story, date(2012, 12, 3))
    )


@pytest.mark.slow
def test_rounds_that_were_slept_through_are_no_difference(story: Story) -> None:
    """The week's letter went out on a Wednesday, the month's on its fifth day: the machine was off before."""
    story.live(date(2012, 6, 28), date(2012, 6, 29))
    for day in (date(2012, 7, 5), date(2012, 7, 11)):
        story.live(day, day)
        assert check_of(story, day) == [], day


@pytest.mark.slow
def test_an_address_that_came_back_is_no_difference_of_the_days_without_it(story: Story) -> None:
    """Imported without addresses by mistake, and with them again a week later: at ten, after the letters."""
    from dataclasses import replace

    from plan.agencies.store import load_directory, save_agencies

    story.live(date(2012, 6, 11), date(2012, 6, 12))
    with story.database.begin() as session:
        whole = [a for a in load_directory(session).all if a.addresses]
        save_agencies(session, [replace(a, addresses=()) for a in whole], date(2012, 6, 12))
    story.live(date(2012, 6, 13), date(2012, 7, 4))
    with story.database.begin() as session:
        save_agencies(session, whole, date(2012, 7, 4))
    assert check_of(story, date(2012, 7, 4)) == []
    story.live(date(2012, 7, 5), date(2012, 7, 5))
    assert check_of(story, date(2012, 7, 5)) == []
    run_sql(story, "DELETE FROM notice WHERE day = '2012-07-05' AND agency = 'so-y-te'")
    assert check_of(story, date(2012, 7, 5))


def test_ladders_of_today_ask_nothing_of_the_letters_of_this_morning(story: Story) -> None:
    """The policy is read again after the letters: whoever had one hears by the new steps tomorrow."""
    friday, monday = date(2012, 6, 15), date(2012, 6, 18)
    story.live(date(2012, 6, 13), friday)
    old = story.rules
    with story.database.begin() as session:
        refresh(session, old, morning(friday), friday)
    remind = tuple(row.model_copy(update={"lead": (120, 14, 1)}) for row in old.policy.remind)
    policy = old.policy.model_copy(update={"remind": remind})
    story.rules = Rules(old.zone, policy, old.watchers, old.calendar)
    with story.database.begin() as session:
        refresh(session, story.rules, morning(friday, time(10)), friday)
    story.tick(morning(friday, time(10)))
    assert check_of(story, friday) == []
    story.live(monday, monday)
    assert check_of(story, monday) == []
    run_sql(story, "DELETE FROM notice WHERE step = 'before-120'")
    assert check_of(story, monday)


def test_a_letter_of_the_month_taken_back_today_is_written_tomorrow(story: Story) -> None:
    """Something was recorded while it waited; the letter of the week likewise, after the office closed."""
    monday = date(2012, 7, 2)
    story.live(date(2012, 6, 29), date(2012, 6, 29))
    story.tick(morning(monday))
    with story.database.begin() as session:
        rounds = [x.id for x in story.letters(day=monday) if x.kind in {"monthly", "summary"}]
        withdraw(session, rounds, "thử", morning(monday, time(17, 10)), monday)
    assert check_of(story, monday) == []
    story.live(date(2012, 7, 3), date(2012, 7, 3))
    assert check_of(story, date(2012, 7, 3)) == []
    run_sql(story, "UPDATE letter SET state = 'withdrawn' WHERE day = '2012-07-03' AND kind = 'monthly'",
         "UPDATE letter SET finished_at = '2012-07-02 01:00:00'")  # fmt: skip
    assert any("không có thư tháng" in difference for difference in check_of(story, date(2012, 7, 3)))


@pytest.mark.parametrize("gone", ["so-y-te", "so-noi-vu"])
def test_whoever_inherits_in_mid_month_owes_no_letter_of_its_beginning(lived: Story, gone: str) -> None:
    """An agency becomes part of another on a Wednesday: the letters of that week and month went to the old one."""
    from dataclasses import replace

    from plan.agencies.store import load_directory, save_agencies

    wednesday = date(2012, 7, 11)
    with lived.database.begin() as session:
        one = load_directory(session).get(gone)
        assert one is not None
        save_agencies(session, [replace(one, active_to=wednesday, successor="so-xay-dung")], EVENING)
    # The successor itself owed nothing when the month began.
    run_sql(
        lived,
        "UPDATE obligation SET done_on = '2012-06-28' WHERE holder = 'so-xay-dung'",
        "DELETE FROM notice WHERE agency = 'so-xay-dung' AND step = 'month-2012-07'",
        "DELETE FROM letter WHERE agency = 'so-xay-dung' AND kind = 'monthly'",
    )
    lived.live(date(2012, 7, 10), wednesday)
    assert check_of(lived, wednesday) == []


def test_a_ladder_that_stands_still_is_found(story: Story) -> None:
    """A fault that puts everybody's next day out of sight: not a word of escalation would ever be said."""
    run_sql(story, "UPDATE party SET next_on = '2100-01-01' WHERE role = 'watch'")
    story.live(date(2012, 7, 2), date(2012, 7, 5))
    found = check_of(story, date(2012, 7, 5))
    assert sum("escalate+2" in difference for difference in found) > 60


def _ticker(story: Story, day: date, hour: time) -> Ticker:
    return Ticker(
        story.database,
        lambda: story.rules,
        story.writer,
        lambda: morning(day, hour),
        Leader(story.database, "test:1:1"),
        watch=ClockWatch(wary=False),
        operator="truc@tinh.example",
    )


def test_the_daemon_checks_after_office_hours_and_raises_the_alarm_once(story: Story) -> None:
    story.live(date(2012, 6, 29), date(2012, 7, 4))
    run_sql(
        story, "DELETE FROM notice WHERE day = '2012-07-04' AND step = 'escalate+2' AND agency = 'so-noi-vu'"
    )
    day = date(2012, 7, 4)
    _ticker(story, day, time(16)).tick()
    with story.database.read() as session:
        assert (found := nightly.latest_differences(session)) is not None
        assert (found.day, found.differences) == (date(2012, 7, 3), ())
    for hour in (time(17, 30), time(23)):
        _ticker(story, day, hour).tick()
    assert story.letters(kind="alarm") == []  # the office is closed
    for hour in (time(8), time(9)):
        _ticker(story, date(2012, 7, 5), hour).tick()
    letters = story.letters(kind="alarm")
    assert [x.recipients for x in letters] == [["truc@tinh.example"]]
    assert "escalate+2" in text_of(letters[0])
    html = parsed(letters[0]).get_body(("html",))
    for said in (text_of(letters[0]), html.get_content() if html else ""):
        assert "trước ngày 05/7/2012" in said
        assert "dondoc why" in said.casefold().partition("cần làm")[2]
    with story.database.read() as session:
        assert (found := nightly.latest_differences(session)) is not None
        assert (found.day, len(found.differences)) == (day, 68)


def test_a_morning_before_the_first_letters_is_no_time_tocheck_of(story: Story) -> None:
    _ticker(story, date(2012, 7, 4), time(6)).tick()
    with story.database.read() as session:
        assert nightly.latest_differences(session) is None
