"""`/figures`: what came due between two days, on time or not, by agency, by section or by month; the same as a file."""

from collections.abc import Mapping
from datetime import date
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import HTMLResponse, Response

from notifications.papers.tables import TableForm, table_file
from notifications.papers.values import PaperSheet
from plan import dates
from plan.agencies.store import load_directory
from plan.people.roles import UserRole
from plan.views.counted_duties import counted_duties, plan_codes
from scheduler.papers.counts import Counts
from scheduler.papers.periods import ReportPeriod, quick_periods
from web.access.rights import needs
from web.bars import BarShape, bar_chart
from web.figures import By, FigureNames, Figures, figures
from web.page import own_page
from web.site import Site
from web.uploads import handed_on

BY: Mapping[By, str] = {"agency": "Cơ quan", "section": "Mục của kế hoạch", "month": "Tháng"}
SHAPE = BarShape(width=760, labels=215, line=24, thick=17)
EARLIEST, LATEST = date(2000, 1, 1), date(2100, 12, 31)
MOST = 20  # bars; the table holds all
From = Annotated[str, Query(alias="from", max_length=40)]
To = Annotated[str, Query(alias="to", max_length=40)]
HEADING = ("Đúng hạn", "Xong, trễ", "Chưa xong", "Chưa đến hạn", "Tỷ lệ đúng hạn")


def routes(site: Site) -> APIRouter:
    router = APIRouter(dependencies=[Depends(needs(site, UserRole.VIEWER))], include_in_schema=False)

    @router.api_route("/figures", methods=["GET", "HEAD"])
    def shown(
        request: Request,
        first: From = "",
        last: To = "",
        by: By = "agency",
    ) -> HTMLResponse:
        return own_page(site, request, "figures", _facts(site, first, last, by))

    @router.api_route("/figures.{form}", methods=["GET", "HEAD"])
    def file(
        form: TableForm,
        first: From = "",
        last: To = "",
        by: By = "agency",
    ) -> Response:
        term, _ = _term(site.today(), first, last)
        sheet = _sheet(term, _counted(site, term, by), by, site.today())
        name = f"so-lieu-{term.first}-{term.last}.{form}"
        return handed_on(name, table_file(form, [sheet], site.clock()))

    return router


def _facts(site: Site, first: str, last: str, by: By) -> dict[str, object]:
    term, faults = _term(site.today(), first, last)
    found = _counted(site, term, by)
    due = [one for one in found.groups if one.counts.due]
    return {
        "term": term,
        "today": site.today(),
        "found": found,
        "by": by,
        "kinds": BY,
        "chart": bar_chart([(one.name, one.counts, "") for one in due[:MOST]], SHAPE),
        "others": len(due[MOST:]),
        "of_others": _sum([one.counts for one in due[MOST:]]),
        "faults": faults,
        "typed": {
            "from": first if "from" in faults else dates.day(term.first),
            "to": last if "to" in faults else dates.day(term.last),
        },
        "quick": [(one.name, _address(one, by)) for one in quick_periods(site.today())],
        "chosen": urlencode({"from": term.first.isoformat(), "to": term.last.isoformat(), "by": by}),
    }


def _address(term: ReportPeriod, by: By) -> str:
    return f"/figures?{urlencode({'from': dates.day(term.first), 'to': dates.day(term.last), 'by': by})}"


def _term(today: date, first: str, last: str) -> tuple[ReportPeriod, dict[str, str]]:
    """The days that were asked for, else the year until today; and what of the words was no day."""
    faults: dict[str, str] = {}
    today = min(max(today, EARLIEST), LATEST)  # a machine whose battery is dead lives in 1970
    start = _day("from", first, today, faults) or today.replace(month=1, day=1)
    end = _day("to", last, today, faults) or (max(today, start))
    if end < start:
        faults["to"] = f"Ngày cuối ở trước ngày đầu ({dates.day(start)}); hãy đổi chỗ hai ngày"
        end = start
    return ReportPeriod.between(start, end), faults


def _day(name: str, typed: str, today: date, faults: dict[str, str]) -> date | None:
    if not typed.strip():
        return None
    try:
        day = dates.read_typed(typed, today)
    except ValueError:
        faults[name] = f"Không hiểu ngày {typed!r}; hãy ghi như {dates.day(today)}"
        return None
    if not 2000 <= day.year <= 2100:
        faults[name] = "Năm phải từ 2000 đến 2100"
        return None
    return day


def _counted(site: Site, term: ReportPeriod, by: By) -> Figures:
    today = site.today()
    with site.database.read() as session:
        duties = counted_duties(session, term.first, term.last)
        directory = load_directory(session)
        plans = plan_codes(session)
    names = FigureNames(
        {agency.code: agency.name for agency in directory.all},
        lambda code: directory.current(code, today),
        plans,
    )
    return figures(duties, by, names, today)


def _sheet(term: ReportPeriod, found: Figures, by: By, today: date) -> PaperSheet:
    rows = [(one.name, *_numbers(one.counts)) for one in found.groups]
    return PaperSheet(
        "Số liệu",
        f"Việc đến hạn {term.name}, theo {BY[by].lower()}",
        (BY[by], *HEADING),
        (*rows, ("Tổng cộng (việc chung tính một lần)", *_numbers(found.all))),
        (44.0, 12.0, 12.0, 12.0, 14.0, 16.0),
        (f"Số liệu tính đến ngày {dates.day(today)}; đến hạn là đã hoàn thành hoặc đã hết hạn.",),
    )


def _numbers(counts: Counts) -> tuple[int | float | str, ...]:
    share = "–" if counts.share is None else counts.share
    return counts.on_time, counts.late, counts.overdue, counts.open, share


def _sum(several: list[Counts]) -> Counts:
    return Counts(
        sum(one.on_time for one in several),
        sum(one.late for one in several),
        sum(one.overdue for one in several),
        sum(one.open for one in several),
    )
