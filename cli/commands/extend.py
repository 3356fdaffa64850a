"""`dondoc extend`: an obligation is given a later deadline, or a mistaken one is taken back; the first one is kept."""

from datetime import datetime
from functools import partial

import click

from cli.acts import change, decision_options, decision_paper, number_argument
from cli.base import DAY, Command, json_option
from cli.context import Context, pass_context
from plan.obligations import acts
from plan.obligations.acts import ObligationAct
from plan.obligations.extensions import DecisionPaper
from plan.obligations.reversals import undo_extension
from scheduler.forecast.obligations import last_day


@click.command(cls=Command)
@number_argument
@click.option("--to", type=DAY, help="Thời hạn mới.")
@click.option(
    "--undo", is_flag=True, help="Lần gia hạn đang có là nhầm: rút lại, thời hạn trước đó có hiệu lực."
)
@click.option("--reason", required=True, help="Lý do.")
@decision_options
@json_option
@pass_context
def extend(
    context: Context,
    number: int,
    to: datetime | None,
    reason: str,
    document: str | None,
    on: datetime | None,
    *,
    undo: bool,
    as_json: bool,
) -> None:
    """Gia hạn; thời hạn cũ vẫn được giữ lại để xem. Gia hạn nhầm thì rút lại bằng --undo."""
    if (to is None) != undo:
        raise click.UsageError("nêu --to NGÀY để gia hạn, hoặc --undo để rút lại lần gia hạn đang có")
    paper = decision_paper(document, on)
    act = _taken_back(context, reason) if to is None else _granted(context, to, reason, paper)
    change(
        context,
        number,
        act,
        as_json=as_json,
    )


def _granted(context: Context, to: datetime, reason: str, paper: DecisionPaper | None) -> ObligationAct:
    day = to.date()
    ends = context.rules().calendar.on_or_after(day)
    return lambda session, row: acts.extend(
        session, row, context.act, to=day, ends=ends, reason=reason, paper=paper
    )


def _taken_back(context: Context, reason: str) -> ObligationAct:
    ends = partial(last_day, context.rules().calendar)
    return lambda session, row: undo_extension(session, row, context.act, reason=reason, last_day=ends)
