"""The queue: one letter in one hand at a time, and none forgotten."""

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event
from sqlalchemy.exc import IntegrityError

from notifications.mail import outbox, pauses
from notifications.mail.faults import Fault
from notifications.mail.server_limits import CLAIM, RateLimit
from notifications.mail.tries import ClaimedLetter, Outcome
from notifications.mail.turn import Seat, take_turn
from plan.models import Letter, ServerState
from plan.storage.database import Database
from plan.storage.processes import worker_id
from tests.delivery.queue import DAY, fill

NOW = datetime(2012, 7, 4, 1, tzinfo=UTC)
ME, OTHER = "host:1:a", "host:2:b"


def _claim(database: Database, who: str, now: datetime = NOW) -> ClaimedLetter | None:
    with database.begin() as session:
        return take_turn(session, Seat(who), now, DAY).letter


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
    assert _claim(empty, OTHER, NOW + CLAIM) is None
    assert _claim(empty, OTHER, NOW + CLAIM + timedelta(seconds=1)) is not None


def test_what_a_dead_process_held_is_taken_back(empty: Database) -> None:
    fill(empty, 1, NOW)
    mine = worker_id("now")
    _claim(empty, f"{mine.split(':')[0]}:999999999:before")
    with empty.begin() as session:
        assert outbox.recover(session, mine, NOW) == 1
    assert _claim(empty, mine) is not None


def test_what_a_living_process_holds_is_left_alone(empty: Database) -> None:
    fill(empty, 1, NOW)
    host = worker_id("now").split(":")[0]
    _claim(empty, f"{host}:1:init")
    with empty.begin() as session:
        assert outbox.recover(session, worker_id("now"), NOW) == 0


def test_a_number_given_to_us_after_its_holder_died_is_ours(empty: Database) -> None:
    fill(empty, 1, NOW)
    _claim(empty, worker_id("before"))
    with empty.begin() as session:
        assert outbox.recover(session, worker_id("now"), NOW) == 1


def test_one_letter_of_a_kind_a_day(empty: Database) -> None:
    fill(empty, 1, NOW)
    with pytest.raises(IntegrityError):
        fill(empty, 1, NOW)


def test_held_means_nothing_leaves(empty: Database) -> None:
    fill(empty, 1, NOW)
    with empty.begin() as session:
        pauses.pause(session, paused=True)
    assert _claim(empty, ME) is None
    with empty.begin() as session:
        pauses.pause(session, paused=False)
    assert _claim(empty, ME) is not None


def test_a_waiting_letter_can_be_tried_at_once(empty: Database) -> None:
    fill(empty, 1, NOW)
    letter = _claim(empty, ME)
    assert letter is not None
    with empty.begin() as session:
        outbox.record(session, letter, Outcome("later", "451", Fault.TEMPORARY), NOW)
    assert _claim(empty, ME) is None
    with empty.begin() as session:
        assert outbox.retry(session, letter.id, NOW, DAY) == "queued"
    assert _claim(empty, ME) is not None


def test_a_letter_of_another_day_is_not_sent(empty: Database) -> None:
    fill(empty, 1, NOW)
    for days in (-1, 1):
        with empty.begin() as session:
            assert take_turn(session, Seat(ME), NOW, DAY + timedelta(days)).letter is None


def test_what_is_held_for_one_agency_leaves_the_others_alone(empty: Database) -> None:
    fill(empty, 2, NOW)
    with empty.begin() as session:
        pauses.pause(session, paused=True, agency="so-1")
    letter = _claim(empty, ME)
    assert letter is not None
    assert "so-2" in letter.message_id
    assert _claim(empty, ME) is None


def test_who_was_too_slow_cannot_speak_for_a_letter_that_another_has(empty: Database) -> None:
    fill(empty, 1, NOW)
    slow = _claim(empty, ME)
    later = NOW + CLAIM + timedelta(seconds=1)
    assert slow is not None
    assert _claim(empty, OTHER, later) is not None
    with empty.begin() as session:
        assert not outbox.record(session, slow, Outcome("later", "451", Fault.TEMPORARY), later)
        assert session.get_one(Letter, slow.id).claimed_by == OTHER


def test_what_is_sent_is_sent_whoever_says_so(empty: Database) -> None:
    """The other sender gets a repeat at most; forgotten, the letter would go a third time."""
    fill(empty, 1, NOW)
    slow = _claim(empty, ME)
    later = NOW + CLAIM + timedelta(seconds=1)
    assert slow is not None
    _claim(empty, OTHER, later)
    with empty.begin() as session:
        assert outbox.record(session, slow, Outcome("sent"), later)
    assert _claim(empty, OTHER, later + 2 * CLAIM) is None


