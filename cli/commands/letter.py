"""`dondoc letter`: the draft of an official urging letter, to agencies that one names."""

from datetime import datetime
from pathlib import Path

import click

from cli.base import DAY, Command
from cli.bootstrap import build_writer
from cli.context import Context, pass_context
from cli.papers import form_of, out_option, save
from notifications.notice import LetterLine
from plan.audit.log import write_down
from plan.dates import day
from plan.obligations.views import ObligationFilter, duties
from plan.papers.sent_letters import record_sent
from plan.tasks.decisions import plan_numbered
from plan.vocabulary import Role
from scheduler.letters.context import LetterContext
from scheduler.letters.lines import background_of, line_of
from scheduler.letters.urging_letter import draft_urging_letter


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
        _refuse_unknown(urging, to)
        lines = _overdue_lines(urging, to, plan_numbered(session, plan), with_tasks=with_tasks)
        if not lines:
            raise click.ClickException(_why_nothing(urging, to, with_tasks=with_tasks))
        made = draft_urging_letter(urging, lines)
        detail = {"to": list(to), "duties": [line.obligation for line in lines]}
        write_down(session, act, "letter", f"draft {context.today.year}/{made.number}", detail)
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


def _refuse_unknown(urging: LetterContext, to: tuple[str, ...]) -> None:
    unknown = [code for code in to if urging.directory.get(code) is None]
    if unknown:
        named = ", ".join(repr(code) for code in unknown)
        raise click.ClickException(f"sổ cơ quan không có mã {named}; mã nằm ở cột code của agencies.csv")


def _overdue_lines(
    urging: LetterContext, to: tuple[str, ...], plan: int | None, *, with_tasks: bool
) -> list[LetterLine]:
    """What the agencies owe and is late, a line each."""
    wanted = ObligationFilter(kind=None if with_tasks else "report", ends_before=urging.today, plan=plan)
    late = []
    for duty in duties(urging.session, urging.today, wanted):
        leads = {urging.current(code) for code in duty.leads}
        # The department does not urge itself: the office above does.
        if (
            duty.status == "late"
            and leads
            and leads != {urging.department.code}
            and (not to or leads & set(to))
        ):
            late.append(duty)
    known = background_of(urging, late)
    return [line_of(urging, duty, None, "quá hạn", Role.WATCH, known) for duty in late]


def _why_nothing(urging: LetterContext, to: tuple[str, ...], *, with_tasks: bool) -> str:
    """Why there is nothing to urge, and what to do."""
    department = urging.department
    if to and {urging.current(code) for code in to} == {department.code}:
        return f"{department.name} không đôn đốc chính mình; việc quá hạn của mình: dondoc obligations --status late"
    what = "báo cáo, nhiệm vụ" if with_tasks else "báo cáo"
    more = "" if with_tasks else "; cả nhiệm vụ quá hạn: thêm --tasks"
    return f"không có {what} nào quá hạn của {'các cơ quan này' if to else 'cơ quan nào'}{more}"
