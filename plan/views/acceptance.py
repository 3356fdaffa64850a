"""What waits to be accepted, as lists for people show it: on the first page, in `doctor`, in the shell."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session

from plan.agencies.directory import AgencyDirectory
from plan.agencies.store import load_directory
from plan.obligations import declarations
from plan.obligations.collectors import CollectionRules, collectors_of
from plan.obligations.declarations import Declared
from plan.obligations.duty import Duty
from plan.obligations.views import ObligationFilter, duties


@dataclass(frozen=True, slots=True)
class Awaiting:
    """One declaration with what people need to decide on it. `by` and `accepts` are names of agencies."""

    duty: Duty
    declared: Declared
    by: str
    accepts: str | None  # None: only a document can say so
    owes_itself: bool  # the collector's own work

    @property
    def command(self) -> str:
        """What accepts it at the shell of whoever collects."""
        number = " --document SỐ" if self.owes_itself else ""
        return f"dondoc accept {self.duty.id}{number}"


def awaiting(
    session: Session, rules: CollectionRules, today: date, known: AgencyDirectory | None = None
) -> Sequence[Awaiting]:
    """All of it, whoever has waited longest first; `known` is the directory, where it is at hand."""
    waits = declarations.waiting(session)
    if not waits:
        return ()
    known = known or load_directory(session)
    about = {
        d.id: d for d in duties(session, today, ObligationFilter(ids=tuple({w.obligation for w in waits})))
    }

    def name(code: str) -> str:
        agency = known.get(code)
        return agency.name if agency else code

    found = []
    for one in waits:
        duty = about[one.obligation]
        who = collectors_of(duty.leads, duty.through, rules, lambda code: known.current(code, today))
        accepts = name(who.accepts) if who.accepts else None
        by = name(known.current(one.agency, today))
        found.append(Awaiting(duty, one, by, accepts, who.owes_itself))
    return tuple(found)
