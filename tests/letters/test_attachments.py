"""Files that go with a letter arrive under their names, byte for byte."""

import email
import email.policy
import unicodedata
from base64 import encodebytes
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notifications.mail import mime
from notifications.mail.attachments import AT_ONCE, CALENDAR, SHEET, WORD, Attachment, in_lines, safe_name

NOW = datetime(2012, 7, 10, 2, tzinfo=UTC)
LONG = "Danh sách các cơ quan chậm báo cáo quý II và sáu tháng đầu năm 2012, tính đến ngày 10/7.xlsx"


def built(*files: Attachment) -> bytes:
    return mime.build(
        headers={
            "From": "Đôn Đốc <d@quangngai.example>",
            "Subject": "Đôn đốc",
            "Message-ID": "<1@x.example>",
        },
        to=[("Sở Nội vụ", "snv@quangngai.example")],
        sent_at=NOW,
        text="chữ",
        html="<p>chữ</p>",
        attachments=files,
    )


def opened(raw: bytes) -> list[tuple[str | None, bytes | None]]:
    message = email.message_from_bytes(raw, policy=email.policy.default)
    return [(part.get_filename(), part.get_payload(decode=True)) for part in message.iter_attachments()]


def test_a_letter_without_files_is_as_before() -> None:
    assert b"multipart/mixed" not in built()


def test_files_arrive_as_they_were() -> None:
    sheet, letter = bytes(range(256)) * 40, b"PK\x03\x04\r\n\n\r"
    raw = built(Attachment(LONG, SHEET, sheet), Attachment("Công văn đôn đốc.docx", WORD, letter))
    assert opened(raw) == [(safe_name(LONG), sheet), ("Công văn đôn đốc.docx", letter)]
    message = email.message_from_bytes(raw, policy=email.policy.default)
    assert message.get_content_type() == "multipart/mixed"
    body = message.get_body(("html",))
    assert body is not None
    assert body.get_content() == "<p>chữ</p>"
    assert raw == built(Attachment(LONG, SHEET, sheet), Attachment("Công văn đôn đốc.docx", WORD, letter))


def test_a_calendar_is_a_file_and_no_invitation() -> None:
    raw = built(Attachment("viec-phai-lam.ics", CALENDAR, b"BEGIN:VCALENDAR\r\n"))
    assert b"Content-Type: application/ics\r\n" in raw
    assert b'Content-Disposition: attachment;\r\n filename="viec-phai-lam.ics"\r\n' in raw


@pytest.mark.parametrize(
    ("given_name", "kept"),
    [
        ("../../etc/passwd", "etc passwd"),
        ('a"\r\nBcc: x@y.example', "a Bcc x@y.example"),
        ("C:\\Windows\\x.exe", "C Windows x.exe"),
        ("", "tep"),
        ("...", "tep"),
        ("Số 12/BC-SNV.docx", "Số 12 BC-SNV.docx"),
    ],
)
def test_a_name_is_no_path_and_no_header(given_name: str, kept: str) -> None:
    assert safe_name(given_name) == kept


@given(st.text(max_size=400), st.sampled_from(["NFC", "NFD"]))
def test_every_name_comes_through(name: str, form: str) -> None:
    name = unicodedata.normalize(form, name).encode(errors="ignore").decode()  # no half of a pair
    raw = built(Attachment(name + ".xlsx", SHEET, b"x"))
    # 79 octets: the media type of an Excel file in one line, which nothing can fold.
    assert all(len(line) <= 79 and line.isascii() for line in raw.split(b"\r\n"))
    assert opened(raw) == [(safe_name(name + ".xlsx"), b"x")]


@pytest.mark.parametrize("size", [0, 1, 56, 57, 58, 114, AT_ONCE - 1, AT_ONCE, AT_ONCE + 1, 2 * AT_ONCE + 57])
def test_files_are_coded_as_python_codes_them(size: int) -> None:
    content = bytes(n * 7 % 251 for n in range(size))
    assert in_lines(content) == encodebytes(content).decode().replace("\n", "\r\n")
