"""From the words of a task to stored deadlines and what is owed on them.

Idempotent: what is there already stays as it is; a better grammar never moves a stored day by itself.
What new words no longer say is withdrawn, unless it was done.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

from sqlmodel import Session, col, select

from plan import dates
from plan.agencies.cell_roles import leads_and_partners
from plan.agencies.entries import NamePart
from plan.models import Deadline, Kind, Occurrence, Plan, Task
from plan.storage.chunks import chunks
from plan.tasks.periods import period_of
from plan.tasks.questions import named_by
from plan.tasks.settled import TaskWords
from plan.text import fold
from plan.timings import PHRASES
from scheduler.forecast.context import ForecastContext, ObligationSpec, tell_made
from scheduler.forecast.deadlines import Key, fell_due_before, known_of_tasks, rows_of, standing, withdraw
from scheduler.forecast.history import is_history
from scheduler.forecast.holders import holders, partners
from scheduler.forecast.obligations import NO_LONGER_DUE, NOT_UNDERSTOOD, store_obligations
from scheduler.phrases import door as phrases
from scheduler.phrases.reading import DueDay, Period, Reading


def read_task(task: Task, plan: Plan, words: TaskWords) -> Reading:
    """What the words of a task, as they stand or as a person settled them, say within its plan."""
    return _read_words(words.timing, words.product, *period_of(task, plan), task.signed_on)


@lru_cache(maxsize=2_000)
def _read_words(timing: str, product: str, first: date, last: date, signed_on: date | None) -> Reading:
    """The cells of a plan repeat each other."""
    with PHRASES.timed():
        return phrases.read(timing, Period(first, last), product or None, signed_on=signed_on)


@dataclass(frozen=True, slots=True)
class Forecast:
    """What a task's words say today, and whether they gave other days when its deadlines were stored."""

    task: Task
    reading: Reading
    differs: bool = False
    named: tuple[str, ...] = ()  # the words of its products that name who must do them


def forecast_task(context: ForecastContext, plan: Plan, task: Task, *, fresh: bool) -> Forecast:
    """The same as `forecast_tasks` for one."""
    (found,) = forecast_tasks(context, plan, [(task, fresh)])
    tell_made(context)
    return found


def forecast_tasks(
    context: ForecastContext, plan: Plan, tasks: Sequence[tuple[Task, bool]]
) -> list[Forecast]:
    """Store the deadlines and obligations of tasks, each with whether it is fresh.

    Only a fresh task (new words, a new event, or a person said so) takes the days of today's
    grammar; any other keeps the days it has, and the difference is told.
    """
    found: list[Forecast] = []
    for some in chunks(tasks):
        found += _forecast_together(context, plan, some)
        context.progress(len(found), len(tasks))
    return found


def _forecast_together(
    context: ForecastContext, plan: Plan, tasks: Sequence[tuple[Task, bool]]
) -> list[Forecast]:
    """So many at a time, by a few statements for all of them."""
    session, numbers = context.session, [task.id for task, _ in tasks]
    known, events = known_of_tasks(session, numbers), _events(session, numbers)
    drafts = [
        _draft(context, plan, task, known.get(task.id, {}), events.get(task.id, ()), fresh=fresh)
        for task, fresh in tasks
    ]
    session.add_all(row for draft in drafts for row in draft.rows)
    session.flush()
    for draft in drafts:
        withdraw(context, draft.gone, draft.because)
    owed = (_owed(context, plan, draft.forecast.task, draft.rows) for draft in drafts)
    store_obligations(context, [one for specs in owed for one in specs])
    return [draft.forecast for draft in drafts]


@dataclass(frozen=True, slots=True)
class _Draft:
    """One task before it is stored: the deadlines that stand, and those that are no longer asked for."""

    forecast: Forecast
    rows: list[Deadline]
    gone: list[Deadline] = field(default_factory=list)
    because: str = NO_LONGER_DUE


def _draft(
    context: ForecastContext,
    plan: Plan,
    task: Task,
    known: dict[Key, Deadline],
    found: Sequence[Occurrence],
    *,
    fresh: bool,
) -> _Draft:
    words = context.words(task)
    reading = read_task(task, plan, words)
    events, others = _of_these_words(found, reading)
    gone = reading.state == "unclear" or task.withdrawn_on or words.no_task
    days = [] if gone else _days(context, plan, task, reading, events)
    if not fresh and task.state not in {"", "unclear"}:
        rows = standing(known)
        stored_days = {(r.label, r.due) for r in rows if not _came_before(plan, task, r.due)}
        differs = stored_days != {(d.label, d.due) for d in days if not _came_before(plan, task, d.due)}
        return _Draft(Forecast(task, reading, differs, named_by(rows)), rows)
    task.state = reading.state
    unclear = [f"chưa hiểu: {words}" for words in reading.unclear]
    asked = [_of_another(task, event) for event in others] + [
        _without_a_day(event) for event in events if not (gone or _released(context, plan, task, event))
    ]
    task.review = [*unclear, *reading.review, *asked]
    context.session.add(task)
    stored, no_longer = rows_of(plan, task, reading, days, known)
    because = NOT_UNDERSTOOD if reading.state == "unclear" else NO_LONGER_DUE
    return _Draft(Forecast(task, reading, named=named_by(stored)), stored, no_longer, because)


