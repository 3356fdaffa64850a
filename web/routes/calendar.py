"""`/calendar/{year}/{month}`: what is due and came in, day by day; `/calendar/{year}`: twelve small months."""

import calendar
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Literal
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, HTTPException, Path, Query, Request
from fastapi.responses import HTMLResponse
from starlette.responses import Response

from plan.obligations.views import names
from plan.people.roles import UserRole
from plan.storage.session import Session
from plan.views.agency_list import agency_items
from plan.views.calendar_days import (
    CalendarFilter,
    calendar_duties,
    due_by_day,
    leads_of_duties,
    received_by_day,
    received_on,
)
from plan.vocabulary import Kind
from web.access.entry import redirect
from web.access.rights import needs
from web.calendar_month import CalendarDay, MonthFacts, month_weeks, span_of
from web.numbers import CalendarYear
from web.page import own_page
from web.site import Site

GET = ["GET", "HEAD"]
YEARS = range(2000, 2101)
MOST_RECEIVED = 300
Month = Annotated[int, Path(ge=1, le=12)]
ChosenKind = Literal["", "task", "report"]
ChosenAgency = Annotated[str, Query(max_length=80)]


@dataclass(frozen=True, slots=True)
class CalendarView:
    """What a reader chose, as it stands in the address."""

    kind: ChosenKind = ""
    agency: str = ""

    @property
    def wanted(self) -> CalendarFilter:
        return CalendarFilter(Kind(self.kind) if self.kind else None, self.agency)

    def query(self, **other: str) -> str:
        """For links that keep the choice; empty where nothing is chosen."""
        chosen = {"kind": self.kind, "agency": self.agency} | other
        words = urlencode({name: value for name, value in chosen.items() if value})
        return f"?{words}" if words else ""


def routes(site: Site) -> APIRouter:
    looks = Depends(needs(site, UserRole.VIEWER))
    router = APIRouter(prefix="/calendar", dependencies=[looks], include_in_schema=False)

    @router.api_route("", methods=GET)
    def now() -> Response:
        return redirect(f"/calendar/{site.today().year}/{site.today().month}")

    @router.api_route("/{year}", methods=GET)
    def year(
        request: Request, year: CalendarYear, kind: ChosenKind = "", agency: ChosenAgency = ""
    ) -> HTMLResponse:
        view, today = CalendarView(kind, agency), site.today()
        with site.database.read() as session:
            counts = due_by_day(session, year, today, view.wanted)
            choices = _agencies(session)
        months = [(month, calendar.Calendar().monthdayscalendar(year, month)) for month in range(1, 13)]
        facts = {"months": months, "counts": {one.day: one for one in counts}, "view": view, "year": year}
        facts |= {"work": site.rules().calendar, "agencies": choices, "date": date, "years": YEARS, "today": today}  # fmt: skip
        return own_page(site, request, "calendar_year", facts)

    @router.api_route("/{year}/{month}", methods=GET)
    def month(
        request: Request,
        year: CalendarYear,
        month: Month,
        kind: ChosenKind = "",
        agency: ChosenAgency = "",
        day: Annotated[int | None, Query(ge=1, le=31)] = None,
    ) -> HTMLResponse:
        view = CalendarView(kind, agency)
        return own_page(site, request, "calendar_month", _month(site, year, month, view, day))

    return router


def _month(site: Site, year: int, month: int, view: CalendarView, day: int | None) -> dict[str, object]:
    first, last = span_of(year, month)
    today, work, wanted = site.today(), site.rules().calendar, view.wanted
    with site.database.read() as session:
        duties = calendar_duties(session, first, last, wanted)
        received = received_by_day(session, first, last, wanted)
        leads = leads_of_duties(session, [one.id for one in duties if one.kind is Kind.TASK])
        chosen = _day(year, month, day)
        came = received_on(session, chosen, wanted, MOST_RECEIVED) if chosen else []
        called, choices = names(session) if came else {}, _agencies(session)
    weeks = month_weeks(year, month, MonthFacts(duties, received, leads), today, work)
    due = [one for one in duties if (one.due.year, one.due.month) == (year, month)]
    return {
        "year": year,
        "month": month,
        "weeks": weeks,
        "total": len(due),
        "late": sum(one.done_on is None and one.ends < today for one in due),
        "days": sorted({(one.due, one.ends) for one in due}),
        "before": _other(year, month, -1),
        "after": _other(year, month, 1),
        "chosen": _cell_of(weeks, chosen),
        "came": came,
        "called": called,
        "agencies": choices,
        "view": view,
        "today": today,
    }


def _day(year: int, month: int, day: int | None) -> date | None:
    if day is None:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        raise HTTPException(404) from None


def _cell_of(weeks: list[list[CalendarDay]], day: date | None) -> CalendarDay | None:
    return next((one for week in weeks for one in week if one.day == day), None)


def _other(year: int, month: int, step: int) -> tuple[int, int] | None:
    """The month before or after; None at the ends of what calendars are shown of."""
    turn = year * 12 + month - 1 + step
    return (turn // 12, turn % 12 + 1) if turn // 12 in YEARS else None


def _agencies(session: Session) -> list[tuple[str, str]]:
    return [(one.code, one.name) for one in agency_items(session) if one.kind != "outside"]
