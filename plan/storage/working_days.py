"""What an operator knows of the working calendar: single days with their source, and years that were checked."""

from datetime import date

from sqlmodel import Session, col, select

from plan import dates
from plan.audit.log import Act, write_down
from plan.errors import NotPossibleError
from plan.models import CalendarYear, Override
from plan.storage.changes import note_change


def set_day(session: Session, act: Act, day: date, *, working: bool, label: str, source: str) -> None:
    """That day is worked, or off, whatever the rules say; `source` is the paper that says so."""
    if not label.strip() or not source.strip():
        raise NotPossibleError("cần nêu tên ngày (--label) và văn bản (--source)")
    row = session.get(Override, day)
    before = {"working": row.working, "label": row.label, "source": row.source} if row else None
    row = row or Override(day=day, working=working, label="", source="")
    row.working, row.label, row.source = working, label.strip(), source.strip()
    session.add(row)
    after = {"working": working, "label": row.label, "source": row.source}
    _note(session, act, "workday", day.isoformat(), {"before": before, "after": after})


def unset_day(session: Session, act: Act, day: date) -> None:
    """The rules speak again for that day."""
    row = session.get(Override, day)
    if row is None:
        raise NotPossibleError(
            f"ngày {dates.day(day)} không có sửa đổi nào; xem bằng: dondoc calendar show {day.year}"
        )
    session.delete(row)
    before = {"working": row.working, "label": row.label, "source": row.source}
    _note(session, act, "workday", day.isoformat(), {"before": before, "after": None})


def days(session: Session, year: int) -> list[Override]:
    """The operator's own days of that year."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    rows = select(Override).where(Override.day >= first, Override.day <= last)
    return list(session.exec(rows.order_by(col(Override.day))))


def confirm(session: Session, act: Act, year: int, source: str) -> None:
    """Somebody compared the whole calendar of that year with the official papers, and which."""
    if not source.strip():
        raise NotPossibleError("cần nêu văn bản đã đối chiếu (--source)")
    row = session.get(CalendarYear, year) or CalendarYear(year=year, source="", who="", at=act.now)
    row.source, row.who, row.at = source.strip(), act.who, act.now
    session.add(row)
    _note(session, act, "confirm", str(year), {"source": row.source})


def unconfirm(session: Session, act: Act, year: int) -> None:
    """It was not checked after all."""
    row = session.get(CalendarYear, year)
    if row is None:
        raise NotPossibleError(f"lịch năm {year} chưa ai xác nhận")
    session.delete(row)
    _note(session, act, "unconfirm", str(year), {"source": row.source})


def confirmed(session: Session) -> dict[int, str]:
    """The years that were checked, and against which papers."""
    return {row.year: row.source for row in session.exec(select(CalendarYear))}


def _note(session: Session, act: Act, name: str, subject: str, detail: dict[str, object]) -> None:
    session.flush()
    write_down(session, act, name, f"calendar {subject}", detail)
    note_change(session)
