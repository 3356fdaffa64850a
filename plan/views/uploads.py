"""Documents that came in by a page, as lists and their own page show them: never with their bytes."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlmodel import Session, col, select

from plan.models import Proposal, Upload
from plan.storage.changes import changes
from plan.storage.rows import LARGEST_NUMBER
from plan.views.columns import columns_of
from plan.views.receipt_files import StoredFile
from plan.vocabulary import UploadState

_OVER = (UploadState.ADOPTED, UploadState.DROPPED)


@dataclass(frozen=True, slots=True)
class UploadLine:
    """One document on its way into the plan."""

    id: int
    name: str
    size: int
    who: str
    at: datetime
    code: str
    title: str
    state: UploadState
    progress: str
    message: str
    revision: int
    plan_id: int | None

    @property
    def is_under_way(self) -> bool:
        return self.state in (UploadState.WAITING, UploadState.READING, UploadState.ADOPTING)


@dataclass(frozen=True, slots=True)
class UploadPage:
    """The same with all that its page shows; `is_stale`: the plan has changed since the proposal was made."""

    line: UploadLine
    proposal: Mapping[str, Any]
    answers: Mapping[str, Any]
    result: Mapping[str, Any]
    is_stale: bool


@dataclass(frozen=True, slots=True)
class WaitingProposal:
    """A document that was read at the shell, or rows of one, that wait for a person's word."""

    id: int
    key: str
    code: str
    title: str
    file: str
    who: str
    at: datetime


def open_uploads(session: Session) -> list[UploadLine]:
    """Those that are neither adopted nor dropped, the newest first."""
    query = select(*columns_of(UploadLine, Upload)).where(col(Upload.state).not_in(_OVER))
    return [UploadLine(*row) for row in session.exec(query.order_by(col(Upload.id).desc()))]


def uploads_of_plan(session: Session, plan: int) -> list[UploadLine]:
    """The documents that were adopted into the plan by a page."""
    query = select(*columns_of(UploadLine, Upload)).where(Upload.plan_id == plan)
    return [UploadLine(*row) for row in session.exec(query.order_by(col(Upload.id)))]


def upload_page(session: Session, number: int) -> UploadPage | None:
    """None for a number that no document has."""
    if number > LARGEST_NUMBER:
        return None
    columns = (
        *columns_of(UploadLine, Upload),
        Upload.proposal,
        Upload.answers,
        Upload.result,
        Upload.rests_on,
    )
    row = session.exec(select(*columns).where(Upload.id == number)).first()
    if row is None:
        return None
    *line, proposal, answers, result, rests_on = row
    return UploadPage(UploadLine(*line), proposal, answers, result, rests_on != changes(session))


def upload_file(session: Session, number: int) -> StoredFile | None:
    """What came in, to be handed on."""
    if number > LARGEST_NUMBER:
        return None
    row = session.exec(select(Upload.name, Upload.content).where(Upload.id == number)).first()
    return StoredFile(*row) if row and row[1] else None


def waiting_proposals(session: Session) -> list[WaitingProposal]:
    """In the order in which they came in."""
    query = select(*columns_of(WaitingProposal, Proposal)).order_by(col(Proposal.id))
    return [WaitingProposal(*row) for row in session.exec(query)]
