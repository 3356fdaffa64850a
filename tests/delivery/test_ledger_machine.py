"""The ledger as a state machine: whatever happens in whatever order, nobody is told twice or forgotten.

Letters are written, sent, refused for now, left in doubt by a crash; obligations are closed, reopened and
extended; time passes. After every step the invariants hold; in the end, once mail works, all that is due
has been told. The same on both databases.
"""

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from datetime import date, datetime, time, timedelta
from functools import partial
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from sqlmodel import Session, col, select

from notifications.letters import Letterhead, LetterWriter
from notifications.mail import outbox
from notifications.mail.faults import Fault
from notifications.mail.tries import Outcome
from notifications.mail.turn import Seat, take_turn
from notifications.rendering import environment
from plan.audit.log import Act
from plan.errors import NotPossibleError
from plan.ledger.withdrawal import ON_THE_WAY
from plan.models import (
    Agency,
    Deadline,
    Kind,
    Letter,
    LetterState,
    Notice,
    Obligation,
    Party,
    Plan,
    Role,
    Task,
)
from plan.obligations import acts
from plan.storage.database import Database
from plan.vocabulary import Source
from scheduler.flow import TickContext, run_stages
from scheduler.policy.escalation import Watchers
from scheduler.policy.policy import load_policy
from scheduler.policy.rules import Rules
from scheduler.working_days.vietnam import calendar
from tests.servers.postgres import Cluster
from tests.story import ZONE, morning

RULES = Rules(ZONE, load_policy(), Watchers("so-noi-vu", "van-phong"), calendar(2011, 2014))
WRITER = LetterWriter(environment(), Letterhead("Đôn Đốc <dondoc@x.example>", "https://d.example"))
BEGIN = date(2012, 6, 11)
LEADS = ("so-a", "so-b")
WATCHERS = ("so-noi-vu", "van-phong")
WHO, CRASHED = "here:1:a", "elsewhere:1:z"
GONE = (LetterState.SENT, LetterState.CAPTURED)


