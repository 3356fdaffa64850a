"""`dondoc proof`: everything that proves when one obligation was due, asked for and received."""

from hashlib import sha256
from pathlib import Path
from typing import cast

import click

from cli.base import Command
from cli.bootstrap import build_writer
from cli.context import Context, pass_context
from cli.papers import department_name, form_of, out_option, save
from notifications.papers.render import Format
from plan.obligations.acts import find_obligation
from plan.papers.evidence_numbers import next_sheet, seal_sheet
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
@pass_context
def proof(context: Context, number: int, form: str | None, out: Path | None) -> None:
    """Phiếu theo dõi một việc: hạn nào, vì sao, nhắc khi nào, nhận khi nào; để kèm hồ sơ đánh giá. Mỗi phiếu có số trong năm."""
    chosen = cast(Format, form_of(out, form, FORMS))
    rules, writer = context.rules(), build_writer(context)
    act = context.act
    with context.database.begin() as session:
        signer = writer.signer.called(department_name(context, session))
        sheet = next_sheet(session, act, find_obligation(session, number).id)
        paper = evidence_sheet(session, rules, number, act, signer, sheet)
        content = writer.paper(paper, chosen, act.now)
        save(content, out)
        seal_sheet(session, act, sheet, sha256(content).hexdigest())
