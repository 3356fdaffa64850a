"""`dondoc alias`: what a name means in every plan, answered once."""

import click

from cli.base import Group, json_option, print_json
from cli.context import Context, pass_context, pass_reading_context
from plan.agencies.store import load_directory
from plan.tasks.agency_names import other_names
from plan.tasks.open_questions import open_questions
from plan.text import quoted
from scheduler.intake.answers import leave_outside, name_agency, new_agency, unname_agency


@click.group(cls=Group)
def alias() -> None:
    """Tên gọi khác của cơ quan: chấp nhận một lần, dùng mãi."""


@alias.command("add")
@click.argument("name")
@click.argument("agency")
@pass_context
def add(context: Context, name: str, agency: str) -> None:
    """NAME từ nay chỉ AGENCY (mã hoặc tên trong sổ), trong mọi kế hoạch."""
    rules = context.rules()
    before = _asked(context)
    with context.database.begin() as session:
        code = name_agency(session, rules, context.act, name, agency)
    click.echo(f"{name!r} từ nay là {code}.{_answered(context, before)}")


@alias.command("new")
@click.argument("name")
@click.option("--email", "addresses", multiple=True, help="Địa chỉ thư, hoặc sms:+84…; có thể nêu nhiều lần.")
@pass_context
def new(context: Context, name: str, addresses: tuple[str, ...]) -> None:
    """NAME là một cơ quan mới: thêm một dòng vào sổ cơ quan."""
    rules = context.rules()
    before = _asked(context)
    with context.database.begin() as session:
        code = new_agency(session, rules, context.act, name, addresses)
    reached = "" if addresses else "; chưa có địa chỉ"
    click.echo(f"Sổ cơ quan có thêm {name!r}, mã {code}{reached}.{_answered(context, before)}")


@alias.command("outside")
@click.argument("name")
@pass_context
def outside(context: Context, name: str) -> None:
    """NAME ở ngoài phạm vi theo dõi (bộ, ngành trung ương …): vẫn ghi lại, không nhắc, không hỏi nữa."""
    rules = context.rules()
    before = _asked(context)
    with context.database.begin() as session:
        leave_outside(session, rules, context.act, name)
    click.echo(
        f"{name!r} không thuộc diện theo dõi; bỏ bằng: dondoc alias remove {quoted(name)}.{_answered(context, before)}"
    )


@alias.command("remove")
@click.argument("name")
@pass_context
def remove(context: Context, name: str) -> None:
    """Bỏ một tên gọi đã chấp nhận."""
    rules = context.rules()
    with context.database.begin() as session:
        code = unname_agency(session, rules, context.act, name)
    click.echo(f"{name!r} không còn chỉ {code}.")


@alias.command("list")
@json_option
@pass_reading_context
def list_(context: Context, *, as_json: bool) -> None:
    """Những tên gọi đã chấp nhận."""
    with context.database.read() as session:
        rows = [
            {"name": row.name, "agency": row.agency, "who": row.who, "at": row.at.isoformat()}
            for row in other_names(session)
        ]
    if as_json:
        print_json(rows)
        return
    for row in rows:
        click.echo(f"{row['name']} → {row['agency']} ({row['who']})")


def _asked(context: Context) -> int:
    with context.database.read() as session:
        return len(open_questions(session, load_directory(session), context.today))


def _answered(context: Context, before: int) -> str:
    """What the answer was good for: a name that no plan writes settles nothing, and whoever gave it should see that."""
    left = _asked(context)
    rest = f"còn {left}: dondoc questions" if left else "không còn câu nào"
    return f" Bớt được {before - left} câu hỏi; {rest}."
