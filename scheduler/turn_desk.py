"""Where the connections of a channel ask for their turns: those that ask at the same time are served together.

While one transaction is made durable the next askers wait, and are all served in the one that follows. So a lone
connection never waits for others, and many of them share the cost of a commit. Nobody hears before it is durable.
"""

import asyncio
from collections.abc import Callable, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, field

from notifications.mail.turn import Asked, SendingTurn

Serve = Callable[[Sequence[Asked]], Sequence[SendingTurn | Exception]]
"""Serves each that asked, in their order; an exception is for that one alone."""


@dataclass(slots=True)
class TurnDesk:
    """Serves at the database, beside the loop, one group after another."""

    serve: Serve
    writer: Executor | None = None  # the one thread that all connections of a process write by
    _waiting: list[tuple[Asked, asyncio.Future[SendingTurn]]] = field(default_factory=list)
    _serving: asyncio.Task[None] | None = None

    async def ask(self, asked: Asked) -> SendingTurn:
        """What became of it, once that is durable."""
        answer: asyncio.Future[SendingTurn] = asyncio.get_running_loop().create_future()
        self._waiting.append((asked, answer))
        if self._serving is None:
            self._serving = asyncio.create_task(self._serve())
        return await answer

    async def _serve(self) -> None:
        """Until nobody waits."""
        while self._waiting:
            group, self._waiting = self._waiting, []
            turns = await self._at_the_database([asked for asked, _ in group])
            for (_, answer), turn in zip(group, turns, strict=True):
                if answer.done():  # whoever asked was told to end
                    continue
                if isinstance(turn, Exception):
                    answer.set_exception(turn)
                else:
                    answer.set_result(turn)
        self._serving = None

    async def _at_the_database(self, asked: list[Asked]) -> Sequence[SendingTurn | Exception]:
        try:
            return await asyncio.get_running_loop().run_in_executor(self.writer, self.serve, asked)
        except Exception as error:  # noqa: BLE001 - whoever asked must hear it, or waits for ever
            return [error] * len(asked)
