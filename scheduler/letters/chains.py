"""Reports compiled from other reports: which agencies of the previous link have not sent theirs yet."""

import json
from collections.abc import Iterable, Mapping
from datetime import date
from functools import lru_cache
from itertools import pairwise

from sqlmodel import Session, col, select

from plan.models import Deadline, Obligation, Plan, Regime
from plan.models.duties import OPEN
from plan.obligations.asking_document import REQUESTED
from plan.obligations.duty import Duty
from plan.storage.chunks import chunks
from scheduler.policy.regimes import RegimeRules, chains
from scheduler.working_days.calendar import WorkCalendar


def missing_reports(
    session: Session, duties: Iterable[Duty], calendar: WorkCalendar
) -> Mapping[int, tuple[str, ...]]:
    """For each compiled report, the agencies whose own report for that period is still open."""
    ids = tuple({d.deadline for d in duties if d.kind == "report" and not d.requested})
    by_deadline = _regimes(session, ids)
    before = {r.id: _link_before(session, r, calendar) for r in by_deadline.values()}
    found = {}
    for duty in duties:
        regime = by_deadline.get(duty.deadline)
        if regime and (label := before[regime.id].get(duty.part)):
            found[duty.id] = _still_open(session, regime, label, duty.holder)
    return found


def _regimes(session: Session, deadlines: tuple[int, ...]) -> dict[int, Regime]:
    """The regimes of several links, by the number of the deadline."""
    found: dict[int, Regime] = {}
    for chunk in chunks(deadlines):
        query = select(Deadline.id, Regime).join(Regime).where(col(Deadline.id).in_(chunk))
        found |= {number: regime for number, regime in session.exec(query) if _is_chain(regime)}
    return found


def _is_chain(regime: Regime) -> bool:
    links = regime.definition.get("link")
    return REQUESTED not in regime.definition and isinstance(links, list) and len(links) > 1


def _link_before(session: Session, regime: Regime, calendar: WorkCalendar) -> Mapping[str, str]:
    """The label of each report of a later link → the label of the previous link's report for the same period."""
    plan = session.get_one(Plan, regime.plan_id)
    return _labels_before(json.dumps(regime.definition), plan.first, plan.last, calendar)


@lru_cache(maxsize=32)  # asked for each letter about reports, and the same until words or days change
def _labels_before(definition: str, first: date, last: date, calendar: WorkCalendar) -> Mapping[str, str]:
    periods = chains(RegimeRules.model_validate_json(definition), first, last, calendar)
    return {later.label: turn.label for links in periods for turn, later in pairwise(links)}


def _still_open(session: Session, regime: Regime, label: str, holder: str) -> tuple[str, ...]:
    """Who has not sent that report; the compiling agency does not wait for itself."""
    query = select(Obligation.holder).join(Deadline).order_by(col(Obligation.id))
    query = query.where(Deadline.regime_id == regime.id, Deadline.label == label, Obligation.holder != holder)
    return tuple(session.exec(query.where(OPEN)))
