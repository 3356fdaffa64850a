"""Bytes → an envelope, or a status. Both dialects, told by the names of their elements alone, prefix or none. Pure.

The form of the national axis has edXML/edXMLEnvelope/edXMLHeader/MessageHeader and its files outside the envelope; the
other, EdXMLEnvelope/MessageHeader, has them in its Manifest. No DTD, no entities; size, tags and files are bounded.
"""

import re
from collections.abc import Iterator

from plan.documents.edxml.contents import MOST_BYTES, content_of
from plan.documents.edxml.file_names import plain_name
from plan.documents.edxml.times import day_in, moment_in
from plan.documents.edxml.values import (
    AnsweredPaper,
    Envelope,
    EnvelopeFile,
    Organ,
    Signature,
    StatusNote,
)
from plan.documents.formats.markup import MarkupError, Node, children, find, local, read_xml
from plan.documents.model import DocumentError
from plan.foreign_text import clean

LARGEST = 50 * 1024 * 1024
MOST_TAGS = 20_000
MOST_FILES = 50
MOST_RECEIVERS = 2_000
_ROOT = re.compile(rb"<[A-Za-z_][^>]*>")
_NAMESPACE = b"http://www.mic.gov.vn/TBT/QCVN_102_2016"
# Senders use these prefixes where they are declared nowhere above.
_PREFIXES = {b"edXML": _NAMESPACE, b"xlink": b"http://www.w3.org/1999/xlink"}


def is_edxml(data: bytes) -> bool:
    """Whether the bytes look like an envelope at all: an XML root of that name."""
    found = _ROOT.search(data[:4_000].replace(b"\x00", b""))
    return bool(found and re.match(rb"<(\w+:)?edxml", found[0], re.IGNORECASE))


def read_edxml(data: bytes, name: str) -> Envelope | StatusNote:
    """Raises DocumentError that says what is wrong with the file and what to do."""
    if len(data) > LARGEST:
        raise DocumentError(f"Tệp {name} lớn hơn {LARGEST >> 20} MB; trục liên thông cũng không nhận.")
    if data.count(b"<") > MOST_TAGS:
        raise DocumentError(f"Tệp {name} có quá nhiều phần tử, không phải một phong bì edXML.")
    try:
        root = read_xml(_with_prefixes(data), long_text=True)
    except MarkupError as error:
        raise DocumentError(
            f"Tệp {name} không phải edXML đọc được (XML hỏng, hoặc có khai báo DTD); hãy lấy lại từ trục."
        ) from error
    header = next(
        (node for node in root.iter() if isinstance(node.tag, str) and local(node) in _HEADERS), None
    )
    if header is None:
        raise DocumentError(f"Tệp {name} không có MessageHeader, không phải phong bì edXML.")
    sender = _organ(find(header, "From"))
    if not sender.code:
        raise DocumentError(f"Phong bì {name} không ghi mã định danh nơi gửi (From/OrganId); không nhận.")
    return (
        _status(header, sender) if find(header, "StatusCode") is not None else _envelope(root, header, sender)
    )


_HEADERS = ("MessageHeader", "Status")


def _with_prefixes(data: bytes) -> bytes:
    """The known prefixes declared at the root, where its own tag does not."""
    found = None if b"\x00" in data[:200] else _ROOT.search(data)
    if found is None or b"xmlns:" + b"edXML" in found[0]:
        return data
    missing = [
        b' xmlns:%s="%s"' % (prefix, uri)
        for prefix, uri in _PREFIXES.items()
        if b"xmlns:%s=" % prefix not in found[0]
    ]
    at = found.end() - (2 if found[0].endswith(b"/>") else 1)
    return data[:at] + b"".join(missing) + data[at:]


