"""Every number of the papers, counted once more by plain SQL that shares nothing with the program."""

import sqlite3
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import openpyxl
import pdfplumber
import pytest

from tests.cli.conftest import Dondoc
from tests.papers.conftest import NOW

QUARTER = ("report", "--period", "2012-Q2")

# Term, its days, those of the term before, and the day on which everything is looked at.
TERMS = [
    ("2012-Q2", ("2012-04-01", "2012-06-30"), ("2012-01-01", "2012-03-31"), "2012-07-17"),
    ("2012-H1", ("2012-01-01", "2012-06-30"), ("2011-07-01", "2011-12-31"), "2012-07-03"),
    ("2013-9M", ("2013-01-01", "2013-09-30"), ("2012-01-01", "2012-09-30"), "2013-10-15"),
    ("2013", ("2013-01-01", "2013-12-31"), ("2012-01-01", "2012-12-31"), "2014-01-20"),
    ("2014-06", ("2014-06-01", "2014-06-30"), ("2014-05-01", "2014-05-31"), "2014-07-15"),
    ("2012-05-01..2012-07-31", ("2012-05-01", "2012-07-31"), ("2012-01-30", "2012-04-30"), "2012-08-01"),
]
COUNTS = """
SELECT COUNT(*) AS total,
       COUNT(CASE WHEN done_on <= :on AND done_on <= ends THEN 1 END) AS on_time,
       COUNT(CASE WHEN done_on <= :on AND done_on > ends THEN 1 END) AS late,
       COUNT(CASE WHEN (done_on IS NULL OR done_on > :on) AND ends < :on THEN 1 END) AS overdue,
       COUNT(CASE WHEN (done_on IS NULL OR done_on > :on) AND ends >= :on THEN 1 END) AS open
FROM obligation o {join}
WHERE CASE o.kind WHEN 'report' THEN COALESCE(o.extended_from, o.due) ELSE o.due END BETWEEN :first AND :last AND (cancelled_on IS NULL OR cancelled_on > :on) {also}
"""


def _counted(
    raw: sqlite3.Connection, days: tuple[str, str], on: str, join: str = "", also: str = ""
) -> dict[str, int]:
    cursor = raw.execute(COUNTS.format(join=join, also=also), {"first": days[0], "last": days[1], "on": on})
    return dict(zip([c[0] for c in cursor.description], cursor.fetchone(), strict=True))


def _same(found: dict[str, Any], counted: dict[str, int]) -> None:
    assert {key: found[key] for key in counted} == counted
    due = counted["on_time"] + counted["late"] + counted["overdue"]
    assert found["due"] == due
    assert found["share"] == (counted["on_time"] / due if due else None)


@pytest.fixture(scope="module", params=TERMS, ids=[term[0] for term in TERMS])
def asked(request: pytest.FixtureRequest, reader: Dondoc) -> Any:
    text, days, before, on = request.param
    ran = reader("report", "--period", text, "--format", "json", "--as-of", on)
    assert ran.code == 0
    return ran.json, days, before, on


def test_totals(asked: Any, raw: sqlite3.Connection) -> None:
    found, days, before, on = asked
    assert (found["period"]["from"], found["period"]["to"]) == days
    _same(found["all"], _counted(raw, days, on))
    _same(found["tasks"], _counted(raw, days, on, also="AND kind = 'task'"))
    _same(found["reports"], _counted(raw, days, on, also="AND kind = 'report'"))
    earlier = _counted(raw, before, on)
    if earlier["total"]:
        assert (found["before"]["period"]["from"], found["before"]["period"]["to"]) == before
        _same(found["before"]["all"], earlier)
    else:
        assert found["before"] is None


def test_every_agency(asked: Any, raw: sqlite3.Connection) -> None:
    found, days, _, on = asked
    rows = {row["code"]: row for row in found["agencies"]}
    codes = [row[0] for row in raw.execute("SELECT code FROM agency")]
    for code in codes:
        join = f"JOIN party p ON p.obligation_id = o.id AND p.role = 'lead' AND p.agency = '{code}'"
        counted = _counted(raw, days, on, join)
        assert (code in rows) == bool(counted["total"])
        if code in rows:
            _same(rows[code], counted)


