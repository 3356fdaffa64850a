"""One tick after the other: the stages of the flow in a transaction, kept only by the process that leads."""

import logging
import threading
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Protocol

from sqlmodel import Session

from notifications.letters import LetterWriter
from plan.clock import Clock, day_of, passed
from plan.facts import TICKED
from plan.ledger import going_live
from plan.storage.database import Database
from plan.storage.lease import FencedError, HeldLease
from plan.storage.newest import last_tick
from scheduler import clock_reference
from scheduler.clock_guard import ClockWatch
from scheduler.flow import TickContext, run_stages
from scheduler.leader import Leader
from scheduler.letters.portions import Portions
from scheduler.policy.rules import Rules
from scheduler.reconciliation import nightly

log = logging.getLogger(__name__)
TICK = timedelta(seconds=30)
PORTION = 200  # agencies of one kind of letter in a transaction: a second or two that other writers wait


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
    messages: str = ""  # where the operator hears by a channel beside mail
    service: bool = False  # goes on by itself: what is delayed by an hour will be sent
    ticked: datetime | None = None
    doubted: str | None = None  # why the clock is not believed
    stopping: bool = False  # the transaction under way is the last one
    is_ahead: bool = False  # a person has to say that the clock is right: letters are held in the database
    worked: float | None = None  # when the flow last went through, by the time that passes
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
            self.worked = passed()
        except FencedError:
            log.warning("the lease went to another process; what this one was writing is undone")
        finally:
            self._ticking.release()
        if written:
            log.info("%d letters written", len(written))
        return written

    def _write(self, held: HeldLease, rules: Rules, now: datetime, written: list[int]) -> None:
        """The stages, in as many transactions as a long morning needs; `written` gets the letters of each."""
        portions, first = Portions(self.portion), self._is_first()
        while True:
            with self.database.begin() as session:
                tick = self._context(session, rules, now, portions)
                tick.is_first = first
                new = run_stages(tick)
                self._note_doubt(tick)
                if not tick.doubt:
                    clock_reference.note_tick(session)
                    TICKED.put(session, now)
                self.leader.keep(session, held, self.clock())
            written += new
            self.worked = passed()  # so the watchdog sees it alive between two transactions
            if tick.doubt:
                return
            self._refreshed = tick.today
            self.ticked = self.clock()
            if self.stopping or not portions.remain:
                return

    def _is_first(self) -> bool:
        """Whether the first letters of all are still to come, and nobody set the clock by hand."""
        if not self.watch.wary:
            return False
        with self.database.read() as session:
            return going_live.is_first(session)

    def _note_doubt(self, tick: TickContext) -> None:
        if tick.doubt and tick.doubt != self.doubted:
            log.error("nothing is written or sent: %s", tick.doubt)
        self.doubted, self.is_ahead = tick.doubt, tick.is_ahead

    def _check(self, held: HeldLease, rules: Rules, now: datetime) -> None:
        """Once a working day: what should have been told, held against the ledger."""
        if self.doubted or self.stopping:
            return
        if found := nightly.check_the_day(self.database.read_one_moment, rules, now):
            with self.database.begin() as session:
                nightly.record_check(session, found)
                self.leader.keep(session, held, self.clock())

    def _context(self, session: Session, rules: Rules, now: datetime, portions: Portions) -> TickContext:
        return TickContext(
            session,
            rules,
            self.writer,
            now,
            watch=self.watch,
            last_tick=last_tick(session) or now,
            known=clock_reference.known_instant(session),
            refresh_due=day_of(now, rules.zone) != self._refreshed,
            service=self.service,
            operator=self.operator,
            messages=self.messages,
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
        """Whether nothing may be sent because the clock is in doubt; what only a person can settle is held instead."""
        return self.watch.unsteady or (self.doubted is not None and not self.is_ahead)

    def is_alive(self) -> bool:
        """Whether a tick went through within three of them: by the time that passes, whatever the clock shows.

        One that decides nothing by a clock in doubt went through too.
        """
        return self.worked is not None and passed() - self.worked < 3 * TICK.total_seconds()

    def reload(self) -> None:
        """Read the policy file again (SIGHUP). A wrong one is not taken."""
        if fault := self.rules.reload():
            log.error("the policy stays as it was: %s", fault)
        else:
            self._refreshed = None
            log.info("the policy was read again")
