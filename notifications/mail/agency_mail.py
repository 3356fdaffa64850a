"""A message from the mailbox → what somebody answered to a letter of ours, or nothing. Pure.

Automatic replies, reports of machines and lists are none (RFC 3834). Of the words only those that the sender wrote above
the letter that he quotes count: a number and a day of ours, quoted, are no answer. Nothing that a message says is trusted.
"""

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from email import message_from_bytes
from email.message import Message

from notifications.mail.attachments import safe_name
from notifications.mail.bounces import is_from_nobody
from notifications.mail.foreign_message import address_in, header, kind_of, message_ids, parts, text_of, words
from plan.dates import read_full
from plan.foreign_text import clean

LONGEST = 10_000_000  # bytes
LINES = 12  # of the answer that are read for a number and a day
MOST_FILE = 8_000_000  # bytes of a file that is kept
_NUMBER = re.compile(r"(?<![\w/])\d{1,6}[a-zA-Z]?(?:/\d{4})?/[A-ZĐ][\w.&-]*[\w]")
_DAY = re.compile(
    r"(?<![\d/.-])(\d{1,2})(?:[/.-](\d{1,2})[/.-]| tháng (\d{1,2}) năm )(\d{4})(?![\d/])", re.IGNORECASE
)
_QUOTED = re.compile(
    r"^\s*(>|-{2,} ?(original message|thư gốc|forwarded)|_{10,}|(từ|from|người gửi|gửi từ)\s*:|on .{5,200} wrote:|"
    r"vào .{5,200} đã viết|ngày .{5,200} đã viết)",
    re.IGNORECASE,
)
_PREFIX = re.compile(r"^\s*((re|tl|trả lời|phúc đáp|fwd?)\s*:\s*)+", re.IGNORECASE)
_FILE_KINDS = (b"%PDF-", b"PK\x03\x04", b"\xd0\xcf\x11\xe0")


@dataclass(frozen=True, slots=True)
class AnswerFile:
    """A file that came with it."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class AgencyMail:
    """What somebody answered: to which letters (Message-IDs), from which address, in which words."""

    letters: tuple[str, ...]
    message_id: str
    sender: str
    subject: str
    text: str
    numbers: tuple[str, ...]
    days: tuple[date, ...]
    files: tuple[AnswerFile, ...]


def read_agency_mail(raw: bytes) -> AgencyMail | None:
    """None for what no person wrote as an answer to a letter, or cannot be read. Never raises."""
    try:
        return _read(raw)
    except Exception:  # noqa: BLE001 - a message nested a thousand times, say: it stays in the mailbox for people
        return None


def _read(raw: bytes) -> AgencyMail | None:
    if len(raw) > LONGEST:
        return None
    message = message_from_bytes(raw)
    letters = [one for name in ("In-Reply-To", "References") for one in message_ids(header(message, name))]
    senders = [value for key, value in message.raw_items() if key.lower() == "from"]
    if not letters or len(senders) != 1 or is_from_nobody(message):
        return None
    subject = words(message, "Subject")
    lines = list(_own_lines(message))
    said = "\n".join([_PREFIX.sub("", subject), *lines[:LINES]])
    return AgencyMail(
        tuple(dict.fromkeys(letters)),
        next(iter(message_ids(header(message, "Message-ID"))), ""),
        address_in(header(message, "From")),
        subject,
        "\n".join(lines[:LINES])[:2_000],
        tuple(dict.fromkeys(_NUMBER.findall(said))),
        tuple(dict.fromkeys(_days(said))),
        tuple(_files(message)),
    )


def _own_lines(message: Message) -> Iterator[str]:
    """What was written above the letter that is quoted, and above the signature."""
    for part in parts(message):
        if kind_of(part) == "text/plain" and not part.get_filename():
            for line in text_of(part).splitlines():
                if _QUOTED.match(line[:300]) or line.rstrip() == "--":
                    return
                if said := clean(line):
                    yield said
            return


def _days(text: str) -> Iterator[date]:
    """Of years in which letters are written: a slip such as 1012 is no day, or the duty would be done a thousand years ago."""
    for found in _DAY.finditer(text):
        with suppress(ValueError):
            day = read_full(f"{found[1]}/{found[2] or found[3]}/{found[4]}")
            if 2000 <= day.year <= 2100:
                yield day


def _files(message: Message) -> Iterator[AnswerFile]:
    """Documents that are attached, told by their bytes; pictures of a signature are none."""
    for part in parts(message):
        if part.is_multipart() or not (name := part.get_filename()):
            continue
        content = part.get_payload(decode=True)
        if isinstance(content, bytes) and content.startswith(_FILE_KINDS) and len(content) <= MOST_FILE:
            yield AnswerFile(safe_name(clean(str(name), 200)) or "tep", content)
