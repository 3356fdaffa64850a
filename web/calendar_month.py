"""What is due and came in → the weeks of a month, Monday first: at most four lines a day. Pure."""

import calendar
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import groupby

from plan import dates
from plan.views.calendar_days import CalendarDuty
from plan.vocabulary import Kind
from scheduler.working_days.calendar import WorkCalendar
from web.report_board import short_name
from web.status import standing_of

MOST = 4  # lines of a day
MOST_NAMED = 2  # agencies of a line
_WORST_FIRST = ("late", "soon", "told", "open", "ahead", "after", "done")
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class CalendarLine:
    """One line of a day: a shape, words, where it leads."""

    shape: str
    words: str
    href: str


@dataclass(frozen=True, slots=True)
class CalendarDay:
    """A day as a cell: whether it belongs to the month, why nobody works, what stands on it."""

    day: date
    other: bool
    off: str | None
    note: str  # the holiday's name, and until when what is due stays on time
    today: bool
    lines: tuple[CalendarLine, ...] = ()

    @property
    def shown(self) -> tuple[CalendarLine, ...]:
        return self.lines if len(self.lines) <= MOST else self.lines[: MOST - 1]

    @property
    def more(self) -> int:
        return len(self.lines) - len(self.shown)


@dataclass(frozen=True, slots=True)
class MonthFacts:
    """What a month is made of: the duties of its weeks, what came in by day and kind, who leads what."""

    duties: Sequence[CalendarDuty]
    received: Mapping[tuple[date, Kind], int]
    leads: Mapping[int, Sequence[str]] = field(default_factory=dict)


def span_of(year: int, month: int) -> tuple[date, date]:
    """From the Monday of its first week to the Sunday of its last."""
    first, last = date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])
    return first - timedelta(first.weekday()), last + timedelta(6 - last.weekday())


def month_weeks(
    year: int, month: int, facts: MonthFacts, today: date, work: WorkCalendar
) -> list[list[CalendarDay]]:
    """The weeks, each of seven days. What is due is folded by the deadline that several share."""
    first, last = span_of(year, month)
    lines: dict[date, list[CalendarLine]] = {}
    until: dict[date, date] = {}
    for same in _by_deadline(facts.duties):
        line, due, ends = _folded(same, facts, today, work), same[0].due, same[0].ends
        if due.month == month and due.year == year:
            lines.setdefault(due, []).append(line)
        if ends != due:
            until[due] = max(ends, until.get(due, ends))
            if (ends.year, ends.month) == (year, month):
                said = CalendarLine(line.shape, f"hạn cuối: {line.words}", line.href)
                lines.setdefault(ends, []).append(said)
    for (day, kind), count in sorted(facts.received.items()):
        if (day.year, day.month) == (year, month):
            words = f"nhận {count} báo cáo" if kind is Kind.REPORT else f"xong {count} nhiệm vụ"
            lines.setdefault(day, []).append(CalendarLine("done", words, f"?day={day.day}#day"))
    found = [
        _cell(first + timedelta(n), month, lines, until, today, work) for n in range((last - first).days + 1)
    ]
    return [found[n : n + 7] for n in range(0, len(found), 7)]


def _cell(
    day: date,
    month: int,
    lines: Mapping[date, Sequence[CalendarLine]],
    until: Mapping[date, date],
    today: date,
    work: WorkCalendar,
) -> CalendarDay:
    other, off = day.month != month, work.why_off(day)
    note = "" if other or not off else "nghỉ" if day.weekday() > 4 and off in ("thứ Bảy", "Chủ nhật") else off
    if not off and day in work.worked and not other:
        note = "làm bù"
    if day in until and not other:
        note = f"{note or 'hạn'} → {dates.day_of_year(until[day], day.year)}"
    said = sorted(lines.get(day, ()), key=lambda line: _WORST_FIRST.index(line.shape))
    return CalendarDay(day, other, off, note, day == today, () if other else tuple(said))


def _by_deadline(duties: Iterable[CalendarDuty]) -> Iterator[list[CalendarDuty]]:
    """Those of one deadline and one day: an extension parts one from the others."""
    key = sorted(duties, key=lambda one: (one.due, one.kind, one.deadline, one.ends, one.id))
    for _, same in groupby(key, key=lambda one: (one.due, one.deadline, one.ends)):
        yield list(same)


def _folded(same: Sequence[CalendarDuty], facts: MonthFacts, today: date, work: WorkCalendar) -> CalendarLine:
    shapes = [_shape(one, today, work) for one in same]
    shape = min(shapes, key=_WORST_FIRST.index)
    one, done = same[0], sum(each in ("done", "after") for each in shapes)
    if one.kind is Kind.REPORT:
        name = short_name(" ".join(one.part.split()), one.due.year)
        words = f"BC {name[:1].lower()}{name[1:]}: {done}/{len(same)} đã gửi"
        return CalendarLine(shape, words, f"/reports/{one.deadline}")
    ref = f"{one.section}.{one.number or '–'}" if one.section else (one.number or "nhiệm vụ")
    if len(same) > 1:
        return CalendarLine(shape, f"{ref}: {done}/{len(same)} cơ quan xong", f"/obligations/{one.id}")
    names = facts.leads.get(one.id, ())
    who = f"{len(names)} cơ quan" if len(names) > MOST_NAMED else ", ".join(names) or "chưa rõ cơ quan"
    return CalendarLine(shape, f"{ref} {who}", f"/obligations/{one.id}")


def _shape(one: CalendarDuty, today: date, work: WorkCalendar) -> str:
    if one.declared_on and not one.done_on:
        return "told"
    return standing_of(one.opens, one.ends, one.done_on, None, today, work).shape
