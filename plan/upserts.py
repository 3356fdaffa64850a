"""An insert that may meet a row of its key: SQLite and PostgreSQL each have their own."""

from typing import Any

from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session


def upsert(session: Session, table: Any) -> sqlite.Insert | postgresql.Insert:
    """Into that table, in the words of the session's database; the caller says what happens `on_conflict`."""
    own = sqlite.insert if session.connection().dialect.name == "sqlite" else postgresql.insert
    return own(table)
