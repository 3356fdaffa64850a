"""Sending: claim a letter, hand it to the mail server, record its fate; one letter at a time in each connection."""

import asyncio
import logging
from collections.abc import Callable, Coroutine, Sequence
from concurrent.futures import Executor, ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import partial
from time import monotonic

from notifications.channels.channel import Channel
from notifications.mail import outbox
from notifications.mail.faults import FOR_A_PERSON, Fault
from notifications.mail.server_limits import RateLimit, is_failing, remaining_quota
from notifications.mail.smtp import Transport
from notifications.mail.tries import ClaimedLetter, Outcome
from notifications.mail.turn import Asked, Seat, SendingTurn, take_turn, take_turns_at_once
from plan.addresses import MAIL
from plan.clock import Clock
from plan.storage.database import Database
from plan.storage.errors import StorageError
from scheduler.crew import Crew, OnOutcome
from scheduler.gateway_answers import AnswerReader
from scheduler.policy.rules import Rules
from scheduler.turn_desk import TurnDesk

log = logging.getLogger(__name__)
PATIENCE = 600  # tries, a second apart: as long as a claim holds
LONGEST = 500  # characters of a mail server's words in one line
HURRY = 60  # of them when we are asked to stop


@dataclass(frozen=True, slots=True)
class SendRun:
    """How letters leave: from which queue, by whom, at which limit, and of which day they may go now.

    `open_day` gives the day whose letters may go at an instant, None while the office is closed.
    """

    database: Database
    transport: Transport
    clock: Clock
    worker_id: str
    open_day: Callable[[datetime], date | None]
    limit: RateLimit | None = None
    channel: str = MAIL

    def desk(self, writer: Executor | None = None) -> TurnDesk:
        """Where all its connections ask for their turns."""
        return TurnDesk(partial(_take_turns, self), writer)


async def send(
    run: SendRun,
    stopping: Callable[[], bool] = lambda: False,
    told: OnOutcome = lambda _outcome, _seconds: None,
    desk: TurnDesk | None = None,
) -> list[Outcome]:
    """Send what is due, letter by letter, until nothing is left, the server is down, or we stop.

    Nobody holds the database while talking to the mail server.
    """
    outcomes: list[Outcome] = []
    desk = desk or run.desk()
    async with run.transport as transport:
        letter = None if stopping() else (await desk.ask(Asked())).letter
        while letter:
            begun = monotonic()
            outcome = await transport.deliver(letter)
            taken = monotonic() - begun
            turn = await _recorded(desk, letter, outcome, stopping)
            assert turn.judged is not None, "a letter was recorded"
            told(turn.judged, taken)
            _tell(letter, turn.judged)
            outcomes.append(turn.judged)
            letter = turn.letter
    return outcomes


def _tell(letter: ClaimedLetter, outcome: Outcome) -> None:
    """One line a letter: its number, whom it is for, what became of it."""
    if not outcome.error or outcome.fault == Fault.HANDED:
        log.info("letter %d to %s: %s", letter.id, letter.agency, outcome.result)
        return
    level = logging.ERROR if outcome.fault in FOR_A_PERSON else logging.WARNING
    said = " ".join(outcome.error.split())[:LONGEST]
    log.log(level, "letter %d to %s: %s: %s", letter.id, letter.agency, outcome.result, said)


async def _recorded(
    desk: TurnDesk, letter: ClaimedLetter, outcome: Outcome, stopping: Callable[[], bool]
) -> SendingTurn:
    """Write the fate down, however long the database is away or its disk full: forgotten, it would go twice.

    What the database does not take is tried without claiming the next letter, then without the words of strangers.
    """
    alone = False
    for left in reversed(range(PATIENCE)):
        try:
            return await desk.ask(Asked((letter, outcome), alone or stopping()))
        except StorageError:
            if not left or (stopping() and left < PATIENCE - HURRY):
                raise
            log.warning("letter %d: %s is not written down yet, trying again", letter.id, outcome.result)
            await asyncio.sleep(1)
        except Exception:
            if not left or (alone and outcome == outcome.without_words()):
                raise
            if alone:
                log.exception("letter %d: %s is written down without its words", letter.id, outcome.result)
                outcome = outcome.without_words()
            alone = True
    raise AssertionError("the last try returns or raises")


def _take_turns(run: SendRun, asked: Sequence[Asked]) -> Sequence[SendingTurn | Exception]:
    """For each: record what was done and, unless it is the last, claim the next letter."""
    now = run.clock()
    turns = sending_turns(
        run.database, Seat(run.worker_id, run.limit, run.channel), now, run.open_day(now), asked
    )
    for one, turn in zip(asked, turns, strict=True):
        if one.done and isinstance(turn, SendingTurn) and not turn.ours:
            log.warning("letter %d: another sender took it meanwhile", one.done[0].id)
    return turns


