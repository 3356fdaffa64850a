"""One tick after the other: the stages of the flow in a transaction, kept only by the process that leads."""

import logging
import threading
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Protocol

from sqlmodel import Session

from notifications.letters import LetterWriter
from plan.clock import Clock, day_of
from plan.storage.database import Database
from plan.storage.facts import fact, put_fact
from plan.storage.lease import FencedError, HeldLease
from scheduler.clock_guard import ClockWatch
from scheduler.flow import TickContext, run_stages
from scheduler.leader import Leader
from scheduler.letters.portions import Portions
from scheduler.policy.rules import Rules
from scheduler.reconciliation import nightly

log = logging.getLogger(__name__)
TICK = timedelta(seconds=30)
PORTION = 200  # agencies of one kind of letter in a transaction: a second or two that other writers wait
TICKED = "ticked"


class RulesSource(Protocol):
    """Gives the rules as they are now; `reload` reads the policy file again and says what is wrong with it.

    `fault` is that, for as long as the file is not the policy in force.
    """

    fault: str | None

    def __call__(self) -> Rules: ...
    def reload(self) -> str | None: ...


@dataclass
class Ticker:
    """Decides what is said, as long as this process leads and its clock is believed."""

    database: Database
    rules: RulesSource
    writer: LetterWriter
    clock: Clock
    leader: Leader
    watch: ClockWatch = field(default_factory=ClockWatch)
    portion: int = PORTION
    operator: str | None = None  # who is written to when the nightly check finds a difference
    service: bool = False  # goes on by itself: what is delayed by an hour will be sent
    ticked: datetime | None = None
    doubted: str | None = None  # why the clock is not believed
    stopping: bool = False  # the transaction under way is the last one
    _ticking: threading.Lock = field(default_factory=threading.Lock)
    _refreshed: date | None = None

    def tick(self) -> list[int]:
        """Write what is due now, if this process leads; the numbers of the letters."""
        # Skip if a tick is running: `beat` also ticks when this process has just become leader.
        if not self._ticking.acquire(blocking=False):
            return []
        written: list[int] = []
        try:
            now = self.clock()
            rules = self.rules()
            if held := self.leader.take(now):
                self._write(held, rules, now, written)
                self._check(held, rules, now)
            elif not self.doubted:
                self.ticked = now
        except FencedError:
            log.warning("the lease went to another process; what this one was writing is undone")
        finally:
            self._ticking.release()
        if written:
            log.info("%d letters written", len(written))
        return written

    def _write(self, held: HeldLease, rules: Rules, now: datetime, written: list[int]) -> None:
        """The stages, in as many transactions as a long morning needs; `written` gets the letters of each."""
        portions = Portions(self.portion)
        while True:
            with self.database.begin() as session:
                tick = self._context(session, rules, now, portions)
                new = run_stages(tick)
                self.doubted = tick.doubt
                if tick.doubt:
                    log.error("nothing is written or sent: %s", tick.doubt)
                    return
                put_fact(session, TICKED, now.isoformat())
                self.leader.keep(session, held, self.clock())
            written += new
            self._refreshed = tick.today
            self.ticked = self.clock()  # so the watchdog sees it alive between two transactions
            if self.stopping or not portions.remain:
                return

    def _check(self, held: HeldLease, rules: Rules, now: datetime) -> None:
        """Once a working day: what should have been told, held against the ledger."""
        if self.doubted or self.stopping:
            return
        if found := nightly.check_the_day(self.database.read_one_moment, rules, now):
            with self.database.begin() as session:
                nightly.record_check(session, found)
                self.leader.keep(session, held, self.clock())

    def _context(self, session: Session, rules: Rules, now: datetime, portions: Portions) -> TickContext:
        last = fact(session, TICKED)
        return TickContext(
            session,
            rules,
            self.writer,
            now,
            watch=self.watch,
            last_tick=datetime.fromisoformat(last) if last else now,
            refresh_due=day_of(now, rules.zone) != self._refreshed,
            service=self.service,
            operator=self.operator,
            portions=portions,
        )

    def beat(self) -> None:
        """Prolong the lease; where it just fell to us, tick at once."""
        before = self.leader.held
        if (held := self.leader.take(self.clock())) and held != before:
            self._refreshed = None
            self.tick()

    @property
    def waits(self) -> bool:
        """Whether nothing may be written or sent because the clock is in doubt."""
        return self.watch.unsteady or self.doubted is not None

    def is_alive(self) -> bool:
        """Whether the last tick is younger than three ticks, or waits for a clock that can be trusted."""
        return self.waits or (self.ticked is not None and self.clock() - self.ticked < 3 * TICK)

    def reload(self) -> None:
        """Read the policy file again (SIGHUP). A wrong one is not taken."""
        if fault := self.rules.reload():
            log.error("the policy stays as it was: %s", fault)
        else:
            self._refreshed = None
            log.info("the policy was read again")
