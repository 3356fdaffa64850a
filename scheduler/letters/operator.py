"""Letters to whoever runs the program: they stand in the queue among the others, under a name of their own."""

import logging
from typing import Literal

from jinja2 import TemplateError
from sqlalchemy.exc import IntegrityError

from notifications.mail import outbox
from notifications.notice import Contact, LetterContent
from scheduler.letters.context import LetterContext

log = logging.getLogger(__name__)
OPERATOR = "van-hanh"


def write_to_operator(
    context: LetterContext, address: str, kind: Literal["alarm", "resumed"], notes: tuple[str, ...]
) -> list[int]:
    """One letter of that kind a day; its number, or nothing where it could not be written."""
    to = Contact(OPERATOR, "Người vận hành Đôn Đốc", (address,))
    message = LetterContent(kind, to, context.today, (), context.department, notes=notes)
    try:
        with context.session.begin_nested():
            return [
                outbox.enqueue(
                    context.session, message, context.writer.write(message, context.now), context.now
                )
            ]
    except (ValueError, TemplateError, IntegrityError):
        log.exception("no letter to the operator (%s) on %s", kind, context.today)
        return []
