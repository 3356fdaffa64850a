"""`dondoc reopen`: an obligation that was recorded as done, or cancelled, is open again."""

import click

from cli.acts import change, number_argument
from cli.base import Command, json_option
from cli.context import Context, pass_context
from plan.obligations import acts


@click.command(cls=Command)
@number_argument
@click.option("--reason", help="Lý do.")
@json_option
@pass_context
def reopen(context: Context, number: int, reason: str | None, *, as_json: bool) -> None:
    """Mở lại một việc đã ghi nhận xong hoặc đã hủy."""
    change(
        context,
        number,
        lambda session, row: acts.reopen(session, row, context.act, reason),
        as_json=as_json,
    )
