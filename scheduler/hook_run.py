"""Webhooks leave: claim a delivery, send it, record what was answered; one at a time to each endpoint."""

import asyncio
import logging
import random
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from plan.clock import Clock
from plan.hooks import queue
from plan.hooks.queue import ClaimedDelivery
from plan.hooks.retries import HookAnswer
from plan.storage.database import Database
from plan.storage.errors import StorageError

log = logging.getLogger(__name__)
AT_ONCE = 4  # endpoints: one that is slow holds up no other
PATIENCE = 60  # seconds for which the database may be away before an answer is forgotten


class Deliverer(Protocol):
    """Tries one delivery; nobody holds the database meanwhile."""

    async def deliver(self, one: ClaimedDelivery) -> HookAnswer: ...


@dataclass(slots=True)
class HookRun:
    """Everything that tells endpoints in one process. `chance` spreads the tries of what failed together."""

    database: Database
    deliverer: Deliverer
    clock: Clock
    worker_id: str
    chance: Callable[[], float] = random.SystemRandom().random
    stopping: bool = field(default=False)

    async def send(self) -> int:
        """What is due now; how many tries there were. An endpoint that fails is left alone until the next time."""
        endpoints = await asyncio.to_thread(self._ready)
        room = asyncio.Semaphore(AT_ONCE)

        async def one(endpoint: int) -> int:
            async with room:
                return await self._send_to(endpoint)

        return sum(await asyncio.gather(*(one(endpoint) for endpoint in endpoints)))

    def _ready(self) -> list[int]:
        """Who is to be told; what a killed process had in hand is taken back first."""
        now = self.clock()
        with self.database.read() as session:
            found = queue.ready(session, now)
            orphaned = queue.has_orphans(session, self.worker_id)
        if not orphaned:
            return found
        with self.database.begin() as session:
            queue.recover(session, self.worker_id)
            return queue.ready(session, now)

    async def _send_to(self, endpoint: int) -> int:
        tries, goes_on = 0, True
        while goes_on and not self.stopping and (one := await asyncio.to_thread(self._claim, endpoint)):
            answer = await self.deliverer.deliver(one)
            goes_on = await self._recorded(one, answer)
            tries += 1
            log.info("webhook %d, %s: %s", endpoint, one.message_id, answer.status or "no answer")
        return tries

    def _claim(self, endpoint: int) -> ClaimedDelivery | None:
        with self.database.begin() as session:
            return queue.claim(session, endpoint, self.worker_id, self.clock())

    async def _recorded(self, one: ClaimedDelivery, answer: HookAnswer) -> bool:
        for left in reversed(range(PATIENCE)):
            try:
                return await asyncio.to_thread(self._record, one, answer, self.clock())
            except StorageError:
                if not left or self.stopping:
                    raise
                await asyncio.sleep(1)
        raise AssertionError("the last try returns or raises")

    def _record(self, one: ClaimedDelivery, answer: HookAnswer, now: datetime) -> bool:
        with self.database.begin() as session:
            return queue.record(session, one, answer, now, self.chance())
