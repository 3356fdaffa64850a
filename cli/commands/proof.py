"""`dondoc proof`: everything that proves when one obligation was due, asked for and received."""

from pathlib import Path
from typing import Literal

import click

from cli.base import Command
from cli.commands.report import office_name, out_option, save
from cli.commands.simulate import writer_of
from cli.context import Context


@click.command(cls=Command)
@click.argument("number", metavar="ID", type=int)
@click.option(
    "--format",
    "form",
    type=click.Choice(["docx", "html"]),
    default="docx",
    show_default=True,
    help="Dạng tệp.",
)
@out_option
@click.pass_obj
def proof(context: Context, number: int, form: Literal["docx", "html"], out: Path | None) -> None:
    """Phiếu theo dõi một việc: hạn nào, vì sao, nhắc khi nào, nhận khi nào; để kèm hồ sơ đánh giá."""
    from scheduler.papers.evidence_sheet import evidence_sheet

    rules, writer = context.rules(), writer_of(context)
    with context.database.read() as session:
        signer = writer.signer.called(office_name(context, session))
        paper = evidence_sheet(session, rules, number, context.today, context.now, signer)
        content = writer.paper(paper, form, context.now)
    save(content, out)
