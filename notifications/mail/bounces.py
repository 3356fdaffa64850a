"""A message from the mailbox → what it reports about which of our letters, or nothing. Pure.

Delivery reports (RFC 3464) with enhanced status codes (RFC 3463), the plain-text reports of older servers, and
automatic replies (RFC 3834). Messages that people wrote, or that name no letter, are left to people.
"""

import re
from collections.abc import Iterator
from email import message_from_bytes, message_from_string
from email.header import decode_header, make_header
from email.message import Message
from email.utils import parseaddr

from plan.ledger.bounces import BounceReport
from plan.models import BounceKind

LONGEST = 10_000_000  # bytes; nothing longer is a delivery report
_MESSAGE_ID = re.compile(r"<[^<>\s]+@[^<>\s]+>")
_STATUS = re.compile(r"\b([245]\.\d{1,3}\.\d{1,3})\b")
# Wrong mailbox, wrong domain, a mailbox that is no more (RFC 3463, 3.2 and 3.3; RFC 7505).
_NO_SUCH = re.compile(r"5\.(1\.(1|2|3|6|10)|2\.1|4\.4)$")
_OLD_REPORT = re.compile(r"^<([^<>\s]+@[^<>\s]+)>:\s*\n(.*?)(?:\n\s*\n|\Z)", re.MULTILINE | re.DOTALL)
_MACHINES = re.compile(r"mailer-daemon|postmaster|mail delivery", re.IGNORECASE)
_AUTOMATIC = re.compile(
    r"^(automatic reply|auto(matic)?[- ]?reply|out of office|trả lời tự động|vắng mặt)", re.IGNORECASE
)


def read_bounce(raw: bytes) -> tuple[BounceReport, ...]:
    """What the message reports; nothing if a person wrote it. Never raises."""
    if len(raw) > LONGEST:
        return ()
    message = message_from_bytes(raw)
    letters = tuple(dict.fromkeys(_letters(message)))
    if not letters:
        return ()
    if reports := tuple(_reports(message, letters)):
        return reports
    if message.get_content_type() == "multipart/report" or _is_automatic(message):
        words = _decoded(str(message.get("Subject", "")))
        return (BounceReport(BounceKind.AUTO, letters, _address(str(message.get("From", ""))), "", words),)
    return ()


def _letters(message: Message) -> Iterator[str]:
    """The letters it may be about: those it replies to, and those that it returns."""
    for part in message.walk():
        kind = part.get_content_type()
        if kind == "text/rfc822-headers":
            yield from _ids(message_from_string(_text(part)), "Message-ID")
        elif part is not message and kind != "message/delivery-status":
            yield from _ids(part, "Message-ID")
    yield from _ids(message, "In-Reply-To")
    yield from _ids(message, "References")
    if _from_machine(message):
        yield from (found for line in _text(message).splitlines() for found in _carried(line))


def _ids(message: Message, header: str) -> list[str]:
    return _MESSAGE_ID.findall(str(message.get(header, "")))


def _carried(line: str) -> list[str]:
    """Older servers quote the letter's headers in the text of their report."""
    return _MESSAGE_ID.findall(line) if line.lower().startswith("message-id:") else []


def _reports(message: Message, letters: tuple[str, ...]) -> Iterator[BounceReport]:
    blocks = [
        b
        for part in message.walk()
        if part.get_content_type() == "message/delivery-status"
        for b in _blocks(part)
    ]
    for block in blocks:
        action = str(block.get("Action", "")).strip().lower()
        address = _address(
            str(block.get("Final-Recipient", block.get("Original-Recipient", ""))).partition(";")[2]
        )
        status = str(block.get("Status", "")).strip()
        text = str(block.get("Diagnostic-Code", "")).partition(";")[2] or str(
            block.get("Diagnostic-Code", "")
        )
        if address and action in {"failed", "delayed"}:
            yield _report(letters, address, status, text, failed=action == "failed")
    if not blocks and _from_machine(message):
        yield from _old_reports(message, letters)


def _blocks(part: Message) -> list[Message]:
    """The blocks of a delivery report, one a recipient; the first, of the message as a whole, names none."""
    payload = part.get_payload()
    return [block for block in payload if isinstance(block, Message)] if isinstance(payload, list) else []


def _old_reports(message: Message, letters: tuple[str, ...]) -> Iterator[BounceReport]:
    """Qmail's form (`<address>:` and the reason below it), and Exim's X-Failed-Recipients."""
    text = next((_text(p) for p in message.walk() if p.get_content_type() == "text/plain"), "")
    found = [(match[1], match[2]) for match in _OLD_REPORT.finditer(text)]
    if not found:
        failed = str(message.get("X-Failed-Recipients", "")).split(",")
        found = [(address.strip(), text) for address in failed if "@" in address]
    for address, why in found:
        status = _STATUS.search(why)
        yield _report(letters, _address(address), status[1] if status else "", why, failed=True)


def _report(letters: tuple[str, ...], address: str, status: str, text: str, *, failed: bool) -> BounceReport:
    if not failed:
        kind = BounceKind.DELAYED
    else:
        kind = BounceKind.DEAD if _NO_SUCH.match(status) else BounceKind.FAILED
    return BounceReport(kind, letters, address, status, " ".join(text.split())[:500])


def _from_machine(message: Message) -> bool:
    return str(message.get("Return-Path", "")).strip() == "<>" or bool(
        _MACHINES.search(str(message.get("From", "")))
    )


def _is_automatic(message: Message) -> bool:
    """RFC 3834, and what programs did before it."""
    submitted = str(message.get("Auto-Submitted", "no")).partition(";")[0].strip().lower()
    old = any(message.get(name) for name in ("X-Autoreply", "X-Autorespond", "X-AutoReply-From"))
    bulk = str(message.get("Precedence", "")).strip().lower() == "auto_reply"
    subject = _decoded(str(message.get("Subject", "")))
    return submitted not in {"", "no"} or old or bulk or bool(_AUTOMATIC.match(subject))


def _address(text: str) -> str:
    return parseaddr(text.strip())[1].lower()


def _decoded(text: str) -> str:
    try:
        return " ".join(str(make_header(decode_header(text))).split())[:500]
    except (LookupError, ValueError):  # an unknown charset, or bytes that are none
        return " ".join(text.split())[:500]


def _text(part: Message) -> str:
    payload = part.get_payload(decode=True)
    if not isinstance(payload, bytes):
        return ""
    try:
        return payload.decode(part.get_content_charset("utf-8"), "replace")
    except LookupError:
        return payload.decode("utf-8", "replace")
