"""The letters of a week and of a month that were refused are written again, as those that were withdrawn are."""

from datetime import date, timedelta

import pytest
from sqlmodel import select

from notifications.letters import LetterWriter
from notifications.mail import outbox
from notifications.mail.faults import Fault
from notifications.mail.tries import Outcome
from notifications.mail.turn import Seat, take_turn
from plan.ledger.withdrawal import return_refused
from plan.models import Letter, LetterState
from plan.storage.database import Database
from scheduler.policy.rules import Rules
from scheduler.reconciliation.recount import check
from tests.story import Story, morning

pytestmark = pytest.mark.weeks
MONDAY = date(2012, 7, 2)  # the first working day of the month
NEXT = MONDAY + timedelta(1)


@pytest.fixture
def story(database: Database, rules: Rules, writer: LetterWriter) -> Story:
    """A Monday on which a mail server knows nobody."""
    told = Story(database, rules, writer)
    told.tick(morning(MONDAY))
    with database.begin() as session:
        while letter := take_turn(session, Seat("t:1:1"), morning(MONDAY), MONDAY).letter:
            gone = tuple((to, "550 5.1.1 unknown") for to in letter.recipients)
            refused = Outcome("refused", "550 5.1.1 unknown", Fault.PERMANENT, (), gone)
            outbox.record(session, letter, refused, morning(MONDAY))
    return told


def kinds(story: Story, day: date) -> set[str]:
    return {letter.kind for letter in story.letters(day=day)}


@pytest.mark.slow
def test_every_kind_is_written_again_and_told_once(story: Story) -> None:
    before = {(row.obligation_id, row.step, row.agency) for row in story.told() if row.letter_id}
    assert {"digest", "monthly", "summary"} <= kinds(story, MONDAY)
    story.tick(morning(MONDAY) + timedelta(hours=1))  # not on the day itself: it would be refused again
    assert len(story.letters()) == len(story.letters(day=MONDAY))
    story.tick(morning(NEXT))
    assert {"digest", "monthly", "summary"} <= kinds(story, NEXT)
    today = {letter.id for letter in story.letters(day=NEXT)}
    owed = [row for row in story.told() if (row.obligation_id, row.step, row.agency) in before]
    assert owed
    assert not any(row.owed for row in owed)
    assert {row.letter_id for row in owed} <= {*today, None}
    assert all("từ chối" in row.reason for row in owed)


def test_the_nightly_check_names_each_that_was_not_reached(story: Story) -> None:
    with story.database.read() as session:
        found = check(session, story.rules, MONDAY)
    letters: list[Letter] = story.letters(state=LetterState.REFUSED)
    assert letters
    for letter in letters:
        assert any(f"{letter.agency}: chưa được báo, thư số {letter.id} " in line for line in found)


def test_what_was_refused_goes_back_once(story: Story) -> None:
    with story.database.begin() as session:
        assert return_refused(session, MONDAY) == []
        assert len(return_refused(session, NEXT)) == len(story.letters(state=LetterState.REFUSED))
        assert return_refused(session, NEXT) == []


def test_a_letter_refused_in_the_same_transaction_goes_back_too(story: Story) -> None:
    with story.database.begin() as session:
        letter = session.exec(select(Letter).where(Letter.state == LetterState.REFUSED)).first()
        assert letter is not None
        letter.state = LetterState.SENT
        session.flush()
        letter.state = LetterState.REFUSED  # written when something is asked for
        assert letter.id in return_refused(session, NEXT)
