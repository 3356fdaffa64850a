"""`/due`: what is late, or due soon, as one list of reports and tasks; or by the agencies that lead it."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import HTMLResponse

from plan.obligations import counts
from plan.people.roles import UserRole
from plan.storage.session import Session
from plan.views.agencies import agency_name
from plan.views.due_list import DueItem, Which, due_agencies, due_counts, due_items
from plan.views.task_days import leads_of
from plan.vocabulary import Kind
from web.access.rights import needs
from web.page import own_page
from web.site import Site
from web.status import Standing, standing_of_days

A_PAGE = 100
AHEAD = timedelta(days=14)
When = Literal["late", "soon"]


def routes(site: Site) -> APIRouter:
    router = APIRouter(dependencies=[Depends(needs(site, UserRole.VIEWER))], include_in_schema=False)

    @router.api_route("/due", methods=["GET", "HEAD"])
    def due(
        request: Request,
        when: When = "late",
        kind: Literal["", "report", "task"] = "",
        by: Literal["", "agency"] = "",
        agency: Annotated[str, Query(max_length=100)] = "",
        after: Annotated[int, Query(ge=0, le=1_000_000)] = 0,
    ) -> HTMLResponse:
        which = _which(when, site.today())
        asked = {"when": when, "kind": kind, "by": by, "agency": agency, "after": after}
        with site.database.read() as session:
            facts = {"counts": due_counts(session, which), "ahead": AHEAD.days, "today": site.today()}
            if by:
                facts |= {"agencies": due_agencies(session, which)}
            else:
                items = due_items(
                    session, which, after, A_PAGE + 1, kind=Kind(kind) if kind else None, agency=agency
                )
                facts |= _rows(session, site, items)
                facts |= {"whose": agency_name(session, agency) if agency else ""}
        return own_page(site, request, "due", facts | {"asked": asked})

    return router


def _which(when: When, today: date) -> Which:
    return counts.late(today) if when == "late" else counts.due_by(today, today + AHEAD)


def _rows(session: Session, site: Site, items: Sequence[DueItem]) -> dict[str, object]:
    shown = items[:A_PAGE]
    today, calendar = site.today(), site.rules().calendar
    stands: list[Standing] = [standing_of_days(date.min, one.ends, today, calendar) for one in shown]
    return {
        "items": list(zip(shown, stands, strict=True)),
        "more": len(items) > len(shown),
        "leads": leads_of(session, [one.id for one in shown if one.kind == Kind.TASK]),
    }
