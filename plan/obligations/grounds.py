"""The decision on which a duty rests: the one in force when it was assigned, and those that changed its row since."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from sqlmodel import Session, col, select

from plan.models import DecisionWay, PlanDecision, RowChange, TaskChange
from plan.prepared import PreparedAmong


@dataclass(frozen=True, slots=True)
class Citation:
    """A document as it is cited: number, day, what it is called, who signed."""

    code: str
    issued_on: date | None
    title: str = ""
    issuer: str = ""


@dataclass(frozen=True, slots=True)
class Ground:
    """A decision and, in the order of their days, those that amended it."""

    decision: Citation
    amended_by: tuple[Citation, ...] = ()


@dataclass(frozen=True, slots=True)
class Grounds:
    """All decisions of all plans, and which rows the amending ones touched."""

    decisions: Mapping[int, Sequence[PlanDecision]] = field(default_factory=dict)
    changes: Mapping[int, Sequence[tuple[RowChange, PlanDecision]]] = field(default_factory=dict)

    def of_row(self, plan: int, task: int | None, due: date) -> Ground | None:
        """Of what is due on that day: a decision signed later assigned and changed nothing of it."""
        bases = [row for row in self.decisions.get(plan, ()) if row.way is not DecisionWay.AMENDS]
        if not bases:
            return None
        base = _last(bases, due)
        touched = [(way, row) for way, row in self.changes.get(task or 0, ()) if _signed_by(row, due)]
        for way, row in touched:
            if way is RowChange.ADDED and _day(row) > _day(base):
                base = row
        later = [row for way, row in touched if way is RowChange.CHANGED and _day(row) > _day(base)]
        return Ground(_citation(base), tuple(map(_citation, later)))

    def in_force(self, plan: int, first: date, last: date) -> list[Ground]:
        """The decisions in force on some day of a span, each with what amended it by the end of the span."""
        rows = self.decisions.get(plan, ())
        bases = [row for row in rows if row.way is not DecisionWay.AMENDS]
        if not bases:
            return []
        ends = [*(_day(row) for row in bases[1:]), date.max]
        found = []
        for base, end in zip(bases, ends, strict=True):
            if (_day(base) <= last and first < end) or len(bases) == 1:
                mine = [r for r in rows if r.way is DecisionWay.AMENDS and _day(base) <= _day(r) < end]
                found.append(Ground(_citation(base), tuple(_citation(r) for r in mine if _day(r) <= last)))
        return found


def load_grounds(session: Session, tasks: Collection[int] | None = None) -> Grounds:
    """The decisions as they are recorded now, and what they changed: of all rows, or of these few."""
    decisions: dict[int, list[PlanDecision]] = defaultdict(list)
    rows = sorted(session.exec(select(PlanDecision).order_by(col(PlanDecision.id))), key=_day)
    for row in rows:
        decisions[row.plan_id].append(row)
    known = {row.id: row for row in rows}
    changes: dict[int, list[tuple[RowChange, PlanDecision]]] = defaultdict(list)
    touched = session.exec(_TOUCHED).all() if tasks is None else _OF_TASKS.all(session, sorted(tasks))
    for task, change, decision in touched:
        changes[task].append((change, known[decision]))
    for found in changes.values():
        found.sort(key=lambda pair: _day(pair[1]))
    return Grounds(decisions, changes)


_TOUCHED = select(TaskChange.task_id, TaskChange.change, TaskChange.decision_id)
_OF_TASKS = PreparedAmong(_TOUCHED, col(TaskChange.task_id))


def _day(row: PlanDecision) -> date:
    return row.issued_on or date.min


def _signed_by(row: PlanDecision, due: date) -> bool:
    return _day(row) <= due


def _last(bases: Sequence[PlanDecision], due: date) -> PlanDecision:
    return next((row for row in reversed(bases) if _signed_by(row, due)), bases[0])


def _citation(row: PlanDecision) -> Citation:
    return Citation(row.code, row.issued_on, row.title, row.issuer)
