"""The policy changes under way: what began keeps its ladder, what has not begun takes the new one."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from notifications.letters import LetterWriter
from plan.storage.database import Database
from scheduler.intake.refresh import refresh
from scheduler.policy.policy import SHIPPED, Policy, PolicyError, load_policy
from scheduler.policy.rules import Rules, RulesKeeper
from tests.story import ZONE, Story, morning

LEAD = "so-tu-phap"


def changed(folder: Path, *pairs: tuple[str, str]) -> Policy:
    text = SHIPPED.read_text(encoding="utf-8")
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new)
    path = folder / "policy.toml"
    path.write_text(text, encoding="utf-8")
    return load_policy(path)


def steps_of(story: Story, label: str, since: date) -> list[str]:
    duty = story.duty(label, LEAD, since)
    told = [n.step for n in story.told(obligation_id=duty.id, agency=LEAD) if n.letter_id]
    return [step for step in told if not step.startswith("month-")]  # of no ladder


@pytest.fixture
def other(database: Database, rules: Rules, writer: LetterWriter, tmp_path: Path) -> Story:
    """Lived until mid April under the shipped policy; from then on quarters are told 21 and 3 days before."""
    before = Story(database, rules, writer)
    before.only(LEAD)
    before.live(date(2012, 3, 26), date(2012, 4, 13))
    policy = changed(tmp_path, ("lead = [14, 5, 1, 0]", "lead = [21, 3]"))
    new = replace(rules, policy=policy)
    with database.begin() as session:
        refresh(session, new, morning(date(2012, 4, 16)), date(2012, 4, 16))
    return Story(database, new, writer)


@pytest.mark.weeks
def test_what_began_keeps_the_ladder_that_it_began_with(other: Story) -> None:
    other.live(date(2012, 4, 16), date(2012, 6, 29))
    assert steps_of(other, "I.3 · Quý II năm 2012", date(2012, 4, 16)) == [
        "opened",
        "before-14",
        "before-5",
        "before-0",
    ]


def test_a_hold_in_the_policy_closes_the_office(rules: Rules, tmp_path: Path) -> None:
    hold = '\n[[hold]]\nfrom = 2012-07-04\nto = 2012-07-05\nreason = "chuyển trụ sở"\n'
    policy = changed(tmp_path, ("[summary]\n", hold + "\n[summary]\n"))
    new = replace(rules, policy=policy)
    assert "chuyển trụ sở" in (new.closed_because(morning(date(2012, 7, 4))) or "")
    assert new.closed_because(morning(date(2012, 7, 6))) is None


def test_a_hold_without_an_end_is_refused(tmp_path: Path) -> None:
    hold = '\n[[hold]]\nfrom = 0001-01-01\nto = 9999-12-31\nreason = "thôi"\n'
    with pytest.raises(PolicyError, match="không quá một năm"):
        changed(tmp_path, ("[summary]\n", hold + "\n[summary]\n"))


def test_a_wrong_file_is_not_taken_and_said_so(database: Database, rules: Rules, tmp_path: Path) -> None:
    file = tmp_path / "policy.toml"
    file.write_text(SHIPPED.read_text(encoding="utf-8"), encoding="utf-8")
    keeper = RulesKeeper(database, ZONE, rules.watchers, file, lambda: morning(date(2012, 7, 4)))
    before = keeper()
    assert keeper() is before  # nothing changed, nothing is read
    file.write_text("[office]\nopens = 99\n", encoding="utf-8")
    assert "remind: còn thiếu" in (keeper.reload() or "")
    assert keeper().policy == before.policy
    changed(tmp_path, ("closes = 17:00:00", "closes = 16:00:00"))
    assert keeper.reload() is None
    assert keeper().policy.office.closes.hour == 16
