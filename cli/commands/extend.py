"""`dondoc extend`: an obligation is given a later deadline; the first one is kept."""

from datetime import datetime

import click

from cli.acts import change, decision_options, decision_paper, number_argument
from cli.base import DAY, Command, json_option
from cli.context import Context, pass_context
from plan.obligations import acts


@click.command(cls=Command)
@number_argument
@click.option("--to", required=True, type=DAY, help="Thời hạn mới.")
@click.option("--reason", required=True, help="Lý do.")
@decision_options
@json_option
@pass_context
def extend(
    context: Context,
    number: int,
    to: datetime,
    reason: str,
    document: str | None,
    on: datetime | None,
    *,
    as_json: bool,
) -> None:
    """Gia hạn; thời hạn cũ vẫn được giữ lại để xem."""
    paper = decision_paper(document, on)
    day = to.date()
    ends = context.rules().calendar.on_or_after(day)
    change(
        context,
        number,
        lambda session, row: acts.extend(
            session, row, context.act, to=day, ends=ends, reason=reason, paper=paper
        ),
        as_json=as_json,
    )
