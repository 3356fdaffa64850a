"""`dondoc cancel`: an obligation need not be met any more."""

import click

from cli.acts import change, number_argument
from cli.base import Command, json_option
from cli.context import Context, pass_context
from plan.obligations import acts


@click.command(cls=Command)
@number_argument
@click.option("--reason", required=True, help="Lý do.")
@json_option
@pass_context
def cancel(context: Context, number: int, reason: str, *, as_json: bool) -> None:
    """Hủy một việc không còn phải làm."""
    change(
        context,
        number,
        lambda session, row: acts.cancel(session, row, context.act, reason=reason),
        as_json=as_json,
    )
