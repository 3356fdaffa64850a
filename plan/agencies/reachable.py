"""Since which day each agency has had an address, where it once had none: before that nobody could write to it."""

import json
from collections.abc import Iterable, Mapping
from datetime import date

from sqlmodel import Session

from plan.storage.facts import fact, put_fact

NAME = "reached-since"


def note_reachable(session: Session, codes: Iterable[str], today: date) -> None:
    """These agencies had no address until today."""
    if found := dict.fromkeys(codes, today.isoformat()):
        put_fact(session, NAME, json.dumps({**_kept(session), **found}))


def reachable_since(session: Session) -> Mapping[str, date]:
    """The day of the last first address, by agency; those that always had one are missing."""
    return {code: date.fromisoformat(day) for code, day in _kept(session).items()}


def _kept(session: Session) -> dict[str, str]:
    kept: dict[str, str] = json.loads(fact(session, NAME) or "{}")
    return kept
