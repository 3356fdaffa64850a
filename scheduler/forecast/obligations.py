"""Who owes what: wanted obligations → stored rows, each party with the day on which it hears first.

Idempotent: a row that is there stays; only who leads, helps and watches an open one is brought up to date.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from sqlmodel import Session, col, select, update

from plan.agencies.directory import Register
from plan.audit.log import Act, write_down
from plan.clock import day_of
from plan.ledger.withdrawal import take_back
from plan.models import Answer, Cell, Deadline, Kind, Notice, Obligation, Party, Role, Task
from plan.obligations.views import REQUEST, Duty, chunks
from plan.tasks.settled import Words, given, words_of
from scheduler.forecast.holders import Holder
from scheduler.policy.escalation import audience_now, collected_by, watch_steps
from scheduler.policy.policy import Ladders
from scheduler.policy.reminders import BEGINNING, Facts, decide, lead_steps, partner_steps
from scheduler.policy.rules import Rules
from scheduler.policy.versions import Rulebooks
from scheduler.working_days.calendar import WorkCalendar

Seats = dict[tuple[str, Role], date | None]

# Why the program itself cancels; what it cancelled for such a reason it takes up again when the words return.
NO_LONGER_DUE = "kế hoạch không còn nêu thời hạn này"
NO_LONGER_THEIRS = "kế hoạch không còn giao việc này cho cơ quan này"
NOT_UNDERSTOOD = "lời mới của kế hoạch chưa hiểu, đang chờ người trả lời"


@dataclass
class Office:
    """What a forecast works with: the session, the rules, the register, and the moment."""

    session: Session
    rules: Rules
    register: Register
    now: datetime
    on: date  # the day on which groups are expanded
    joining: bool = False  # everybody was seated before: whoever is new joins from now on
    worded: frozenset[int] = (
        frozenset()
    )  # tasks to which a document gave new words: those hold from its day on
    changed: bool = False  # whether anything that a reader could see was changed

    @cached_property
    def books(self) -> Rulebooks:
        """The ladders of today and those that older obligations keep."""
        return Rulebooks(self.session, self.rules.policy.ladders)

    @cached_property
    def answers(self) -> Mapping[int, Mapping[Cell, Answer]]:
        """What people settled about the cells of tasks."""
        return given(self.session)

    def words(self, task: Task) -> Words:
        """What the cells of a task say after a person's answers."""
        return words_of(task, self.answers.get(task.id or 0, {}))

    @property
    def today(self) -> date:
        """The day it is, even when groups are expanded as on the plan's last day."""
        return day_of(self.now, self.rules.zone)

    def joins(self, task: int) -> bool:
        """Whether what is past is no longer charged to anybody new: a person's answer names from now on."""
        answered = self.answers.get(task, {}).keys() & {Cell.LEAD, Cell.TIMING}
        return self.joining and (task not in self.worded or bool(answered))


@dataclass(frozen=True, slots=True)
class Wanted:
    """An obligation that the words of the plan ask for."""

    deadline: Deadline
    holder: Holder
    helpers: tuple[str, ...]
    kind: Kind
    label: str
    since: date  # the plan did not exist before
    target: date | None = None


def store_owed(office: Office, wanted: Sequence[Wanted]) -> None:
    """Store what is wanted and not there yet, and seat the parties of all that is open.

    What these deadlines asked of others before is cancelled, unless it was done.
    """
    rows = _known(office.session, {w.deadline.id or 0 for w in wanted})
    keys = {_key(w) for w in wanted}
    for (deadline, holder), old in list(rows.items()):
        if (deadline, holder) not in keys and not _is_kept(office, deadline, holder, keys):
            _cancel(office, old, NO_LONGER_THEIRS)
    new = {
        _key(w): made for w in wanted if _key(w) not in rows and _is_owed(office, w, made := _row(office, w))
    }
    office.session.add_all(new.values())
    office.session.flush()
    office.changed |= bool(new)
    rows |= new
    for key in keys & rows.keys():
        _take_up_again(office, rows[key])
    seated = _seated(office.session, [row.id or 0 for row in rows.values()])
    for one in wanted:
        if (row := rows.get(_key(one))) is None:
            continue
        _bring_up(office, one, row, seated.get(row.id or 0, {}))
    office.session.flush()


