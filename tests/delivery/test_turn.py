"""What a letter costs the database: one commit, whatever the queue; and what was remembered against a server."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import event
from sqlmodel import select

from notifications.mail import outbox, pauses
from notifications.mail.faults import Fault
from notifications.mail.server_limits import CLAIM, RateLimit
from notifications.mail.tries import ClaimedLetter, Outcome
from notifications.mail.turn import Asked, Seat, SendingTurn, take_turn
from plan.models import Letter, LetterState, ServerState
from plan.storage.database import Database
from scheduler.send_run import sending_turns
from tests.delivery.queue import DAY, fill

NOW = datetime(2012, 7, 4, 1, tzinfo=UTC)
SEAT = Seat("host:1:a", RateLimit("mail:25", per_minute=1000, connections=1))
MANY = Seat("host:1:a", RateLimit("mail:25", per_minute=1000, connections=4))


def _turn(
    database: Database, done: tuple[ClaimedLetter, Outcome] | None = None, now: datetime = NOW
) -> SendingTurn:
    (turn,) = _turns(database, Asked(done), now=now)
    return turn


def _turns(database: Database, *asked: Asked, now: datetime = NOW, seat: Seat = SEAT) -> list[SendingTurn]:
    turns = sending_turns(database, seat, now, DAY, asked)
    assert not any(isinstance(turn, Exception) for turn in turns)
    return [turn for turn in turns if isinstance(turn, SendingTurn)]


def _sent(letter: ClaimedLetter | None) -> tuple[ClaimedLetter, Outcome]:
    assert letter is not None
    return letter, Outcome("sent", accepted=letter.recipients)


def test_a_letter_costs_three_statements_and_one_commit(empty: Database) -> None:
    fill(empty, 3, NOW)
    letter = _turn(empty).letter
    asked: list[str] = []
    commits: list[object] = []
    event.listen(empty.engine, "before_cursor_execute", lambda *args: asked.append(args[2]))
    event.listen(empty.engine, "commit", commits.append)
    _turn(empty, _sent(letter))
    begun = [one for one in asked if not one.startswith("BEGIN")]
    on_server = empty.engine.dialect.name != "sqlite"  # which is locked by a statement of its own
    assert (len(begun), len(commits)) == (3 + on_server, 1), begun


def test_the_fate_of_a_letter_is_as_if_it_were_recorded_alone(empty: Database) -> None:
    fill(empty, 2, NOW)
    second = _turn(empty, _sent(_turn(empty).letter)).letter
    assert second is not None
    assert _turn(empty, _sent(second)).letter is None
    with empty.read() as session:
        for row in session.exec(select(Letter)):
            assert (row.state, row.attempts, row.accepted) == (LetterState.SENT, 1, row.recipients)
            assert row.claimed_by is row.claimed_until is row.error is None
            assert row.finished_at == NOW


def test_a_letter_that_goes_clears_what_was_held_against_the_server(empty: Database) -> None:
    fill(empty, 2, NOW)
    first = _turn(empty).letter
    assert first is not None
    down = _turn(empty, (first, Outcome("later", "gone", Fault.DOWN)))
    assert down.letter is None
    later = NOW + timedelta(minutes=20)
    turn = _turn(empty, _sent(_turn(empty, now=later).letter), later)
    assert turn.letter is not None
    with empty.read() as session:
        assert session.exec(select(ServerState.failures)).one() == 0


def test_another_sender_took_it_meanwhile(empty: Database) -> None:
    fill(empty, 1, NOW)
    slow = _turn(empty).letter
    assert slow is not None
    long_after = NOW + timedelta(minutes=30)
    with empty.begin() as session:
        again = take_turn(session, Seat("host:2:b", SEAT.limit), long_after, DAY).letter
    assert again is not None
    assert again.id == slow.id
    assert not _turn(empty, (slow, Outcome("later", "450", Fault.TEMPORARY)), long_after).ours


@pytest.mark.parametrize("shift", [2 * CLAIM, -3 * CLAIM])
def test_what_another_connection_has_in_hand_is_not_taken_however_long_ago(
    empty: Database, shift: timedelta
) -> None:
    """The clock was set, or the database was away for long: the server may have taken the letter already."""
    fill(empty, 2, NOW - 3 * CLAIM)
    first, second = (turn.letter for turn in _turns(empty, Asked(), Asked(), seat=MANY))
    assert _turns(empty, Asked(_sent(first)), now=NOW + shift, seat=MANY)[0].letter is None
    assert _turns(empty, Asked(_sent(second)), now=NOW + shift, seat=MANY)[0].letter is None
    with empty.read() as session:
        assert set(session.exec(select(Letter.state))) == {LetterState.SENT}


def test_a_claim_of_our_own_that_we_lost_sight_of_is_found_again(empty: Database) -> None:
    fill(empty, 1, NOW)
    assert _turn(empty).letter is not None  # and the answer was lost with the database
    for now, found in ((NOW + CLAIM, 0), (NOW + CLAIM + timedelta(seconds=1), 1)):
        with empty.begin() as session:
            assert outbox.recover(session, SEAT.worker_id, now) == found
    assert _turn(empty, now=NOW + 2 * CLAIM).letter is not None


def test_what_is_paused_meanwhile_is_not_claimed(empty: Database) -> None:
    fill(empty, 3, NOW)
    first = _turn(empty).letter
    with empty.begin() as session:
        pauses.pause(session, paused=True, agency="so-2")
    third = _turn(empty, _sent(first)).letter
    assert third is not None
    assert third.agency == "so-3"
    with empty.begin() as session:
        pauses.pause(session, paused=True)
    assert _turn(empty, _sent(third)).letter is None


def test_letters_that_come_together_share_one_commit(empty: Database) -> None:
    fill(empty, 6, NOW)
    letters = [turn.letter for turn in _turns(empty, Asked(), Asked(), Asked(), seat=MANY)]
    asked: list[str] = []
    commits: list[object] = []
    event.listen(empty.engine, "before_cursor_execute", lambda *args: asked.append(args[2]))
    event.listen(empty.engine, "commit", commits.append)
    turns = _turns(
        empty, *(Asked(_sent(one)) for one in letters[:2]), Asked(_sent(letters[2]), last=True), seat=MANY
    )
    on_server = empty.engine.dialect.name != "sqlite"
    begun = [one for one in asked if not one.startswith("BEGIN")]
    assert (len(begun), len(commits)) == (3 + on_server, 1), begun
    assert [turn.letter.id if turn.letter else None for turn in turns] == [4, 5, None]
    with empty.read() as session:
        states = session.exec(select(Letter.state).order_by(Letter.id)).all()  # type: ignore[arg-type]  # a column
    assert states == [LetterState.SENT] * 3 + [LetterState.SENDING] * 2 + [LetterState.WAITING]


def test_no_more_are_claimed_together_than_the_server_bears(empty: Database) -> None:
    fill(empty, 6, NOW)
    limit = RateLimit("mail:25", per_minute=3, connections=2)
    first = _turns(empty, *[Asked()] * 4, seat=Seat("host:1:a", limit))
    assert [turn.letter.id if turn.letter else None for turn in first] == [1, 2, None, None]
    done = [Asked(_sent(turn.letter)) for turn in first[:2]]
    assert [bool(turn.letter) for turn in _turns(empty, *done, seat=Seat("host:1:a", limit))] == [True, False]


def test_one_that_takes_more_costs_the_others_nothing(empty: Database) -> None:
    """Words that no database takes, a letter that waits, and one that another sender has by now."""
    fill(empty, 6, NOW)
    asked = [turn.letter for turn in _turns(empty, *[Asked()] * 4, seat=MANY)]
    went, odd, lost, late = (one for one in asked if one)
    with empty.begin() as session:
        session.get_one(Letter, lost.id).claimed_by = "host:2:b"
    unwritable = Outcome("later", "450 \ud800", Fault.TEMPORARY)
    turns = sending_turns(
        empty,
        MANY,
        NOW,
        DAY,
        [
            Asked(_sent(went)),
            Asked((odd, unwritable), last=True),
            Asked((lost, Outcome("later", "450", Fault.TEMPORARY))),
            Asked((late, Outcome("later", "450", Fault.TEMPORARY)), last=True),
        ],
    )
    assert [isinstance(turn, Exception) for turn in turns] == [False, True, False, False]
    assert [turn.ours for turn in turns if isinstance(turn, SendingTurn)] == [True, False, True]
    with empty.read() as session:
        states = [session.get_one(Letter, one.id).state for one in (went, odd, lost, late)]
    assert states == [LetterState.SENT, LetterState.SENDING, LetterState.SENDING, LetterState.WAITING]
