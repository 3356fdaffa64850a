"""`report --period 2026-Q1 --regime bnv-581`: the regime's own cut-off and name, and an extension in its own round."""

import sqlite3
from functools import partial
from typing import Any

import pytest

from plan.documents.formats.markup import read_html
from scheduler.papers.periods import PeriodError, ReportPeriod
from scheduler.papers.regime_periods import regime_period
from scheduler.policy.regimes import choose
from tests.cli.conftest import Dondoc, run_in, small_plan
from tests.conftest import EXAMPLE
from tests.papers.conftest import OFFICE

NOW = ("--as-of", "2026-03-25")
Q1 = ("report", "--period", "2026-Q1", "--regime", "bnv-581")


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Dondoc:
    """Tasks due on 13/3, 15/3 and 31/3, and the reports of bnv-581; Sở Y tế has until 10/4 for that of the quarter."""
    folder = tmp_path_factory.mktemp("regime")
    (folder / "dondoc.toml").write_text(f'{OFFICE}[reports]\nuse = "bnv-581"\n', encoding="utf-8")
    rows = (
        ("Rà soát thủ tục", "Sở Y tế", "Trước ngày 14/3/2026"),
        ("Công bố thủ tục", "Sở Nội vụ", "Ngày 15/3/2026"),
        ("Đơn giản hóa thủ tục", "Sở Tài chính", "Quý I năm 2026"),
    )
    page = small_plan(folder, *rows, number="77", signed="05 tháng 01 năm 2026", years="2026-2030")
    register = EXAMPLE.parent / "quang-ngai-2026" / "agencies.csv"
    office = partial(run_in, folder)
    assert office("import", page, "--agencies", register, "--as-of", "2026-01-06").code in {0, 3}
    reports = office("obligations", "--agency", "so-y-te", "--kind", "report", "--json", *NOW).json
    (late,) = [row["id"] for row in reports if row["label"].endswith("quý I năm 2026")]
    why = ("--reason", "chờ số liệu", "--as-of", "2026-03-18")
    assert office("extend", late, "--to", "2026-04-10", *why).code == 0
    return office


@pytest.fixture(scope="module")
def found(office: Dondoc) -> Any:
    return office(*Q1, "--format", "json", *NOW).json


COUNTED = """SELECT COUNT(*),
    COUNT(CASE WHEN o.done_on <= '2026-03-25' AND o.done_on <= o.ends THEN 1 END),
    COUNT(CASE WHEN (o.done_on IS NULL OR o.done_on > '2026-03-25') AND o.ends < '2026-03-25' THEN 1 END)
  FROM obligation o JOIN deadline d ON d.id = o.deadline_id
  WHERE o.cancelled_on IS NULL AND COALESCE(d.data_last, o.due) BETWEEN '2025-12-15' AND '2026-03-14' AND o.kind = ?"""


def _counted(office: Dondoc, kind: str) -> tuple[int, ...]:
    database = sqlite3.connect(office.args[0] / "plan.db")  # type: ignore[attr-defined]  # a partial
    row: tuple[int, ...] = database.execute(COUNTED, (kind,)).fetchone()
    database.close()
    return row


def test_the_period_is_the_regimes_own(found: Any) -> None:
    """Q1 was January to March whatever the ministry says."""
    assert found["period"] == {
        "from": "2025-12-15", "to": "2026-03-14", "name": "quý I năm 2026", "regime": "bnv-581",
    }  # fmt: skip


def test_what_counts_is_what_the_data_cover(office: Dondoc, found: Any) -> None:
    """The report sent by 20/3 is of the quarter whose data end on 14/3; the task of 15/3 is of the next."""
    for kind in ("task", "report"):
        row = found[f"{kind}s"]
        assert (row["total"], row["on_time"], row["overdue"]) == _counted(office, kind)
    assert found["tasks"]["total"] == 1


