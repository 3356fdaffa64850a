"""The year of a clerk at Sở Nội vụ, lived by the commands that are typed: every issued report is counted again by SQL.

Adopted, declared, sent back, accepted, amended in part, extended and undone, merged, asked by itself; the first
quarter, the half year, nine months and the year issued; rolled to the next period.
"""

import csv
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from notifications.letters import LetterWriter
from plan.agencies.store import load_directory, save_agencies
from plan.audit.log import Act
from plan.obligations import acceptance, acts
from plan.obligations.acceptance import Said
from plan.storage.database import Database
from scheduler.intake.refresh import refresh
from scheduler.policy.rules import Rules
from tests.cli.conftest import Dondoc, run_in
from tests.cli.test_amendments import amendment
from tests.conftest import EXAMPLE, SIGNED
from tests.story import Story, morning

pytestmark = [pytest.mark.slow, pytest.mark.timeout(900)]

DECLARES, MERGED, HEIR = "so-tai-chinh", "so-ngoai-vu", "van-phong-ubnd-tinh"
# When each report is issued, its number, and the days it is about.
ISSUED = {
    "2012-Q1": (date(2012, 4, 25), "30/BC-SNV", "2012-01-01", "2012-03-31"),
    "2012-H1": (date(2012, 7, 10), "61/BC-SNV", "2012-01-01", "2012-06-30"),
    "2012-9M": (date(2012, 10, 10), "90/BC-SNV", "2012-01-01", "2012-09-30"),
    "2012": (date(2013, 1, 18), "5/BC-SNV", "2012-01-01", "2012-12-31"),
}
OF_PERIOD = """
  CASE o.kind WHEN 'report' THEN COALESCE(o.extended_from, o.due) ELSE o.due END BETWEEN :first AND :last
  AND (o.cancelled_on IS NULL OR o.cancelled_on > :on)
"""
COUNTS = f"""
SELECT COUNT(*) AS total,
  COUNT(CASE WHEN done_on <= :on AND done_on <= ends THEN 1 END) AS on_time,
  COUNT(CASE WHEN done_on <= :on AND done_on > ends THEN 1 END) AS late,
  COUNT(CASE WHEN (done_on IS NULL OR done_on > :on) AND ends < :on THEN 1 END) AS overdue,
  COUNT(CASE WHEN (done_on IS NULL OR done_on > :on) AND ends >= :on THEN 1 END) AS open
FROM obligation o WHERE {OF_PERIOD}
"""


