"""What of a plan is not finished: which tasks, until when they were granted more time, and who is left."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session

from plan.agencies.directory import AgencyDirectory
from plan.dates import day
from plan.obligations.duty import Duty
from plan.obligations.views import ObligationFilter, duties

MOST = 10  # of more agencies the plan's own words say it better


@dataclass(frozen=True, slots=True)
class Unfinished:
    """The open duties of a task, by day due; `is_partly` done where other agencies have finished theirs."""

    duties: tuple[Duty, ...]
    is_partly: bool


def unfinished_of(session: Session, plan: int, today: date) -> dict[int, Unfinished]:
    """What is not finished of a plan, by task."""
    found: dict[int, list[Duty]] = {}
    for duty in duties(session, today, ObligationFilter(plan=plan, kind="task")):
        if duty.task is not None and duty.status != "cancelled":
            found.setdefault(duty.task, []).append(duty)
    open_ones = {task: tuple(d for d in rows if not d.is_done) for task, rows in found.items()}
    return {task: Unfinished(left, len(left) < len(found[task])) for task, left in open_ones.items() if left}


def still_open(open_ones: Sequence[Duty]) -> str:
    """What is not finished, in one line: which days, late or not, extended or not."""
    are_several = len({duty.part for duty in open_ones}) > 1
    said = [_said(duty, duty.part if are_several else "") for duty in open_ones]
    return "chưa hoàn thành: " + "; ".join(dict.fromkeys(said))


def _said(duty: Duty, part: str) -> str:
    part = f"{' '.join(part.split())}, " if part else ""
    state = "quá hạn từ" if duty.status == "late" else "đến hạn"
    granted = f" (đã gia hạn từ {day(duty.extended_from)})" if duty.extended_from else ""
    return f"{part}{state} {day(duty.due)}{granted}"


def granted_day(open_ones: Sequence[Duty], last: date) -> date | None:
    """The one day after the old plan that all of them were granted; None where there is no such day."""
    granted = {duty.due for duty in open_ones if duty.extended_from and duty.due > last}
    return granted.pop() if len(granted) == 1 and all(d.due > last for d in open_ones) else None


def who_is_left(left: Unfinished, directory: AgencyDirectory, on: date) -> str:
    """The agencies that have not finished, where others have; empty where the plan's own words say it."""
    if not (left.is_partly and all(duty.holder for duty in left.duties)):
        return ""
    codes = dict.fromkeys(directory.current(code, on) for duty in left.duties for code in duty.leads)
    names = [agency.name for code in codes if (agency := directory.get(code))]
    return "; ".join(names) if len(names) <= MOST else ""
