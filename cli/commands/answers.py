"""`dondoc answers`: what agencies answered to letters by mail, where a person has to look."""

import click

from cli.base import Group, json_option, needs_review, print_json
from cli.context import Context, pass_context, pass_reading_context
from plan import dates
from plan.ledger.waiting_mail import resolve_answer
from plan.views.answers import waiting_answers


@click.group(cls=Group)
def answers() -> None:
    """Thư trả lời của cơ quan mà chương trình không tự ghi được: xem, đánh dấu đã xem."""


@answers.command("list")
@json_option
@pass_reading_context
def list_(context: Context, *, as_json: bool) -> None:
    """Những thư trả lời đang chờ người xem, cũ nhất trước."""
    with context.database.read() as session:
        found = waiting_answers(session)
    if as_json:
        print_json([one.to_json() for one in found])
    else:
        for one in found:
            click.echo(
                f"{one.id:>5}  {dates.day(one.at.astimezone(context.zone)):<10}  {one.sender}: {one.subject}"
            )
            click.echo(f"       trả lời thư {one.letter} gửi {one.agency}; {one.why}")
            click.echo(f"       {' / '.join(one.text.splitlines())}")
    if found:
        needs_review()


@answers.command("settle")
@click.argument("number", metavar="ID", type=int)
@pass_context
def settle(context: Context, number: int) -> None:
    """Đã xem; điều cần ghi thì ghi bằng dondoc done."""
    with context.database.begin() as session:
        resolve_answer(session, context.act, number)
    click.echo(f"Đã xem thư trả lời số {number}.")
