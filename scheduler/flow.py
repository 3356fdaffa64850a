"""The flow on one page: everything a tick does, in its order.

    document ─ adopt ─▶ tasks ─ forecast ─▶ obligations, each party with the day it hears next
    tick: the stages below, in one transaction: letters and their rows in the ledger; a long morning is several
          transactions, each whole, that write to so many agencies each
    check: once a working day, what should have been told, computed in another way, held against the ledger
    send: claim a letter ─▶ hand it to the mail server ─▶ record; one letter at a time in each connection (send_run)

This file orders the calls and decides nothing: what is due is decided in `policy.reminders` and
`policy.escalation`, what a letter says in `notifications.letters`.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property

from sqlmodel import Session

from notifications.letters import LetterWriter
from plan.clock import day_of
from plan.hooks import endpoints, queue
from plan.ledger import going_live, withdrawal
from plan.obligations import events
from scheduler import clock_reference
from scheduler.clock_guard import ClockWatch
from scheduler.intake import refresh as plan_refresh
from scheduler.letters import after_outage, held, mail_ill, turned_away
from scheduler.letters.context import LetterContext
from scheduler.letters.kind import LetterKind
from scheduler.letters.kinds import KINDS
from scheduler.letters.portions import Portions
from scheduler.policy.rules import Rules
from scheduler.reconciliation import nightly

log = logging.getLogger(__name__)


@dataclass
class TickContext:
    """What one tick works with. The daemon gives all of it; a replay, whose clock is set by hand, the first four."""

    session: Session
    rules: Rules
    writer: LetterWriter
    now: datetime
    watch: ClockWatch | None = None  # asked whether the clock is to be believed
    last_tick: datetime | None = None
    known: datetime | None = None  # what the clock is measured by, where it is not the last tick
    is_first: bool = False  # the first letters of all are still to come, and nobody set the clock by hand
    refresh_due: bool = False  # the first tick of a day, or after the rules changed
    service: bool = False  # goes on by itself: what is delayed by an hour will be sent
    operator: str | None = None
    messages: str = ""  # where the operator hears by a channel beside mail
    portions: Portions = field(default_factory=Portions)
    written: list[int] = field(default_factory=list)
    doubt: str | None = None  # why the clock is not believed: nothing is decided
    is_ahead: bool = False  # it is for a person to believe it: letters to the operator go meanwhile

    @property
    def today(self) -> date:
        return day_of(self.now, self.rules.zone)

    @cached_property
    def letters(self) -> LetterContext:
        return LetterContext(self.session, self.rules, self.writer, self.now, self.today, self.portions)

    @cached_property
    def is_closed(self) -> bool:
        """Outside office hours nothing is written."""
        return self.rules.closed_because(self.now) is not None


def check_clock(tick: TickContext) -> list[int]:
    """Nothing may be decided by a clock in doubt; what a clock that ran ahead decided is decided again."""
    if tick.watch is None or tick.last_tick is None:
        return []
    known = tick.known or tick.last_tick
    tick.doubt = tick.watch.doubt(tick.now, known)
    tick.is_ahead = tick.watch.is_ahead(tick.now, known)
    if tick.is_ahead:
        clock_reference.hold_ahead(tick.session, tick.now, known, tick.rules.zone)
    elif not tick.doubt:
        clock_reference.believe(tick.session)
    if not tick.doubt and tick.today < day_of(tick.last_tick, tick.rules.zone):
        undone = withdrawal.undo_days_to_come(tick.session, tick.today)
        log.error("the clock had run ahead: %d decisions are made again", undone)
    return []


def refresh(tick: TickContext) -> list[int]:
    """Groups, policy and working calendar may have changed: what is still ahead follows."""
    if tick.refresh_due:
        plan_refresh.refresh(tick.session, tick.rules, tick.now, tick.today)
    return []


def note_outage(tick: TickContext) -> list[int]:
    """Remember a long outage until its letters are written."""
    if tick.service and tick.last_tick:
        after_outage.note_outage(tick.letters, tick.last_tick)
    return []


def withdraw_stale(tick: TickContext) -> list[int]:
    """Letters of other days that still wait would say what is no longer true; those refused then told nobody."""
    if not tick.is_closed:
        withdrawal.withdraw_stale(tick.session, tick.now, tick.today)
        if returned := withdrawal.return_refused(tick.session, tick.today):
            log.error("%d letters were refused for good: what they said is owed", len(returned))
    return []


def letters_of(kind: LetterKind) -> "Stage":
    """Today's letters of one kind."""

    def write(tick: TickContext) -> list[int]:
        if tick.is_closed or kind.write is None or tick.portions.remain:
            return []
        return kind.write(tick.letters, kind)

    return write


def hold_first_letters(tick: TickContext) -> list[int]:
    """The first letters of all may say that what nobody has recorded yet is overdue: a person looks first."""
    if tick.is_first:
        is_over = not (tick.is_closed or tick.portions.remain)
        going_live.hold_first_letters(tick.session, tick.written, tick.now, is_over=is_over)
    return []


def delay_after_outage(tick: TickContext) -> list[int]:
    """After a long outage the letters rest an hour, and the operator is told, who may hold them."""
    if not tick.service:
        return []
    return after_outage.delay_after_outage(tick.letters, tick.operator, tick.written)


def alarm(tick: TickContext) -> list[int]:
    """The operator hears what the nightly check found."""
    return nightly.alarm(tick.letters, tick.operator)


def tell_turned_away(tick: TickContext) -> list[int]:
    """A mail server that takes no letter from us needs a person."""
    return turned_away.tell_turned_away(tick.letters, tick.operator)


def tell_mail_ill(tick: TickContext) -> list[int]:
    """What mail cannot say of itself goes to the operator by another channel."""
    return mail_ill.tell_mail_ill(tick.letters, tick.messages)


def tell_programs(tick: TickContext) -> list[int]:
    """Whoever listens by a webhook hears what opened, came due or became late since the last day that was told."""
    last = endpoints.first_untold(tick.session, tick.today) if queue.listeners(tick.session) else None
    if last is not None:
        events.tell_days(tick.session, last, tick.today, tick.now)
        endpoints.TOLD.put(tick.session, tick.today)
        queue.forget(tick.session, tick.now)
    return []


def tell_holds(tick: TickContext) -> list[int]:
    """The operator hears that letters wait until somebody has looked."""
    return held.tell_holds(tick.letters, tick.operator) if tick.operator else []


Stage = Callable[[TickContext], list[int]]
# The order is the promise. Each returns the numbers of the letters that it wrote.
STAGES: tuple[Stage, ...] = (
    check_clock,
    refresh,
    note_outage,
    withdraw_stale,
    *map(letters_of, KINDS),  # digests, escalations, the weekly summary, the monthly letters
    hold_first_letters,
    delay_after_outage,
    alarm,  # of what `reconciliation.nightly` found, which runs between two ticks
    tell_turned_away,
    tell_mail_ill,
    tell_programs,
    tell_holds,
)


def run_stages(tick: TickContext) -> list[int]:
    """Write the letters that are due now, in the caller's transaction; their numbers.

    Where `portions` has a size and agencies remain, the caller commits and calls again.
    """
    tick.portions.remain = False
    for stage in STAGES:
        if not tick.doubt or stage is tell_holds:
            tick.written += stage(tick)
    return tick.written
