"""What an operator types and reads: days as pages print them, Vietnamese with a suggestion, one beginning for errors."""

import ast
from pathlib import Path

import click
import pytest
from openpyxl import Workbook

from cli.vietnamese import MESSAGES
from plan.documents.formats.excel_days import is_day_by_accident
from tests.cli.conftest import Dondoc

DAYS = (
    "2012-07-04",
    "4/7/2012",
    "04/7/2012",
    "04/07/2012",
    "4-7-2012",
    "4.7.2012",
    "ngày 4/7/2012",
    "4 tháng 7 năm 2012",
)


@pytest.mark.parametrize("day", DAYS)
def test_a_day_is_taken_as_every_page_prints_it(adopted_here: Dondoc, day: str) -> None:
    assert adopted_here("deadlines", "--from", day, "--to", day, "--json").code == 0


@pytest.mark.parametrize(
    "moment",
    [
        *DAYS,
        "4/7/2012 08:05",
        "08:05, 04/7/2012",
        "8:05 4/7/2012",
        "2012-07-04T08:05",
        "2012-07-04 08:05:00+07:00",
    ],
)
def test_so_is_the_moment_of_as_of(adopted_here: Dondoc, moment: str) -> None:
    ran = adopted_here("obligations", "--status", "late", "--json", "--as-of", moment)
    assert ran.code == 0, ran.err
    assert ran.json == adopted_here("obligations", "--status", "late", "--json", "--as-of", "2012-07-04").json


@pytest.mark.parametrize("option", ["--from", "--as-of"])
@pytest.mark.parametrize(
    ("given", "meant"),
    [
        ("3/31/2012", "31/3/2012"),
        ("7/13/2012", "13/7/2012"),
        ("2012-31-03", ""),
        ("31/3", ""),
        ("31/3/12", ""),
        ("mai", ""),
    ],
)
def test_a_day_that_is_none_is_refused_with_what_was_meant(
    adopted_here: Dondoc, option: str, given: str, meant: str
) -> None:
    ran = adopted_here("deadlines", option, given)
    assert ran.code == 2
    assert "không phải ngày" in ran.err
    assert (f"có phải {meant}?" in ran.err) == bool(meant)


def test_days_of_papers_files_and_the_calendar(adopted_here: Dondoc, tmp_path: Path) -> None:
    assert adopted_here("report", "--period", "01/01/2012..30/6/2012", "--format", "json").code == 0
    assert adopted_here("calendar", "set", "30/4/2013", "--off", "--label", "x", "--source", "y").code == 0
    register = "code;name;active_from\nso-a;Sở A;25/3/2012\nso-b;Sở B;2012-03-25\n"
    (tmp_path / "a.csv").write_text(register, encoding="utf-8")
    assert adopted_here("resolve", "Sở A", "--agencies", "a.csv").code == 0


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("impot",), "Không có lệnh 'impot'. Có phải 'import'?"),
        (("outbox", "lst"), "Không có lệnh 'lst'. Có phải 'list'?"),
        (("tasks", "--jsn"), "Không có tùy chọn '--jsn'. Có phải '--json'?"),
        (("done",), "Còn thiếu 'ID'"),
        (("done", "x"), "'x' không phải một số"),
        (("done", "1", "2", "--on", "4/7/2012"), "Thừa một tham số: 2"),
        (("done", "1", "--on"), "Tùy chọn '--on' cần một giá trị."),
        (("run", "--port", "70000"), "70000 ngoài khoảng 0<=x<=65535"),
        (("tasks", "--kind", "tsk"), "'tsk' không phải một trong 'task', 'report'"),
        (("outbox",), "Cách dùng: dondoc outbox"),
    ],
)
def test_wrong_usage_is_said_in_vietnamese(dondoc: Dondoc, arguments: tuple[str, ...], said: str) -> None:
    ran = dondoc(*arguments)
    assert ran.code == 2, ran.err
    assert said in ran.err + ran.out
    for english in (
        "Error:",
        "Usage:",
        "Try ",
        "Options",
        "OPTIONS",
        "COMMAND",
        "Missing",
        "Invalid",
        "No such",
        "Show this",
    ):
        assert english not in ran.err + ran.out


def test_every_error_begins_alike(dondoc: Dondoc, adopted_here: Dondoc) -> None:
    for ran in (
        dondoc("impot"),
        dondoc("why", "99999"),
        adopted_here("feed", "revoke", "99"),
        dondoc("tasks", "--db", "x"),
    ):
        assert ran.code in {1, 2}
        assert ran.err.splitlines()[-1].startswith("dondoc: ") or ran.err.startswith("dondoc: "), ran.err
        assert "Error" not in ran.err


