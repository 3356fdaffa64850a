"""`dondoc correct`: what was recorded of a completed obligation is put right; the first recording is kept."""

from datetime import datetime
from pathlib import Path

import click

from cli.acts import change, number_argument, read_paper
from cli.base import DAY, Command, json_option
from cli.context import Context, pass_context
from cli.files import FILE
from plan.obligations import acts


@click.command(cls=Command)
@number_argument
@click.option("--on", type=DAY, help="Ngày hoàn thành đúng.")
@click.option("--document", metavar="NUMBER", help="Số văn bản đúng.")
@click.option("--note", help="Ghi chú đúng.")
@click.option("--file", type=FILE, help="Tệp văn bản đúng.")
@click.option("--reason", required=True, help="Lý do sửa.")
@json_option
@pass_context
def correct(
    context: Context,
    number: int,
    on: datetime | None,
    document: str | None,
    note: str | None,
    file: Path | None,
    reason: str,
    *,
    as_json: bool,
) -> None:
    """Sửa điều đã ghi nhận sai; điều ghi trước vẫn được giữ lại để xem."""
    paper, day = read_paper(file), on.date() if on else None
    right = {"document": document, "note": note}
    change(
        context,
        number,
        lambda session, row: acts.correct(
            session, row, context.act, reason=reason, on=day, paper=paper, **right
        ),
        as_json=as_json,
    )
