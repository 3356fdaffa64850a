"""What came in is recorded once, late is computed, a slip is corrected with a reason, the original stays."""

import csv
from datetime import date
from hashlib import sha256
from pathlib import Path

import openpyxl
import pytest
from sqlmodel import col, select

from plan.models import Receipt
from plan.obligations import receipts
from plan.storage.database import Database
from tests.cli.conftest import Dondoc
from tests.conftest import EXAMPLE

NOW = ("--as-of", "2012-07-20")
QUARTER = "Báo cáo quý II năm 2012"  # due 30/6 (Saturday), on time until 2/7


@pytest.fixture
def number(dondoc: Dondoc, plan_db: Path) -> int:
    assert plan_db.exists()
    rows = dondoc("obligations", "--agency", "so-y-te", "--kind", "report", "--json", *NOW).json
    return int(next(r["id"] for r in rows if r["label"] == QUARTER))


def test_late_is_computed_from_the_day(dondoc: Dondoc, number: int) -> None:
    assert dondoc("done", number, "--on", "2012-07-02", *NOW, "--json").json["status"] == "done"
    late = dondoc("correct", number, "--on", "2012-07-03", "--reason", "ghi nhầm ngày", *NOW, "--json")
    assert (late.code, late.json["status"]) == (0, "done-late")


def test_a_second_recording_never_overwrites(dondoc: Dondoc, number: int) -> None:
    dondoc("done", number, "--on", "2012-07-02", "--document", "1/BC", *NOW)
    again = dondoc("done", number, "--on", "2012-07-05", "--document", "2/BC", *NOW)
    assert (again.code, "dondoc correct" in again.err) == (1, True)
    rows = dondoc("obligations", "--agency", "so-y-te", "--json", *NOW).json
    assert next(r for r in rows if r["id"] == number)["document"] == "1/BC"


def test_every_recording_is_kept(dondoc: Dondoc, number: int, plan_db: Path, tmp_path: Path) -> None:
    paper = tmp_path / "bao cao.txt"
    paper.write_text("toàn văn", encoding="utf-8")
    dondoc("done", number, "--on", "2012-07-02", "--document", "1/BC", "--file", paper, *NOW)
    dondoc("correct", number, "--document", "11/BC", "--reason", "thiếu một số", *NOW)
    dondoc("reopen", number, "--reason", "gửi nhầm báo cáo quý I", *NOW)
    dondoc("done", number, "--on", "2012-07-19", "--document", "12/BC", *NOW)
    database = Database(f"sqlite:///{plan_db}")
    with database.read() as session:
        found = receipts.receipts_of(session, number)
        (kept,) = session.exec(select(Receipt).where(col(Receipt.file).is_not(None))).all()
    database.close()
    assert [(r.turn, r.on, r.document, r.reason) for r in found] == [
        (1, date(2012, 7, 2), "1/BC", None),
        (2, date(2012, 7, 2), "11/BC", "thiếu một số"),
        (3, None, None, "gửi nhầm báo cáo quý I"),
        (4, date(2012, 7, 19), "12/BC", None),
    ]
    assert (kept.turn, kept.file) == (1, "toàn văn".encode())
    assert found[0].file_digest == sha256("toàn văn".encode()).hexdigest()


@pytest.mark.parametrize(
    ("given", "words"),
    [
        (("--on", "2012-07-03", "--reason", " "), "lý do"),
        (("--on", "2012-07-02", "--reason", "x"), "không có gì khác"),
        (("--on", "2012-12-02", "--reason", "x"), "phía trước"),
    ],
)
def test_a_correction_needs_a_reason_and_a_difference(
    dondoc: Dondoc, number: int, given: tuple[str, ...], words: str
) -> None:
    dondoc("done", number, "--on", "2012-07-02", *NOW)
    ran = dondoc("correct", number, *given, *NOW)
    assert ran.code == 1
    assert words in ran.err


def test_what_is_open_cannot_be_corrected(dondoc: Dondoc, number: int) -> None:
    assert "dondoc done" in dondoc("correct", number, "--on", "2012-07-02", "--reason", "x", *NOW).err


def _rows(count: int) -> list[list[str]]:
    lines = (EXAMPLE / "answers.csv").read_text(encoding="utf-8").splitlines()
    return list(csv.reader(lines))[: count + 1]


def test_a_whole_list_is_recorded_and_safe_to_repeat(dondoc: Dondoc, plan_db: Path, tmp_path: Path) -> None:
    assert plan_db.exists()
    file = tmp_path / "den.csv"
    with file.open("w", encoding="utf-8", newline="") as target:
        csv.writer(target).writerows(_rows(20))
    assert dondoc("receive", file, "--dry-run", *NOW).out.startswith("20 việc")
    assert len(dondoc("receive", file, "--json", *NOW).json["recorded"]) == 20
    again = dondoc("receive", file, "--json", *NOW)
    assert (again.code, again.json) == (0, {"recorded": [], "known": 20, "problems": []})


def test_a_list_as_an_office_writes_it_in_excel(dondoc: Dondoc, number: int, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["Cơ quan", "Báo cáo", "Ngày nhận", "Số văn bản"])
    sheet.append(["Sở Y tế", QUARTER, date(2012, 7, 4), "77/BC-SYT"])
    sheet.append(["SXD", QUARTER, "5/7/2012", "78/BC-SXD"])
    file = tmp_path / "den.xlsx"
    book.save(file)
    ran = dondoc("receive", file, "--json", *NOW)
    assert ran.code == 0, ran.err
    assert (ran.code, ran.json["problems"], number in ran.json["recorded"]) == (0, [], True)
    rows = dondoc("obligations", "--agency", "so-xay-dung", "--json", *NOW).json
    assert next(r for r in rows if r["label"] == QUARTER)["done_on"] == "2012-07-05"