def test_every_section(asked: Any, raw: sqlite3.Connection) -> None:
    found, days, _, on = asked
    rows = {row["code"]: row for row in found["sections"]}
    for (section,) in raw.execute("SELECT DISTINCT section FROM task").fetchall():
        join = "JOIN deadline d ON d.id = o.deadline_id JOIN task t ON t.id = d.task_id"
        counted = _counted(raw, days, on, join, f"AND t.section = '{section}'")
        assert (section in rows) == bool(counted["total"])
        if section in rows:
            _same(rows[section], counted)


def test_the_annex_of_what_is_overdue(asked: Any, raw: sqlite3.Connection) -> None:
    found, days, _, on = asked
    query = """SELECT id, due, due < ? FROM obligation WHERE ends < ? AND due <= ?
               AND (done_on IS NULL OR done_on > ?) AND (cancelled_on IS NULL OR cancelled_on > ?)"""
    counted = {row[0]: (row[1], bool(row[2])) for row in raw.execute(query, (days[0], on, days[1], on, on))}
    assert {row["obligation"]: (row["due"], row["carried"]) for row in found["overdue"]} == counted
    assert [row["due"] for row in found["overdue"]] == sorted(row["due"] for row in found["overdue"])


def test_days_late_are_working_days(asked: Any, raw: sqlite3.Connection) -> None:
    """Counted day by day over a calendar written out here: weekends, and the days off that the state announced."""
    from datetime import date, timedelta

    found, _, _, on = asked
    off = {
        date(2012, 4, 2), date(2012, 4, 30), date(2012, 5, 1), date(2012, 9, 3), date(2013, 1, 1),
        date(2013, 4, 19), date(2013, 4, 29), date(2013, 4, 30), date(2013, 5, 1), date(2013, 9, 2), date(2014, 1, 1),
        *(date(2013, 2, 9) + timedelta(n) for n in range(9)), *(date(2014, 1, 28) + timedelta(n) for n in range(9)),
        date(2014, 4, 9), date(2014, 4, 30), date(2014, 5, 1), date(2014, 5, 2),
    }  # fmt: skip
    worked = {
        date(2013, 5, 4),
        date(2014, 1, 25),
        date(2014, 2, 8),
        date(2014, 4, 26),
    }  # Saturdays in exchange
    until = date.fromisoformat(on)
    for row in found["overdue"]:
        (ends,) = raw.execute("SELECT ends FROM obligation WHERE id = ?", (row["obligation"],)).fetchone()
        start = date.fromisoformat(ends)
        days = [start + timedelta(n) for n in range(1, (until - start).days + 1)]
        assert row["days"] == sum(d in worked or (d.weekday() < 5 and d not in off) for d in days)


def test_who_has_and_who_has_not_sent(asked: Any, raw: sqlite3.Connection) -> None:
    found, days, _, on = asked
    query = """SELECT o.label, a.name, CASE WHEN o.done_on <= ? THEN o.done_on END, CASE WHEN o.done_on <= ? THEN o.document END
               FROM obligation o JOIN party p ON p.obligation_id = o.id AND p.role = 'lead' JOIN agency a ON a.code = p.agency
               WHERE o.kind = 'report' AND o.due BETWEEN ? AND ? AND o.cancelled_on IS NULL"""
    counted = {(row[0], row[1], row[2], row[3] or "") for row in raw.execute(query, (on, on, *days))}
    shown = {
        (roll["label"], one["agency"], one.get("on"), one.get("document", ""))
        for roll in found["rolls"]
        for one in (*roll["sent"], *roll["missing"])
    }
    assert shown == counted


@pytest.fixture(scope="module")
def numbers(reader: Dondoc) -> Any:
    return reader(*QUARTER, "--format", "json", *NOW).json


@pytest.fixture(scope="module")
def workbook(paper: Callable[..., Path]) -> Path:
    return paper(*QUARTER, "--format", "xlsx")


