"""A plan as provinces write them today: a title in capitals, no sections, ninety-six communes, one huge task."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

import docx
import pdfplumber
import pytest

from plan.obligations.words import cite_fully, running
from scheduler.papers.ratings import SHIPPED
from tests.cli.conftest import Dondoc, run_in, small_plan
from tests.conftest import EXAMPLE
from tests.papers.conftest import OFFICE

NOW = ("--as-of", "2026-05-05")
HUGE = "Xây dựng, hoàn thiện thể chế của nền hành chính " * 60
QUARTER = "Quý I năm 2026"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("many")


@pytest.fixture(scope="module")
def many(folder: Path) -> Dondoc:
    """Everybody has one duty, and this office rates even one."""
    (folder / "dondoc.toml").write_text(f'{OFFICE}[reports]\nverdicts = "own.toml"\n', encoding="utf-8")
    shipped = SHIPPED.read_text(encoding="utf-8")
    (folder / "own.toml").write_text(shipped.replace("least = 5", "least = 1"), encoding="utf-8")
    rows = (
        (HUGE, "Sở Tài chính", QUARTER),
        ("Rà soát thủ tục", "UBND các xã, phường, đặc khu", QUARTER),
        ("Tổng kết", "Sở Nội vụ", QUARTER),
    )
    page = small_plan(folder, *rows, number="77", signed="05 tháng 01 năm 2026", years="2026-2030")
    text = page.read_text(encoding="utf-8").replace("HÀNH CHÍNH GIAI", "HÀNH CHÍNH TỈNH QUẢNG NGÃI GIAI")
    page.write_text(text, encoding="utf-8")
    register = EXAMPLE.parent / "quang-ngai-2026" / "agencies.csv"
    ran = run_in(folder, "import", page, "--agencies", register, "--as-of", "2026-01-06")
    assert ran.code in {0, 3}
    return partial(run_in, folder)


@pytest.fixture(scope="module")
def report(many: Dondoc, folder: Path) -> Path:
    assert many("report", "--period", "2026-Q1", "--out", folder / "report.docx", *NOW).code == 0
    return folder / "report.docx"


def test_no_word_of_a_heading_is_broken(report: Path, to_pdf: Callable[[Path], Path]) -> None:
    """One column was too narrow for *Tổng*."""
    with pdfplumber.open(to_pdf(report)) as pdf:
        words = {word["text"] for page in pdf.pages for word in page.extract_words()}
    assert {"Tổng", "Đúng", "Quá", "Đề", "xuất"} <= words
    assert not words & {"Tổn", "g", "Đún"}


def test_many_who_are_late_are_marked_in_the_annex(report: Path) -> None:
    """Two pages of names in one sentence; and the department proposed to criticize itself among others."""
    document = docx.Document(str(report))
    text = [p.text for p in document.paragraphs]
    package = document.part.package
    charts = [part.blob.decode() for part in package.iter_parts() if "/charts/" in str(part.partname)]
    assert not any("so với kỳ trước" in chart for chart in charts)  # there is none
    assert "Đề nghị phê bình nghiêm khắc 97 cơ quan (ghi tại Phụ lục I)." in text
    assert any(line.startswith("Sở Nội vụ (đúng hạn 0%, 0/1 việc, cũng ở mức phê bình") for line in text)
    sections, agencies = document.tables[3], document.tables[6]
    assert sections.rows[1].cells[0].text == "Nhiệm vụ của kế hoạch"
    assert [c.text for c in agencies.rows[0].cells][-1] == "Đề xuất"
    assert len(agencies.rows) == 100
    assert agencies.rows[-1].cells[1].text.startswith("Tổng cộng")
    assert {row.cells[-1].text for row in agencies.rows[1:-1]} == {"Phê bình nghiêm khắc"}


def test_a_title_in_capitals_is_not_shouted(many: Dondoc, report: Path, folder: Path) -> None:
    letter = folder / "letter.docx"
    assert many("letter", "--tasks", "--out", letter, *NOW).code == 0
    for paper in (report, letter):
        text = "\n".join(p.text for p in docx.Document(str(paper)).paragraphs)
        assert "ban hành Kế hoạch cải cách hành chính tỉnh Quảng Ngãi giai đoạn 2026-2030" in text


def test_a_huge_task_does_not_tear_its_proof_apart(
    many: Dondoc, folder: Path, to_pdf: Callable[[Path], Path]
) -> None:
    rows = many("obligations", "--agency", "so-tai-chinh", "--json", *NOW).json
    assert many("proof", rows[0]["id"], "--out", folder / "p.docx", *NOW).code == 0
    with pdfplumber.open(to_pdf(folder / "p.docx")) as pdf:
        first = pdf.pages[0].extract_text()
    assert "PHIẾU THEO DÕI THỰC HIỆN" in first
    assert "1. Việc phải làm" in first


@pytest.mark.parametrize(
    ("title", "names", "said"),
    [
        (
            "KẾ HOẠCH CỦA UBND TỈNH QUẢNG NGÃI QUÝ II",
            ("Quảng Ngãi",),
            "Kế hoạch của UBND tỉnh Quảng Ngãi quý II",
        ),
        ("KẾ HOẠCH TỈNH QUẢNG NGÃI", ("",), "KẾ HOẠCH TỈNH QUẢNG NGÃI"),
        ("Kế hoạch  tỉnh", ("Quảng Ngãi",), "Kế hoạch tỉnh"),
    ],
)
def test_running_text(title: str, names: tuple[str, ...], said: str) -> None:
    assert running(title, names) == said


def test_a_plan_that_is_its_own_document_is_cited_once() -> None:
    said = cite_fully("77/KH-UBND", None, "Kế hoạch Cải cách hành chính năm 2026", "UBND tỉnh X")
    assert said == "Kế hoạch số 77/KH-UBND của UBND tỉnh X về cải cách hành chính năm 2026"
    assert cite_fully("9/QĐ-TTg", None, "", "UBND tỉnh X") == "Quyết định số 9/QĐ-TTg của Thủ tướng Chính phủ"
    assert cite_fully("9/NQ-HĐND", None, "", "UBND tỉnh X") == "Nghị quyết số 9/NQ-HĐND của ……"
