"""What has been told to whom: the parties that are due to hear, and the notices written for them."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain, groupby

from sqlalchemy import ColumnElement, insert
from sqlmodel import Session, bindparam, col, select, update

from plan.ledger.runs import is_among, runs_of
from plan.models import Letter, LetterState, Notice, Obligation, Party, Role
from plan.models.letters import PASSED_TOGETHER, PENDING_RESEND
from plan.prepared import Prepared, PreparedAmong
from plan.steps import StepName, parse_step
from plan.storage.chunks import batches

Told = set[tuple[int, StepName, str]]  # steps of the ledger: obligation, step, agency


@dataclass(frozen=True, slots=True)
class DueParty:
    """A party that has something to hear by now."""

    obligation: int
    agency: str
    role: Role
    told_on: date | None


@dataclass(frozen=True, slots=True)
class ToldStep:
    """One step of one obligation, told to one agency or (`told` false) passed over."""

    obligation: int
    agency: str
    role: Role
    step: StepName
    reason: str
    told: bool


@dataclass(frozen=True, slots=True)
class LadderPosition:
    """Where a party stands after a decision: when it heard, and when to ask again."""

    due: DueParty
    told_on: date | None
    next_on: date | None


# An agency, but not as its index has it: asked for those, or to sort them, SQLite walks that index, all that was ever owed.
_WHOSE: ColumnElement[str] = col(Party.agency) + ""


def due_agencies(session: Session, today: date, roles: Collection[Role]) -> list[str]:
    """The agencies that have something to hear on `today`: an index search whose cost is what it finds."""
    found = _DUE.ask(session, {"today": today})
    return sorted({agency for agency, role in found if role in roles})


_DUE = Prepared(select(_WHOSE, Party.role).where(col(Party.next_on) <= bindparam("today")).distinct())


def due_parties(
    session: Session, today: date, roles: Collection[Role], agencies: Sequence[str]
) -> list[DueParty]:
    """What these agencies have to hear on `today`, by agency: of a long morning only what one portion tells."""
    found = _DUE_PARTIES.all(session, agencies, {"today": today})
    return [
        DueParty(obligation, agency, Role(role), told_on)
        for obligation, agency, role, told_on in sorted(found, key=lambda row: (row[1], row[0]))
        if role in roles
    ]


_DUE_PARTIES = PreparedAmong(
    select(Party.obligation_id, Party.agency, Party.role, col(Party.told_on)).where(
        col(Party.next_on) <= bindparam("today")
    ),
    _WHOSE,
)


@dataclass(frozen=True, slots=True)
class WrittenLetters:
    """The letters of one kind and day: who has one that stands, and how many were written to each."""

    agencies: frozenset[str]
    editions: Mapping[str, int]


def written_on(session: Session, day: date, kind: str) -> WrittenLetters:
    """The agencies that have their letter of that kind for the day. A withdrawn letter is none."""
    query = select(Letter.agency, Letter.state).where(
        Letter.day == day, Letter.kind == kind, col(Letter.beside).is_(False)
    )
    rows = session.exec(query).all()
    stand = frozenset(agency for agency, state in rows if state != LetterState.WITHDRAWN)
    return WrittenLetters(stand, Counter(agency for agency, _ in rows))


def told_among(session: Session, steps: Iterable[tuple[int, StepName]]) -> Told:
    """Which of these steps (obligation, name) are in the ledger already, each with its agency. What is owed is not.

    Asked step by step, the unique index answers: the cost is what is asked about, not all that was ever told.
    """
    asked: dict[int, list[StepName]] = {}
    for obligation, step in steps:
        asked.setdefault(obligation, []).append(step)
    known = _in_the_ledger(session, asked)
    if not known:
        return set()
    by_step: dict[StepName, list[int]] = {}
    for obligation in known:
        for step in dict.fromkeys(asked[obligation]):
            by_step.setdefault(step, []).append(obligation)
    found, owed = _passed_together(session, known, asked), set[tuple[int, StepName, str]]()
    for step, ids in by_step.items():
        for number, agency, is_owed in _OF_STEP.all(session, ids, {"step": str(step)}):
            (owed if is_owed else found).add((number, step, agency))
    return found - owed  # a letter about one of a run was taken back: that step is told again


def _in_the_ledger(session: Session, asked: Collection[int]) -> list[int]:
    """Those of the obligations of which the ledger says anything: of a plan that has just come in, none."""
    return [number for (number,) in _IN_THE_LEDGER.all(session, sorted(asked))]


def _passed_together(session: Session, ids: Sequence[int], asked: Mapping[int, Iterable[StepName]]) -> Told:
    """The steps asked about that lie in a run."""
    found: Told = set()
    for number, agency, one, other in _PASSED_TOGETHER.all(session, ids):
        first, last = parse_step(one), parse_step(other or one)
        if first and last:
            found |= {(number, step, agency) for step in asked[number] if is_among(step, first, last)}
    return found


_OF_STEP = PreparedAmong(
    select(Notice.obligation_id, Notice.agency, Notice.owed).where(col(Notice.step) == bindparam("step")),
    col(Notice.obligation_id),
)
_IN_THE_LEDGER = PreparedAmong(
    select(Obligation.id).where(select(Notice.id).where(Notice.obligation_id == Obligation.id).exists()),
    col(Obligation.id),
)
_PASSED_TOGETHER = PreparedAmong(
    select(Notice.obligation_id, Notice.agency, Notice.step, Notice.last_step).where(
        PASSED_TOGETHER, col(Notice.owed).is_(False)
    ),
    col(Notice.obligation_id),
)


def advance_parties(session: Session, places: Sequence[LadderPosition]) -> None:
    """Write down where the parties stand now."""
    for some in batches(map(_place, places)):
        _ADVANCE.run_each(session.connection(), some)


def _place(one: LadderPosition) -> dict[str, object]:
    due = one.due
    return {
        "obligation": due.obligation,
        "whose": due.agency,
        "part": due.role,
        "told": one.told_on,
        "next": one.next_on,
    }


_ADVANCE = Prepared(
    update(Party)
    .where(
        col(Party.obligation_id) == bindparam("obligation"),
        col(Party.agency) == bindparam("whose"),
        col(Party.role) == bindparam("part"),
    )
    .values(told_on=bindparam("told"), next_on=bindparam("next"))
)


# What is owed, by its obligation, step and agency: the number of its row, and what was said of it.
Owed = Mapping[tuple[int, str, str], tuple[int, str]]


def record_steps(
    session: Session, heard: Sequence[ToldStep], day: date, letters: Mapping[str, int], owed: Owed
) -> None:
    """Add rows to the ledger, by the letters of agencies. A step told before raises IntegrityError: no letter must go out.

    What is owed (as `owed_among` finds it) has its row already, which says which letter was withdrawn; now it is settled.
    What is passed over together is one row.
    """
    new = []
    for one in heard:
        if row := owed.get((one.obligation, str(one.step), one.agency)):
            number, reason = row
            values = _row(one, day, letters) | {"owed": False, "reason": f"{one.reason}; {reason}"}
            session.exec(update(Notice).where(col(Notice.id) == number).values(**values))
        else:
            new.append(one)
    each = groupby(new, lambda one: one.agency)
    for rows in batches(chain.from_iterable(_rows(list(mine), day, letters) for _, mine in each)):
        _ADD.run_each(session.connection(), rows)


def _rows(heard: Sequence[ToldStep], day: date, letters: Mapping[str, int]) -> Iterator[dict[str, object]]:
    """Of one agency: first what it is told, then what is passed over."""
    for one in heard:
        if one.told:
            yield _row(one, day, letters)
    for run in runs_of(one for one in heard if not one.told):
        yield _row(run.first, day, letters) | {"last_step": run.last and str(run.last), "steps": run.count}


def owed_among(session: Session, ids: Collection[int]) -> Owed:
    """What is owed about these obligations: asked once for all letters that are written together."""
    rows = _OWED.all(session, sorted(set(ids)))
    return {(duty, step, agency): (number, reason) for number, reason, duty, step, agency in rows}


_OWED = PreparedAmong(
    select(  # type: ignore[call-overload]  # more columns than sqlmodel has overloads for
        Notice.id, Notice.reason, Notice.obligation_id, Notice.step, Notice.agency
    ).where(PENDING_RESEND),
    col(Notice.obligation_id),
)


def _row(heard: ToldStep, day: date, letters: Mapping[str, int]) -> dict[str, object]:
    return {
        "obligation_id": heard.obligation,
        "step": str(heard.step),
        "agency": heard.agency,
        "role": heard.role,
        "day": day,
        "reason": heard.reason,
        "letter_id": letters.get(heard.agency) if heard.told else None,
        "owed": False,
        "last_step": None,
        "steps": 1,
    }


_ADD = Prepared(
    insert(Notice).values(
        {
            name: bindparam(name)
            for name in (
                "obligation_id", "step", "agency", "role", "day", "reason", "letter_id", "owed", "last_step", "steps"
            )
        }
    )
)  # fmt: skip
