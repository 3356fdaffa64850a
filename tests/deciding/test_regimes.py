"""Report regimes: data in, rounds with their days out."""

from datetime import date
from pathlib import Path

import pytest

from scheduler.regimes import Link, RegimeError, RegimeRules, Submit, load_regimes, rounds
from tests.conftest import EXAMPLE

FIRST, LAST = date(2012, 1, 1), date(2012, 12, 31)


def test_the_examples_regime() -> None:
    rules = load_regimes(EXAMPLE / "reports.toml")[0]
    found = [(r.label, r.due.isoformat()) for r in rounds(rules, FIRST, LAST) if "tổng hợp" not in r.label]
    assert found == [
        ("Báo cáo quý I năm 2012", "2012-03-31"),
        ("Báo cáo 6 tháng đầu năm 2012", "2012-06-30"),
        ("Báo cáo quý II năm 2012", "2012-06-30"),
        ("Báo cáo quý III năm 2012", "2012-09-30"),
        ("Báo cáo năm 2012", "2012-12-31"),
        ("Báo cáo quý IV năm 2012", "2012-12-31"),
    ]
    summary = next(r for r in rounds(rules, FIRST, LAST) if r.label == "Báo cáo tổng hợp quý II năm 2012")
    assert (summary.due, summary.who) == (date(2012, 7, 10), ("so-noi-vu",))


@pytest.mark.parametrize(
    ("submit", "due"),
    [
        (Submit(), date(2012, 2, 29)),
        (Submit(at="last-month", day=20), date(2012, 2, 20)),
        (Submit(at="last-month", day=31), date(2012, 2, 29)),
        (Submit(plus_days=3), date(2012, 3, 3)),
        (Submit(plus_days=-5), date(2012, 2, 24)),
    ],
)
def test_the_day_to_submit_by(submit: Submit, due: date) -> None:
    rules = RegimeRules(
        name="x",
        title="x",
        source="x",
        periods=("month",),
        link=(Link(who=("a",), to="b", label="{period}", submit=submit),),
    )
    assert next(r for r in rounds(rules, FIRST, LAST) if r.label == "tháng 2 năm 2012").due == due


def test_a_file_with_faults_names_them_all(tmp_path: Path) -> None:
    file = tmp_path / "reports.toml"
    file.write_text('[[regime]]\nname = "x"\nperiods = ["Q5"]\n', encoding="utf-8")
    with pytest.raises(RegimeError) as error:
        load_regimes(file)
    for word in ("title", "source", "periods", "link"):
        assert word in str(error.value)
