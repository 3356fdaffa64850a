"""Nghị định 30/2020/NĐ-CP, Phụ lục I, Phần I, point by point as docs/papers.md lists it, on a report and a letter."""

from collections.abc import Callable
from pathlib import Path

import docx
import pdfplumber
import pytest
from docx.document import Document
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

from notifications.papers.styles import STYLES
from notifications.papers.text_width import width_of
from tests.cli.conftest import Dondoc
from tests.papers.conftest import NOW

MM = 25.4 / 72
MOTTO, NATION = "Độc lập - Tự do - Hạnh phúc", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
GROUND = (
    "Quyết định số 39/QĐ-UBND ngày 25 tháng 3 năm 2012 của UBND tỉnh Quảng Ngãi ban hành "
    "Kế hoạch cải cách hành chính tỉnh Quảng Ngãi giai đoạn 2012 - 2015"
)


@pytest.fixture(scope="module")
def report(paper: Callable[..., Path]) -> Path:
    return paper("report", "--period", "2012-Q2")


def _paragraphs(document: Document) -> list[Paragraph]:
    """All of them, those in tables too, in order."""
    return [Paragraph(p, document) for p in document.element.body.iter(qn("w:p"))]


def _look(document: Document, start: str) -> tuple[float, bool, bool]:
    """Size, bold, italic of the paragraph that begins so."""
    found = next(p for p in _paragraphs(document) if p.text.startswith(start))
    font = document.styles[found._p.pPr.pStyle.val].font
    assert font.size is not None
    return font.size.pt, bool(font.bold), bool(font.italic)


def test_sizes_and_styles_of_a_report(report: Path) -> None:
    """The examples of Mục V where the decree leaves a choice."""
    document = docx.Document(str(report))
    assert _look(document, NATION) == (12, True, False)
    assert _look(document, MOTTO) == (13, True, False)
    assert _look(document, "UBND TỈNH QUẢNG NGÃI") == (12, False, False)
    assert _look(document, "SỞ NỘI VỤ") == (12, True, False)
    assert _look(document, "Số:") == (13, False, False)
    assert _look(document, "Quảng Ngãi, ngày 17 tháng 7 năm 2012") == (13, False, True)
    assert _look(document, "BÁO CÁO") == (14, True, False)
    assert _look(document, "Kết quả thực hiện Kế hoạch") == (14, True, False)
    assert _look(document, "Kính gửi: UBND tỉnh Quảng Ngãi.") == (14, False, False)
    assert _look(document, "1. Tình hình chung") == (14, True, False)
    assert _look(document, "Nơi nhận:") == (12, True, True)
    assert _look(document, "- Như trên;") == (11, False, False)
    assert _look(document, "GIÁM ĐỐC") == (14, True, False)


def test_the_body_is_set_as_the_decree_says() -> None:
    """Mục II.6.e: 13–14, upright, both edges, 1 or 1.27 cm, at least 6 pt between paragraphs."""
    body = STYLES["text"]
    assert (body.size, body.bold, body.italic, body.align) == (14, False, False, "both")
    assert (body.indent, body.before) == (12.7, 6)


def test_the_header_fits_its_lines(report: Path, to_pdf: Callable[[Path], Path]) -> None:
    """Quốc hiệu on one line, its rules as long as they must be, the number level with place and day."""
    with pdfplumber.open(to_pdf(report)) as pdf:
        page = pdf.pages[0]
        lines = {line["text"]: line for line in page.extract_text_lines()}
        assert any(text.endswith(NATION) for text in lines)
        number = next(text for text in lines if text.startswith("Số:"))
        assert number.endswith("Quảng Ngãi, ngày 17 tháng 7 năm 2012")
        words = page.extract_words(keep_blank_chars=True)
        motto = next(w for w in words if w["text"] == MOTTO)
        office = next(w for w in words if w["text"] == "SỞ NỘI VỤ")
        rules = sorted((e for e in page.lines + page.rects if e["width"] > 20 and e["top"] < 200), key=_top)
        under_motto = next(r for r in rules if r["x0"] > motto["x0"] - 20 and r["top"] > motto["bottom"] - 2)
        assert abs(under_motto["width"] - (motto["x1"] - motto["x0"])) < 4
        under_office = next(r for r in rules if r["x1"] < 250 and r["top"] > office["bottom"] - 2)
        assert 1 / 3 <= under_office["width"] / (office["x1"] - office["x0"]) <= 1 / 2


def _top(element: dict[str, float]) -> float:
    return element["top"]


