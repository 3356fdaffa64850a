"""One agency that cannot be written to keeps back no other: letters are written down together, and again one by one."""

from collections import Counter
from datetime import date

import pytest

from notifications.letters import LetterWriter
from plan.models import Agency
from plan.storage.database import Database
from scheduler.policy.rules import Rules
from tests.story import Story

DAY, BROKEN = date(2012, 7, 4), "so-y-te"


@pytest.mark.weeks
def test_a_malformed_address_keeps_back_its_own_letter_alone(
    database: Database, rules: Rules, writer: LetterWriter
) -> None:
    story = Story(database, rules, writer)
    with database.begin() as session:
        session.get_one(Agency, BROKEN).addresses = ["a\nb@x.vn"]
    story.live(DAY, DAY)
    letters = story.letters(kind="digest", day=DAY)
    written = Counter(letter.agency for letter in letters)
    assert len(written) > 30
    assert set(written.values()) == {1}
    assert BROKEN not in written
    assert not story.told(agency=BROKEN)
    for letter in letters:
        assert {told.agency for told in story.told(letter_id=letter.id)} == {letter.agency}
    with database.begin() as session:
        session.get_one(Agency, BROKEN).addresses = ["so-y-te@quangngai.example"]
    story.live(date(2012, 7, 5), date(2012, 7, 5))
    assert [letter.agency for letter in story.letters(kind="digest", agency=BROKEN)] == [BROKEN]
    assert story.told(agency=BROKEN)
