"""The parties of an obligation: who leads, helps and watches, each with the day on which it hears first."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import insert
from sqlmodel import Session, col, delete, select

from plan.audit.log import Act, write_down
from plan.ledger.withdrawal import withdraw_about
from plan.models import Kind, Notice, Obligation, Party, Role
from plan.obligations.duty import Duty
from plan.storage.chunks import chunks
from plan.vocabulary import Source
from scheduler.forecast.context import ForecastContext, ObligationSpec, touch
from scheduler.policy.escalation import audience_now, collected_by, watch_steps
from scheduler.policy.policy import Ladders
from scheduler.policy.reminders import BEGINNING, ObligationFacts, decide, lead_steps, partner_steps

Seat = tuple[str, Role]
Assignment = dict[Seat, date | None]


def seats_of(session: Session, obligations: Sequence[int]) -> dict[int, set[Seat]]:
    """Who has a part in each of these obligations."""
    found: dict[int, set[Seat]] = {}
    query = select(Party.obligation_id, Party.agency, Party.role)
    for chunk in chunks(obligations):
        for number, agency, role in session.exec(query.where(col(Party.obligation_id).in_(chunk))):
            found.setdefault(number, set()).add((agency, Role(role)))
    return found


def seat_first(context: ForecastContext, new: Iterable[tuple[int, ObligationSpec, date]]) -> None:
    """The parties of obligations that are new, each with its number and last day on time."""
    ladders = context.policy_versions.today
    rows: list[dict[str, object]] = []
    for number, wanted, ends in new:
        day = wanted.deadline
        facts = ObligationFacts(
            kind="report" if wanted.kind == Kind.REPORT else "task",
            opens=day.opens,
            due=day.due,
            ends=ends,
            since=wanted.since,
            target=wanted.target,
            announced=day.source is Source.REQUEST,
        )
        leads = wanted.holder.leads
        asked = PartySpec(leads, wanted.helpers if leads else (), day.through)
        rows += _rows(number, assignment_for(context, facts, ladders, asked))
    if rows:
        context.session.connection().execute(insert(Party), rows)


def _rows(number: int, seats: Assignment) -> Iterator[dict[str, object]]:
    for agency, role in sorted(seats):
        yield {"obligation_id": number, "agency": agency, "role": role, "next_on": seats[agency, role]}


def assign_parties(
    context: ForecastContext, wanted: ObligationSpec, row: Obligation, present: Collection[Seat]
) -> None:
    """Whoever has a part in an obligation that is there already, brought up to what is wanted now."""
    announced = wanted.deadline.source is Source.REQUEST
    facts = facts_of(row, wanted.since, announced=announced)
    leads = _charged(context, wanted, row, present)
    asked = PartySpec(leads, wanted.helpers if leads else (), wanted.deadline.through)
    seats = assignment_for(context, facts, context.policy_versions.of(row.rulebook_id), asked)
    gone, came = set(present) - seats.keys(), seats.keys() - set(present)
    if not gone and not came:
        return
    _note_passing(context, row, _leads(present), _leads(seats))
    for agency, role in gone:
        mine = delete(Party).where(col(Party.obligation_id) == row.id, col(Party.agency) == agency)
        context.session.exec(mine.where(col(Party.role) == role))
        # No letter of it to who has no part in it any more.
        why = "cơ quan không còn phần trong việc này"
        withdraw_about(context.session, row.id, why, context.now, context.today, [agency])
    if came:
        new = list(_rows(row.id, {seat: seats[seat] for seat in came}))
        context.session.connection().execute(insert(Party), new)
    if present:
        touch(context, row)


def _charged(
    context: ForecastContext, wanted: ObligationSpec, row: Obligation, present: Collection[Seat]
) -> tuple[str, ...]:
    """Whoever is named first after the day has passed is not charged with it."""
    leads, before = wanted.holder.leads, _leads(present)
    if row.ends >= context.today or set(leads) == set(before) or not context.joins(wanted.deadline.task_id):
        return leads
    told = select(Notice.agency).where(Notice.obligation_id == row.id)
    theirs = {*before, *context.session.exec(told)}
    theirs |= {context.directory.current(code, context.today) for code in theirs}
    return tuple(code for code in leads if code in theirs)


def _leads(seats: Iterable[Seat]) -> list[str]:
    return sorted(agency for agency, role in seats if role is Role.LEAD)


def _note_passing(context: ForecastContext, row: Obligation, before: list[str], after: list[str]) -> None:
    """Open work that goes from one agency to another says so in its history."""
    if before and before != after:
        act = Act("dondoc", context.now, context.today)
        write_down(context.session, act, "pass", f"obligation {row.id}", {"before": before, "after": after})


def facts_of(row: Obligation | Duty, since: date, *, announced: bool = False) -> ObligationFacts:
    """What the ladders need to know of an obligation, as a row or as a value."""
    return ObligationFacts(
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
class PartySpec:
    """Who leads, who helps, and of a report: through whom it goes."""

    leads: Sequence[str]
    helpers: Sequence[str]
    through: str | None = None


def assignment_for(
    context: ForecastContext, facts: ObligationFacts, ladders: Ladders, asked: PartySpec
) -> Assignment:
    """Every party with the day of its first step; an agency that the directory lacks has no seat."""
    leads, helpers = asked.leads, asked.helpers
    lead = _first_day(context, facts, ladders, Role.LEAD)
    partner = _first_day(context, facts, ladders, Role.PARTNER) if helpers else None
    seats: Assignment = {(code, Role.LEAD): lead for code in leads}
    seats |= {(code, Role.PARTNER): partner for code in helpers}
    if leads:
        ladder = ladders.ladder(facts.kind)
        watchers = collected_by(asked.through, context.rules.watchers)
        told = audience_now(leads, ladder, watchers, lambda code: context.directory.current(code, context.on))
        for code, first in told.items():
            seats[code, Role.WATCH] = _first_day(context, facts, ladders, Role.WATCH, first)
    return {seat: day for seat, day in seats.items() if context.directory.get(seat[0])}


def _first_day(
    context: ForecastContext, facts: ObligationFacts, ladders: Ladders, role: Role, rung: int = 0
) -> date | None:
    """The day of the first step: the same for whoever has that part in obligations that are alike."""
    key = facts, id(ladders), role, rung
    if key not in context.first_days:
        calendar = context.rules.calendar
        if role is Role.WATCH:
            steps = watch_steps(facts, ladders.ladder(facts.kind), rung, calendar)
        else:
            steps = (lead_steps if role is Role.LEAD else partner_steps)(facts, ladders, calendar)
        context.first_days[key] = decide(steps, BEGINNING).next_on
    return context.first_days[key]
