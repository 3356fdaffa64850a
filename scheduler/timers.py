"""Interval jobs in a memory store. The only module that knows APScheduler.

What is due is a query, so a job that was missed loses nothing.
"""

import asyncio
import logging
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

from apscheduler.events import EVENT_JOB_ERROR
from apscheduler.schedulers.asyncio import AsyncIOScheduler

from plan.clock import system_clock
from plan.storage.errors import StorageError
from scheduler.clock_guard import ClockWatch

log = logging.getLogger(__name__)
LOOK = 1.0  # seconds between two looks at the clock
STOP_WITHIN = 90  # seconds: longer than one conversation with a mail server that is well

Work = Callable[[], Coroutine[Any, Any, Any]]


@dataclass(slots=True)
class Timer:
    """What to do, how often, and how long after the start for the first time."""

    work: Work
    every: timedelta
    first_after: timedelta = timedelta()


@dataclass
class Timers:
    """Runs each job at its interval until stopped, and then waits for what is under way."""

    zone: ZoneInfo
    timers: list[Timer]
    _running: set[asyncio.Task[Any]] = field(default_factory=set)

    def start(self) -> None:
        # misfire_grace_time=None: the default of one second would drop a late tick without a word.
        defaults = {"misfire_grace_time": None, "coalesce": True, "max_instances": 1}
        self._scheduler = AsyncIOScheduler(timezone=self.zone, job_defaults=defaults)
        self._scheduler.add_listener(log_failure, EVENT_JOB_ERROR)
        for timer in self.timers:
            self._scheduler.add_job(
                self._shielded,
                "interval",
                args=[timer.work],
                seconds=timer.every.total_seconds(),
                next_run_time=system_clock() + timer.first_after,
            )
        self._scheduler.start()

    async def run_until(self, stop: asyncio.Event, watch: ClockWatch) -> None:
        """Keep the jobs on time even when the clock is set."""
        while not stop.is_set():
            if jump := watch.look():
                by = timedelta(seconds=round(abs(jump).total_seconds()))
                log.warning("the clock was set %s by %s", "on" if jump > timedelta() else "back", by)
                self._run_now()
            try:
                await asyncio.wait_for(stop.wait(), LOOK)
            except TimeoutError:
                continue

    def _run_now(self) -> None:
        """APScheduler waits for an hour of the clock: set back two days, it would sleep for two days."""
        for job in self._scheduler.get_jobs():
            job.modify(next_run_time=system_clock())

    async def stop(self) -> None:
        self._scheduler.pause()
        if self._running:
            await asyncio.wait(self._running, timeout=STOP_WITHIN)
        self._scheduler.shutdown(wait=False)

    async def _shielded(self, work: Work) -> None:
        """APScheduler cancels what runs when it is shut down; we wait for it ourselves."""
        task = asyncio.ensure_future(work())
        self._running.add(task)
        task.add_done_callback(self._running.discard)
        await asyncio.shield(task)


def log_failure(event: Any) -> None:
    """The database away, full, or held by a long tick: its text says what to do. Anything else is a fault of ours."""
    if isinstance(event.exception, StorageError):
        log.error("%s", event.exception)
        return
    log.error("a job failed: %s", event.exception, exc_info=event.exception)
