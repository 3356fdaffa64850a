"""The sets of periodic reports and the rounds of a year: what their page shows."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlmodel import Session, col, func, select

from plan.models import Deadline, Obligation, Plan, Regime
from plan.views.columns import columns_of


@dataclass(frozen=True, slots=True)
class RegimeItem:
    """A set of periodic reports as its file defines it, and the decision that it came with."""

    id: int
    plan: str
    definition: Mapping[str, Any]


def regime_items(session: Session) -> list[RegimeItem]:
    query = select(*columns_of(RegimeItem, Regime, plan=Plan.code)).join(
        Plan, col(Plan.id) == col(Regime.plan_id)
    )
    return [RegimeItem(*row) for row in session.exec(query.order_by(col(Regime.id)))]


@dataclass(frozen=True, slots=True)
class RoundItem:
    """One round: how many owe it, how many were received."""

    id: int
    regime: int
    label: str
    opens: date
    due: date
    grace: int
    owed: int
    received: int


def rounds_of_year(session: Session, year: int) -> list[RoundItem]:
    """By day due, without what was withdrawn or cancelled."""
    counts = {"owed": func.count(col(Obligation.id)), "received": func.count(col(Obligation.done_on))}
    mine = select(Deadline.id).where(
        col(Deadline.regime_id).is_not(None),
        col(Deadline.withdrawn_on).is_(None),
        col(Deadline.due).between(date(year, 1, 1), date(year, 12, 31)),
    )
    query = (
        select(*columns_of(RoundItem, Deadline, regime=Deadline.regime_id, **counts))
        .join(Obligation, col(Obligation.deadline_id) == col(Deadline.id))
        .where(col(Obligation.deadline_id).in_(mine), col(Obligation.cancelled_on).is_(None))
        .group_by(col(Deadline.id))
        .order_by(col(Deadline.due), col(Deadline.id))
    )
    return [RoundItem(*row) for row in session.exec(query)]