def keep_tasks(context: ForecastContext, plan: Plan, tasks: Sequence[Task]) -> None:
    """Bring who owes what up to the directory of today; the stored days stay."""
    for some in chunks(tasks):
        known = known_of_tasks(context.session, [task.id for task in some])
        owed = (_owed(context, plan, task, standing(known.get(task.id, {}))) for task in some)
        store_obligations(context, [one for specs in owed for one in specs])


def awaited(reading: Reading) -> str:
    """The events and documents that the words wait for, in their own words."""
    return "; ".join(part.awaiting for part in reading.parts if part.awaiting)


def _events(session: Session, tasks: Sequence[int]) -> dict[int, list[Occurrence]]:
    """What happened of that which tasks wait for, by task."""
    found: dict[int, list[Occurrence]] = {}
    query = select(Occurrence).order_by(col(Occurrence.id))
    for chunk in chunks(tasks):
        for row in session.exec(query.where(col(Occurrence.task_id).in_(chunk))):
            found.setdefault(row.task_id, []).append(row)
    return found


def _of_these_words(
    found: Sequence[Occurrence], reading: Reading
) -> tuple[list[Occurrence], list[Occurrence]]:
    """What has happened of that which the words wait for, and what was recorded for other words."""
    now = awaited(reading)
    these = [row for row in found if row.awaited is None or fold(row.awaited) == fold(now)]
    return these, [row for row in found if now and row not in these]


def _of_another(task: Task, event: Occurrence) -> str:
    return (
        f"ngày {dates.day(event.happened_on)} được ghi cho sự kiện khác lời ({event.awaited}); nếu vẫn là sự kiện này: "
        f"dondoc occurred {task.id} --on {event.happened_on}"
    )


def _without_a_day(event: Occurrence) -> str:
    return (
        f"sự kiện được chờ đã xảy ra ngày {dates.day(event.happened_on)}, nhưng lời của kế hoạch không cho biết phải xong "
        "ngày nào; hãy nêu thời hạn"
    )


def _days(
    context: ForecastContext, plan: Plan, task: Task, reading: Reading, events: list[Occurrence]
) -> list[DueDay]:
    """What the words say, and what the events that have happened release."""
    days = list(phrases.task_deadlines(reading))
    for event in events:
        days += _released(context, plan, task, event)
    return list({(d.label, d.due): d for d in days}.values())


def _released(context: ForecastContext, plan: Plan, task: Task, event: Occurrence) -> list[DueDay]:
    """The days that follow from the event; none where the words say only that it is waited for."""
    period, after = Period(*period_of(task, plan)), context.rules.calendar.after
    return list(phrases.released(context.words(task).timing, period, event.happened_on, after))


def _came_before(plan: Plan, task: Task, due: date) -> bool:
    """Whether that day came under an earlier decision, or before this one was signed: nobody owes anything on it."""
    return fell_due_before(plan, due) or (task.signed_on is not None and due < task.signed_on)


def _owed(
    context: ForecastContext, plan: Plan, task: Task, deadlines: list[Deadline]
) -> list[ObligationSpec]:
    """An obligation for every holder of every deadline; days past when the plan was signed have none.

    What fell due under a decision before this one stays with whom that decision named.
    """
    target = min((d.due for d in deadlines if d.target), default=None)
    already: list[str] = []
    wanted = []
    cells = context.words(task)
    for deadline in deadlines:
        words = deadline.agencies or cells.lead
        on = _membership_day(task, deadline)
        parts = context.directory.resolve(words, on=on, already=already)
        already += codes(parts)
        past = _past(context, plan, task, deadline) or fell_due_before(plan, deadline.due)
        if not deadline.target and not past:
            leads, helpers = leads_and_partners(parts, context.directory.resolve(cells.partners, on=on))
            place = ".".join(filter(None, (task.section, task.number or "–")))
            label = f"{place} · {deadline.label}"
            for holder in holders(words, leads):
                helping = tuple(partners(helpers, holder.leads)) if holder.leads else ()
                since = task.signed_on or deadline.opens
                wanted.append(ObligationSpec(deadline, holder, helping, Kind.TASK, label, since, target))
    return wanted


def _membership_day(task: Task, deadline: Deadline) -> date:
    """Groups are those who are members on the day due: who ended before owes nothing, who comes after neither."""
    return max(deadline.due, task.signed_on or deadline.due)


def _past(context: ForecastContext, plan: Plan, task: Task, deadline: Deadline) -> bool:
    ends = context.rules.calendar.on_or_after(deadline.due)
    return is_history(plan, ends) or (task.signed_on is not None and ends < task.signed_on)


def codes(parts: tuple[NamePart, ...]) -> list[str]:
    return [code for part in parts for code in part.agencies]
