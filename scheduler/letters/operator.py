"""Letters to the operator of the program: in the same queue as all others, under a recipient code of its own."""

import logging

from jinja2 import TemplateError
from sqlalchemy.exc import IntegrityError

from notifications.mail import outbox
from notifications.notice import Contact, LetterContent
from plan.dates import day
from plan.ledger.holds import OPERATOR
from scheduler.letters.context import LetterContext
from scheduler.letters.kind import LetterKind

log = logging.getLogger(__name__)


def alarm_subject(content: LetterContent) -> str:
    found = f"{len(content.notes)} chỗ sổ ghi khác với điều đáng ra phải nói"
    return f"[Đôn đốc] BÁO ĐỘNG: {found} ({day(content.day)})"


def resumed_subject(content: LetterContent) -> str:
    return f"[Đôn đốc] Hoạt động trở lại sau thời gian dài ngừng chạy ({day(content.day)})"


def turned_away_subject(content: LetterContent) -> str:
    return f"[Đôn đốc] BÁO ĐỘNG: máy chủ thư không nhận thư của chương trình ({day(content.day)})"


def mail_ill_subject(content: LetterContent) -> str:
    return f"[Đôn đốc] {content.notes[0]} ({day(content.day)})"


def held_subject(content: LetterContent) -> str:
    return f"[Đôn đốc] Việc gửi thư được giữ lại, chờ người xem ({day(content.day)})"


def operator_at(address: str) -> Contact:
    """The operator, as whoever letters and messages are addressed to."""
    return Contact(OPERATOR, "Người vận hành Đôn Đốc", (address,))


def write_to_operator(
    context: LetterContext, address: str, kind: LetterKind, notes: tuple[str, ...], edition: int = 1
) -> list[int]:
    """One letter of that kind, day and edition; its number, or nothing where it could not be written."""
    message = LetterContent(
        kind, operator_at(address), context.today, (), context.department, notes=notes, edition=edition
    )
    try:
        with context.session.begin_nested():
            return [
                outbox.enqueue(
                    context.session, message, context.writer.write(message, context.now), context.now
                )
            ]
    except (ValueError, TemplateError, IntegrityError):
        log.exception("no letter to the operator (%s) on %s", kind.name, context.today)
        return []
