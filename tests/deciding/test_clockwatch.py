"""A clock that somebody sets: nothing is said until it has kept steady for a while."""

from datetime import UTC, datetime, timedelta

import pytest

from plan.clock import Steadiness
from scheduler.clock_guard import BELIEVED_AFTER, ClockWatch

NOW = datetime(2012, 7, 4, 1, tzinfo=UTC)


class Machine:
    """A wall clock and the time that passes, both turned by hand."""

    def __init__(self) -> None:
        self.wall, self.even = NOW, 1000.0
        self.watch = ClockWatch(steadiness=Steadiness(lambda: self.wall, lambda: self.even))
        self.watch.look()

    def passes(self, seconds: float) -> timedelta | None:
        self.wall += timedelta(seconds=seconds)
        self.even += seconds
        return self.watch.look()

    def doubt(self, ticked: datetime) -> str | None:
        return self.watch.doubt(self.wall, ticked)


def test_time_that_just_passes_is_no_jump() -> None:
    machine = Machine()
    assert machine.passes(86400) is None
    assert machine.doubt(NOW) is None


def test_what_time_servers_do_is_no_reason_for_doubt() -> None:
    machine = Machine()
    machine.wall += timedelta(seconds=90)
    assert machine.passes(1) == timedelta(seconds=90)
    assert machine.doubt(NOW) is None


@pytest.mark.parametrize("days", [40, -40, 2, -2])
def test_set_by_days_it_is_believed_only_after_a_while(days: int) -> None:
    machine = Machine()
    machine.wall += timedelta(days)
    assert machine.passes(1) == timedelta(days)
    assert machine.doubt(NOW)
    machine.passes(BELIEVED_AFTER - 2)
    assert machine.doubt(NOW)
    machine.passes(2)
    assert machine.doubt(min(NOW, machine.wall)) is None


def test_whoever_asks_before_the_next_look_is_not_fooled() -> None:
    """The daemon looks once a second; a tick may come in between."""
    machine = Machine()
    machine.wall += timedelta(40)
    assert machine.watch.unsteady
    assert machine.doubt(NOW)
    assert machine.watch.look() == timedelta(40)  # and the daemon is told all the same, to wake its jobs
    assert machine.watch.look() is None


def test_set_back_it_is_watched_once_not_twice() -> None:
    machine = Machine()
    machine.wall -= timedelta(2)
    machine.passes(1)
    assert machine.doubt(NOW)
    machine.passes(BELIEVED_AFTER)
    assert machine.doubt(NOW) is None  # although it stands before the last tick


def test_how_long_it_must_keep_steady_can_be_said() -> None:
    machine = Machine()
    machine.watch.steady_for = 30.0
    machine.wall += timedelta(40)
    machine.passes(29)
    assert machine.doubt(NOW)
    machine.passes(30)
    assert machine.doubt(NOW) is None


def test_set_wrong_and_right_again_within_the_while_nothing_was_said() -> None:
    machine = Machine()
    machine.wall += timedelta(40)
    machine.passes(60)
    assert machine.doubt(NOW)
    machine.wall -= timedelta(40)
    machine.passes(60)
    assert machine.doubt(NOW)


def test_started_behind_the_last_tick_it_waits() -> None:
    machine = Machine()
    ticked = NOW + timedelta(2)
    assert machine.doubt(ticked)
    machine.passes(BELIEVED_AFTER + 1)
    assert machine.doubt(ticked) is None


def test_years_behind_the_last_tick_nothing_is_ever_said() -> None:
    machine = Machine()
    for _ in range(20):
        machine.passes(BELIEVED_AFTER)
        assert "set it right" in (machine.doubt(NOW + timedelta(3000)) or "")


def test_a_clock_set_by_hand_is_believed_at_once() -> None:
    watch = ClockWatch(wary=False)
    assert watch.doubt(NOW, NOW + timedelta(40)) is None
