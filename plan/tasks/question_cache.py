"""What of the plan waits for a person, kept for as long as nothing changed: names are dear to look up anew."""

from datetime import date
from functools import lru_cache

from sqlmodel import Session

from plan.agencies.directory import AgencyDirectory
from plan.agencies.store import load_directory
from plan.storage.changes import changes
from plan.storage.database import Database
from plan.tasks.open_questions import open_questions
from plan.tasks.questions import Question


def asked(database: Database, session: Session, today: date) -> tuple[Question, ...]:
    """Every open question, in the order of the plans and their rows."""
    return _asked(database, changes(session), load_directory(session), today)


@lru_cache(maxsize=2)
def _asked(database: Database, _change: int, directory: AgencyDirectory, today: date) -> tuple[Question, ...]:
    with database.read() as session:
        return tuple(open_questions(session, directory, today))
