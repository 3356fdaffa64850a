"""`dondoc preview`: what would be sent on a day, or on each of many, to whom and why. Nothing is sent."""

from collections import Counter
from datetime import date, datetime
from typing import Any

import click
from rich.console import Console
from rich.table import Table

from cli.base import DAY, Command, json_option, print_json
from cli.commands.simulate import written_kinds
from cli.context import Context, pass_reading_context
from cli.words import shown_day
from cli.writers import build_writer
from plan import dates
from plan.clock import days
from plan.storage.session import Session
from plan.views.letters import LetterRecord, letter_bytes, said_in
from scheduler.letters.kinds import LABELS
from scheduler.policy.rules import Rules
from scheduler.preview import played
from web.opened_letter import read


@click.command(cls=Command)
@click.option("--on", type=DAY, help="Ngày muốn xem.")
@click.option("--from", "first", type=DAY, help="Ngày đầu của một quãng.")
@click.option("--to", "last", type=DAY, help="Ngày cuối của quãng.")
@json_option
@pass_reading_context
def preview(
    context: Context, on: datetime | None, first: datetime | None, last: datetime | None, *, as_json: bool
) -> None:
    """Ngày đó, hay mỗi ngày của một quãng, sẽ gửi gì, cho ai, vì sao; không gửi gì cả."""
    span = _parse_span(on, first, last)
    rules = context.rules()
    rows = _play(context, rules, span)
    if as_json:
        print_json(rows if on else {"days": _count_by_day(rows, span), "letters": rows})
    elif on:
        _show_day(rows, rules, span[0])
    else:
        _show_days(rows, span)


def _parse_span(on: datetime | None, first: datetime | None, last: datetime | None) -> tuple[date, date]:
    if on and not first and not last:
        return on.date(), on.date()
    if on or not first or not last:
        raise click.UsageError("cần --on NGÀY, hoặc cả --from NGÀY và --to NGÀY")
    if last < first:
        raise click.UsageError("--to phải từ --from trở đi")
    return first.date(), last.date()


def _play(context: Context, rules: Rules, span: tuple[date, date]) -> list[dict[str, Any]]:
    """The letters of the span, in the order written."""
    with played(context.database, rules, build_writer(context), context.now, span) as (session, letters):
        return [_preview_letter(session, one) for one in letters]


def _preview_letter(session: Session, letter: LetterRecord) -> dict[str, Any]:
    return {
        "date": letter.day.isoformat(),
        "kind": letter.kind,
        "to": [letter.agency],
        "subject": letter.subject,
        "text": read(letter_bytes(session, letter.id) or b"", letter.channel).text,
        "items": [
            {
                "obligation": item.obligation,
                "step": item.step,
                "role": item.role.value,
                "reason": item.reason,
                "label": item.label,
                "due": item.due.isoformat(),
            }
            for item in said_in(session, letter.id)
        ],
    }


def _count_by_day(rows: list[dict[str, Any]], span: tuple[date, date]) -> list[dict[str, Any]]:
    """How many letters and lines each day of the span has; days without any are there too."""
    letters = Counter((row["date"], row["kind"]) for row in rows)
    items: Counter[str] = Counter()
    for row in rows:
        items[row["date"]] += len(row["items"])
    return [
        {
            "date": day.isoformat(),
            "letters": sum(letters[day.isoformat(), kind] for kind in LABELS),
            **{kind: letters[day.isoformat(), kind] for kind in LABELS},
            "items": items[day.isoformat()],
        }
        for day in days(*span)
    ]


def _show_days(rows: list[dict[str, Any]], span: tuple[date, date]) -> None:
    table = Table(title=f"{len(rows)} thư")
    kinds = written_kinds(rows)
    for name in ("Ngày", *(LABELS[kind].capitalize() for kind in kinds), "Lượt nhắc"):
        table.add_column(name, justify="left" if name == "Ngày" else "right")
    for day in _count_by_day(rows, span):
        if day["letters"]:
            table.add_row(shown_day(day["date"]), *(str(day[kind]) for kind in kinds), str(day["items"]))
    Console(width=100).print(table)
    for row in rows:
        click.echo(f"{shown_day(row['date']):<10}  {row['to'][0]:<28} {row['subject']}")


def _show_day(rows: list[dict[str, Any]], rules: Rules, day: date) -> None:
    closed = rules.calendar.why_off(day) or rules.policy.held_because(day)
    if closed:
        click.echo(f"{dates.day(day)} là ngày nghỉ ({closed}): không gửi thư.")
    elif not rows:
        click.echo(f"{dates.day(day)}: không có gì cần nói.")
    for row in rows:
        click.echo(f"{row['to'][0]}: {row['subject']}")
        click.echo("".join(f"   {line}".rstrip() + "\n" for line in row["text"].strip().splitlines()))
