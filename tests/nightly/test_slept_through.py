"""A plan that slept for months: what was missed is a row for each run of steps, and everything else still holds."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import text

from notifications.letters import LetterWriter
from plan import labels
from plan.ledger.withdrawal import undo_days_to_come
from plan.storage.database import Database
from plan.views.ledger import ledger_of
from scheduler.policy.rules import Rules
from scheduler.reconciliation.recount import check
from tests.story import Story

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]

SLEPT, WOKE, NEXT, BACK = date(2012, 6, 4), date(2012, 9, 12), date(2012, 9, 13), date(2012, 7, 9)
Rows = list[tuple[str, str | None, int, bool]]


@pytest.fixture
def opened(plan_db: Path) -> Iterator[Database]:
    """On SQLite alone: it lives through months, and what it asks is the same everywhere."""
    found = Database(f"sqlite:///{plan_db}")
    yield found
    found.close()


def late_steps(story: Story, number: int) -> Rows:
    found = story.told(obligation_id=number, agency="so-y-te")
    return [(n.step, n.last_step, n.steps, bool(n.letter_id)) for n in found if n.step.startswith("late+")]


def test_a_run_of_steps_is_one_row_that_nobody_takes_for_untold(
    opened: Database, rules: Rules, writer: LetterWriter
) -> None:
    story = Story(opened, rules, writer)
    story.live(SLEPT, SLEPT)
    story.live(WOKE, WOKE)
    number = story.duty("Báo cáo quý II năm 2012", "so-y-te", WOKE).id
    told, run = late_steps(story, number)
    assert run == ("late+1", "late+45", 10, False)
    assert told == ("late+50", None, 1, True)
    with opened.read() as session:
        assert check(session, rules, WOKE) == []
        (line,) = [
            one
            for one in ledger_of(session, number)
            if one.step == "late+1" and not one.told and one.agency == "so-y-te"
        ]
        said = labels.steps(line.step, line.last_step, line.steps)
        assert said == "quá hạn 1 ngày … quá hạn 45 ngày, 10 bước"
    before = len(story.told())
    with (
        opened.begin() as session
    ):  # a seat passed to another agency and back: when it last heard is not known
        session.connection().execute(text(f"UPDATE party SET told_on = NULL, next_on = '{NEXT}'"))
    story.live(NEXT, NEXT)
    assert not [n for n in story.told()[before:] if n.last_step], "a run was passed over twice"
    assert late_steps(story, number) == [told, run]
    # The clock had run ahead: all of it is decided again, as of the day it really is.
    with opened.begin() as session:
        assert undo_days_to_come(session, BACK) > 100
    story.live(BACK, BACK)
    assert [one for one in late_steps(story, number) if one[3]] == [("late+5", None, 1, True)]
    with opened.read() as session:
        assert check(session, rules, BACK) == []
