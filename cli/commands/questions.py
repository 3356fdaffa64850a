"""`dondoc questions`: what of the plan waits for a person, each with the command that resolves it."""

from datetime import date

import click

from cli.base import Command, json_option, needs_review, print_json, shorten
from cli.commands.settle_plan import questions_of_proposals
from cli.context import Context, pass_reading_context
from plan.agencies.directory import AgencyDirectory
from plan.agencies.store import load_directory
from plan.storage.session import Session
from plan.tasks.decisions import plan_decided_by, plan_numbered
from plan.tasks.open_questions import open_questions
from plan.tasks.question_groups import QuestionGroup, grouped
from plan.tasks.questions import CELLS, Question

WIDTH = 100  # of a title
REGISTER = "dondoc import KẾ-HOẠCH --agencies SỔ.csv"


@click.command(cls=Command)
@click.option("--plan", metavar="SỐ", help="Chỉ của kế hoạch số này, hoặc mã tạm như ?1.")
@json_option
@pass_reading_context
def questions(context: Context, plan: str | None, *, as_json: bool) -> None:
    """Những điều trong kế hoạch đang chờ người trả lời, kèm lệnh để trả lời."""
    with context.database.read() as session:
        about_plans = questions_of_proposals(session)
        if plan is not None:
            about_plans = [one for one in about_plans if one.plan == plan]
        directory = load_directory(session)
        found = _of_tasks(session, context.today, directory, plan, waits=bool(about_plans))
    if as_json:
        print_json([*(one.to_json() for one in about_plans), *(one.to_json() for one in found)])
    for one in () if as_json else about_plans:
        click.echo(f"[{one.plan}] {one.name}: {one.proposal}")
        click.echo(f"    {one.ground}")
        click.echo(f"    → {one.command}")
    for group in () if as_json else grouped(found):
        click.echo(f"{CELLS[group.cell]}: {group.title}")
        for title in group.titles:
            click.echo(f"    việc: {shorten(title, WIDTH)}")
        click.echo(f"    {group.message}")
        if _has_nobody(directory, group, context.today):
            click.echo(f"    → ghi {group.text} vào cột groups của từng cơ quan trong sổ, rồi: {REGISTER}")
        for command in group.commands:
            click.echo(f"    → {command}")
    if found or about_plans:
        needs_review()
    if not as_json:
        click.echo("Không còn điều gì phải hỏi.")


def _of_tasks(
    session: Session, today: date, directory: AgencyDirectory, plan: str | None, *, waits: bool
) -> list[Question]:
    """Of a plan that waits, the rows that were adopted already are asked about as well."""
    if plan is None:
        return open_questions(session, directory, today)
    row = plan_decided_by(session, plan)
    if row is None and waits:
        return []
    return open_questions(session, directory, today, row.id if row else plan_numbered(session, plan))


def _has_nobody(directory: AgencyDirectory, group: QuestionGroup, today: date) -> bool:
    """Whether the words name a group that the register has no agency of: to fill it comes before leaving it out."""
    parts = directory.resolve(group.text, on=today) if group.is_name else ()
    return any(part.kind == "group" and not part.agencies for part in parts)
