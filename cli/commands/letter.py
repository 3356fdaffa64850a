"""`dondoc letter`: the draft of an official urging letter, to agencies that one names."""

from datetime import datetime
from pathlib import Path

import click

from cli.base import DAY, Command
from cli.bootstrap import build_writer
from cli.context import Context, pass_context
from cli.papers import form_of, out_option, save
from plan.dates import day
from plan.papers.sent_letters import record_sent
from plan.tasks.decisions import plan_numbered
from scheduler.letters.context import LetterContext
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
@out_option
@pass_context
def letter(
    context: Context,
    to: tuple[str, ...],
    plan: str | None,
    sent: str | None,
    on: datetime | None,
    draft: int | None,
    out: Path | None,
    *,
    with_tasks: bool,
) -> None:
    """Dự thảo công văn đôn đốc (.docx) gửi những cơ quan đang quá hạn; mỗi dự thảo có số."""
    if sent is not None:
        _record_sent(context, sent, on, draft)
        return
    if on or draft is not None:
        raise click.UsageError("--on và --draft chỉ đi với --sent SỐ")
    form_of(out, None, ("docx",))
    rules, writer, act = context.rules(), build_writer(context), context.act
    with context.database.begin() as session:
        urging = LetterContext(session, rules, writer, context.now, context.today)
        wanted = Urged(to, plan_numbered(session, plan), with_tasks)
        made = urge(urging, act, wanted)
        save(made.content, out or Path(made.name))


def _record_sent(context: Context, number: str, on: datetime | None, draft: int | None) -> None:
    if on is None:
        raise click.UsageError("--sent cần --on NGÀY: ngày công văn đi")
    act = context.act
    with context.database.begin() as session:
        gone = record_sent(session, act, number, on.date(), draft)
    click.echo(
        f"Dự thảo {gone.draft[0]}/{gone.draft[1]}: đã gửi {len(gone.agencies)} cơ quan, số {gone.number} ngày {day(gone.on)}."
    )