@dataclass
class Year:
    """The office in its folder, and what was noted on the way."""

    office: Dondoc
    folder: Path
    story: Story
    today: date = SIGNED
    received: date = SIGNED
    counted: dict[str, dict[str, int]] = field(default_factory=dict)
    figures: dict[str, Any] = field(default_factory=dict)
    papers: dict[str, bytes] = field(default_factory=dict)

    def until(self, day: date) -> None:
        """Mornings pass; each evening the clerk records what came in."""
        while self.today < day:
            self.today += timedelta(1)
            self.story.live(self.today, self.today)
            if self.today.isoweekday() == 5 or self.today == day:
                self._receive()

    def types(self, *args: object, code: int = 0) -> Any:
        ran = self.office(*args, "--as-of", self.today.isoformat())
        assert ran.code == code, (args, ran.out, ran.err)
        return ran

    def sql(self, query: str, **values: object) -> list[Any]:
        with closing(sqlite3.connect(self.folder / "plan.db")) as raw:
            raw.row_factory = sqlite3.Row
            return raw.execute(query, values).fetchall()

    def number(self, agency: str, label: str) -> int:
        (row,) = self.sql("SELECT id FROM obligation WHERE holder = :a AND label = :l", a=agency, l=label)
        return int(row["id"])

    def acts(self, agency: str) -> Act:
        return Act(f"agency:{agency}", morning(self.today), self.today)

    def declares(self, number: int, agency: str, says: date) -> None:
        with self.story.database.begin() as session:
            row = acts.find_obligation(session, number)
            rules = self.story.rules.collection
            assert not acceptance.declare(session, row, agency, self.acts(agency), Said(says, "7/BC"), rules)

    def issues(self, period: str) -> None:
        on, number, first, last = ISSUED[period]
        self.until(on)
        self.types(
            "report", "--period", period, "--issue", "--number", number, "--on", on, "--out", f"{period}.docx"
        )
        self.papers[period] = (self.folder / f"{period}.docx").read_bytes()
        self.figures[period] = self.types("report", "--period", period, "--format", "json").json
        (row,) = self.sql(COUNTS, first=first, last=last, on=on.isoformat())
        self.counted[period] = dict(row)

    def _receive(self) -> None:
        """What the example says came in since; the agency that declares by its link sends nothing on paper."""
        with (EXAMPLE / "answers.csv").open(encoding="utf-8") as file:
            rows = [row for row in csv.DictReader(file) if self._came(row)]
        self.received = self.today
        if not rows:
            return
        with (self.folder / "in.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, rows[0].keys())
            writer.writeheader()
            writer.writerows(rows)
        ran = self.office("receive", "in.csv", "--as-of", self.today.isoformat())
        assert ran.code in {0, 1, 3}, ran.err  # duties that an amendment or a merger took away are named

    def _came(self, row: dict[str, str]) -> bool:
        since = self.received.isoformat() < row["on"] <= self.today.isoformat()
        return since and not (row["agency"] == DECLARES and "quý I năm 2012" in row["label"])


@pytest.fixture(scope="module")
def year(
    adopted: Path, tmp_path_factory: pytest.TempPathFactory, rules: Rules, writer: LetterWriter
) -> Iterator[Year]:
    folder = tmp_path_factory.mktemp("year")
    shutil.copy(adopted, folder / "plan.db")
    with closing(Database(f"sqlite:///{folder / 'plan.db'}")) as database:
        year = Year(partial(run_in, folder), folder, Story(database, rules, writer))
        year.story.only(DECLARES, MERGED, HEIR, "so-noi-vu", "so-y-te", "thanh-tra-tinh")
        _first_quarter(year)
        _spring(year)
        _summer(year)
        _to_the_end(year)
        yield year


def _first_quarter(year: Year) -> None:
    """A late agency says "done on 30/3" on 9/4: sent back, said again, accepted as it arrived."""
    report = year.number(DECLARES, "Báo cáo quý I năm 2012")
    year.until(date(2012, 4, 9))
    year.declares(report, DECLARES, date(2012, 3, 30))
    year.until(date(2012, 4, 10))
    year.types("send-back", report, "--reason", "thiếu Biểu số 2")
    year.until(date(2012, 4, 12))
    year.declares(report, DECLARES, date(2012, 3, 30))
    year.until(date(2012, 4, 16))
    year.types("accept", report)
    year.issues("2012-Q1")


def _spring(year: Year) -> None:
    """Amended in part on 7/5; an extension with a mistyped year, undone; a report asked for by itself."""
    year.until(date(2012, 5, 7))
    rows = (
        ("II.9", "Xây dựng và ban hành quy trình, quy chế phối hợp trong công tác tiếp dân, giải quyết khiếu nại, tố cáo", "Thanh tra tỉnh", "Tháng 10/2012"),
        ("II.10", "Thí điểm trả kết quả tại nhà", "Sở Nội vụ", "Tháng 9/2012"),
    )  # fmt: skip
    title = "Sửa đổi, bổ sung Kế hoạch ban hành kèm theo Quyết định số 39/QĐ-UBND ngày 25 tháng 3 năm 2012"
    file = amendment(year.folder, *rows, title=title, number="288", signed="04 tháng 5 năm 2012")
    ran = year.office("import", file, "--amends", "39/QĐ-UBND", "--as-of", "2012-05-07")
    assert ran.code in {0, 3}, ran.err
    year.types("request-report", "Báo cáo nhanh cải cách hành chính", "--due", "2012-05-25", "--all",
               "--document", "12/UBND-NC")  # fmt: skip
    late = year.sql("SELECT id FROM obligation WHERE kind = 'task' AND due = '2012-03-31' ORDER BY id")[0][
        "id"
    ]
    year.until(date(2012, 5, 10))
    year.types("extend", late, "--to", "2021-08-31", "--reason", "Công văn 96/UBND-NC")
    year.until(date(2012, 5, 11))
    year.types("extend", late, "--undo", "--reason", "gõ nhầm năm")
    year.types("extend", late, "--to", "2012-08-31", "--reason", "Công văn 96/UBND-NC")


def _summer(year: Year) -> None:
    """One office becomes part of another on 1/6."""
    merged = date(2012, 6, 1)
    year.until(merged)
    with year.story.database.begin() as session:
        old = load_directory(session).get(MERGED)
        assert old is not None
        save_agencies(session, [replace(old, active_to=merged, successor=HEIR)])
    with year.story.database.begin() as session:
        refresh(session, year.story.rules, morning(merged), merged)
    year.issues("2012-H1")


def _to_the_end(year: Year) -> None:
    year.issues("2012-9M")
    year.until(date(2012, 11, 15))
    year.types("roll", "39/QĐ-UBND", "--period", "2016-2020", "--out", "next.xlsx", code=3)
    year.issues("2012")


@pytest.mark.parametrize("period", ISSUED)
def test_every_issued_report_is_counted_again(year: Year, period: str) -> None:
    """By SQL on the rows as they were when it was issued."""
    counted, found = year.counted[period], year.figures[period]["all"]
    assert {name: found[name] for name in counted} == counted
    assert counted["total"] > 30
    due = counted["on_time"] + counted["late"] + counted["overdue"]
    assert found["share"] == counted["on_time"] / due
    agencies = year.figures[period]["agencies"]
    assert sum(row["overdue"] for row in agencies) >= counted["overdue"]  # a duty of several counts for each


@pytest.mark.parametrize("period", ISSUED)
def test_what_was_issued_is_had_again_at_the_end_of_the_year(year: Year, period: str) -> None:
    on, number, *_ = ISSUED[period]
    again = f"again-{period}.docx"
    ran = year.office("report", "--number", number, "--out", again, "--as-of", "2013-01-18")
    assert ran.code == 0, ran.err
    assert (year.folder / again).read_bytes() == year.papers[period]
    then = year.office("report", "--period", period, "--format", "json", "--as-of", on.isoformat())
    assert then.json["all"] == year.figures[period]["all"]  # whatever was recorded since


def test_it_counts_as_late_from_the_day_it_arrived(year: Year) -> None:
    (row,) = year.sql(
        "SELECT done_on, ends FROM obligation WHERE id = :n",
        n=year.number(DECLARES, "Báo cáo quý I năm 2012"),
    )
    assert (row["done_on"], row["ends"]) == ("2012-04-12", "2012-04-03")
    states = [r["state"] for r in year.sql("SELECT state FROM declaration ORDER BY id")]
    assert states == ["sent-back", "accepted"]


def test_the_mistyped_extension_left_no_trace_but_in_the_history(year: Year) -> None:
    rows = year.sql("SELECT due, extended_from FROM obligation WHERE due > '2016-01-31'")
    assert rows == []
    assert year.sql("SELECT id FROM obligation WHERE extended_from = '2012-03-31' AND due = '2012-08-31'")
    assert [r["act"] for r in year.sql("SELECT act FROM audit WHERE act LIKE '%extend%'")] != []


def test_nobody_was_written_to_twice_of_one_thing_and_the_merged_office_not_at_all(year: Year) -> None:
    told = year.sql("SELECT COUNT(*) AS n FROM notice GROUP BY obligation_id, step, agency HAVING n > 1")
    assert told == []
    late = year.sql(
        "SELECT id FROM letter WHERE agency = :a AND day > '2012-06-01' AND state <> 'withdrawn'", a=MERGED
    )
    assert late == []


def test_each_duty_cites_the_decision_in_force(year: Year) -> None:
    (new,) = year.sql("SELECT id FROM task WHERE title LIKE 'Thí điểm trả kết quả%'")
    said = year.office("tasks", "--json", "--as-of", "2012-06-01").json
    assert [row for row in said if row["id"] == new["id"]]
    (number,) = year.sql(
        "SELECT o.id FROM obligation o JOIN deadline d ON d.id = o.deadline_id WHERE d.task_id = :t",
        t=new["id"],
    )
    assert "288/QĐ-UBND" in year.office("why", number["id"], "--as-of", "2012-06-01").out


def test_the_log_is_whole_and_the_next_plan_is_drawn_up(year: Year) -> None:
    assert year.office("audit", "verify").code == 0
    assert (year.folder / "next.xlsx").stat().st_size > 5000
