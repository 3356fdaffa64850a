"""`dondoc proof`: everything that proves when one obligation was due, asked for and received."""

from pathlib import Path
from typing import Literal

import click

from cli.base import Command
from cli.bootstrap import build_writer
from cli.context import Context, pass_context
from cli.papers import department_name, out_option, save
from scheduler.papers.evidence_sheet import evidence_sheet


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
@pass_context
def proof(context: Context, number: int, form: Literal["docx", "html"], out: Path | None) -> None:
    """Phiếu theo dõi một việc: hạn nào, vì sao, nhắc khi nào, nhận khi nào; để kèm hồ sơ đánh giá."""
    rules, writer = context.rules(), build_writer(context)
    with context.database.read() as session:
        signer = writer.signer.called(department_name(context, session))
        paper = evidence_sheet(session, rules, number, context.today, context.now, signer)
        content = writer.paper(paper, form, context.now)
    save(content, out)
