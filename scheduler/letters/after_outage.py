"""After a long outage the catch-up letters are delayed, and the operator is told, who may pause them."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from notifications.mail import pauses
from plan.dates import day
from plan.facts import INSTANT, FactOf
from scheduler.letters.context import LetterContext
from scheduler.letters.kinds import RESUMED
from scheduler.letters.operator import write_to_operator

_OUTAGE_SINCE = FactOf(
    "slept-since", INSTANT
)  # the last tick before an outage whose letters are still to be written


def note_outage(context: LetterContext, before: datetime) -> None:
    """Remember a long outage; its letters may only be written the next morning."""
    if context.now - before >= timedelta(context.rules.policy.catching_up.after_days):
        _OUTAGE_SINCE.put(context.session, before)


def delay_after_outage(context: LetterContext, operator: str | None, written: Sequence[int]) -> list[int]:
    """Delay the first letters after an outage; the number of the letter to the operator.

    Without an operator nobody could look at them, so nothing is delayed.
    """
    if context.rules.closed_because(context.now):
        return []
    since = _OUTAGE_SINCE.of(context.session)
    if not since:
        _delay_with_the_others(context, written)
        return []
    minutes = context.rules.policy.catching_up.rest_minutes
    until = context.now + timedelta(minutes=minutes)
    if operator and written and minutes:
        pauses.delay(context.session, written, until)
    if context.portions.remain:
        return []  # told once, when all are written
    _OUTAGE_SINCE.clear(context.session)
    count = pauses.count_delayed(context.session, context.now, context.today)
    if not (operator and minutes and count):
        return []
    notes = _notes(context, since, until, count)
    return write_to_operator(context, operator, RESUMED, notes)


def _delay_with_the_others(context: LetterContext, written: Sequence[int]) -> None:
    """Letters written during the delay wait as well: they replace some that changed when receipts were recorded."""
    if written and (until := pauses.delayed_until(context.session, context.now)):
        pauses.delay(context.session, written, until)


def _notes(context: LetterContext, before: datetime, until: datetime, count: int) -> tuple[str, ...]:
    last = before.astimezone(context.rules.zone)
    slept = f"từ {last:%H:%M} ngày {day(last.date())} ({(context.now - before).days} ngày)"
    return (
        f"Chương trình ngừng chạy {slept} và vừa hoạt động trở lại.",
        f"{count} thư đã được viết, mỗi thư đúng với hôm nay; các bước đã lỡ được ghi trong sổ là đã qua.",
        _departure(context, until),
    )


def _departure(context: LetterContext, until: datetime) -> str:
    rules = context.rules
    if rules.open_day(until) == context.today:
        return f"Thư bắt đầu đi lúc {until.astimezone(rules.zone):%H:%M}."
    opens = rules.policy.office.opens
    return (
        "Hôm nay không còn đủ giờ làm việc: thư không đi nữa, mà được viết lại, đúng với hôm đó, và đi ngay từ "
        f"{opens:%H:%M} ngày làm việc kế tiếp, {day(rules.calendar.after(context.today, 1))}."
    )