def _bring_up(office: Office, one: Wanted, row: Obligation, present: dict[tuple[str, Role], Party]) -> None:
    """Its words and its parties as they are wanted now."""
    if row.label != one.label:
        row.label = one.label
        touch(office, row)
    if row.done_on is None and row.cancelled_on is None:
        _seat(office, one, row, present)


def cancel_all(office: Office, deadlines: Iterable[Deadline], because: str = NO_LONGER_DUE) -> None:
    """What is open on these deadlines need not be done any more; what was done stays."""
    for row in _known(office.session, {d.id or 0 for d in deadlines}).values():
        _cancel(office, row, because)


def _cancel(office: Office, row: Obligation, reason: str) -> None:
    if row.done_on is None and row.cancelled_on is None:
        row.cancelled_on, row.cancelled_because = office.today, reason
        touch(office, row)
        _take_back(office, row, reason)
        _ask_on(office, row, None)


def _take_back(office: Office, row: Obligation, reason: str, agencies: Sequence[str] | None = None) -> None:
    if row.id is not None:
        take_back(office.session, row.id, reason, office.now, office.today, agencies)


def _take_up_again(office: Office, row: Obligation) -> None:
    """What the program cancelled is open again once the words ask for it; a person's act stands."""
    if row.cancelled_because in {NO_LONGER_DUE, NO_LONGER_THEIRS, NOT_UNDERSTOOD}:
        row.cancelled_on = row.cancelled_because = None
        touch(office, row)
        _ask_on(office, row, office.today)


def _ask_on(office: Office, row: Obligation, day: date | None) -> None:
    parties = update(Party).where(col(Party.obligation_id) == row.id)
    office.session.exec(parties.values(next_on=day))


def _is_kept(office: Office, deadline: int, holder: str, keys: set[tuple[int, str]]) -> bool:
    """What a merged agency owes is its successor's to do, unless the successor owes the same itself."""
    current = office.register.current(holder, office.on)
    return bool(holder) and current != holder and (deadline, current) not in keys


def _is_owed(office: Office, wanted: Wanted, row: Obligation) -> bool:
    """Who joins later is not charged with what was due before: then only days still ahead are new."""
    return not office.joins(wanted.deadline.task_id or 0) or row.ends >= office.today


def _key(wanted: Wanted) -> tuple[int, str]:
    return wanted.deadline.id or 0, wanted.holder.code


def _known(session: Session, deadlines: set[int]) -> dict[tuple[int, str], Obligation]:
    found: dict[tuple[int, str], Obligation] = {}
    for chunk in chunks(sorted(deadlines)):
        rows = session.exec(select(Obligation).where(col(Obligation.deadline_id).in_(chunk)))
        found |= {(row.deadline_id, row.holder): row for row in rows}
    return found


def _row(office: Office, wanted: Wanted) -> Obligation:
    day = wanted.deadline
    return Obligation(
        deadline_id=day.id or 0,
        holder=wanted.holder.code,
        kind=wanted.kind,
        label=wanted.label,
        opens=day.opens,
        due=day.due,
        ends=last_day(office.rules.calendar, day.due, day.grace),
        target=wanted.target,
        changed_at=office.now,
    )


def last_day(calendar: WorkCalendar, due: date, grace: int) -> date:
    """The last day on time: the day due or the next working day, and the grace that a regime grants."""
    return calendar.after(calendar.on_or_after(due), grace)


def _seated(session: Session, obligations: Sequence[int]) -> dict[int, dict[tuple[str, Role], Party]]:
    found: dict[int, dict[tuple[str, Role], Party]] = {}
    for chunk in chunks(obligations):
        for party in session.exec(select(Party).where(col(Party.obligation_id).in_(chunk))):
            found.setdefault(party.obligation_id, {})[party.agency, party.role] = party
    return found


