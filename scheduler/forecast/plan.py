"""A whole plan → its calendar: words → deadlines → obligations."""

from collections.abc import Iterable, Sequence

from plan.models import Plan, Task
from plan.storage.changes import note_change
from scheduler.forecast.context import ForecastContext, tell_made
from scheduler.forecast.history import cancel_history
from scheduler.forecast.reports import forecast_regime, withdraw_regimes
from scheduler.forecast.tasks import Forecast, forecast_tasks
from scheduler.policy.regimes import RegimeRules


def forecast(
    context: ForecastContext, plan: Plan, tasks: Iterable[tuple[Task, bool]], regimes: Sequence[RegimeRules]
) -> list[Forecast]:
    """Words → deadlines → obligations, for each task and whether its words are fresh. Safe to repeat."""
    read = forecast_tasks(context, plan, list(tasks))
    for regime in regimes:
        forecast_regime(context, plan, regime)
    if regimes:
        withdraw_regimes(context, plan, {regime.name for regime in regimes})
    cancel_history(context, plan)
    tell_made(context)
    if context.changed:
        note_change(context.session)
    return read