def sending_turns(
    database: Database, seat: Seat, now: datetime, today: date | None, asked: Sequence[Asked]
) -> Sequence[SendingTurn | Exception]:
    """Turns in one transaction, as nearly all go; each in its own where one of them takes more, or fails."""
    if today is None and not any(one.done for one in asked):
        return [SendingTurn(None, True, None)] * len(asked)
    try:
        if turns := _together(database, seat, now, today, asked):
            return turns
    except StorageError:
        raise
    except Exception:  # one that cannot be written down holds up no other
        if len(asked) == 1:
            raise
    return [_alone(database, seat, now, today, one) for one in asked]


def _together(
    database: Database, seat: Seat, now: datetime, today: date | None, asked: Sequence[Asked]
) -> list[SendingTurn] | None:
    with database.begin_plainly() as connection:
        turns = take_turns_at_once(connection, seat, now, today, asked)
        if turns is None:
            connection.rollback()
    return turns


def _alone(
    database: Database, seat: Seat, now: datetime, today: date | None, asked: Asked
) -> SendingTurn | Exception:
    """With all that the others take. What goes wrong is for this one."""
    try:
        with database.begin() as session:
            return take_turn(session, seat, now, None if asked.last else today, asked.done)
    except Exception as error:  # noqa: BLE001 - given to whoever asked
        return error


@dataclass(slots=True)
class Sender:
    """Everything that sends in one process: its channels, and whose claims are its own."""

    database: Database
    channels: Sequence[Channel]
    clock: Clock
    worker_id: str
    stopping: bool = field(default=False)
    _answers: AnswerReader = field(default_factory=AnswerReader)
    _crews: dict[str, Crew] = field(default_factory=dict)

    async def send(self, rules: Rules) -> list[Outcome]:
        """Hand over what waits, until nothing is left or we are asked to stop."""
        # What a killed process had in hand counts as connections in use: nobody else could send while its claims hold.
        await asyncio.to_thread(self.recover)
        # Of several threads that write to one database all but one would wait for its lock.
        with ThreadPoolExecutor(max_workers=1, thread_name_prefix="send") as writer:
            # One channel that is down holds up no other.
            parts = await asyncio.gather(
                *(self._send_by(channel, rules, writer) for channel in self.channels)
            )
        return [outcome for part in parts for outcome in part]

    async def _send_by(self, channel: Channel, rules: Rules, writer: Executor) -> list[Outcome]:
        """What was answered is read first: nothing is handed over that the gateway has."""
        await asyncio.to_thread(self._answers.read, channel, self.database, self.clock)
        crew = self._crews.setdefault(channel.name, Crew())
        crew.begin(_limit(channel, rules))
        run = SendRun(
            self.database,
            channel.transport(),
            self.clock,
            self.worker_id,
            rules.open_day,
            crew.limit,
            channel.name,
        )
        desk = run.desk(writer)

        def connection(told: OnOutcome) -> Coroutine[None, None, list[Outcome]]:
            return send(replace(run, transport=channel.transport()), lambda: self.stopping, told, desk)

        return await crew.work(connection)

    def recover(self) -> None:
        """Take back the letters that nobody is sending any more; none of our connections is open."""
        now = self.clock()
        with self.database.read() as session:
            if not outbox.orphans(session, self.worker_id, now):
                return
        with self.database.begin() as session:
            found = outbox.recover(session, self.worker_id, now)
        if found:
            log.warning("%d letters taken back whose sending was never ended", found)

    def waits_for_quota(self, rules: Rules) -> bool:
        """Whether a letter could go now, were it not for the cap per minute."""
        today = rules.open_day(self.clock())
        return today is not None and any(self._is_full(channel, rules, today) for channel in self.channels)

    def _is_full(self, channel: Channel, rules: Rules, today: date) -> bool:
        limit, now = _limit(channel, rules), self.clock()
        if limit is None:
            return False
        with self.database.read() as session:
            full = remaining_quota(session, limit, now) <= 0 and not is_failing(session, limit.server)
            return full and outbox.is_ready(session, now, today, channel.name)


def _limit(channel: Channel, rules: Rules) -> RateLimit | None:
    if channel.server is None:
        return None
    sending = rules.policy.sending
    return RateLimit(
        channel.server, sending.per_minute, channel.connections or sending.connections, channel.name
    )
