"""One letter whose rows the ledger refuses: all others are what they would have been without it, byte for byte."""

import shutil
from collections.abc import Sequence
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from notifications.letters import LetterWriter
from plan.storage.database import Database
from scheduler.policy.rules import Rules
from tests.story import Story

DAY, BROKEN = date(2012, 7, 4), "so-y-te"
REFUSES = f"""CREATE TRIGGER told_before BEFORE INSERT ON notice WHEN NEW.agency = '{BROKEN}'
    BEGIN SELECT RAISE(ABORT, 'told by another process'); END"""
# The escalation says how often each agency was told, the broken one too.
OF_THE_OTHERS = (
    f"SELECT agency, edition, raw FROM letter WHERE kind = 'digest' AND agency <> '{BROKEN}' ORDER BY agency",
    (
        "SELECT n.obligation_id, n.step, n.agency, n.role, n.day, n.reason, n.last_step, n.steps, l.message_id FROM notice n "
        f"LEFT JOIN letter l ON l.id = n.letter_id WHERE n.agency <> '{BROKEN}' ORDER BY 1, 2, 3"
    ),
    f"SELECT obligation_id, agency, role, told_on, next_on FROM party WHERE agency <> '{BROKEN}' ORDER BY 1, 2, 3",
    (
        "SELECT o.id, v.digest FROM obligation o JOIN policy_version v ON v.id = o.rulebook_id "
        f"WHERE o.holder <> '{BROKEN}' ORDER BY 1"
    ),
)


def lived(file: Path, rules: Rules, writer: LetterWriter, *first: str) -> list[Sequence[Any]]:
    """What the morning leaves for the others."""
    with closing(Database(f"sqlite:///{file}")) as database:
        with database.begin() as session:
            for statement in first:
                session.connection().execute(text(statement))
        story = Story(database, rules, writer)
        story.live(DAY, DAY)
        if first:
            assert not story.told(agency=BROKEN)
            assert not story.letters(agency=BROKEN, kind="digest")
        with database.read() as session:
            return [session.connection().execute(text(asked)).all() for asked in OF_THE_OTHERS]


@pytest.mark.weeks
def test_the_others_are_told_the_same(
    adopted: Path, tmp_path: Path, rules: Rules, writer: LetterWriter
) -> None:
    """The ladders of today, which the first letter of all writes down, are taken back with it and written again."""
    one, other = (Path(shutil.copy(adopted, tmp_path / name)) for name in ("one.db", "other.db"))
    found = lived(one, rules, writer, REFUSES)
    assert [len(rows) > 30 for rows in found] == [True] * 4
    assert found == lived(other, rules, writer)
