"""What would be sent on days to come: written on a copy of the database in which they are lived through. Nothing is sent."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from notifications.letters import LetterWriter
from plan.clock import day_of
from plan.storage.copy import temporary_copy
from plan.storage.database import Database
from plan.storage.newest import last_tick
from plan.storage.session import Session
from plan.views.letters import LetterRecord, SaidItem, letters_written, newest_letter, said_in
from scheduler.policy.rules import Rules
from scheduler.replay import replay

IN_USE = timedelta(days=7)  # a service that ticked this recently is running


@dataclass(frozen=True, slots=True)
class ToldLine:
    """What a letter tells, the same of several duties once."""

    first: SaidItem
    count: int


def told_once(items: Sequence[SaidItem]) -> list[ToldLine]:
    """In the order in which they are first said. To whoever watches, a report of many agencies is one thing."""
    found: dict[tuple[str, str], list[SaidItem]] = {}
    for item in items:
        found.setdefault((item.label, item.reason), []).append(item)
    return [ToldLine(same[0], len(same)) for same in found.values()]


@dataclass(frozen=True, slots=True)
class ComingLetter:
    """A letter that would be written: to whom, what it says, and why."""

    letter: LetterRecord
    items: tuple[SaidItem, ...]

    @property
    def told(self) -> list[ToldLine]:
        return told_once(self.items)


@contextmanager
def played(
    database: Database, rules: Rules, writer: LetterWriter, now: datetime, span: tuple[date, date]
) -> Iterator[tuple[Session, list[LetterRecord]]]:
    """The letters of the span, with a session on the copy, which is gone when the block ends.

    The days before the span are lived through too; if no service is running nothing is written on them.
    """
    begin = min(span[0], day_of(now, rules.zone)) if _is_in_use(database, now) else span[0]
    with temporary_copy(database) as copy:
        with copy.read() as session:
            before = newest_letter(session) or 0
        replay(copy, rules, writer, (begin, span[1]), ())
        with copy.read() as session:
            yield session, letters_written(session, *span, after=before)


def coming_letters(
    database: Database, rules: Rules, writer: LetterWriter, now: datetime, span: tuple[date, date]
) -> tuple[ComingLetter, ...]:
    """Day by day, each with what it tells. Only what is shown of them is written: bodies and files took most of the time."""
    with played(database, rules, writer.for_subjects(), now, span) as (session, letters):
        return tuple(ComingLetter(one, tuple(said_in(session, one.id))) for one in letters)


def _is_in_use(database: Database, now: datetime) -> bool:
    with database.read() as session:
        ticked = last_tick(session)
    return ticked is not None and abs(now - ticked) < IN_USE
