"""The filter options of `tasks`, `deadlines` and `obligations`, gathered into one value."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from functools import wraps
from typing import Any

import click

from cli.base import DAY
from plan.labels import OBLIGATION_STATES
from plan.obligations.views import ObligationFilter


@dataclass(frozen=True, slots=True)
class ListFilter:
    """What to list; None where everything is wanted."""

    agency: str | None
    kind: str | None
    first: date | None
    last: date | None
    status: str | None
    plan: str | None = None

    @property
    def asks_for_cells(self) -> bool:
        """Whether it is decided by what the cells of a task mean: whom they name, which days they say."""
        return bool(self.agency or self.first or self.last)

    def has_day(self, day: date) -> bool:
        return (self.first is None or self.first <= day) and (self.last is None or day <= self.last)

    def obligations(self, plan: int | None = None) -> ObligationFilter:
        """The same filter for obligations, of the plan of that row. Raises UsageError if the status is unknown to them."""
        if self.status is not None and self.status not in OBLIGATION_STATES:
            raise click.UsageError(f"--status: một trong {', '.join(OBLIGATION_STATES)}")
        return ObligationFilter(self.agency, self.kind, self.first, self.last, self.status, plan=plan)


OPTIONS = (
    click.option("--agency", metavar="CODE", help="Chỉ của cơ quan này."),
    click.option("--kind", type=click.Choice(["task", "report"]), help="Chỉ nhiệm vụ hoặc báo cáo."),
    click.option("--from", "first", type=DAY, help="Thời hạn từ ngày này."),
    click.option("--to", "last", type=DAY, help="Thời hạn đến hết ngày này."),
    click.option("--status", help="Chỉ những việc ở trạng thái này."),
    click.option("--plan", metavar="SỐ", help="Chỉ của kế hoạch số này."),
)


def list_filter(command: Callable[..., None]) -> Callable[..., None]:
    """Add the filter options to a command; it receives them as `wanted`."""

    @wraps(command)
    def run(
        *args: Any,
        agency: str | None,
        kind: str | None,
        first: datetime | None,
        last: datetime | None,
        status: str | None,
        plan: str | None,
        **others: Any,
    ) -> None:
        days = (first and first.date(), last and last.date())
        command(*args, wanted=ListFilter(agency, kind, *days, status, plan), **others)

    for option in reversed(OPTIONS):
        run = option(run)
    return run
