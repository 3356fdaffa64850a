"""The service: ticks, sends and reads what came back, each by a timer.

The truth about deadlines and letters lives in the database alone.
"""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from zoneinfo import ZoneInfo

from notifications.mail.tries import Outcome
from scheduler.archivist import NightlyKeeping
from scheduler.hook_run import HookRun
from scheduler.pulse import LOOK, Pulse
from scheduler.send_run import Sender
from scheduler.ticker import TICK, Ticker
from scheduler.timers import Timer, Timers

SEND = timedelta(seconds=5)
BEAT = timedelta(seconds=3)
COLLECT = timedelta(minutes=5)
KEEP = timedelta(minutes=10)


@dataclass
class Daemon:
    """The parts of the service, built by the command line."""

    ticker: Ticker
    sender: Sender
    zone: ZoneInfo
    collect: Callable[[], int] | None = None  # reads what came back for letters, if a mailbox is named
    hooks: HookRun | None = None  # tells programs of others what changed
    pulse: Pulse | None = None  # tells a monitor elsewhere that we live
    keeping: NightlyKeeping | None = None  # puts old letters away, if the settings say so

    async def send(self) -> list[Outcome]:
        """Hand over what waits, unless the clock is in doubt."""
        rules = await asyncio.to_thread(self.ticker.rules)
        return [] if self.ticker.waits else await self.sender.send(rules)

    async def run(self, until: asyncio.Event) -> None:
        """Tick and send until `until` is set; then finish the letter in hand, and no other."""
        self.ticker.service = self.ticker.watch.wary
        timers = Timers(self.zone, self._timers())
        timers.start()
        try:
            await timers.run_until(until, self.ticker.watch)
        finally:
            self.sender.stopping = self.ticker.stopping = True
            if self.hooks:
                self.hooks.stopping = True
            if self.keeping:
                self.keeping.stopping = True
            await timers.stop()
            self.ticker.leader.give_up(self.ticker.clock())

    def _timers(self) -> list[Timer]:
        ticker = self.ticker
        timers = [Timer(lambda: asyncio.to_thread(ticker.tick), TICK), Timer(self.send, SEND)]
        if ticker.leader.is_shared:
            timers.append(Timer(lambda: asyncio.to_thread(ticker.beat), BEAT))
        if self.hooks:
            timers.append(Timer(self.hooks.send, SEND))
        if self.collect:  # once it is known who leads
            timers.append(Timer(self._collect, COLLECT, first_after=2 * BEAT))
        if self.pulse:
            timers.append(Timer(self.pulse.beat, LOOK, first_after=2 * BEAT))
        if self.keeping:
            timers.append(Timer(self._keep, KEEP, first_after=2 * BEAT))
        return timers

    async def _keep(self) -> None:
        """By the process that leads, between two ticks."""
        if self.keeping and self.ticker.leader.held and not self.ticker.waits:
            await asyncio.to_thread(self.keeping.run)

    async def _collect(self) -> None:
        """One process reads the mailbox: the one that leads."""
        if self.collect and self.ticker.leader.held:
            await asyncio.to_thread(self.collect)
