"""The figures the Ministry asks for, counted once more by SQL that shares nothing with the program: tasks of the plan,
bands of lateness, what was done, extended, cancelled, what comes next, and tasks without a day."""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest

from plan.audit.log import Act
from plan.documents.formats.markup import read_html
from plan.obligations.acceptance import Said, declare
from plan.obligations.acts import find_obligation
from plan.obligations.views import ObligationFilter, duties
from plan.storage.database import Database
from scheduler.papers.lateness_bands import band_rows
from scheduler.papers.outline import OutlineError, load_outline
from scheduler.policy.rules import Rules
from tests.cli.conftest import Dondoc, run_in
from tests.papers.conftest import OFFICE
from tests.story import morning

# Period, its days, the last day of what comes next, the day on which everything is looked at.
TERMS = [
    ("2012-Q2", "2012-04-01", "2012-06-30", "2012-09-30", "2012-07-17"),
    ("2012", "2012-01-01", "2012-12-31", "2013-03-31", "2013-01-20"),
    ("2013", "2013-01-01", "2013-12-31", "2014-03-31", "2014-01-20"),
    ("2014-9M", "2014-01-01", "2014-09-30", "2014-12-31", "2014-10-20"),
]
Asked = tuple[Any, sqlite3.Connection, dict[str, str]]


@pytest.fixture(scope="module")
def office(answered: Path, tmp_path_factory: pytest.TempPathFactory, rules: Rules) -> Dondoc:
    """Lived through, with a task extended, one cancelled, one done, one declared in 2012, and a row withdrawn in 2013."""
    folder = tmp_path_factory.mktemp("plan-figures")
    shutil.copy(answered, folder / "plan.db")
    (folder / "dondoc.toml").write_text(f"{OFFICE}[reports]\nbands = [10, 30, 90]\n", encoding="utf-8")
    office = partial(run_in, folder)
    database = sqlite3.connect(folder / "plan.db")
    late = [
        row[0]
        for row in database.execute(
            """SELECT id FROM obligation WHERE kind = 'task' AND due BETWEEN '2012-04-01' AND '2012-06-30'
               AND done_on IS NULL ORDER BY id"""
        )
    ]
    database.execute(
        "UPDATE task SET withdrawn_on = '2013-02-01' WHERE id = (SELECT MIN(id) FROM task WHERE state = 'awaiting')"
    )
    database.commit()
    database.close()
    why = ("--as-of", "2012-07-10", "--reason")
    assert office("extend", late[0], "--to", "2012-08-31", *why, "chờ ý kiến Bộ").code == 0
    assert office("cancel", late[1], *why, "đã gộp vào nhiệm vụ khác").code == 0
    said = ("--on", "2012-07-10", "--document", "15/QĐ-UBND", "--as-of", "2012-07-11")
    assert office("done", late[2], *said).code == 0
    _declare(folder, late[3], rules)
    return office


def _declare(folder: Path, number: int, rules: Rules) -> None:
    """An agency says by its link that it is done; nobody has accepted it."""
    with closing(Database(f"sqlite:///{folder / 'plan.db'}")) as database, database.begin() as session:
        row = find_obligation(session, number)
        (one,) = duties(session, date(2012, 7, 12), ObligationFilter(ids=(number,)))
        act = Act(f"agency:{one.leads[0]}", morning(date(2012, 7, 12)), date(2012, 7, 12))
        said = Said(date(2012, 7, 12), "3/BC", None, None)
        assert not declare(session, row, one.leads[0], act, said, rules.collection)


@pytest.fixture(scope="module", params=TERMS, ids=[term[0] for term in TERMS])
def asked(request: pytest.FixtureRequest, office: Dondoc) -> Iterator[Asked]:
    text, first, last, ahead, on = request.param
    ran = office("report", "--period", text, "--format", "json", "--as-of", on)
    assert ran.code == 0, ran.err
    raw = sqlite3.connect(office.args[0] / "plan.db")  # type: ignore[attr-defined]  # a partial
    yield ran.json, raw, {"first": first, "last": last, "ahead": ahead, "on": on}
    raw.close()


