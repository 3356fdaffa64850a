"""`dondoc correct`: what was recorded of a completed obligation is put right; the first recording is kept."""

from datetime import datetime
from pathlib import Path

import click

from cli.acts import change, number_argument, read_paper
from cli.base import DAY, Command, json_option
from cli.context import Context, pass_context
from cli.files import FILE
from plan.obligations import acts
from plan.obligations.reversals import move_receipt


@click.command(cls=Command)
@number_argument
@click.option("--on", type=DAY, help="Ngày hoàn thành đúng.")
@click.option("--document", metavar="NUMBER", help="Số văn bản đúng.")
@click.option("--note", help="Ghi chú đúng.")
@click.option("--file", type=FILE, help="Tệp văn bản đúng.")
@click.option(
    "--move-to",
    metavar="AGENCY",
    help="Điều đã nhận là của cơ quan này (mã hoặc tên): chuyển sang cùng việc của họ.",
)
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
    move_to: str | None,
    reason: str,
    *,
    as_json: bool,
) -> None:
    """Sửa điều đã ghi nhận sai; điều ghi trước vẫn được giữ lại để xem."""
    if move_to and (on or document or note or file):
        raise click.UsageError(
            "--move-to chuyển nguyên điều đã nhận; sửa ngày, số hay tệp thì chạy riêng, sau khi chuyển"
        )
    if move_to:
        change(
            context,
            number,
            lambda session, row: move_receipt(session, row, context.act, to=move_to, reason=reason),
            as_json=as_json,
        )
        return
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
