"""From the words of a task to stored deadlines and what is owed on them.

Idempotent: what is there already stays as it is; a better grammar never moves a stored day by itself.
What new words no longer say is withdrawn, unless it was done.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, select

from plan import dates
from plan.agencies.cell_roles import leads_and_partners
from plan.agencies.entries import NamePart
from plan.models import Deadline, Kind, Occurrence, Plan, Task
from plan.tasks.periods import period_of
from plan.tasks.questions import named_by
from plan.tasks.settled import TaskWords
from plan.text import fold
from plan.timings import PHRASES
from plan.vocabulary import Source
from scheduler.forecast.context import ForecastContext, ObligationSpec
from scheduler.forecast.history import is_history
from scheduler.forecast.holders import holders, partners
from scheduler.forecast.obligations import NO_LONGER_DUE, NOT_UNDERSTOOD, cancel_all, store_obligations
from scheduler.phrases import read as phrases
from scheduler.phrases.reading import DueDay, Period, Reading

Key = tuple[str, date]


def read_task(task: Task, plan: Plan, words: TaskWords) -> Reading:
    """What the words of a task, as they stand or as a person settled them, say within its plan."""
    period = Period(*period_of(task, plan))
    with PHRASES.timed():
        return phrases.read(words.timing, period, words.product or None, signed_on=task.signed_on)


@dataclass(frozen=True, slots=True)
class Forecast:
    """What a task's words say today, and whether they gave other days when its deadlines were stored."""

    task: Task
    reading: Reading
    differs: bool = False
    named: tuple[str, ...] = ()  # the words of its products that name who must do them


def forecast_task(context: ForecastContext, plan: Plan, task: Task, *, fresh: bool) -> Forecast:
    """Store the deadlines and obligations of one task.

    Only a `fresh` task (new words, a new event, or a person said so) takes the days of today's
    grammar; any other keeps the days it has, and the difference is told.
    """
    words = context.words(task)
    reading = read_task(task, plan, words)
    events, others = _events(context.session, task, reading)
    gone = reading.state == "unclear" or task.withdrawn_on or words.no_task
    days = [] if gone else _days(context, plan, task, reading, events)
    if not fresh and task.state not in {"", "unclear"}:
        rows = keep_task(context, plan, task)
        stored_days = {(r.label, r.due) for r in rows if not _came_before(plan, task, r.due)}
        differs = stored_days != {(d.label, d.due) for d in days if not _came_before(plan, task, d.due)}
        return Forecast(task, reading, differs, named_by(rows))
    task.state = reading.state
    unclear = [f"chưa hiểu: {words}" for words in reading.unclear]
    asked = [_of_another(task, event) for event in others] + [
        _without_a_day(event) for event in events if not (gone or _released(context, plan, task, event))
    ]
    task.review = [*unclear, *reading.review, *asked]
    context.session.add(task)
    stored = _store(context, plan, task, reading, days)
    rows = [stored[d.label, d.due] for d in days]
    store_obligations(context, _owed(context, plan, task, rows))
    return Forecast(task, reading, named=named_by(rows))


def keep_task(context: ForecastContext, plan: Plan, task: Task) -> list[Deadline]:
    """Bring who owes what up to the directory of today; the stored days stay."""
    rows = [
        r
        for r in known_rows(context.session, col(Deadline.task_id) == task.id).values()
        if not r.withdrawn_on
    ]
    rows.sort(key=lambda r: (r.due, r.id))
    store_obligations(context, _owed(context, plan, task, rows))
    return rows


def awaited(reading: Reading) -> str:
    """The events and documents that the words wait for, in their own words."""
    return "; ".join(part.awaiting for part in reading.parts if part.awaiting)


def _events(session: Session, task: Task, reading: Reading) -> tuple[list[Occurrence], list[Occurrence]]:
    """What has happened of that which the words wait for, and what was recorded for other words."""
    found = session.exec(select(Occurrence).where(Occurrence.task_id == task.id)).all()
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


