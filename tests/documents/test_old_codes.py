"""Files typed for old fonts, with look-alike letters and soft hyphens: read as what they show, kept as they were typed."""

import unicodedata
from pathlib import Path

import docx
import openpyxl
import pytest
from docx.oxml import OxmlElement

from plan import legacy_encodings
from plan.documents import DocumentError, read_agencies, read_document
from scheduler.phrases.read import read
from scheduler.phrases.reading import Period

ABOVE = (
    "Số: 12/KH-UBND",
    "Quảng Ngãi, ngày 05 tháng 01 năm 2026",
    "Kế hoạch",
    "Cải cách hành chính năm 2026",
)
ROWS = (
    ("STT", "Nhiệm vụ", "Cơ quan chủ trì", "Thời gian"),
    ("1", "Rà soát văn bản quy phạm pháp luật", "Sở Tư pháp", "Quý I năm 2026"),
    ("2", "Tổng kết công tác năm", "Sở Nội vụ", "Trước ngày 15/12/2026"),
)
_TCVN3 = {meant: chr(typed) for typed, meant in legacy_encodings._TCVN3.items()}
_MARKS = {
    unicodedata.normalize("NFC", f"a{marks}"): sign for sign, marks in legacy_encodings._VNI_MARKS.items()
}
_LETTERS = {chr(meant): chr(typed) for typed, meant in legacy_encodings._VNI_LETTERS.items()}


def in_tcvn3(text: str) -> str:
    return text.translate(_TCVN3)


def in_vni(text: str) -> str:
    return "".join(map(_vni, text))


def _vni(letter: str) -> str:
    if letter in _LETTERS or letter in "íìÍÌ":
        return _LETTERS.get(letter, letter)
    plain, marks = unicodedata.normalize("NFD", letter)[0], unicodedata.normalize("NFD", letter)[1:]
    if "\u031b" in marks:  # the horn belongs to the letter
        plain, marks = _LETTERS[unicodedata.normalize("NFC", plain + "\u031b")], marks.replace("\u031b", "")
    sign = _MARKS.get(unicodedata.normalize("NFC", f"a{marks}"), "") if marks else ""
    return plain + (sign.upper() if letter.isupper() else sign)


def with_look_alikes(text: str) -> str:
    return text.translate(str.maketrans("ĐđƯưCcơ", "\u00d0\u00f0\u01a2\u01a3\u0421\u0441ơ"))


def hyphenated(text: str) -> str:
    return "".join(f"{c}\xad" if n % 4 == 1 and c.isalpha() else c for n, c in enumerate(text))


CODES = {"TCVN3": in_tcvn3, "VNI": in_vni, "look-alikes": with_look_alikes, "hyphens": hyphenated}


def make_html(path: Path, code) -> Path:
    rows = ("<tr>" + "".join(f"<td>{code(cell)}</td>" for cell in row) + "</tr>" for row in ROWS)
    body = "".join(f"<p>{code(text)}</p>" for text in ABOVE)
    path.write_text(f"<html><body>{body}<table>{''.join(rows)}</table></body></html>", encoding="utf-8")
    return path


def make_docx(path: Path, code) -> Path:
    file = docx.Document()
    for text in ABOVE:
        file.add_paragraph(code(text))
    table = file.add_table(rows=0, cols=4)
    for row in ROWS:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = code(text)
    file.save(str(path))
    return path


def make_xlsx(path: Path, code) -> Path:
    book = openpyxl.Workbook()
    for text in ABOVE:
        book.active.append([code(text)])
    book.active.append([])
    for row in ROWS:
        book.active.append(list(map(code, row)))
    book.save(path)
    return path


def make_text(path: Path, code) -> Path:
    path.write_bytes(flattened(code).encode())
    return path


def flattened(code) -> str:
    rows = ("".join(f"\t{code(cell)}\n" for cell in row) + "\n" for row in ROWS)
    return "\n".join(map(code, ABOVE)) + "\n\n" + "".join(rows)


MAKERS = {"html": make_html, "docx": make_docx, "xlsx": make_xlsx, "txt": make_text}


