"""The ticking: reads the clock, runs a step. The only module that knows APScheduler.

A handful of interval jobs in a memory store; what is due is a query, so a job that was missed loses
nothing. The truth about deadlines and letters lives in the database alone. Of several daemons on one
database the one with the lease thinks; all send.
"""

import asyncio
import logging
import threading
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any, Protocol
from zoneinfo import ZoneInfo

from apscheduler.events import EVENT_JOB_ERROR
from apscheduler.schedulers.asyncio import AsyncIOScheduler

from notifications.letters import LetterWriter
from notifications.mail import outbox
from notifications.mail.outbox import Outcome
from notifications.mail.server_limits import RateLimit, failing_servers, remaining_quota
from notifications.mail.smtp import Transport
from plan.clock import Clock, day_of, system_clock
from plan.ledger.withdrawal import undo_days_to_come
from plan.storage import lease
from plan.storage.database import Database, StorageError
from plan.storage.facts import fact, put_fact
from plan.storage.lease import FencedError, HeldLease
from scheduler import flow
from scheduler.clock_guard import ClockWatch
from scheduler.flow import SendRun
from scheduler.intake.refresh import refresh
from scheduler.letters.after_outage import delay_after_outage, note_outage
from scheduler.letters.context import LetterContext
from scheduler.policy.rules import Rules
from scheduler.reconciliation.nightly import check_the_day

log = logging.getLogger(__name__)

TICK = timedelta(seconds=30)
SEND = timedelta(seconds=5)
BEAT = timedelta(seconds=3)
COLLECT = timedelta(minutes=5)
LOOK = 1.0  # seconds between two looks at the clock
ALONE = timedelta(seconds=90)  # the lease on a file of one machine: no need to write every few seconds
STOP_WITHIN = 90  # seconds: longer than one conversation with a mail server that is well
TICKED = "ticked"


class RulesSource(Protocol):
    """Gives the rules as they are now; `reload` reads the policy file again and says what is wrong with it."""

    def __call__(self) -> Rules: ...
    def reload(self) -> str | None: ...


