"""`dondoc outbox release`: what waits is shown and goes; `--dry-run` only shows it, letters not yet written too."""

from collections.abc import Sequence
from contextlib import closing
from datetime import date
from typing import Any

import click

from cli.base import Command, json_option, print_json
from cli.context import Context, pass_context
from cli.writers import build_writer
from notifications.mail import queue_acts
from plan import dates
from plan.clock import MORNING, at
from plan.ledger.holds import SendingHold, holds
from plan.storage.copy import temporary_copy
from plan.storage.database import Access
from plan.storage.session import Session
from plan.views.agencies import is_agency
from plan.views.queue import letters_gone, letters_of_late_work, letters_to_go
from scheduler.letters.kinds import LABELS
from scheduler.policy.rules import Rules
from scheduler.replay import replay

agency_option = click.option("--agency", metavar="CODE", help="Chỉ thư gửi cơ quan này.")


@click.command(cls=Command)
@agency_option
@click.option("--dry-run", is_flag=True, help="Chỉ xem thư nào sẽ đi, cho ai; chưa cho đi.")
@json_option
@pass_context
def release(context: Context, agency: str | None, *, dry_run: bool, as_json: bool) -> None:
    """Cho gửi tiếp: thư bị giữ lại, và thư đang nghỉ sau một thời gian dài ngừng chạy."""
    with closing(context.with_access(Access.READ)) as reading:
        day, rows = what_would_go(reading, agency) if dry_run else _what_waits(reading, agency)
        with reading.database.read() as session:
            reasons = holds(session)
    if not dry_run:
        set_pause(context, agency, paused=False)
    left = [one for one in reasons if dry_run or agency or one.lifted_by != "dondoc outbox release"]
    if as_json:
        held = [one.message for one in left]
        print_json({"day": day.isoformat(), "released": not dry_run, "held": held, "letters": rows})
    else:
        _show(day, rows, left, dry_run=dry_run)


def set_pause(context: Context, agency: str | None, *, paused: bool) -> None:
    """An operator's word that letters wait, or go."""
    act = context.act
    with context.database.begin() as session:
        if agency and not is_agency(session, agency):
            raise click.ClickException(f"sổ cơ quan không có {agency!r}")
        (queue_acts.hold if paused else queue_acts.release)(session, act, agency)


def _what_waits(context: Context, agency: str | None) -> tuple[date, list[dict[str, Any]]]:
    """Today's letters that are written and go now."""
    with context.database.read() as session:
        return context.today, _rows(session, context.today, letters_gone(session, context.today), agency)


def what_would_go(context: Context, agency: str | None) -> tuple[date, list[dict[str, Any]]]:
    """The letters of the next day on which any go: those that wait, and on a copy those that will be written."""
    rules = context.rules()
    day = _next_day(context, rules)
    with temporary_copy(context.database) as copy:
        with copy.read() as session:
            gone = letters_gone(session, day)
        replay(copy, rules, build_writer(context), (day, day), ())
        with copy.read() as session:
            return day, _rows(session, day, gone, agency)


def _next_day(context: Context, rules: Rules) -> date:
    closed = rules.closed_because(at(context.today, MORNING, context.zone))
    return rules.calendar.after(context.today, 1) if closed else context.today


def _rows(session: Session, day: date, gone: set[int], agency: str | None) -> list[dict[str, Any]]:
    late = letters_of_late_work(session, day)
    return [
        {
            "agency": letter.agency,
            "kind": letter.kind,
            "channel": letter.channel,
            "subject": letter.subject,
            "recipients": list(letter.recipients),
            "overdue": letter.id in late,
        }
        for letter in letters_to_go(session, day, gone)
        if agency in {None, letter.agency}
    ]


def _show(day: date, rows: Sequence[dict[str, Any]], left: Sequence[SendingHold], *, dry_run: bool) -> None:
    show_letters(day, rows)
    for one in left:
        click.echo(f"Lưu ý: {one.message}.")
    click.echo("Chưa cho đi thư nào." if dry_run else "Thư được gửi tiếp.")


def show_letters(day: date, rows: Sequence[dict[str, Any]]) -> None:
    """A line each, and how many say that something is overdue."""
    for row in rows:
        mark = "quá hạn" if row["overdue"] else ""
        click.echo(f"  {row['agency']:<28} {LABELS[row['kind']]:<16} {mark:<8} {row['subject']}")
    late = sum(row["overdue"] for row in rows)
    click.echo(f"{len(rows)} thư của ngày {dates.day(day)}, {late} thư nói có việc quá hạn.")
