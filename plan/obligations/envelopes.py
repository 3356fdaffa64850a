"""Documents that come in in envelopes of the axis: each taken once, and decided by a person.

An envelope proves nothing by itself: whoever has the file could have written it. What makes it a receipt is the collector,
who takes it in as what arrived at its own registry; so it is recorded as `done` records, on the day of its arrival. Of what
the collector owes itself its own envelope is no proof, and nothing is recorded by it.
"""

from datetime import date

from sqlmodel import Session, col, select

from plan.agencies.organ_codes import agency_with_code
from plan.audit.log import Act, write_down
from plan.documents.edxml.file_names import plain_name
from plan.documents.edxml.reading import read_edxml
from plan.documents.edxml.values import Envelope, EnvelopeFile
from plan.errors import NotPossibleError
from plan.models import IncomingDocument
from plan.obligations import acts
from plan.obligations.acceptance import collectors
from plan.obligations.collectors import CollectionRules
from plan.obligations.envelope_duties import answered_letter, open_duties
from plan.obligations.envelope_rows import row_of
from plan.obligations.receipts import ReceiptFile
from plan.storage.changes import note_act
from plan.storage.rows import find_row
from plan.vocabulary import IncomingState

LONGEST = 1000  # characters of a reason, as the status that carries it takes


def take(session: Session, act: Act, name: str, raw: bytes) -> IncomingDocument:
    """The envelope is kept, and waits for a person; a status is only noted.

    Raises NotPossibleError for one that came in before, DocumentError for what is none.
    """
    found = read_edxml(raw, name)
    sender = agency_with_code(session, found.sender.code)
    row = row_of(found, sender, act, raw)
    _refuse_twice(session, row)
    row.urging_letter_id = answered_letter(session, found.answers, sender)
    session.add(row)
    session.flush()
    detail = {"number": row.number, "agency": sender or row.organ, "status": row.status_code}
    write_down(session, act, "incoming", f"incoming {row.id}", detail)
    note_act(session)
    return row


def incoming_row(session: Session, number: int) -> IncomingDocument:
    """Raises NotPossibleError where there is none of that number."""
    row = find_row(session, IncomingDocument, number)
    if row is None:
        raise NotPossibleError(f"không có văn bản đến số {number}")
    return row


def recognize(session: Session, row: IncomingDocument) -> None:
    """Whose it is, and which letter it answers, asked of the register anew: an identifier was entered meanwhile."""
    if row.agency is None and (sender := agency_with_code(session, row.organ)):
        row.agency = sender
        row.urging_letter_id = answered_letter(session, read_edxml(row.content, "phong bì").answers, sender)
        session.add(row)
        session.flush()


def receive(
    session: Session,
    row: IncomingDocument,
    act: Act,
    rules: CollectionRules,
    obligation: int,
    on: date | None = None,
) -> None:
    """The collector holds the duty as received, on the day on which the envelope arrived (`on`, else today)."""
    _check_waits(row)
    recognize(session, row)
    duty = acts.find_obligation(session, obligation)
    if row.agency is None or duty.id not in open_duties(session, row.agency, act.today):
        raise NotPossibleError(f"việc số {obligation} không phải việc đang mở do nơi gửi chủ trì")
    if collectors(session, duty, act, rules).owes_itself:
        raise NotPossibleError(
            "đây là việc của chính nơi thu nhận: văn bản của mình không tự chứng minh; cơ quan cấp trên xác nhận, "
            "hoặc ghi nhận xong với số văn bản của cấp trên"
        )
    day, note = on or act.today, f"nhận qua trục liên thông, văn bản đến số {row.id}"
    acts.complete(session, duty, act, on=day, document=row.number or None, note=note, paper=_paper(row))
    row.obligation_id, row.arrived_on = duty.id, day
    _decide(session, row, act, IncomingState.RECEIVED)


def return_it(session: Session, row: IncomingDocument, act: Act, reason: str) -> None:
    """It is not taken, for a reason that the sender reads in the answer; no duty changes."""
    _check_waits(row)
    said = " ".join(reason.split())
    if not said or len(said) > LONGEST:
        raise NotPossibleError(f"cần nêu lý do trả lại, không quá {LONGEST} chữ")
    _decide(session, row, act, IncomingState.RETURNED, said)


def note_it(session: Session, row: IncomingDocument, act: Act) -> None:
    """It concerns no duty: kept, and no longer asked about."""
    _check_waits(row)
    _decide(session, row, act, IncomingState.NOTED)


def files_of(row: IncomingDocument) -> tuple[EnvelopeFile, ...]:
    """The files in it, unpacked anew."""
    found = read_edxml(row.content, "phong bì")
    return found.files if isinstance(found, Envelope) else ()


def _paper(row: IncomingDocument) -> ReceiptFile:
    """Its one file; of several, the envelope itself, so that none is lost."""
    files = files_of(row)
    if len(files) == 1:
        return ReceiptFile(files[0].name, files[0].content)
    return ReceiptFile(f"{plain_name(row.number or str(row.id))}.edxml", row.content)


def _refuse_twice(session: Session, row: IncomingDocument) -> None:
    same = col(IncomingDocument.key) == row.key
    if row.paper:
        same |= col(IncomingDocument.paper) == row.paper
    if known := session.exec(select(IncomingDocument.id).where(same)).first():
        what = "trạng thái" if row.status_code else "văn bản"
        raise NotPossibleError(f"{what} này đã vào trước đây, văn bản đến số {known}; không ghi hai lần")


def _check_waits(row: IncomingDocument) -> None:
    if row.state is not IncomingState.WAITING:
        raise NotPossibleError(f"văn bản đến số {row.id} đã được xem xét rồi")


def _decide(
    session: Session, row: IncomingDocument, act: Act, state: IncomingState, because: str = ""
) -> None:
    row.state, row.because = state, because
    row.decided_at, row.decided_by = act.now, act.who
    session.add(row)
    detail = {"number": row.number, "way": state.value, "reason": because}
    write_down(session, act, "incoming decided", f"incoming {row.id}", detail)
    note_act(session)
    session.flush()