@dataclass(slots=True)
class Daemon:
    """The parts that tick, built by the command line."""

    database: Database
    rules: RulesSource
    writer: LetterWriter
    transport: Callable[[], Transport]
    clock: Clock
    zone: ZoneInfo
    who: str
    server: str | None = (
        None  # the mail server's name, whose limit all senders keep; None if letters are caught
    )
    collect: Callable[[], int] | None = None  # reads what came back for letters, if a mailbox is named
    watch: ClockWatch = field(default_factory=ClockWatch)
    ticked: datetime | None = None
    operator: str | None = None  # who is written to when the nightly check finds a difference
    stopping: bool = False
    doubted: str | None = None  # why the clock is not believed
    _serves: bool = False  # it goes on by itself: what rests for an hour will be sent
    _held: HeldLease | None = None
    _thinking: threading.Lock = field(default_factory=threading.Lock)
    _refreshed: date | None = None
    _running: set[asyncio.Task[Any]] = field(default_factory=set)

    def tick(self) -> list[int]:
        """Write what is due now, if it is ours to think; the numbers of the letters."""
        # One at a time: a beat to which the lease falls thinks too.
        if not self._thinking.acquire(blocking=False):
            return []
        try:
            now = self.clock()
            rules = self.rules()
            held = self._hold_lease(now)
            written = self._think(held, rules, now) if held else []
        except FencedError:
            log.warning("the lease went to another process; what this one was writing is undone")
            return []
        finally:
            self._thinking.release()
        if self.doubted:
            return []
        self.ticked = now
        if written:
            log.info("%d letters written", len(written))
        return written

    def _think(self, held: HeldLease, rules: Rules, now: datetime) -> list[int]:
        """One tick in one transaction, kept only if the lease is still ours; nothing while the clock is in doubt."""
        today = day_of(now, self.zone)
        with self.database.begin() as session:
            last = fact(session, TICKED)
            before = datetime.fromisoformat(last) if last else now
            self.doubted = self.watch.doubt(now, before)
            if self.doubted:
                log.error("nothing is written or sent: %s", self.doubted)
                return []
            if today < day_of(before, self.zone):
                log.error(
                    "the clock had run ahead: %d decisions are made anew", undo_days_to_come(session, today)
                )
            if today != self._refreshed:
                refresh(session, rules, now, today)
            context = LetterContext(session, rules, self.writer, now, today)
            if self._serves:
                note_outage(context, before)
            written = flow.tick(session, rules, self.writer, now)
            if self._serves:
                written += delay_after_outage(context, self.operator, written)
            written += check_the_day(context, self.operator)
            put_fact(session, TICKED, now.isoformat())
            lease.keep(session, held, lease.shared_time(session, now), self._lasts)
        self._refreshed = today
        return written

    def _hold_lease(self, now: datetime) -> HeldLease | None:
        """The lease, taken or prolonged."""
        with self.database.begin() as session:
            held = lease.take(session, self.who, lease.shared_time(session, now), self._lasts)
        if held and held != self._held:
            log.info("this process thinks from now on (fence %d)", held.fence)
        self._held = held
        return held

    def beat(self) -> None:
        """Prolong the lease; where it just fell to us, think at once."""
        before = self._held
        if (held := self._hold_lease(self.clock())) and held != before:
            self._refreshed = None
            self.tick()

    @property
    def _shared(self) -> bool:
        return self.database.engine.dialect.name != "sqlite"

    @property
    def _lasts(self) -> timedelta:
        return lease.LASTS if self._shared else ALONE

    async def send(self) -> list[Outcome]:
        """Hand over what waits, until nothing is left or we are asked to stop."""
        rules = await asyncio.to_thread(self.rules)
        if self.watch.unsteady or self.doubted:
            return []
        sending = rules.policy.sending
        limit = RateLimit(self.server, sending.per_minute, sending.connections) if self.server else None
        hands = [self._hand(rules, limit) for _ in range(sending.connections if limit else 1)]
        outcomes = [outcome for part in await asyncio.gather(*hands) for outcome in part]
        for outcome in outcomes:
            if outcome.error:
                log.warning("a letter: %s: %s", outcome.result, outcome.error)
        return outcomes

    async def _hand(self, rules: Rules, limit: RateLimit | None) -> list[Outcome]:
        """One connection of its own."""
        post = SendRun(self.database, self.transport(), self.clock, self.who, rules.open_day, limit)
        return await flow.send(post, lambda: self.stopping)

    def reload(self) -> None:
        """Read the policy file again (SIGHUP). A wrong one is not taken."""
        if fault := self.rules.reload():
            log.error("the policy stays as it was: %s", fault)
        else:
            self._refreshed = None
            log.info("the policy was read again")

    def is_alive(self) -> bool:
        """Whether the last tick is younger than three ticks, or waits for a clock that can be trusted."""
        waits = self.watch.unsteady or self.doubted is not None
        return waits or (self.ticked is not None and self.clock() - self.ticked < 3 * TICK)

    def recover(self) -> None:
        """Take back the letters that a process which died here was sending."""
        with self.database.begin() as session:
            found = outbox.recover(session, self.who, self.clock())
        if found:
            log.warning("%d letters taken back from a process that ended while sending", found)

    async def run(self, until: asyncio.Event) -> None:
        """Tick and send until `until` is set; then finish the letter in hand, and no other."""
        self.recover()
        self._serves = self.watch.wary
        scheduler = self._scheduler()
        scheduler.start()
        try:
            await self._look_at_the_clock(scheduler, until)
        finally:
            self.stopping = True
            scheduler.pause()
            if self._running:
                await asyncio.wait(self._running, timeout=STOP_WITHIN)
            scheduler.shutdown(wait=False)
            self.give_up()

    async def _look_at_the_clock(self, scheduler: AsyncIOScheduler, until: asyncio.Event) -> None:
        """APScheduler waits for an hour of the clock: set back two days, it would sleep for two days."""
        while not until.is_set():
            if jump := self.watch.look():
                by = timedelta(seconds=round(abs(jump).total_seconds()))
                log.warning("the clock was set %s by %s", "on" if jump > timedelta() else "back", by)
                for job in scheduler.get_jobs():
                    job.modify(next_run_time=system_clock())
            try:
                await asyncio.wait_for(until.wait(), LOOK)
            except TimeoutError:
                continue

    def waits_for_its_turn(self) -> bool:
        """Whether a letter could go now, were it not for the cap per minute."""
        now, rules = self.clock(), self.rules()
        today = rules.open_day(now)
        if not self.server or today is None:
            return False
        with self.database.read() as session:
            full = (
                remaining_quota(session, RateLimit(self.server, rules.policy.sending.per_minute, 1), now) <= 0
            )
            return full and not failing_servers(session) and outbox.is_ready(session, now, today)

    def give_up(self) -> None:
        """Leave the lease to whoever comes next."""
        if not self._held:
            return
        with self.database.begin() as session:
            lease.give_up(session, self._held, lease.shared_time(session, self.clock()))

    def _scheduler(self) -> AsyncIOScheduler:
        # misfire_grace_time=None: the default of one second would drop a late tick without a word.
        defaults = {"misfire_grace_time": None, "coalesce": True, "max_instances": 1}
        scheduler = AsyncIOScheduler(timezone=self.zone, job_defaults=defaults)
        scheduler.add_listener(_report, EVENT_JOB_ERROR)
        jobs = [(self._tick, TICK), (self._send, SEND)] + [(self._beat, BEAT)] * self._shared
        for job, every in jobs:
            seconds = every.total_seconds()
            scheduler.add_job(job, "interval", seconds=seconds, next_run_time=system_clock())
        if self.collect:  # once it is known who thinks
            first = system_clock() + 2 * BEAT
            scheduler.add_job(self._collect, "interval", seconds=COLLECT.total_seconds(), next_run_time=first)
        return scheduler

    async def _tick(self) -> None:
        await self._kept(asyncio.to_thread(self.tick))

    async def _beat(self) -> None:
        await self._kept(asyncio.to_thread(self.beat))

    async def _collect(self) -> None:
        """One process reads the mailbox: the one that thinks."""
        if self.collect and self._held:
            await self._kept(asyncio.to_thread(self.collect))

    async def _send(self) -> None:
        await self._kept(self.send())

    async def _kept(self, work: Coroutine[Any, Any, Any]) -> None:
        """APScheduler cancels what runs when it is shut down; we wait for it ourselves."""
        task = asyncio.ensure_future(work)
        self._running.add(task)
        task.add_done_callback(self._running.discard)
        await asyncio.shield(task)


def _report(event: Any) -> None:
    if isinstance(event.exception, StorageError):
        # Away, full, or held by a long tick: it says what to do, and the next round tries again.
        log.error("%s", event.exception)
        return
    log.error("a job failed: %s", event.exception, exc_info=event.exception)
