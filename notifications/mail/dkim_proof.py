"""Whether a signature of the sender's own domain (DKIM, RFC 6376) covers what is read of a message. The only module that knows dkimpy.

Stricter than a mail server is, for what it proves is taken as an agency's word: the whole body, the fields that are read and
those that name our letter are signed, each stands once, and the key is good for this. Only keys of the sender's domain are
looked for. The library takes quadratic time at blanks and endless headers: those are straightened or refused beforehand.
"""

import logging
import re
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from email import message_from_bytes
from typing import Any

from notifications.mail.dkim_key import key_fault
from notifications.mail.sender_proof import is_aligned

KeyRecords = Callable[[str], tuple[str, ...] | None]  # TXT records of a name; None where nobody answered
Tags = Mapping[str, str]

HEAD, FIELD, TRIED, WEAKEST = 100_000, 8_000, 3, 1024
_END_OF_HEAD = re.compile(rb"\r?\n\r?\n")
_BROKEN = re.compile(rb"\r(?!\n)|\nFrom |\x00")  # what two readers may take for different fields
_NAME = re.compile(r"[a-z0-9_]([a-z0-9._-]{0,200}[a-z0-9])?", re.IGNORECASE)
_SIGNED = {"from", "subject", "date"}
_THREAD = {"in-reply-to", "references"}
_ONCE = {*_SIGNED, *_THREAD, "message-id", "content-type", "content-transfer-encoding", "mime-version"}
_SILENT = logging.getLogger("dondoc.dkim")  # the library would log what strangers wrote
_SILENT.disabled = True


def dkim_fault(raw: bytes, domain: str, now: datetime, records: KeyRecords) -> str:
    """Why no signature of the domain vouches for the message, for people; empty where one does. Never raises."""
    try:
        end = _END_OF_HEAD.search(raw, 0, HEAD)
        if end is None or _BROKEN.search(raw, 0, end.start()):
            return "phần đầu thư quá dài hoặc sai dạng"
        names = [name.lower() for name, _ in message_from_bytes(raw[: end.end()]).raw_items()]
        if any(names.count(name) > 1 for name in _ONCE):
            return "phần đầu thư có dòng lặp lại"
        return _fault(raw, domain, now, records, set(names))
    except Exception:  # noqa: BLE001 - what cannot be read vouches for nobody; the library raises much
        return "không đọc được chữ ký DKIM"


def _fault(raw: bytes, domain: str, now: datetime, records: KeyRecords, names: set[str]) -> str:
    from dkim import rfc822_parse

    fields, body = rfc822_parse(raw)
    theirs = [(at, tags) for at, tags in _signatures(fields) if is_aligned(tags.get("d", "").lower(), domain)]
    if not theirs:
        return f"thư không có chữ ký DKIM của {domain}"
    faults = []
    for at, tags in theirs[:TRIED]:
        fault = _tags_fault(tags, now, names) or _signature_fault(fields, body, at, tags, records)
        if not fault:
            return ""
        faults.append(fault)
    return faults[0]


def _signatures(fields: list[list[bytes]]) -> Iterator[tuple[int, Tags]]:
    """Each with its place among the signatures."""
    from dkim.util import InvalidTagValueList, parse_tag_value

    values = [value for name, value in fields if name.lower() == b"dkim-signature"]
    for at, value in enumerate(values):
        try:
            tags = parse_tag_value(value if len(value) <= FIELD else b"")
        except InvalidTagValueList:
            continue
        yield (
            at,
            {name.decode(): "".join(said.decode("ascii", "replace").split()) for name, said in tags.items()},
        )


def _tags_fault(tags: Tags, now: datetime, names: set[str]) -> str:
    """What the signature says of itself; `names` are the fields of the message."""
    signed = {name.lower() for name in tags.get("h", "").split(":")}
    if tags.get("a") != "rsa-sha256":
        return "chữ ký DKIM dùng thuật toán không được nhận"
    if "l" in tags:
        return "chữ ký DKIM chỉ phủ một phần thư"
    if bare := (_SIGNED | (_THREAD & names)) - signed:
        return f"chữ ký DKIM không phủ dòng {', '.join(sorted(bare))}"
    if "x" in tags and not (
        tags["x"].isdecimal() and len(tags["x"]) < 12 and int(tags["x"]) > now.timestamp()
    ):
        return "chữ ký DKIM đã hết hạn"
    if not (_NAME.fullmatch(tags.get("s", "")) and _NAME.fullmatch(tags["d"])):
        return "chữ ký DKIM sai dạng"
    return ""


def _signature_fault(fields: list[list[bytes]], body: bytes, at: int, tags: Tags, records: KeyRecords) -> str:
    found = records(f"{tags['s']}._domainkey.{tags['d']}")
    if found is None:
        return f"không tra được khoá DKIM của {tags['d']}: máy chủ tên miền không trả lời"
    if len(found) != 1:
        return f"{tags['d']} không công bố khoá DKIM {tags['s']}"
    return key_fault(found[0], tags) or _verified(fields, body, at, tags, found[0])


def _verified(fields: list[list[bytes]], body: bytes, at: int, tags: Tags, key: str) -> str:
    from dkim import DKIM, DKIMException, ValidationError, evaluate_pk

    if evaluate_pk(tags["s"], key)[1] < WEAKEST:
        return f"khoá DKIM ngắn hơn {WEAKEST} bit"
    check: Any = DKIM(logger=_SILENT, minkey=WEAKEST)
    check.headers, check.body = fields, _straight(body, tags)
    try:
        is_good = check.verify(at, dnsfunc=lambda _name, timeout: key.encode("ascii"))  # noqa: ARG005 - as it is called
    except ValidationError as error:
        return (
            "nội dung thư đã bị sửa sau khi ký DKIM"
            if "body hash" in str(error)
            else "chữ ký DKIM không hợp lệ"
        )
    except DKIMException:
        return "chữ ký DKIM không hợp lệ"
    return "" if is_good else "chữ ký DKIM không khớp với thư"


def _straight(body: bytes, tags: Tags) -> bytes:
    """The body, its blanks as "relaxed" has them (RFC 6376, 3.4.4) where the signature is relaxed: to do so twice changes nothing."""
    if tags.get("c", "").partition("/")[2] != "relaxed":
        return body
    return b"\r\n".join(re.sub(rb"[\t ]+", b" ", line.rstrip(b"\t ")) for line in body.split(b"\r\n"))
