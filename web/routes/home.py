"""`/`: what a clerk has to know today, on one screen."""

from datetime import timedelta

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse

from plan.ledger.counts import agencies_to_hear, letters_of_day
from plan.obligations import counts
from plan.people.roles import UserRole
from plan.storage.session import Session
from plan.views.due_list import due_counts, due_items
from plan.views.due_months import due_months
from plan.views.plans import plan_titles
from plan.views.recent_rounds import next_round, recent_rounds
from plan.views.task_days import leads_of
from plan.vocabulary import Kind
from scheduler.letters.kinds import LABELS
from web.access.rights import current, needs
from web.page import own_page
from web.rail import rail_of
from web.report_board import short_name
from web.site import Site
from web.todo import todo
from web.todo_lines import todo_lines
from web.year_chart import year_chart

SHOWN = 10
AHEAD = timedelta(days=14)
ROUNDS = 3


def routes(site: Site) -> APIRouter:
    router = APIRouter(dependencies=[Depends(needs(site, UserRole.VIEWER))], include_in_schema=False)

    @router.api_route("/", methods=["GET", "HEAD"])
    def home(request: Request) -> HTMLResponse:
        with site.database.read() as session:
            key = ("home", site.today(), site.rules().calendar)
            beside = rail_of(session, site)
            owed = site.kept.of(beside.change, key, lambda: _due(session, site) | _months(session, site))
            facts = owed | _letters(session, site) | {"late": beside.kept.late}
            found = todo(session, site, beside)
        facts |= {
            "rail": beside,
            "todo": found,
            "waits": todo_lines(found, site.moment),
            "ticked": site.ticked(),
        }
        facts["may_act"] = current(request).role.covers(UserRole.OPERATOR)
        return own_page(site, request, "home", facts)

    return router


def _due(session: Session, site: Site) -> dict[str, object]:
    """How much is late or due soon, and the late tasks that wait longest."""
    today, calendar = site.today(), site.rules().calendar
    late = counts.late(today)
    tasks = due_items(session, late, 0, SHOWN, kind=Kind.TASK)
    return {
        "today": today,
        "ahead": AHEAD.days,
        "soon": due_counts(session, counts.due_by(today, today + AHEAD)),
        "tasks": tasks,
        "leads": leads_of(session, [one.id for one in tasks]),
        "late_days": {one.id: calendar.between(one.ends, today) for one in tasks},
    }


def _months(session: Session, site: Site) -> dict[str, object]:
    today = site.today()
    rounds = recent_rounds(session, today, ROUNDS)
    coming = next_round(session, today)
    return {
        "is_new": not (rounds or coming) and not plan_titles(session),
        "rounds": [(short_name(one.label, one.due.year), one) for one in rounds],
        "coming": (short_name(coming.label, coming.due.year), coming.due) if coming else None,
        "months": year_chart(today.year, due_months(session, today.year, today)),
    }


def _letters(session: Session, site: Site) -> dict[str, object]:
    today = site.today()
    tomorrow = site.rules().calendar.on_or_after(today + timedelta(days=1))
    return {
        "letters": letters_of_day(session, today, LABELS),
        "tomorrow": tomorrow,
        "to_hear": agencies_to_hear(session, tomorrow),
    }
