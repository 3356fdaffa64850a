"""What letters told after a backup was made, carried from the file that it replaces: else it would be told again."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlmodel import Session, col, select, update

from plan.facts import FactOf
from plan.ledger.withdrawal import ON_THE_WAY
from plan.models import Audit, Deadline, Letter, LetterState, Notice, Obligation, Party, Plan

WENT = (LetterState.SENT, LetterState.CAPTURED, LetterState.SENDING, LetterState.UNKNOWN)
FATE = (
    "state",
    "accepted",
    "refused",
    "attempts",
    "tried_at",
    "finished_at",
    "fault",
    "error",
)


@dataclass(frozen=True, slots=True)
class CarriedOver:
    """How much of what was told since is known now, and the subjects of letters that would be said again."""

    letters: int
    steps: int
    again: tuple[str, ...]


def is_of_one_plan(before: Session, after: Session) -> bool:
    """Whether both files hold a plan in common: else neither knows anything of the other."""
    here, there = ({(row.code, row.issued_on) for row in one.exec(select(Plan))} for one in (before, after))
    return bool(here & there)


@dataclass(frozen=True, slots=True)
class LostAct:
    """An act that will have to be done again."""

    at: datetime
    who: str
    act: str
    subject: str


def lost_acts(before: Session, after: Session) -> list[LostAct]:
    """The acts that the file to be replaced knows and the backup does not, oldest first."""
    known = set(after.exec(select(Audit.seal)))
    query = select(Audit).order_by(col(Audit.number))
    rows = (row for row in before.exec(query) if row.seal not in known)
    return [LostAct(row.at, row.who, row.act, row.subject) for row in rows]


def carry_over(before: Session, after: Session, today: date, facts: tuple[FactOf[Any], ...]) -> CarriedOver:
    """Letters that went since, with their steps, into the restored file; in the caller's transaction."""
    same = _same_obligations(before, after)
    letters = steps = 0
    again: list[str] = []
    known = set(after.exec(select(Letter.message_id)))
    for letter in before.exec(select(Letter).where(col(Letter.state).in_(WENT)).order_by(col(Letter.id))):
        told = list(before.exec(select(Notice).where(Notice.letter_id == letter.id)))
        ours = [row for row in told if row.obligation_id in same]
        if told and not ours and letter.message_id not in known:
            again.append(letter.subject)
            continue
        if number := _put_letter(after, letter):
            letters += 1
            steps += sum(_put_step(after, row, number, today) for row in ours)
    for one in facts:
        one.carry(before, after)
    return CarriedOver(letters, steps, tuple(again))


def _same_obligations(before: Session, after: Session) -> set[int]:
    """The numbers under which both files know the same obligation."""
    return {key[0] for key in set(_obligations(before)) & set(_obligations(after))}


def _obligations(session: Session) -> Iterator[tuple[int, str, str, int | None, int | None]]:
    for row, day in session.exec(select(Obligation, Deadline).join(Deadline)):
        yield row.id, row.holder, day.label, day.task_id, day.regime_id


def _put_letter(after: Session, letter: Letter) -> int | None:
    """Its number in the restored file; None if all of it is known there."""
    there = after.exec(select(Letter).where(Letter.message_id == letter.message_id)).first()
    if there is None:
        values = letter.model_dump(exclude={"id"})
        free = after.get(Letter, letter.id) is None
        there = Letter(**values, id=letter.id) if free else Letter(**values)
    elif there.state in ON_THE_WAY:
        for name in FATE:
            setattr(there, name, getattr(letter, name))
    else:
        return None
    there.claimed_by = there.claimed_until = None
    if there.state == LetterState.SENDING:
        there.state = LetterState.UNKNOWN
    after.add(there)
    after.flush()
    return there.id


def _put_step(after: Session, row: Notice, letter: int, today: date) -> bool:
    """Whether the step was not known as told; the agency's place on its ladder follows."""
    same = (Notice.obligation_id == row.obligation_id, Notice.step == row.step, Notice.agency == row.agency)
    there = after.exec(select(Notice).where(*same)).first()
    if there and there.letter_id is not None:
        return False
    there = there or Notice(**row.model_dump(exclude={"id", "letter_id"}))
    there.letter_id, there.owed, there.day, there.reason = letter, False, row.day, row.reason
    after.add(there)
    parties = update(Party).where(
        col(Party.obligation_id) == row.obligation_id,
        col(Party.agency) == row.agency,
        col(Party.next_on).is_not(None),
    )
    after.exec(parties.values(told_on=row.day, next_on=today))
    return True
