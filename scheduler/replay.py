"""Replaying days on a copy of the database with its own clock: what would be told to whom, and when."""

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

from sqlalchemy.orm import defer
from sqlmodel import Session, col, delete, func, select, update

from notifications.letters import LetterWriter
from notifications.mail import outbox
from notifications.short_message import suffix
from plan.audit.log import Act
from plan.clock import MORNING, at, days
from plan.documents.receipts_file import ReceiptRow, read_receipts
from plan.errors import ExpectedError, named_together
from plan.ledger.assignments import forget_assignments
from plan.models import Correction, Declaration, Letter, Notice, Obligation, Party, Role
from plan.obligations import acts
from plan.obligations.views import ObligationFilter, duties
from plan.storage.database import Database
from plan.vocabulary import DeclarationState
from scheduler.flow import TickContext, run_stages
from scheduler.forecast.obligations import BEFORE_FOLLOWED, NO_LONGER_DUE, NO_LONGER_THEIRS
from scheduler.intake.refresh import refresh
from scheduler.letters import monthly
from scheduler.policy.rules import Rules


class ReplayError(ExpectedError):
    """The replay cannot run; the text says what to correct."""


def read_receipts_file(path: Path) -> list[ReceiptRow]:
    """The file of what came in on which day. Raises ReplayError that names the bad lines, DocumentError for the whole."""
    found, problems = read_receipts(path)
    if problems:
        raise ReplayError(f"{path}: " + named_together(problems))
    return list(found)


def rewind(session: Session, first: date) -> None:
    """On a copy: forget what was told, done or cancelled from `first` on, so that the days can be replayed."""
    forget_assignments(session, first)
    late = select(Letter.id).where(Letter.day >= first)
    session.exec(delete(Notice).where(col(Notice.day) >= first))
    session.exec(update(Notice).where(col(Notice.letter_id).in_(late)).values(letter_id=None))
    session.exec(delete(Letter).where(col(Letter.day) >= first))
    monthly.forget(session)
    outbox.capture_all(session, at(first, MORNING, ZoneInfo("UTC")))
    session.exec(update(Obligation).where(col(Obligation.done_on) >= first).values(done_on=None))
    _unsay(session, first)
    # What the plan itself took back stays so: its words are those of today.
    by_hand = col(Obligation.cancelled_because).not_in([NO_LONGER_DUE, NO_LONGER_THEIRS, BEFORE_FOLLOWED])
    reopened = update(Obligation).where(col(Obligation.cancelled_on) >= first, by_hand)
    session.exec(reopened.values(cancelled_on=None, cancelled_because=None))
    heard = (
        select(func.max(Notice.day))
        .where(Notice.obligation_id == Party.obligation_id, Notice.agency == Party.agency)
        .scalar_subquery()
    )
    session.exec(update(Party).values(told_on=heard, next_on=first))
    session.expire_all()


def _unsay(session: Session, first: date) -> None:
    """Nobody has declared or corrected anything from that day on, and what was declared before it is not decided yet."""
    session.exec(delete(Declaration).where(col(Declaration.declared_on) >= first))
    session.exec(delete(Correction).where(col(Correction.decided_on) >= first))
    undecided = update(Declaration).where(col(Declaration.decided_on) >= first)
    session.exec(
        undecided.values(state=DeclarationState.WAITING, decided_on=None, held_on=None, because=None)
    )


def replay(
    database: Database,
    rules: Rules,
    writer: LetterWriter,
    span: tuple[date, date],
    answers: Sequence[ReceiptRow],
) -> None:
    """Live through the days, one tick a morning; every letter is captured. What came in is recorded first."""
    known = _by_day(database, answers, span)
    for today in days(*span):
        now = at(today, MORNING, rules.zone)
        with database.begin() as session:
            for number, answer in known.get(today, ()):
                row = acts.find_obligation(session, number)
                act = Act(f"replay:{answer.agency}", now, today)
                acts.complete(session, row, act, on=answer.on, document=answer.document, note=None)
            refresh(session, rules, now, today)
            if run_stages(TickContext(session, rules, writer, now)):
                outbox.capture_all(session, now)


def _by_day(
    database: Database, answers: Sequence[ReceiptRow], span: tuple[date, date]
) -> dict[date, list[tuple[int, ReceiptRow]]]:
    """The answers of the span, each with the obligation it closes, by day. All faults are named together."""
    with database.read() as session:
        index = _index(session, span[1])
        taken = set(session.exec(select(Obligation.id).where(col(Obligation.done_on).is_not(None))))
    found: dict[date, list[tuple[int, ReceiptRow]]] = {}
    faults = []
    for answer in answers:
        numbers = index.get((answer.agency, answer.label), [])
        if len(numbers) != 1:
            many = "nhiều" if numbers else "không có"
            faults.append(f"{answer.agency}, {answer.label!r}: {many} việc phải làm mang tên này")
        elif numbers[0] not in taken and span[0] <= answer.on <= span[1]:
            taken.add(numbers[0])
            found.setdefault(answer.on, []).append((numbers[0], answer))
    if faults:
        raise ReplayError(named_together(faults))
    return found


def _index(session: Session, today: date) -> Mapping[tuple[str, str], list[int]]:
    index: dict[tuple[str, str], list[int]] = {}
    for duty in duties(session, today, ObligationFilter()):
        for agency in duty.leads:
            for label in {duty.label, str(duty.id)}:
                index.setdefault((agency, label), []).append(duty.id)
    return index


def timeline(session: Session, first: date, last: date) -> Iterator[dict[str, object]]:
    """What was sent between two days, in the order sent; `file` is where `write_mail` puts it."""
    items: dict[int | None, list[dict[str, object]]] = {}
    told = select(Notice).where(col(Notice.letter_id).is_not(None)).order_by(col(Notice.id))
    for row in session.exec(told):
        role = Role(row.role).value
        items.setdefault(row.letter_id, []).append(
            {"obligation": row.obligation_id, "step": row.step, "role": role}
        )
    letters = select(Letter).options(defer(Letter.raw)).where(Letter.day >= first, Letter.day <= last)  # type: ignore[arg-type]  # a column to SQLAlchemy
    count: dict[date, int] = {}
    for letter in session.exec(letters.order_by(col(Letter.id))):
        count[letter.day] = count.get(letter.day, 0) + 1
        yield {
            "date": letter.day.isoformat(),
            "kind": letter.kind,
            "to": [letter.agency],
            "items": items.get(letter.id, []),
            "subject": letter.subject,
            "channel": letter.channel,
            "file": f"mail/{letter.day}/{count[letter.day]:03}.{suffix(letter.channel)}",
            "letter": letter.id,
        }


def write_mail(session: Session, rows: Sequence[dict[str, object]], folder: Path) -> None:
    """Every letter of the timeline as a file, and the timeline itself."""
    for row in rows:
        number = row.pop("letter")
        path = folder / str(row["file"])
        path.parent.mkdir(parents=True, exist_ok=True)
        raw = session.exec(select(Letter.raw).where(Letter.id == number)).one()
        path.write_bytes(raw)
    text = json.dumps(rows, ensure_ascii=False, indent=1)
    (folder / "timeline.json").write_text(text + "\n", encoding="utf-8")
