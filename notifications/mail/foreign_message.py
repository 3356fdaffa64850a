"""What can be read of a message that a stranger sent: headers, texts and addresses, cleaned and bounded. Pure.

Nothing that a message says of itself (charsets, encoded words, brackets) is trusted. Nothing here raises.
"""

import re
from collections.abc import Iterator
from email.header import decode_header
from email.message import Message

from plan.foreign_text import clean, decode

HEADER = 10_000  # characters of a header that are looked at
TEXT = 200_000  # and of a text: a report is short, and what it returns below it may be long
_ADDRESS = re.compile(r"[^\s<>()\[\],;:\"\\]{1,200}@[^\s<>()\[\],;:\"\\]{1,250}")
# No control characters: PostgreSQL takes no NUL.
_MESSAGE_ID = re.compile(r"<[^<>\s\x00-\x1f\x7f]{1,500}@[^<>\s\x00-\x1f\x7f]{1,300}>")
_XTEXT = re.compile(r"\+([0-9A-F]{2})")


def header(message: Message, name: str) -> str:
    """A header as it stands, unfolded, without its encodings; empty if there is none."""
    wanted = name.lower()
    return next((clean(str(v), HEADER) for k, v in message.raw_items() if k.lower() == wanted), "")


def words(message: Message, name: str) -> str:
    """A header as a person reads it: encoded words decoded where they can be."""
    raw = header(message, name)[:2000]
    try:
        parts = decode_header(raw)
    except Exception:  # noqa: BLE001 - the library knows many ways of failing at broken words
        return clean(raw)
    return clean("".join(p if isinstance(p, str) else decode(p, charset) for p, charset in parts))


def text_of(part: Message) -> str:
    """The text of a part with its lines."""
    try:
        payload = part.get_payload(decode=True)
        charset = part.get_content_charset()
    except Exception:  # noqa: BLE001 - as above
        return ""
    return decode(payload[:TEXT], charset) if isinstance(payload, bytes) else ""


def parts(message: Message) -> Iterator[Message]:
    """The message and its parts, however deep, as many as are worth looking at."""
    waiting, seen = [message], 0
    while waiting and seen < 500:
        part, seen = waiting.pop(0), seen + 1
        yield part
        waiting += inner_of(part)


def inner_of(part: Message) -> list[Message]:
    """Its parts. Asked of a text, the library would decode it by the charset that it names, whatever that is."""
    inner = part.get_payload() if part.is_multipart() else []
    return [one for one in inner if isinstance(one, Message)] if isinstance(inner, list) else []


def kind_of(part: Message) -> str:
    """Its media type in small letters."""
    return header(part, "Content-Type").partition(";")[0].strip().lower() or "text/plain"


def address_in(text: str) -> str:
    """The address in a header or a line, in small letters: in angle brackets if it stands so, else the first."""
    inside = text[:HEADER].rpartition("<")[2] if "<" in text[:HEADER] else text[:HEADER]
    found = _ADDRESS.search(inside) or _ADDRESS.search(text[:HEADER])
    return clean(found[0].lower()) if found else ""


def addresses_in(text: str) -> set[str]:
    """All that looks like an address in it, in small letters."""
    return {clean(found.lower()) for found in _ADDRESS.findall(text[:HEADER])}


def recipient_in(text: str) -> str:
    """The address in a field of a delivery report: "rfc822; a+2Bb@x" (RFC 3464, 2.3; RFC 3461, 4)."""
    kind, _, rest = text.partition(";")
    return address_in(_XTEXT.sub(lambda found: chr(int(found[1], 16)), rest) if rest else kind)


def message_ids(text: str) -> list[str]:
    """What may be Message-IDs in it."""
    return _MESSAGE_ID.findall(text[:TEXT])
