"""`dondoc deadlines`: the days by which something is due, in their order."""

from dataclasses import replace
from datetime import date
from typing import Any

import click
from sqlmodel import col, select

from cli.base import Command, json_option, print_json, shorten
from cli.context import Context, pass_reading_context
from cli.filters import ListFilter, list_filter
from cli.words import shown_day
from plan.models import Deadline
from plan.obligations.views import duties
from plan.views.tasks import deadline_json


@click.command(cls=Command)
@list_filter
@json_option
@pass_reading_context
def deadlines(context: Context, *, wanted: ListFilter, as_json: bool) -> None:
    """Các thời hạn, theo ngày."""
    rows = [row for row in _deadlines(context, wanted) if wanted.has_day(date.fromisoformat(row["due"]))]
    if as_json:
        print_json(rows)
        return
    for row in rows:
        click.echo(f"{row['id']:>5}  {shown_day(row['due']):<10}  {shorten(row['label'])}")


def _deadlines(context: Context, wanted: ListFilter) -> list[dict[str, Any]]:
    query = select(Deadline).where(col(Deadline.withdrawn_on).is_(None))
    if wanted.kind:
        column = col(Deadline.task_id if wanted.kind == "task" else Deadline.regime_id)
        query = query.where(column.is_not(None))
    last_day_on_time = context.rules().calendar.on_or_after
    with context.database.read() as session:
        found = session.exec(query.order_by(col(Deadline.due), col(Deadline.id)))
        rows = [deadline_json(row, last_day_on_time) for row in found]
        if wanted.agency or wanted.status:
            # Days are compared with the deadline's own: that of an obligation may have been extended.
            others = replace(wanted, first=None, last=None).obligations()
            numbers = {duty.deadline for duty in duties(session, context.today, others)}
            rows = [row for row in rows if row["id"] in numbers]
    return rows
