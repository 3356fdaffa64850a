"""The evening of a day on which the nightly check is made, and how a test makes it."""

from datetime import date

from sqlalchemy import text

from scheduler.reconciliation.recount import check
from tests.story import Story

FIRST, EVENING = date(2012, 6, 11), date(2012, 7, 9)


def check_of(story: Story, day: date) -> list[str]:
    """What the check of that day finds."""
    with story.database.read() as session:
        return check(session, story.rules, day)


def run_sql(story: Story, *statements: str) -> None:
    """Rows changed behind the back of the program."""
    with story.database.begin() as session:
        for statement in statements:
            session.connection().execute(text(statement))