class Ledger(RuleBasedStateMachine):
    """One small plan, two agencies, four obligations, in a database that `place` opens and throws away."""

    def __init__(self, place: "Place") -> None:
        super().__init__()
        self.place, self.stack = place, ExitStack()

    @initialize()
    def adopt(self) -> None:
        self.database = Database(self.stack.enter_context(self.place()))
        self.today, self.now = BEGIN, morning(BEGIN)
        self.frozen: dict[int, bytes] = {}
        self.fates: dict[int, LetterState] = {}
        with self.database.begin() as session:
            session.add_all(
                Agency(code=code, name=code, addresses=[f"{code}@x.example"]) for code in (*LEADS, *WATCHERS)
            )
            session.add(Plan(code="1/KH", title="K", issued_on=BEGIN, first=BEGIN, last=date(2012, 12, 31)))
            session.flush()
            for number in range(4):
                self._duty(session, number)

    def _duty(self, session: object, number: int) -> None:
        add, flush = session.add, session.flush  # type: ignore[attr-defined]  # a session
        task = Task(plan_id=1, position=number, section="I", section_title="", number=str(number), title=f"V{number}",
                    lead="", partners="", product="", timing="")  # fmt: skip
        add(task)
        flush()
        due = BEGIN + timedelta(5 + 6 * number)
        deadline = Deadline(
            task_id=task.id, label="", opens=BEGIN - timedelta(60), due=due, source=Source.TIME
        )
        add(deadline)
        flush()
        kind = Kind.REPORT if number % 2 else Kind.TASK
        ends = RULES.calendar.on_or_after(due)
        row = Obligation(deadline_id=deadline.id, kind=kind, label=f"V{number}", opens=deadline.opens, due=due,
                         ends=ends, changed_at=self.now)  # fmt: skip
        add(row)
        flush()
        add(Party(obligation_id=row.id, agency=LEADS[number % 2], role=Role.LEAD, next_on=BEGIN))
        if kind == Kind.REPORT:
            for agency in WATCHERS:
                add(Party(obligation_id=row.id, agency=agency, role=Role.WATCH, next_on=BEGIN))

    @rule(hours=st.sampled_from([1, 3, 9, 24, 72, 24 * 12]))
    def time_passes(self, hours: int) -> None:
        self.now += timedelta(hours=hours)
        self.today = self.now.astimezone(ZONE).date()

    @rule()
    def tick(self) -> None:
        with self.database.begin() as session:
            run_stages(TickContext(session, RULES, WRITER, self.now))

    @rule()
    def tick_that_crashes(self) -> None:
        """The process dies before the transaction ends."""
        with self.database.read() as session:
            run_stages(TickContext(session, RULES, WRITER, self.now))

    @rule(
        fate=st.sampled_from(
            [
                Outcome("sent"),
                Outcome("sent"),
                Outcome("later", "451", Fault.TEMPORARY),
                Outcome("later", "down", Fault.DOWN),
                Outcome("unknown", "cut", Fault.CUT),
                Outcome("refused", "550", Fault.PERMANENT),
                None,
            ]
        )
    )
    def hand_over(self, fate: Outcome | None) -> None:
        """None: the sender dies with the letter in its hands."""
        if (today := RULES.open_day(self.now)) is None:
            return
        with self.database.begin() as session:
            letter = take_turn(session, Seat(WHO if fate else CRASHED), self.now, today).letter
            if letter and fate:
                outbox.record(session, letter, fate, self.now)

    @rule(number=st.integers(1, 4), act=st.sampled_from(["close", "reopen", "extend", "cancel"]))
    def a_person_acts(self, number: int, act: str) -> None:
        who = Act("test", self.now, self.today)
        with self.database.begin() as session:
            row = acts.find_obligation(session, number)
            try:
                if act == "close":
                    acts.complete(session, row, who, on=self.today, document=None, note=None)
                elif act == "reopen":
                    acts.reopen(session, row, who)
                elif act == "cancel":
                    acts.cancel(session, row, who, reason="thôi")
                else:
                    to = max(row.due, self.today) + timedelta(7)
                    ends = RULES.calendar.on_or_after(to)
                    acts.extend(session, row, who, to=to, ends=ends, reason="xin thêm")
            except NotPossibleError:
                return

    @precondition(lambda self: hasattr(self, "database"))
    @invariant()
    def letters_hold(self) -> None:
        with self.database.read() as session:
            letters = list(session.exec(select(Letter)))
            keys = [(x.agency, x.kind, x.day) for x in letters if x.state != LetterState.WITHDRAWN]
            assert len(keys) == len(set(keys)), "two letters of a kind stand on one day"
            for letter in letters:
                number = letter.id
                assert self.frozen.setdefault(number, letter.raw) == letter.raw, "bytes changed"
                before = self.fates.get(number)
                if before in {*GONE, LetterState.WITHDRAWN}:
                    assert letter.state == before, "what is over stays over"
                self.fates[number] = letter.state

    @precondition(lambda self: hasattr(self, "database"))
    @invariant()
    def the_ledger_holds(self) -> None:
        with self.database.read() as session:
            states = dict(session.exec(select(Letter.id, Letter.state)).all())
            for row in session.exec(select(Notice)):
                if row.letter_id is None:
                    assert row.reason
                    continue
                assert not row.owed
                assert states[row.letter_id] != LetterState.WITHDRAWN, "told by a letter that was taken back"

    @precondition(lambda self: hasattr(self, "database"))
    @invariant()
    def what_is_closed_is_spoken_of_by_no_letter_that_waits(self) -> None:
        with self.database.read() as session:
            closed = select(Obligation.id).where(
                col(Obligation.done_on).is_not(None) | col(Obligation.cancelled_on).is_not(None)
            )
            waits = select(Letter.id).where(col(Letter.state).in_([LetterState.WAITING, LetterState.UNKNOWN]))
            bad = select(Notice.id).where(
                col(Notice.obligation_id).in_(closed), col(Notice.letter_id).in_(waits)
            )
            # What was told wrong is told right even of what is over.
            assert session.exec(bad.where(~col(Notice.step).startswith("corrected-"))).first() is None

    def teardown(self) -> None:
        """Mail works again: all that is on the way goes, and every open obligation's newest step is settled."""
        if not hasattr(self, "database"):
            return
        try:
            self._mend()
            with self.database.read() as session:
                assert (
                    session.exec(select(Letter.id).where(col(Letter.state).in_(ON_THE_WAY))).first() is None
                )
                self._nothing_owed(session)
                self._newest_steps_told(session)
        finally:
            self.database.close()
            self.stack.close()

    def _mend(self) -> None:
        day = RULES.calendar.after(self.today, 1)
        for hour in (8, 9, 10):
            now: datetime = morning(day, time(hour))
            with self.database.begin() as session:
                # The claim of a dead sender elsewhere runs out; what was refused is told again by itself.
                run_stages(TickContext(session, RULES, WRITER, now))
            while True:
                with self.database.begin() as session:
                    letter = take_turn(session, Seat(WHO), now, day).letter
                    if letter is None:
                        break
                    outbox.record(session, letter, Outcome("sent"), now)
            day = RULES.calendar.after(day, 1)

    def _nothing_owed(self, session: object) -> None:
        still = (
            select(Notice)
            .join(Obligation)
            .where(
                col(Notice.owed),
                ~col(Notice.step).regexp_match("^(week|month)-"),
                col(Obligation.done_on).is_(None),
                col(Obligation.cancelled_on).is_(None),
            )
        )
        left = [(n.obligation_id, n.step, n.agency, n.reason) for n in session.exec(still)]
        assert left == [], "owed to somebody and never settled"  # type: ignore[attr-defined]  # a session

    def _newest_steps_told(self, session: Session) -> None:
        """Of what is open each party has a letter about the newest step: only what came before it is passed over."""
        query = select(Notice, Obligation).join(Obligation)
        query = query.where(col(Obligation.done_on).is_(None), col(Obligation.cancelled_on).is_(None))
        newest: dict[tuple[int, str], Notice] = {}
        for row, duty in session.exec(query):
            ends = f"@{duty.due}" if duty.extended_from else ""
            if (place := place_of(row.step, ends)) is None:
                continue  # of the week, the month, or the ladder before an extension
            key = (row.obligation_id, row.agency)
            if key not in newest or place > (place_of(newest[key].step, ends) or 0):
                newest[key] = row
        silent = [
            (*key, row.step, str(row.day), row.reason) for key, row in newest.items() if row.letter_id is None
        ]
        assert silent == [], "a letter was withdrawn or skipped, and nothing newer was said"


