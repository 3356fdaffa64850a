"""The reports of older mail servers: text for people, in some thirty dialects. The only module that knows flufl.bounce."""

import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from email import message_from_bytes
from email.message import Message
from itertools import islice

from notifications.mail.foreign_message import address_in, header, kind_of, parts, text_of
from plan.foreign_text import clean, decode

MOST = 50  # recipients of one report
BYTES, LINES = 64_000, 1000  # of a report that are looked at: each line is held against some hundred patterns
_STATUS = re.compile(r"(?<![\d.])([245]\.\d{1,3}\.\d{1,3})(?![\d.]*\d)")
_QMAIL = re.compile(r"^<([^<>\s]{1,300}@[^<>\s]{1,300})>:[ \t]*\n((?:[^\n]*\S[^\n]*\n?){1,20})", re.MULTILINE)


def old_failures(message: Message, raw: bytes) -> Iterator[tuple[str, str, str]]:
    """Each address that failed for good, with the enhanced status and the reason if the text gives them."""
    text = next((text_of(part) for part in parts(message) if kind_of(part) == "text/plain"), "")
    text = text.replace("\r\n", "\n")
    lines = text.splitlines()
    found = {address_in(match[1]): match[2] for match in islice(_QMAIL.finditer(text), MOST)}
    for named in (*header(message, "X-Failed-Recipients").split(","), *_by_dialect(raw)):
        address = address_in(named)
        if len(found) < MOST and address and address not in found:
            found[address] = _around(lines, address)
    for address, why in found.items():
        status = _STATUS.search(why)
        yield address, status[1] if status else "", clean(why)


def _by_dialect(raw: bytes) -> list[str]:
    from flufl.bounce import all_failures

    short = b"\n".join(raw[:BYTES].split(b"\n")[:LINES])
    with suppress(Exception):  # written for honest servers: what it cannot read it finds nothing in
        _, permanent = all_failures(message_from_bytes(short))
        return sorted(
            decode(address)[:500] if isinstance(address, bytes) else address for address in permanent
        )
    return []


def _around(lines: Sequence[str], address: str) -> str:
    """What the report says near the address: its line, and the two below; all of a report that does not name it."""
    at = next((n for n, line in enumerate(lines) if address in line.lower()), None)
    return "\n".join(lines[:500])[:2000] if at is None else "\n".join(lines[at : at + 3])
