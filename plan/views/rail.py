"""What the rail of every page counts and must be looked up each time: one query of numbers."""

from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sqlmodel import Session, col, func, select

from plan.ledger.bounces import TROUBLE
from plan.ledger.holds import HELD
from plan.ledger.withdrawal import ON_THE_WAY
from plan.models import (
    AgencyResponse,
    Bounce,
    Cause,
    Declaration,
    Endpoint,
    IncomingDocument,
    Letter,
    MailAnswer,
    Obligation,
    Proposal,
    StrayBounce,
    Upload,
)
from plan.models.declarations import WAITING_WORD
from plan.models.delays import UNDECIDED
from plan.models.duties import OPEN
from plan.models.hooks import CLOSED_UNSEEN
from plan.models.records import WAITING_REQUEST
from plan.storage import nightly
from plan.storage.changes import CHANGES, WORDS
from plan.vocabulary import IncomingState, LetterState, ResponseKind, UploadState


@dataclass(frozen=True, slots=True)
class RailNumbers:
    """How much waits for a person, by kind; `hooks`: endpoints that the program closed; `stuck`: letters that wait because of a fault no time mends."""

    changes: str | None
    nightly: str | None
    declared: int
    causes: int
    requests: int
    refused: int
    holds: int
    returned: int
    strays: int
    stuck: int
    uploads: int
    proposals: int
    incoming: int
    answers: int
    hooks: int = 0
    words: str | None = None

    @property
    def change(self) -> int:
        """As `plan.storage.changes.changes` says it."""
        return CHANGES.form.parse(self.changes) if self.changes else 0

    @property
    def word_change(self) -> int:
        """As `plan.storage.changes.word_changes` says it."""
        return WORDS.form.parse(self.words) if self.words else 0

    @property
    def waiting(self) -> int:
        """All of it but what is kept between changes, and the mail server."""
        found = nightly.found_in(self.nightly)
        decisions = (
            self.declared + self.causes + self.requests + self.uploads + self.proposals + self.incoming
        )
        return (
            decisions
            + bool(self.refused)
            + self.holds
            + self.returned
            + self.strays
            + self.answers
            + self.hooks
            + (len(found.differences) if found else 0)
        )


def rail_numbers(session: Session, faults: Collection[str]) -> RailNumbers:
    """Now; `faults` are those of a letter that only a person can mend."""
    return RailNumbers(*session.exec(_query(frozenset(faults))).one())


@lru_cache(maxsize=2)
def _query(faults: frozenset[str]) -> Any:
    """Made once: every page asks it, and putting it together takes longer than the answer."""
    stuck = (col(Letter.state).in_(ON_THE_WAY), col(Letter.fault).in_(sorted(faults)))
    columns: list[Any] = [
        CHANGES.column,
        nightly.LATEST,
        _count(
            Declaration,
            WAITING_WORD,
            col(Declaration.obligation_id) == Obligation.id,
            OPEN,
        ),
        _count(Cause, UNDECIDED),
        _count(AgencyResponse, WAITING_REQUEST, col(AgencyResponse.kind) == ResponseKind.EXTENSION),
        _count(Letter, col(Letter.state) == LetterState.REFUSED),
        HELD,
        _count(Bounce, col(Bounce.kind).in_(TROUBLE), col(Bounce.settled_at).is_(None)),
        _count(StrayBounce, col(StrayBounce.settled_at).is_(None)),
        _count(Letter, *stuck),
        _count(Upload, col(Upload.state).in_((UploadState.READY, UploadState.FAILED))),
        _count(Proposal),
        _count(IncomingDocument, col(IncomingDocument.state) == IncomingState.WAITING),
        _count(MailAnswer, col(MailAnswer.settled_at).is_(None)),
        _count(Endpoint, CLOSED_UNSEEN),
        WORDS.column,
    ]
    return select(*columns)


def _count(table: Any, *which: Any) -> Any:
    return select(func.count(table.id)).where(*which).scalar_subquery()
