"""What the nightly check found last: the day it was about, and every difference."""

import json
from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session

from plan.storage.facts import fact, put_fact

NAME = "nightly"


@dataclass(frozen=True, slots=True)
class Found:
    """The result of one check."""

    day: date
    at: datetime
    differences: tuple[str, ...]


def last(session: Session) -> Found | None:
    """The newest result; None before the first check."""
    written = fact(session, NAME)
    if written is None:
        return None
    value = json.loads(written)
    return Found(
        date.fromisoformat(value["day"]), datetime.fromisoformat(value["at"]), tuple(value["differences"])
    )


def put(session: Session, found: Found) -> None:
    value = {"day": found.day.isoformat(), "at": found.at.isoformat(), "differences": list(found.differences)}
    put_fact(session, NAME, json.dumps(value, ensure_ascii=False))
