"""An obligation → a line of a letter."""

from collections.abc import Collection
from sys import intern

from notifications.notice import DeclaredWord, LetterLine, SentBackWord
from notifications.papers.signature_block import BLANK
from plan.dates import day, moment
from plan.labels import OBLIGATION_STATES
from plan.models import Role
from plan.obligations.collectors import collectors_of
from plan.obligations.declarations import Declared
from plan.obligations.duty import Duty
from plan.obligations.status import is_open
from plan.obligations.words import ground, ground_in_full
from plan.steps import StepName
from scheduler.letters.background import NO_BACKGROUND, LineBackground
from scheduler.letters.context import LetterContext


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
        ref=intern(duty.ref),  # of thousands of agencies the same
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
        assumed=calendar.assumptions(duty.due, max(duty.ends, context.today), duty.ends),
        days_left=(duty.due - context.today).days,
        leads=context.contacts(duty.leads),
        last_told=background.last_told.get(duty.id),
        times_told=background.times_told.get(duty.id, 0),
        in_all=background.in_all.get(duty.deadline, 1),
        asked=background.asked.get(duty.id, ""),
        unreachable=background.unreachable(context, duty),
        is_task=duty.kind == "task",
        deadline=duty.deadline,
        extended_from=duty.extended_from,
        sent_back=_sent_back(duty),
        words=tuple(declared_word(context, duty, one) for one in duty.waiting),
        accepted_by=_accepted_by(context, duty) if duty.waiting else "",
        data=duty.data,
        sent_to=duty.sent_to,
        ground=ground_in_full(duty, (signer.place,), signer.parent or BLANK),
        awaits=tuple(context.contact(context.current(c)).name for c in background.awaits.get(duty.id, ())),
        declared="; ".join(declared_in_words(context, one) for one in duty.waiting),
        waiting=is_paused(context, duty, reader, role),
    )


def _sent_back(duty: Duty) -> SentBackWord | None:
    back = duty.sent_back
    if back is None:
        return None
    if back.word is None:
        return SentBackWord(back.on, back.reason)
    return SentBackWord(back.on, back.reason, back.word.declared_on, back.word.document or "")


def declared_word(context: LetterContext, duty: Duty, one: Declared) -> DeclaredWord:
    """What an agency said, how long it waits, and how late it is if it is held as received on the day it was said."""
    calendar = context.rules.calendar
    return DeclaredWord(
        who=context.contact(context.current(one.agency)).name,
        on=one.on,
        document=one.document or "",
        said_on=one.declared_on,
        has_file=bool(one.file_name),
        waited=calendar.between(one.declared_on, context.today),
        late_by=calendar.between(duty.ends, one.declared_on),
    )


def _accepted_by(context: LetterContext, duty: Duty) -> str:
    who = collectors_of(duty.leads, duty.through, context.rules.collection, context.current)
    return context.contact(who.accepts or who.collector).name


def is_paused(context: LetterContext, duty: Duty, agency: str, role: Role) -> bool:
    """Whether nothing is said of it to this party while an agency's word waits.

    Of several agencies of one duty only those that spoke are left in peace; when all have, everybody is.
    """
    if not (waiting := duty.waiting):
        return False
    spoken = {context.current(one.agency) for one in waiting}
    if {context.current(code) for code in duty.leads} <= spoken:
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
