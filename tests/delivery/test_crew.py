"""How many connections a channel sends by: as few as its pace needs, no more than the server bears."""

import asyncio

import pytest

from notifications.mail.faults import Fault
from notifications.mail.server_limits import RateLimit
from notifications.mail.tries import Outcome
from scheduler.crew import FORGET, Crew, OnOutcome, needed

SENT = Outcome("sent", accepted=("a@x.example",))
CLOSED = Outcome("later", "421 too many connections", Fault.DOWN)


def _crew(per_minute: int = 300, connections: int = 4) -> Crew:
    crew = Crew()
    crew.begin(RateLimit("mail:25", per_minute, connections))
    crew.at_once = 1
    return crew


@pytest.mark.parametrize(
    ("per_minute", "seconds", "connections"),
    [(300, 0.02, 1), (300, 0.2, 1), (300, 2.0, 10), (60_000, 0.02, 20)],
)
def test_the_pace_and_the_server_say_how_many_are_needed(
    per_minute: int, seconds: float, connections: int
) -> None:
    assert needed(per_minute, seconds) == connections


def test_a_quick_server_is_asked_for_one() -> None:
    assert not _crew().more_wanted(SENT, 0.02)


def test_a_slow_one_for_more_once_it_has_taken_a_letter() -> None:
    crew = _crew()
    assert not crew.more_wanted(Outcome("later", "451", Fault.TEMPORARY), 2.0)
    assert crew.more_wanted(SENT, 2.0) == 3
    crew.at_once = 4
    assert not crew.more_wanted(SENT, 2.0)


def test_what_it_did_not_bear_is_not_tried_again_soon() -> None:
    crew = _crew()
    crew.at_once = 3
    assert not crew.more_wanted(CLOSED, 0.1)
    crew.begin(crew.limit)
    crew.at_once = 2
    assert not any(crew.more_wanted(SENT, 2.0) for _ in range(FORGET - 1))
    assert crew.more_wanted(SENT, 2.0)


def test_of_several_opened_at_once_each_that_is_not_let_in_counts() -> None:
    crew = _crew()
    crew.at_once += crew.more_wanted(SENT, 2.0)
    for _ in range(2):
        crew.more_wanted(CLOSED, 0.1, is_new=True)
    crew.begin(crew.limit)
    crew.at_once = 1
    assert crew.more_wanted(SENT, 2.0) == 1


def test_an_outage_of_all_is_not_taken_for_too_many() -> None:
    crew = _crew()
    crew.at_once = 4
    for _ in range(4):
        crew.more_wanted(CLOSED, 0.1)
    crew.begin(crew.limit)
    crew.at_once = 1
    assert crew.more_wanted(SENT, 2.0) == 2


def test_all_connections_end_before_the_run_does() -> None:
    crew, open_ones = Crew(), []
    crew.begin(RateLimit("mail:25", 6000, 8))

    async def connection(told: OnOutcome) -> list[Outcome]:
        open_ones.append(len(open_ones))
        for _ in range(3):
            await asyncio.sleep(0)
            told(SENT, 0.05)
        return [SENT]

    assert asyncio.run(crew.work(connection)) == [SENT] * len(open_ones)
    assert len(open_ones) == needed(6000, 0.05)
