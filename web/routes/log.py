"""`/admin/log`: the log of acts, the newest first, with search, the check of its seals, and as a file."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Annotated, Any, Literal
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import HTMLResponse, StreamingResponse

from plan import dates
from plan.audit.labels import act_name, detail_lines, subject_name, who_name
from plan.audit.log import verify
from plan.clock import at
from plan.people.roles import UserRole
from plan.storage.rows import LARGEST_NUMBER
from plan.views.acts import LogFilter, act_names, as_csv, as_jsonl, log_lines, log_page
from web.access.rights import needs
from web.page import own_page
from web.site import Site

A_PAGE = 100
ADDRESS = "/admin/log"
Words = Annotated[str, Query(max_length=200)]
TYPES = {"csv": "text/csv; charset=utf-8", "jsonl": "application/x-ndjson"}


@dataclass(frozen=True, slots=True)
class LogQuestion:
    """What was asked, as it was typed."""

    who: Words = ""
    act: Words = ""
    subject: Words = ""
    q: Words = ""
    first: Annotated[str, Query(alias="from", max_length=40)] = ""
    last: Annotated[str, Query(alias="to", max_length=40)] = ""

    @property
    def address(self) -> str:
        said = {"who": self.who, "act": self.act, "subject": self.subject, "q": self.q}
        said |= {"from": self.first, "to": self.last}
        return f"{ADDRESS}?{urlencode({name: value for name, value in said.items() if value})}"


def routes(site: Site) -> APIRouter:
    looks = [Depends(needs(site, UserRole.VIEWER))]
    router = APIRouter(dependencies=looks, include_in_schema=False)

    @router.api_route(ADDRESS, methods=["GET", "HEAD"])
    def shown(
        request: Request,
        asked: Annotated[LogQuestion, Depends()],
        before: Annotated[int | None, Query(ge=1, le=LARGEST_NUMBER)] = None,
        check: Annotated[bool, Query()] = False,
    ) -> HTMLResponse:
        return own_page(site, request, "log", _facts(site, asked, before, check=check))

    @router.api_route("/admin/log.{form}", methods=["GET", "HEAD"])
    def file(form: Literal["csv", "jsonl"], asked: Annotated[LogQuestion, Depends()]) -> StreamingResponse:
        """Of the days that were asked for, whole lines: a part of the words would prove nothing."""
        first, last, _ = _span(site, asked)
        name = f"nhat-ky-{site.today()}.{form}"
        headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
        return StreamingResponse(_written(site, form, first, last), media_type=TYPES[form], headers=headers)

    return router


def _written(site: Site, form: str, first: datetime | None, last: datetime | None) -> Iterator[str]:
    with site.database.read() as session:
        rows: Iterator[dict[str, Any]] = log_lines(session, first, last)
        yield from as_csv(rows) if form == "csv" else as_jsonl(rows)


def _facts(site: Site, asked: LogQuestion, before: int | None, *, check: bool) -> dict[str, object]:
    first, last, faults = _span(site, asked)
    wanted = LogFilter(asked.who.strip(), asked.act, asked.subject.strip(), asked.q.strip(), first, last)
    with site.database.read() as session:
        found = log_page(session, wanted, before, A_PAGE + 1)
        verdict = verify(session) if check else None
        acts = act_names(session)
    return {
        "asked": asked,
        "lines": found[:A_PAGE],
        "older": found[A_PAGE - 1].number if len(found) > A_PAGE else None,
        "verdict": verdict,
        "faults": faults,
        "acts": sorted((act_name(name), name) for name in acts),
        "act_name": act_name,
        "subject_name": subject_name,
        "who_name": who_name,
        "detail_lines": detail_lines,
    }


def _span(site: Site, asked: LogQuestion) -> tuple[datetime | None, datetime | None, dict[str, str]]:
    """The first instant and the one after the last; what is no day is said, and not taken for one."""
    faults: dict[str, str] = {}
    found: dict[str, datetime | None] = {}
    for name, typed, more in (("from", asked.first, 0), ("to", asked.last, 1)):
        found[name] = None
        if typed.strip():
            try:
                day = dates.read_typed(typed, site.today()) + timedelta(more)
                found[name] = at(day, time(), site.zone)
            except (ValueError, OverflowError):
                faults[name] = f"Không hiểu ngày {typed!r}; hãy ghi như {dates.day(site.today())}"
    return found["from"], found["to"], faults
