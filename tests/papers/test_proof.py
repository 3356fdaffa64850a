"""The proof of one obligation: due when and why, asked when, received when, with every correction."""

import shutil
from contextlib import closing
from datetime import date
from pathlib import Path

import docx
import pytest

from notifications.letters import LetterWriter
from plan.documents.formats.markup import read_html
from plan.storage.database import Database
from scheduler.policy.rules import Rules
from tests.cli.conftest import Dondoc, run_in
from tests.story import Story

REPORT = "Báo cáo quý II năm 2012"
NOW = ("--as-of", "2012-07-20")


@pytest.fixture(scope="module")
def urged(
    adopted: Path, tmp_path_factory: pytest.TempPathFactory, rules: Rules, writer: LetterWriter
) -> tuple[Path, int]:
    """A plan.db with a late report that was urged, then came in, was corrected and has a file; and its number."""
    folder = tmp_path_factory.mktemp("urged")
    path = Path(shutil.copy(adopted, folder / "plan.db"))
    with closing(Database(f"sqlite:///{path}")) as database:
        story = Story(database, rules, writer)
        story.live(date(2012, 6, 15), date(2012, 7, 4))
        found = story.duty(REPORT, "so-y-te", date(2012, 7, 4)).id
    paper = folder / "bao-cao.txt"
    paper.write_text("toàn văn", encoding="utf-8")
    said = ("--on", "2012-07-06", "--document", "7/BC-SYT", "--file", paper)
    run_in(folder, "done", found, *said, "--as-of", "2012-07-09")
    why = ("--reason", "theo dấu <đến>")
    run_in(folder, "correct", found, "--on", "2012-07-05", *why, "--as-of", "2012-07-10")
    return path, found


@pytest.fixture
def number(urged: tuple[Path, int], tmp_path: Path) -> int:
    """That report, in a plan.db of the test's own."""
    shutil.copy(urged[0], tmp_path / "plan.db")
    return urged[1]


def _text(html: str) -> str:
    return " ".join("".join(read_html(html).itertext()).split())


def test_it_says_due_when_and_why_asked_when_and_received_when(dondoc: Dondoc, number: int) -> None:
    head = dondoc("audit", "verify", "--json").json["head"]
    ran = dondoc("proof", number, "--format", "html", *NOW)
    assert ran.code == 0
    text = _text(ran.out)
    for words in (
        "Quyết định số 39/QĐ-UBND ngày 25/3/2012",
        "hiểu là ngày cuối kỳ",
        "02/7/2012 (ngày 30/6/2012 là thứ Bảy; Bộ luật Dân sự 2015, Điều 148, khoản 5)",
        "Quá hạn 1 ngày làm việc",
        "[Đôn đốc] Sở Y tế:",
        "7/BC-SYT",
        "lý do: theo dấu <đến>",
        "bao-cao.txt (SHA-256",
        "Đã hoàn thành trễ hạn 3 ngày làm việc: nhận ngày 05/7/2012",
        "Sửa điều đã ghi",
        "Dấu của dòng cuối nhật ký",
    ):
        assert words in text, words
    assert head in text


def test_the_word_file_says_the_same(dondoc: Dondoc, number: int, tmp_path: Path) -> None:
    assert dondoc("proof", number, "--out", tmp_path / "p.docx", *NOW).code == 0
    document = docx.Document(str(tmp_path / "p.docx"))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    assert "lý do: theo dấu <đến>" in cells
    assert any(p.text.startswith("Đã hoàn thành trễ hạn 3 ngày") for p in document.paragraphs)
    assert dondoc("proof", number, "--out", tmp_path / "p2.docx", *NOW).code == 0
    assert dondoc("proof", 999999, "--out", tmp_path / "x.docx", *NOW).code == 1


def test_reasons_are_in_words_and_the_paper_can_be_signed(dondoc: Dondoc, number: int) -> None:
    """It named a rung of the policy file, and left the reason of an extension out of the log."""
    dondoc("reopen", number, "--as-of", "2012-07-11")
    dondoc("extend", number, "--to", "2012-08-31", "--reason", "chờ số liệu quý", "--as-of", "2012-07-12")
    dondoc("cancel", number, "--reason", "đã gộp vào 6 tháng", "--as-of", "2012-07-13")
    text = _text(dondoc("proof", number, "--format", "html", *NOW).out)
    log = text.partition("5. Nhật ký")[2]
    assert "chờ số liệu quý" in log
    assert "đã gộp vào 6 tháng" in log
    assert "before-" not in text
    assert "đã được thay bằng lời nhắc sau nó: " in text
    assert "NGƯỜI LẬP PHIẾU" in text
    assert "GIÁM ĐỐC" in text


def test_a_task_is_proven_by_its_own_words(dondoc: Dondoc, plan_db: Path) -> None:
    assert plan_db.exists()
    rows = dondoc("obligations", "--agency", "so-tu-phap", "--kind", "task", "--json", *NOW).json
    one = next(r["id"] for r in rows if r["label"].startswith("I.3"))
    text = _text(dondoc("proof", one, "--format", "html", *NOW).out)
    assert "Thời gian ghi trong kế hoạch" in text
    assert "Quý II, năm 2012" in text
    assert "Quá hạn 14 ngày làm việc, tính đến ngày 20/7/2012; chưa nhận được." in text
