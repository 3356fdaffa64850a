"""`dondoc send-back`: what an agency declared as done is not accepted; it hears why, and is urged on."""

import click

from cli.acts import change, number_argument
from cli.base import Command, json_option
from cli.context import Context, pass_context
from plan.obligations import acceptance


@click.command(cls=Command)
@number_argument
@click.option("--reason", required=True, help="Lý do; cơ quan đọc trong thư nhắc việc kế tiếp.")
@json_option
@pass_context
def send_back(context: Context, number: int, reason: str, *, as_json: bool) -> None:
    """Trả lại việc cơ quan đã báo xong, kèm lý do; việc lại được nhắc như trước khi báo."""
    rules = context.rules().collection
    change(
        context,
        number,
        lambda session, row: acceptance.send_back(session, row, context.act, rules, reason=reason),
        as_json=as_json,
    )
