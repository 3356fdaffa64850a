"""`dondoc letter`: the draft of an official urging letter, to agencies that one names."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import click

from cli.acts import read_paper
from cli.base import DAY, Command
from cli.context import Context, pass_context
from cli.papers import form_of, out_option, save, tell_blanks
from cli.writers import build_writer
from plan.dates import day
from plan.papers.sent_letters import record_sent, sent_row
from plan.tasks.decisions import plan_numbered
from scheduler.letters.context import LetterContext
from scheduler.letters.envelopes import letter_envelope
from scheduler.letters.urging_request import Urged, urge


@click.command(cls=Command)
@click.option(
    "--to",
    multiple=True,
    metavar="AGENCY",
    help="Mã cơ quan; nêu được nhiều lần. Không nêu: mọi cơ quan quá hạn.",
)
@click.option("--tasks", "with_tasks", is_flag=True, help="Cả nhiệm vụ quá hạn, không chỉ báo cáo.")
@click.option("--plan", metavar="SỐ", help="Chỉ việc của kế hoạch số này.")
@click.option("--sent", metavar="SỐ", help="Ghi rằng dự thảo đã gửi, dưới số này (45/SNV-CCHC); cần --on.")
@click.option("--on", type=DAY, help="Với --sent: ngày gửi.")
@click.option(
    "--draft", type=int, metavar="SỐ", help="Với --sent: dự thảo số mấy trong năm (in ở cuối công văn)."
)
@click.option(
    "--file", "signed", type=click.Path(path_type=Path), help="Với --sent: tệp đã ký (PDF) để lưu lại."
)
@click.option(
    "--edxml",
    is_flag=True,
    help="Với --sent: ghi ra phong bì edXML của công văn (thử nghiệm), kèm tệp đã ký hoặc dự thảo .docx.",
)
@out_option
@pass_context
def letter(
    context: Context,
    to: tuple[str, ...],
    plan: str | None,
    sent: str | None,
    on: datetime | None,
    draft: int | None,
    signed: Path | None,
    out: Path | None,
    *,
    with_tasks: bool,
    edxml: bool,
) -> None:
    """Dự thảo công văn đôn đốc (.docx) gửi những cơ quan đang quá hạn; mỗi dự thảo có số."""
    if sent is not None:
        _sent(context, SentWish(sent, on, draft, signed), out, edxml=edxml)
        return
    if on or draft is not None or signed:
        raise click.UsageError("--on, --draft và --file chỉ đi với --sent SỐ")
    if edxml:
        raise click.UsageError("phong bì edXML cần số và ngày của công văn: thêm --sent SỐ --on NGÀY")
    form_of(out, None, ("docx",))
    rules, writer, act = context.rules(), build_writer(context), context.act
    with context.database.begin() as session:
        urging = LetterContext(session, rules, writer, context.now, context.today)
        wanted = Urged(to, plan_numbered(session, plan), with_tasks)
        made = urge(urging, act, wanted)
        save(made.content, out or Path(made.name))
    tell_blanks(writer.signer, is_letter=True)


@dataclass(frozen=True, slots=True)
class SentWish:
    """What is said of a letter that went out."""

    number: str
    on: datetime | None
    draft: int | None
    signed: Path | None


def _sent(context: Context, wish: SentWish, out: Path | None, *, edxml: bool) -> None:
    """Recorded once; a letter that was recorded so before only gets its envelope."""
    if wish.on is None:
        raise click.UsageError("--sent cần --on NGÀY: ngày công văn đi")
    if out and not edxml:
        raise click.UsageError("--out với --sent cần --edxml: chỉ phong bì được ghi ra tệp")
    on, act, paper = wish.on.date(), context.act, read_paper(wish.signed)
    rules, writer = context.rules(), build_writer(context) if edxml else None
    with context.database.begin() as session:
        number = sent_row(session, wish.number, on) if edxml and paper is None else None
        if number is None:
            gone = record_sent(session, act, wish.number, on, wish.draft, paper)
            number = gone.row
            click.echo(
                f"Dự thảo {gone.draft[0]}/{gone.draft[1]}: đã gửi {len(gone.agencies)} cơ quan, "
                f"số {gone.number} ngày {day(gone.on)}.",
                err=edxml,
            )
        if writer:
            made = letter_envelope(LetterContext(session, rules, writer, context.now, context.today), number)
            save(made.content, out or Path(made.name))
            if made.missing:
                click.echo(
                    f"Không có trong phong bì, vì chưa có mã định danh: {', '.join(made.missing)}.", err=True
                )