BAD = (
    f"so-y-te,{QUARTER},2012-07-04,1/BC\n"
    f"so-y-te,{QUARTER},2012-07-05,2/BC\n"
    f"Sở Y te,{QUARTER},2012-07-04,\n"
    f"so-xay-dung,{QUARTER},2012-13-04,\n"
)
GOOD = f"so-tu-phap,{QUARTER},2012-07-02,9/BC\n"


def status_of(dondoc: Dondoc, agency: str) -> str:
    rows = dondoc("obligations", "--agency", agency, "--kind", "report", "--json", *NOW).json
    return str(next(r["status"] for r in rows if r["label"] == QUARTER))


def listed(folder: Path, *lines: str) -> Path:
    file = folder / "den.csv"
    file.write_text("agency,label,on,document\n" + "".join(lines), encoding="utf-8")
    return file


def test_bad_lines_hold_no_other_back(dondoc: Dondoc, number: int, tmp_path: Path) -> None:
    """Of ninety-five lines one was wrong, and all had to be sent in again."""
    file = listed(tmp_path, BAD, GOOD)
    looked = dondoc("receive", file, "--dry-run", "--json", *NOW)
    assert (looked.code, status_of(dondoc, "so-tu-phap")) == (3, "late")
    ran = dondoc("receive", file, "--json", *NOW)
    assert (ran.code, len(ran.json["recorded"]), len(ran.json["problems"])) == (3, 1, 4)
    assert [line[:7] for line in ran.json["problems"]] == ["dòng 2:", "dòng 3:", "dòng 4:", "dòng 5:"]
    assert "4 dòng chưa ghi" in ran.err
    assert "các dòng 2 và 3 nói khác nhau về một việc" in ran.err  # which of them is right, nobody knows
    assert (status_of(dondoc, "so-tu-phap"), status_of(dondoc, "so-y-te")) == ("done", "late")
    twice = f"Sở Y tế,{QUARTER},2012-07-04,1/BC\nso-y-te,{QUARTER},2012-07-04,1/BC\n"
    again = dondoc("receive", listed(tmp_path, GOOD, twice), "--json", *NOW)
    assert (again.code, again.json["recorded"], again.json["known"]) == (0, [number], 2)


def test_asked_for_all_or_nothing_a_bad_line_holds_all_back(
    dondoc: Dondoc, plan_db: Path, tmp_path: Path
) -> None:
    assert plan_db.exists()
    ran = dondoc("receive", listed(tmp_path, BAD, GOOD), "--all-or-nothing", "--json", *NOW)
    assert (ran.code, ran.json["recorded"], "chưa ghi gì, vì 4 dòng" in ran.err) == (1, [], True)
    assert status_of(dondoc, "so-tu-phap") == "late"


def test_what_was_cancelled_is_left_out(dondoc: Dondoc, number: int, tmp_path: Path) -> None:
    dondoc("cancel", number, "--reason", "nhập nhầm", *NOW)
    ran = dondoc("receive", listed(tmp_path, f"so-y-te,{QUARTER},2012-07-04,1/BC\n", GOOD), *NOW)
    assert ran.code == 3
    assert "đã hủy ngày 20/7/2012" in ran.err
    assert f"dondoc reopen {number}" in ran.err
    assert (status_of(dondoc, "so-y-te"), status_of(dondoc, "so-tu-phap")) == ("cancelled", "done")


def test_nothing_is_recorded_of_a_list_that_is_wrong_all_through(
    dondoc: Dondoc, number: int, tmp_path: Path
) -> None:
    file = tmp_path / "den.csv"
    file.write_text(
        "agency,label,on,document\n"
        f"so-y-te,{QUARTER},2012-07-04,1/BC\n"
        f"so-y-te,{QUARTER},2012-07-05,2/BC\n"
        f"Sở Y te,{QUARTER},2012-07-04,\n"
        "so-y-te,Báo cáo quý 2 năm 2012,2012-07-04,\n"
        f"so-xay-dung,{QUARTER},2012-13-04,\n"
        f"so-xay-dung,{QUARTER},2012-12-04,\n",
        encoding="utf-8",
    )
    ran = dondoc("receive", file, *NOW)
    assert ran.code == 1
    places = [ran.err.index(f"dòng {line}:") for line in range(3, 8)]
    assert places == sorted(places)
    assert "có phải: Sở Y tế" in ran.err
    assert "có phải: Báo cáo quý I năm 2012, Báo cáo quý II năm 2012" in ran.err
    rows = dondoc("obligations", "--agency", "so-y-te", "--json", *NOW).json
    assert next(r for r in rows if r["id"] == number)["done_on"] is None


@pytest.mark.parametrize("text", ["a,b\n1,2\n", "agency,label\nx,y\n"])
def test_a_file_that_is_no_such_list_is_refused(
    dondoc: Dondoc, plan_db: Path, tmp_path: Path, text: str
) -> None:
    assert plan_db.exists()
    file = tmp_path / "x.csv"
    file.write_text(text, encoding="utf-8")
    ran = dondoc("receive", file)
    assert (ran.code, "thiếu cột" in ran.err) == (1, True)
    assert dondoc("receive", tmp_path / "none.csv").code == 1
