"""Facts about the whole, each under a name of its own, such as when the tick last ran."""

from sqlmodel import Session

from plan.models import Fact

TICKED = "ticked"  # when the flow last went through


def fact(session: Session, name: str) -> str | None:
    """A fact about the whole, such as when the tick last ran; None if it was never put down."""
    row = session.get(Fact, name)
    return row.value if row else None


def put_fact(session: Session, name: str, value: str) -> None:
    row = session.get(Fact, name) or Fact(name=name, value=value)
    row.value = value
    session.add(row)
