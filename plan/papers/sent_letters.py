"""Urging letters that went out: which draft was sent under which number on which day."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import defer
from sqlmodel import Session, col, select

from plan.audit.log import Act, write_down
from plan.dates import day
from plan.errors import NotPossibleError
from plan.models import UrgingLetter
from plan.obligations.receipts import ReceiptFile
from plan.papers.document_numbers import document_number

WITHOUT_FILES = (defer(UrgingLetter.content), defer(UrgingLetter.signed))  # type: ignore[arg-type]  # columns to SQLAlchemy


@dataclass(frozen=True, slots=True)
class SentLetter:
    """An urging letter as it went out."""

    number: str
    on: date
    agencies: tuple[str, ...]
    draft: tuple[int, int]  # number and year
    row: int


def record_sent(
    session: Session, act: Act, number: str, on: date, draft: int | None, signed: ReceiptFile | None = None
) -> SentLetter:
    """The draft (of the year of `on`; the only one that was not sent if none is named) went out so, signed as this file."""
    number = document_number(number)
    if on > act.today:
        raise NotPossibleError(f"ngày gửi {day(on)} còn ở phía trước; hãy ghi khi công văn đã đi")
    row = _draft(session, on, draft)
    if row.sent_as and row.sent_on:
        raise NotPossibleError(
            f"dự thảo {row.number}/{row.year} đã gửi, số {row.sent_as} ngày {day(row.sent_on)}"
        )
    if on < row.day:
        raise NotPossibleError(
            f"dự thảo {row.number}/{row.year} lập ngày {day(row.day)}, sau ngày gửi {day(on)}; xem lại ngày"
        )
    _refuse_twice(session, number, on)
    row.sent_as, row.sent_on, row.sent_recorded_at = number, on, act.now
    detail: dict[str, object] = {"number": number, "on": on}
    if signed:
        row.signed_name, row.signed = signed.name, signed.content
        detail |= {"file": signed.name, "sha256": signed.digest}
    session.add(row)
    write_down(session, act, "sent", f"draft {row.year}/{row.number}", detail)
    session.flush()
    return _sent(row)


def sent_row(session: Session, number: str, on: date) -> int | None:
    """The row of the letter that went out under that number on that day; None if none was recorded so."""
    query = select(UrgingLetter.id).where(
        UrgingLetter.sent_as == document_number(number), UrgingLetter.sent_on == on
    )
    return session.exec(query).first()


def keep_draft(session: Session, year: int, number: int, content: bytes) -> None:
    """The bytes of a draft that somebody asked for: to be had again."""
    query = select(UrgingLetter).where(UrgingLetter.year == year, UrgingLetter.number == number)
    row = session.exec(query).one()
    row.content = content
    session.add(row)


def sent_about(session: Session, obligation: int, until: datetime) -> list[SentLetter]:
    """The letters about one obligation whose sending was recorded before `until`, by day."""
    query = select(UrgingLetter).where(col(UrgingLetter.sent_recorded_at) < until).options(*WITHOUT_FILES)
    rows = session.exec(query.order_by(col(UrgingLetter.sent_on), col(UrgingLetter.id)))
    return [_sent(row) for row in rows if obligation in row.obligations]


def _draft(session: Session, on: date, number: int | None) -> UrgingLetter:
    query = select(UrgingLetter).where(UrgingLetter.year == on.year).order_by(col(UrgingLetter.number))
    if number is not None:
        row = session.exec(query.where(UrgingLetter.number == number)).first()
        if row is None:
            raise NotPossibleError(f"không có dự thảo {number}/{on.year}; số dự thảo in ở cuối công văn")
        return row
    rows = list(session.exec(query.where(col(UrgingLetter.sent_on).is_(None))))
    if not rows:
        raise NotPossibleError(f"năm {on.year} không có dự thảo nào chưa gửi; lập bằng: dondoc letter")
    if len(rows) > 1:
        named = ", ".join(f"{row.number} ({day(row.day)})" for row in rows[-5:])
        raise NotPossibleError(
            f"có {len(rows)} dự thảo năm {on.year} chưa ghi là đã gửi, mới nhất: {named}; thêm --draft SỐ"
        )
    return rows[0]


def _refuse_twice(session: Session, number: str, on: date) -> None:
    query = select(UrgingLetter).where(UrgingLetter.sent_as == number, UrgingLetter.year == on.year)
    if row := session.exec(query).first():
        raise NotPossibleError(f"số {number} đã ghi cho dự thảo {row.number}/{row.year}; xem lại số")


def _sent(row: UrgingLetter) -> SentLetter:
    assert row.sent_as, "only what was sent is asked for"
    assert row.sent_on, "as above"
    return SentLetter(row.sent_as, row.sent_on, tuple(row.agencies), (row.number, row.year), row.id)
