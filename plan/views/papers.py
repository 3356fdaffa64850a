"""Papers as a page lists them, the newest first, and the bytes of one of them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal

from sqlalchemy import literal
from sqlmodel import Session, col, func, select

from plan.models import Obligation, UrgingLetter
from plan.models.papers import EvidenceSheet, IssuedReport
from plan.views.columns import columns_of


@dataclass(frozen=True, slots=True)
class IssuedPaper:
    """A report as it was issued."""

    id: int
    number: str
    issued_on: date
    name: str
    regime: str
    who: str
    file_name: str
    digest: str


@dataclass(frozen=True, slots=True)
class UrgingDraft:
    """An urging letter that was drafted, and as what it went out."""

    id: int
    year: int
    number: int
    day: date
    made_at: datetime
    agencies: list[str]
    sent_as: str | None
    sent_on: date | None
    is_kept: bool  # its bytes are here; those of a draft beside a letter are with the letter
    signed_name: str | None


@dataclass(frozen=True, slots=True)
class MadeSheet:
    """An evidence sheet that was made."""

    id: int
    year: int
    number: int
    obligation: int
    label: str
    made_at: datetime
    who: str
    is_kept: bool


@dataclass(frozen=True, slots=True)
class PaperFile:
    """A paper to be handed on."""

    name: str
    content: bytes


def issued_papers(session: Session, limit: int) -> tuple[list[IssuedPaper], int]:
    """The last ones, and how many there are."""
    query = select(*columns_of(IssuedPaper, IssuedReport))
    rows = session.exec(
        query.order_by(col(IssuedReport.issued_on).desc(), col(IssuedReport.id).desc()).limit(limit)
    )
    return [IssuedPaper(*row) for row in rows], session.exec(
        select(func.count()).select_from(IssuedReport)
    ).one()


def urging_drafts(session: Session, limit: int) -> tuple[list[UrgingDraft], int]:
    """Those that somebody asked for, or that went out; a draft that only went beside a letter is one of many."""
    asked = col(UrgingLetter.content).is_not(None) | col(UrgingLetter.sent_on).is_not(None)
    kept = col(UrgingLetter.content).is_not(None)
    query = select(*columns_of(UrgingDraft, UrgingLetter, is_kept=kept)).where(asked)
    rows = session.exec(query.order_by(col(UrgingLetter.id).desc()).limit(limit))
    found = [UrgingDraft(*row) for row in rows]
    return found, session.exec(select(func.count()).select_from(UrgingLetter).where(asked)).one()


def made_sheets(session: Session, limit: int) -> tuple[list[MadeSheet], int]:
    """The last ones, and how many there are."""
    kept = col(EvidenceSheet.content).is_not(None)
    columns = columns_of(
        MadeSheet,
        EvidenceSheet,
        obligation=EvidenceSheet.obligation_id,
        label=Obligation.label,
        is_kept=kept,
    )
    query = select(*columns).join(Obligation, col(Obligation.id) == col(EvidenceSheet.obligation_id))
    rows = session.exec(query.order_by(col(EvidenceSheet.id).desc()).limit(limit))
    found = [MadeSheet(*row) for row in rows]
    return found, session.exec(select(func.count()).select_from(EvidenceSheet)).one()


PaperKind = Literal["issued", "draft", "signed", "sheet"]
FILE_NAMES: Mapping[PaperKind, str] = {
    "issued": "bao-cao",
    "draft": "cong-van-don-doc.docx",
    "signed": "cong-van-don-doc.pdf",
    "sheet": "phieu-theo-doi.docx",
}
_FILES: Mapping[PaperKind, tuple[Any, Any, Any]] = {
    "issued": (IssuedReport.file_name, IssuedReport.content, IssuedReport),
    "draft": (literal(""), UrgingLetter.content, UrgingLetter),
    "signed": (UrgingLetter.signed_name, UrgingLetter.signed, UrgingLetter),
    "sheet": (EvidenceSheet.file_name, EvidenceSheet.content, EvidenceSheet),
}


def paper_file(session: Session, kind: PaperKind, number: int) -> PaperFile | None:
    """Its bytes; None if there is no such paper, or nothing was kept of it."""
    name, content, table = _FILES[kind]
    found = session.exec(select(name, content).where(table.id == number)).first()
    if found is None or found[1] is None:
        return None
    return PaperFile(found[0] or FILE_NAMES[kind], found[1])
