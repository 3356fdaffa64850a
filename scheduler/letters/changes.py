"""What decisions changed for agencies: each is told once, in the next digest, beside whatever else is due.

Such a step belongs to no ladder. A change that was overtaken before it was told (the duty was done) is not told.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from sqlmodel import bindparam, col, select

from plan.dates import day
from plan.ledger.notices import told_among
from plan.models import ChangeKind, DutyChange, PlanDecision
from plan.obligations.duty import Duty
from plan.obligations.views import ObligationFilter, duties
from plan.obligations.words import cite
from plan.prepared import Prepared
from plan.steps import StepKind, StepName
from scheduler.letters.context import LetterContext
from scheduler.policy.reminders import Step

LONGEST = timedelta(days=60)  # what could not be told for so long is no news any more
OVER = frozenset({ChangeKind.TAKEN, ChangeKind.CANCELLED})


@dataclass(frozen=True, slots=True)
class ChangeToTell:
    """One change, with the duty as it is now."""

    duty: Duty
    step: Step
    is_over: bool
    by: str  # the decision that changed it


def changes_to_tell(context: LetterContext) -> Mapping[str, Sequence[ChangeToTell]]:
    """What the ledger does not have yet, by the agency to be told."""
    session, since = context.session, context.today - LONGEST
    if not _RECENT.ask(session, {"since": since}):
        return {}
    query = select(DutyChange, PlanDecision).join(PlanDecision)
    recent = query.where(col(DutyChange.recorded_on) >= since)
    rows = session.exec(recent.order_by(col(DutyChange.id))).all()
    known = {(number, step) for number, step, _ in told_among(session, [_key(row) for row, _ in rows])}
    fresh = [(row, decision) for row, decision in rows if _key(row) not in known]
    ids = tuple({row.obligation_id for row, _ in fresh})
    shown = {one.id: one for one in duties(session, context.today, ObligationFilter(ids=ids))}
    context.duties.update(shown)
    found: dict[str, list[ChangeToTell]] = defaultdict(list)
    for row, decision in fresh:
        duty, is_over = shown[row.obligation_id], row.change in OVER
        if not duty.is_done and (is_over or duty.cancelled_on is None):
            step = Step(_key(row)[1], context.today, _said(row, decision))
            found[context.current(row.agency)].append(
                ChangeToTell(duty, step, is_over, cite(decision.code, decision.issued_on))
            )
    return found


# Each tick asks, and in most weeks there is none.
_RECENT = Prepared(select(DutyChange.id).where(col(DutyChange.recorded_on) >= bindparam("since")).limit(1))


def _key(row: DutyChange) -> tuple[int, StepName]:
    return row.obligation_id, StepName(StepKind.CHANGED, row.id)


def _said(row: DutyChange, decision: PlanDecision) -> str:
    by = cite(decision.code, decision.issued_on)
    match row.change:
        case ChangeKind.MOVED if row.before and row.after:
            return f"chuyển thời hạn từ {day(row.before)} sang {day(row.after)}, theo {by}"
        case ChangeKind.ASSIGNED:
            return f"mới giao cho cơ quan, theo {by}"
        case ChangeKind.TAKEN:
            return f"không còn giao cho cơ quan, theo {by}"
        case _:
            return f"không phải thực hiện nữa, theo {by}"
