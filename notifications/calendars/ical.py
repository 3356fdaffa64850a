"""What events say → an iCalendar feed (RFC 5545, 7986). The only module that knows icalendar."""

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, time, timedelta, timezone
from functools import lru_cache
from typing import NamedTuple

from icalendar import Alarm, Calendar, Event, Todo, vDuration, vText

from notifications.calendars.events import EventText, categories, clean
from plan.obligations.views import Duty
from plan.subscriptions.choices import Choice, part_of
from plan.subscriptions.versions import EventVersion

CANCELLED_STAY = timedelta(days=90)
REFRESH = timedelta(hours=6)
VIETNAM = timezone(timedelta(hours=7))  # no summer time since 1975
NINE = timedelta(hours=9)
DAY = timedelta(days=1)
KEPT = 4096  # cached events of about 2 kB each: as many obligations as a province has open
END = b"END:VCALENDAR"
CLOSED = ("done", "done-late", "cancelled")  # what an event says of how it stands, beside its words
ROOM = 74  # octets before a line break


def visible(duties: Iterable[Duty], choice: Choice, viewer: str | None, today: date) -> list[Duty]:
    """The obligations in the calendar of `viewer` (None: everything).

    What was cancelled stays for ninety days, so that programs that have shown it have time to remove it.
    """
    return [duty for duty in duties if choice.admits(duty, viewer) and not _forgotten(duty, today)]


def _forgotten(duty: Duty, today: date) -> bool:
    return duty.status == "cancelled" and today - (duty.cancelled_on or today) > CANCELLED_STAY


def build(
    texts: Iterable[EventText],
    versions: Mapping[int, EventVersion],
    *,
    title: str,
    viewer: str | None,
    choice: Choice | None = None,
) -> bytes:
    """The calendar as `viewer` sees it. The same input gives the same bytes."""
    choice = choice or Choice()
    head, end = _frame(title)
    events = (_component(text, versions[text.duty.id], viewer, choice) for text in texts)
    return b"".join([head, *events, end])


def _component(text: EventText, version: EventVersion, viewer: str | None, choice: Choice) -> bytes:
    duty = text.duty
    part = part_of(duty, viewer)
    told = _EventFacts(
        duty.opens if choice.todo else duty.due,  # an event does not say it
        duty.due,
        duty.status if duty.status in CLOSED else "",
        duty.done_on,
        tuple(categories(duty, part)),
        text.summaries[part],
        text.description,
        version,
    )
    return _render(told, choice.alarm if duty.is_open else None, todo=choice.todo)


class _EventFacts(NamedTuple):
    """All that one event says and nothing else; the key of the cache, since the same facts give the same bytes."""

    opens: date
    due: date
    closed: str  # how it was: done, too late or not, or cancelled
    done_on: date | None
    categories: tuple[str, ...]
    summary: str
    description: str
    version: EventVersion


@lru_cache(maxsize=KEPT)
def _render(told: _EventFacts, alarm: int | None, *, todo: bool) -> bytes:
    """One event or task. Cached: the same event is in many calendars and letters until it changes."""
    component = _todo(told) if todo else _event(told)
    _describe(component, told)
    if alarm is not None:
        component.add_component(_alarm(alarm, told.summary, todo=todo))
    return b"\r\n".join(folded(line) for line in component.content_lines() if line) + b"\r\n"


def folded(line: str) -> bytes:
    """A line in pieces of at most 74 octets, as icalendar folds it, which looks at every letter of it anew."""
    raw = line.encode()
    pieces, start = [], 0
    while len(raw) - start > ROOM:
        end = start + ROOM
        while raw[end] & 0xC0 == 0x80:  # within a letter
            end -= 1
        if raw[end - 1] in b"\\^" and end - 1 > start:  # an escape stays with what it escapes
            end -= 1
        pieces.append(raw[start:end])
        start = end
    return b"\r\n ".join((*pieces, raw[start:]))


@lru_cache(maxsize=1024)  # a calendar of each agency has its title for ever
def _frame(title: str) -> tuple[bytes, bytes]:
    """What stands before and behind the events."""
    head, end, foot = _head(title).to_ical().rpartition(END)
    return head, end + foot


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


def _event(told: _EventFacts) -> Event:
    event = Event()
    event.add("DTSTART", told.due)
    event.add("DTEND", told.due + DAY)
    event.add("STATUS", "CANCELLED" if told.closed == "cancelled" else "CONFIRMED")
    # A deadline fills nobody's day.
    event.add("TRANSP", "TRANSPARENT")
    event.add("X-MICROSOFT-CDO-BUSYSTATUS", "FREE")
    return event


def _todo(told: _EventFacts) -> Todo:
    todo = Todo()
    if told.opens < told.due:  # RFC 5545, 3.8.2.3: DUE must be later than DTSTART
        todo.add("DTSTART", told.opens)
    todo.add("DUE", told.due)
    if told.closed in ("done", "done-late") and told.done_on:
        todo.add("COMPLETED", datetime.combine(told.done_on, time(), tzinfo=VIETNAM).astimezone(UTC))
        todo.add("PERCENT-COMPLETE", 100)
        todo.add("STATUS", "COMPLETED")
    else:
        todo.add("STATUS", "CANCELLED" if told.closed == "cancelled" else "NEEDS-ACTION")
    return todo


def _describe(component: Event | Todo, told: _EventFacts) -> None:
    """Set the properties that events and tasks share."""
    version = told.version
    # A person may have the obligation in two calendars, as an event and as a task: two UIDs.
    component.add("UID", version.uid if isinstance(component, Event) else f"{version.uid}-todo")
    component.add("DTSTAMP", version.changed_at)
    component.add("LAST-MODIFIED", version.changed_at)
    component.add("SEQUENCE", version.sequence)
    component.add("SUMMARY", told.summary)
    component.add("DESCRIPTION", told.description)
    component.add("CATEGORIES", list(told.categories))


def _alarm(days: int, text: str, *, todo: bool) -> Alarm:
    """Rings at nine in the reader's own time zone: an all-day event begins at local midnight."""
    alarm = Alarm()
    alarm.add("ACTION", "DISPLAY")
    alarm.add("DESCRIPTION", text)
    # Of a task the end matters, not the start.
    alarm.add("TRIGGER", NINE - days * DAY, parameters={"RELATED": "END"} if todo else {})
    return alarm
