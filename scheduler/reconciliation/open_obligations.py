"""What was open on a day, each with what should have been said of it and what the ledger says was: read for the nightly check."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from sqlmodel import Session, select

from plan.models import Declaration, PolicyVersion
from plan.steps import StepName, parse_step
from plan.vocabulary import DeclarationState, Role, Source
from scheduler.policy.policy import Ladders
from scheduler.policy.rules import Rules
from scheduler.policy.versions import IN_FORCE_SINCE
from scheduler.reconciliation.expected import ONE, DutyFacts, ExpectedSteps, expected_steps
from scheduler.reconciliation.open_rows import OWN, FactColumns, OpenRows, open_rows
from scheduler.reconciliation.state import AgencyState, HeardSteps, OpenObligation, Seats

# How many answers are kept of each question. The words and days of a plan are fewer; what is asked in turn by more would never be found.
FACTS, WORDS = 2**12, 2**16
_NOTHING: frozenset[tuple[str, str]] = frozenset()
_NOBODY: frozenset[str] = frozenset()


def what_is_open(
    session: Session, agencies: AgencyState, rules: Rules, day: date, morning: datetime
) -> Iterator[OpenObligation]:
    """What was open all day, by number: a change of the day itself may be told tomorrow.

    What has nothing to be said by that day, by any ladder there is, is left out.
    """
    kept = {row.id: Ladders.model_validate(row.definition) for row in session.exec(select(PolicyVersion))}
    rows = open_rows(session, [rules.policy, *kept.values()], day, morning)
    # Whoever had a letter hears by new ladders tomorrow.
    new_ladders = IN_FORCE_SINCE.of(session) == day
    return _Reader(rows, agencies, rules, day, kept, new_ladders, _spoken(session, agencies, day)).read()


@dataclass(frozen=True, slots=True)
class _Reader:
    """What the rows say on the day of the check."""

    rows: OpenRows
    agencies: AgencyState
    rules: Rules
    day: date
    kept: dict[int, Ladders]
    new_ladders: bool
    spoken: dict[int, frozenset[str]]

    def read(self) -> Iterator[OpenObligation]:
        duty, seats = lru_cache(FACTS)(self._duty), lru_cache(WORDS)(self._seats)
        step, moment = lru_cache(WORDS)(self._step), lru_cache(FACTS)(self.rows.changed_at)
        for rows in self.rows.stretches():
            for row in rows:
                number, label, holder, changed_at, parties, steps, runs = row[:OWN]
                facts, expected = duty(row[OWN:])
                told = frozenset(map(step, steps.split(","))) if steps else _NOTHING
                yield OpenObligation(
                    number,
                    label,
                    moment(changed_at),
                    facts,
                    expected,
                    seats(holder, parties),
                    HeardSteps(told, self._runs(runs) if runs else ()),
                    self.spoken.get(number, _NOBODY),
                )

    def _duty(self, raw: Sequence[Any]) -> tuple[DutyFacts, ExpectedSteps]:
        row = self.rows.facts(raw)
        since = _since(row)
        facts = DutyFacts(
            kind=row.kind.value,
            opens=row.opens,
            due=row.due,
            ends=row.ends,
            target=row.target,
            extended=row.extended,
            announced=row.source is Source.REQUEST,
            since=since,
            floor=self.day if self.new_ladders and row.rulebook is None else _floor(row, since),
            through=row.through,
            ladders=self.rules.policy if row.rulebook is None else self.kept[row.rulebook],
        )
        return facts, expected_steps(facts, self.rules.calendar.works, self.day)

    def _seats(self, holder: str, parties: str | None) -> Seats:
        roles = [words.split(" ") for words in parties.split(",")] if parties else []
        given = (holder,) if holder else tuple(agency for role, agency in roles if role == Role.LEAD)
        partners = [agency for role, agency in roles if role == Role.PARTNER]
        return Seats(given, self._today(given), self._today(partners))

    def _today(self, codes: Iterable[str]) -> tuple[str, ...]:
        return tuple(sorted({self.agencies.current(code, self.day) for code in codes}))

    def _step(self, words: str) -> tuple[str, str]:
        agency, _, step = words.partition(" ")
        return self.agencies.current(agency, self.day), step

    def _runs(self, words: str) -> tuple[tuple[str, StepName, StepName], ...]:
        found = []
        for run in words.split(","):
            agency, step, last = run.split(" ")
            if (begins := parse_step(step)) and (ends := parse_step(last)):
                found.append((self.agencies.current(agency, self.day), begins, ends))
        return tuple(found)


def _spoken(session: Session, agencies: AgencyState, day: date) -> dict[int, frozenset[str]]:
    """Whose word that it is done waits, by the obligation."""
    found: dict[int, set[str]] = {}
    query = select(Declaration.obligation_id, Declaration.agency)
    for number, agency in session.exec(query.where(Declaration.state == DeclarationState.WAITING)):
        found.setdefault(number, set()).add(agencies.current(agency, day))
    return {number: frozenset(codes) for number, codes in found.items()}


def _floor(row: FactColumns, since: date) -> date:
    return row.revised_at.date() if row.revised_at else since - ONE


def _since(row: FactColumns) -> date:
    """The day from which somebody owes it: nothing need be said of the days before."""
    if row.source is Source.REQUEST:
        return row.first
    return (row.signed_on if row.task else row.began_on) or row.opens