def _seat(office: Office, wanted: Wanted, row: Obligation, present: dict[tuple[str, Role], Party]) -> None:
    announced = wanted.deadline.source.startswith(REQUEST)
    facts = facts_of(row, wanted.since, announced=announced)
    leads = _charged(office, wanted, row, present)
    asked = Asked(leads, wanted.helpers if leads else (), wanted.deadline.through)
    seats = seats_for(office, facts, office.books.of(row.rulebook_id), asked)
    if seats.keys() == present.keys():
        return
    _note_passing(office, row, _leads(present), _leads(seats))
    for key in present.keys() - seats.keys():
        office.session.delete(present[key])
        # No letter of it to who has no part in it any more.
        _take_back(office, row, "cơ quan không còn phần trong việc này", [key[0]])
    office.session.add_all(
        Party(obligation_id=row.id or 0, agency=agency, role=role, next_on=seats[agency, role])
        for agency, role in sorted(seats.keys() - present.keys())
    )
    if present:
        touch(office, row)


def _charged(
    office: Office, wanted: Wanted, row: Obligation, present: dict[tuple[str, Role], Party]
) -> tuple[str, ...]:
    """Whoever is named first after the day has passed is not charged with it."""
    leads, before = wanted.holder.leads, _leads(present)
    if (
        row.ends >= office.today
        or set(leads) == set(before)
        or not office.joins(wanted.deadline.task_id or 0)
    ):
        return leads
    told = select(Notice.agency).where(Notice.obligation_id == row.id)
    theirs = {*before, *office.session.exec(told)}
    theirs |= {office.register.current(code, office.today) for code in theirs}
    return tuple(code for code in leads if code in theirs)


def _leads(seats: Iterable[tuple[str, Role]]) -> list[str]:
    return sorted(agency for agency, role in seats if role is Role.LEAD)


def _note_passing(office: Office, row: Obligation, before: list[str], after: list[str]) -> None:
    """Open work that goes from one agency to another says so in its history."""
    if before and before != after:
        act = Act("dondoc", office.now, office.today)
        write_down(office.session, act, "pass", f"obligation {row.id}", {"before": before, "after": after})


def touch(office: Office, row: Obligation) -> None:
    """A reader could see the change: calendars fetch it again."""
    row.changed_at, row.revision = office.now, row.revision + 1
    office.session.add(row)
    office.changed = True


def facts_of(row: Obligation | Duty, since: date, *, announced: bool = False) -> Facts:
    """What the ladders need to know of an obligation, as a row or as a value."""
    return Facts(
        kind="report" if row.kind == Kind.REPORT else "task",
        opens=row.opens,
        due=row.due,
        ends=row.ends,
        since=since,
        target=row.target,
        extended=row.extended_from is not None,
        announced=announced,
    )


@dataclass(frozen=True, slots=True)
class Asked:
    """Who leads, who helps, and of a report: through whom it goes."""

    leads: Sequence[str]
    helpers: Sequence[str]
    through: str | None = None


def seats_for(office: Office, facts: Facts, ladders: Ladders, asked: Asked) -> Seats:
    """Every party with the day of its first step; an agency that the register lacks has no seat."""
    leads, helpers = asked.leads, asked.helpers
    calendar = office.rules.calendar
    lead = decide(lead_steps(facts, ladders, calendar), BEGINNING).next_on
    partner = decide(partner_steps(facts, ladders, calendar), BEGINNING).next_on if helpers else None
    seats: Seats = {(code, Role.LEAD): lead for code in leads}
    seats |= {(code, Role.PARTNER): partner for code in helpers}
    if leads:
        ladder = ladders.ladder(facts.kind)
        watchers = collected_by(asked.through, office.rules.watchers)
        told = audience_now(leads, ladder, watchers, lambda code: office.register.current(code, office.on))
        for code, first in told.items():
            steps = watch_steps(facts, ladder, first, calendar)
            seats[code, Role.WATCH] = decide(steps, BEGINNING).next_on
    return {seat: day for seat, day in seats.items() if office.register.get(seat[0])}
