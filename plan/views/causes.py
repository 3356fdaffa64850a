"""Causes of delay that nobody has confirmed or refused, as the list of what waits shows them."""

from dataclasses import dataclass
from datetime import date

from sqlmodel import Session, col, select

from plan.models import Agency, Cause, Obligation
from plan.models.delays import UNDECIDED
from plan.views.columns import columns_of


@dataclass(frozen=True, slots=True)
class UndecidedCause:
    """Why an agency says that it is late; `who` is its name, or that of whoever gave it."""

    obligation: int
    who: str | None
    label: str
    text: str
    given_on: date
    ends: date


def undecided_causes(session: Session) -> list[UndecidedCause]:
    """Of each duty the last cause alone, oldest first."""
    columns = columns_of(
        UndecidedCause,
        Cause,
        obligation=Obligation.id,
        who=Agency.name,
        label=Obligation.label,
        ends=Obligation.ends,
    )
    query = (
        select(*columns)
        .join(Obligation, col(Obligation.id) == col(Cause.obligation_id))
        .outerjoin(Agency, col(Agency.code) == col(Cause.agency))
        .where(UNDECIDED)
        .order_by(col(Cause.id))
    )
    return [UndecidedCause(*row) for row in session.exec(query)]
