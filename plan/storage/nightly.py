"""What the nightly check found last: the day it was about, and every difference."""

import json
from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session

from plan.facts import FactOf, Form


@dataclass(frozen=True, slots=True)
class Differences:
    """The result of one check."""

    day: date
    at: datetime
    differences: tuple[str, ...]
    unreached: int = (
        0  # of these: letters that a mail server refused; an operator's task, no failure of the program
    )


def _parse(text: str) -> Differences:
    value = json.loads(text)
    return Differences(
        date.fromisoformat(value["day"]),
        datetime.fromisoformat(value["at"]),
        tuple(value["differences"]),
        value.get("unreached", 0),
    )


def _write(found: Differences) -> str:
    value = {
        "day": found.day.isoformat(),
        "at": found.at.isoformat(),
        "differences": list(found.differences),
        "unreached": found.unreached,
    }
    return json.dumps(value, ensure_ascii=False)


_LATEST = FactOf("nightly", Form(_parse, _write))


LATEST = _LATEST.column
"""The newest result as a column of text; `found_in` reads it."""


def found_in(text: str | None) -> Differences | None:
    return _LATEST.form.parse(text) if text else None


def latest_differences(session: Session) -> Differences | None:
    """The newest result; None before the first check."""
    return _LATEST.of(session)


def record_differences(session: Session, found: Differences) -> None:
    _LATEST.put(session, found)
