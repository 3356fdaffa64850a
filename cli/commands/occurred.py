"""`dondoc occurred`: the event that a task waits for has happened; its deadlines are set."""

from datetime import datetime

import click

from cli.base import DAY, Command, json_option, print_json
from cli.context import Context, pass_context
from cli.words import shown_day
from plan.views.tasks import deadline_json
from scheduler.intake.events import record


@click.command(cls=Command)
@click.argument("task", metavar="TASK")
@click.option("--on", required=True, type=DAY, help="Ngày sự kiện xảy ra.")
@click.option("--document", metavar="NUMBER", help="Số văn bản.")
@json_option
@pass_context
def occurred(context: Context, task: str, on: datetime, document: str | None, *, as_json: bool) -> None:
    """Sự kiện mà nhiệm vụ chờ đã xảy ra: những thời hạn được mở ra từ đó."""
    rules = context.rules()
    with context.database.begin() as session:
        rows = record(session, rules, context.act, task, on.date(), document)
        found = [deadline_json(row, rules.calendar.on_or_after) for row in rows]
    if as_json:
        print_json(found)
        return
    for row in found:
        click.echo(f"{row['id']}  {shown_day(row['due'])}  {row['label']}")
    if not found:
        click.echo("Đã ghi nhận; cụm từ thời gian của nhiệm vụ này không mở ra thời hạn nào.")
