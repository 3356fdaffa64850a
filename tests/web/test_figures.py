"""The page of figures and the half minute of the head: the same numbers as the report that is signed."""

import csv
import re
from collections.abc import Callable
from datetime import date
from io import BytesIO, StringIO

import openpyxl
import pytest
from starlette.testclient import TestClient

from plan.models import Cause
from plan.obligations import acceptance, acts
from plan.obligations.acceptance import Said
from plan.views.counted_duties import counted_duties
from scheduler.papers.period_facts import statistics_of
from scheduler.papers.periods import ReportPeriod
from scheduler.papers.ratings import load_ratings
from tests.web.conftest import RULES, Office, words

See = Callable[[str], str]
QUARTER = "from=01/4/2012&to=30/6/2012"


def rows_of(page: str) -> dict[str, list[str]]:
    """The table of the page: the name of a row and its numbers."""
    table = page[page.index("<tbody>") :]
    found = re.findall(r'<th scope="row">(.*?)</th>(.*?)</tr>', table, re.DOTALL)
    return {name: re.findall(r"<td[^>]*>(.*?)</td>", rest) for name, rest in found}


@pytest.fixture
def lived(province: Office) -> Office:
    """Something came in on time, something late, something was extended, something cancelled."""
    with province.database.begin() as session:
        connection = session.connection()
        for change in (
            "UPDATE obligation SET done_on = '2012-06-28' WHERE id % 3 = 0 AND ends BETWEEN '2012-06-01' AND '2012-07-05'",
            "UPDATE obligation SET done_on = '2012-07-09' WHERE id % 7 = 1 AND ends BETWEEN '2012-06-01' AND '2012-07-05' AND done_on IS NULL",
            "UPDATE obligation SET extended_from = due, due = '2012-08-15', ends = '2012-08-15' WHERE id % 11 = 2 AND kind = 'report' AND due BETWEEN '2012-06-01' AND '2012-07-05' AND done_on IS NULL",
            "UPDATE obligation SET cancelled_on = '2012-07-01' WHERE id % 13 = 5 AND ends BETWEEN '2012-06-01' AND '2012-07-05' AND done_on IS NULL",
        ):
            connection.exec_driver_sql(change)
    return province


@pytest.mark.parametrize(
    ("by", "of"), [("agency", lambda f: f.by_agency), ("section", lambda f: f.by_section)]
)
def test_the_page_counts_as_the_report_does(lived: Office, see: See, by: str, of: Callable) -> None:
    page = see(f"/figures?{QUARTER}&by={by}")
    with lived.database.read() as session:
        found = statistics_of(
            session, RULES, ReportPeriod.parse("2012-Q2"), date(2012, 7, 17), load_ratings(None)
        )
    shown = rows_of(page)
    total = next(shown.pop(name) for name in list(shown) if name.startswith("Tổng cộng"))

    def numbers(counts) -> list[str]:
        return [str(n) for n in (counts.on_time, counts.late, counts.overdue, counts.open)]

    assert total[:4] == numbers(found.all)
    assert {name: row[:4] for name, row in shown.items()} == {
        row.name.replace("  ", " "): numbers(row.tally) for row in of(found)
    }
    assert found.all.due > 20
    assert found.all.late > 2
    assert found.all.open > 0
    assert f"{found.all.on_time} trên {found.all.due} việc" in words(page)


def test_by_month_in_the_order_of_time(see: See) -> None:
    page = see("/figures?from=1/1/2012&to=31/12/2012&by=month")
    names = [name for name in rows_of(page) if name.startswith("Tháng")]
    assert names == sorted(names, key=lambda name: int(name.split()[1].split("/")[0]))
    assert "Năm 2012" in page


def test_the_same_as_files(browser: TestClient, see: See) -> None:
    shown = rows_of(see(f"/figures?{QUARTER}"))
    answer = browser.get(f"/figures.csv?{QUARTER}")
    read = list(csv.reader(StringIO(answer.content.decode("utf-8-sig"))))
    assert {row[0]: row[1:5] for row in read[1:-1]} == {
        name: row[:4] for name, row in shown.items() if not name.startswith("Tổng")
    }
    assert "attachment" in answer.headers["content-disposition"]
    book = openpyxl.load_workbook(BytesIO(browser.get(f"/figures.xlsx?{QUARTER}").content))
    rows = list(book.worksheets[0].iter_rows(values_only=True))
    assert [str(v) for v in rows[-1][1:5]] == shown["Tổng cộng (việc chung tính một lần)"][:4]


