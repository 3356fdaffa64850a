"""Which obligations a paper of some days can speak of, found by the indexes of their days: what is merely stored is not read."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import union
from sqlmodel import Session, col, func, select

from plan.models import Deadline, Obligation
from plan.models.duties import OPEN
from plan.vocabulary import Kind


@dataclass(frozen=True, slots=True)
class PeriodScope:
    """The days that a paper counts, lists what was done or changed in, and, to `ahead`, what comes next; as of `on`."""

    first: date
    last: date
    ahead: date
    on: date
    by_data: bool = False  # reports count with the last day that their data cover, too


def obligations_within(session: Session, scope: PeriodScope) -> list[int]:
    """Whatever was due, done, moved or cancelled in these days, and what was late by then; never too few of them.

    As the rows are now: what was recorded since may have moved others out of these days.
    """
    return list(session.connection().execute(union(*_searches(scope))).scalars())


def _searches(scope: PeriodScope) -> Iterator[Any]:
    """One for each index: with OR between them the database would walk through all that was ever owed."""
    found, days = select(Obligation.id), (scope.first, scope.last)
    yield found.where(col(Obligation.due).between(scope.first, scope.ahead))
    yield found.where(col(Obligation.done_on).between(*days), Obligation.kind == Kind.TASK)
    yield found.where(col(Obligation.cancelled_on).between(*days))
    yield found.where(col(Obligation.extended_from).between(*days))
    if scope.by_data:
        rounds = select(Deadline.id).where(col(Deadline.data_last).between(*days))
        yield found.where(
            col(Obligation.deadline_id).in_(rounds)
        )  # joined, all obligations would be looked at
    within = _looked_at(Obligation.due) <= scope.last
    yield found.where(OPEN, col(Obligation.ends) < scope.on, within)
    for was_open in (col(Obligation.done_on) > scope.on, col(Obligation.cancelled_on) > scope.on):
        yield found.where(was_open, _looked_at(Obligation.ends) < scope.on, within)


def _looked_at(column: Any) -> Any:
    """A column by which nothing is searched: SQLite, which counts no values, would walk all days due instead of the few since."""
    return func.coalesce(column, column)
