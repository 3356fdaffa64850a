"""SEQUENCE and LAST-MODIFIED move with every change that can be seen, and never back."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

from icalendar import Calendar

from plan.listing import Duty
from plan.status import status_on

MADE = datetime(2012, 3, 26, 1, 2, 3, tzinfo=UTC)


def version(body: bytes) -> tuple[int, datetime]:
    (event,) = Calendar.from_ical(body).walk("VEVENT")
    assert event["DTSTAMP"].dt == event["LAST-MODIFIED"].dt
    return int(event["SEQUENCE"]), event["LAST-MODIFIED"].dt


def test_a_version_is_the_rows_own_in_whole_seconds(duty, build) -> None:
    assert version(build(duty(revision=4))) == (4, MADE)


def test_passing_into_lateness_moves_both(duty, build) -> None:
    midnight = datetime(2012, 7, 2, 17, tzinfo=UTC)  # 3 July in Vietnam
    assert version(build(duty(status="late"))) == (1, midnight)
    told_since = duty(status="late", revision=2, changed_at=datetime(2012, 8, 1, tzinfo=UTC))
    assert version(build(told_since)) == (3, datetime(2012, 8, 1, tzinfo=UTC))


def test_days_noted_in_advance_move_both_when_they_come(duty, build) -> None:
    ahead = duty(status="cancelled", cancelled_on=date(2012, 5, 31))
    assert version(build(ahead)) == (1, datetime(2012, 5, 30, 17, tzinfo=UTC))


def test_a_life_told_day_by_day_never_goes_back(duty: Callable[..., Duty], build) -> None:
    """Late, done, reopened (late again), put off, late once more, cancelled: every day is looked at."""
    acts = {
        date(2012, 7, 20): {"done_on": date(2012, 7, 20)},
        date(2012, 8, 1): {"done_on": None},
        date(2012, 8, 10): {"due": date(2012, 8, 31), "ends": date(2012, 8, 31)},
        date(2012, 9, 20): {"cancelled_on": date(2012, 9, 20)},
    }
    facts: dict[str, object] = {"revision": 0, "due": date(2012, 6, 30), "ends": date(2012, 7, 2)}
    seen = (-1, datetime(2000, 1, 1, tzinfo=UTC))
    last_event, changed = b"", MADE
    for n in range(200):
        today = date(2012, 5, 1) + timedelta(n)
        if today in acts:
            changed = datetime(today.year, today.month, today.day, 3, tzinfo=UTC)
            facts |= acts[today] | {"revision": int(str(facts["revision"])) + 1}
        row = duty(**facts, changed_at=changed)
        status = status_on(
            today, opens=row.opens, ends=row.ends, done_on=row.done_on, cancelled_on=row.cancelled_on
        )
        body = build(duty(**facts, changed_at=changed, status=status), today=today)
        if b"BEGIN:VEVENT" not in body:
            continue
        now = version(body)
        assert now[0] >= seen[0], today
        assert now[1] >= seen[1], today
        assert body == last_event or now[1] > seen[1], f"{today}: changed without a newer LAST-MODIFIED"
        seen, last_event = now, body
    assert seen[0] == 4
