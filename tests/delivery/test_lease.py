"""The lease: one thinks, a dead one is followed, a sleeper cannot write."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest

from plan.storage import lease
from plan.storage.database import Database
from plan.storage.lease import FencedError, HeldLease

NOW = datetime(2012, 7, 4, 1, tzinfo=UTC)
HERE, THERE = "here:1:a", "there:1:b"


def take(database: Database, who: str, now: datetime = NOW) -> HeldLease | None:
    with database.begin() as session:
        return lease.take(session, who, now)


def test_one_holds_it_and_may_prolong_it(empty: Database) -> None:
    first = take(empty, HERE)
    assert take(empty, THERE) is None
    assert take(empty, HERE) == first


def test_when_it_runs_out_the_next_one_has_a_higher_fence(empty: Database) -> None:
    first, later = take(empty, HERE), NOW + lease.LASTS + timedelta(seconds=1)
    second = take(empty, THERE, later)
    assert first is not None
    assert second == HeldLease(THERE, first.fence + 1)


def test_who_slept_through_it_cannot_write(empty: Database) -> None:
    first, later = take(empty, HERE), NOW + lease.LASTS + timedelta(seconds=1)
    assert first is not None
    take(empty, THERE, later)
    with pytest.raises(FencedError), empty.begin() as session:
        lease.keep(session, first, later)


def test_given_up_it_is_free_at_once(empty: Database) -> None:
    first = take(empty, HERE)
    assert first is not None
    with empty.begin() as session:
        lease.give_up(session, first, NOW)
    assert take(empty, THERE, NOW + timedelta(milliseconds=1)) is not None


def test_a_clock_set_back_does_not_lock_it_for_days(empty: Database) -> None:
    take(empty, HERE, NOW + timedelta(days=2))
    assert take(empty, THERE, NOW) is not None


def test_of_many_at_once_one_gets_it(empty: Database) -> None:
    with ThreadPoolExecutor(6) as pool:
        held = list(pool.map(lambda n: take(empty, f"m{n}:1:x"), range(6)))
    assert sum(one is not None for one in held) == 1
