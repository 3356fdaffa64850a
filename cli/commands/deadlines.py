"""`dondoc deadlines`: the days by which something is due, in their order."""

from dataclasses import replace

import click

from cli.base import Command, json_option, print_json, shorten
from cli.context import Context, pass_reading_context
from cli.filters import ListFilter, list_filter
from plan import dates
from plan.obligations.views import duties
from plan.tasks.decisions import plan_numbered
from plan.views.deadlines import DeadlineRecord, standing_deadlines
from plan.vocabulary import Kind


@click.command(cls=Command)
@list_filter
@json_option
@pass_reading_context
def deadlines(context: Context, *, wanted: ListFilter, as_json: bool) -> None:
    """Các thời hạn, theo ngày."""
    last_day_on_time = context.rules().calendar.on_or_after
    found = _find(context, wanted)
    if as_json:
        print_json([one.to_json(last_day_on_time) for one in found])
        return
    for one in found:
        click.echo(f"{one.id:>5}  {dates.day(one.due):<10}  {shorten(one.label)}")


def _find(context: Context, wanted: ListFilter) -> list[DeadlineRecord]:
    with context.database.read() as session:
        plan = plan_numbered(session, wanted.plan)
        found = standing_deadlines(session, Kind(wanted.kind) if wanted.kind else None)
        found = [one for one in found if wanted.has_day(one.due)]
        if wanted.agency or wanted.status or plan:
            # Days are compared with the deadline's own: that of an obligation may have been extended.
            others = replace(wanted, first=None, last=None).obligations(plan)
            numbers = {duty.deadline for duty in duties(session, context.today, others)}
            found = [one for one in found if one.id in numbers]
    return found
