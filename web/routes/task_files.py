"""`/tasks.xlsx`, `/tasks.csv`: every task that the filters of the list leave, as a file."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query
from starlette.responses import Response

from notifications.papers.tables import TableForm, table_file
from plan.people.roles import UserRole
from plan.storage.chunks import chunks
from plan.storage.session import Session
from plan.views.task_days import TaskDays, days_of, leads_of
from plan.views.task_list import TaskFilter, TaskItem, plan_names, task_items
from web.access.rights import needs
from web.board_sheets import ListedTask, task_sheet
from web.numbers import ChosenRow, ChosenStanding, ChosenYear
from web.routes.tasks import standing_of_task
from web.site import Site
from web.uploads import handed_on

MOST = 100_000  # tasks of a file


def routes(site: Site) -> APIRouter:
    router = APIRouter(dependencies=[Depends(needs(site, UserRole.VIEWER))], include_in_schema=False)

    @router.api_route("/tasks.{form}", methods=["GET", "HEAD"])
    def file(
        form: TableForm,
        q: Annotated[str, Query(max_length=300)] = "",
        agency: Annotated[str, Query(max_length=100)] = "",
        section: Annotated[str, Query(max_length=300)] = "",
        status: ChosenStanding = None,
        due: ChosenYear = None,
        plan: ChosenRow = None,
    ) -> Response:
        wanted = TaskFilter(plan, agency, section, status, due, q.strip())
        with site.database.read() as session:
            rows = _rows(site, session, wanted)
        content = table_file(form, [task_sheet(rows, site.today())], site.clock())
        return handed_on(f"nhiem-vu-{site.today()}.{form}", content)

    return router


def _rows(site: Site, session: Session, wanted: TaskFilter) -> list[ListedTask]:
    today, calendar = site.today(), site.rules().calendar
    items, _ = task_items(session, today, wanted, 0, MOST)
    plans = {plan.id: plan.code for plan in plan_names(session)}
    days, leads = _about(session, items)
    return [
        ListedTask(
            item,
            plans.get(item.plan, ""),
            leads.get(item.id, (0, ()))[1],
            days.get(item.id),
            standing_of_task(item, days.get(item.id), today, calendar),
        )
        for item in items
    ]


def _about(
    session: Session, items: list[TaskItem]
) -> tuple[dict[int, TaskDays], dict[int, tuple[int, tuple[str, ...]]]]:
    """Days and leads, some hundreds of tasks at a time."""
    days: dict[int, TaskDays] = {}
    leads: dict[int, tuple[int, tuple[str, ...]]] = {}
    for numbers in chunks([item.id for item in items]):
        days |= days_of(session, numbers)
        leads |= leads_of(session, numbers)
    return days, leads
