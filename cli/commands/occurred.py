"""`dondoc occurred`: the event that a task waits for has happened; its deadlines are set."""

from datetime import datetime

import click

from cli.base import DAY, Command, json_option, print_json
from cli.context import Context, pass_context
from plan import dates
from plan.views.deadlines import deadlines_numbered
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
        found = deadlines_numbered(session, [row.id for row in rows])
    if as_json:
        print_json([one.to_json(rules.calendar.on_or_after) for one in found])
        return
    for one in found:
        click.echo(f"{one.id}  {dates.day(one.due)}  {one.label}")
    if not found:
        click.echo("Đã ghi nhận; cụm từ thời gian của nhiệm vụ này không mở ra thời hạn nào.")
