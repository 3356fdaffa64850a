"""A calendar's scope → its events of today with their versions, as iCalendar and as JSON."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from jinja2 import Environment
from sqlmodel import Session

from notifications.calendars import ical
from notifications.calendars.events import EventContext, EventTemplates, EventText
from plan.addresses import shown
from plan.models import Agency
from plan.obligations.duty import Duty
from plan.obligations.views import ObligationFilter, duties, names
from plan.storage.changes import CHANGES, changes
from plan.storage.database import Database
from plan.subscriptions import versions
from plan.subscriptions.choices import Choice, part_of
from plan.subscriptions.versions import EventVersion

TRIES = 5
HELP = "/help/calendars"  # the page that says how to subscribe


@dataclass(frozen=True, slots=True)
class CalendarRenderer:
    """What calendars are rendered with: the templates, the department to ask, where to read more."""

    templates: EventTemplates
    office: str  # its code
    link: str = ""


def calendar_renderer(env: Environment, office: str, base_url: str) -> CalendarRenderer:
    """Without a public address, events carry no link."""
    return CalendarRenderer(EventTemplates(env), office, f"{base_url}{HELP}" if base_url else "")


@dataclass(frozen=True, slots=True)
class CalendarScope:
    """Whose calendar it is (None: everything), its title, and the subscriber's choices."""

    agency: str | None
    title: str
    choice: Choice = field(default_factory=Choice)


@dataclass(frozen=True, slots=True)
class CalendarSnapshot:
    """A calendar as it stands at one moment."""

    texts: Sequence[EventText]
    versions: Mapping[int, EventVersion]
    scope: CalendarScope

    def ics(self) -> bytes:
        scope = self.scope
        return ical.build(
            self.texts, self.versions, title=scope.title, viewer=scope.agency, choice=scope.choice
        )

    def json(self) -> bytes:
        """The same events for programs: the obligations as every list gives them, with their versions."""
        rows = [self._row(text) for text in self.texts]
        return json.dumps({"name": self.scope.title, "events": rows}, ensure_ascii=False).encode()

    def _row(self, text: EventText) -> dict[str, object]:
        version, part = self.versions[text.duty.id], part_of(text.duty, self.scope.agency)
        return text.duty.to_json() | {
            "uid": version.uid,
            "sequence": version.sequence,
            "changed_at": version.changed_at.isoformat(),
            "role": part,
            "summary": text.summaries[part],
            "description": text.description,
        }


def snapshot(
    database: Database, renderer: CalendarRenderer, scope: CalendarScope, today: date, now: datetime
) -> CalendarSnapshot:
    """The calendar to be served: events that changed since the last read get a new version, which is stored.

    If the plan changes while it is rendered, it is rendered again: stored versions must never run backwards.
    """
    for left in reversed(range(TRIES)):
        with database.read() as session:
            revision, found, context = (
                changes(session),
                _duties(session, scope, today),
                load_event_context(session, renderer),
            )
        # Rendering a long calendar takes a second: not inside a transaction.
        texts = renderer.templates.render(found, context)
        said = [text.said for text in texts]
        with database.read() as session:
            known, moved = versions.compare(session, said, now)
        if not moved:
            return CalendarSnapshot(texts, known, scope)
        with database.begin() as session:
            CHANGES.lock(session, 0)  # serializes those who store versions
            if changes(session) == revision or not left:
                return CalendarSnapshot(texts, versions.settle(session, said, now), scope)
    raise AssertionError("the last try returns")


def preview(
    session: Session, renderer: CalendarRenderer, scope: CalendarScope, today: date, now: datetime
) -> CalendarSnapshot:
    """The calendar as it would be served, without storing anything."""
    texts = renderer.templates.render(_duties(session, scope, today), load_event_context(session, renderer))
    known, _ = versions.compare(session, [text.said for text in texts], now)
    return CalendarSnapshot(texts, known, scope)


def load_event_context(session: Session, renderer: CalendarRenderer) -> EventContext:
    """What events mention besides the obligations, as it is now."""
    office = session.get(Agency, renderer.office)
    called = names(session)
    return (
        EventContext(called, office.name, shown(office), renderer.link)
        if office
        else EventContext(called, link=renderer.link)
    )


def _duties(session: Session, scope: CalendarScope, today: date) -> list[Duty]:
    # The calendar of everything would grow for ever: from it, what is finished drops out after the next year ends.
    since = date(today.year - 1, 1, 1) if scope.agency is None else None
    wanted = ObligationFilter(agency=scope.agency, kind=scope.choice.kind, since=since)
    return ical.visible(duties(session, today, wanted), scope.choice, scope.agency, today)
