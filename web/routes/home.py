"""`/`: what a clerk has to know today, on one screen."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse

from plan.ledger.counts import letter_counts
from plan.obligations import counts
from plan.obligations.views import Duty, ObligationFilter, duties, names
from plan.people.roles import UserRole
from plan.storage.session import Session
from plan.subscriptions.reads import Standing, standing
from plan.views.feeds import all_feeds
from scheduler.letters.kinds import LABELS
from scheduler.working_days.calendar import WorkCalendar
from web.access.rights import needs
from web.page import own_page
from web.site import Site
from web.todo import todo
from web.todo_lines import todo_lines

SHOWN = 50
AHEAD = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class Item:
    """One line of a list of duties."""

    who: str
    what: str
    part: str
    due: date
    ends: date
    number: int
    days: int  # of late work: working days after the last day on time; else days left until it


@dataclass(frozen=True, slots=True)
class Items:
    """A list cut to what fits, and how long it is in full."""

    total: int
    shown: tuple[Item, ...]

    @property
    def more(self) -> int:
        return self.total - len(self.shown)


@dataclass(frozen=True, slots=True)
class Subscription:
    """A feed, without anything that opens it."""

    id: int
    name: str
    agency: str | None
    standing: Standing
    seen: datetime | None
    client: str


def routes(site: Site) -> APIRouter:
    router = APIRouter(dependencies=[Depends(needs(site, UserRole.VIEWER))], include_in_schema=False)

    @router.api_route("/", methods=["GET", "HEAD"])
    def home(request: Request) -> HTMLResponse:
        with site.database.read() as session:
            facts = _facts(session, site)
            found = todo(session, site)
        facts |= {"todo": found, "waits": todo_lines(found, site.moment), "ticked": site.ticked()}
        return own_page(site, request, "home", facts)

    return router


def _facts(session: Session, site: Site) -> dict[str, object]:
    called, today = names(session), site.today()
    ahead = today + AHEAD
    return {
        "today": today,
        "ahead": AHEAD.days,
        "late": _items(session, site, counts.late(today), called),
        "soon": _items(session, site, counts.due_by(today, ahead), called),
        "letters": letter_counts(session, LABELS),
        "feeds": _subscriptions(session, called, site.clock()),
    }


def _items(session: Session, site: Site, which: counts.Which, called: dict[str, str]) -> Items:
    today, calendar = site.today(), site.rules().calendar
    ids = counts.first_of(session, which, SHOWN)
    found = sorted(duties(session, today, ObligationFilter(ids=ids)), key=lambda d: ids.index(d.id))
    return Items(counts.count(session, which), tuple(_item(duty, today, called, calendar) for duty in found))


def _item(duty: Duty, today: date, called: dict[str, str], calendar: WorkCalendar) -> Item:
    return Item(
        who="; ".join(called.get(code, code) for code in duty.leads),
        what=f"{duty.ref}. {duty.title}" if duty.ref else duty.title,
        part=duty.part if duty.part != duty.title else "",
        due=duty.due,
        ends=duty.ends,
        number=duty.id,
        days=calendar.between(duty.ends, today) if duty.ends < today else (duty.ends - today).days,
    )


def _subscriptions(session: Session, called: dict[str, str], now: datetime) -> list[Subscription]:
    """Those that are in use before those that are gone, newest first."""
    found = [
        Subscription(
            feed.id,
            feed.name,
            feed.agency and called.get(feed.agency),
            standing(feed, now),
            feed.seen_at,
            feed.client,
        )
        for feed in all_feeds(session)
    ]
    return sorted(found, key=lambda s: (s.standing == "gone", -s.id))