def _store(
    context: ForecastContext, plan: Plan, task: Task, reading: Reading, days: list[DueDay]
) -> dict[Key, Deadline]:
    """The rows of these days, old or new; those of other days are withdrawn."""
    wanted = {(d.label, d.due): d for d in days}
    known = _reworded(known_rows(context.session, col(Deadline.task_id) == task.id), wanted)
    new = {key: _row(task, reading, day) for key, day in wanted.items() if key not in known}
    context.session.add_all(new.values())
    context.session.flush()
    alone = sum(row.withdrawn_on is None for row in known.values()) == 1
    withdraw(
        context,
        [
            row
            for key, row in known.items()
            if key not in wanted and not _stays_owed(plan, task, row, alone=alone)
        ],
        NOT_UNDERSTOOD if reading.state == "unclear" else NO_LONGER_DUE,
    )
    for key in wanted.keys() & known.keys():
        known[key].withdrawn_on = None
        context.session.add(known[key])
    return known | new


def _stays_owed(plan: Plan, task: Task, row: Deadline, *, alone: bool) -> bool:
    """What fell due under the decision before this one is not undone by a new period or other words.

    Nor by an amendment, unless the row has but one day: that one is moved.
    """
    if task.withdrawn_on is not None:
        return False
    return fell_due_before(plan, row.due) or (not alone and _amended_after(plan, task, row.due))


def _amended_after(plan: Plan, task: Task, due: date) -> bool:
    """Whether that day had passed when an amendment gave the row its words."""
    began = plan.issued_on
    return (
        task.signed_on is not None and began is not None and began < task.signed_on and due < task.signed_on
    )


def fell_due_before(plan: Plan, due: date) -> bool:
    """Whether that day came under a decision whose place this one took."""
    return bool(plan.supersedes) and plan.issued_on is not None and due < plan.issued_on


def _came_before(plan: Plan, task: Task, due: date) -> bool:
    """Whether that day came under an earlier decision, or before this one was signed: nobody owes anything on it."""
    return fell_due_before(plan, due) or (task.signed_on is not None and due < task.signed_on)


def _reworded(known: dict[Key, Deadline], wanted: Mapping[Key, DueDay]) -> dict[Key, Deadline]:
    """A day whose words alone changed is the same deadline: what was done or put off stays with it."""
    for (label, due), day in wanted.items():
        others = [k for k in known if k[1] == due and k not in wanted and known[k].withdrawn_on is None]
        rivals = [k for k in wanted if k[1] == due and k not in known]
        if (label, due) not in known and len(others) == 1 and len(rivals) == 1:
            row = known.pop(others[0])
            row.label, row.agencies = label, day.agencies
            known[label, due] = row
    return known


def withdraw(context: ForecastContext, rows: Iterable[Deadline], because: str = NO_LONGER_DUE) -> None:
    """These days are no longer asked for: what is open on them is cancelled, what was done stays."""
    gone = [row for row in rows if row.withdrawn_on is None]
    for row in gone:
        row.withdrawn_on = context.today
        context.session.add(row)
    cancel_all(context, gone, because)


def known_rows(session: Session, whose: ColumnElement[bool]) -> dict[Key, Deadline]:
    """The stored deadlines, withdrawn ones too."""
    return {(row.label, row.due): row for row in session.exec(select(Deadline).where(whose))}


def _row(task: Task, reading: Reading, day: DueDay) -> Deadline:
    return Deadline(
        task_id=task.id,
        label=day.label,
        opens=day.opens,
        due=day.due,
        target=day.target,
        source=_source(reading, day),
        agencies=day.agencies,
    )


def _source(reading: Reading, day: DueDay) -> Source:
    """The column whose words give the day; the product's where both do, as it lends the label."""
    sources = {
        p.source for p in reading.parts for d in p.deadlines if (d.label, d.due) == (day.label, day.due)
    }
    return Source.PRODUCT if Source.PRODUCT in sources else Source.TIME


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
