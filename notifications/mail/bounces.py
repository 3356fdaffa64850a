"""A message from the mailbox → what it reports about which of our letters, or nothing. Pure.

Delivery reports (RFC 3464) with enhanced status codes (RFC 3463), the plain-text reports of older servers (by
flufl.bounce, which knows some thirty of them), and automatic replies (RFC 3834). Messages that people wrote, or that
name no letter, are left to people; of the latter, reports that something failed are listed.
"""

import re
from collections.abc import Iterator
from email import message_from_bytes, message_from_string
from email.message import Message

from notifications.mail.foreign_message import (
    address_in,
    header,
    inner_of,
    kind_of,
    message_ids,
    parts,
    recipient_in,
    text_of,
    words,
)
from notifications.mail.old_bounces import old_failures
from plan.foreign_text import clean
from plan.ledger.bounces import BounceReport
from plan.ledger.stray_bounces import StrayReport
from plan.models import BounceKind

LONGEST = 10_000_000  # bytes; nothing longer is a delivery report
# Wrong mailbox, wrong domain, a mailbox that is no more (RFC 3463, 3.2 and 3.3; RFC 7505).
_NO_SUCH = re.compile(r"5\.(1\.(1|2|3|6|10)|2\.1|4\.4)$")
_MACHINES = re.compile(r"mailer-daemon|postmaster|mail delivery", re.IGNORECASE)
_AUTOMATIC = re.compile(
    r"^(automatic reply|auto(matic)?[- ]?reply|out of office|trả lời tự động|vắng mặt)", re.IGNORECASE
)
_ARRIVED = {"delivered", "relayed", "expanded"}


def read_bounce(raw: bytes) -> tuple[BounceReport, ...]:
    """What the message reports; nothing if a person wrote it, or if it cannot be read. Never raises."""
    try:
        return _read(raw)
    except Exception:  # noqa: BLE001 - a message nested a thousand times, say: `read_stray` lists it
        return ()


def read_stray(raw: bytes) -> StrayReport | None:
    """What is listed of a message of which `read_bounce` could say nothing, and that people have to see."""
    try:
        message = message_from_bytes(raw[:LONGEST])
        failed = [report for report in _reports(message, (), raw) if report.kind is not BounceKind.AUTO]
        machine = _is_report(message) or (_from_machine(message) and bool(failed))
        if not machine or _has_arrived(message) or (_is_notification(message) and not failed):
            return None
        address, text = (failed[0].address, failed[0].text) if failed else ("", "")
        return StrayReport(address, words(message, "Subject"), text)
    except Exception:  # noqa: BLE001 - as above
        return StrayReport("", _first_subject(raw), "không đọc được thư này", unread=True)


def _read(raw: bytes) -> tuple[BounceReport, ...]:
    if len(raw) > LONGEST:
        return ()
    message = message_from_bytes(raw)
    letters = tuple(dict.fromkeys(_letters(message)))
    if not letters:
        return ()
    if reports := tuple(_reports(message, letters, raw)):
        return reports
    if _has_arrived(message):
        return ()  # good news needs nobody
    if _is_report(message) or _is_automatic(message):
        sender = address_in(header(message, "From"))
        return (BounceReport(BounceKind.AUTO, letters, sender, "", words(message, "Subject")),)
    return ()


def _letters(message: Message) -> Iterator[str]:
    """The letters it may be about: those it replies to, and those that it returns."""
    for part in parts(message):
        kind = kind_of(part)
        if kind == "text/rfc822-headers":
            yield from message_ids(header(message_from_string(text_of(part)), "Message-ID"))
        elif part is not message and kind != "message/delivery-status":
            yield from message_ids(header(part, "Message-ID"))
    for name in ("In-Reply-To", "References"):
        yield from message_ids(header(message, name))
    if _from_machine(message):
        for part in parts(message):  # older servers quote the letter's headers in the text of their report
            if kind_of(part).startswith("text/"):
                lines = text_of(part).splitlines()
                yield from (
                    one for li in lines if li.lower().startswith("message-id:") for one in message_ids(li)
                )


def _reports(message: Message, letters: tuple[str, ...], raw: bytes) -> Iterator[BounceReport]:
    blocks = _blocks(message)
    for block in blocks:
        action = header(block, "Action").lower()
        final = recipient_in(header(block, "Final-Recipient"))
        original = recipient_in(header(block, "Original-Recipient"))
        code, text = header(block, "Status").split(" ")[0], header(block, "Diagnostic-Code")
        said = text.partition(";")[2] or text
        if (final or original) and action in {"failed", "delayed"}:
            report = _report(letters, final or original, code, said, failed=action == "failed")
            yield _sent_on(report, original)
    if not blocks and _from_machine(message):
        for address, status, why in old_failures(message, raw):
            yield _report(letters, address, status, why, failed=True)


def _sent_on(report: BounceReport, original: str) -> BounceReport:
    """Where the letter was sent on to another address, the one that it was sent to."""
    if not original or original == report.address:
        return report
    text = clean(f"chuyển tiếp tới {report.address}: {report.text}")
    return BounceReport(report.kind, report.letters, report.address, report.status, text, original)


def _blocks(message: Message) -> list[Message]:
    """The blocks of a delivery report, one a recipient; the first, of the message as a whole, names none."""
    return [
        b for part in parts(message) if kind_of(part) == "message/delivery-status" for b in inner_of(part)
    ]


def _report(letters: tuple[str, ...], address: str, status: str, text: str, *, failed: bool) -> BounceReport:
    if not failed:
        kind = BounceKind.DELAYED
    else:
        kind = BounceKind.DEAD if _NO_SUCH.match(status) else BounceKind.FAILED
    return BounceReport(kind, letters, address, clean(status, 20), clean(text))


def _has_arrived(message: Message) -> bool:
    """A report that says of every recipient that the letter was delivered, or is on its way."""
    actions = {action for block in _blocks(message) if (action := header(block, "Action").lower())}
    return bool(actions) and actions <= _ARRIVED


def _is_report(message: Message) -> bool:
    return kind_of(message) == "multipart/report"


def _is_notification(message: Message) -> bool:
    """A person's program says that a letter was opened or deleted (RFC 8098)."""
    return any(kind_of(part) == "message/disposition-notification" for part in parts(message))


def _from_machine(message: Message) -> bool:
    return header(message, "Return-Path") == "<>" or bool(_MACHINES.search(header(message, "From")))


def _is_automatic(message: Message) -> bool:
    """RFC 3834, and what programs did before it."""
    submitted = (header(message, "Auto-Submitted") or "no").partition(";")[0].strip().lower()
    old = any(header(message, name) for name in ("X-Autoreply", "X-Autorespond", "X-AutoReply-From"))
    bulk = header(message, "Precedence").lower() == "auto_reply"
    return submitted != "no" or old or bulk or bool(_AUTOMATIC.match(words(message, "Subject")))


def is_from_nobody(message: Message) -> bool:
    """No person wrote it, or not to us: a report, an automatic reply, what goes to many (RFC 3834; RFC 2919)."""
    many = header(message, "Precedence").lower() in {"bulk", "junk", "list"} or header(message, "List-Id")
    return bool(many) or any(
        asked(message) for asked in (_is_report, _is_automatic, _from_machine, _is_notification)
    )


def _first_subject(raw: bytes) -> str:
    """The subject of a message that cannot be parsed."""
    found = re.search(rb"^subject:([^\r\n]{0,500})", raw[:100_000], re.IGNORECASE | re.MULTILINE)
    return clean(found[1].decode("utf-8", "surrogateescape")) if found else ""
