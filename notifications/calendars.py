"""What events say → an iCalendar feed (RFC 5545, 7986). The only module that knows icalendar."""

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, time, timedelta, timezone

from icalendar import Alarm, Calendar, Event, Todo, vDuration, vText

from notifications.events import Face, categories, clean
from plan.choices import Choice, part_of
from plan.listing import Duty
from plan.versions import Version

CANCELLED_STAY = timedelta(days=90)
REFRESH = timedelta(hours=6)
VIETNAM = timezone(timedelta(hours=7))  # no summer time since 1975
NINE = timedelta(hours=9)
DAY = timedelta(days=1)


def shown(duties: Iterable[Duty], choice: Choice, viewer: str | None, today: date) -> list[Duty]:
    """What the calendar of `viewer` (None: everything) holds.

    What was cancelled stays for ninety days: a program that has seen it has then had time to take it out.
    """
    return [duty for duty in duties if choice.admits(duty, viewer) and not _forgotten(duty, today)]


def _forgotten(duty: Duty, today: date) -> bool:
    return duty.status == "cancelled" and today - (duty.cancelled_on or today) > CANCELLED_STAY


def build(
    faces: Iterable[Face],
    versions: Mapping[int, Version],
    *,
    title: str,
    viewer: str | None,
    choice: Choice | None = None,
) -> bytes:
    """The calendar as `viewer` sees it. The same input gives the same bytes."""
    choice = choice or Choice()
    calendar = _head(title)
    for face in faces:
        component = _todo(face) if choice.todo else _event(face)
        _tell(component, face, versions[face.duty.id], viewer)
        if choice.alarm is not None and _is_open(face.duty):
            component.add_component(_alarm(choice.alarm, str(component["SUMMARY"]), todo=choice.todo))
        calendar.add_component(component)
    return bytes(calendar.to_ical())


def _head(title: str) -> Calendar:
    calendar = Calendar()
    calendar.add("PRODID", "-//dondoc//Don Doc//VI")
    calendar.add("VERSION", "2.0")
    calendar.add("CALSCALE", "GREGORIAN")
    calendar.add("METHOD", "PUBLISH")
    # As vText: icalendar 7.3 writes a plain string unescaped here, line breaks and all.
    calendar.add("NAME", vText(clean(title)))
    calendar.add("X-WR-CALNAME", vText(clean(title)))
    # RFC 7986 wants the type named, and icalendar names it only when told to.
    calendar.add("REFRESH-INTERVAL", REFRESH, parameters={"VALUE": "DURATION"})
    calendar.add("X-PUBLISHED-TTL", vDuration(REFRESH))
    return calendar


def _event(face: Face) -> Event:
    event = Event()
    event.add("DTSTART", face.duty.due)
    event.add("DTEND", face.duty.due + DAY)
    event.add("STATUS", "CANCELLED" if face.duty.status == "cancelled" else "CONFIRMED")
    # A deadline fills nobody's day.
    event.add("TRANSP", "TRANSPARENT")
    event.add("X-MICROSOFT-CDO-BUSYSTATUS", "FREE")
    return event


def _todo(face: Face) -> Todo:
    duty, todo = face.duty, Todo()
    if duty.opens < duty.due:  # RFC 5545, 3.8.2.3: DUE must be later than DTSTART
        todo.add("DTSTART", duty.opens)
    todo.add("DUE", duty.due)
    if duty.status in ("done", "done-late") and duty.done_on:
        todo.add("COMPLETED", datetime.combine(duty.done_on, time(), tzinfo=VIETNAM).astimezone(UTC))
        todo.add("PERCENT-COMPLETE", 100)
        todo.add("STATUS", "COMPLETED")
    else:
        todo.add("STATUS", "CANCELLED" if duty.status == "cancelled" else "NEEDS-ACTION")
    return todo


def _tell(component: Event | Todo, face: Face, version: Version, viewer: str | None) -> None:
    """What events and tasks have in common."""
    part = part_of(face.duty, viewer)
    # One obligation may be in two calendars of one person, once as a day and once as a task.
    component.add("UID", version.uid if isinstance(component, Event) else f"{version.uid}-todo")
    component.add("DTSTAMP", version.changed_at)
    component.add("LAST-MODIFIED", version.changed_at)
    component.add("SEQUENCE", version.sequence)
    component.add("SUMMARY", face.summaries[part])
    component.add("DESCRIPTION", face.description)
    component.add("CATEGORIES", categories(face.duty, part))


def _is_open(duty: Duty) -> bool:
    return duty.status in ("upcoming", "open", "late")


def _alarm(days: int, text: str, *, todo: bool) -> Alarm:
    """Rings at nine o'clock of the reader's own zone: a whole day begins at midnight wherever one is."""
    alarm = Alarm()
    alarm.add("ACTION", "DISPLAY")
    alarm.add("DESCRIPTION", text)
    # A task's day of beginning is not the day that matters.
    alarm.add("TRIGGER", NINE - days * DAY, parameters={"RELATED": "END"} if todo else {})
    return alarm
