"""The urging letter as Nghị định 30/2020/NĐ-CP wants it, and what goes with an escalation."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import date, time
from io import BytesIO
from pathlib import Path

import docx
import openpyxl
import pdfplumber
import pytest
from docx.shared import Length
from sqlmodel import col, select, update

from notifications.letters import LetterWriter
from notifications.papers import excel
from notifications.papers.excel import book
from notifications.papers.values import FileProperties, PaperSheet
from notifications.papers.word import word
from plan.models import Deadline, Letter, UrgingLetter
from plan.storage.database import Database
from scheduler.policy.rules import Rules
from tests.cli.conftest import Dondoc
from tests.papers.conftest import NOW
from tests.story import Story, morning, parsed

POINT = 25.4 / 72  # mm
DAY = date(2012, 7, 4)
QUARTER, HALF = "Báo cáo quý II năm 2012", "Báo cáo 6 tháng đầu năm 2012"
MARKUP = "<script>x</script> & quý"


@pytest.fixture(scope="module")
def letter(paper: Callable[..., Path]) -> Path:
    """A draft to everybody late on 17/7/2012."""
    return paper("letter")


def _mm(length: Length | None) -> float:
    assert length is not None
    return length.mm


def test_it_measures_as_the_decree_says(letter: Path) -> None:
    """Nghị định 30/2020/NĐ-CP, Phụ lục I, Mục I and II."""
    document = docx.Document(str(letter))
    section = document.sections[0]
    assert (round(_mm(section.page_width)), round(_mm(section.page_height))) == (210, 297)
    assert 20 <= _mm(section.top_margin) <= 25
    assert 20 <= _mm(section.bottom_margin) <= 25
    assert 30 <= _mm(section.left_margin) <= 35
    assert 15 <= _mm(section.right_margin) <= 20
    assert section.different_first_page_header_footer
    assert "PAGE" in section.header._element.xml
    assert section.header.paragraphs[0].alignment == 1  # centred
    assert "PAGE" not in section.first_page_header._element.xml
    for style in document.styles:
        if style.name.startswith("dd-") or style.name in {"Normal", "Header"}:
            assert style.font.name == "Times New Roman"
    runs = [
        r for p in document.element.body.iter("{*}p") for r in docx.text.paragraph.Paragraph(p, document).runs
    ]
    assert {run.font.name for run in runs} == {None}  # what the styles say, nothing else


def _looks(document: docx.document.Document) -> dict[str, tuple[float, bool, bool]]:
    """Text → size, bold, italic of its first run."""
    found = {}
    for p in document.element.body.iter("{*}p"):
        paragraph = docx.text.paragraph.Paragraph(p, document)
        if paragraph.runs:
            font = document.styles[paragraph._p.pPr.pStyle.val].font
            assert font.size is not None
            found[paragraph.text] = (font.size.pt, bool(font.bold), bool(font.italic))
    return found


def test_every_part_has_its_letters(letter: Path) -> None:
    looks = _looks(docx.Document(str(letter)))
    assert looks["UBND TỈNH QUẢNG NGÃI"] == (12, False, False)
    assert looks["SỞ NỘI VỤ"] == (12, True, False)
    assert looks["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"] == (12, True, False)
    assert looks["Độc lập - Tự do - Hạnh phúc"] == (13, True, False)
    assert looks["Quảng Ngãi, ngày 17 tháng 7 năm 2012"] == (13, False, True)
    assert looks["V/v đôn đốc gửi báo cáo"] == (12, False, False)
    assert next(look for text, look in looks.items() if text.startswith("Số:")) == (13, False, False)
    assert next(look for text, look in looks.items() if text.startswith("Thực hiện")) == (14, False, False)
    assert looks["Nơi nhận:"] == (12, True, True)
    assert looks["- Như trên;"] == (11, False, False)
    assert looks["- Lưu: VT, CCHC."] == (11, False, False)
    assert looks["GIÁM ĐỐC"] == looks["Nguyễn Văn A"] == (14, True, False)


def _tops(page: pdfplumber.page.Page, *texts: str) -> list[float]:
    """How far down the first line stands that has each text in it."""
    lines = page.extract_text_lines()
    return [next(line["top"] for line in lines if text in line["text"]) for text in texts]


def _word(page: pdfplumber.page.Page, text: str) -> dict[str, float]:
    return next(word for word in page.extract_words() if word["text"] == text)


def test_the_parts_are_in_their_places(letter: Path, to_pdf: Callable[[Path], Path]) -> None:
    """Printed by LibreOffice and measured on the page."""
    with pdfplumber.open(to_pdf(letter)) as pdf:
        assert len(pdf.pages) == 2
        first, last = pdf.pages
        middle = first.width / 2
        assert _word(first, "UBND")["x1"] < middle
        assert _word(first, "CỘNG")["x0"] > middle - 40
        (left, right) = _tops(first, "UBND TỈNH", "CỘNG HÒA")
        assert left == right
        tops = _tops(first, "UBND TỈNH", "V/v đôn đốc", "Kính gửi", "Thực hiện Quyết định", "STT")
        assert tops == sorted(tops)
        tops = _tops(last, "đề nghị các cơ quan", "./.", "Nơi nhận", "Dự thảo số 1/2012")
        assert tops == sorted(tops)
        assert _word(last, "GIÁM")["x0"] > middle
        assert _word(last, "Nơi")["x1"] < middle


def test_the_page_is_printed_as_it_is_set(letter: Path, to_pdf: Callable[[Path], Path]) -> None:
    """Margins, page numbers and letters, measured on the page too."""
    with pdfplumber.open(to_pdf(letter)) as pdf:
        words = [page.extract_words() for page in pdf.pages]
        fonts = {char["fontname"].split("+")[-1] for page in pdf.pages for char in page.chars}
    assert min(w["x0"] for page in words for w in page) * POINT >= 29.5
    assert max(w["x1"] for page in words for w in page) * POINT <= 195.5
    assert words[0][0]["text"] == "UBND"
    number = words[1][0]
    assert (number["text"], number["top"] * POINT < 20) == ("2", True)
    centre = (number["x0"] + number["x1"]) / 2 * POINT
    assert abs(centre - (30 + 165 / 2)) < 2  # between the margins
    assert all("Times" in font or "LiberationSerif" in font for font in fonts), fonts


def test_one_addressee_stands_on_the_line(dondoc: Dondoc, answered_db: Path, tmp_path: Path) -> None:
    assert answered_db.exists()
    assert dondoc("letter", "--to", "so-khoa-hoc-va-cong-nghe", *NOW).code == 0
    text = [p.text for p in docx.Document(str(tmp_path / "cong-van-don-doc-2012-001.docx")).paragraphs]
    assert "Kính gửi: Sở Khoa học và Công nghệ." in text
    assert not any("……UBND" in line for line in text)


def test_drafts_are_numbered_and_written_down(dondoc: Dondoc, answered_db: Path, tmp_path: Path) -> None:
    assert answered_db.exists()
    assert [dondoc("letter", *NOW).code for _ in range(2)] == [0, 0]
    assert sorted(p.name for p in tmp_path.glob("*.docx")) == [
        "cong-van-don-doc-2012-001.docx",
        "cong-van-don-doc-2012-002.docx",
    ]
    refused = dondoc("letter", "--out", tmp_path / "cong-van-don-doc-2012-001.docx", *NOW)
    assert refused.code == 1
    assert dondoc("letter", "--out", tmp_path / "3.docx", *NOW).code == 0
    database = Database(f"sqlite:///{answered_db}")
    with database.read() as session:
        numbers = list(session.exec(select(UrgingLetter.number).order_by(UrgingLetter.number)))
    database.close()
    assert numbers == [1, 2, 3]  # what could not be written has no number


@pytest.mark.parametrize(
    ("given", "words"),
    [
        (("--to", "so-khong-co"), "không có mã 'so-khong-co'"),
        (("--to", "so-xay-dung"), "không có báo cáo"),
        (("--to", "so-noi-vu", "--tasks"), "không đôn đốc chính mình"),
        (("--to", ""), "không có mã ''"),
    ],
)
def test_a_letter_to_nobody_is_none(
    dondoc: Dondoc, answered_db: Path, given: tuple[str, ...], words: str
) -> None:
    assert answered_db.exists()
    ran = dondoc("letter", *given, *NOW)
    assert (ran.code, words in ran.err) == (1, True)


def test_an_offices_own_template_wins(dondoc: Dondoc, answered_db: Path, tmp_path: Path) -> None:
    assert answered_db.exists()
    own = tmp_path / "mau" / "documents"
    own.mkdir(parents=True)
    (own / "urging.html").write_text(
        "<html><body><p>{{ office.name }} nhắc {{ to | length }} cơ quan &amp; đơn vị</p></body></html>",
        encoding="utf-8",
    )
    (tmp_path / "dondoc.toml").write_text('[office]\ntemplates = "mau"\n', encoding="utf-8")
    assert dondoc("letter", "--out", tmp_path / "o.docx", *NOW).code == 0
    assert docx.Document(str(tmp_path / "o.docx")).paragraphs[0].text.startswith("Sở Nội vụ nhắc 1")
    (own / "report.html").write_text("{{ khong_co }}", encoding="utf-8")
    broken = dondoc("report", "--period", "2012-Q2", "--out", tmp_path / "r.docx", *NOW)
    assert (broken.code, "mẫu report.html có lỗi" in broken.err) == (1, True)
    (tmp_path / "dondoc.toml").write_text('[office]\ntemplates = "khong-co"\n', encoding="utf-8")
    assert "không có thư mục" in dondoc("letter", *NOW).err


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{% if %}",
        "{{ 1/0 }}",
        "{{ day | day | day }}",
        "<table></table>",
        "<table><tr></tr></table>",
        "<table><tr><td colspan='x'>a</td></tr></table>",
        "<table><colgroup><col data-mm='x'></colgroup><tr><td>a</td></tr></table>",
        "<hr data-of='x'>",
        b"\xff\xfe{{",
    ],
)
def test_a_template_with_any_fault_is_named(
    dondoc: Dondoc, answered_db: Path, tmp_path: Path, text: str | bytes
) -> None:
    """Most were called a fault of the program; nothing is written, and no number is used up."""
    assert answered_db.exists()
    own = tmp_path / "mau" / "documents"
    own.mkdir(parents=True)
    (own / "urging.html").write_bytes(text if isinstance(text, bytes) else text.encode())
    (tmp_path / "dondoc.toml").write_text('[office]\ntemplates = "mau"\n', encoding="utf-8")
    ran = dondoc("letter", "--out", tmp_path / "l.docx", *NOW)
    assert (ran.code, "mẫu urging.html có lỗi" in ran.err, "hãy sửa mẫu" in ran.err) == (1, True, True)
    assert not (tmp_path / "l.docx").exists()
    database = Database(f"sqlite:///{answered_db}")
    with database.read() as session:
        assert list(session.exec(select(UrgingLetter))) == []
    database.close()


def _files(letter: Letter) -> dict[str, bytes]:
    return {str(p.get_filename()): p.get_payload(decode=True) for p in parsed(letter).iter_attachments()}  # type: ignore[misc]  # bytes


@pytest.fixture(scope="module")
def story(
    adopted: Path, tmp_path_factory: pytest.TempPathFactory, rules: Rules, writer: LetterWriter
) -> Iterator[Story]:
    """The morning of the first escalations. Reports of the half-year have a label with markup in it, and Sở Y tế's
    of the quarter was recorded five minutes before the tick."""
    path = shutil.copy(adopted, tmp_path_factory.mktemp("story") / "plan.db")
    with closing(Database(f"sqlite:///{path}")) as database:
        with database.begin() as session:
            where = col(Deadline.label) == HALF
            session.exec(update(Deadline).where(where).values(label=f"{HALF} {MARKUP}"))
        story = Story(database, rules, writer)
        story.live(date(2012, 7, 2), date(2012, 7, 3))
        story.comes_in(story.duty(QUARTER, "so-y-te", DAY).id, DAY)
        story.tick(morning(DAY, time(8, 5)))
        yield story


@pytest.fixture(scope="module")
def files(story: Story) -> dict[str, bytes]:
    """What goes with the letter of that morning to Sở Nội vụ."""
    (letter,) = story.letters(kind="escalation", agency="so-noi-vu", day=DAY)
    return _files(letter)


@pytest.fixture(scope="module")
def listed(files: dict[str, bytes]) -> list[tuple[object, ...]]:
    """The rows of the list of what is overdue."""
    sheet = openpyxl.load_workbook(BytesIO(files["danh-sach-qua-han-2012-07-04.xlsx"])).worksheets[0]
    return [row for row in sheet.iter_rows(values_only=True) if isinstance(row[0], int)]


@pytest.fixture(scope="module")
def drafted(files: dict[str, bytes]) -> docx.table.Table:
    """The table of the draft that goes with it."""
    return docx.Document(BytesIO(files["cong-van-don-doc-2012-002.docx"])).tables[-1]


def test_the_letter_of_the_day_brings_the_list_and_the_draft(
    story: Story, files: dict[str, bytes], listed: list[tuple[object, ...]], drafted: docx.table.Table
) -> None:
    assert sorted(files) == ["cong-van-don-doc-2012-002.docx", "danh-sach-qua-han-2012-07-04.xlsx"]
    (letter,) = story.letters(kind="escalation", agency="so-noi-vu", day=DAY)
    assert len(listed) == len(story.told(letter_id=letter.id)) == 67
    assert {row[6] for row in listed} == {2}
    assert len(drafted.rows) == 68
    (above,) = story.letters(kind="escalation", agency="van-phong-ubnd-tinh", day=DAY)
    assert list(_files(above)) == ["danh-sach-qua-han-2012-07-04.xlsx"]


def test_a_report_that_is_recorded_is_in_no_letter_of_the_next_tick(
    story: Story, listed: list[tuple[object, ...]]
) -> None:
    """Recorded five minutes before the tick that would have told of it."""
    duty = story.duty(QUARTER, "so-y-te", DAY)
    assert [n.step for n in story.told(obligation_id=duty.id) if n.day == DAY] == []
    rows = [row[1:3] for row in listed]
    assert ("Sở Y tế", QUARTER) not in rows
    assert ("Sở Y tế", f"{HALF} {MARKUP}") in rows


def test_templates_escape_what_a_plan_says(drafted: docx.table.Table) -> None:
    """A title with markup in it stays text."""
    assert any(MARKUP in row.cells[2].text for row in drafted.rows)


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", '=HYPERLINK("http://x")', "\t=1", "a\x07b"])
def test_no_cell_is_ever_a_formula(text: str) -> None:
    at = morning(date(2012, 7, 4))
    data = book([PaperSheet("x", text, (text,), ((text,),))], at)
    assert data == book([PaperSheet("x", text, (text,), ((text,),))], at)
    sheet = openpyxl.load_workbook(BytesIO(data)).worksheets[0]
    for cell in (sheet["A1"], sheet["A3"], sheet["A4"]):
        assert cell.data_type == "s"
        assert cell.value == text.replace("\x07", "")


@pytest.mark.parametrize("text", ["<r>a & b</r>", "<r><t>=1</t></r>"])
def test_no_cell_is_ever_markup(text: str) -> None:
    """XlsxWriter takes what looks so for a rich text of its own, and the whole file would not open."""
    data = book([PaperSheet("x", text, (text,), ((text,),))], morning(DAY))
    sheet = openpyxl.load_workbook(BytesIO(data)).worksheets[0]
    assert {sheet[place].value.rstrip() for place in ("A1", "A3", "A4")} == {text}


def test_the_same_facts_give_the_same_bytes() -> None:
    meta = FileProperties("t", "a", morning(date(2012, 7, 4)))
    html = "<html><body><p>Một &lt;b&gt; <b>hai</b></p><table><tr><th>A</th><th>B</th></tr><tr><td colspan='2'>c</td></tr></table></body></html>"
    assert word(html, meta) == word(html, meta)
    for odd in "\ufffe\uffff":  # no XML holds them; an agency may have typed them
        assert word(html.replace("hai", f"h{odd}ai"), meta) == word(html, meta)
    document = docx.Document(BytesIO(word(html, meta)))
    assert document.paragraphs[0].text == "Một <b> hai"
    assert document.tables[0].rows[1].cells[0].text == "c"


def test_how_a_long_cell_wraps_is_counted_and_not_kept() -> None:
    """Thousands of whole paragraphs would stay in memory for as long as the service runs."""
    kept = excel._kept_wrapped.cache_info().currsize
    long, short = "đoạn " * excel.SHORT, "một cơ quan chưa ai kể"
    assert excel._wrapped(long, 60.0) == 20
    assert excel._wrapped(short, 60.0) == 1
    assert excel._kept_wrapped.cache_info().currsize == kept + 1