def place_of(step: str, suffix: str) -> int | None:
    """How far up its ladder a step is; None if it is of no ladder, or of another than that of the suffix."""
    name, at, day = step.partition("@")
    if at + day != suffix or name.startswith(("week-", "month-")):
        return None
    if name == "opened":
        return -9999
    return int(name.lstrip("abcdefghijklmnopqrstuvwxyz"))  # before-14, before-0, late+1, escalate+5


Place = Callable[[], AbstractContextManager[str]]


@contextmanager
def in_a_file(template: Path) -> Iterator[str]:
    with tempfile.TemporaryDirectory(prefix="dondoc-machine-") as folder:
        yield f"sqlite:///{shutil.copy(template, Path(folder) / 'plan.db')}"


@contextmanager
def on_a_server(cluster: Cluster, template: str) -> Iterator[str]:
    name = cluster.create(template)
    try:
        yield cluster.url(name)
    finally:
        cluster.drop(name)


def lives(place: Place, *, usually: int, in_ci: int) -> None:
    """So many lives of forty steps each."""
    given = settings(
        max_examples=in_ci if os.environ.get("CI") else usually,
        stateful_step_count=40,
        deadline=None,
        # Shrinking forty steps takes longer than reading them.
        phases=[Phase.explicit, Phase.reuse, Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    run_state_machine_as_test(partial(Ledger, place), settings=given)


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_the_ledger_in_a_file(tmp_path: Path) -> None:
    template = tmp_path / "empty.db"
    Database(f"sqlite:///{template}").close()  # the last to leave writes everything into the one file
    lives(partial(in_a_file, template), usually=15, in_ci=100)


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_the_ledger_on_postgresql(cluster: Cluster, empty_on_postgresql: str) -> None:
    lives(partial(on_a_server, cluster, empty_on_postgresql), usually=10, in_ci=50)
