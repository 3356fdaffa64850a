"""What of the plan waits for a person, kept for as long as no words changed: names are dear to look up anew."""

from datetime import date
from functools import lru_cache

from sqlmodel import Session

from plan.agencies.kept_directory import kept_directory
from plan.storage.database import Database
from plan.tasks.open_questions import PlacedQuestion, in_order, status_questions, word_questions
from plan.tasks.questions import Question


def asked(database: Database, session: Session, word_change: int, today: date) -> tuple[Question, ...]:
    """Every open question, in the order of the plans and their rows; `word_change` as the session sees it."""
    return tuple(in_order(_words(database, word_change, today), status_questions(session)))


@lru_cache(maxsize=2)
def _words(database: Database, word_change: int, today: date) -> tuple[PlacedQuestion, ...]:
    with database.read() as session:
        return word_questions(session, kept_directory(database, word_change), today)
