"""An agency declares that work is done; whoever collects accepts it, or sends it back with a reason.

Functions take the session first and never commit. What cannot be done raises NotPossibleError. Urging of the agency
pauses while its word waits; status moves only with the word of whoever collects, or where the policy trusts the agency.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from sqlmodel import Session, bindparam, col, select, update

from plan import dates
from plan.agencies.store import load_directory
from plan.audit.log import Act
from plan.errors import NotPossibleError
from plan.models import Deadline, Declaration, Obligation, Party, Role
from plan.models.declarations import WAITING_WORD
from plan.obligations import receipts
from plan.obligations.changes import changed, hold, resume, state_of, stop
from plan.obligations.collectors import CollectionRules, Collectors, collectors_of
from plan.obligations.days import check_day
from plan.obligations.receipts import ReceiptFile
from plan.prepared import Prepared
from plan.vocabulary import DeclarationState

LONGEST = 2000  # characters of a reason
TRUSTED = "chính sách tin lời báo của cơ quan"


@dataclass(frozen=True, slots=True)
class Said:
    """What an agency says: on which day it was done, under which number, with which file."""

    on: date
    document: str | None = None
    note: str | None = None
    paper: ReceiptFile | None = None


def declare(
    session: Session, row: Obligation, agency: str, act: Act, said: Said, rules: CollectionRules
) -> bool:
    """The agency says that it is done; whether it counts as received at once. Else its urging pauses."""
    hold(session, row)
    _check_open(row)
    check_day(session, row, said.on, act)
    mine = next((one for one in _waiting(session, row) if one.agency == agency), None)
    if mine:
        raise NotPossibleError(
            f"cơ quan đã báo xong ngày {dates.day(mine.on)} (báo ngày {dates.day(mine.declared_on)}), đang chờ xác nhận; "
            "không cần báo lại"
        )
    told = _put(session, row, agency, act, said)
    detail: dict[str, object] = {"agency": agency, "on": said.on, "document": said.document}
    changed(session, row, act, "declared", state_of(row), detail | _of_paper(said.paper))
    if why_waits(said, act.today, _leads(session, row), collectors(session, row, act, rules), rules) is None:
        _receive(session, row, told, act, on=said.on, because=TRUSTED)
        return True
    _ask_again(session, row, act.today + timedelta(1))
    return False


def why_waits(
    said: Said, today: date, leads: list[str], who: Collectors, rules: CollectionRules
) -> str | None:
    """Why an agency's word is not enough; None where the policy trusts it. Pure."""
    if not rules.trusts:
        return "chờ cơ quan thu nhận xác nhận"
    if who.owes_itself:
        return "việc của chính cơ quan thu nhận: chờ cơ quan cấp trên xác nhận"
    if len(leads) > 1:
        return "việc của nhiều cơ quan cùng chủ trì: chờ cơ quan thu nhận xác nhận"
    if said.on < today and said.paper is None:
        return "báo một ngày đã qua mà không kèm tệp: chờ cơ quan thu nhận xác nhận"
    return None


def accept(
    session: Session,
    row: Obligation,
    act: Act,
    rules: CollectionRules,
    *,
    on: date | None = None,
    document: str | None = None,
    office: str | None = None,
) -> None:
    """What was declared is received. It arrived on the day `on`, by default the day on which it was declared.

    `office` is who accepts by the link of its letter; None is whoever collects, at its own shell, and of what it owes
    itself must name the document that says so.
    """
    hold(session, row)
    told = _oldest(session, row)
    who = collectors(session, row, act, rules)
    _check_may_accept(who, office, document)
    held = on or told.declared_on
    check_day(session, row, held, act)
    _receive(session, row, told, act, on=held, document=document, own=who.owes_itself)


def send_back(
    session: Session,
    row: Obligation,
    act: Act,
    rules: CollectionRules,
    *,
    reason: str,
    office: str | None = None,
) -> None:
    """What was declared is not accepted; the ladder goes on where it was, and the agency hears why in its next letter."""
    hold(session, row)
    if office:
        _check_office(collectors(session, row, act, rules), office)
    reason = " ".join(reason.split())
    if not reason or len(reason) > LONGEST:
        raise NotPossibleError(f"cần nêu lý do trả lại, không quá {LONGEST} chữ")
    _oldest(session, row)
    for told in _waiting(session, row):
        _decide(session, told, act, DeclarationState.SENT_BACK, because=reason)
    changed(session, row, act, "send-back", state_of(row), {"reason": reason})
    resume(session, row, act.today)


def take_back(session: Session, row: Obligation, agency: str, act: Act) -> None:
    """The agency takes its own word back, to say it again: until then the ladder goes on where it was."""
    hold(session, row)
    _check_open(row)
    mine = [told for told in _waiting(session, row) if told.agency == agency]
    if not mine:
        raise NotPossibleError("không còn điều nào cơ quan đã báo mà chưa được xem xét")
    for told in mine:
        _decide(session, told, act, DeclarationState.TAKEN_BACK)
    changed(session, row, act, "declaration taken back", state_of(row), {"agency": agency})
    resume(session, row, act.today)


def settle_waiting(session: Session, row: Obligation, act: Act, on: date) -> None:
    """Whoever collects recorded the work itself: what agencies declared about it waits no more."""
    if _ANY_WAITING.ask(session, {"number": row.id}):
        for told in _waiting(session, row):
            _decide(session, told, act, DeclarationState.ACCEPTED, held_on=on)


