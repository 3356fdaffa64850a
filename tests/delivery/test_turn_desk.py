"""Where connections ask for their turns: nobody waits for others, and whoever asks meanwhile shares the next commit."""

import asyncio
import threading
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

import pytest

from notifications.mail.turn import Asked, SendingTurn
from scheduler.turn_desk import TurnDesk

TURN = SendingTurn(None, True, None)


def test_who_asks_while_a_commit_is_made_shares_the_next() -> None:
    groups: list[int] = []
    begun, go = threading.Event(), threading.Event()

    def serve(asked: Sequence[Asked]) -> list[SendingTurn]:
        groups.append(len(asked))
        begun.set()
        assert go.wait(10)
        return [TURN] * len(asked)

    async def morning() -> None:
        with ThreadPoolExecutor(1) as writer:
            desk = TurnDesk(serve, writer)
            first = asyncio.create_task(desk.ask(Asked()))
            await asyncio.to_thread(begun.wait, 10)
            others = [asyncio.create_task(desk.ask(Asked())) for _ in range(4)]
            await asyncio.sleep(0)
            others[0].cancel()  # told to end: the others hear all the same
            go.set()
            await asyncio.gather(first, *others[1:])
            await desk.ask(Asked())

    asyncio.run(morning())
    assert groups == [1, 4, 1]


def test_what_goes_wrong_is_heard_by_whom_it_concerns() -> None:
    def serve(asked: Sequence[Asked]) -> list[SendingTurn | Exception]:
        if len(asked) == 1:
            raise OSError("disk")
        return [TURN, ValueError("words")]

    async def morning() -> None:
        desk = TurnDesk(serve)
        with pytest.raises(OSError, match="disk"):
            await desk.ask(Asked())
        fine, odd = await asyncio.gather(desk.ask(Asked()), desk.ask(Asked()), return_exceptions=True)
        assert fine is TURN
        assert isinstance(odd, ValueError)

    asyncio.run(morning())
