"""`dondoc letter`: the draft of an official urging letter, to agencies that one names."""

from pathlib import Path
from typing import Any

import click

from cli.base import Command
from cli.commands.report import out_option, save
from cli.commands.simulate import writer_of
from cli.context import Context


@click.command(cls=Command)
@click.option(
    "--to",
    multiple=True,
    metavar="AGENCY",
    help="Mã cơ quan; nêu được nhiều lần. Không nêu: mọi cơ quan quá hạn.",
)
@click.option("--tasks", "with_tasks", is_flag=True, help="Cả nhiệm vụ quá hạn, không chỉ báo cáo.")
@out_option
@click.pass_obj
def letter(context: Context, to: tuple[str, ...], out: Path | None, *, with_tasks: bool) -> None:
    """Dự thảo công văn đôn đốc (.docx) gửi những cơ quan đang quá hạn; mỗi dự thảo có số."""
    from plan.audit.log import write_down
    from scheduler.letters.context import Desk
    from scheduler.letters.urging_letter import draft

    rules, writer, act = context.rules(), writer_of(context), context.act
    with context.database.begin() as session:
        desk = Desk(session, rules, writer, context.now, context.today)
        lines = _late_lines(desk, to, with_tasks=with_tasks)
        if not lines:
            raise click.ClickException(_nothing(desk, to, with_tasks=with_tasks))
        made = draft(desk, lines)
        detail = {"to": list(to), "duties": [line.obligation for line in lines]}
        write_down(session, act, "letter", f"draft {context.today.year}/{made.number}", detail)
        save(made.content, out or Path(made.name))


def _nothing(desk: Any, to: tuple[str, ...], *, with_tasks: bool) -> str:
    """Why there is nothing to urge, and what to do."""
    if to and {desk.current(code) for code in to} == {desk.office.code}:
        return f"{desk.office.name} không đôn đốc chính mình; việc quá hạn của mình: dondoc obligations --status late"
    what = "báo cáo, nhiệm vụ" if with_tasks else "báo cáo"
    more = "" if with_tasks else "; cả nhiệm vụ quá hạn: thêm --tasks"
    return f"không có {what} nào quá hạn của {'các cơ quan này' if to else 'cơ quan nào'}{more}"


def _late_lines(desk: Any, to: tuple[str, ...], *, with_tasks: bool) -> list[Any]:
    """What the agencies owe and is late, a line each."""
    from plan.models import Role
    from plan.obligations.views import Wanted, duties
    from scheduler.letters.lines import background_of, line_of

    unknown = [code for code in to if desk.directory.get(code) is None]
    if unknown:
        named = ", ".join(repr(code) for code in unknown)
        raise click.ClickException(f"sổ cơ quan không có mã {named}; mã nằm ở cột code của agencies.csv")
    kind = None if with_tasks else "report"
    found = duties(desk.session, desk.today, Wanted(kind=kind, ends_before=desk.today))
    # Nobody urges themselves: what the department owes is the office above's to ask for.
    found = [d for d in found if d.leads and {desk.current(c) for c in d.leads} != {desk.office.code}]
    mine = [d for d in found if not to or {desk.current(c) for c in d.leads} & set(to)]
    late = [d for d in mine if d.status == "late"]
    known = background_of(desk, late)
    return [line_of(desk, d, "letter", "quá hạn", Role.WATCH, known) for d in late]
