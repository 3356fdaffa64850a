"""`/tasks`: the tasks of the plans by section, with filters in the address."""

from datetime import date
from itertools import groupby
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import HTMLResponse

from plan.people.roles import UserRole
from plan.storage.session import Session
from plan.views.task_days import TaskDays, days_of, leads_of
from plan.views.task_list import (
    TaskFilter,
    TaskItem,
    leading_agencies,
    plan_names,
    section_names,
    task_counts,
    task_items,
)
from scheduler.working_days.calendar import WorkCalendar
from web.access.rights import needs
from web.numbers import ChosenRow, ChosenStanding, ChosenYear
from web.page import own_page
from web.rail import rail_of
from web.site import Site
from web.status import ALL_DONE, TOLD, Standing, standing_of_days, standing_without_day

A_PAGE = 100


def routes(site: Site) -> APIRouter:
    router = APIRouter(
        prefix="/tasks", dependencies=[Depends(needs(site, UserRole.VIEWER))], include_in_schema=False
    )

    @router.api_route("", methods=["GET", "HEAD"])
    def tasks(
        request: Request,
        q: Annotated[str, Query(max_length=300)] = "",
        agency: Annotated[str, Query(max_length=100)] = "",
        section: Annotated[str, Query(max_length=300)] = "",
        status: ChosenStanding = None,
        due: ChosenYear = None,
        plan: ChosenRow = None,
        after: Annotated[int, Query(ge=0, le=1_000_000)] = 0,
    ) -> HTMLResponse:
        today = site.today()
        wanted = TaskFilter(plan, agency, section, status, due, q.strip())
        with site.database.read() as session:
            beside, calendar = rail_of(session, site), site.rules().calendar
            around = site.words.of(beside.now.word_change, ("tasks", plan), lambda: _choices(session, plan))
            # A declaration changes where a task stands and not the counter; whatever ends one changes both.
            rows = site.cases.of(
                beside.change,
                ("tasks", today, wanted, after, beside.now.declared, calendar),
                lambda: _rows(session, today, wanted, after, calendar),
            )
        asked = {
            "late": beside.tasks,
            "rail": beside,
            "asked": wanted,
            "after": after,
            "years": _years(today),
        }
        return own_page(site, request, "tasks", around | rows | asked)

    return router


def _rows(
    session: Session, today: date, wanted: TaskFilter, after: int, calendar: WorkCalendar
) -> dict[str, object]:
    """A page of tasks under their sections, with their days, who leads, and where each stands."""
    items, total = task_items(session, today, wanted, after, A_PAGE)
    ids = [item.id for item in items]
    days = days_of(session, ids)
    stands = {item.id: standing_of_task(item, days.get(item.id), today, calendar) for item in items}
    facts = {"bands": _bands(items), "days": days, "leads": leads_of(session, ids), "stands": stands}
    return facts | {"total": total, "shown": len(items)}


def _choices(session: Session, plan: int | None) -> dict[str, object]:
    """What stands around the rows, whatever is chosen: it looks at every task."""
    return {
        "counts": task_counts(session),
        "plans": plan_names(session),
        "agencies": leading_agencies(session),
        "sections": section_names(session, plan),
    }


def _bands(items: list[TaskItem]) -> list[tuple[TaskItem, list[TaskItem]]]:
    """Neighbours of one plan and section under one heading; the first of them says which."""
    grouped = (
        list(same)
        for _, same in groupby(items, key=lambda item: (item.plan, item.section, item.section_title))
    )
    return [(same[0], same) for same in grouped]


def standing_of_task(item: TaskItem, days: TaskDays | None, today: date, calendar: WorkCalendar) -> Standing:
    """By its first open day; where there is none, by what its words say. What was declared waits for the collector's word."""
    if days and days.due is None and days.told:
        return TOLD
    if days is None or days.due is None or days.ends is None or days.opens is None:
        return ALL_DONE if days and item.state == "scheduled" else standing_without_day(item.state)
    return standing_of_days(days.opens, days.ends, today, calendar)


def _years(today: date) -> range:
    return range(today.year - 3, today.year + 6)