def is_waiting(session: Session, row: Obligation, agency: str) -> bool:
    """Whether the agency's own word about it waits."""
    return any(one.agency == agency for one in _waiting(session, row))


def collectors(session: Session, row: Obligation, act: Act, rules: CollectionRules) -> Collectors:
    """Who collects this obligation, and who accepts it."""
    known = load_directory(session)
    through = session.get_one(Deadline, row.deadline_id).through
    return collectors_of(_leads(session, row), through, rules, lambda code: known.current(code, act.today))


def _check_open(row: Obligation) -> None:
    if row.done_on:
        raise NotPossibleError(f"việc này đã ghi nhận xong ngày {dates.day(row.done_on)}")
    if row.cancelled_on:
        raise NotPossibleError("việc này đã hủy, không cần báo nữa")


def _check_may_accept(who: Collectors, office: str | None, document: str | None) -> None:
    if office:
        _check_office(who, office)
    elif who.owes_itself and not (document or "").strip():
        raise NotPossibleError(
            "việc của chính cơ quan thu nhận: cơ quan cấp trên xác nhận qua liên kết trong thư của mình, hoặc ghi số "
            "văn bản đã xác nhận bằng --document"
        )


def _check_office(who: Collectors, office: str) -> None:
    if office != who.accepts:
        raise NotPossibleError("cơ quan này không phải nơi xác nhận việc này")


def _oldest(session: Session, row: Obligation) -> Declaration:
    """The first declaration that waits; else why there is none."""
    _check_open(row)
    if waits := _waiting(session, row):
        return waits[0]
    query = (
        select(Declaration).where(Declaration.obligation_id == row.id).order_by(col(Declaration.id).desc())
    )
    last = session.exec(query).first()
    if last and last.state == DeclarationState.SENT_BACK and last.decided_on:
        raise NotPossibleError(
            f"đã trả lại ngày {dates.day(last.decided_on)}; chờ cơ quan làm lại và báo lại"
        )
    raise NotPossibleError("chưa có cơ quan nào báo xong việc này; ghi nhận bằng dondoc done")


def _waiting(session: Session, row: Obligation) -> list[Declaration]:
    query = select(Declaration).where(Declaration.obligation_id == row.id)
    waits = query.where(Declaration.state == DeclarationState.WAITING)
    return list(session.exec(waits.order_by(col(Declaration.id))))


# Of most of what is recorded as done nobody had declared anything.
_ANY_WAITING = Prepared(
    select(Declaration.id).where(col(Declaration.obligation_id) == bindparam("number"), WAITING_WORD).limit(1)
)


def _put(session: Session, row: Obligation, agency: str, act: Act, said: Said) -> Declaration:
    told = Declaration(
        obligation_id=row.id,
        agency=agency,
        on=said.on,
        document=said.document,
        note=said.note,
        declared_on=act.today,
        at=act.now,
        state=DeclarationState.WAITING,
    )
    if said.paper:
        told.file_name, told.file_digest, told.file = said.paper.name, said.paper.digest, said.paper.content
    session.add(told)
    session.flush()
    return told


def _receive(
    session: Session,
    row: Obligation,
    told: Declaration,
    act: Act,
    *,
    on: date,
    document: str | None = None,
    own: bool = False,
    because: str | None = None,
) -> None:
    """Done on the day it arrived. The number is that of the report: as corrected, or of its own work as declared."""
    before = state_of(row)
    number = (told.document or document) if own else (document or told.document)
    row.done_on, row.document, row.note = on, number, told.note
    paper = ReceiptFile(told.file_name or "", told.file) if told.file is not None else None
    receipts.record_receipt(
        session, row.id, act.now, on=on, document=number, note=told.note, reason=because, paper=paper
    )
    told.file = None
    for one in _waiting(session, row):
        _decide(session, one, act, DeclarationState.ACCEPTED, held_on=on, document=document, because=because)
    detail = {"declared": told.on, "declared_on": told.declared_on, "agency": told.agency, "held": on}
    changed(session, row, act, "accept", before, detail | ({"document": document} if document else {}))
    stop(session, row)


def _decide(
    session: Session,
    told: Declaration,
    act: Act,
    state: DeclarationState,
    *,
    held_on: date | None = None,
    document: str | None = None,
    because: str | None = None,
) -> None:
    told.state, told.held_on, told.because = state, held_on, because
    told.decided_on, told.decided_at, told.decided_by = act.today, act.now, act.who
    told.decided_document = document
    session.add(told)
    session.flush()


def _leads(session: Session, row: Obligation) -> list[str]:
    query = select(Party.agency).where(Party.obligation_id == row.id, Party.role == Role.LEAD)
    return sorted(session.exec(query))


def _ask_again(session: Session, row: Obligation, on: date) -> None:
    """The parties are asked on the next day: whose urging pauses is decided there, from what was declared."""
    mine = update(Party).where(col(Party.obligation_id) == row.id)
    later = col(Party.next_on).is_(None) | (col(Party.next_on) > on)
    session.exec(mine.where(later).values(next_on=on))


def _of_paper(paper: ReceiptFile | None) -> dict[str, object]:
    return {"file": paper.name, "sha256": paper.digest} if paper else {}
