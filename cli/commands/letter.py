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
    from scheduler.letters.context import LetterContext
    from scheduler.letters.urging_letter import draft_urging_letter

    rules, writer, act = context.rules(), writer_of(context), context.act
    with context.database.begin() as session:
        letter_context = LetterContext(session, rules, writer, context.now, context.today)
        lines = _late_lines(letter_context, to, with_tasks=with_tasks)
        if not lines:
            raise click.ClickException(_nothing(letter_context, to, with_tasks=with_tasks))
        made = draft_urging_letter(letter_context, lines)
        detail = {"to": list(to), "duties": [line.obligation for line in lines]}
        write_down(session, act, "letter", f"draft {context.today.year}/{made.number}", detail)
        save(made.content, out or Path(made.name))


def _nothing(letter_context: Any, to: tuple[str, ...], *, with_tasks: bool) -> str:
    """Why there is nothing to urge, and what to do."""
    if to and {letter_context.current(code) for code in to} == {letter_context.department.code}:
        return f"{letter_context.department.name} không đôn đốc chính mình; việc quá hạn của mình: dondoc obligations --status late"
    what = "báo cáo, nhiệm vụ" if with_tasks else "báo cáo"
    more = "" if with_tasks else "; cả nhiệm vụ quá hạn: thêm --tasks"
    return f"không có {what} nào quá hạn của {'các cơ quan này' if to else 'cơ quan nào'}{more}"


def _late_lines(letter_context: Any, to: tuple[str, ...], *, with_tasks: bool) -> list[Any]:
    """What the agencies owe and is late, a line each."""
    from plan.models import Role
    from plan.obligations.views import ObligationFilter, duties
    from scheduler.letters.lines import background_of, line_of

    unknown = [code for code in to if letter_context.directory.get(code) is None]
    if unknown:
        named = ", ".join(repr(code) for code in unknown)
        raise click.ClickException(f"sổ cơ quan không có mã {named}; mã nằm ở cột code của agencies.csv")
    kind = None if with_tasks else "report"
    found = duties(
        letter_context.session,
        letter_context.today,
        ObligationFilter(kind=kind, ends_before=letter_context.today),
    )
    # Nobody urges themselves: what the department owes is the office above's to ask for.
    found = [
        d
        for d in found
        if d.leads and {letter_context.current(c) for c in d.leads} != {letter_context.department.code}
    ]
    mine = [d for d in found if not to or {letter_context.current(c) for c in d.leads} & set(to)]
    late = [d for d in mine if d.status == "late"]
    known = background_of(letter_context, late)
    return [line_of(letter_context, d, "letter", "quá hạn", Role.WATCH, known) for d in late]
