"""Files that cannot be read as they are: one sentence that says what to do, never a traceback."""

import codecs
import unicodedata
from pathlib import Path

import pytest

from plan.documents import DocumentError, read_document

PLAN = Path(__file__).parents[2] / "examples" / "quang-ngai-2012" / "plan.txt"
TEXT = PLAN.read_text(encoding="utf-8")


def written(tmp_path, data: bytes, name: str = "kh.txt") -> Path:
    path = tmp_path / name
    path.write_bytes(data)
    return path


@pytest.mark.parametrize(
    "data",
    [
        codecs.BOM_UTF8 + TEXT.encode(),
        TEXT.encode("utf-16"),
        codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"),
        TEXT.encode("utf-16-le"),
        TEXT.encode("utf-16-be"),
        TEXT.replace("\n", "\r\n").encode(),
        TEXT.replace("\n", "\r").encode(),
        unicodedata.normalize("NFD", TEXT).encode(),
        TEXT.replace("Sở", "S\u200bở").encode(),
    ],
    ids=["BOM", "UTF-16", "UTF-16BE", "UTF-16LE bare", "UTF-16BE bare", "CRLF", "CR", "NFD", "zero width"],
)
def test_another_writing_of_the_same_text_reads_the_same(tmp_path, data):
    assert read_document(written(tmp_path, data)) == read_document(PLAN)


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "trống"),
        (b" \n\t\n", "trống"),
        (codecs.BOM_UTF8, "không có chữ nào"),
        (bytes(range(256)) * 50, "không phải UTF-8"),
        (b"\x00\x01\x02abc" * 100, "nhị phân"),
        (TEXT.encode("cp1258", errors="replace"), "UTF-8"),
        (b"%PDF-1.7\n...", "PDF"),
        (b"PK\x03\x04...", "Word"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "Word"),
        (b"PK\x03\x04...word/document.xml", "hỏng"),
        (b"PK\x03\x04...xl/workbook.xml", "hỏng"),
        (b"{not rtf1 ...}", "bảng"),
        (b"\n<!DOCTYPE html><p>", "bảng"),
        ("Kế hoạch năm 2012, không có bảng.".encode(), "bảng"),
        (b"\tmot\n\thai\n\tba\n", "bảng"),
    ],
)
def test_what_is_no_plan_is_refused_with_what_to_do(tmp_path, data, says):
    with pytest.raises(DocumentError) as error:
        read_document(written(tmp_path, data))
    assert says in str(error.value)
    assert "kh.txt" in str(error.value)
    assert "\n" not in str(error.value)


def test_a_format_not_read_yet_names_those_that_are(tmp_path):
    with pytest.raises(DocumentError, match=r"Các dạng đọc được: .*\.txt"):
        read_document(written(tmp_path, b"PK\x03\x04 photos"))


def test_a_huge_file_is_refused_before_it_is_read(tmp_path, monkeypatch):
    path = tmp_path / "lon.txt"
    with path.open("wb") as file:
        file.truncate(50 * 1024 * 1024)
    monkeypatch.setattr(Path, "read_bytes", lambda _: pytest.fail("it was read"))
    with pytest.raises(DocumentError, match="lớn hơn 20 MB"):
        read_document(path)


def test_a_folder_and_a_missing_file_are_said(tmp_path):
    with pytest.raises(DocumentError, match="thư mục"):
        read_document(tmp_path)
    with pytest.raises(DocumentError, match=r"Không tìm thấy tệp .*/thieu\.txt"):
        read_document(tmp_path / "thieu.txt")
    with pytest.raises(DocumentError, match="hãy kiểm tra"):
        read_document(Path("a\0b"))
    with pytest.raises(DocumentError, match="hãy kiểm tra"):
        read_document(Path("x" * 5000))
