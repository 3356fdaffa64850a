"""Counters that go up with every change that a reader could see.

Whoever shows the plan (a calendar, a page) may keep what it made for as long as the counter stands still. What plans
and offices say changes seldom, what is done with it all day: the second counter stands still while work is recorded.
A calendar of one agency holds by that one and by a counter of the agency's own.
"""

from sqlmodel import Session, col, select

from plan.facts import NUMBER, FactFamily, FactOf
from plan.models import Party
from plan.storage.database import Database
from plan.vocabulary import Role

CHANGES = FactOf("changes", NUMBER)
WORDS = FactOf("changes-of-words", NUMBER)
OF_AGENCY = FactFamily("changes-of-agency:", NUMBER)  # acts on what an agency leads or helps with
HOLDING = (Role.LEAD, Role.PARTNER)  # the parts in an obligation by which a calendar holds it


def note_change(session: Session) -> None:
    """To be called in the transaction that changes something: an act, or what plans, offices or answers say."""
    CHANGES.count_up(session)
    WORDS.count_up(session)


def note_act(session: Session) -> None:
    """The same for what leaves the words of plans, names of offices, answers, days of the calendar and obligations as they were."""
    CHANGES.count_up(session)


def note_obligation(session: Session, number: int) -> None:
    """The same for what changes this obligation alone: what holds those of other agencies stays as it is."""
    CHANGES.count_up(session)  # the first: whoever acts at the same time waits here, and nowhere else
    theirs = select(Party.agency).where(Party.obligation_id == number, col(Party.role).in_(HOLDING))
    OF_AGENCY.count_up_each(session, theirs.distinct())


def changes(session: Session) -> int:
    """How often something changed; never goes back."""
    return CHANGES.of(session) or 0


def word_changes(session: Session) -> int:
    """How often what plans or offices say changed; never goes back."""
    return WORDS.of(session) or 0


def word_changes_now(database: Database) -> int:
    """The same as of now, for who has no session: of a file it is read at a glance."""
    seen = database.glance("SELECT (SELECT value FROM fact WHERE name = ?)", WORDS.name)
    if seen is not None:
        return WORDS.form.parse(str(seen[0])) if seen[0] else 0
    with database.read() as session:
        return word_changes(session)


def changes_for(session: Session, agency: str | None) -> tuple[int, int]:
    """By what a calendar of the agency holds (None: of everything): while both stand still it says the same."""
    if agency is None:
        return changes(session), 0
    return word_changes(session), OF_AGENCY.of(session, agency) or 0
