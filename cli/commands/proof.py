"""`dondoc proof`: everything that proves when one obligation was due, asked for and received."""

from pathlib import Path
from typing import cast

import click

from cli.base import Command
from cli.context import Context, pass_context
from cli.papers import form_of, out_option, save, tell_blanks
from cli.writers import build_papers
from notifications.papers.render import Format
from scheduler.papers.sheet_issue import issue_sheet

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
@pass_context
def proof(context: Context, number: int, form: str | None, out: Path | None) -> None:
    """Phiếu theo dõi một việc: hạn nào, vì sao, nhắc khi nào, nhận khi nào; để kèm hồ sơ đánh giá. Mỗi phiếu có số trong năm."""
    chosen = cast(Format, form_of(out, form, FORMS))
    act, papers = context.act, build_papers(context)
    with context.database.begin() as session:
        _, content = issue_sheet(session, act, papers.maker(session), number, chosen)
        save(content, out)
    tell_blanks(papers.writer.signer)
