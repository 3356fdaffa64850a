"""What an edXML file says, as frozen values: a document with its files, or a status of one. Pure."""

from dataclasses import dataclass
from datetime import date, datetime

NEW, RECALL, UPDATE, REPLACE = 0, 1, 2, 3  # BussinessDocType
REFUSED, REGISTERED = "02", "03"
STATUSES = {
    "01": "đã đến",
    REFUSED: "từ chối nhận",
    REGISTERED: "đã tiếp nhận, vào sổ",
    "04": "đã phân công",
    "05": "đang xử lý",
    "06": "đã hoàn thành",
    "13": "xin lấy lại văn bản",
    "15": "đồng ý cho cập nhật, lấy lại",
    "16": "từ chối cho cập nhật, lấy lại",
}
BUSINESS = {
    NEW: "văn bản mới",
    RECALL: "thu hồi văn bản đã gửi",
    UPDATE: "cập nhật văn bản đã gửi",
    REPLACE: "thay thế văn bản đã gửi",
}


@dataclass(frozen=True, slots=True)
class Organ:
    """An office on the axis: its identifier as written, and what it calls itself."""

    code: str
    name: str = ""
    above: str = ""  # the body it belongs to


@dataclass(frozen=True, slots=True)
class AnsweredPaper:
    """The document that another one answers: whose it is, its number, its day and its DocumentId, as far as said."""

    organ: str = ""
    number: str = ""
    on: date | None = None
    document_id: str = ""


@dataclass(frozen=True, slots=True)
class EnvelopeFile:
    """A file in an envelope, unpacked."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Signature:
    """Who signed, as the envelope says."""

    competence: str = ""  # "KT. GIÁM ĐỐC"
    position: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class Envelope:
    """A document with what is known of it. `document_id` is empty where the sender gave none."""

    document_id: str
    sender: Organ
    receivers: tuple[Organ, ...]
    number: str
    on: date | None
    subject: str
    kind: str = "Công văn"
    place: str = ""
    signature: Signature = Signature()
    due: date | None = None
    answers: AnsweredPaper | None = None
    business: int = NEW
    business_reason: str = ""
    files: tuple[EnvelopeFile, ...] = ()


@dataclass(frozen=True, slots=True)
class StatusNote:
    """What a receiver says became of a document: it never changes a task by itself."""

    sender: Organ
    answers: AnsweredPaper
    code: str
    said: str = ""
    at: datetime | None = None  # as written, without a zone
    department: str = ""
    staff: str = ""


def document_id(organ: str, on: date, number: str) -> str:
    """As the samples of the national axis form it: `H48.05,2026/12/03,45/SNV-CCHC`."""
    return f"{organ},{on:%Y/%m/%d},{number}"