def _envelope(root: Node, header: Node, sender: Organ) -> Envelope:
    about = next((n for n in root.iter() if isinstance(n.tag, str) and local(n) == "Bussiness"), None)
    business = _text(about, "BussinessDocType")
    signed = find(header, "SignerInfo")
    return Envelope(
        document_id=_text(header, "DocumentId"),
        sender=sender,
        receivers=tuple(_organ(n) for n in list(children(header))[:MOST_RECEIVERS] if local(n) == "To"),
        number=_number(find(header, "Code")),
        on=day_in(_text(header, "PromulgationInfo", "PromulgationDate")),
        subject=_text(header, "Subject") or _text(header, "Content"),
        kind=_text(header, "DocumentType", "TypeName") or _text(header, "DocumentType"),
        place=_text(header, "PromulgationInfo", "Place"),
        signature=Signature(
            _text(signed, "Competence"),
            _text(signed, "Position"),
            _text(signed, "FullName") or _text(signed, "Signer"),
        ),
        due=day_in(_text(header, "DueDate")),
        answers=_answered(find(header, "ResponseFor")),
        business=int(business) if business in ("0", "1", "2", "3") else 0,
        business_reason=_text(about, "BussinessDocReason"),
        files=tuple(_files(root)),
    )


def _status(header: Node, sender: Organ) -> StatusNote:
    staff = find(header, "StaffInfo")
    return StatusNote(
        sender,
        _answered(find(header, "ResponseFor")) or AnsweredPaper(),
        _text(header, "StatusCode")[:2],
        _text(header, "Description", most=1_000),
        moment_in(_text(header, "Timestamp")),
        _text(staff, "Department"),
        _text(staff, "Staff"),
    )


def _organ(node: Node | None) -> Organ:
    return Organ(_text(node, "OrganId"), _text(node, "OrganName"), _text(node, "OrganizationInCharge"))


def _answered(node: Node | None) -> AnsweredPaper | None:
    """None where the element is there and empty, as in some samples."""
    found = AnsweredPaper(
        _text(node, "OrganId"),
        _number(find(node, "Code")) if node is not None else "",
        day_in(_text(node, "PromulgationDate")),
        _text(node, "DocumentId"),
    )
    return found if found.number or found.document_id else None


def _number(code: Node | None) -> str:
    """`45` and `SNV-CCHC`, or the whole in one of them, or as plain text."""
    figures, notation = (_without_filler(_text(code, part)) for part in ("CodeNumber", "CodeNotation"))
    if not (figures or notation):
        return "" if code is None or len(code) else _without_filler(_text(code))
    if not figures or not notation or "/" in figures:
        return figures or notation
    return notation if notation.startswith(f"{figures}/") else f"{figures}/{notation}"


def _without_filler(text: str) -> str:
    return "" if text.upper() in ("N/A", "NULL") else text


def _files(root: Node) -> Iterator[EnvelopeFile]:
    named = dict(_references(root))
    left = MOST_BYTES
    found = [n for n in root.iter() if isinstance(n.tag, str) and local(n) == "Attachment"]
    if len(found) > MOST_FILES:
        raise DocumentError(f"Phong bì có hơn {MOST_FILES} tệp đính kèm; không nhận.")
    for node in found:
        said = _text(node, "AttachmentName") or _text(node, "FileName")
        name = plain_name(said or named.get(_bare_id(_text(node, "ContentId")), "") or "tep")
        encoded = find(node, "ContentTransferEncoded")
        encoded = find(node, "Content") if encoded is None else encoded
        content = content_of((encoded.text or "") if encoded is not None else "", name)
        left -= len(content)
        if left < 0:
            raise DocumentError(f"Các tệp trong phong bì bung ra lớn hơn {MOST_BYTES >> 20} MB; không nhận.")
        yield EnvelopeFile(name, content)


def _references(root: Node) -> Iterator[tuple[str, str]]:
    for node in root.iter():
        if isinstance(node.tag, str) and local(node) == "Reference":
            yield _bare_id(_text(node, "ContentId")), _text(node, "AttachmentName")


def _bare_id(text: str) -> str:
    return text.removeprefix("cid:")


def _text(node: Node | None, *path: str, most: int = 500) -> str:
    """The words of the element below, cleaned; empty if there is none."""
    if node is None:
        return ""
    found = find(node, *path) if path else node
    return clean(found.text or "", most) if found is not None else ""
