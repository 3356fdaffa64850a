"""One obligation as a line of a letter, with what the reader needs to know of those behind it."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date

from sqlmodel import Session, col, func, select

from notifications.notice import Line
from plan.models import Party, Role
from plan.obligations.views import Duty
from plan.obligations.words import ground
from plan.storage.chunks import chunks
from scheduler.letters.chains import waited_for
from scheduler.letters.context import Desk


@dataclass(frozen=True, slots=True)
class Background:
    """What whoever urges asks first: when the leads last heard of it, and whom they wait for themselves."""

    last_told: Mapping[int, date] = field(default_factory=dict)
    awaits: Mapping[int, tuple[str, ...]] = field(default_factory=dict)


NOTHING = Background()


def background_of(desk: Desk, duties: Collection[Duty]) -> Background:
    """The background of these obligations, as it is now."""
    told = last_told(desk.session, tuple(duty.id for duty in duties))
    return Background(told, waited_for(desk.session, duties, desk.rules.calendar))


def last_told(session: Session, ids: tuple[int, ...]) -> dict[int, date]:
    """When the leads of each obligation last heard of it."""
    found: dict[int, date] = {}
    for chunk in chunks(ids):
        query = select(Party.obligation_id, func.max(Party.told_on)).where(
            col(Party.obligation_id).in_(chunk), Party.role == Role.LEAD, col(Party.told_on).is_not(None)
        )
        rows = session.exec(query.group_by(col(Party.obligation_id)))
        found |= {number: day for number, day in rows if day}
    return found


def line_of(
    desk: Desk,
    duty: Duty,
    step: str,
    reason: str,
    role: Role,
    background: Background = NOTHING,
) -> Line:
    """One obligation as a letter shows it today."""
    calendar = desk.rules.calendar
    return Line(
        obligation=duty.id,
        step=step,
        role=role.value,
        reason=reason,
        plan=ground(duty),
        ref=duty.ref,
        title=duty.title,
        label=duty.part if duty.task else "",
        # A milestone of the product column already says the words.
        product="" if duty.part and duty.part in duty.product else duty.product,
        opens=duty.opens,
        due=duty.due,
        ends=duty.ends,
        due_note=(calendar.why_off(duty.due) or "") if duty.ends != duty.due else "",
        late_by=calendar.between(duty.ends, desk.today),
        days_left=(duty.due - desk.today).days,
        leads=tuple(desk.contact(desk.current(code)) for code in duty.leads),
        last_told=background.last_told.get(duty.id),
        data=duty.data,
        sent_to=duty.sent_to,
        awaits=tuple(desk.contact(desk.current(c)).name for c in background.awaits.get(duty.id, ())),
    )
