"""The policy as words, and the ladder of one example drawn: when whoever owes it hears, and who is told that it is late. Pure."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from plan.labels import step
from plan.steps import StepKind
from scheduler.policy.policy import Ladder, Ladders
from scheduler.policy.reminders import ObligationFacts, Step, lead_steps
from scheduler.working_days.calendar import WorkCalendar

WIDTH, MARGIN = 720, 30  # of the drawing
MOST = 6  # steps after the last day on time that are drawn
_SHAPES = {StepKind.OPENED: "open", StepKind.LATE: "late"}


@dataclass(frozen=True, slots=True)
class LadderStep:
    """One step of the example: its day, a shape, what is said to whom, and where it stands in the drawing."""

    day: date
    shape: str
    said: str
    x: int = 0


def example(
    ladders: Ladders, kind: Literal["report", "task"], opens: date, due: date, work: WorkCalendar
) -> tuple[LadderStep, ...]:
    """The steps of a duty that nobody does, day by day, as the program itself reckons them."""
    ends = work.on_or_after(due)
    facts = ObligationFacts(kind=kind, opens=opens, due=due, ends=ends, since=opens)
    ladder = ladders.ladder(kind)
    steps = [LadderStep(ends, "done", "ngày cuối còn đúng hạn")]
    steps += [
        LadderStep(one.on, _SHAPES.get(one.name.kind, "soon"), f"cơ quan chủ trì: {step(str(one.name))}")
        for one in _until_late(lead_steps(facts, ladders, work))
    ]
    for rung in ladder.escalate:
        said = f"quá hạn {rung} ngày: {_to_whom(ladder, rung)} được báo"
        steps.append(LadderStep(work.after(ends, rung), "ask", said))
    return _placed(sorted(steps, key=lambda one: one.day))


def before(values: Sequence[int]) -> str:
    """trước 14 và 5 ngày, đúng ngày đến hạn; empty where nothing is said."""
    ahead = numbers([value for value in values if value])
    if 0 not in values:
        return f"trước {ahead} ngày" if ahead else ""
    return f"trước {ahead} ngày, đúng ngày đến hạn" if ahead else "đúng ngày đến hạn"


def numbers(values: Sequence[int]) -> str:
    """5, 3 và 1."""
    said = [str(value) for value in values]
    first, last = ", ".join(said[:-1]), "".join(said[-1:])
    return f"{first} và {last}" if first else last


def _until_late(steps: Iterable[Step]) -> Iterator[Step]:
    """The ladder of what is late has no end: so many rungs of it."""
    late = 0
    for one in steps:
        late += one.name.kind is StepKind.LATE
        if late > MOST:
            return
        yield one


def _to_whom(ladder: Ladder, rung: int) -> str:
    above = ladder.above_from is not None and rung >= ladder.above_from
    return "nơi đôn đốc và cơ quan cấp trên" if above else "nơi đôn đốc"


def _placed(steps: Sequence[LadderStep]) -> tuple[LadderStep, ...]:
    first, last = steps[0].day, steps[-1].day
    span = max((last - first).days, 1)
    return tuple(
        LadderStep(
            one.day, one.shape, one.said, MARGIN + (WIDTH - 2 * MARGIN) * (one.day - first).days // span
        )
        for one in steps
    )
