"""`dondoc done`: an obligation is completed, with the document and the file that prove it."""

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
@click.option("--on", required=True, type=DAY, help="Ngày hoàn thành.")
@click.option("--document", metavar="NUMBER", help="Số văn bản.")
@click.option("--note", help="Ghi chú.")
@click.option("--file", type=FILE, help="Tệp văn bản, giữ lại cùng việc này.")
@json_option
@pass_context
def done(
    context: Context,
    number: int,
    on: datetime,
    document: str | None,
    note: str | None,
    file: Path | None,
    *,
    as_json: bool,
) -> None:
    """Ghi nhận một việc đã xong; mọi thư nhắc về việc đó dừng ngay."""
    paper = read_paper(file)
    said = {"document": document, "note": note}
    change(
        context,
        number,
        lambda session, row: acts.complete(session, row, context.act, on=on.date(), paper=paper, **said),
        as_json=as_json,
    )
