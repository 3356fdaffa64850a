"""What `dondoc doctor` reports of agencies' words that nobody has accepted or sent back."""

from collections.abc import Iterator
from typing import Any

from cli.context import Context
from plan.dates import day
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
