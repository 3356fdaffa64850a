"""Last period's recurring and unfinished tasks → a draft of the next plan, to be looked through and taken in like any plan.

Words stay as they were written, but for names of agencies that have a successor, years in titles, the leads of what only
some have not finished, and the day that was granted instead of a day of the old period. Each of these changes, and
whatever else is of the old period (a part that does not recur), is said beside the row.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from sqlmodel import Session, col, select

from plan.agencies.directory import AgencyDirectory
from plan.agencies.entries import NamePart
from plan.agencies.store import load_directory
from plan.dates import day
from plan.models import Plan, Task
from plan.tasks.adoption import AdoptionError
from plan.tasks.periods import period_of
from plan.tasks.settled import TaskWords, all_answers, words_of
from scheduler.forecast.tasks import read_task
from scheduler.intake.plan_years import PlanYears
from scheduler.intake.unfinished import Unfinished, granted_day, still_open, unfinished_of, who_is_left
from scheduler.phrases import door as phrases
from scheduler.phrases.reading import Part, Period, Reading

Carried = Literal["unfinished", "extended"]


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
    carried: Carried | None = None  # why a task that does not recur goes on


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


@dataclass(frozen=True, slots=True)
class Turn:
    """From which years to which, by which register: those of the plans, or of an annex of some of those years.

    `annex`: what is to be looked at in a row of such an annex.
    """

    before: Period
    period: Period
    directory: AgencyDirectory
    ended: date  # the last day of the old plan
    annex: str = ""

    @property
    def years(self) -> PlanYears:
        return PlanYears(
            self.before.first.year, self.before.last.year, self.period.first.year, self.period.last.year
        )

    def within(self, first: date, last: date) -> "Turn":
        """For the rows of an annex: the first year of a plan goes on into the first of the next, and so on."""
        if (first, last) == (self.before.first, self.before.last):
            return self
        ahead = self.period.first.year - self.before.first.year
        years = first.year + ahead, min(last.year + ahead, self.period.last.year)
        if years[0] > self.period.last.year:
            note = f"phụ lục cũ của {_spelt(first.year, last.year)}: giai đoạn mới không có năm tương ứng"
            return replace(self, before=Period(first, last), annex=note)
        note = (
            f"phụ lục cũ chỉ của {_spelt(first.year, last.year)}: hãy để trong phụ lục của {_spelt(*years)}, "
            "nếu không thì đọc theo cả giai đoạn mới"
        )
        period = Period(date(years[0], 1, 1), date(years[1], 12, 31))
        return replace(self, before=Period(first, last), period=period, annex=note)


def _spelt(first: int, last: int) -> str:
    return f"năm {first}" if first == last else f"giai đoạn {first} - {last}"


def roll(session: Session, code: str, period: Period, today: date) -> NextPlan:
    """The draft for `period` from the adopted plan of that number, as it stands today; nothing is stored."""
    plan = _plan(session, code)
    if period.first <= plan.last:
        raise AdoptionError(
            f"giai đoạn {period.first.year}-{period.last.year} phải sau giai đoạn của {plan.code} "
            f"({plan.first.year}-{plan.last.year})"
        )
    answers = all_answers(session)
    whole = Turn(Period(plan.first, plan.last), period, load_directory(session), plan.last)
    unfinished = unfinished_of(session, plan.id, today)
    rows: list[NextPlanTask] = []
    left: list[LeftOut] = []
    query = select(Task).where(Task.plan_id == plan.id, col(Task.withdrawn_on).is_(None))
    for task in session.exec(query.order_by(col(Task.position))):
        words = words_of(task, answers.get(task.id, {}))
        reading = read_task(task, plan, words)
        open_ones = unfinished.get(task.id)
        turn = whole.within(*period_of(task, plan))
        because = _why_not(reading, turn.before)
        if because and open_ones:
            rows.append(_carried_row(task, words, open_ones, turn))
        elif because:
            left.append(LeftOut(task.section, task.number, task.title, task.timing, because))
        else:
            rows.append(_row(task, words, reading, open_ones, turn))
    return NextPlan(whole.years.moved(plan.title)[0], plan.code, period, tuple(rows), tuple(left))


def _plan(session: Session, code: str) -> Plan:
    plan = session.exec(select(Plan).where(Plan.code == code)).first()
    if plan is None:
        known = ", ".join(session.exec(select(Plan.code).order_by(Plan.code))) or "chưa nhận kế hoạch nào"
        raise AdoptionError(f"không có kế hoạch số {code}; đã nhận: {known}")
    return plan


def _why_not(reading: Reading, before: Period) -> str:
    """Why a task does not go on into the next period; empty if it does."""
    if reading.state == "unclear":
        return "chưa hiểu thời gian"
    if any(_recurs(part) for part in reading.parts):
        return ""
    spans = {(d.opens, d.due) for part in reading.parts for d in part.deadlines}
    if (before.first, before.last) in spans:
        return "làm trong cả giai đoạn cũ; có tiếp tục hay không là do người quyết định"
    return "không lặp lại" if reading.state == "scheduled" else "chờ sự kiện hoặc văn bản khác"


def _recurs(part: Part) -> bool:
    return part.every is not None or part.then is not None or part.rule == "ongoing"


def _row(
    task: Task, words: TaskWords, reading: Reading, unfinished: Unfinished | None, turn: Turn
) -> NextPlanTask:
    lead, lead_notes = _renamed(words.lead, turn)
    partners, partner_notes = _renamed(words.partners, turn)
    title, title_notes = turn.years.moved(task.title)
    left = [still_open(unfinished.duties)] if unfinished else []
    notes = [*_of_an_annex(turn), *lead_notes, *partner_notes, *title_notes, *left, *_once(reading)]
    notes += [*_old_years(title, task.product, words, turn), *_unclear(words.timing, task.product, turn)]
    return NextPlanTask(
        section=task.section,
        section_title=turn.years.moved(task.section_title)[0],
        number=task.number,
        title=title,
        lead=lead,
        partners=partners,
        product=task.product,
        timing=words.timing,
        notes=tuple(dict.fromkeys(notes)),
    )


def _carried_row(task: Task, words: TaskWords, left: Unfinished, turn: Turn) -> NextPlanTask:
    """A task that does not recur and is not finished: it goes on with the day that was granted, or needs a new one."""
    lead, lead_notes = _renamed(words.lead, turn)
    partners, partner_notes = _renamed(words.partners, turn)
    granted, was = granted_day(left.duties, turn.ended), " ".join(words.timing.split())
    what = "thời hạn là ngày được gia hạn," if granted else "đặt thời hạn mới"
    notes = [still_open(left.duties), f"{what} thay cho {was!r}"]
    if who := who_is_left(left, turn.directory, turn.period.first):
        lead = who
        notes.append("chủ trì chỉ ghi những cơ quan chưa hoàn thành")
    return NextPlanTask(
        section=task.section,
        section_title=turn.years.moved(task.section_title)[0],
        number=task.number,
        title=task.title,
        lead=lead,
        partners=partners,
        product=task.product,
        timing=f"Chậm nhất ngày {day(granted)}" if granted else words.timing,
        notes=tuple(dict.fromkeys([*_of_an_annex(turn), *notes, *lead_notes, *partner_notes])),
        carried="extended" if granted else "unfinished",
    )


def _of_an_annex(turn: Turn) -> list[str]:
    return [turn.annex] if turn.annex else []


def _renamed(cell: str, turn: Turn) -> tuple[str, list[str]]:
    """The cell with the agencies that answer on the first day of the new period, and what is to be looked at."""
    directory, on = turn.directory, turn.period.first
    before = directory.resolve(cell, on=turn.ended)
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


def _successor(part: NamePart, turn: Turn) -> str | None:
    """The name of who answers for a named agency or group in the new period; None where nobody was named."""
    if part.kind == "group":
        before = turn.directory.group_name(part.name, turn.ended)
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


def _old_years(title: str, product: str, words: TaskWords, turn: Turn) -> Iterator[str]:
    for name, text in (("nhiệm vụ", title), ("sản phẩm", product), ("thời gian", words.timing)):
        if found := turn.years.left_in(text):
            yield f"cột {name} còn ghi năm {', '.join(found)}"


def _unclear(timing: str, product: str, turn: Turn) -> Iterator[str]:
    """What the words of the draft say in the new period, where that is not plain: its product speaks again."""
    reading = phrases.read(timing, turn.period, product or None)
    yield from (f"chưa hiểu trong giai đoạn mới: {line}" for line in reading.unclear)
