"""Whether the file with the plan is as SQLite wrote it."""

from sqlmodel import Session


def damage(session: Session) -> str | None:
    """The first thing that SQLite finds wrong with the file it has open; None if it is sound."""
    verdict = str(session.connection().exec_driver_sql("PRAGMA quick_check(1)").scalar())
    return None if verdict == "ok" else verdict
