"""`dondoc tasks`: the tasks of the plan, in the order of the document."""

from datetime import date
from typing import Any

import click

from cli.base import Command, json_option, print_json, shorten
from cli.context import Context, pass_reading_context
from cli.filters import ListFilter, list_filter
from plan.agencies.store import load_directory
from plan.labels import TASK_STATES
from plan.tasks.decisions import plan_numbered
from plan.views.tasks import standing_tasks, task_heads, tasks_json


@click.command(cls=Command)
@list_filter
@json_option
@pass_reading_context
def tasks(context: Context, *, wanted: ListFilter, as_json: bool) -> None:
    """Các nhiệm vụ, theo thứ tự của văn bản."""
    if wanted.status not in (None, *TASK_STATES):
        raise click.UsageError(f"--status: với nhiệm vụ là một trong {', '.join(TASK_STATES)}")
    rows: list[dict[str, Any]] = []
    if wanted.kind != "report":
        read = _in_full if as_json or wanted.asks_for_cells else _heads
        rows = [row for row in read(context, wanted.plan) if _fits(row, wanted)]
    if as_json:
        print_json(rows)
        return
    for row in rows:
        ref = f"{row['section']}.{row['number'] or '–':<4}"
        click.echo(f"{row['id']:>5}  {ref} {TASK_STATES[row['state']]:<32} {shorten(row['title'], 70)}")


def _heads(context: Context, plan: str | None) -> list[dict[str, Any]]:
    with context.database.read() as session:
        return task_heads(session, plan_numbered(session, plan))


def _in_full(context: Context, plan: str | None) -> list[dict[str, Any]]:
    last_day_on_time = context.rules().calendar.on_or_after
    with context.database.read() as session:
        found, directory = standing_tasks(session, plan_numbered(session, plan)), load_directory(session)
        return tasks_json(session, found, directory, context.today, last_day_on_time)


def _fits(row: dict[str, Any], wanted: ListFilter) -> bool:
    if wanted.status and row["state"] != wanted.status:
        return False
    if wanted.agency and not any(
        wanted.agency in part["agencies"] for part in (*row["lead"], *row["partners"])
    ):
        return False
    if not wanted.first and not wanted.last:
        return True
    return any(wanted.has_day(date.fromisoformat(deadline["due"])) for deadline in row["deadlines"])
