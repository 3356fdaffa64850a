"""The ticking: reads the clock, runs a step. The only module that knows APScheduler.

A handful of interval jobs in a memory store; what is due is a query, so a job that was missed loses
nothing. The truth about deadlines and letters lives in the database alone.
"""

import asyncio
import logging
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from apscheduler.events import EVENT_JOB_ERROR
from apscheduler.schedulers.asyncio import AsyncIOScheduler

from notifications import outbox
from notifications.letters import Writer
from notifications.outbox import Outcome
from notifications.smtp import Courier
from plan.changes import put_fact
from plan.clock import Clock, day_of, system_clock
from plan.database import Database
from scheduler import steps
from scheduler.refreshing import refresh
from scheduler.rules import Rules

log = logging.getLogger(__name__)

TICK = timedelta(seconds=30)
SEND = timedelta(seconds=5)
STOP_WITHIN = 90  # seconds: longer than one conversation with a mail server


@dataclass(slots=True)
class Daemon:
    """The parts that tick, built by the command line."""

    database: Database
    rules: Callable[[], Rules]  # asked anew at each tick: holidays and settings may have changed
    writer: Writer
    courier: Callable[[], Courier]
    clock: Clock
    zone: ZoneInfo
    who: str
    ticked: datetime | None = None
    stopping: bool = False
    _refreshed: date | None = None
    _running: set[asyncio.Task[Any]] = field(default_factory=set)

    def tick(self) -> list[int]:
        """Write what is due now; the numbers of the letters."""
        now = self.clock()
        rules = self.rules()
        today = day_of(now, self.zone)
        with self.database.begin() as session:
            # First, as it locks the row: of two programs on one PostgreSQL one thinks at a time.
            put_fact(session, "ticked", now.isoformat())
            session.flush()
            if today != self._refreshed:
                refresh(session, rules, now, today)
            written = steps.tick(session, rules, self.writer, now)
        self.ticked, self._refreshed = now, today
        if written:
            log.info("%d letters written", len(written))
        return written

    async def send(self) -> list[Outcome]:
        """Hand over what waits, until nothing is left or we are asked to stop."""
        outcomes = await steps.send(
            self.database, self.courier(), self.clock, self.who, lambda: self.stopping
        )
        for outcome in outcomes:
            if outcome.error:
                log.warning("a letter: %s: %s", outcome.result, outcome.error)
        return outcomes

    def is_alive(self) -> bool:
        """Whether the last tick is younger than three ticks."""
        return self.ticked is not None and self.clock() - self.ticked < 3 * TICK

    def recover(self) -> None:
        """Take back the letters that a process which died here was sending."""
        with self.database.begin() as session:
            found = outbox.recover(session, self.who, self.clock())
        if found:
            log.warning("%d letters taken back from a process that ended while sending", found)

    async def run(self, until: asyncio.Event) -> None:
        """Tick and send until `until` is set; then finish the letter in hand, and no other."""
        self.recover()
        scheduler = self._scheduler()
        scheduler.start()
        try:
            await until.wait()
        finally:
            self.stopping = True
            scheduler.pause()
            if self._running:
                await asyncio.wait(self._running, timeout=STOP_WITHIN)
            scheduler.shutdown(wait=False)

    def _scheduler(self) -> AsyncIOScheduler:
        # misfire_grace_time=None: the default of one second would drop a late tick without a word.
        defaults = {"misfire_grace_time": None, "coalesce": True, "max_instances": 1}
        scheduler = AsyncIOScheduler(timezone=self.zone, job_defaults=defaults)
        scheduler.add_listener(_report, EVENT_JOB_ERROR)
        for job, every in ((self._tick, TICK), (self._send, SEND)):
            seconds = every.total_seconds()
            scheduler.add_job(job, "interval", seconds=seconds, next_run_time=system_clock())
        return scheduler

    async def _tick(self) -> None:
        await self._kept(asyncio.to_thread(self.tick))

    async def _send(self) -> None:
        await self._kept(self.send())

    async def _kept(self, work: Coroutine[Any, Any, Any]) -> None:
        """APScheduler cancels what runs when it is shut down; we wait for it ourselves."""
        task = asyncio.ensure_future(work)
        self._running.add(task)
        task.add_done_callback(self._running.discard)
        await asyncio.shield(task)


def _report(event: Any) -> None:
    log.error("a job failed: %s", event.exception, exc_info=event.exception)
