"""An envelope, or a status → bytes, in the form of the samples of the national axis. Pure.

Everything in the envelope has its prefix (an axis refuses what has none), the files outside it have none, and stand as
plain base64: every reader seen takes that.
"""

from base64 import b64encode
from collections.abc import Iterable
from datetime import datetime
from xml.sax.saxutils import escape

from plan.documents.edxml.contents import MOST_BYTES
from plan.documents.edxml.values import AnsweredPaper, Envelope, Organ, StatusNote, document_id
from plan.documents.model import DocumentError
from plan.foreign_text import clean

NAMESPACE = "http://www.mic.gov.vn/TBT/QCVN_102_2016"
LARGEST = 50 * 1024 * 1024
_KINDS = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def envelope_bytes(envelope: Envelope, at: datetime) -> bytes:
    """The file; `at` is the local moment of writing. Raises DocumentError where it grows too large for an axis."""
    if sum(len(one.content) for one in envelope.files) > MOST_BYTES:
        raise _too_large()
    header = _of("MessageHeader", *_message(envelope)) + _trace(envelope, at)
    ids = [f"cid:{number:04}" for number in range(1, len(envelope.files) + 1)]
    references = "".join(
        _of(
            "Reference",
            _said("ContentId", cid),
            _said("ContentType", kind_of(one.name)),
            _said("AttachmentName", one.name),
        )
        for cid, one in zip(ids, envelope.files, strict=True)
    )
    manifest = f'<edXML:edXMLManifest version="1.0">{references}</edXML:edXMLManifest>'
    attached = "".join(
        f"<Attachment><ContentId>{cid}</ContentId><AttachmentName>{escape(one.name)}</AttachmentName>"
        f"<ContentType>{kind_of(one.name)}</ContentType>"
        f'<edXML:ContentTransferEncoded xmlns:edXML="{NAMESPACE}">{b64encode(one.content).decode()}'
        "</edXML:ContentTransferEncoded></Attachment>"
        for cid, one in zip(ids, envelope.files, strict=True)
    )
    written = _whole(header, _of("edXMLBody", manifest), f"<AttachmentEncoded>{attached}</AttachmentEncoded>")
    if len(written) > LARGEST:
        raise _too_large()
    return written


def status_bytes(note: StatusNote) -> bytes:
    """The file by which a receiver says what became of a document."""
    at = f"{note.at:%Y/%m/%d %H:%M:%S}" if note.at else ""
    header = _of(
        "MessageHeader",
        _organ("From", note.sender),
        _answered(note.answers),
        _of("StaffInfo", _said("Department", note.department), _said("Staff", note.staff)),
        _said("StatusCode", note.code),
        _said("Description", note.said, 1_000),
        _said("Timestamp", at),
    )
    return _whole(header)


def kind_of(name: str) -> str:
    """The media type, by the ending of the name."""
    return _KINDS.get(name.rpartition(".")[2].lower(), "application/octet-stream")


def _message(envelope: Envelope) -> Iterable[str]:
    figures, _, notation = envelope.number.partition("/")
    on = f"{envelope.on:%Y/%m/%d}" if envelope.on else ""
    yield _organ("From", envelope.sender)
    yield from (_organ("To", one) for one in envelope.receivers)
    named = envelope.document_id
    if not named and envelope.on:
        named = document_id(envelope.sender.code, envelope.on, envelope.number)
    yield _said("DocumentId", named)
    yield _of("Code", _said("CodeNumber", figures), _said("CodeNotation", notation))
    yield _of("PromulgationInfo", _said("Place", envelope.place), _said("PromulgationDate", on))
    yield _of("DocumentType", _said("Type", "1"), _said("TypeDetail", "0"), _said("TypeName", envelope.kind))
    yield _said("Subject", envelope.subject)
    yield _said("Content", envelope.subject)
    signed = envelope.signature
    yield _of(
        "SignerInfo",
        _said("Competence", signed.competence),
        _said("Position", signed.position),
        _said("FullName", signed.name),
    )
    if envelope.due:
        yield _said("DueDate", f"{envelope.due:%Y/%m/%d}")
    if envelope.answers:
        yield _answered(envelope.answers)
    yield _of("OtherInfo", _said("Priority", "0"))
    yield _said("SteeringType", "1")
    yield _of("ToPlaces", _said("Place", "Như trên"))


def _trace(envelope: Envelope, at: datetime) -> str:
    moment = _said("Timestamp", f"{at:%Y/%m/%d %H:%M:%S}")
    passed = _of("TraceHeader", _said("OrganId", envelope.sender.code), moment)
    business = _of(
        "Bussiness",
        _said("BussinessDocType", str(envelope.business)),
        _said("BussinessDocReason", envelope.business_reason or "Văn bản mới"),
        _said("Paper", "0"),
    )
    return _of("TraceHeaderList", passed, business)


def _organ(name: str, organ: Organ) -> str:
    above = _said("OrganizationInCharge", organ.above) if organ.above else ""
    return _of(name, _said("OrganId", organ.code), above, _said("OrganName", organ.name))


def _answered(paper: AnsweredPaper) -> str:
    return _of(
        "ResponseFor",
        _said("OrganId", paper.organ),
        _said("Code", paper.number),
        _said("PromulgationDate", f"{paper.on:%Y/%m/%d}" if paper.on else ""),
        _said("DocumentId", paper.document_id),
    )


def _whole(header: str, body: str = "", files: str = "") -> bytes:
    envelope = f'<edXML:edXMLEnvelope xmlns:edXML="{NAMESPACE}">{_of("edXMLHeader", header)}{body}</edXML:edXMLEnvelope>'
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<edXML xmlns="{NAMESPACE}">{envelope}{files}</edXML>\n'.encode()


def _of(name: str, *inside: str) -> str:
    return f"<edXML:{name}>{''.join(inside)}</edXML:{name}>"


def _said(name: str, words: str, most: int = 500) -> str:
    return f"<edXML:{name}>{escape(clean(words, most))}</edXML:{name}>"


def _too_large() -> DocumentError:
    return DocumentError(
        f"Phong bì lớn hơn {LARGEST >> 20} MB, trục liên thông không nhận; hãy giảm dung lượng tệp đã ký."
    )
