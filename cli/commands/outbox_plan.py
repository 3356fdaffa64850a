"""`dondoc outbox plan`: what waits, in the order in which it goes, and when; to be looked at, and held."""

from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import click

from cli.base import Command, json_option, print_json
from cli.context import Context, pass_reading_context
from notifications.mail.faults import Fault
from notifications.mail.pauses import Pauses, pauses
from plan.addresses import CHANNELS
from plan.ledger.holds import holds
from plan.views.letters import LetterRecord
from plan.views.queue import waiting_letters
from scheduler.letters.kinds import LABELS
from scheduler.policy.rules import Rules


@click.command("plan", cls=Command)
@json_option
@pass_reading_context
def plan(context: Context, *, as_json: bool) -> None:
    """Thư đang chờ sẽ đi theo thứ tự nào, lúc nào; thư nào sẽ được viết lại."""
    rules = context.rules()
    with context.database.read() as session:
        held, reasons = pauses(session), holds(session)
        rows = list(_schedule(waiting_letters(session), rules, context, held))
    closed = rules.closed_because(context.now)
    if as_json:
        why = [one.message for one in reasons]
        print_json({"held": held.everything or bool(why), "why": why, "closed": closed, "letters": rows})
        return
    for one in reasons:
        click.echo(f"Lưu ý: {one.message}.")
    if held.everything:
        click.echo("Việc gửi đang bị giữ; cho đi: dondoc outbox release")
    if closed:
        click.echo(f"Lúc này không gửi: {closed}.")
    for row in rows:
        when = row["goes_at"][11:16] if row["goes_at"] else row["note"]
        click.echo(
            f"{row['id']:>6}  {when:<18} {row['agency']:<28} {LABELS[row['kind']]:<16} {CHANNELS[row['channel']]:<12} {row['subject']}"
        )
    click.echo(f"{len(rows)} thư chờ, không quá {rules.policy.sending.per_minute} thư một phút.")


def _schedule(
    letters: list[LetterRecord], rules: Rules, context: Context, held: Pauses
) -> Iterator[dict[str, Any]]:
    """Each letter with the earliest instant at which the limit per minute lets it go, or why it does not go."""
    places: Counter[str] = Counter()  # each channel has a limit of its own
    for letter in letters:
        note = _why_held_back(letter, context, held)
        goes_at: datetime | None = None
        if note is None:
            place = places[letter.channel]
            goes_at = max(
                letter.try_at, context.now + timedelta(minutes=place // rules.policy.sending.per_minute)
            )
            places[letter.channel] += 1
        yield {
            "id": letter.id,
            "day": letter.day.isoformat(),
            "agency": letter.agency,
            "kind": letter.kind,
            "channel": letter.channel,
            "state": letter.state.value,
            "subject": letter.subject,
            "goes_at": goes_at.astimezone(context.zone).isoformat(timespec="minutes") if goes_at else None,
            "note": note,
            "error": letter.error,
        }


def _why_held_back(letter: LetterRecord, context: Context, held: Pauses) -> str | None:
    if letter.agency in held.agencies:
        return "đang giữ"
    if letter.fault == Fault.HANDED:
        return "đã giao cổng"
    return "sẽ được viết lại" if letter.day != context.today else None
