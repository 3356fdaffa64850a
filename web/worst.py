"""What has been late the longest, in five lines: what has the same cause and day is one of them. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from plan.views.late_duties import LateRound, LateTask
from scheduler.working_days.calendar import WorkCalendar

LINES = 5


@dataclass(frozen=True, slots=True)
class WorstLine:
    """One line: what is late, who has it, since how many working days; `says` are words of a plan."""

    href: str
    what: str
    who: str
    days: int
    says: bool


@dataclass(frozen=True, slots=True)
class LateThings:
    """What is late, the longest first, with the names that go with it."""

    tasks: Sequence[LateTask]
    leads: dict[int, list[str]]
    rounds: Sequence[tuple[LateRound, list[str]]]


def worst_lines(late: LateThings, today: date, calendar: WorkCalendar) -> tuple[WorstLine, ...]:
    """Rounds stand before tasks of the same day only where many agencies are late with them."""
    lines = [(one.ends, n, _task(one, late, today, calendar)) for n, one in enumerate(late.tasks)]
    lines += [(one.ends, len(late.tasks), _round(one, names, today, calendar)) for one, names in late.rounds]
    found = [line for _, _, line in sorted(lines, key=lambda each: each[:2])]
    return _folded(found[:LINES], found[LINES:])


def _folded(shown: list[WorstLine], rest: list[WorstLine]) -> tuple[WorstLine, ...]:
    """The last line says how many more tasks are as late as it."""
    last = shown[-1] if shown else None
    same = [line for line in rest if last and line.says and line.days == last.days]
    if last and same and last.says:
        who = f"{last.who}, và {len(same)} nhiệm vụ khác cùng trễ {last.days} ngày"
        shown[-1] = WorstLine(last.href, last.what, who, last.days, last.says)
    return tuple(shown)


def _task(one: LateTask, late: LateThings, today: date, calendar: WorkCalendar) -> WorstLine:
    who = "; ".join(late.leads.get(one.id, ())) or "Chưa rõ ai"
    return WorstLine(
        f"/obligations/{one.id}",
        one.title,
        " · ".join(filter(None, (who, one.ref))),
        calendar.between(one.ends, today),
        says=True,
    )


def _round(one: LateRound, names: list[str], today: date, calendar: WorkCalendar) -> WorstLine:
    more = one.count - len(names)
    some = ", ".join(names)
    who = f"{some} và {more} cơ quan khác" if more > 0 else some
    what = f"{one.label}: {one.count} cơ quan chưa gửi"
    return WorstLine(f"/reports/{one.round}", what, who, calendar.between(one.ends, today), says=False)
