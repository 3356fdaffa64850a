"""Which duty of its sender a document that came in is for: by the urging letter that it answers, never by a guess."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session, col, select

from plan import dates
from plan.agencies.store import load_directory
from plan.documents.edxml.values import BUSINESS, NEW, AnsweredPaper
from plan.models import IncomingDocument, Obligation, Party, Role, UrgingLetter


@dataclass(frozen=True, slots=True)
class Meant:
    """The open duties that it may be for. `sure` is the one that the letter it answers asks its sender for."""

    duties: tuple[int, ...]
    sure: int | None
    why: str  # why a person has to say; empty where it is sure


def meant(session: Session, row: IncomingDocument, today: date) -> Meant:
    """What of its sender's open duties it may be for: those of the letter that it answers, else all."""
    if row.agency is None:
        said = row.organ_name or "không ghi tên"
        return Meant((), None, f"sổ cơ quan chưa có mã định danh {row.organ} ({said})")
    mine = open_duties(session, row.agency, today)
    letter = _letter_row(session, row.urging_letter_id)
    asked = tuple(number for number in mine if letter and number in letter[1])
    if row.business != NEW:
        return Meant(asked or mine, None, f"nơi gửi báo đây là {BUSINESS[row.business]}")
    if letter is None:
        return Meant(mine, None, "văn bản không nói trả lời công văn nào của ta")
    if len(asked) != 1:
        many = f"{len(asked)} việc" if asked else "không việc nào còn mở"
        return Meant(asked or mine, None, f"công văn số {letter[0]} hỏi {many} của cơ quan này")
    if len(_leads(session, asked[0])) > 1:
        return Meant(
            asked, None, "việc nhiều cơ quan cùng chủ trì: lời một cơ quan không thay các cơ quan kia"
        )
    return Meant(asked, asked[0], "")


def answered_letter(session: Session, answers: AnsweredPaper | None, sender: str | None) -> int | None:
    """The urging letter of ours that it answers, if that went to its sender."""
    if answers is None or sender is None:
        return None
    number, on = answers.number, answers.on
    if not number and answers.document_id.count(",") == 2:
        _, written, number = answers.document_id.split(",")
        on = on or _day(written)
    query = select(UrgingLetter.id, UrgingLetter.agencies, col(UrgingLetter.sent_on))
    found = [
        (letter, agencies)
        for letter, agencies, sent_on in session.exec(query.where(UrgingLetter.sent_as == number))
        if number and (on is None or sent_on == on)
    ]
    return found[0][0] if len(found) == 1 and sender in found[0][1] else None


def open_duties(session: Session, agency: str, today: date) -> tuple[int, ...]:
    """What it leads and has not been received, by day; what was led by an office that it succeeded, too."""
    known = load_directory(session)
    query = (
        select(Obligation.id, Party.agency)
        .join(Party, col(Party.obligation_id) == col(Obligation.id))
        .where(
            Party.role == Role.LEAD,
            col(Obligation.done_on).is_(None),
            col(Obligation.cancelled_on).is_(None),
        )
        .order_by(col(Obligation.ends), col(Obligation.id))
    )
    now = known.current(agency, today)
    return tuple(dict.fromkeys(one for one, lead in session.exec(query) if known.current(lead, today) == now))


def _letter_row(session: Session, number: int | None) -> tuple[str | None, Sequence[int]] | None:
    query = select(UrgingLetter.sent_as, UrgingLetter.obligations).where(UrgingLetter.id == number)
    return session.exec(query).first() if number else None


def _leads(session: Session, obligation: int) -> list[str]:
    query = select(Party.agency).where(Party.obligation_id == obligation, Party.role == Role.LEAD)
    return list(session.exec(query))


def _day(text: str) -> date | None:
    try:
        return dates.read_full(text.replace("/", "-"))
    except ValueError:
        return None
