"""Whose calendar → its events of today with their versions, as iCalendar and as JSON."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from jinja2 import Environment
from sqlmodel import Session

from notifications.calendars import ical
from notifications.calendars.events import Face, Scene, Wording
from plan.models import Agency, State
from plan.obligations.views import Duty, Wanted, duties, names
from plan.storage.changes import changes
from plan.storage.database import Database
from plan.subscriptions import versions
from plan.subscriptions.choices import Choice, part_of
from plan.subscriptions.versions import Version

TRIES = 5
HELP = "/help/calendars"  # the page that says how to subscribe


@dataclass(frozen=True, slots=True)
class Press:
    """What calendars are written with: the templates, the office to ask, where to read more."""

    wording: Wording
    office: str  # its code
    link: str = ""


def press(env: Environment, office: str, base_url: str) -> Press:
    """Without an address that others can reach, events name none."""
    return Press(Wording(env), office, f"{base_url}{HELP}" if base_url else "")


@dataclass(frozen=True, slots=True)
class Whose:
    """Whose calendar (None: everything), what it is called, and what was chosen for it."""

    agency: str | None
    title: str
    choice: Choice = field(default_factory=Choice)


@dataclass(frozen=True, slots=True)
class Issue:
    """A calendar of one day."""

    faces: Sequence[Face]
    versions: Mapping[int, Version]
    whose: Whose

    def ics(self) -> bytes:
        whose = self.whose
        return ical.build(
            self.faces, self.versions, title=whose.title, viewer=whose.agency, choice=whose.choice
        )

    def json(self) -> bytes:
        """The same events for programs: the obligations as every list gives them, with their versions."""
        rows = [self._row(face) for face in self.faces]
        return json.dumps({"name": self.whose.title, "events": rows}, ensure_ascii=False).encode()

    def _row(self, face: Face) -> dict[str, object]:
        version, part = self.versions[face.duty.id], part_of(face.duty, self.whose.agency)
        return face.duty.to_json() | {
            "uid": version.uid,
            "sequence": version.sequence,
            "changed_at": version.changed_at.isoformat(),
            "role": part,
            "summary": face.summaries[part],
            "description": face.description,
        }


def issue(database: Database, press: Press, whose: Whose, today: date, now: datetime) -> Issue:
    """The calendar as it is to be served: what moved since it was last read is given its new version.

    A calendar of what has changed meanwhile is not written down: its versions would run backwards.
    """
    for left in reversed(range(TRIES)):
        with database.read() as session:
            stand, found, scene = changes(session), _duties(session, whose, today), scene_of(session, press)
        # A long calendar takes a second to write: not while the database is held.
        faces = press.wording.faces(found, scene)
        said = [face.said for face in faces]
        with database.read() as session:
            known, moved = versions.compare(session, said, now)
        if not moved:
            return Issue(faces, known, whose)
        with database.begin() as session:
            session.get(State, "changes", with_for_update=True)  # one after the other
            if changes(session) == stand or not left:
                return Issue(faces, versions.settle(session, said, now), whose)
    raise AssertionError("the last try returns")


def proof(session: Session, press: Press, whose: Whose, today: date, now: datetime) -> Issue:
    """The calendar as it would be served, without writing anything down."""
    faces = press.wording.faces(_duties(session, whose, today), scene_of(session, press))
    known, _ = versions.compare(session, [face.said for face in faces], now)
    return Issue(faces, known, whose)


def scene_of(session: Session, press: Press) -> Scene:
    """What events speak of besides the obligations, as it is now."""
    office = session.get(Agency, press.office)
    called = names(session)
    return (
        Scene(called, office.name, tuple(office.emails), press.link)
        if office
        else Scene(called, link=press.link)
    )


def _duties(session: Session, whose: Whose, today: date) -> list[Duty]:
    # Everything of all agencies grows for ever: what is finished leaves it, at a New Year, after a year.
    since = date(today.year - 1, 1, 1) if whose.agency is None else None
    wanted = Wanted(agency=whose.agency, kind=whose.choice.kind, since=since)
    return ical.shown(duties(session, today, wanted), whose.choice, whose.agency, today)
