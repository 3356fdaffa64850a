"""What events say → an iCalendar feed (RFC 5545, 7986). The only module that knows icalendar."""

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, time, timedelta, timezone
from functools import lru_cache
from typing import NamedTuple

from icalendar import Component, vDuration, vText

from notifications.calendars.events import EventText, categories, clean
from plan.obligations.duty import Duty
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
WORDS = frozenset(("UID", "SUMMARY", "DESCRIPTION"))  # lines of words alone that no other event has
ITS_OWN = frozenset(("NAME", "X-WR-CALNAME"))  # nor another calendar


class _With(NamedTuple):
    """A value with a parameter."""

    value: timedelta
    parameter: tuple[str, str]


_Fact = str | int | date | timedelta | tuple[str, ...] | vDuration | _With  # a datetime is a date
_Facts = dict[str, _Fact]  # of one component, by property


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
    rings = b"" if alarm is None else _written("VALARM", _alarm(alarm, told.summary, todo=todo))
    if todo:
        return _written("VTODO", _todo(told) | _shared(told, f"{told.version.uid}-todo"), rings)
    return _written("VEVENT", _event(told) | _shared(told, told.version.uid), rings)


def _written(kind: str, facts: _Facts, inner: bytes = b"") -> bytes:
    """A component as icalendar writes it, line by line: most lines of an event are those of others too."""
    lines = (line_of(name, facts[name]) for name in _order(kind, tuple(facts)))
    return b"".join((f"BEGIN:{kind}\r\n".encode(), *lines, inner, f"END:{kind}\r\n".encode()))


def line_of(name: str, fact: _Fact) -> bytes:
    """One property as icalendar writes it, with its line break."""
    if name in WORDS and isinstance(fact, str):
        return _line_of_words(name, fact)
    return _line(name, fact) if name in ITS_OWN else _kept_line(name, fact)


def _line_of_words(name: str, words: str) -> bytes:
    """As `_line` makes it, without a component, which would ask what kind of value the words are."""
    return folded(f"{name}:{vText(words).to_ical().decode()}") + b"\r\n"


@lru_cache
def _order(kind: str, names: tuple[str, ...]) -> list[str]:
    """The order in which icalendar writes these properties."""
    component = Component.get_component_class(kind)()
    for name in names:
        component[name] = ""
    return list(component.sorted_keys())


def _line(name: str, fact: _Fact) -> bytes:
    """One property, ready: escaped, with its parameters, folded."""
    component = Component()
    if isinstance(fact, _With):
        component.add(name, fact.value, parameters=dict([fact.parameter]))
    else:
        component.add(name, list(fact) if isinstance(fact, tuple) else fact)
    return folded(component.content_line(name, component[name])) + b"\r\n"


_kept_line = lru_cache(maxsize=KEPT)(_line)  # days, moments and words that many events share


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
    head, end, foot = _written("VCALENDAR", _head(title)).rpartition(END)
    return head, end + foot


def _head(title: str) -> _Facts:
    # As vText: icalendar 7.3 writes a plain string unescaped in NAME, line breaks and all.
    name = vText(clean(title))
    return {
        "PRODID": "-//dondoc//Don Doc//VI",
        "VERSION": "2.0",
        "CALSCALE": "GREGORIAN",
        "METHOD": "PUBLISH",
        "NAME": name,
        "X-WR-CALNAME": name,
        # RFC 7986 wants the type named, and icalendar names it only when told to.
        "REFRESH-INTERVAL": _With(REFRESH, ("VALUE", "DURATION")),
        "X-PUBLISHED-TTL": vDuration(REFRESH),
    }


def _event(told: _EventFacts) -> _Facts:
    return {
        "DTSTART": told.due,
        "DTEND": told.due + DAY,
        "STATUS": "CANCELLED" if told.closed == "cancelled" else "CONFIRMED",
        "TRANSP": "TRANSPARENT",  # a deadline fills nobody's day
        "X-MICROSOFT-CDO-BUSYSTATUS": "FREE",
    }


def _todo(told: _EventFacts) -> _Facts:
    # RFC 5545, 3.8.2.3: DUE must be later than DTSTART.
    days: _Facts = {"DTSTART": told.opens, "DUE": told.due} if told.opens < told.due else {"DUE": told.due}
    if told.closed in ("done", "done-late") and told.done_on:
        completed = datetime.combine(told.done_on, time(), tzinfo=VIETNAM).astimezone(UTC)
        return days | {"COMPLETED": completed, "PERCENT-COMPLETE": 100, "STATUS": "COMPLETED"}
    return days | {"STATUS": "CANCELLED" if told.closed == "cancelled" else "NEEDS-ACTION"}


def _shared(told: _EventFacts, uid: str) -> _Facts:
    """What events and tasks have both; a person may have the obligation in two calendars, as either: two UIDs."""
    version = told.version
    return {
        "UID": uid,
        "DTSTAMP": version.changed_at,
        "LAST-MODIFIED": version.changed_at,
        "SEQUENCE": version.sequence,
        "SUMMARY": told.summary,
        "DESCRIPTION": told.description,
        "CATEGORIES": told.categories,
    }


def _alarm(days: int, text: str, *, todo: bool) -> _Facts:
    """Rings at nine in the reader's own time zone: an all-day event begins at local midnight."""
    when = NINE - days * DAY
    # Of a task the end matters, not the start.
    trigger = _With(when, ("RELATED", "END")) if todo else when
    return {"ACTION": "DISPLAY", "DESCRIPTION": text, "TRIGGER": trigger}
