"""The ladders: which step is due on a day, and what is passed over."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from scheduler.policy.escalation import Watchers, audience, watch_steps
from scheduler.policy.policy import load_policy
from scheduler.policy.reminders import (
    BEGINNING,
    ObligationFacts,
    Step,
    decide,
    lead_steps,
    partner_steps,
    rungs,
)
from scheduler.working_days.vietnam import calendar

POLICY = load_policy()
CALENDAR = calendar(2011, 2030)
WATCHERS = Watchers("so-noi-vu", "van-phong-ubnd-tinh")


def facts(due: date, opens: date, **more: object) -> ObligationFacts:
    ends = CALENDAR.on_or_after(due)
    base = {"kind": "task", "since": date(2012, 1, 1), "opens": opens, "due": due, "ends": ends}
    return ObligationFacts(**(base | more))  # type: ignore[arg-type]  # the fields by name


YEAR = facts(date(2013, 12, 31), date(2013, 1, 1))
QUARTER = facts(date(2012, 6, 30), date(2012, 4, 1))
REPORT = facts(date(2012, 6, 30), date(2012, 4, 1), kind="report")


def names(steps: list[Step]) -> list[tuple[str, str]]:
    return [(str(step.name), step.on.isoformat()) for step in steps]


def until(one: ObligationFacts, last: date) -> list[Step]:
    found = []
    for step in lead_steps(one, POLICY, CALENDAR):
        if step.on > last:
            return found
        found.append(step)
    return found


def test_lead_times_follow_the_length_of_a_year() -> None:
    assert names(until(YEAR, date(2013, 12, 31))) == [
        ("opened", "2013-01-02"),
        ("before-60", "2013-11-01"),
        ("before-30", "2013-11-29"),  # 1/12 was a Sunday: the working day before
        ("before-14", "2013-12-17"),
        ("before-3", "2013-12-27"),
        ("before-0", "2013-12-31"),
    ]


def test_lead_times_follow_the_length_of_a_quarter() -> None:
    assert names(until(QUARTER, date(2012, 6, 30))) == [
        ("opened", "2012-04-03"),
        ("before-14", "2012-06-15"),
        ("before-5", "2012-06-25"),
        ("before-1", "2012-06-29"),
        ("before-0", "2012-06-29"),
    ]


def test_a_month_has_two_steps_and_the_day_itself() -> None:
    month = facts(date(2012, 5, 31), date(2012, 5, 1))
    assert [name for name, _ in names(until(month, date(2012, 5, 31)))] == [
        "before-5",
        "before-1",
        "before-0",
    ]


def test_a_report_is_not_announced_when_its_period_begins() -> None:
    assert "opened" not in [name for name, _ in names(until(REPORT, date(2012, 6, 30)))]


def test_nothing_is_said_of_days_before_the_plan_was_signed() -> None:
    late_plan = facts(date(2012, 3, 31), date(2012, 1, 1), since=date(2012, 3, 25))
    assert names(until(late_plan, date(2012, 3, 31))) == [
        ("opened", "2012-03-26"),
        ("before-5", "2012-03-26"),
        ("before-1", "2012-03-30"),
        ("before-0", "2012-03-30"),
    ]


def test_of_steps_on_one_day_the_nearest_to_the_deadline_is_told() -> None:
    decision = decide(lead_steps(QUARTER, POLICY, CALENDAR, date(2012, 6, 25)), date(2012, 6, 29))
    assert decision.tell is not None
    assert str(decision.tell.name) == "before-0"
    assert [str(step.name) for step in decision.passed] == ["before-1"]


def test_a_target_is_aimed_at_but_never_late() -> None:
    both = facts(date(2013, 12, 31), date(2012, 1, 1), target=date(2012, 12, 31))
    found = [name for name, _ in names(until(both, date(2013, 3, 31)))]
    assert found == ["opened", "target-30", "target-0"]


def test_after_an_extension_the_ladder_begins_anew() -> None:
    extended = facts(date(2012, 7, 20), date(2012, 4, 1), extended=True)
    found = [str(step.name) for step in until(extended, date(2012, 7, 20))]
    assert found[0] == "before-14@2012-07-20"


def test_partners_hear_less() -> None:
    assert [str(s.name) for s in partner_steps(QUARTER, POLICY, CALENDAR)] == ["opened", "before-14"]
    assert [str(s.name) for s in partner_steps(YEAR, POLICY, CALENDAR)] == ["opened", "before-30"]


def test_rungs_go_on_without_end() -> None:
    found = rungs((2, 5, 10), 5, climbed=12)
    assert [next(found) for _ in range(3)] == [15, 20, 25]
    assert list(rungs((2, 5), None)) == [2, 5]
    assert list(rungs((), 5)) == []


def test_nobody_is_told_of_themselves() -> None:
    ladder = POLICY.report
    assert audience(["so-y-te"], ladder, WATCHERS) == {"so-noi-vu": 2, "van-phong-ubnd-tinh": 10}
    assert audience(["so-noi-vu"], ladder, WATCHERS) == {"van-phong-ubnd-tinh": 2}
    assert audience(["van-phong-ubnd-tinh"], ladder, WATCHERS) == {"so-noi-vu": 2}
    assert audience(["so-noi-vu", "van-phong-ubnd-tinh"], ladder, WATCHERS) == {}


def test_tasks_are_not_escalated() -> None:
    assert audience(["so-y-te"], POLICY.task, WATCHERS) == {}


def test_the_office_above_hears_from_the_tenth_day_on() -> None:
    steps = watch_steps(REPORT, POLICY.report, 10, CALENDAR)
    assert [str(next(steps).name) for _ in range(3)] == ["escalate+10", "escalate+15", "escalate+20"]


@given(st.lists(st.integers(0, 400), min_size=1, max_size=12, unique=True), st.booleans())
def test_however_seldom_one_asks_every_step_is_told_or_passed_over_once(
    days: list[int], report: bool
) -> None:
    """Asked on any days at all, no step is lost and none comes twice; the last one asked about is told."""
    one = REPORT if report else QUARTER
    told_on, seen = BEGINNING, []
    for day in sorted(date(2012, 3, 1) + timedelta(n) for n in days):
        decision = decide(lead_steps(one, POLICY, CALENDAR, told_on), day)
        seen += [*(s.name for s in decision.passed), *([decision.tell.name] if decision.tell else [])]
        if decision.tell:
            told_on = day
        assert decision.next_on is None or decision.next_on > day
    last = max(date(2012, 3, 1) + timedelta(n) for n in days)
    assert seen == [step.name for step in until(one, last)]
