"""Facts about the whole: each declared once, read as it was put down, and touched nowhere else."""

import ast
from collections.abc import Iterator
from datetime import UTC, date, datetime
from importlib import import_module
from pathlib import Path

import pytest

from plan import facts
from plan.facts import DAY, FLAG, INSTANT, MONTH, NUMBER, TEXT, TEXTS, FactFamily, FactOf, Form
from plan.ledger.holds import HoldReason, hold, holds, lift
from plan.storage.database import Database

ROOT = Path(__file__).parents[2]
NOW = datetime(2012, 7, 2, 1, 30, tzinfo=UTC)
OF_DATABASES = {"plan/facts.py", "plan/models/records.py", "plan/models/__init__.py"}


@pytest.fixture
def fresh() -> Iterator[None]:
    """Names that a test declares are given back."""
    before = set(facts.declared)
    yield
    facts.declared.clear()
    facts.declared.update(before)


@pytest.mark.usefixtures("fresh")
@pytest.mark.parametrize(
    ("form", "value", "kept"),
    [
        (TEXT, "một", "một"),
        (NUMBER, 0, "0"),
        (DAY, date(2012, 7, 2), "2012-07-02"),
        (MONTH, date(2012, 7, 1), "2012-07"),
        (INSTANT, NOW, "2012-07-02T01:30:00+00:00"),
        (FLAG, False, "no"),
        (FLAG, True, "yes"),
        (TEXTS, {"2012": "a"}, '{"2012": "a"}'),
    ],
)
def test_a_value_is_read_as_it_was_put_down(
    empty: Database, form: Form[object], value: object, kept: str
) -> None:
    one = FactOf("of a test", form)
    with empty.begin() as session:
        assert one.of(session) is None
        one.put(session, value)
    with empty.begin() as session:
        assert one.of(session) == value
        assert form.write(value) == kept
        one.clear(session)
    with empty.read() as session:
        assert one.of(session) is None


@pytest.mark.usefixtures("fresh")
def test_who_locks_a_fact_has_the_newest(empty: Database) -> None:
    one = FactOf("of a test", NUMBER)
    with empty.begin() as session:
        assert one.lock(session, 1) == 1
        one.put(session, 2)
    with empty.begin() as session:
        assert one.lock(session, 1) == 2


@pytest.mark.usefixtures("fresh")
def test_a_family_has_a_fact_for_each_key(empty: Database) -> None:
    family = FactFamily("of_a%test:", FLAG)
    with empty.begin() as session:
        FactOf("of-a-test:b", FLAG).put(session, value=True)  # of another name: _ and % mean themselves
        family.put(session, "so-y-te", value=True)
        family.put(session, "so-noi-vu", value=False)
    with empty.begin() as session:
        assert family.all(session) == {"so-noi-vu": False, "so-y-te": True}
        family.remove(session, ["so-y-te"])
    with empty.read() as session:
        assert family.of(session, "so-y-te") is None


def test_a_name_is_declared_once() -> None:
    with pytest.raises(ValueError, match="ticked"):
        FactOf("ticked", TEXT)


def test_a_hold_is_read_as_it_was_put_down(empty: Database) -> None:
    with empty.begin() as session:
        hold(session, HoldReason.CLOCK, NOW, "đồng hồ")
        hold(session, HoldReason.CLOCK, NOW.replace(year=2013), "lần sau")
        hold(session, HoldReason.RESTORED, NOW, "")
    with empty.begin() as session:
        assert [(one.reason, one.since, one.detail) for one in holds(session)] == [
            (HoldReason.CLOCK, NOW, "đồng hồ"),
            (HoldReason.RESTORED, NOW, ""),
        ]
        lift(session, HoldReason.CLOCK)
    with empty.read() as session:
        assert [one.reason for one in holds(session)] == [HoldReason.RESTORED]


def test_nobody_else_touches_the_table() -> None:
    for room in ("plan", "notifications", "scheduler", "web", "cli"):
        for path in (ROOT / room).rglob("*.py"):
            name = str(path.relative_to(ROOT))
            tree = ast.parse(path.read_text(encoding="utf-8"))
            asked = {
                alias.name
                for node in ast.walk(tree)
                if isinstance(node, ast.ImportFrom)
                for alias in node.names
            }
            assert "Fact" not in asked or name in OF_DATABASES, name


def test_every_fact_of_the_program_has_a_name_of_its_own() -> None:
    """They meet in one process only here: each module that declares one is loaded."""
    for room in ("plan", "notifications", "scheduler"):
        for path in (ROOT / room).rglob("*.py"):
            if "FactOf(" in (text := path.read_text(encoding="utf-8")) or "FactFamily(" in text:
                import_module(".".join(path.relative_to(ROOT).with_suffix("").parts))
    assert {"ticked", "held", "held:", "hold@", "audit-head", "monthly", "quiet-week"} <= facts.declared