def test_the_workbook_says_the_same(numbers: Any, workbook: Path) -> None:
    book = openpyxl.load_workbook(workbook)
    assert book.sheetnames == [
        "Tổng hợp", "Nhiệm vụ", "Theo cơ quan", "Theo phần", "Mức trễ", "Quá hạn", "Sắp tới", "Chưa có thời hạn", "Báo cáo",
    ]  # fmt: skip
    rows = [row for row in book["Theo cơ quan"].iter_rows(values_only=True) if isinstance(row[0], int)]
    assert [row[1:7] for row in rows] == [
        tuple(one[key] for key in ("name", "total", "on_time", "late", "overdue", "open"))
        for one in numbers["agencies"]
    ]
    late = [row for row in book["Quá hạn"].iter_rows(values_only=True) if isinstance(row[0], int)]
    assert [row[5] for row in late] == [one["days"] for one in numbers["overdue"]]
    sent = [row for row in book["Báo cáo"].iter_rows(values_only=True) if isinstance(row[6], int)]
    assert len(sent) == sum(len(roll["sent"]) + len(roll["missing"]) for roll in numbers["rolls"])
    assert len(book["Tổng hợp"]._charts) == len(book["Theo cơ quan"]._charts) == 1


def test_the_workbook_prints_legibly(workbook: Path, to_pdf: Callable[[Path], Path]) -> None:
    """The numbers behind a chart made every sheet tiny, and wrapped lines were printed over each other."""
    book = openpyxl.load_workbook(workbook)
    assert book["Theo cơ quan"].print_area.startswith("'Theo cơ quan'!$A$1:$K$")
    with pdfplumber.open(to_pdf(workbook)) as pdf:
        for page in pdf.pages:
            sizes = {
                round(c["size"], 1)
                for c in page.chars
                if "Serif" in c["fontname"] or "Times" in c["fontname"]
            }
            assert not sizes or max(sizes) >= 8, page.page_number
            rows = page.extract_text_lines()
            for above, below in pairwise(rows):
                assert below["top"] >= above["top"] + 2, (above["text"], below["text"])


def test_the_page_says_the_same(numbers: Any, reader: Dondoc) -> None:
    from plan.documents.formats.markup import local, read_html

    tree = read_html(reader(*QUARTER, "--format", "html", *NOW).out)
    tables = [node for node in tree.iter() if local(node) == "table"]
    rows = [
        ["".join(c.itertext()).strip() for c in row if local(c) == "td"]
        for t in tables
        for row in t.iter()
        if local(row) == "tr"
    ]
    for one in numbers["agencies"]:
        wanted = [one["name"], *(str(one[key]) for key in ("total", "on_time", "late", "overdue", "open"))]
        assert any(row[1:7] == wanted for row in rows), wanted


@pytest.mark.parametrize(
    "text",
    [
        "2012-Q5", "2012-Q", "quý 2", "2012-07-01..2012-06-30", "2012-13", "2012-00", "1812", "9999", "2012-1-1..x",
        "", "2012-02-30..2012-03-01", "2012-Q2..", "..2012-01-01", "2012-W05..2012-W08", "20120101..20120201",
        "1999-01-01..2012-01-01", "٢٠١٢",
    ],
)  # fmt: skip
def test_a_period_that_is_none_is_refused(dondoc: Dondoc, plan_db: Path, text: str) -> None:
    """In one line of Vietnamese: "month must be in 1..12" was said to a clerk."""
    assert plan_db.exists()
    ran = dondoc("report", "--period", text, "--format", "json")
    assert (ran.code, ran.out, len(ran.err.splitlines())) == (1, "", 1)
    assert not any(word in ran.err for word in ("must", "Invalid", "range", "string"))


def test_a_period_is_known_in_small_letters(dondoc: Dondoc, plan_db: Path) -> None:
    assert plan_db.exists()
    assert dondoc("report", "--period", " 2012-q2 ", "--format", "json").json["period"]["to"] == "2012-06-30"


def test_an_empty_period_has_a_paper_too(dondoc: Dondoc, plan_db: Path, tmp_path: Path) -> None:
    assert plan_db.exists()
    for form in ("docx", "xlsx", "html"):
        ran = dondoc("report", "--period", "2031", "--format", form, "--out", tmp_path / f"leer.{form}")
        assert ran.code == 0
        again = dondoc("report", "--period", "2031", "--format", form, "--out", tmp_path / f"leer.{form}")
        assert (again.code, "đã có" in again.err) == (1, True)


def test_thousands_of_overdue_duties_take_seconds(dondoc: Dondoc, plan_db: Path, tmp_path: Path) -> None:
    """python-docx, asked for cells one by one, took minutes."""
    from time import perf_counter

    assert plan_db.exists()
    start = perf_counter()
    ran = dondoc("report", "--period", "2015", "--as-of", "2016-06-01", "--out", tmp_path / "dai.docx")
    assert ran.code == 0
    assert perf_counter() - start < 60