def test_words_are_as_wide_as_they_are_printed(report: Path, to_pdf: Callable[[Path], Path]) -> None:
    with pdfplumber.open(to_pdf(report)) as pdf:
        words = pdf.pages[0].extract_words(keep_blank_chars=True)
    for text, size, bold in ((MOTTO, 13, True), (NATION, 12, True), ("UBND TỈNH QUẢNG NGÃI", 12, False)):
        printed = next(w for w in words if w["text"] == text)
        assert abs((printed["x1"] - printed["x0"]) * MM - width_of(text, size, bold=bold)) < 1, text


def test_documents_are_named_in_full_the_first_time(report: Path, paper: Callable[..., Path]) -> None:
    """Mục II.6.b."""
    for file in (report, paper("letter")):
        text = "\n".join(p.text for p in docx.Document(str(file)).paragraphs)
        assert f"Thực hiện {GROUND}" in text


def test_annexes_are_headed_and_numbered_as_the_decree_says(
    report: Path, to_pdf: Callable[[Path], Path]
) -> None:
    """Mục III.1: "Phụ lục I", then the title in capitals, then what it goes with; each with pages of its own."""
    document = docx.Document(str(report))
    assert _look(document, "Phụ lục II") == (14, True, False)
    assert _look(document, "DANH MỤC VIỆC QUÁ HẠN CHƯA HOÀN THÀNH") == (14, True, False)
    assert _look(document, "(Kèm theo Báo cáo số\u00a0……/BC-SNV ngày ……") == (14, False, True)
    body = " ".join(p.text for p in document.paragraphs)
    assert all(f"Phụ lục {n}" in body.partition("kính báo cáo./.")[0] for n in ("I", "II", "III", "IV", "V"))
    assert len(document.sections) == 6
    for section in document.sections[1:]:
        assert section._sectPr.find(qn("w:pgNumType")).get(qn("w:start")) == "1"
        assert section.different_first_page_header_footer
    sides = [section.page_width > section.page_height for section in document.sections]
    assert sides == [False, True, True, True, True, False]  # wide tables lie on their side
    with pdfplumber.open(to_pdf(report)) as pdf:
        assert any(page.width > page.height for page in pdf.pages)
        seen = [page.extract_text().split("\n")[0] for page in pdf.pages]
    annexes = [n for n, first in enumerate(seen) if first.startswith("Phụ lục")]
    assert [seen[n] for n in annexes] == ["Phụ lục I", "Phụ lục II", "Phụ lục III", "Phụ lục IV", "Phụ lục V"]
    for n, first in enumerate(seen):
        begins = max([0, *(a for a in annexes if a <= n)])
        assert n == begins or first == str(n - begins + 1)


def test_addressees_stand_below_the_colon(paper: Callable[..., Path], to_pdf: Callable[[Path], Path]) -> None:
    """Mục II.9.d."""
    with pdfplumber.open(to_pdf(paper("letter"))) as pdf:
        lines = pdf.pages[0].extract_text_lines()
    to = next(line for line in lines if line["text"] == "Kính gửi:")
    dashes = [line for line in lines if line["text"].startswith("- ")]
    assert len(dashes) == 12
    for line in dashes:
        assert abs(line["chars"][0]["x0"] - to["chars"][-1]["x0"]) < 3


def test_a_long_list_is_an_annex_of_the_letter(
    paper: Callable[..., Path], to_pdf: Callable[[Path], Path]
) -> None:
    """Nobody reads forty addressees in a head."""
    made = paper("letter", "--tasks")
    document = docx.Document(str(made))
    text = [p.text for p in document.paragraphs]
    assert "Kính gửi: 13 cơ quan có tên tại Phụ lục kèm theo." in text
    assert "DANH SÁCH BÁO CÁO, NHIỆM VỤ QUÁ HẠN" in text
    assert any(line.startswith("(Kèm theo Công văn số\u00a0……/SNV-CCHC ngày") for line in text)
    with pdfplumber.open(to_pdf(made)) as pdf:
        pages = [page.extract_text() for page in pdf.pages]
    assert "Nguyễn Văn A" in pages[0]
    assert pages[1].startswith("Phụ lục\n")


@pytest.mark.parametrize("form", ["docx", "html"])
def test_without_settings_what_is_unknown_stays_open(
    dondoc: Dondoc, answered_db: Path, tmp_path: Path, form: str
) -> None:
    assert answered_db.exists()
    out = tmp_path / f"r.{form}"
    assert dondoc("report", "--period", "2012-Q2", "--format", form, "--out", out, *NOW).code == 0
    if form == "docx":
        text = "\n".join(p.text for p in docx.Document(str(out)).paragraphs)
    else:
        text = out.read_text(encoding="utf-8")
    assert "Kính gửi: ……." in text
    assert "năm 2012 của …… ban hành Kế hoạch" in text
