"""The queue: one letter in one hand at a time, and none forgotten."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy.exc import IntegrityError

from notifications import outbox
from notifications.outbox import Outcome
from plan.database import Database
from tests.delivery.queue import fill

NOW = datetime(2012, 7, 4, 1, tzinfo=UTC)
ME, OTHER = "host:1:a", "host:2:b"


def _claim(database: Database, who: str, now: datetime = NOW) -> outbox.Claimed | None:
    with database.begin() as session:
        return outbox.claim(session, who, now)


def test_a_claimed_letter_is_nobody_elses(empty: Database) -> None:
    fill(empty, 1, NOW)
    assert _claim(empty, ME) is not None
    assert _claim(empty, OTHER) is None


def test_threads_that_compete_take_each_letter_once(empty: Database) -> None:
    fill(empty, 40, NOW)

    def work(who: str) -> list[int]:
        return [letter.id for _ in range(40) if (letter := _claim(empty, who))]

    with ThreadPoolExecutor(4) as pool:
        taken = [n for part in pool.map(work, [f"host:{n}:x" for n in range(4)]) for n in part]
    assert sorted(taken) == list(range(1, 41))


def test_a_claim_that_ran_out_is_free_again(empty: Database) -> None:
    fill(empty, 1, NOW)
    _claim(empty, ME)
    assert _claim(empty, OTHER, NOW + outbox.CLAIM) is None
    assert _claim(empty, OTHER, NOW + outbox.CLAIM + timedelta(seconds=1)) is not None


def test_what_a_dead_process_held_is_taken_back(empty: Database) -> None:
    fill(empty, 1, NOW)
    mine = outbox.me("now")
    _claim(empty, f"{mine.split(':')[0]}:999999999:before")
    with empty.begin() as session:
        assert outbox.recover(session, mine, NOW) == 1
    assert _claim(empty, mine) is not None


def test_what_a_living_process_holds_is_left_alone(empty: Database) -> None:
    fill(empty, 1, NOW)
    host = outbox.me("now").split(":")[0]
    _claim(empty, f"{host}:1:init")
    with empty.begin() as session:
        assert outbox.recover(session, outbox.me("now"), NOW) == 0


def test_a_number_given_to_us_after_its_holder_died_is_ours(empty: Database) -> None:
    fill(empty, 1, NOW)
    _claim(empty, outbox.me("before"))
    with empty.begin() as session:
        assert outbox.recover(session, outbox.me("now"), NOW) == 1


def test_one_letter_of_a_kind_a_day(empty: Database) -> None:
    fill(empty, 1, NOW)
    with pytest.raises(IntegrityError):
        fill(empty, 1, NOW)


def test_held_means_nothing_leaves(empty: Database) -> None:
    fill(empty, 1, NOW)
    with empty.begin() as session:
        outbox.hold(session, held=True)
    assert _claim(empty, ME) is None
    with empty.begin() as session:
        outbox.hold(session, held=False)
    assert _claim(empty, ME) is not None


def test_a_refused_letter_can_be_queued_again(empty: Database) -> None:
    fill(empty, 1, NOW)
    letter = _claim(empty, ME)
    assert letter is not None
    with empty.begin() as session:
        outbox.record(session, letter, Outcome("refused", "550"), NOW)
    assert _claim(empty, ME) is None
    with empty.begin() as session:
        assert outbox.retry(session, letter.id, NOW)
    assert _claim(empty, ME) is not None
