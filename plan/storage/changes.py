"""A counter that goes up with every change that a reader could see.

Whoever shows the plan (a calendar, a page) may keep what it made for as long as the counter stands still.
"""

from sqlmodel import Session

from plan.storage.facts import fact, put_fact

NAME = "changes"


def note_change(session: Session) -> None:
    """To be called in the transaction that changes something."""
    put_fact(session, NAME, str(changes(session) + 1))


def changes(session: Session) -> int:
    """How often something changed; never goes back."""
    return int(fact(session, NAME) or 0)
