"""Counters that go up with every change that a reader could see.

Whoever shows the plan (a calendar, a page) may keep what it made for as long as the counter stands still. What plans
and offices say changes seldom, what is done with it all day: the second counter stands still while work is recorded.
"""

from sqlmodel import Session

from plan.facts import NUMBER, FactOf
from plan.storage.database import Database

CHANGES = FactOf("changes", NUMBER)
WORDS = FactOf("changes-of-words", NUMBER)


def note_change(session: Session) -> None:
    """To be called in the transaction that changes something: an act, or what plans, offices or answers say."""
    CHANGES.count_up(session)
    WORDS.count_up(session)


def note_act(session: Session) -> None:
    """The same for what leaves the words of plans, names of offices, answers and days of the calendar as they were."""
    CHANGES.count_up(session)


def changes(session: Session) -> int:
    """How often something changed; never goes back."""
    return CHANGES.of(session) or 0


def word_changes(session: Session) -> int:
    """How often what plans or offices say changed; never goes back."""
    return WORDS.of(session) or 0


def word_changes_now(database: Database) -> int:
    """The same as of now, for who has no session: of a file it is read at a glance."""
    seen = database.glance("SELECT value FROM fact WHERE name = ?", WORDS.name)
    if seen and seen[0]:
        return WORDS.form.parse(str(seen[0]))
    with database.read() as session:
        return word_changes(session)
