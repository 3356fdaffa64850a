"""How much room the database takes: asked of the database itself, whatever is stored."""

from sqlalchemy import text
from sqlmodel import Session

_SIZE = {
    "sqlite": "SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()",
    "postgresql": "SELECT pg_database_size(current_database())",
}


def database_bytes(session: Session) -> int:
    """In bytes, without what SQLite keeps beside its file for a while."""
    connection = session.connection()
    return int(connection.execute(text(_SIZE[connection.dialect.name])).scalar_one())
