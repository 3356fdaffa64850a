"""Rows by their number, as people type it."""

from typing import TypeVar

from sqlmodel import Session, SQLModel

Row = TypeVar("Row", bound=SQLModel)
LARGEST_NUMBER = 2**31 - 1  # of a row, as PostgreSQL keeps it: asked for a larger one, its driver raises


def find_row(session: Session, table: type[Row], number: int, *, hold: bool = False) -> Row | None:
    """The row of that number; None for a number that no row has, or can have. `hold`: nobody else changes it meanwhile."""
    return session.get(table, number, with_for_update=hold or None) if number <= LARGEST_NUMBER else None
