"""Report regimes: data in, rounds with their days out."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from scheduler.policy.regimes import (
    SHIPPED,
    Cutoff,
    Link,
    RegimeError,
    RegimeRules,
    ReportRound,
    Submit,
    choose,
    load_regimes,
    report_rounds,
)
from scheduler.working_days.vietnam import calendar
from tests.conftest import EXAMPLE

FIRST, LAST = date(2012, 1, 1), date(2012, 12, 31)
DAYS = calendar(2011, 2027)


def _regime(*links: Link, **given: Any) -> RegimeRules:
    facts = {"name": "x", "title": "x", "source": "x", "periods": ("month",), "link": links}
    return RegimeRules(**(facts | given))


def _link(label: str = "{period}", **given: Any) -> Link:
    return Link(**({"who": ("a",), "to": "b", "label": label} | given))


def _rounds(rules: RegimeRules, first: date = FIRST, last: date = LAST) -> dict[str, ReportRound]:
    return {turn.label: turn for turn in report_rounds(rules, first, last, DAYS)}


def test_the_examples_regime() -> None:
    rules = load_regimes(EXAMPLE / "reports.toml")[0]
    found = [(r.label, r.due.isoformat()) for r in _rounds(rules).values() if "tổng hợp" not in r.label]
    assert found == [
        ("Báo cáo quý I năm 2012", "2012-03-31"),
        ("Báo cáo 6 tháng đầu năm 2012", "2012-06-30"),
        ("Báo cáo quý II năm 2012", "2012-06-30"),
        ("Báo cáo quý III năm 2012", "2012-09-30"),
        ("Báo cáo năm 2012", "2012-12-31"),
        ("Báo cáo quý IV năm 2012", "2012-12-31"),
    ]
    summary = _rounds(rules)["Báo cáo tổng hợp quý II năm 2012"]
    assert (summary.due, summary.who) == (date(2012, 7, 10), ("so-noi-vu",))


@pytest.mark.parametrize(
    ("submit", "due"),
    [
        (Submit(), date(2012, 2, 29)),
        (Submit(at="last-month", day=20), date(2012, 2, 20)),
        (Submit(at="last-month", day=31), date(2012, 2, 29)),
        (Submit(plus_days=3), date(2012, 3, 3)),
        (Submit(plus_days=-5), date(2012, 2, 24)),
        # 29/2/2012 is a Wednesday.
        (Submit(plus_days=3, working=True), date(2012, 3, 5)),
        # Bắc Ninh 84/2025/QĐ-UBND: before day 3 after the period.
        (Submit(at="next-month", day=3, before=True), date(2012, 3, 2)),
        # Bà Rịa – Vũng Tàu 2539/UBND-SNV: before day 5 of the last month.
        (Submit(at="last-month", day=5, before=True), date(2012, 2, 4)),
        # Without data of its own the cut-off is the end of the period.
        (Submit(at="cutoff", plus_days=2, working=True), date(2012, 3, 2)),
    ],
)
def test_the_day_to_submit_by(submit: Submit, due: date) -> None:
    rules = _regime(_link(submit=submit))
    assert _rounds(rules)["tháng 2 năm 2012"].due == due


def test_a_period_may_have_a_day_of_its_own() -> None:
    """Bà Rịa – Vũng Tàu: the year before 25/11, the half before 5/6."""
    link = _link(
        submit=Submit(at="last-month", day=5, before=True),
        submit_for={"Y": Submit(at="last-month", months=-1, day=25, before=True)},
    )
    found = _rounds(_regime(link, periods=("H1", "Y")))
    assert found["6 tháng đầu năm 2012"].due == date(2012, 6, 4)
    assert found["năm 2012"].due == date(2012, 11, 24)


def test_two_working_days_after_the_cut_off() -> None:
    """Khánh Hòa 01/2023/QĐ-UBND; 14/9/2012 is a Friday."""
    link = _link(submit=Submit(at="cutoff", plus_days=2, working=True))
    turn = _rounds(_regime(link, periods=("Q3",), data=Cutoff(from_day=15, to_day=14)))["quý III năm 2012"]
    assert turn.data == (date(2012, 6, 15), date(2012, 9, 14))
    assert turn.due == date(2012, 9, 18)


def test_the_shipped_regimes_are_whole() -> None:
    names = sorted(path.stem for path in SHIPPED.glob("*.toml"))
    assert names == ["bnv-581", "nd09-2019", "qd39-2012", "ttcp-06-2025"]
    for name in names:
        (rules,) = choose(name)
        assert rules.name == name
        assert rules.source


def test_the_ministry_of_home_affairs() -> None:
    found = _rounds(choose("bnv-581")[0], date(2026, 1, 1), date(2026, 12, 31))
    assert [
        (label.removeprefix("Báo cáo cải cách hành chính "), t.data, t.due) for label, t in found.items()
    ] == [
        ("quý I năm 2026", (date(2025, 12, 15), date(2026, 3, 14)), date(2026, 3, 20)),
        ("6 tháng đầu năm 2026", (date(2025, 12, 15), date(2026, 6, 14)), date(2026, 6, 20)),
        ("quý III năm 2026", (date(2026, 6, 15), date(2026, 9, 14)), date(2026, 9, 20)),
        ("năm 2026", (date(2025, 12, 15), date(2026, 12, 14)), date(2026, 12, 20)),
    ]


def test_the_decree_on_reports() -> None:
    found = _rounds(choose("nd09-2019")[0], date(2026, 1, 1), date(2026, 12, 31))
    assert len(found) == 12 + 4 + 2 + 1
    june = found["Báo cáo định kỳ tháng 6 năm 2026"]
    assert (june.data, june.due) == ((date(2026, 5, 15), date(2026, 6, 14)), date(2026, 6, 25))


def test_the_inspectorate_is_a_chain() -> None:
    found = _rounds(choose("ttcp-06-2025")[0], date(2026, 1, 1), date(2026, 12, 31))
    below = found["Báo cáo công tác thanh tra 9 tháng năm 2026"]
    above = found["Báo cáo tổng hợp công tác thanh tra 9 tháng năm 2026"]
    assert (below.data, below.due) == ((date(2025, 12, 15), date(2026, 9, 14)), date(2026, 9, 17))
    assert (below.through, above.who, above.due) == ("thanh-tra-tinh", ("thanh-tra-tinh",), date(2026, 9, 20))


def test_a_link_follows_the_one_before_it() -> None:
    rules = _regime(
        _link("xã {period}", submit=Submit(at="next-month", day=3)),
        _link("tỉnh {period}", submit=Submit(at="link", plus_days=2, working=True)),
        _link("bộ {period}", submit=Submit(at="link", plus_days=5)),
    )
    found = _rounds(rules)
    days = [found[f"{who} tháng 5 năm 2012"].due for who in ("xã", "tỉnh", "bộ")]
    assert days == [date(2012, 6, 3), date(2012, 6, 5), date(2012, 6, 10)]


@pytest.mark.parametrize(
    "given",
    [
        {"at": "end", "day": 5},
        {"at": "last-month"},
        {"at": "end", "months": 1},
        {"plus_days": -1, "working": True},
        {"at": "sometime"},
    ],
)
def test_a_rule_that_contradicts_itself_is_refused(given: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        Submit(**given)


def test_a_regime_that_cannot_be_kept_is_refused() -> None:
    with pytest.raises(ValidationError, match="mắt xích"):
        _regime(_link(submit=Submit(at="link")))
    with pytest.raises(ValidationError, match="trước khi kỳ bắt đầu"):
        _regime(_link(submit=Submit(at="last-month", months=-2, day=1)))
    with pytest.raises(ValidationError, match="period"):
        _link("Báo cáo")


def test_a_file_with_faults_names_them_all(tmp_path: Path) -> None:
    file = tmp_path / "reports.toml"
    file.write_text('[[regime]]\nname = "x"\nperiods = ["Q5"]\n', encoding="utf-8")
    with pytest.raises(RegimeError) as error:
        load_regimes(file)
    for word in ("title", "source", "periods", "link"):
        assert word in str(error.value)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('use = ["khong-co"]', "có sẵn: bnv-581"),
        ('use = ["bnv-581", "bnv-581"]', "hai lần"),
        ("used = 1", "used"),
        ("use = [", "không đọc được"),
    ],
)
def test_a_choice_that_cannot_be_made_says_why(tmp_path: Path, text: str, words: str) -> None:
    file = tmp_path / "reports.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(RegimeError, match=words):
        load_regimes(file)
