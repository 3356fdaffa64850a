"""A policy file that is wrong at the start: the service goes on with the last good one, and says so."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from plan.models import Fact
from plan.storage.database import Database
from scheduler.policy.in_force import IN_FORCE, in_force
from scheduler.policy.policy import SHIPPED, PolicyError, load_policy
from scheduler.policy.rules import Rules, RulesKeeper

pytestmark = pytest.mark.weeks  # lives through days: quickly on SQLite, in CI on PostgreSQL too

HOLD = '\n[[hold]]\nfrom = 2026-12-28\nto = 2026-12-31\nreason = "chuyển trụ sở"\n'
WRONG = {
    "not TOML": b"[office\n",
    "not UTF-8": "[office] # gi\u1edd l\u00e0m vi\u1ec7c".encode("utf-16"),
    "another shape": b"office = 3\n",
    "empty": b"",
    "very deep": b"a = " + b"[" * 100_000,
    "a number without end": b"a = " + b"9" * 10_000,
}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "policy.toml"
    path.write_text(SHIPPED.read_text(encoding="utf-8") + HOLD, encoding="utf-8")
    return path


def keeper(database: Database, rules: Rules, file: Path) -> RulesKeeper:
    return RulesKeeper(database, rules.zone, rules.watchers, file, lambda: datetime(2026, 11, 30, tzinfo=UTC))


@pytest.mark.parametrize("content", WRONG.values(), ids=WRONG)
def test_the_last_good_one_goes_on(empty: Database, rules: Rules, file: Path, content: bytes) -> None:
    assert keeper(empty, rules, file).start() is None
    file.write_bytes(content)
    again = keeper(empty, rules, file)
    fault = again.start()
    assert fault
    assert str(file) in fault
    assert again.fault == fault
    assert again().policy.held_because(date(2026, 12, 29)) == "chuyển trụ sở"
    assert again.reload() == fault
    assert again().policy.held_because(date(2026, 12, 29)) == "chuyển trụ sở"
    file.write_text(SHIPPED.read_text(encoding="utf-8"), encoding="utf-8")
    assert again.reload() is None
    assert again.fault is None
    assert again().policy == load_policy()


def test_a_file_that_is_gone_is_a_wrong_one(empty: Database, rules: Rules, file: Path) -> None:
    keeper(empty, rules, file).start()
    file.unlink()
    assert "policy.toml" in (keeper(empty, rules, file).start() or "")
    file.mkdir()
    assert "policy.toml" in (keeper(empty, rules, file).start() or "")


def test_without_a_good_one_nothing_starts(empty: Database, rules: Rules, file: Path) -> None:
    file.write_text("[office", encoding="utf-8")
    with pytest.raises(PolicyError, match="không đọc được"):
        keeper(empty, rules, file).start()
    with empty.begin() as session:
        session.add(Fact(name=IN_FORCE.name, value='{"office": "of another version"}'))
    with pytest.raises(PolicyError, match="không đọc được"):
        keeper(empty, rules, file).start()


def test_what_a_reload_takes_is_what_the_next_start_falls_back_on(
    empty: Database, rules: Rules, file: Path
) -> None:
    running = keeper(empty, rules, file)
    running.start()
    file.write_text(SHIPPED.read_text(encoding="utf-8"), encoding="utf-8")
    running.reload()
    with empty.read() as session:
        assert in_force(session) == load_policy()
