"""`dondoc proof`: everything that proves when one obligation was due, asked for and received."""

from pathlib import Path
from typing import cast

import click

from cli.base import Command
from cli.bootstrap import build_writer
from cli.context import Context, pass_reading_context
from cli.papers import department_name, form_of, out_option, save
from notifications.papers.render import Format
from scheduler.papers.evidence_sheet import evidence_sheet

FORMS = ("docx", "html")


@click.command(cls=Command)
@click.argument("number", metavar="ID", type=int)
@click.option(
    "--format",
    "form",
    type=click.Choice(FORMS),
    help="Dạng tệp; mặc định theo đuôi của --out, không có thì docx.",
)
@out_option
@pass_reading_context
def proof(context: Context, number: int, form: str | None, out: Path | None) -> None:
    """Phiếu theo dõi một việc: hạn nào, vì sao, nhắc khi nào, nhận khi nào; để kèm hồ sơ đánh giá."""
    chosen = cast(Format, form_of(out, form, FORMS))
    rules, writer = context.rules(), build_writer(context)
    with context.database.read() as session:
        signer = writer.signer.called(department_name(context, session))
        paper = evidence_sheet(session, rules, number, context.today, context.now, signer)
        content = writer.paper(paper, chosen, context.now)
    save(content, out)
