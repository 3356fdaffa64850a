"""Answers by mail: what an agency's own mail says becomes its word, waiting for whoever collects; all else is shown to people.

The step after the reading of what came back. Each message is taken once; no automatic reply is an answer, and none is sent.
"""

import hashlib
import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session, col, func, select

from notifications.mail.agency_mail import AgencyMail, read_agency_mail
from notifications.mail.vouchers import SenderProof, Vouchers, prove
from plan.addresses import MAIL, of_channel
from plan.agencies.store import load_directory
from plan.audit.log import Act
from plan.clock import Clock, day_of
from plan.errors import NotPossibleError
from plan.ledger.bounces import letter_named
from plan.models import Letter, MailAnswer, Notice, Obligation, Role
from plan.obligations import acceptance
from plan.obligations.acts import find_obligation
from plan.obligations.receipts import ReceiptFile
from plan.storage.changes import note_act
from plan.storage.database import Database
from plan.text import fold
from scheduler.policy.rules import Rules

log = logging.getLogger(__name__)
MOST_WAITING = 500  # that nobody has looked at: more are left in the mailbox
KINDS = ("digest", "assignment")  # letters that say that they may be answered


@dataclass(frozen=True, slots=True)
class AnswerGate:
    """Where answers are read: who vouches for their senders, and the rules."""

    vouchers: Vouchers
    rules: Callable[[], Rules]


def take_answer(database: Database, raw: bytes, clock: Clock, gate: AnswerGate) -> bool:
    """Whether the message was an agency's word, and now waits to be accepted. What only people can judge is listed."""
    found = read_agency_mail(raw)
    if found is None:
        return False
    rules, now = gate.rules(), clock()
    act = Act("", now, day_of(now, rules.zone), found.sender)
    proof = _proof(database, raw, found, act, gate)
    with database.begin() as session:
        letter = letter_named(session, found.letters)
        if letter is None or letter.kind not in KINDS or _is_known(session, raw, found, letter):
            return False
        row = _row(letter, raw, found, now)
        duty, row.why = _judged(session, letter, found, act.today, proof)
        if duty is not None:
            row.why = _declared(session, duty, letter, found, act, rules, proof)
        row.obligation_id = None if row.why else duty
        if row.why and not _has_room(session):
            log.warning("too many answers by mail wait to be looked at; they stay in the mailbox")
            return False
        row.settled_at = None if row.why else now
        session.add(row)
        note_act(session)
        return not row.why


def _proof(database: Database, raw: bytes, found: AgencyMail, act: Act, gate: AnswerGate) -> SenderProof:
    """Looked for before anything is written, since name servers may be slow; and only where it may count."""
    with database.read() as session:
        letter = letter_named(session, found.letters)
        if letter is None or found.sender not in _addresses(session, letter.agency, act.today):
            return SenderProof()
    return prove(raw, found.sender, act.now, gate.vouchers)


def _judged(
    session: Session, letter: Letter, found: AgencyMail, today: date, proof: SenderProof
) -> tuple[int | None, str]:
    """The duty that it says is done; or why a person has to look."""
    if found.sender not in _addresses(session, letter.agency, today):
        return None, "người gửi không phải địa chỉ đã đăng ký của cơ quan"
    if not proof.by:
        return None, proof.fault
    if len(found.numbers) > 1 or len(found.days) > 1:
        return None, "thư nêu nhiều số hoặc nhiều ngày"
    if not found.files and not (found.numbers and found.days):
        return None, "thư không có số và ngày văn bản, cũng không kèm tệp"
    if found.days and found.days[0] > today:
        return None, "ngày văn bản còn ở phía trước"
    if len(found.files) > 1:
        return None, "thư kèm nhiều tệp"
    duties = _duties(session, letter)
    if len(duties) > 1:
        said = fold(f"{found.subject}\n{found.text}")
        duties = [one for one in duties if fold(one.label) in said]
    if len(duties) != 1:
        return None, "thư trả lời cho nhiều việc, không nêu rõ việc nào" if _duties(
            session, letter
        ) else "việc trong thư ấy không còn mở"
    return duties[0].id, ""


def _declared(
    session: Session,
    duty: int,
    letter: Letter,
    found: AgencyMail,
    act: Act,
    rules: Rules,
    proof: SenderProof,
) -> str:
    """Why it could not be declared; empty once it is. On the day it names, else on the day it came."""
    on = found.days[0] if found.days else act.today
    paper = ReceiptFile(found.files[0].name, found.files[0].content) if found.files else None
    number = found.numbers[0] if found.numbers else None
    said = acceptance.Said(on, number, f"trả lời thư số {letter.id}, từ {found.sender} ({proof.by})", paper)
    theirs = Act(f"agency:{letter.agency}", act.now, act.today, act.origin)
    try:
        with session.begin_nested():
            row = find_obligation(session, duty)
            acceptance.declare(session, row, letter.agency, theirs, said, rules.collection)
    except NotPossibleError as error:
        return str(error)
    return ""


def _addresses(session: Session, agency: str, today: date) -> set[str]:
    """Where the agency is written to, and whoever answers for it now."""
    known = load_directory(session)
    entries = [known.get(code) for code in (agency, known.current(agency, today))]
    return {one.lower() for entry in entries if entry for one in of_channel(entry.addresses, MAIL)}


def _duties(session: Session, letter: Letter) -> list[Obligation]:
    """What the letter asked its agency for, and is still open."""
    told = select(Notice.obligation_id).where(Notice.letter_id == letter.id, Notice.role == Role.LEAD)
    query = select(Obligation).where(col(Obligation.id).in_(told), col(Obligation.done_on).is_(None))
    return list(
        session.exec(query.where(col(Obligation.cancelled_on).is_(None)).order_by(col(Obligation.id)))
    )


def _row(letter: Letter, raw: bytes, found: AgencyMail, now: datetime) -> MailAnswer:
    return MailAnswer(
        key=hashlib.sha256(raw).hexdigest(),
        message_id=found.message_id,
        letter_id=letter.id,
        at=now,
        sender=found.sender,
        subject=found.subject,
        text=found.text,
        files=[one.name for one in found.files],
    )


def _is_known(session: Session, raw: bytes, found: AgencyMail, letter: Letter) -> bool:
    """The same bytes, or the same Message-ID about the same letter from the same address."""
    query = select(MailAnswer.id).where(MailAnswer.key == hashlib.sha256(raw).hexdigest())
    if session.exec(query).first() is not None:
        return True
    same = select(MailAnswer.id).where(
        MailAnswer.message_id == found.message_id,
        MailAnswer.letter_id == letter.id,
        MailAnswer.sender == found.sender,
    )
    return bool(found.message_id) and session.exec(same).first() is not None


def _has_room(session: Session) -> bool:
    waits = select(func.count(col(MailAnswer.id))).where(col(MailAnswer.settled_at).is_(None))
    return session.exec(waits).one() < MOST_WAITING
