"""When a monitor elsewhere hears of us: after good ticks, not too often; at once when mail is ill, and when it is well again."""

import asyncio
import logging
from dataclasses import dataclass, field
from datetime import timedelta

from notifications.heartbeat import FAIL, START, WELL, Heartbeat
from notifications.mail.illness import mail_illness
from plan.clock import passed
from plan.storage.database import Database
from plan.storage.errors import StorageError
from scheduler.ticker import Ticker

log = logging.getLogger(__name__)
LOOK = timedelta(seconds=30)


@dataclass(frozen=True, slots=True)
class LastWord:
    """What the monitor heard last, and when (by the time that passes); nothing at all at first."""

    what: str = START
    at: float | None = None


def next_word(told: LastWord, now: float, every: float, *, alive: bool, ill: bool) -> str | None:
    """What the monitor is told now; None: nothing. A service that does not tick keeps silent: that is the alarm. Pure."""
    if told.at is None:
        return START
    if not alive:
        return None
    if ill:
        return None if told.what == FAIL else FAIL
    due = told.what != WELL or now - told.at >= every
    return WELL if due else None


@dataclass
class Pulse:
    """Tells the monitor, as long as this process leads. What goes wrong is logged once, and hurts nothing."""

    heartbeat: Heartbeat
    ticker: Ticker
    database: Database
    every: timedelta
    _told: LastWord = field(default_factory=LastWord)
    _fault: str | None = None

    async def beat(self) -> None:
        """One look, and one word at most."""
        if not self.ticker.leader.held and self._told.at is not None:
            return
        alive, said = await asyncio.to_thread(self._standing)
        word = next_word(self._told, passed(), self.every.total_seconds(), alive=alive, ill=said is not None)
        if word is None:
            return
        fault = await self.heartbeat.tell(word, said or "")
        if fault is None:
            self._told = LastWord(word, passed())
        elif self._told.at is None:
            self._told = LastWord(
                START, passed()
            )  # that we started is not told twice; that we live is tried again
        if fault and fault != self._fault:
            log.warning("the heartbeat does not get through: %s", fault)
        self._fault = fault

    def _standing(self) -> tuple[bool, str | None]:
        """Whether the tick is alive, and why mail is ill, if it is."""
        try:
            with self.database.read() as session:
                said = mail_illness(session)
        except StorageError:
            return False, None
        return self.ticker.is_alive() and self.ticker.doubted is None, said
