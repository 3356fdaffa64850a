"""A counter that goes up with every change that a reader could see.

Whoever shows the plan (a calendar, a page) may keep what it made for as long as the counter stands still.
"""

from sqlmodel import Session

from plan.facts import NUMBER, FactOf

CHANGES = FactOf("changes", NUMBER)


def note_change(session: Session) -> None:
    """To be called in the transaction that changes something."""
    CHANGES.put(session, changes(session) + 1)


def changes(session: Session) -> int:
    """How often something changed; never goes back."""
    return CHANGES.of(session) or 0
