"""Several reports that came in, ticked on one page: recorded all together, or none of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session

from plan.audit.log import Act
from plan.errors import NotPossibleError
from plan.obligations import acts
from plan.obligations.acts import ChangedError, ObligationAct


@dataclass(frozen=True, slots=True)
class TickedReceipt:
    """One of them: which obligation, as it stood on the page, and under which number it came in."""

    obligation: int
    revision: int
    on: date
    document: str | None


@dataclass(frozen=True, slots=True)
class TickedFault:
    """Why one of them cannot be recorded; `changed`: somebody else did something to it meanwhile."""

    obligation: int
    said: NotPossibleError

    @property
    def changed(self) -> bool:
        return isinstance(self.said, ChangedError)


def record_ticked(session: Session, act: Act, receipts: Sequence[TickedReceipt]) -> list[TickedFault]:
    """Each is recorded; with any fault the caller rolls all of them back."""
    faults = []
    for one in receipts:
        try:
            acts.perform(session, one.obligation, _completion(act, one), one.revision)
        except NotPossibleError as error:
            faults.append(TickedFault(one.obligation, error))
    return faults


def _completion(act: Act, one: TickedReceipt) -> ObligationAct:
    return lambda session, row: acts.complete(session, row, act, on=one.on, document=one.document, note=None)