@pytest.mark.parametrize("back", [timedelta(days=2), timedelta(days=40)])
def test_a_clock_set_back_frees_what_it_would_lock_for_days(empty: Database, back: timedelta) -> None:
    fill(empty, 1, NOW)
    ahead = NOW + back
    with empty.begin() as session:
        letter = take_turn(session, Seat("elsewhere:1:a"), ahead, DAY).letter
        assert letter is not None
    assert _claim(empty, ME, NOW) is not None


def test_no_more_than_so_many_go_in_any_minute(empty: Database) -> None:
    fill(empty, 10, NOW)
    limit = RateLimit("mail:25", per_minute=4, connections=10)
    taken: list[datetime] = []
    for second in range(0, 180, 5):
        now = NOW + timedelta(seconds=second)
        while True:
            with empty.begin() as session:
                letter = take_turn(session, Seat(ME, limit), now, DAY).letter
                if letter is None:
                    break
                outbox.record(session, letter, Outcome("sent"), now, limit)
            taken.append(now)
    assert len(taken) == 10
    for start in taken:
        assert sum(start <= t < start + timedelta(minutes=1) for t in taken) <= 4


def test_no_more_than_so_many_connections_at_once(empty: Database) -> None:
    fill(empty, 5, NOW)
    limit = RateLimit("mail:25", per_minute=1000, connections=2)
    with empty.begin() as session:
        taken = [take_turn(session, Seat(f"host:{n}:x", limit), NOW, DAY).letter for n in range(5)]
    assert [letter is not None for letter in taken] == [True, True, False, False, False]


def test_a_server_that_fails_is_left_alone_longer_each_time_but_never_long(empty: Database) -> None:
    fill(empty, 1, NOW)
    limit = RateLimit("mail:25", per_minute=1000, connections=1)
    now, waits = NOW, []
    for _ in range(8):
        with empty.begin() as session:
            letter = take_turn(session, Seat(ME, limit), now, DAY).letter
            assert letter is not None
            outbox.record(session, letter, Outcome("later", "gone", Fault.DOWN), now, limit)
            until = session.get_one(ServerState, "mail:25").paused_until
            assert until is not None
            assert take_turn(session, Seat(ME, limit), until - timedelta(seconds=1), DAY).letter is None
        waits.append((until - now).total_seconds())
        now = until
    assert waits == [30, 60, 120, 300, 600, 900, 900, 900]
    with empty.read() as session:
        assert session.get_one(Letter, letter.id).attempts == 0  # not the letter's fault


def test_the_next_letter_is_found_without_sorting_all_that_wait(tmp_path: Path) -> None:
    """A thousand letters took three times as long as they should: each claim read and sorted the whole queue."""
    raw = sqlite3.connect(tmp_path / "plan.db")
    database = Database(f"sqlite:///{tmp_path / 'plan.db'}")
    said: list[tuple[str, Any]] = []
    event.listen(
        database.engine, "before_cursor_execute", lambda _c, _k, sql, given, *_: said.append((sql, given))
    )
    with database.begin() as session:
        take_turn(session, Seat("here:1:a"), NOW, NOW.date())
    ours = [one for one in said if one[0].startswith("UPDATE letter")]
    assert len(ours) == 1
    plan = [row[3] for row in raw.execute("EXPLAIN QUERY PLAN " + ours[0][0], ours[0][1])]
    raw.close()
    database.close()
    searches = [line for line in plan if line.startswith("SEARCH letter")]
    assert len(searches) == 6  # one letter of each kind that may go, and the one that is taken
    assert sum("ix_letter_queue (state=? AND channel=? AND try_at" in line for line in searches) == 4, plan
    # What is sorted are the firsts of the five kinds, and what a sender died with.
    assert sum("TEMP B-TREE" in line for line in plan) <= 2, plan


def test_an_address_that_took_it_from_a_slow_sender_gets_it_no_more(empty: Database) -> None:
    fill(empty, 1, NOW, ("a@x.example", "b@x.example"))
    slow = _claim(empty, ME)
    then = NOW + CLAIM + timedelta(seconds=1)
    quick = _claim(empty, OTHER, then)
    assert slow
    assert quick
    with empty.begin() as session:
        said = Outcome("later", "450 busy", Fault.TEMPORARY, accepted=("a@x.example",))
        assert not outbox.record(session, slow, said, then)
        assert outbox.record(session, quick, Outcome("later", "450 busy", Fault.TEMPORARY), then)
    third = _claim(empty, ME, then + timedelta(hours=6))
    assert third
    assert third.recipients == ("b@x.example",)
