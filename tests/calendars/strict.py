"""A strict reader of RFC 5545 and RFC 7986, written from the two documents: finds every breach, forgives none.

It knows what a published calendar of deadlines may hold (VEVENT, VTODO, VALARM); other components are faults.
A calendar without components is let through, though RFC 5545 (3.4) asks for one: what has no duties has no event.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime

NAME = r"(?:[Xx]-(?:[A-Za-z0-9]{3,}-)?[A-Za-z0-9-]+|[A-Za-z0-9-]+)"
SAFE, QSAFE = r'[^\x00-\x08\x0a-\x1f\x7f",:;]', r'[^\x00-\x08\x0a-\x1f\x7f"]'
VALUE = rf'(?:{SAFE}*|"{QSAFE}*")'
PARAMETER = rf";({NAME})=({VALUE}(?:,{VALUE})*)"
LINE = re.compile(rf"({NAME})((?:{PARAMETER})*):(.*)", re.DOTALL)
TEXT = r"(?:[^\\,;\x00-\x08\x0a-\x1f\x7f]|\\[\\;,Nn])*"  # 3.3.11; HTAB is allowed
DURATION = re.compile(
    r"[+-]?P(?:\d+W|\d+D(?:T(?:\d+H(?:\d+M(?:\d+S)?)?|\d+M(?:\d+S)?|\d+S))?|T(?:\d+H(?:\d+M(?:\d+S)?)?|\d+M(?:\d+S)?|\d+S))"
)
URI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[!-~]+")

ONCE = {  # 3.6, 3.6.1, 3.6.2, 3.6.6, RFC 7986 4: at most once
    "VCALENDAR": "PRODID VERSION CALSCALE METHOD UID LAST-MODIFIED URL REFRESH-INTERVAL SOURCE COLOR",
    "VEVENT": "DTSTAMP UID DTSTART CLASS CREATED DESCRIPTION GEO LAST-MODIFIED LOCATION ORGANIZER PRIORITY SEQUENCE "
    "STATUS SUMMARY TRANSP URL RECURRENCE-ID DTEND DURATION COLOR",
    "VTODO": "DTSTAMP UID CLASS COMPLETED CREATED DESCRIPTION DTSTART GEO LAST-MODIFIED LOCATION ORGANIZER "
    "PERCENT-COMPLETE PRIORITY RECURRENCE-ID SEQUENCE STATUS SUMMARY URL DUE DURATION COLOR",
    "VALARM": "ACTION TRIGGER DESCRIPTION DURATION REPEAT",
}
NEEDED = {
    "VCALENDAR": ("PRODID", "VERSION"),
    "VEVENT": ("DTSTAMP", "UID", "DTSTART"),
    "VTODO": ("DTSTAMP", "UID"),
    "VALARM": ("ACTION", "TRIGGER"),
}
INSIDE = {"VCALENDAR": {"VEVENT", "VTODO"}, "VEVENT": {"VALARM"}, "VTODO": {"VALARM"}, "VALARM": set()}
MORE = {  # may be there more than once
    "VCALENDAR": {"NAME", "DESCRIPTION", "CATEGORIES", "IMAGE"},
    "VEVENT": {"CATEGORIES", "COMMENT", "CONTACT", "RELATED-TO", "IMAGE", "CONFERENCE"},
    "VTODO": {"CATEGORIES", "COMMENT", "CONTACT", "RELATED-TO", "IMAGE", "CONFERENCE"},
    "VALARM": set(),
}
WORDS = {
    ("VEVENT", "STATUS"): {"TENTATIVE", "CONFIRMED", "CANCELLED"},
    ("VTODO", "STATUS"): {"NEEDS-ACTION", "COMPLETED", "IN-PROCESS", "CANCELLED"},
    ("VEVENT", "TRANSP"): {"OPAQUE", "TRANSPARENT"},
    ("VALARM", "ACTION"): {"DISPLAY"},
    ("VCALENDAR", "VERSION"): {"2.0"},
    ("VCALENDAR", "CALSCALE"): {"GREGORIAN"},
    ("VCALENDAR", "METHOD"): {"PUBLISH"},
}
TEXTS = {"SUMMARY", "DESCRIPTION", "NAME", "PRODID", "UID", "CONTACT", "LOCATION", "COMMENT", "X-WR-CALNAME"}
STAMPS = {"DTSTAMP", "LAST-MODIFIED", "CREATED", "COMPLETED"}
PARAMETERS = {"VALUE", "RELATED", "LANGUAGE", "ALTREP"}


@dataclass
class Component:
    name: str
    properties: list[tuple[str, dict[str, str], str]] = field(default_factory=list)
    children: list["Component"] = field(default_factory=list)

    def get(self, name: str) -> tuple[dict[str, str], str] | None:
        return next(((p, v) for n, p, v in self.properties if n == name), None)


def faults(body: bytes) -> list[str]:
    """Every breach found, with the section that it breaks; empty for a good calendar."""
    found = list(_of_octets(body))
    lines, wrong = _lines(body)
    found += wrong
    roots, torn = _tree(lines)
    found += torn
    if len(roots) != 1 or roots[0].name != "VCALENDAR":
        found.append("3.4: not one VCALENDAR")
    for root in roots:
        found += _of_component(root)
        found += _of_uids(root)
    return found


def events(body: bytes) -> list[dict[str, str]]:
    """The texts of each event or task, unescaped, for comparison with other readers."""
    roots, _ = _tree(_lines(body)[0])
    return [
        {n: unescaped(v) if n in TEXTS else v for n, _, v in child.properties} for child in roots[0].children
    ]


def unescaped(text: str) -> str:
    return re.sub(r"\\([\\;,Nn])", lambda m: "\n" if m[1] in "Nn" else m[1], text)


def _of_octets(body: bytes) -> Iterator[str]:
    if not body.endswith(b"\r\n"):
        yield "3.1: the last line has no CRLF"
    if re.search(rb"(?<!\r)\n|\r(?!\n)", body):
        yield "3.1: a line break that is not CRLF"
    for n, line in enumerate(body.split(b"\r\n"), 1):
        if len(line) > 75:
            yield f"3.1: line {n} has {len(line)} octets"
        try:
            line.decode()
        except UnicodeDecodeError:
            yield f"3.1: line {n} is cut inside a character"
    if body.startswith(b"\xef\xbb\xbf"):
        yield "3.1.4: a byte order mark"


def _lines(body: bytes) -> tuple[list[tuple[str, dict[str, str], str]], list[str]]:
    found, wrong = [], []
    text = re.sub(rb"\r\n[ \t]", b"", body).decode(errors="replace")
    for line in text.removesuffix("\r\n").split("\r\n"):
        match = LINE.fullmatch(line)
        if match is None:
            wrong.append(f"3.1: not a content line: {line[:60]!r}")
            continue
        if re.search(r"[\x00-\x08\x0a-\x1f\x7f]", match[5]):
            wrong.append(f"3.1: a control character in {match[1]}")
        parameters = {m[1].upper(): m[2] for m in re.finditer(PARAMETER, match[2])}
        if unknown := {p for p in parameters if p not in PARAMETERS and not p.startswith("X-")}:
            wrong.append(f"3.2: {match[1]} has {sorted(unknown)}")
        found.append((match[1].upper(), parameters, match[5]))
    return found, wrong


def _tree(lines: list[tuple[str, dict[str, str], str]]) -> tuple[list[Component], list[str]]:
    roots: list[Component] = []
    stack: list[Component] = []
    wrong: list[str] = []
    for name, parameters, value in lines:
        if name == "BEGIN":
            component = Component(value.upper())
            (stack[-1].children if stack else roots).append(component)
            stack.append(component)
        elif name == "END":
            if not stack or stack[-1].name != value.upper():
                wrong.append(f"3.4: END:{value} closes nothing")
            else:
                stack.pop()
        elif stack:
            if name in ("NAME", "X-WR-CALNAME") or not stack[-1].children:
                stack[-1].properties.append((name, parameters, value))
            else:
                wrong.append(f"3.6: {name} after a component of {stack[-1].name}")
        else:
            wrong.append(f"3.4: {name} outside of everything")
    return roots, wrong + [f"3.4: {c.name} is never closed" for c in stack]


def _of_component(component: Component) -> Iterator[str]:
    name = component.name
    if name not in NEEDED:
        yield f"3.6: {name} does not belong in a calendar of deadlines"
        return
    counts = Counter(n for n, _, _ in component.properties)
    once = set(ONCE[name].split())
    yield from (f"3.6: {name} without {needed}" for needed in NEEDED[name] if not counts[needed])
    yield from (f"3.6: {name} has {n} {counts[n]} times" for n in once if counts[n] > 1)
    yield from (
        f"3.8: {n} does not belong in {name}"
        for n in counts
        if n not in once | MORE[name] and not n.startswith("X-")
    )
    for property_name, parameters, value in component.properties:
        yield from _of_value(name, property_name, parameters, value)
    yield from _of_days(component)
    for child in component.children:
        if child.name not in INSIDE[name]:
            yield f"3.6: {child.name} inside {name}"
        yield from _of_component(child)


def _of_value(component: str, name: str, parameters: dict[str, str], value: str) -> Iterator[str]:
    words = WORDS.get((component, name))
    if words and value not in words:
        yield f"3.8: {component} {name} is {value!r}"
    if name in TEXTS and not re.fullmatch(TEXT, value):
        yield f"3.3.11: {name} is not escaped: {value[:60]!r}"
    if name in STAMPS and (_instant(value) is None or parameters):
        yield f"3.8.7: {name} is no moment in UTC: {value!r}"
    if name == "REFRESH-INTERVAL" and parameters.get("VALUE") != "DURATION":
        yield "RFC 7986 5.7: REFRESH-INTERVAL has no default type; VALUE=DURATION is needed"
    if name in FORMS and not FORMS[name][0](value):
        yield f"{FORMS[name][1]}: {name} is {value[:60]!r}"


# What the value of a property must be like, and which clause says so.
FORMS: dict[str, tuple[Callable[[str], object], str]] = {
    "CATEGORIES": (
        lambda value: all(value.split(",")) and re.fullmatch(rf"{TEXT}(?:,{TEXT})*", value),
        "3.8.1.2",
    ),
    "SEQUENCE": (re.compile(r"\d{1,9}").fullmatch, "3.8.7.4"),
    "PERCENT-COMPLETE": (re.compile(r"\d\d?|100").fullmatch, "3.8.1.8"),
    "URL": (URI.fullmatch, "3.8.4.6"),
    "REFRESH-INTERVAL": (lambda value: DURATION.fullmatch(value) and value[0] != "-", "RFC 7986 5.7"),
    "UID": (re.compile(r"(?!.*@.*\.).*").fullmatch, "RFC 7986 5.3 (a host name)"),
    "X-PUBLISHED-TTL": (DURATION.fullmatch, "MS-OXCICAL 2.1.3.1.1.15"),
    "X-MICROSOFT-CDO-BUSYSTATUS": (
        re.compile("FREE|TENTATIVE|BUSY|OOF").fullmatch,
        "MS-OXCICAL 2.1.3.1.1.20.31",
    ),
}


def _of_days(component: Component) -> Iterator[str]:
    rules: dict[str, Callable[[Component], Iterator[str]]] = {
        "VEVENT": _of_event,
        "VTODO": _of_task,
        "VALARM": _of_alarm,
    }
    if component.name in rules:
        yield from rules[component.name](component)
    for child in component.children:
        trigger = child.get("TRIGGER")
        if (
            trigger
            and trigger[0].get("RELATED") == "END"
            and not (component.get("DTEND") or component.get("DUE"))
        ):
            yield "3.8.6.3: RELATED=END without an end"


def _of_event(event: Component) -> Iterator[str]:
    if event.get("DTEND") and event.get("DURATION"):
        yield "3.6.1: both DTEND and DURATION"
    yield from _in_order(event, "DTSTART", "DTEND", "3.8.2.2")


def _of_task(todo: Component) -> Iterator[str]:
    if todo.get("DUE") and todo.get("DURATION"):
        yield "3.6.2: both DUE and DURATION"
    yield from _in_order(todo, "DTSTART", "DUE", "3.8.2.3")
    status = todo.get("STATUS")
    if todo.get("COMPLETED") and status and status[1] != "COMPLETED":
        yield "3.8.1.11: COMPLETED, but the status says otherwise"


def _of_alarm(alarm: Component) -> Iterator[str]:
    if not alarm.get("DESCRIPTION"):
        yield "3.6.6: a DISPLAY alarm without DESCRIPTION"
    trigger = alarm.get("TRIGGER")
    if trigger and not DURATION.fullmatch(trigger[1]):
        yield f"3.8.6.3: TRIGGER is {trigger[1]!r}"
    if trigger and trigger[0].get("RELATED", "START") not in ("START", "END"):
        yield f"3.2.14: RELATED is {trigger[0]['RELATED']!r}"


def _in_order(component: Component, first: str, last: str, section: str) -> Iterator[str]:
    begins, ends = component.get(first), component.get(last)
    for name, given in ((first, begins), (last, ends)):
        if given and _day(*given) is None:
            yield f"3.3.4: {name} is no whole day: {given[1]!r}"
    if begins and ends:
        start, end = _day(*begins), _day(*ends)
        if start and end and end <= start:
            yield f"{section}: {last} is not later than {first}"


def _day(parameters: dict[str, str], value: str) -> date | None:
    """A deadline is a day: VALUE=DATE has to be said, as the default is a moment (3.8.2.4)."""
    if parameters.get("VALUE") != "DATE" or not re.fullmatch(r"\d{8}", value):
        return None
    try:
        return date(int(value[:4]), int(value[4:6]), int(value[6:]))
    except ValueError:
        return None


def _instant(value: str) -> datetime | None:
    try:
        return datetime.strptime(value, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
    except ValueError:
        return None


def _of_uids(root: Component) -> Iterator[str]:
    counts = Counter(uid[1] for child in root.children if (uid := child.get("UID")))
    yield from (f"3.8.4.7: UID {uid!r} stands {n} times" for uid, n in counts.items() if n > 1)
