"""What an awaiting phrase gives once its event has happened."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from scheduler.phrases.grammar.clauses import read_line
from scheduler.phrases.grammar.diagnostics import Diagnostics
from scheduler.phrases.grammar.joined_lines import lines_to_read
from scheduler.phrases.grammar.lines import LONGEST
from scheduler.phrases.grammar.recurrence import Rule, days_of
from scheduler.phrases.grammar.spans import day
from scheduler.phrases.grammar.spelling import tidy
from scheduler.phrases.reading import DueDay, Part, Period, Wait


def released(
    phrase: str, period: Period, event_on: date, workday_after: Callable[[date, int], date]
) -> tuple[DueDay, ...]:
    """The deadlines that follow an event of that day: a number of days after it, or each unit from then on.

    Units that had ended before the event are left out; nothing follows where the phrase says no more than *sau khi*.
    """
    if len(phrase) > LONGEST:
        return ()
    diagnostics = Diagnostics()
    parts = [
        part for line in lines_to_read(tidy(phrase)) for part in read_line(line, period, diagnostics).parts
    ]
    found: list[DueDay] = []
    for part in parts:
        found += _after(part, period, event_on, workday_after)
    return tuple(sorted(found, key=lambda deadline: deadline.due))


def _after(
    part: Part, period: Period, event_on: date, workday_after: Callable[[date, int], date]
) -> list[DueDay]:
    if part.wait:
        due = _waited(part.wait, event_on, workday_after)
        if due:
            return [
                DueDay(
                    f"{part.wait.count} {_UNITS[part.wait.unit]} từ ngày {_shown(event_on)}", event_on, due
                )
            ]
    if part.then:
        return [due for due in days_of(Rule(part.then), period) if due.due >= event_on]
    return []


_UNITS = {"day": "ngày", "workday": "ngày làm việc", "week": "tuần", "month": "tháng", "year": "năm"}


def _shown(on: date) -> str:
    return f"{on.day}/{on.month}/{on.year}"


def _waited(wait: Wait, event_on: date, workday_after: Callable[[date, int], date]) -> date | None:
    match wait.unit:
        case "workday":
            return workday_after(event_on, wait.count)
        case "day":
            return event_on + timedelta(days=wait.count)
        case "week":
            return event_on + timedelta(weeks=wait.count)
        case "month":
            return day(event_on.year, event_on.month + wait.count, event_on.day)
        case _:
            return day(event_on.year + wait.count, event_on.month, event_on.day)
