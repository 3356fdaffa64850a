"""What of the plan waits for a person, kept for as long as no words changed: names are dear to look up anew."""

from datetime import date
from functools import lru_cache

from sqlmodel import Session

from plan.agencies.kept_directory import kept_directory
from plan.storage.changes import word_changes
from plan.storage.database import Database
from plan.tasks.open_questions import PlacedQuestion, in_order, status_questions, word_questions
from plan.tasks.questions import Question


def asked(database: Database, session: Session, today: date) -> tuple[Question, ...]:
    """Every open question, in the order of the plans and their rows."""
    words = _words(database, word_changes(session), today)
    return tuple(in_order(words, status_questions(session)))


@lru_cache(maxsize=2)
def _words(database: Database, _change: int, today: date) -> tuple[PlacedQuestion, ...]:
    with database.read() as session:
        return word_questions(session, kept_directory(database, session), today)
