"""One fault among many: whatever the check understands once for all that have it in common, it must tell apart what differs."""

import random
import re
from datetime import date

import pytest
from sqlmodel import col, select

from plan.models import Notice, Obligation, PolicyVersion
from plan.models.duties import OPEN
from plan.steps import StepKind, parse_step
from scheduler.policy.policy import Ladders
from tests.nightly.evenings import EVENING, FIRST, check_of, run_sql
from tests.story import Story, morning

pytestmark = pytest.mark.weeks
LADDERS = {StepKind.OPENED, StepKind.BEFORE, StepKind.TARGET, StepKind.LATE, StepKind.ESCALATE}
NAMED = re.compile(
    r"số (\d+), .* \((?P<agency>[\w-]+)\): bước “.*” \((?P<step>\S+)\) đáng ra đã nói mà sổ không có"
)
Told = tuple[int, str, str]


def _named(differences: list[str]) -> list[Told]:
    """The obligation, agency and step of each line; a line of another kind is none of these."""
    found = [NAMED.fullmatch(line) for line in differences]
    return sorted((int(one[1]), one["agency"], one["step"]) if one else (0, "", "") for one in found)


def _told(story: Story) -> list[Told]:
    """All that was told of the ladders of what is open, each row by itself."""
    query = select(Notice.obligation_id, Notice.agency, Notice.step).join(Obligation)
    with story.database.read() as session:
        rows = session.exec(query.where(OPEN, col(Notice.last_step).is_(None))).all()
    return sorted(row for row in rows if (step := parse_step(row[2])) and step.kind in LADDERS)


def _forget(story: Story, rows: list[Told]) -> None:
    for number, agency, step in rows:
        run_sql(
            story,
            f"DELETE FROM notice WHERE obligation_id = {number} AND agency = '{agency}' AND step = '{step}'",
        )


@pytest.mark.parametrize("seed", range(4))
def test_whatever_is_forgotten_is_named_and_nothing_else(lived: Story, seed: int) -> None:
    """From one row to most of the ledger, of any agency, part and rung."""
    told = _told(lived)
    gone = random.Random(seed).sample(told, (1, 30, 200, 480)[seed])
    _forget(lived, gone)
    assert _named(check_of(lived, EVENING)) == sorted(gone)


def _first_late(story: Story) -> int:
    return story.duty("Báo cáo quý II năm 2012", "so-y-te", FIRST).id


def test_steps_passed_over_together_are_told_as_far_as_their_run_goes(lived: Story) -> None:
    number = _first_late(lived)
    mine = f"obligation_id = {number} AND agency = 'so-y-te'"
    run_sql(
        lived,
        f"DELETE FROM notice WHERE step IN ('before-5', 'before-1') AND {mine}",
        f"UPDATE notice SET step = 'before-14', last_step = 'before-1', steps = 3 WHERE step = 'before-14' AND {mine}",
    )
    assert check_of(lived, EVENING) == []
    run_sql(lived, f"UPDATE notice SET last_step = 'before-5' WHERE last_step = 'before-1' AND {mine}")
    assert _named(check_of(lived, EVENING)) == [(number, "so-y-te", "before-1")]


def test_one_that_keeps_another_ladder_is_asked_for_its_own_steps(lived: Story) -> None:
    """All reports of a round share every fact but this one."""
    number, ladders = _first_late(lived), lived.rules.policy.ladders
    remind = tuple(row.model_copy(update={"lead": (17, *row.lead)}) for row in ladders.remind)
    other: Ladders = ladders.model_copy(update={"remind": remind})
    with lived.database.begin() as session:
        row = PolicyVersion(digest="x", definition=other.model_dump(mode="json"), since=morning(FIRST))
        session.add(row)
        session.flush()
        session.get_one(Obligation, number).rulebook_id = row.id
    assert _named(check_of(lived, EVENING)) == [(number, "so-y-te", "before-17")]


@pytest.mark.parametrize(
    ("fact", "missing"),
    [
        ("due = '2012-07-20', extended_from = due", ["before-14@2012-07-20"]),
        ("ends = '2012-06-22'", ["escalate+10", "late+10"]),
        ("target = '2012-08-03'", ["target-30"]),
    ],
)
def test_one_whose_facts_differ_is_judged_by_them(lived: Story, fact: str, missing: list[str]) -> None:
    number = _first_late(lived)
    run_sql(lived, f"UPDATE obligation SET {fact} WHERE id = {number}")
    found = _named(check_of(lived, EVENING))
    assert {one[0] for one in found} == {number}
    assert set(missing) <= {one[2] for one in found}, found


def test_the_day_of_the_check_counts(lived: Story) -> None:
    """What is right on one evening is not yet told on a later one without letters."""
    later = date(2012, 7, 16)
    found = _named(check_of(lived, later))
    assert {one[2] for one in found} >= {"late+10", "escalate+10"}
