"""Papers that left the office are kept: what a report said in April it says in July, and the next one refers to it."""

import hashlib
import json
import shutil
import sqlite3
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import docx
import pytest

from plan.documents.formats.markup import read_html
from tests.cli.conftest import Dondoc, run_in
from tests.conftest import EXAMPLE
from tests.papers.conftest import OFFICE

Q1 = ("report", "--period", "2012-Q1")
APRIL = ("--as-of", "2012-04-09")
JULY = ("--as-of", "2012-07-17")
ISSUE = (*Q1, "--issue", "--number", "12/BC-SNV", "--on", "2012-04-09")


@pytest.fixture
def office(answered: Path, tmp_path: Path) -> Dondoc:
    """A plan.db in which everything came in and was recorded on its day."""
    shutil.copy(answered, tmp_path / "plan.db")
    (tmp_path / "dondoc.toml").write_text(OFFICE, encoding="utf-8")
    return partial(run_in, tmp_path)


def _open(folder: Path, on: str) -> list[int]:
    """Duties of the first quarter that nobody had done by that day, by plain SQL."""
    query = """SELECT id FROM obligation WHERE due BETWEEN '2012-01-01' AND '2012-03-31' AND ends < ?
               AND (done_on IS NULL OR done_on > ?) ORDER BY id"""
    database = sqlite3.connect(folder / "plan.db")
    found = [row[0] for row in database.execute(query, (on, on))]
    database.close()
    return found


def _words(page: str) -> str:
    return " ".join("".join(read_html(page).itertext()).split())


def test_what_was_recorded_later_does_not_change_a_report(office: Dondoc, tmp_path: Path) -> None:
    """A report of 9/4 had other numbers after the acts of May: a receipt, an extension, a cancellation, a correction."""
    figures = (*Q1, "--format", "json", *APRIL)
    before = office(*figures).json
    page = office(*Q1, "--format", "html", *APRIL).out
    late = _open(tmp_path, "2012-05-20")
    done, extended, cancelled = late[:3]
    may = ("--as-of", "2012-05-20")
    assert office("done", done, "--on", "2012-03-30", "--document", "9/BC", *may).code == 0
    assert office("extend", extended, "--to", "2012-09-30", "--reason", "chờ Bộ", *may).code == 0
    assert office("cancel", cancelled, "--reason", "gộp", *may).code == 0
    database = sqlite3.connect(tmp_path / "plan.db")
    (known,) = database.execute(
        "SELECT MIN(id) FROM obligation WHERE due BETWEEN '2012-01-01' AND '2012-03-31' AND done_on <= ends"
    ).fetchone()
    database.close()
    if known:
        why = ("--reason", "ghi nhầm")
        assert office("correct", known, "--on", "2012-05-18", *why, *may).code == 0

    assert office(*figures).json == before
    assert office(*Q1, "--format", "html", *APRIL).out == page

    after = office(*Q1, "--format", "json", *may).json
    assert after["all"] != before["all"]
    assert done not in [row["obligation"] for row in after["overdue"]]


def test_a_report_is_issued_kept_and_had_again(office: Dondoc, tmp_path: Path) -> None:
    assert office(*ISSUE, "--out", tmp_path / "q1.docx", *APRIL).code == 0
    text = "\n".join(
        p.text
        for p in docx.Document(str(tmp_path / "q1.docx")).element.body.iter()
        if hasattr(p, "text") and p.text
    )
    assert "12/BC-SNV" in text
    assert office("report", "--number", "12/BC-SNV", "--out", tmp_path / "again.docx", *JULY).code == 0
    assert (tmp_path / "again.docx").read_bytes() == (tmp_path / "q1.docx").read_bytes()
    database = sqlite3.connect(tmp_path / "plan.db")
    row = database.execute("SELECT issued_on, counted_on, digest, who, content FROM issued_report").fetchone()
    database.close()
    assert row[:2] == ("2012-04-09", "2012-04-09")
    assert row[2] == hashlib.sha256(row[4]).hexdigest()
    assert row[3].startswith("shell:")
    listed = office("report", "--issued").out
    assert "12/BC-SNV" in listed
    assert row[2][:16] in listed
    assert office("audit", "verify").code == 0


