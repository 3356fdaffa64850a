"""A counter that goes up with every change that a reader could see.

Whoever shows the plan (a calendar, a page) may keep what it made for as long as the counter stands still.
"""

from sqlmodel import Session

from plan.models import State

NAME = "changes"


def note_change(session: Session) -> None:
    """To be called in the transaction that changes something."""
    put_fact(session, NAME, str(changes(session) + 1))


def changes(session: Session) -> int:
    """How often something changed; never goes back."""
    return int(fact(session, NAME) or 0)


def fact(session: Session, name: str) -> str | None:
    """A fact about the whole, such as when the tick last ran; None if it was never put down."""
    row = session.get(State, name)
    return row.value if row else None


def put_fact(session: Session, name: str, value: str) -> None:
    row = session.get(State, name) or State(name=name, value=value)
    row.value = value
    session.add(row)
