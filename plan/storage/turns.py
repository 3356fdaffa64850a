"""In which order rows changed, as readers could see it: each transaction that changes some has its turn.

A turn is given last of all, under a lock that is held until the transaction ends: who has read up to one turn has seen
everything of it and before, however many write at once. By the clock of the rows alone a slow writer would be missed.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import event, update
from sqlmodel import Session, col

from plan.facts import NUMBER, FactOf
from plan.models import (
    Cause,
    Deadline,
    Declaration,
    Extension,
    Obligation,
    Occurrence,
    Party,
    Resolution,
    Task,
)
from plan.storage.chunks import chunks

_TURN = FactOf("turn", NUMBER)
_OF_OBLIGATION = (Cause, Declaration, Extension)  # what is said of an obligation, by its number
_OF_TASK = (Deadline, Occurrence, Resolution)
_TOUCHED = "touched rows"


def touch_obligations(session: Session, numbers: Iterable[int]) -> None:
    """These changed by a statement that changes many rows at once: nobody else sees that."""
    _touched(session, Obligation).update(numbers)


def give_turn(session: Session, now: datetime) -> None:
    """The last thing a transaction does: what it changed is marked with the next turn, and with real time."""
    session.flush()
    touched: dict[type[Any], set[int]] = session.info.pop(_TOUCHED, {})
    if not any(touched.values()):
        return
    turn = _TURN.lock(session, 0) + 1
    _TURN.put(session, turn)
    session.flush()
    for table, numbers in touched.items():
        for chunk in chunks(sorted(numbers)):
            changed = update(table).where(col(table.id).in_(chunk)).values(turn=turn, turned_at=now)
            session.connection().execute(changed)


def _touched(session: Session, table: type[Any]) -> set[int]:
    found: set[int] = session.info.setdefault(_TOUCHED, {}).setdefault(table, set())
    return found


@event.listens_for(Session, "after_flush")
def _note(session: Session, _context: object) -> None:
    """Whoever changes a row need not know that programs follow it."""
    come_or_gone = (*session.new, *session.deleted)
    for row in (*come_or_gone, *(one for one in session.dirty if session.is_modified(one))):
        if isinstance(row, Party) and row not in come_or_gone:
            continue  # how far up its ladder it was told: nobody reads that of the obligation
        if isinstance(row, Obligation | Task):
            _touched(session, type(row)).add(row.id)
        elif isinstance(row, (*_OF_OBLIGATION, Party)):
            _touched(session, Obligation).add(row.obligation_id)
        elif isinstance(row, _OF_TASK) and row.task_id is not None:
            _touched(session, Task).add(row.task_id)
