"""An obligation → a line of a letter."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date

from sqlmodel import Session, col, func, select

from notifications.notice import LetterLine
from notifications.papers.signature_block import BLANK
from plan.dates import day, moment
from plan.labels import OBLIGATION_STATES
from plan.models import Party, Role
from plan.obligations.declarations import Declared
from plan.obligations.status import is_open
from plan.obligations.views import Duty
from plan.obligations.words import ground, ground_in_full
from plan.steps import StepName
from plan.storage.chunks import chunks
from scheduler.letters.chains import missing_reports
from scheduler.letters.context import LetterContext


@dataclass(frozen=True, slots=True)
class LineBackground:
    """What the urging department asks first: when the leads were last told, and whose reports they wait for."""

    last_told: Mapping[int, date] = field(default_factory=dict)
    awaits: Mapping[int, tuple[str, ...]] = field(default_factory=dict)


NO_BACKGROUND = LineBackground()


def background_of(context: LetterContext, duties: Collection[Duty]) -> LineBackground:
    """The background of these obligations, as it is now."""
    told = last_told(context.session, tuple(duty.id for duty in duties))
    return LineBackground(told, missing_reports(context.session, duties, context.rules.calendar))


def last_told(session: Session, ids: tuple[int, ...]) -> dict[int, date]:
    """The day on which the leads of each obligation were last told."""
    found: dict[int, date] = {}
    for chunk in chunks(ids):
        query = select(Party.obligation_id, func.max(Party.told_on)).where(
            col(Party.obligation_id).in_(chunk), Party.role == Role.LEAD, col(Party.told_on).is_not(None)
        )
        rows = session.exec(query.group_by(col(Party.obligation_id)))
        found |= {number: on for number, on in rows if on}
    return found


def line_of(
    context: LetterContext,
    duty: Duty,
    step: StepName | None,
    reason: str,
    role: Role,
    background: LineBackground = NO_BACKGROUND,
    reader: str = "",
) -> LetterLine:
    """One obligation as a letter shows it today to its reader."""
    calendar, signer = context.rules.calendar, context.writer.signer
    return LetterLine(
        obligation=duty.id,
        step=step,
        role=role.value,
        reason=reason,
        plan=ground(duty),
        ref=duty.ref,
        title=duty.title,
        label=duty.part if duty.task else "",
        # A milestone from the product column contains these words already.
        product="" if duty.part and duty.part in duty.product else duty.product,
        opens=duty.opens,
        due=duty.due,
        ends=duty.ends,
        due_note=(calendar.why_off(duty.due) or "") if duty.ends != duty.due else "",
        late_by=calendar.between(duty.ends, context.today) if is_open(duty) else 0,
        over="" if is_open(duty) else OBLIGATION_STATES[duty.status],
        assumed=calendar.assumptions(duty.due, max(duty.ends, context.today)),
        days_left=(duty.due - context.today).days,
        leads=tuple(context.contact(context.current(code)) for code in duty.leads),
        last_told=background.last_told.get(duty.id),
        data=duty.data,
        sent_to=duty.sent_to,
        ground=ground_in_full(duty, (signer.place,), signer.parent or BLANK),
        awaits=tuple(context.contact(context.current(c)).name for c in background.awaits.get(duty.id, ())),
        declared="; ".join(declared_in_words(context, one) for one in duty.waiting),
        waiting=is_paused(context, duty, reader, role),
    )


def is_paused(context: LetterContext, duty: Duty, agency: str, role: Role) -> bool:
    """Whether nothing is said of it to this party while an agency's word waits.

    Of several agencies of one duty only those that spoke are left in peace; when all have, everybody is.
    """
    spoken = {context.current(one.agency) for one in duty.waiting}
    if spoken and {context.current(code) for code in duty.leads} <= spoken:
        return True
    return role == Role.LEAD and context.current(agency) in spoken


def declared_in_words(context: LetterContext, one: Declared) -> str:
    """Who said what, and when."""
    who = context.contact(context.current(one.agency)).name
    number = f", văn bản {one.document}" if one.document else ""
    file = ", có tệp" if one.file_name else ", không có tệp"
    at = moment(one.at.astimezone(context.rules.zone))
    return f"{who} báo xong ngày {day(one.on)}{number}{file} (báo lúc {at})"


def late_and_coming(lines: Collection[LetterLine]) -> str:
    """How many lines are late, still to come, or declared and not accepted yet, as a subject says it."""
    waiting = sum(line.waiting for line in lines)
    late = sum(line.late and not line.waiting for line in lines)
    coming = len(lines) - late - waiting
    counted = ((late, "quá hạn"), (coming, "sắp đến hạn"), (waiting, "chờ xác nhận"))
    return ", ".join(f"{many} việc {what}" for many, what in counted if many)