# One row a task: whether any of its duties in the period is overdue, open, done late, done on time.
BY_TASK = """
SELECT t.id, t.section,
  SUM(o.id IS NOT NULL AND (o.done_on IS NULL OR o.done_on > :on) AND o.ends < :on) AS overdue,
  SUM(o.id IS NOT NULL AND (o.done_on IS NULL OR o.done_on > :on) AND o.ends >= :on) AS open,
  SUM(o.id IS NOT NULL AND o.done_on <= :on AND o.done_on > o.ends) AS late,
  SUM(o.id IS NOT NULL AND o.done_on <= :on AND o.done_on <= o.ends) AS on_time,
  SUM(o.id IS NOT NULL AND (o.done_on IS NULL OR o.done_on > :on) AND NOT EXISTS (
    SELECT 1 FROM declaration w WHERE w.obligation_id = o.id AND w.state = 'waiting' AND w.declared_on <= :on
  )) AS silent
FROM task t LEFT JOIN deadline d ON d.task_id = t.id
LEFT JOIN obligation o ON o.deadline_id = d.id AND o.due BETWEEN :first AND :last
  AND (o.cancelled_on IS NULL OR o.cancelled_on > :on)
WHERE t.withdrawn_on IS NULL OR t.withdrawn_on > :on GROUP BY t.id
"""
UNDATED = """
SELECT t.id, t.section, COALESCE(t.signed_on, p.issued_on) FROM task t JOIN plan p ON p.id = t.plan_id
WHERE t.state <> 'scheduled' AND (t.withdrawn_on IS NULL OR t.withdrawn_on > :on)
  AND t.id NOT IN (SELECT d.task_id FROM deadline d JOIN obligation o ON o.deadline_id = d.id WHERE d.task_id IS NOT NULL)
"""


def _task_counts(raw: sqlite3.Connection, days: dict[str, str], section: str | None) -> dict[str, int]:
    found = dict.fromkeys(("on_time", "late", "overdue", "open", "awaiting", "undated"), 0)
    for _, where, overdue, opened, late, on_time, silent in raw.execute(BY_TASK, days):
        if section in (None, where):
            awaits = (overdue or opened) and not silent
            worst = (
                (awaits, "awaiting"), (overdue, "overdue"), (opened, "open"), (late, "late"), (on_time, "on_time"),
            )  # fmt: skip
            for many, name in worst:
                if many:
                    found[name] += 1
                    break
    found["undated"] = sum(section in (None, row[1]) for row in raw.execute(UNDATED, days))
    return found


def _same(row: dict[str, Any], counted: dict[str, int]) -> None:
    assert {name: row[name] for name in counted} == counted
    assert row["total"] == sum(counted.values())
    done, due = (
        counted["on_time"] + counted["late"],
        counted["on_time"] + counted["late"] + counted["overdue"],
    )
    assert row["share_of_done"] == (counted["on_time"] / done if done else None)
    assert row["share"] == (counted["on_time"] / due if due else None)


def test_each_task_counts_once(asked: Asked) -> None:
    """A report counted the duties of agencies alone: one task of 14 districts was fourteen."""
    found, raw, days = asked
    _same(found["plan_tasks"], _task_counts(raw, days, None))
    for row in found["task_sections"]:
        _same(row, _task_counts(raw, days, row["code"]))
    assert sum(row["total"] for row in found["task_sections"]) == found["plan_tasks"]["total"]


def test_what_was_declared_waits_and_is_not_done(asked: Asked) -> None:
    """It is counted apart, and neither as done nor as overdue, until somebody accepts it."""
    found, raw, days = asked
    (waiting,) = raw.execute(
        """SELECT COUNT(DISTINCT o.id) FROM obligation o JOIN declaration w ON w.obligation_id = o.id
           WHERE w.state = 'waiting' AND w.declared_on <= :on AND o.due BETWEEN :first AND :last""",
        days,
    ).fetchone()
    assert found["all"]["awaiting"] == waiting == (1 if days["first"] < "2012-07" else 0)
    assert found["plan_tasks"]["awaiting"] == waiting


def test_tasks_without_a_day_are_listed_after_three_months(asked: Asked) -> None:
    found, raw, days = asked
    year, month, day = map(int, days["on"].split("-"))
    limit = date(year, month - 3, day) if month > 3 else date(year - 1, month + 9, day)
    counted = {row[0]: row[2] for row in raw.execute(UNDATED, days) if date.fromisoformat(row[2]) < limit}
    assert {row["task"]: row["since"] for row in found["undated"]} == counted