def test_a_name_is_no_formula(lived: Office, browser: TestClient) -> None:
    lived.rename("so-noi-vu", '=HYPERLINK("http://x")')
    assert "\"'=HYPERLINK" in browser.get(f"/figures.csv?{QUARTER}").content.decode()


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("from=32/1/2012", "Không hiểu ngày"),
        ("from=1/6/2012&to=1/5/2012", "ở trước ngày đầu"),
        ("to=1/1/1000", "Năm phải từ 2000"),
        ("from=1/1/2050&to=2/1/2050", "Chưa có việc nào đến hạn"),
    ],
)
def test_days_that_are_none(see: See, asked: str, said: str) -> None:
    assert said in words(see(f"/figures?{asked}"))


def test_what_was_typed_stays(see: See) -> None:
    assert 'value="32/1/2012"' in see("/figures?from=32/1/2012")


def test_many_agencies_are_cut_in_the_chart_alone(see: See) -> None:
    page = see("/figures?from=1/1/2012&to=17/7/2012")
    assert re.search(r"\d+ cơ quan khác: \d+ việc đúng hạn", words(page))
    assert len(rows_of(page)) > 21


class TestBrief:
    @pytest.mark.usefixtures("lived")
    def test_it_says_what_the_figures_say(self, see: See) -> None:
        page = words(see("/brief"))
        figures = words(see("/figures?from=1/1/2012&to=17/7/2012"))
        share = re.search(r"\(([\d,]+\s%)", figures)
        assert share
        assert f"{share[1]} việc đến hạn đã xong đúng hạn" in page

    def test_late_of_either_kind_is_what_the_lists_hold(self, lived: Office, see: See) -> None:
        with lived.database.read() as session:
            late = "SELECT count(*) FROM obligation WHERE done_on IS NULL AND cancelled_on IS NULL AND ends < '2012-07-17' AND kind = '{}'"
            reports, tasks = (
                session.connection().exec_driver_sql(late.format(kind)).scalar()
                for kind in ("report", "task")
            )
        page = words(see("/brief"))
        assert f"{reports} báo cáo quá hạn" in page
        assert f"{tasks} nhiệm vụ quá hạn" in page

    def test_reports_of_one_round_are_one_line(self, see: See) -> None:
        assert re.search(r"Báo cáo quý I năm 2012: \d+ cơ quan chưa gửi", words(see("/brief")))

    def test_what_is_declared_is_late_neither_here_nor_in_the_rail(
        self, office: Office, local: TestClient
    ) -> None:
        number = office.oblige("so-tai-chinh", date(2012, 6, 29))
        assert "1 nhiệm vụ quá hạn" in words(local.get("/brief"))
        with office.database.begin() as session:
            row = acts.find_obligation(session, number)
            acceptance.declare(
                session, row, "so-tai-chinh", office.act(), Said(date(2012, 7, 9)), RULES.collection
            )
        page = words(local.get("/brief"))
        assert "0 nhiệm vụ quá hạn" in page
        assert "Không có việc nào quá hạn" in page

    def test_nothing_due_yet(self, local: TestClient) -> None:
        assert "Chưa có việc nào đến hạn" in words(local.get("/brief"))


def test_each_confirmed_cause_excuses_its_own_duty(lived: Office) -> None:
    """The newest cause of another duty takes nothing away from this one; one given after it does."""
    span = (date(2012, 4, 1), date(2012, 6, 30))
    with lived.database.read() as session:
        first, second, third = [one.days.id for one in counted_duties(session, *span)][:3]
    with lived.database.begin() as session:
        for number, objective in ((first, True), (second, True), (third, True), (third, None)):
            session.add(
                Cause(
                    obligation_id=number,
                    text="bão",
                    given_on=date(2012, 7, 9),
                    at=lived.now,
                    given_by="test",
                    objective=objective,
                )
            )
            session.flush()
    with lived.database.read() as session:
        assert {one.days.id for one in counted_duties(session, *span) if one.days.excused} == {first, second}
