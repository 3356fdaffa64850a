"""`dondoc accept`: what an agency declared as done is received."""

from datetime import datetime

import click

from cli.acts import change, number_argument
from cli.base import DAY, Command, json_option
from cli.context import Context, pass_context
from plan.obligations import acceptance


@click.command(cls=Command)
@number_argument
@click.option(
    "--on", type=DAY, help="Ngày đến, nếu khác ngày cơ quan báo; đúng hạn hay trễ tính theo ngày này."
)
@click.option(
    "--document",
    metavar="NUMBER",
    help="Số văn bản, nếu khác số đã báo; việc của chính mình: văn bản xác nhận.",
)
@json_option
@pass_context
def accept(
    context: Context, number: int, on: datetime | None, document: str | None, *, as_json: bool
) -> None:
    """Chấp nhận việc cơ quan đã báo xong; chưa chấp nhận thì chưa ghi nhận xong."""
    rules, day = context.rules().collection, on.date() if on else None
    change(
        context,
        number,
        lambda session, row: acceptance.accept(session, row, context.act, rules, on=day, document=document),
        as_json=as_json,
    )
