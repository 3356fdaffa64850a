"""What would pass to another agency if one were merged into it: shown before it is done."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import exists
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, func, select

from plan.ledger.withdrawal import NOT_IN_HAND
from plan.models import Feed, Letter, Obligation, Party
from plan.models.duties import OPEN
from plan.views.columns import columns_of
from plan.vocabulary import Kind, Role


@dataclass(frozen=True, slots=True)
class PassingDuty:
    """Something open that passes; `shared`: the heir owes the same itself, so that the other's falls away."""

    id: int
    kind: Kind
    label: str
    due: date
    ends: date
    role: Role
    shared: bool


@dataclass(frozen=True, slots=True)
class MergerPreview:
    """What is open of the agency, and what of it goes on: letters that would be written anew, calendars that stay.

    `on` is the day from which the heir answers. What is due from then on passes at once; what is due before stays in
    the name of the old one, and from that day the heir is urged for it.
    """

    duties: tuple[PassingDuty, ...]
    letters: int
    feeds: int
    on: date

    @property
    def passing(self) -> tuple[PassingDuty, ...]:
        return tuple(one for one in self.duties if not one.shared and one.due >= self.on)

    @property
    def shared(self) -> tuple[PassingDuty, ...]:
        return tuple(one for one in self.duties if one.shared and one.due >= self.on)

    @property
    def staying(self) -> tuple[PassingDuty, ...]:
        return tuple(one for one in self.duties if one.due < self.on and one.role is Role.LEAD)


def merger_preview(session: Session, code: str, into: str, on: date) -> MergerPreview:
    """As things are now: three queries."""
    other, seat = aliased(Obligation), aliased(Party)
    same_duty = exists().where(
        col(other.deadline_id) == col(Obligation.deadline_id),
        col(other.holder) == into,
        col(Obligation.holder) == code,
    )
    same_seat = exists().where(
        col(seat.obligation_id) == col(Obligation.id),
        col(seat.agency) == into,
        col(seat.role) == col(Party.role),
    )
    columns = columns_of(PassingDuty, Obligation, role=Party.role, shared=same_duty | same_seat)
    query = (
        select(*columns)
        .join(Party, col(Party.obligation_id) == col(Obligation.id))
        .where(OPEN, Party.agency == code, col(Party.role).in_([Role.LEAD, Role.PARTNER]))
        .order_by(col(Obligation.ends), col(Obligation.id))
    )
    letters = select(func.count()).where(Letter.agency == code, col(Letter.state).in_(NOT_IN_HAND))
    feeds = select(func.count()).where(
        Feed.agency == code, col(Feed.revoked_at).is_(None), col(Feed.replaced_by).is_(None)
    )
    rows = tuple(PassingDuty(*row) for row in session.exec(query))
    return MergerPreview(rows, session.exec(letters).one(), session.exec(feeds).one(), on)
