"""`/brief`: half a minute for the head: the share on time, the worst, what waits for a decision, month by month."""

from datetime import date

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse

from plan.people.roles import UserRole
from plan.storage.session import Session
from plan.views.counted_duties import counted_duties
from plan.views.late_duties import late_rounds, late_tasks, lead_names, missing_from
from scheduler.papers.counts import Counts
from web.access.rights import needs
from web.bars import BarShape, bar_chart
from web.figures import FigureGroup, FigureNames, change, figures
from web.page import own_page
from web.rail import rail_of
from web.site import Site
from web.todo import todo
from web.worst import LINES, LateThings, worst_lines

SHAPE = BarShape(width=330, labels=62, line=30, thick=21, tail=50)
NAMED = 4  # agencies of a round that are named
NO_NAMES = FigureNames({}, lambda code: code, {})


def routes(site: Site) -> APIRouter:
    router = APIRouter(dependencies=[Depends(needs(site, UserRole.VIEWER))], include_in_schema=False)

    @router.api_route("/brief", methods=["GET", "HEAD"])
    def brief(request: Request) -> HTMLResponse:
        with site.database.read() as session:
            facts = _facts(session, site)
        return own_page(site, request, "brief", facts)

    return router


def _facts(session: Session, site: Site) -> dict[str, object]:
    today, beside = site.today(), rail_of(session, site)
    duties = counted_duties(session, today.replace(month=1, day=1), today)
    now, before = change(duties, today)
    months = [one for one in figures(duties, "month", NO_NAMES, today).groups if one.counts.due]
    return {
        "today": today,
        "all": now,
        "before": before,
        "points": _points(now, before),
        "late_reports": beside.reports,
        "late_tasks": beside.tasks,
        "late": beside.reports + beside.tasks,
        "worst": worst_lines(_late(session, today), today, site.rules().calendar),
        "rail": beside,
        "todo": todo(session, site, beside),
        "months": months,
        "chart": bar_chart([(_month(one), one.counts, _tail(one.counts)) for one in months], SHAPE),
    }


def _late(session: Session, today: date) -> LateThings:
    tasks = late_tasks(session, today, 10 * LINES)
    rounds = late_rounds(session, today, LINES)
    return LateThings(
        tasks,
        lead_names(session, [one.id for one in tasks[:LINES]]),
        [(one, missing_from(session, today, one, NAMED)) for one in rounds],
    )


def _points(now: Counts, before: Counts) -> float | None:
    """By how many points of a hundred the share has changed; None where there is nothing to compare with."""
    if now.share is None or before.share is None:
        return None
    return round(100 * now.share, 1) - round(100 * before.share, 1)


def _month(one: FigureGroup) -> str:
    return one.name.partition("/")[0]


def _tail(one: Counts) -> str:
    """A share of a few duties says nothing."""
    return f"{round(100 * (one.share or 0))} %" if one.due >= 5 else f"{one.due} việc"
