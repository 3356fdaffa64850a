"""Which version of the program kept a database last: named by an older one, which must leave a newer schema alone."""

from importlib.metadata import version

from sqlalchemy import Connection, inspect
from sqlmodel import Session

from plan.facts import TEXT, FactOf

_KEPT_BY = FactOf("program", TEXT)


def is_this(session: Session) -> bool:
    """Whether that is written down already."""
    return _KEPT_BY.of(session) == version("dondoc")


def put_down(session: Session) -> None:
    """It is this version: where a schema is upgraded, and where the service starts."""
    if not is_this(session):
        _KEPT_BY.put(session, version("dondoc"))
        session.flush()


def refusal(connection: Connection, name: str, revision: str) -> str:
    """What is said of a schema that this version does not know: which package reads it."""
    by = _of(connection)
    which = f"gói dondoc {by} hoặc mới hơn" if by else "gói dondoc mới hơn"
    return (
        f"{name}: cơ sở dữ liệu do một bản dondoc mới hơn nâng lên (lược đồ {revision}); bản này là "
        f"{version('dondoc')}, không đọc được và không động vào: hãy cài {which}"
    )


def _of(connection: Connection) -> str | None:
    if not inspect(connection).has_table("fact"):
        return None
    with Session(connection) as session:
        return _KEPT_BY.of(session)
