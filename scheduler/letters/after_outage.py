"""After a long outage: the letters that catch up rest a while, and the operator is told, who may hold them."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from notifications.mail import outbox
from notifications.rendering import day
from plan.storage.facts import fact, put_fact
from scheduler.letters.context import Desk
from scheduler.letters.operator import write_to_operator

SLEPT_SINCE = "slept-since"  # the last tick before an outage whose letters are still to be written


def note_outage(desk: Desk, before: datetime) -> None:
    """Remember that nothing ticked since `before`, if that is long: letters may have to wait for the morning."""
    if desk.now - before >= timedelta(desk.rules.policy.catching_up.after_days):
        put_fact(desk.session, SLEPT_SINCE, before.isoformat())


def rest_after_outage(desk: Desk, operator: str | None, written: Sequence[int]) -> list[int]:
    """Let the first letters after an outage rest; the number of the letter to the operator.

    Where no operator is named nobody could look, and nothing rests.
    """
    if desk.rules.closed_because(desk.now):
        return []
    since = fact(desk.session, SLEPT_SINCE)
    if not since:
        _rest_with_the_others(desk, written)
        return []
    put_fact(desk.session, SLEPT_SINCE, "")
    minutes = desk.rules.policy.catching_up.rest_minutes
    if not (operator and written and minutes):
        return []
    until = desk.now + timedelta(minutes=minutes)
    outbox.rest(desk.session, written, until)
    notes = _said(desk, datetime.fromisoformat(since), until, len(written))
    return write_to_operator(desk, operator, "resumed", notes)


def _rest_with_the_others(desk: Desk, written: Sequence[int]) -> None:
    """What is written while letters rest: one was taken back, since the operator recorded what came in meanwhile."""
    if written and (until := outbox.rests_until(desk.session, desk.now)):
        outbox.rest(desk.session, written, until)


def _said(desk: Desk, before: datetime, until: datetime, count: int) -> tuple[str, ...]:
    last = before.astimezone(desk.rules.zone)
    slept = f"từ {last:%H:%M} ngày {day(last.date())} ({(desk.now - before).days} ngày)"
    return (
        f"Chương trình ngừng chạy {slept} và vừa hoạt động trở lại.",
        f"{count} thư đã được viết, mỗi thư đúng với hôm nay; các bước đã lỡ được ghi trong sổ là đã qua.",
        _goes(desk, until),
    )


def _goes(desk: Desk, until: datetime) -> str:
    rules = desk.rules
    if rules.open_day(until) == desk.today:
        return f"Thư bắt đầu đi lúc {until.astimezone(rules.zone):%H:%M}."
    opens = rules.policy.office.opens
    return (
        "Hôm nay không còn đủ giờ làm việc: thư không đi nữa, mà được viết lại, đúng với hôm đó, và đi ngay từ "
        f"{opens:%H:%M} ngày làm việc kế tiếp, {day(rules.calendar.after(desk.today, 1))}."
    )
