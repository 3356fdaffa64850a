"""Since which day each agency has had an address, where it once had none: before that nobody could write to it."""

import json
from collections.abc import Iterable, Mapping
from datetime import date

from sqlmodel import Session

from plan.facts import FactOf, Form

_DAYS: Form[Mapping[str, date]] = Form(
    lambda text: {code: date.fromisoformat(day) for code, day in json.loads(text).items()},
    lambda days: json.dumps({code: day.isoformat() for code, day in days.items()}),
)
_SINCE = FactOf("reached-since", _DAYS)


def note_reachable(session: Session, codes: Iterable[str], today: date) -> None:
    """These agencies had no address until today."""
    if found := dict.fromkeys(codes, today):
        _SINCE.put(session, {**reachable_since(session), **found})


def reachable_since(session: Session) -> Mapping[str, date]:
    """The day of the last first address, by agency; those that always had one are missing."""
    return _SINCE.of(session) or {}
