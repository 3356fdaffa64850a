"""The days within which the words of a task are read: those of its annex, else those of its plan. Pure."""

from datetime import date

from plan.models import Plan, Task

Span = tuple[date, date]


def span_of_years(years: tuple[int, int] | None) -> Span | None:
    """Whole years as days."""
    return (date(years[0], 1, 1), date(years[1], 12, 31)) if years else None


def period_of(task: Task, plan: Plan) -> Span:
    """The years of the annex as far as they are the plan's, which a person may have said otherwise."""
    if not (task.first and task.last):
        return plan.first, plan.last
    first, last = max(task.first, plan.first), min(task.last, plan.last)
    return (first, last) if first <= last else (plan.first, plan.last)
