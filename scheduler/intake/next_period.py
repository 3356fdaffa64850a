"""Last period's recurring tasks → a draft of the next plan, to be looked through and taken in like any plan.

Words stay as they were written; only names of agencies that have a successor are replaced. Whatever else is of
the old period (a year in a title, a part that does not recur) is said beside the row, never rewritten.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from sqlmodel import Session, col, select

from plan.agencies.directory import AgencyDirectory
from plan.agencies.entries import NamePart
from plan.agencies.store import load_directory
from plan.dates import day
from plan.models import Plan, Task
from plan.tasks.adoption import AdoptionError
from plan.tasks.settled import TaskWords, all_answers, words_of
from scheduler.forecast.tasks import read_task
from scheduler.phrases import read as phrases
from scheduler.phrases.reading import Part, Period, Reading


@dataclass(frozen=True, slots=True)
class NextPlanTask:
    """One task of the draft; `notes` are what a person has to look at in it."""

    section: str
    section_title: str
    number: str
    title: str
    lead: str
    partners: str
    product: str
    timing: str
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A task that does not go on, and why."""

    section: str
    number: str
    title: str
    timing: str
    because: str


@dataclass(frozen=True, slots=True)
class NextPlan:
    """A plan that nobody has signed: it has no number and no day yet."""

    title: str
    before: str  # the number of the plan that it goes on from
    period: Period
    rows: tuple[NextPlanTask, ...]
    left: tuple[LeftOut, ...]


def roll(session: Session, code: str, period: Period) -> NextPlan:
    """The draft for `period` from the adopted plan of that number; nothing is stored."""
    plan = _plan(session, code)
    if period.first <= plan.last:
        raise AdoptionError(
            f"giai đoạn {period.first.year}-{period.last.year} phải sau giai đoạn của {plan.code} "
            f"({plan.first.year}-{plan.last.year})"
        )
    directory, answers = load_directory(session), all_answers(session)
    rows: list[NextPlanTask] = []
    left: list[LeftOut] = []
    query = select(Task).where(Task.plan_id == plan.id, col(Task.withdrawn_on).is_(None))
    for task in session.exec(query.order_by(col(Task.position))):
        words = words_of(task, answers.get(task.id, {}))
        reading = read_task(task, plan, words)
        if because := _why_not(reading, plan):
            left.append(LeftOut(task.section, task.number, task.title, task.timing, because))
        else:
            rows.append(_row(task, words, reading, _Turn(plan, period, directory)))
    return NextPlan(_title(plan, period), plan.code, period, tuple(rows), tuple(left))


@dataclass(frozen=True, slots=True)
class _Turn:
    """From which plan to which years, by which register."""

    plan: Plan
    period: Period
    directory: AgencyDirectory


def _plan(session: Session, code: str) -> Plan:
    plan = session.exec(select(Plan).where(Plan.code == code)).first()
    if plan is None:
        known = ", ".join(session.exec(select(Plan.code).order_by(Plan.code))) or "chưa nhận kế hoạch nào"
        raise AdoptionError(f"không có kế hoạch số {code}; đã nhận: {known}")
    return plan


def _why_not(reading: Reading, plan: Plan) -> str:
    """Why a task does not go on into the next period; empty if it does."""
    if reading.state == "unclear":
        return "chưa hiểu thời gian"
    if any(_recurs(part) for part in reading.parts):
        return ""
    spans = {(d.opens, d.due) for part in reading.parts for d in part.deadlines}
    if (plan.first, plan.last) in spans:
        return "làm trong cả giai đoạn cũ; có tiếp tục hay không là do người quyết định"
    return "không lặp lại" if reading.state == "scheduled" else "chờ sự kiện hoặc văn bản khác"


def _recurs(part: Part) -> bool:
    return part.every is not None or part.then is not None or part.rule == "ongoing"


def _row(task: Task, words: TaskWords, reading: Reading, turn: _Turn) -> NextPlanTask:
    lead, lead_notes = _renamed(words.lead, turn)
    partners, partner_notes = _renamed(words.partners, turn)
    notes = [*lead_notes, *partner_notes, *_once(reading), *_old_years(task, words, turn)]
    return NextPlanTask(
        section=task.section,
        section_title=task.section_title,
        number=task.number,
        title=task.title,
        lead=lead,
        partners=partners,
        product=task.product,
        timing=words.timing,
        notes=tuple(dict.fromkeys([*notes, *_unclear(words.timing, task.product, turn)])),
    )


def _renamed(cell: str, turn: _Turn) -> tuple[str, list[str]]:
    """The cell with the agencies that answer on the first day of the new period, and what is to be looked at."""
    directory, on = turn.directory, turn.period.first
    before = directory.resolve(cell, on=turn.plan.last)
    pairs = [_successor(part, turn) for part in before]
    notes = [
        f"{part.name} → {name}"
        for part, name in zip(before, pairs, strict=True)
        if name and name != part.name
    ]
    if notes:
        names = [name or " ".join(part.text.split()) for part, name in zip(before, pairs, strict=True)]
        cell = "; ".join(dict.fromkeys(names))
    return cell, [*notes, *_gone(directory, before, directory.resolve(cell, on=on))]


def _successor(part: NamePart, turn: _Turn) -> str | None:
    """The name of who answers for a named agency or group in the new period; None where nobody was named."""
    if part.kind == "group":
        before = turn.directory.group_name(part.name, turn.plan.last)
        after = turn.directory.group_name(part.name, turn.period.first)
        return part.name if before == after else after
    if part.kind != "agency":
        return None
    old = part.agencies[0]
    now = turn.directory.current(old, turn.period.first)
    agency = turn.directory.get(now)
    return part.name if now == old or agency is None else agency.name


def _gone(
    directory: AgencyDirectory, before: tuple[NamePart, ...], after: tuple[NamePart, ...]
) -> Iterator[str]:
    for part in after:
        if directory.emptied(part):
            yield f"nhóm {part.name} không còn cơ quan nào"
        elif part.kind == "unknown":
            yield f"{' '.join(part.text.split())}: không có trong sổ cơ quan, hoặc đã thôi mà không ghi ai kế tục"
    if before and not after:
        yield "không còn cơ quan nào"


def _once(reading: Reading) -> Iterator[str]:
    """What of a recurring task was for the old period alone."""
    for part in reading.parts:
        if not _recurs(part) and part.deadlines:
            days = ", ".join(f"{day(d.due)}" for d in part.deadlines)
            yield f"phần không lặp lại ({part.label or days}): bỏ, hoặc đặt thời hạn mới thay cho {days}"


def _old_years(task: Task, words: TaskWords, turn: _Turn) -> Iterator[str]:
    years = "|".join(str(year) for year in range(turn.plan.first.year, turn.plan.last.year + 1))
    for name, text in (("nhiệm vụ", task.title), ("sản phẩm", task.product), ("thời gian", words.timing)):
        if found := dict.fromkeys(re.findall(rf"(?<!\d)(?:{years})(?!\d)", text)):
            yield f"cột {name} còn ghi năm {', '.join(found)}"


def _unclear(timing: str, product: str, turn: _Turn) -> Iterator[str]:
    """What the words of the draft say in the new period, where that is not plain: its product speaks again."""
    reading = phrases.read(timing, turn.period, product or None)
    yield from (f"chưa hiểu trong giai đoạn mới: {line}" for line in reading.unclear)


def _title(plan: Plan, period: Period) -> str:
    """The old title with the new years where it names exactly the old ones."""
    old = rf"{plan.first.year}\s*[-–—]\s*{plan.last.year}"
    return re.sub(old, f"{period.first.year} - {period.last.year}", plan.title)
