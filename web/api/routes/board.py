"""`/reports`: the report board of a year; `/figures`: what came due between two days, counted."""

from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query
from pydantic import Field
from pydantic.json_schema import SkipJsonSchema

from plan.agencies.store import load_directory
from plan.obligations.status import status_on
from plan.people.token_scopes import Scope
from plan.views.counted_duties import counted_duties, plan_codes
from plan.views.report_board import ReportCell, regime_names, report_cells
from scheduler.papers.counts import Counts
from web.api.caller import Caller, needs_scope
from web.api.duties import codes_of
from web.api.values import Day
from web.figures import By, FigureNames, figures
from web.site import Site

Year = Annotated[int, Field(ge=1900, le=2200)] | SkipJsonSchema[None]
Regime = Annotated[str, Field(min_length=1, max_length=200)] | SkipJsonSchema[None]
OnDay = Day | SkipJsonSchema[None]


def routes(site: Site) -> APIRouter:
    router = APIRouter(tags=["reports"])
    reader = Annotated[Caller, Depends(needs_scope(site, Scope.READ))]

    @router.get("/reports", summary="Bảng báo cáo của một năm")
    def reports(
        caller: reader, year: Annotated[Year, Query()] = None, regime: Annotated[Regime, Query()] = None
    ) -> dict[str, Any]:
        return _board(site, caller, year or site.today().year, regime)

    @router.get("/figures", name="figures", summary="Số liệu đúng hạn, trễ hạn")
    def counted(
        caller: reader,
        first: Annotated[OnDay, Query(alias="from")] = None,
        last: Annotated[OnDay, Query(alias="to")] = None,
        by: By = "agency",
    ) -> dict[str, Any]:
        today = site.today()
        return _figures(site, caller, first or today.replace(month=1, day=1), last or today, by)

    return router


def _board(site: Site, caller: Caller, year: int, regime: str | None) -> dict[str, Any]:
    with site.database.read() as session:
        wanted = next((one.id for one in regime_names(session) if one.name == regime), None)
        found = [] if regime and wanted is None else report_cells(session, year, wanted)
        own = codes_of(session, site, caller.agency)
    cells = [one for one in found if own is None or one.agency in own]
    rounds = {
        one.round: {"id": one.round, "label": one.label, "due": one.round_due.isoformat()} for one in cells
    }
    rows: dict[str, list[dict[str, Any]]] = {}
    for one in cells:
        rows.setdefault(one.agency, []).append(_cell(site, one))
    return {
        "year": year,
        "rounds": list(rounds.values()),
        "rows": [{"agency": agency, "cells": mine} for agency, mine in rows.items()],
    }


def _cell(site: Site, one: ReportCell) -> dict[str, Any]:
    """`late` counts working days behind the last day on time."""
    today = site.today()
    status = status_on(
        today, opens=one.opens, ends=one.ends, done_on=one.done_on, cancelled_on=one.cancelled_on
    )
    is_late = status in ("late", "done-late")
    late = site.rules().calendar.between(one.ends, one.done_on or today) if is_late else 0
    return {
        "round": one.round,
        "obligation": one.id,
        "status": status,
        "done_on": one.done_on and one.done_on.isoformat(),
        "late": late,
        "revision": one.revision,
    }


def _figures(site: Site, caller: Caller, first: date, last: date, by: By) -> dict[str, Any]:
    today = site.today()
    with site.database.read() as session:
        own = codes_of(session, site, caller.agency)
        directory, plans = load_directory(session), plan_codes(session)
        duties = counted_duties(session, first, last)
    if own is not None:
        duties = [one for one in duties if {*one.leads} & {*own}]
    names = FigureNames(
        {agency.code: agency.name for agency in directory.all},
        lambda code: directory.current(code, today),
        plans,
    )
    found = figures(duties, by, names, today)
    groups = [one for one in found.groups if by != "agency" or caller.agency in (None, one.code)]
    return {
        "from": first.isoformat(),
        "to": last.isoformat(),
        "by": by,
        "all": _counts(found.all),
        "groups": [{"code": one.code, "name": one.name, **_counts(one.counts)} for one in groups],
    }


def _counts(counts: Counts) -> dict[str, Any]:
    return {
        "on_time": counts.on_time,
        "late": counts.late,
        "overdue": counts.overdue,
        "open": counts.open,
        "share": counts.share,
    }