def test_the_signed_file_is_kept_where_there_is_one(office: Dondoc, tmp_path: Path) -> None:
    """An office edits the draft and signs it: what left is the file that somebody names."""
    (tmp_path / "da-ky.pdf").write_bytes(b"%PDF-1.4 signed")
    assert office(*ISSUE, "--file", tmp_path / "da-ky.pdf", *APRIL).code == 0
    assert office("report", "--number", "12/BC-SNV", "--out", tmp_path / "x.docx", *APRIL).code == 2
    assert office("report", "--number", "12/BC-SNV", "--out", tmp_path / "x.pdf", *APRIL).code == 0
    assert (tmp_path / "x.pdf").read_bytes() == b"%PDF-1.4 signed"


def test_the_period_before_is_as_it_was_issued(office: Dondoc, tmp_path: Path) -> None:
    """Whatever came in since: the figures of the first quarter are those that UBND tỉnh has in its hands."""
    said = office(*Q1, "--format", "json", *APRIL).json
    assert office(*ISSUE, "--out", tmp_path / "q1.docx", *APRIL).code == 0
    second = ("report", "--period", "2012-Q2")
    found = office(*second, "--format", "json", *JULY).json
    assert found["before"]["all"] == said["all"]
    assert found["before"]["issued"] == {"number": "12/BC-SNV", "on": "2012-04-09"}
    assert found["before"]["all"] != office(*Q1, "--format", "json", *JULY).json["all"]
    page = _words(office(*second, "--format", "html", *JULY).out)
    assert "Kỳ trước: quý I năm 2012 (theo Báo cáo số 12/BC-SNV ngày 09/4/2012)" in page
    early = office(*second, "--format", "json", "--as-of", "2012-04-08").json
    assert early["before"] is None or "issued" not in early["before"]


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (("--number", "12", "--on", "2012-04-09"), "không phải số văn bản"),
        (("--number", "bao cao", "--on", "2012-04-09"), "không phải số văn bản"),
        (("--number", "12/BC-SNV", "--on", "2012-04-10"), "còn ở phía trước"),
        (("--number", "12/BC-SNV", "--on", "2012-04-08"), "ở trước ngày số liệu"),
    ],
)
def test_what_cannot_be_issued_is_said(
    office: Dondoc, tmp_path: Path, args: tuple[str, ...], words: str
) -> None:
    ran = office(*Q1, "--issue", *args, "--out", tmp_path / "x.docx", *APRIL)
    assert (ran.code, words in ran.err, len(ran.err.splitlines())) == (1, True, 1)
    assert not (tmp_path / "x.docx").exists()
    assert "Chưa lưu báo cáo nào" in office("report", "--issued").out


def test_a_number_is_issued_once(office: Dondoc, tmp_path: Path) -> None:
    assert office(*ISSUE, "--out", tmp_path / "1.docx", *APRIL).code == 0
    again = office(*ISSUE, "--out", tmp_path / "2.docx", *APRIL)
    assert (again.code, "đã lưu" in again.err) == (1, True)
    assert not (tmp_path / "2.docx").exists()
    unknown = office("report", "--number", "13/BC-SNV", "--out", tmp_path / "3.docx")
    assert (unknown.code, "không lưu báo cáo nào số 13/BC-SNV" in unknown.err) == (1, True)
    assert office(*Q1, "--issue", "--number", "14/BC-SNV").code == 2
    assert office("report").code == 2


@pytest.fixture
def urged(office: Dondoc, tmp_path: Path) -> tuple[Dondoc, int]:
    """Two drafts of an urging letter, and a duty that both are about."""
    for name in ("1.docx", "2.docx"):
        assert office("letter", "--out", tmp_path / name, *JULY).code == 0
    database = sqlite3.connect(tmp_path / "plan.db")
    (numbers,) = database.execute("SELECT obligations FROM urging_letter WHERE number = 1").fetchone()
    database.close()

    return office, json.loads(numbers)[0]


