"""What the owner of a calendar may choose: less of it, alarms, tasks in place of days."""

from datetime import UTC, date, datetime

import pytest
from icalendar import Calendar

from plan.subscriptions.choices import Choice, ChoiceError, from_json


def summaries(body: bytes, kind: str = "VEVENT") -> list[str]:
    return [
        str(c["SUMMARY"]).removeprefix("[Chủ trì] ").partition(" – ")[0]
        for c in Calendar.from_ical(body).walk(kind)
    ]


@pytest.mark.parametrize(
    ("choice", "left"),
    [
        ({}, ["a", "b", "c", "[Đã xong] [Chủ trì] d"]),
        ({"role": "lead"}, ["a", "c", "[Đã xong] [Chủ trì] d"]),
        ({"role": "partner"}, ["b"]),
        ({"kind": "report"}, ["c"]),
        ({"plan": "40/QĐ-UBND"}, ["b"]),
        ({"only_open": True}, ["a", "b", "c"]),
        ({"only_open": True, "role": "lead", "kind": "task"}, ["a"]),
    ],
)
def test_filters(duty, build, choice: dict[str, object], left: list[str]) -> None:
    body = build(
        duty(id=1, title="a"),
        duty(id=2, title="b", leads=("so-y-te",), partners=("so-noi-vu",), plan_code="40/QĐ-UBND"),
        duty(id=3, title="c", kind="report"),
        duty(id=4, title="d", status="done", done_on=date(2012, 5, 1)),
        choice=choice,
    )
    assert [s.removeprefix("[Phối hợp] ") for s in summaries(body)] == left


@pytest.mark.parametrize(
    ("days", "trigger"), [(0, "PT9H"), (1, "-PT15H"), (3, "-P2DT15H"), (14, "-P13DT15H")]
)
def test_an_alarm_rings_at_nine(duty, build, days: int, trigger: str) -> None:
    body = build(duty(), choice={"alarm": days})
    (alarm,) = Calendar.from_ical(body).walk("VALARM")
    assert alarm["ACTION"] == "DISPLAY"
    assert f"TRIGGER:{trigger}\r\n".encode() in body
    midnight = datetime.combine(duty().due, datetime.min.time())
    assert (midnight + alarm["TRIGGER"].dt).hour == 9
    assert str(alarm["DESCRIPTION"]).startswith("[Chủ trì] Rà soát")


@pytest.mark.parametrize("status", ["done", "done-late", "cancelled"])
def test_no_alarm_for_what_is_over(duty, build, status: str) -> None:
    over = duty(status=status, done_on=date(2012, 5, 1), cancelled_on=date(2012, 5, 1))
    assert b"VALARM" not in build(over, choice={"alarm": 1})


def test_alarms_go_only_so_far() -> None:
    for days in (-1, 61):
        with pytest.raises(ChoiceError, match="từ 0 đến 60"):
            Choice(alarm=days)


def test_tasks_to_tick_off(duty, build) -> None:
    body = build(duty(), choice={"todo": True, "alarm": 1})
    (todo,) = Calendar.from_ical(body).walk("VTODO")
    assert b"VEVENT" not in body
    assert b"DTSTART;VALUE=DATE:20120401\r\nDUE;VALUE=DATE:20120630\r\n" in body
    assert todo["STATUS"] == "NEEDS-ACTION"
    assert b"TRIGGER;RELATED=END:-PT15H\r\n" in body
    assert b"TRANSP" not in body


def test_a_task_that_is_due_when_it_begins_has_no_beginning(duty, build) -> None:
    """RFC 5545, 3.8.2.3: DUE must be later than DTSTART."""
    assert b"DTSTART" not in build(duty(opens=date(2012, 6, 30)), choice={"todo": True})


def test_a_task_that_is_done_is_ticked_off(duty, build) -> None:
    body = build(duty(status="done", done_on=date(2012, 5, 2)), choice={"todo": True})
    (todo,) = Calendar.from_ical(body).walk("VTODO")
    assert todo["STATUS"] == "COMPLETED"
    assert todo["COMPLETED"].dt == datetime(2012, 5, 1, 17, tzinfo=UTC)  # midnight in Vietnam
    assert todo["PERCENT-COMPLETE"] == 100
    cancelled = duty(status="cancelled", cancelled_on=date(2012, 5, 2))
    assert b"STATUS:CANCELLED" in build(cancelled, choice={"todo": True})


def test_the_day_and_the_task_are_two_things(duty, build) -> None:
    event, todo = (
        next(iter(Calendar.from_ical(build(duty(), choice=c)).walk(k)))["UID"]
        for c, k in (({}, "VEVENT"), ({"todo": True}, "VTODO"))
    )
    assert event != todo


def test_a_choice_comes_back_as_it_was_stored() -> None:
    choice = Choice(role="lead", plan="39/QĐ-UBND", only_open=True, alarm=0)
    assert from_json(choice.to_json()) == choice
    assert from_json({"role": "lead", "colour": "red"}) == Choice(role="lead")
    assert Choice().to_json() == {}
