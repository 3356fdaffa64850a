"""Papers in the form of the document axis: an urging letter that went out in its envelope, and answers to what came in.

Files to be handed to the axis by people: nothing here is sent.
"""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from notifications.papers.signature_block import BLANK, Signer
from plan.agencies.organ_codes import written_codes
from plan.documents.edxml.file_names import plain_name
from plan.documents.edxml.values import (
    REFUSED,
    REGISTERED,
    AnsweredPaper,
    Envelope,
    EnvelopeFile,
    Organ,
    Signature,
    StatusNote,
    document_id,
)
from plan.documents.edxml.writer import envelope_bytes, status_bytes
from plan.errors import NotPossibleError
from plan.models import UrgingLetter
from plan.obligations.envelopes import incoming_row
from plan.storage.rows import find_row
from plan.vocabulary import IncomingState
from scheduler.letters.context import LetterContext

REGISTER = "Văn thư tiếp nhận, vào sổ văn bản đến"
CLERK = "Văn thư"


@dataclass(frozen=True, slots=True)
class EnvelopeOut:
    """A file for the axis; `missing` are the agencies that are not in it, for want of an identifier."""

    name: str
    content: bytes
    missing: tuple[str, ...] = ()


def letter_envelope(context: LetterContext, number: int) -> EnvelopeOut:
    """The urging letter of that row, as it went out, with the signed file or, where none was kept, the draft.

    Raises NotPossibleError where it has not gone out, or an identifier is missing without which no axis takes it.
    """
    row = find_row(context.session, UrgingLetter, number)
    if row is None or not (row.sent_as and row.sent_on):
        raise NotPossibleError(
            "phong bì cần số và ngày của công văn; hãy ghi công văn đã gửi trước (dondoc letter --sent SỐ --on NGÀY)"
        )
    to = list(dict.fromkeys(map(context.current, row.agencies)))
    codes = written_codes(context.session, to)
    if not codes:
        raise NotPossibleError(
            "chưa nơi nhận nào có mã định danh; ghi ở trang của cơ quan (hoặc: dondoc agency codes MÃ H48.01)"
        )
    made = Envelope(
        document_id=document_id(ours(context).code, row.sent_on, row.sent_as),
        sender=ours(context),
        receivers=tuple(Organ(codes[one], context.contact(one).name) for one in to if one in codes),
        number=row.sent_as,
        on=row.sent_on,
        subject="Đôn đốc gửi báo cáo, hoàn thành nhiệm vụ quá hạn",
        place=_known(context.writer.signer.place),
        signature=_signature(context.writer.signer),
        due=context.rules.calendar.after(row.day, context.writer.signer.answer_days),
        files=(_file(row),),
    )
    missing = tuple(context.contact(one).name for one in to if one not in codes)
    content = envelope_bytes(made, _local(context.now, context.rules.zone))
    return EnvelopeOut(plain_name(row.sent_as, "edxml"), content, missing)


def answer_envelope(context: LetterContext, number: int) -> EnvelopeOut:
    """What the sender of an incoming document is answered: 03 where it was received, 02 with the reason where it was not.

    The same document gives the same bytes at any time.
    """
    row = incoming_row(context.session, number)
    code = _ANSWERS.get(row.state)
    if code is None or row.decided_at is None:
        raise NotPossibleError("chỉ trả lời được văn bản đã ghi nhận hoặc đã trả lại")
    note = StatusNote(
        sender=ours(context),
        answers=AnsweredPaper(row.organ, row.number, row.issued_on, row.document_id),
        code=code,
        said=row.because or REGISTER,
        at=_local(row.decided_at, context.rules.zone),
        department=CLERK,
        staff="",
    )
    return EnvelopeOut(plain_name(f"{code}_{row.number or row.id}", "edxml"), status_bytes(note))


_ANSWERS = {IncomingState.RECEIVED: REGISTERED, IncomingState.RETURNED: REFUSED}


def ours(context: LetterContext) -> Organ:
    """The office that urges, by the identifier that we write. Raises NotPossibleError where it has none."""
    department = context.department
    code = written_codes(context.session, [department.code]).get(department.code)
    if code is None:
        raise NotPossibleError(
            f"{department.name} chưa có mã định danh; ghi ở trang của cơ quan "
            f"(hoặc: dondoc agency codes {department.code} H48.01)"
        )
    return Organ(code, department.name, _known(context.writer.signer.parent))


def _file(row: UrgingLetter) -> EnvelopeFile:
    """The signed letter; else the draft as it was made."""
    name = (row.sent_as or "").replace("/", "_")
    if row.signed is not None:
        ending = (row.signed_name or "").rpartition(".")[2] or "pdf"
        return EnvelopeFile(plain_name(f"{name}.{ending}"), row.signed)
    if row.content is not None:
        return EnvelopeFile(plain_name(f"{name}.docx"), row.content)
    raise NotPossibleError("công văn này không có tệp nào được lưu; ghi lại kèm tệp đã ký")


def _signature(signer: Signer) -> Signature:
    *above, position = signer.positions or ("",)
    return Signature(" ".join(above), position, signer.signer_name)


def _known(words: str) -> str:
    return "" if words == BLANK else words


def _local(now: datetime, zone: ZoneInfo) -> datetime:
    return now.astimezone(zone).replace(tzinfo=None)
