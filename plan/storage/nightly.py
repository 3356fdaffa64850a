"""What the nightly check found last: the day it was about, and every difference."""

import json
from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session

from plan.storage.facts import fact, put_fact

NAME = "nightly"


@dataclass(frozen=True, slots=True)
class Differences:
    """The result of one check."""

    day: date
    at: datetime
    differences: tuple[str, ...]
    unreached: int = (
        0  # of these: letters that a mail server refused; an operator's task, no failure of the program
    )


def latest_differences(session: Session) -> Differences | None:
    """The newest result; None before the first check."""
    written = fact(session, NAME)
    if written is None:
        return None
    value = json.loads(written)
    return Differences(
        date.fromisoformat(value["day"]),
        datetime.fromisoformat(value["at"]),
        tuple(value["differences"]),
        value.get("unreached", 0),
    )


def record_differences(session: Session, found: Differences) -> None:
    value = {
        "day": found.day.isoformat(),
        "at": found.at.isoformat(),
        "differences": list(found.differences),
        "unreached": found.unreached,
    }
    put_fact(session, NAME, json.dumps(value, ensure_ascii=False))
