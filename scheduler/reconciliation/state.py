"""What the nightly check holds against each other: an open obligation, who hears of it, and what the ledger says was told."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session, select

from plan.addresses import can_be_told
from plan.agencies.reachable import reachable_since
from plan.models import Agency
from plan.steps import StepKind, StepName
from scheduler.reconciliation.expected import DutyFacts, ExpectedSteps

ROUNDS = (f"{StepKind.WEEK}-", f"{StepKind.MONTH}-")


@dataclass(frozen=True, slots=True)
class HeardSteps:
    """What the ledger says of one obligation, by the agencies of today: single steps, and runs passed over together."""

    single: frozenset[tuple[str, str]]
    runs: tuple[tuple[str, StepName, StepName], ...] = ()

    def has(self, agency: str, step: StepName, name: str) -> bool:
        """Whether the step, of that name, was told to that agency, or passed over for it, alone or in a run."""
        return (agency, name) in self.single or any(
            code == agency
            and (one.kind, one.due) == (step.kind, step.due)
            and min(one.number, other.number) <= step.number <= max(one.number, other.number)
            for code, one, other in self.runs
        )

    def of_rounds(self) -> "HeardSteps":
        """What was told in letters of weeks and months alone: all that is asked of what is kept to the end of a check."""
        return HeardSteps(frozenset(one for one in self.single if one[1].startswith(ROUNDS)))


@dataclass(frozen=True, slots=True)
class Seats:
    """Who has a part in an obligation: the leads by the names they were given under, and all as on the day of the check."""

    given: tuple[str, ...]
    leads: tuple[str, ...]
    partners: tuple[str, ...]


@dataclass(slots=True)
class OpenObligation:
    """One open obligation. What many have in common is one object for all of them."""

    id: int
    label: str
    changed_at: datetime
    facts: DutyFacts
    expected: ExpectedSteps
    seats: Seats
    told: HeardSteps
    spoken: frozenset[str]  # leads whose word that it is done waits: they are not urged

    @property
    def is_silent(self) -> bool:
        """Whether all who lead it have spoken: then nobody is told anything of it."""
        return bool(self.spoken) and set(self.seats.leads) <= self.spoken


@dataclass(slots=True)
class AgencyState:
    """What is read once: who answers for whom, and who can be written to."""

    heirs: dict[str, tuple[date | None, str | None]]
    reachable: set[str]
    since: Mapping[str, date]  # the day from which on, where an agency once had no address

    def reached_before(self, code: str, day: date) -> bool:
        """Whether it could be written to when the letters of that day were written, and still can."""
        return code in self.reachable and self.since.get(code, date.min) < day

    def current(self, code: str, day: date) -> str:
        """Who stands in for an agency on that day."""
        for _ in self.heirs:
            ended, heir = self.heirs.get(code, (None, None))
            if not heir or ended is None or ended > day:
                break
            code = heir
        return code


def read_agency_state(session: Session) -> AgencyState:
    rows = session.exec(select(Agency)).all()
    heirs = {row.code: (row.active_to, row.successor) for row in rows}
    return AgencyState(heirs, {row.code for row in rows if can_be_told(row)}, reachable_since(session))
