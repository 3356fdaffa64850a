"""A new document looked at before it is taken in: every row read, nothing stored, so that 10,000 rows take no longer than they must."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import lru_cache

from sqlmodel import Session, select

from plan.agencies import store
from plan.agencies.directory import AgencyDirectory
from plan.documents import Entry, Problem
from plan.models import Plan, Task
from plan.tasks.adoption import adopt
from plan.tasks.likely_doubles import likely_double
from plan.tasks.periods import period_of, span_of_years
from plan.tasks.questions import CELLS, questions_of
from plan.tasks.settled import Answers, words_of
from plan.timings import PHRASES
from scheduler.forecast.context import ForecastContext
from scheduler.forecast.plan import forecast
from scheduler.intake.plan import ImportRequest, nobody_reports, related_plans
from scheduler.phrases import door as phrases
from scheduler.phrases.reading import DueDay, Period, Reading
from scheduler.policy.rules import Rules

STEP = 500  # rows between two words of progress
Progress = Callable[[int, int], None]
Answered = Callable[[Entry, Task], Answers]  # what people answered about a row


def nothing_answered(_entry: Entry, _task: Task) -> Answers:
    return {}


@dataclass(frozen=True, slots=True)
class TaskLook:
    """A row as it would be adopted: a task that is not stored, and what its words say."""

    task: Task
    reading: Reading
    days: tuple[DueDay, ...]

    def deadlines(self, ends: Callable[[date], date]) -> list[dict[str, object]]:
        """Its days as JSON; they have no numbers yet."""
        return [
            {
                "id": None,
                "label": day.label,
                "opens": day.opens.isoformat(),
                "due": day.due.isoformat(),
                "ends": ends(day.due).isoformat(),
                "source": "product" if self._from_product(day) else "time",
                "target": day.target,
                "task": None,
            }
            for day in sorted(self.days, key=lambda day: day.due)
        ]

    def _from_product(self, day: DueDay) -> bool:
        return any(
            (other.label, other.due) == (day.label, day.due)
            for part in self.reading.parts
            if part.source == "product"
            for other in part.deadlines
        )


@dataclass(frozen=True, slots=True)
class PlanLook:
    plan: Plan
    tasks: tuple[TaskLook, ...]
    directory: AgencyDirectory
    problems: tuple[Problem, ...]
    on: date


def is_new(session: Session, request: ImportRequest) -> bool:
    """Nothing of the document is stored, so there is nothing to compare it with."""
    document, period = request.document, request.period or request.document.period
    if request.supersedes or request.amends not in ((), ("none",)) or not document.entries:
        return False
    if session.exec(select(Plan.id).where(Plan.code == document.code)).first() is not None:
        return False
    return (
        bool(request.amends)
        or not period
        or not likely_double(session, document.entries, period, document.code)
    )


def look_at(
    session: Session,
    request: ImportRequest,
    rules: Rules,
    now: datetime,
    today: date,
    progress: Progress,
    answered: Answered = nothing_answered,
) -> PlanLook:
    """The caller rolls back: only the plan itself and its reports were put into the session."""
    document = request.document
    period = request.period or document.period
    assert period is not None, "a provisional request has a period"
    store.save_agencies(session, request.agencies, today)
    directory, on = store.load_directory(session), min(today, period[1])
    plan = adopt(session, replace(document, entries=()), period, now, today).plan
    forecast(ForecastContext(session, rules, directory, now, on), plan, [], request.regimes)
    read = lru_cache(maxsize=4096)(_read_words)
    problems: list[Problem] = [*document.problems, *related_plans(session, request)]
    looks: list[TaskLook] = []
    for place, entry in enumerate(document.entries, 1):
        if place % STEP == 0:
            progress(place, len(document.entries))
        look = _look(plan, entry, place, read, answered)
        looks.append(look)
        problems += _asked(look, entry, directory, on)
    context = ForecastContext(session, rules, directory, now, on)
    problems += [problem for regime in request.regimes for problem in nobody_reports(context, plan, regime)]
    return PlanLook(plan, tuple(looks), directory, tuple(problems), on)


def _read_words(timing: str, product: str, first: date, last: date, signed_on: date | None) -> Reading:
    with PHRASES.timed():
        return phrases.read(timing, Period(first, last), product or None, signed_on=signed_on)


def _look(plan: Plan, entry: Entry, place: int, read: Callable[..., Reading], answered: Answered) -> TaskLook:
    first, last = span_of_years(entry.years) or (None, None)
    task = Task(
        plan_id=plan.id,
        position=place,
        section=entry.section,
        section_title=entry.section_title,
        number=entry.number,
        title=entry.title,
        lead=entry.lead,
        partners=entry.partners,
        product=entry.product,
        timing=entry.timing,
        note=entry.note,
        signed_on=plan.issued_on,
        first=first,
        last=last,
    )
    words = words_of(task, answered(entry, task))
    reading = read(words.timing, words.product, *period_of(task, plan), plan.issued_on)
    unclear = reading.state == "unclear"
    days = () if unclear else tuple({(d.label, d.due): d for d in phrases.task_deadlines(reading)}.values())
    task.state = reading.state
    task.review = [*(f"chưa hiểu: {words}" for words in reading.unclear), *reading.review]
    return TaskLook(task, reading, days)


def _asked(look: TaskLook, entry: Entry, directory: AgencyDirectory, on: date) -> Sequence[Problem]:
    named = tuple(dict.fromkeys(day.agencies for day in look.days if day.agencies))
    asked = questions_of(look.task, {}, named, directory, on)
    return [Problem(f"{entry.where}, {CELLS[q.cell]}", q.text, q.message) for q in asked]
