"""How many connections one channel sends by: one, and more only where a server that is well answers too slowly for the pace.

Each has one letter in hand, and each is one more letter in doubt when the process is killed: no more are opened than
needed, but those at once, as soon as the server has taken a letter.
"""

import asyncio
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field
from math import ceil

from notifications.mail.server_limits import RateLimit
from notifications.mail.tries import Outcome

FORGET = 1000  # letters that a server took, after which it may bear more than it did
OnOutcome = Callable[[Outcome, float], None]
"""What became of a letter, and the seconds until the server had answered for it."""


def needed(per_minute: int, seconds: float) -> int:
    """How many letters have to be under way at once for that pace, where each takes so long."""
    return max(1, ceil(per_minute / 60 * seconds))


@dataclass(slots=True)
class Crew:
    """The connections of a channel. How quick its server is, and what it bears, is remembered from run to run."""

    limit: RateLimit | None = None
    at_once: int = 0  # opened in this run, but for those that were not let in
    _bears: int = 0  # so many, when one more was too many
    _taken: int = FORGET  # letters since then
    _usual: float = 0.0  # seconds a letter
    _at_work: list[asyncio.Task[list[Outcome]]] = field(default_factory=list)

    def begin(self, limit: RateLimit | None) -> None:
        """A run begins, within these limits."""
        self.limit, self.at_once, self._at_work = limit, 0, []

    async def work(
        self, connection: Callable[[OnOutcome], Coroutine[None, None, list[Outcome]]]
    ) -> list[Outcome]:
        """Send by as many connections as it takes, until the last has ended; what became of all letters."""

        def listener() -> OnOutcome:
            is_new = True

            def told(outcome: Outcome, seconds: float) -> None:
                nonlocal is_new
                more, is_new = self.more_wanted(outcome, seconds, is_new=is_new), False
                for _ in range(more):
                    one_more()

            return told

        def one_more() -> None:
            self.at_once += 1
            self._at_work.append(asyncio.create_task(connection(listener())))

        one_more()
        try:
            for task in self._at_work:  # which grows meanwhile
                await asyncio.wait((task,))
        finally:
            for task in self._at_work:
                task.cancel()
        return [outcome for task in self._at_work for outcome in task.result()]

    def more_wanted(self, outcome: Outcome, seconds: float, *, is_new: bool = False) -> int:
        """How many more are to be opened, now that this became of a letter; `is_new`: of the first of its connection."""
        if self.limit is None:
            return 0
        if outcome.down and self.at_once > 1:  # many servers say no more of it than that they close
            self._one_too_many(is_new=is_new)
        if not outcome.accepted or outcome.down:
            return 0
        self._taken += 1
        self._usual = (self._usual * 3 + seconds) / 4 if self._usual else seconds
        most = self._bears if self._taken < FORGET else self.limit.connections
        wanted = min(most, self.limit.connections, needed(self.limit.per_minute, self._usual))
        return max(0, wanted - self.at_once)

    def _one_too_many(self, *, is_new: bool) -> None:
        """Several may have been opened at once: each that was not let in counts."""
        self._bears, self._taken = self.at_once - 1, 0
        self.at_once -= is_new