def test_all_that_click_can_say_is_translated() -> None:
    """A newer click that says something else is found out here."""
    internal = (
        "DeprecationWarning",
        "Could not determine",
        "No options defined",
        "Arguments take",
        "Name '",
        "Boolean option",
    )
    internal += ("Invalid start character", "Unknown color", "Choice({choices})")
    folder = Path(click.__file__).parent
    said = set()
    for name in ("core", "decorators", "exceptions", "formatting", "parser", "termui", "types"):
        for node in ast.walk(ast.parse((folder / f"{name}.py").read_text(encoding="utf-8"))):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Name)
                and node.func.id in {"_", "ngettext"}
            ):
                said |= {part.value for part in node.args if isinstance(part, ast.Constant)}
    wanted = {text for text in said if isinstance(text, str) and not text.startswith(internal)}
    assert wanted - MESSAGES.keys() == set()
    for theirs, ours in MESSAGES.items():
        assert set(_fields(ours)) <= set(_fields(theirs)), theirs


def _fields(text: str) -> list[str]:
    from string import Formatter

    return [name for _, name, _, _ in Formatter().parse(text) if name]


def test_help_is_vietnamese(dondoc: Dondoc) -> None:
    shown = dondoc("done", "--help").out
    assert "Cách dùng: dondoc done" in shown
    assert "Tùy chọn:" in shown
    assert "Các lệnh:" in dondoc("--help").out


@pytest.mark.slow  # a morning of letters, written three times
def test_preview_says_the_words_of_the_letter(adopted_here: Dondoc, tmp_path: Path) -> None:
    from email import message_from_bytes
    from email.policy import default

    assert adopted_here("simulate", "--from", "2012-07-02", "--to", "2012-07-02", "--out", "sim").code == 0
    letters = [
        message_from_bytes(file.read_bytes(), policy=default)
        for file in sorted((tmp_path / "sim/mail/2012-07-02").glob("*.eml"))
    ]
    shown = adopted_here("preview", "--on", "2/7/2012", "--as-of", "2/7/2012").out
    rows = adopted_here("preview", "--on", "2/7/2012", "--as-of", "2/7/2012", "--json").json
    assert letters
    assert len(rows) == len(letters)
    for letter in letters:
        body = letter.get_body(("plain",)).get_content()
        assert any(
            row["subject"] == letter["Subject"] and row["text"].split() == body.split() for row in rows
        )
        for line in body.splitlines():
            assert line.strip() in shown


@pytest.mark.parametrize(
    "text",
    [
        "12-May",
        "May-12",
        "12-May-26",
        "12-Thg5",
        "12/05/2026",
        "5/12/2026",
        "2026-05-12",
        "tháng 5/2026",
        "12/05/2026 00:00",
    ],
)
def test_a_number_that_is_a_day_is_asked_about(adopted_here: Dondoc, tmp_path: Path, text: str) -> None:
    (tmp_path / "in.csv").write_text(
        f"cơ quan,việc,ngày,số văn bản\nSở Y tế,Báo cáo quý I năm 2012,30/3/2012,{text}\n", encoding="utf-8"
    )
    ran = adopted_here("receive", "in.csv")
    assert ran.code != 0
    assert "Excel đã đổi số gõ ở đây thành ngày" in ran.out + ran.err
    assert adopted_here("obligations", "--status", "done", "--json").json == []


@pytest.mark.parametrize(
    "text", ["12/BC-SYT", "12/5", "12/2026", "39/QĐ-UBND", "05-CV/TU", "12.5", "123", ""]
)
def test_a_number_that_is_none_stays_as_it_is(text: str) -> None:
    assert not is_day_by_accident(text)


def test_so_is_a_cell_of_excel(adopted_here: Dondoc, tmp_path: Path) -> None:
    from datetime import datetime

    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["cơ quan", "việc", "ngày", "số văn bản"])
    sheet.append(["Sở Y tế", "Báo cáo quý I năm 2012", datetime(2012, 3, 30), datetime(2012, 5, 12)])  # noqa: DTZ001 - a cell
    book.save(tmp_path / "in.xlsx")
    ran = adopted_here("receive", "in.xlsx")
    assert ran.code != 0
    assert "Excel đã đổi số gõ ở đây thành ngày" in ran.out + ran.err


def test_a_day_in_the_column_of_numbers_of_a_plan_is_asked_about(tmp_path: Path) -> None:
    from datetime import datetime

    from plan.documents import read_document

    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["STT", "Nhiệm vụ", "Cơ quan chủ trì", "Thời gian"])
    sheet.append([datetime(2026, 1, 1), "Rà soát thủ tục", "Sở Y tế", datetime(2026, 6, 30)])  # noqa: DTZ001 - a cell
    book.save(tmp_path / "plan.xlsx")
    found = [p for p in read_document(tmp_path / "plan.xlsx").problems if "Excel đã đổi số" in p.message]
    assert [p.where for p in found] == ["sheet Sheet, cell A2"]
