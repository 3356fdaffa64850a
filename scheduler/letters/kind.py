"""What a kind of letter is, and how a letter of it gets into the queue."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from notifications.mail import outbox
from notifications.mail.attachments import Attachment
from notifications.notice import Contact, LetterContent, LetterForm, LetterLine, WeekReport, with_plans
from plan.addresses import MAIL, channels_of
from plan.obligations.responses import count_waiting
from plan.subscriptions.reads import tell_silence
from scheduler.letters.context import LetterContext

Write = Callable[[LetterContext, "LetterKind"], list[int]]
Attach = Callable[[LetterContext, LetterContent], list[Attachment]]


@dataclass(frozen=True, slots=True)
class LetterKind(LetterForm):
    """A row of the table in kinds.py. `write` gives the numbers of the letters that are due at a tick."""

    label: str  # on pages and on the screen
    write: Write | None = None  # None: written by a stage of the flow for the operator
    attach: Attach | None = None
    says_unread: bool = False  # which calendars of the reader nobody has read for long
    says_requests: bool = (
        False  # how many requests for more time wait for the reader, if it is the department
    )


def queue_letter(
    context: LetterContext,
    kind: LetterKind,
    to: Contact,
    lines: Iterable[LetterLine],
    edition: int = 1,
    notes: tuple[str, ...] = (),
    week: WeekReport | None = None,
) -> int:
    """One finished letter in the queue, or a message where the agency has no mail; its number.

    Who has both gets the message beside the letter.
    """
    content = letter_content(context, kind, to, lines, edition, notes, week)
    channels = channels_of(to)
    numbers = [_queue(context, kind, content, channel, beside=n > 0) for n, channel in enumerate(channels)]
    return numbers[0]


def letter_content(
    context: LetterContext,
    kind: LetterKind,
    to: Contact,
    lines: Iterable[LetterLine],
    edition: int = 1,
    notes: tuple[str, ...] = (),
    week: WeekReport | None = None,
) -> LetterContent:
    """What a letter of the kind says."""
    decides = kind.says_requests and to.code == context.department.code
    return LetterContent(
        form=kind,
        to=to,
        day=context.today,
        lines=with_plans(lines),
        office=context.department,
        unread=tell_silence(context.silent_feeds.get(to.code, ()), context.now)
        if kind.says_unread and MAIL in channels_of(to)
        else (),
        edition=edition,
        notes=notes,
        requests=count_waiting(context.session) if decides else 0,
        week=week,
    )


def _queue(
    context: LetterContext, kind: LetterKind, content: LetterContent, channel: str, *, beside: bool
) -> int:
    if channel == MAIL:
        files = kind.attach(context, content) if kind.attach and context.writer.has_files else []
        finished = context.writer.write(content, context.now, files)
    else:
        finished = context.writer.write_message(content, channel)
    return outbox.enqueue(context.session, content, finished, context.now, channel, beside=beside)
