"""What `dondoc doctor` reports of agencies' words that nobody has decided on: that it is done, why it is late."""

from collections.abc import Iterator
from typing import Any

from cli.context import Context
from plan.dates import day
from plan.obligations.causes import count_undecided
from plan.views.acceptance import awaiting

MOST = 20  # that are named; the number says the rest


def find_waiting(session: Any, context: Context) -> Iterator[str]:
    """Each with how long it has waited and the command that accepts it, whoever waited longest first."""
    rules = context.rules()
    found = awaiting(session, rules.collection, context.today)
    for one in found[:MOST]:
        waited = rules.calendar.between(one.declared.declared_on, context.today)
        yield (
            f"việc số {one.duty.id} ({one.duty.label}): {one.by} báo xong ngày {day(one.declared.on)}, chờ "
            f"{one.accepts or 'văn bản'} xác nhận {waited} ngày làm việc: {one.command}, hoặc "
            f'dondoc send-back {one.duty.id} --reason "…"'
        )
    if len(found) > MOST:
        yield f"… và {len(found) - MOST} việc khác đã báo, chờ xác nhận: dondoc obligations"


def find_undecided_causes(session: Any, _context: Context) -> Iterator[str]:
    """Causes of delays that nobody has confirmed or refused."""
    if many := count_undecided(session):
        yield (
            f"{many} nguyên nhân chậm chưa được xem xét: dondoc cause SỐ --confirm hoặc --refuse, kèm --document "
            "(số của việc: dondoc obligations --status late)"
        )