def test_bands_hold_every_late_duty(asked: Asked) -> None:
    found, raw, days = asked
    lateness = [row["days"] for row in found["overdue"]]
    (late,) = raw.execute(
        """SELECT COUNT(*) FROM obligation WHERE done_on > ends AND done_on <= :on
           AND CASE kind WHEN 'report' THEN COALESCE(extended_from, due) ELSE due END BETWEEN :first AND :last""",
        days,
    ).fetchone()
    assert [(row["from"], row["to"]) for row in found["bands"]] == [(1, 10), (11, 30), (31, 90), (91, None)]
    for row in found["bands"]:
        assert row["overdue"] == sum(row["from"] <= n <= (row["to"] or 9999) for n in lateness)
    assert sum(row["overdue"] for row in found["bands"]) == len(lateness)
    assert sum(row["done_late"] for row in found["bands"]) == late == found["all"]["late"]


def test_what_was_done_is_listed(asked: Asked) -> None:
    found, raw, days = asked
    query = """SELECT id, done_on, document, done_on > ends, due < :first FROM obligation WHERE kind = 'task'
               AND done_on <= :on AND (due BETWEEN :first AND :last
                                       OR (due < :first AND done_on BETWEEN :first AND :last))"""
    counted = {row[0]: (row[1], row[2], bool(row[3]), bool(row[4])) for row in raw.execute(query, days)}
    shown = {
        row["obligation"]: (row["on"], row["document"], row["late"], row["carried"]) for row in found["done"]
    }
    assert shown == counted


def test_what_was_extended_or_cancelled_is_listed(asked: Asked) -> None:
    found, raw, days = asked
    query = """SELECT id, extended_from, due, CASE WHEN cancelled_on <= :on THEN cancelled_on END FROM obligation
               WHERE (extended_from IS NOT NULL AND (due BETWEEN :first AND :last OR extended_from BETWEEN :first AND :last))
                  OR (cancelled_on <= :on AND (due BETWEEN :first AND :last OR cancelled_on BETWEEN :first AND :last))"""
    counted = {row[0]: row[1:] for row in raw.execute(query, days)}
    shown = {
        row["obligation"]: (row["extended_from"], row["due"], row["cancelled_on"]) for row in found["changes"]
    }
    assert shown == counted


def test_what_comes_next_is_listed(asked: Asked) -> None:
    """A round of reports is one line, with how many agencies owe it."""
    found, raw, days = asked
    query = """SELECT MIN(id), due, COUNT(*) FROM obligation WHERE due > :last AND due <= :ahead
               AND (done_on IS NULL OR done_on > :on) AND (cancelled_on IS NULL OR cancelled_on > :on) AND ends >= :on
               GROUP BY CASE kind WHEN 'report' THEN -deadline_id ELSE id END, due"""
    counted = {(due, many) for _, due, many in raw.execute(query, days)}
    assert {(row["due"], row["agencies"]) for row in found["upcoming"]} == counted
    assert sum(row["agencies"] for row in found["upcoming"]) == sum(n for _, _, n in raw.execute(query, days))


def test_the_shares_are_of_the_done_and_of_the_due(asked: Asked) -> None:
    found = asked[0]
    for row in (found["all"], found["tasks"], found["reports"], *found["agencies"], *found["sections"]):
        done = row["on_time"] + row["late"]
        assert row["share_of_done"] == (row["on_time"] / done if done else None)


@pytest.fixture(scope="module")
def paper(office: Dondoc) -> Path:
    out: Path = office.args[0] / "r.docx"  # type: ignore[attr-defined]  # a partial
    assert office("report", "--period", "2012", "--out", out, "--as-of", "2013-01-20").code == 0
    return out


def test_the_annex_has_the_columns_of_the_central_one(paper: Path) -> None:
    """TB 624/TB-VPCP: STT, Tên nhiệm vụ, Đơn vị chủ trì, Thời hạn, Kết quả thực hiện, Tiến độ."""
    document = docx.Document(str(paper))
    heads = [[cell.text for cell in table.rows[0].cells] for table in document.tables]
    done = ["STT", "Tên nhiệm vụ", "Đơn vị chủ trì", "Thời hạn", "Kết quả thực hiện", "Tiến độ"]
    table = document.tables[heads.index(done)]
    cells = [cell.text for cell in table.rows[1].cells]
    assert "số " in cells[4]
    assert "ngày " in cells[4]
    assert cells[5].startswith("Đã hoàn thành")
    changed = ["STT", "Nhiệm vụ", "Cơ quan chủ trì", "Thời hạn cũ", "Thời hạn mới", "Nội dung, lý do"]
    said = [row.cells[5].text for row in document.tables[heads.index(changed)].rows]
    assert "Gia hạn: chờ ý kiến Bộ" in said
    assert "Hủy ngày 10/7/2012: đã gộp vào nhiệm vụ khác" in said


