"""`dondoc clock`: what the program believes about the time, and a person's word that the clock is right."""

from contextlib import closing
from datetime import datetime
from typing import Any

import click

from cli.base import Command, json_option, needs_review, print_json
from cli.context import Context, pass_context
from cli.kernel_clock import synchronised
from plan.dates import moment
from plan.ledger.holds import HoldReason, holds
from plan.storage.database import Access
from plan.storage.newest import last_tick
from plan.storage.session import Session
from scheduler.clock_guard import standing
from scheduler.clock_reference import known_instant, trust

STANDINGS = {
    "right": "tin được",
    "ahead": "CHƯA TIN: đi trước điều đã biết quá xa; nếu đồng hồ đúng: dondoc clock --trust",
    "behind": "CHƯA TIN: đứng trước điều đã biết; chỉnh lại đồng hồ, hoặc nếu nó đúng: dondoc clock --trust",
}


@click.command(cls=Command)
@click.option("--trust", "trusted", is_flag=True, help="Đồng hồ máy lúc này là đúng: viết và gửi tiếp.")
@json_option
@pass_context
def clock(context: Context, *, trusted: bool, as_json: bool) -> None:
    """Chương trình tin đồng hồ máy đến đâu, so với điều gì; xác nhận đồng hồ đúng."""
    if trusted:
        _trust(context)
    with closing(context.with_access(Access.READ)) as reading, reading.database.read() as session:
        facts = clock_facts(session, context)
    if as_json:
        print_json(facts)
    else:
        for line in clock_lines(facts, context):
            click.echo(line)
    if not facts["believed"]:
        needs_review()


def _trust(context: Context) -> None:
    act = context.act
    with context.database.begin() as session:
        trust(session, act)


def clock_facts(session: Session, context: Context) -> dict[str, Any]:
    """What the clock shows, what it is measured by, and whether it is believed."""
    known, ticked = known_instant(session), last_tick(session)
    stands = "right" if context.options.as_of else standing(context.now, known)
    held = next((one for one in holds(session) if one.reason == HoldReason.CLOCK), None)
    return {
        "now": context.now.isoformat(timespec="seconds"),
        "known": known.isoformat(timespec="seconds"),
        "last_tick": ticked.isoformat(timespec="seconds") if ticked else None,
        "believed": stands == "right" and held is None,
        "standing": stands,
        "held_since": held.since.isoformat(timespec="seconds") if held else None,
        "synchronised": synchronised(),
    }


def clock_lines(facts: dict[str, Any], context: Context) -> list[str]:
    """The same in words, one fact a line."""
    kernel = {True: "đã đồng bộ", False: "chưa đồng bộ", None: "không rõ"}[facts["synchronised"]]
    stands = facts["standing"] if facts["believed"] or facts["standing"] != "right" else "ahead"
    return [
        f"Đồng hồ máy chỉ {_shown(facts['now'], context)}: {STANDINGS[stands]}.",
        f"So với điều biết gần nhất, lúc {_shown(facts['known'], context)}.",
        f"Hệ điều hành báo đồng hồ {kernel} (chỉ để biết).",
    ]


def _shown(instant: str, context: Context) -> str:
    return moment(datetime.fromisoformat(instant).astimezone(context.zone))