@pytest.mark.parametrize("kind", MAKERS)
@pytest.mark.parametrize("code", CODES)
def test_a_plan_in_an_old_code_is_read_and_kept_as_typed(tmp_path, kind, code):
    plan = read_document(MAKERS[kind](tmp_path / f"kh.{kind}", CODES[code]))
    assert (plan.code, str(plan.issued_on)) == ("12/KH-UBND", "2026-01-05")
    assert plan.title == "Kế hoạch Cải cách hành chính năm 2026"
    assert [entry.timing for entry in plan.entries] == [CODES[code](row[3]) for row in ROWS[1:]]
    assert [entry.lead for entry in plan.entries] == [CODES[code](row[2]) for row in ROWS[1:]]
    assert [entry.title for entry in plan.entries] == [CODES[code](row[1]) for row in ROWS[1:]]
    dues = [read(e.timing, Period.parse("2026")).parts[0].deadlines[0].due.isoformat() for e in plan.entries]
    assert dues == ["2026-03-31", "2026-12-14"]


@pytest.mark.parametrize("code", ["TCVN3", "VNI"])
def test_what_a_title_says_stands_beside_it(tmp_path, code):
    entry = read_document(make_html(tmp_path / "kh.html", CODES[code])).entries[0]
    assert "Rà soát văn bản quy phạm pháp luật" in entry.note


@pytest.mark.parametrize("code", ["TCVN3", "VNI"])
def test_bytes_of_an_old_code_are_told(tmp_path, code):
    path = tmp_path / "kh.txt"
    path.write_bytes(flattened(CODES[code]).encode("latin-1"))
    plan = read_document(path)
    assert (plan.code, len(plan.entries)) == ("12/KH-UBND", 2)
    assert plan.title == "Kế hoạch Cải cách hành chính năm 2026"


def in_windows_code(text: str) -> bytes:
    """Vietnamese Windows: letters with their own marks, tones behind them."""
    letters = []
    for letter in text:
        apart = unicodedata.normalize("NFD", letter)
        tone = "".join(mark for mark in apart if mark in "\u0300\u0301\u0303\u0309\u0323")
        letters.append(unicodedata.normalize("NFC", "".join(m for m in apart if m not in tone)) + tone)
    return "".join(letters).encode("cp1258")


def test_the_code_page_of_vietnamese_windows_is_told(tmp_path):
    path = tmp_path / "kh.txt"
    path.write_bytes(in_windows_code(flattened(str)))
    assert read_document(path).entries[1].timing == "Trước ngày 15/12/2026"


def test_a_soft_hyphen_of_word_is_kept_and_passed_over(tmp_path):
    path = make_docx(tmp_path / "kh.docx", str)
    file = docx.Document(str(path))
    cell = file.tables[0].rows[1].cells[3].paragraphs[0]
    run = cell.runs[0]
    run.text = "Quý I n"
    run._r.append(OxmlElement("w:softHyphen"))
    cell.add_run("ăm 2026")
    file.save(str(path))
    timing = read_document(path).entries[0].timing
    assert timing == "Quý I n\xadăm 2026"
    assert read(timing, Period.parse("2026")).state == "scheduled"


def test_where_it_is_not_certain_the_cause_is_named(tmp_path):
    mixed = {"Tổng kết công tác năm": "Tæng kết c«ng tác n¨m"}
    plan = read_document(make_html(tmp_path / "kh.html", lambda text: mixed.get(text, text)))
    assert plan.entries[1].title == "Tæng kết c«ng tác n¨m"
    path = tmp_path / "la.txt"
    path.write_text("Xin chµo thÕ giíi xyz§q ®®ê wµw\n" * 9, encoding="utf-8")
    with pytest.raises(DocumentError, match="TCVN3"):
        read_document(path)


def test_a_register_in_an_old_code_is_refused_by_name(tmp_path):
    path = tmp_path / "agencies.csv"
    path.write_bytes(
        in_tcvn3("code,name\nso-tu-phap,Sở Tư pháp\nso-noi-vu,Sở Nội vụ\n" * 5).encode("latin-1")
    )
    with pytest.raises(DocumentError, match="TCVN3"):
        read_agencies(path)