def test_every_table_has_a_total_and_a_day(paper: Path) -> None:
    document = docx.Document(str(paper))
    counted = [table for table in document.tables if "Tổng số" in [cell.text for cell in table.rows[0].cells]]
    assert len(counted) == 4
    for table in counted[1:]:
        assert any(cell.text.startswith("Tổng cộng") for cell in table.rows[-1].cells)
    text = [p.text for p in document.paragraphs]
    annexes = sum(line.startswith("Phụ lục ") for line in text)
    assert text.count("Dữ liệu tính đến ngày 20/01/2013") == annexes
    assert text.count("(Số liệu tính đến ngày 20/01/2013.)") == 4


def test_the_workbook_has_the_same_lists(office: Dondoc) -> None:
    folder: Path = office.args[0]  # type: ignore[attr-defined]  # a partial
    args = ("report", "--period", "2012", "--as-of", "2013-01-20")
    assert office(*args, "--out", folder / "r.xlsx").code == 0
    found = office(*args, "--format", "json").json
    book = openpyxl.load_workbook(folder / "r.xlsx")
    for name, key in (
        ("Đã hoàn thành", "done"),
        ("Gia hạn, hủy", "changes"),
        ("Sắp tới", "upcoming"),
        ("Chưa có thời hạn", "undated"),
    ):
        rows = [row for row in book[name].iter_rows(values_only=True) if isinstance(row[0], int)]
        assert len(rows) == len(found[key]), name
    total = list(book["Nhiệm vụ"].iter_rows(values_only=True))[-1]
    tasks = found["plan_tasks"]
    keys = ("total", "on_time", "late", "open", "overdue", "awaiting", "undated")
    assert total[:8] == ("Tổng cộng", *(tasks[key] for key in keys))


def test_the_outline_is_marked_and_editable(office: Dondoc) -> None:
    """The Ministry's own outline was not found: the paper says so, and an office puts its own in."""
    folder: Path = office.args[0]  # type: ignore[attr-defined]  # a partial
    args = ("report", "--period", "2012", "--format", "html", "--as-of", "2013-01-20")
    shipped = " ".join("".join(read_html(office(*args).out).itertext()).split())
    assert "(Khung chưa đối chiếu với công văn của Bộ Nội vụ.)" in shipped
    assert "1. Công tác chỉ đạo, điều hành" in shipped
    (folder / "own.toml").write_text('note = ""\n[[heading]]\ntitle = "Điểm nhấn"\n', encoding="utf-8")
    config = folder / "own-dondoc.toml"
    config.write_text(f'{OFFICE}[reports]\noutline = "{folder / "own.toml"}"\n', encoding="utf-8")
    own = " ".join("".join(read_html(office(*args, "--config", config).out).itertext()).split())
    assert "1. Điểm nhấn" in own
    assert "Công tác chỉ đạo" not in own
    assert "đối chiếu" not in own


@pytest.mark.parametrize("text", ["x", "[[heading]]\n", '[[heading]]\ntitle = "a"\nbelow = 1\n'])
def test_an_outline_with_a_fault_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "o.toml").write_text(text, encoding="utf-8")
    with pytest.raises(OutlineError):
        load_outline(tmp_path / "o.toml")


@pytest.mark.parametrize("bands", ["[0]", "[30, 10]", "[10, 10]"])
def test_bands_rise(dondoc: Dondoc, plan_db: Path, tmp_path: Path, bands: str) -> None:
    assert plan_db.exists()
    (tmp_path / "dondoc.toml").write_text(f"[reports]\nbands = {bands}\n", encoding="utf-8")
    ran = dondoc("report", "--period", "2012-Q2", "--format", "json")
    assert (ran.code, "tăng dần" in ran.err) == (1, True)


def test_the_edges_of_bands() -> None:
    rows = band_rows((30,), [1, 30, 31, 400], [0, 30, 31])
    assert [(row.name, row.overdue, row.done_late) for row in rows] == [
        ("1–30 ngày", 2, 1),
        ("Trên 30 ngày", 2, 1),
    ]