def test_a_letter_that_went_out_stands_in_the_proof(urged: tuple[Dondoc, int]) -> None:
    office, number = urged
    sent: Callable[..., Any] = partial(office, "letter", "--sent", "45/SNV-CCHC", "--on", "2012-07-18")
    late = ("--as-of", "2012-07-19")
    which = sent(*late)
    assert (which.code, "thêm --draft" in which.err) == (1, True)
    assert sent("--draft", "2", *late).code == 0
    page = _words(office("proof", number, "--format", "html", "--as-of", "2012-07-20").out)
    assert "45/SNV-CCHC18/7/2012số 2/2012" in page
    earlier = _words(office("proof", number, "--format", "html", "--as-of", "2012-07-18").out)
    assert "45/SNV-CCHC" not in earlier


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (("45/SNV-CCHC", "--on", "2012-07-18", "--draft", "9"), "không có dự thảo 9/2012"),
        (("45/SNV-CCHC", "--on", "2012-07-30", "--draft", "1"), "còn ở phía trước"),
        (("45/SNV-CCHC", "--on", "2012-07-16", "--draft", "1"), "sau ngày gửi"),
        (("45", "--on", "2012-07-18", "--draft", "1"), "không phải số văn bản"),
    ],
)
def test_what_cannot_have_been_sent_is_said(
    urged: tuple[Dondoc, int], args: tuple[str, ...], words: str
) -> None:
    ran = urged[0]("letter", "--sent", *args, "--as-of", "2012-07-19")
    assert (ran.code, words in ran.err, len(ran.err.splitlines())) == (1, True, 1)


def test_a_letter_is_sent_once_and_a_number_used_once(urged: tuple[Dondoc, int]) -> None:
    office, on = urged[0], ("--on", "2012-07-18", "--as-of", "2012-07-19")
    assert office("letter", "--sent", "45/SNV-CCHC", "--draft", "1", *on).code == 0
    twice = office("letter", "--sent", "46/SNV-CCHC", "--draft", "1", *on)
    assert (twice.code, "đã gửi, số 45/SNV-CCHC" in twice.err) == (1, True)
    used = office("letter", "--sent", "45/SNV-CCHC", "--draft", "2", *on)
    assert (used.code, "đã ghi cho dự thảo 1/2012" in used.err) == (1, True)


def test_proof_sheets_have_numbers_of_their_own(urged: tuple[Dondoc, int], tmp_path: Path) -> None:
    """Sheet 4711 was the first one of the year, because the obligation had that number."""
    office, number = urged
    for n in (1, 2):
        page = office("proof", number, "--format", "html", *JULY).out
        assert f"Số: 0{n}/PTD" in _words(page)
    refused = office("proof", number, "--out", tmp_path / "1.docx", *JULY)
    assert refused.code == 1  # the file is there: no number is used up
    assert "Số: 03/PTD" in _words(office("proof", number, "--format", "html", *JULY).out)
    database = sqlite3.connect(tmp_path / "plan.db")
    rows = database.execute(
        "SELECT year, number, obligation_id, length(digest) FROM evidence_sheet"
    ).fetchall()
    database.close()
    assert rows == [(2012, n, number, 64) for n in (1, 2, 3)]


def test_the_command_says_what_stays_open_and_which_settings_fill_it(office: Dondoc, tmp_path: Path) -> None:
    said = office(*Q1, *JULY, "--out", tmp_path / "a.docx").err
    assert "Còn để trống" not in said
    said = office("letter", *JULY, "--out", tmp_path / "l.docx").err
    assert "Còn để trống: người liên hệ, điện thoại. Điền tay, hoặc ghi contact, phone ở mục [office]" in said
    (tmp_path / "dondoc.toml").unlink()
    assert "Còn để trống: cơ quan cấp trên" in office(*Q1, *JULY, "--out", tmp_path / "b.docx").err
    assert "Còn để trống" not in office(*Q1, *JULY, "--format", "json").err
    example = ("--config", EXAMPLE / "dondoc.toml")
    assert "Còn để trống" not in office("letter", *JULY, *example, "--out", tmp_path / "c.docx").err
