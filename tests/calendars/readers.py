"""Calendars as programs that others wrote understand them, each to the same plain values.

A program that is not on the machine makes its tests say so and be passed over; `.ci/prepare` installs all.
"""

import json
import shutil
import subprocess
import tempfile
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
from icalendar import Calendar

from tests.calendars import strict

HERE = Path(__file__).parent / "others"
ICAL_JS = HERE / "node_modules" / "ical.js" / "dist" / "ical.js"
TEXTS = ("SUMMARY", "DESCRIPTION", "UID", "CATEGORIES", "STATUS", "SEQUENCE", "DTSTART", "LAST-MODIFIED")
# METHOD:PUBLISH is there for Outlook; as a message between people (RFC 5546, 3.2.1, 3.4.1) it would need an
# organizer, who makes an invitation of every deadline, and a task a priority, which the plan does not say.
ITIP = ("iTIP restrictions for ORGANIZER", "iTIP restrictions for PRIORITY")
Read = list[dict[str, str]]  # of each event or task in the order of the file, its properties as text


def missing(what: str) -> None:
    pytest.skip(f"NOT CHECKED: {what} is not on this machine; .ci/prepare installs it")


def program(name: str) -> str:
    found = shutil.which(name)
    if found is None:
        missing(name)
    return found or ""


def run(command: list[str], body: bytes) -> bytes:
    done = subprocess.run(command, input=body, capture_output=True, check=False, timeout=300)
    assert done.returncode == 0, done.stderr.decode()[-2000:]
    return done.stdout


def by_icalendar(body: bytes) -> Read:
    """icalendar, Python's. Everything that it had to forgive is an error."""
    calendar = Calendar.from_ical(body)
    found = []
    for component in calendar.walk():
        assert component.errors == []
        if component.name in ("VEVENT", "VTODO"):
            values = {name: component[name] for name in TEXTS if name in component}
            said = {n: str(v) for n, v in values.items()}
            said |= {n: values[n].to_ical().decode() for n in ("DTSTART", "LAST-MODIFIED") if n in values}
            said["CATEGORIES"] = "|".join(str(c) for c in values["CATEGORIES"].cats)
            found.append(said)
    return found


def by_ical_js(body: bytes) -> Read:
    """ical.js, that of Thunderbird, in its strict mode."""
    if not ICAL_JS.is_file():
        missing("ical.js (npm)")
    command = [program("node"), str(HERE / "ical_read.mjs"), str(ICAL_JS)]
    told = json.loads(run(command, body))["components"]
    return [_of_jcal(c["properties"]) for c in told if c["kind"] in ("vevent", "vtodo")]


def _of_jcal(properties: list[tuple[str, str, list[object]]]) -> dict[str, str]:
    """jCal writes days and moments with dashes and colons."""
    said = {name.upper(): "|".join(str(v) for v in values) for name, _, values in properties}
    for name in ("DTSTART", "LAST-MODIFIED"):
        if name in said:
            said[name] = said[name].replace("-", "").replace(":", "")
    return {name: said[name] for name in TEXTS if name in said}


@cache
def libical() -> str:
    """The small program beside this file, compiled once."""
    compiler = program("cc")
    if not list(Path("/usr/include").glob("**/libical/ical.h")):
        missing("libical-dev")
    out = Path(tempfile.mkdtemp(prefix="dondoc-libical-")) / "libical_read"
    source = str(HERE / "libical_read.c")
    subprocess.run([compiler, "-O1", "-Wall", "-Werror", "-o", str(out), source, "-lical"], check=True)
    return str(out)


def by_libical(body: bytes) -> Read:
    """libical, in C: Evolution, KOrganizer and many servers read with it. It notes what it forgives."""
    found: dict[int, dict[str, str]] = {}
    for line in run([libical()], body).decode().splitlines():
        place, *rest = line.split("\t")
        assert place != "error" or any(word in line for word in ITIP), line
        if place not in ("0", "error") and rest[0] in ("VEVENT", "VTODO"):
            _, name, value = rest
            said, text = found.setdefault(int(place), {}), bytes.fromhex(value).decode()
            said[name] = f"{said[name]}|{text}" if name in said else text
    return [{n: said[n] for n in TEXTS if n in said} for _, said in sorted(found.items())]


def by_the_rules(body: bytes) -> Read:
    """Our own reader, which forgives nothing."""
    assert strict.faults(body) == []
    found = [{n: said[n] for n in TEXTS if n in said} for said in strict.events(body)]
    for said in found:
        said["CATEGORIES"] = said["CATEGORIES"].replace(",", "|")
    return found


READERS: dict[str, Callable[[bytes], Read]] = {
    "icalendar": by_icalendar,
    "ical.js": by_ical_js,
    "libical": by_libical,
    "rules": by_the_rules,
}
