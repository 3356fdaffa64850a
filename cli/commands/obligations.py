"""`dondoc obligations`: what must be done, by whom, by when."""

import click

from cli.base import Command, json_option, print_json
from cli.context import Context, pass_reading_context
from cli.filters import ListFilter, list_filter
from plan.obligations.views import duties
from plan.tasks.decisions import plan_numbered


@click.command(cls=Command)
@list_filter
@json_option
@pass_reading_context
def obligations(context: Context, *, wanted: ListFilter, as_json: bool) -> None:
    """Những việc phải làm, mỗi việc của một cơ quan hoặc của nhiều cơ quan cùng làm."""
    with context.database.read() as session:
        found = duties(session, context.today, wanted.obligations(plan_numbered(session, wanted.plan)))
    if as_json:
        print_json([duty.to_json() for duty in found])
        return
    for duty in found:
        click.echo(duty.shown())