def test_more_time_makes_no_round_of_its_own(found: Any) -> None:
    """Sở Y tế stood alone under a round of 10 April."""
    (roll,) = found["rolls"]
    assert roll["due"] == "2026-03-20"
    lines = {one["agency"]: one for one in roll["missing"]}
    assert lines["Sở Y tế"] == {"agency": "Sở Y tế", "late_by": 0, "extended_to": "2026-04-10"}
    assert lines["Sở Nội vụ"]["late_by"] == 3
    assert lines["Sở Nội vụ"]["extended_to"] is None


def test_in_the_calendars_quarter_too(office: Dondoc) -> None:
    """A report that was extended into April counts in the quarter of its round."""
    found = office("report", "--period", "2026-Q1", "--format", "json", *NOW).json
    (roll,) = found["rolls"]
    assert "Sở Y tế" in [one["agency"] for one in roll["missing"]]
    second = office("report", "--period", "2026-Q2", "--format", "json", *NOW).json
    assert not any(
        "Sở Y tế" in [one["agency"] for one in roll["missing"]] and "quý I " in roll["label"]
        for roll in second["rolls"]
    )


def test_the_paper_says_on_whose_word(office: Dondoc) -> None:
    page = office(*Q1, "--format", "html", *NOW).out
    text = " ".join("".join(read_html(page).itertext()).split())
    assert "từ ngày 15/12/2025 đến ngày 14/3/2026 theo Công văn 581/BNV-CCHC" in text
    assert "Sở Y tế (gia hạn đến 10/4/2026)" in text
    assert "được gia hạn 1" in text


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (
            ("--period", "2026-Q2", "--regime", "bnv-581"),
            "không có kỳ 2026-Q2; có: quý I, 6 tháng đầu năm, quý III, năm",
        ),
        (("--period", "2026-Q1", "--regime", "bnv-999"), "không có chế độ báo cáo 'bnv-999'"),
        (("--period", "2026-01-01..2026-02-01", "--regime", "bnv-581"), "viết như 2026-Q1"),
    ],
)
def test_a_period_that_the_regime_has_not(office: Dondoc, args: tuple[str, ...], words: str) -> None:
    ran = office("report", *args, "--format", "json")
    assert (ran.code, words in ran.err, len(ran.err.splitlines())) == (1, True, 1)


@pytest.mark.parametrize(
    ("regime", "text", "before"),
    [
        ("bnv-581", "2026-Q3", "quý III năm 2025"),
        ("bnv-581", "2026", "năm 2025"),
        ("nd09-2019", "2026-Q2", "quý I năm 2026"),
        ("nd09-2019", "2026-01", "tháng 12 năm 2025"),
        ("ttcp-06-2025", "2026-9M", "9 tháng năm 2025"),
        ("qd39-2012", "2012-Q1", "quý IV năm 2011"),
    ],
)
def test_what_a_period_is_compared_with(regime: str, text: str, before: str) -> None:
    """The quarter before where the regime has it, else the same period of last year."""
    (rules,) = choose(regime)
    term = regime_period(rules, text)
    assert term.before().name == before
    assert term.before().last < term.last


def test_without_a_cut_off_it_is_the_calendar() -> None:
    (rules,) = choose("qd39-2012")
    term = regime_period(rules, "2012-h1")
    plain = ReportPeriod.parse("2012-H1")
    assert (term.first, term.last, term.name) == (plain.first, plain.last, plain.name)
    with pytest.raises(PeriodError):
        regime_period(rules, "1999-Q1")


def test_what_counts_in_the_period_does_not_come_next(office: Dondoc) -> None:
    """The report of the quarter is due after its cut-off: it stood in the list of what comes next too."""
    found = office(*Q1, "--format", "json", "--as-of", "2026-03-15").json
    assert found["reports"]["open"] > 0
    assert "2026-03-20" not in [row["due"] for row in found["upcoming"]]
    assert "2026-03-31" in [row["due"] for row in found["upcoming"]]
