"""Documents that were read but wait for a person: kept whole, under a working code, outside the plan."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from typing import Any

from sqlmodel import Session, col, select

from plan.audit.log import Act, write_down
from plan.documents import Document, Entry, FrameQuestion, Problem
from plan.documents.relations import Direction, NamedDecision, RowName, Sentences
from plan.errors import NotPossibleError
from plan.models import Plan, Proposal, Task
from plan.tasks.decisions import plan_decided_by
from plan.tasks.matches import key_of
from plan.text import fold, nfc


@dataclass(frozen=True, slots=True)
class FrameAnswers:
    """What a person says about the frame of a plan; None where nothing was said."""

    number: str | None = None
    issued_on: date | None = None
    period: tuple[date, date] | None = None
    title: str | None = None
    status: str | None = None  # the column that a person accepts, `all` or `none`

    def of(self, document: Document) -> Document:
        """The document with these answers; what was asked about them is asked no more."""
        given = {
            name: value
            for name in ("number", "issued_on", "period", "title", "status")
            if (value := getattr(self, name))
        }
        asked = tuple(question for question in document.questions if question.field not in given)
        if "number" in given:
            given["code"] = "".join(str(given.pop("number")).split())
        if "status" in given:
            given["accepted_status"] = given.pop("status")
        return replace(document, **given, questions=asked)


@dataclass(frozen=True, slots=True)
class KeptImport:
    """All that is needed to adopt a document later."""

    document: Document
    file: str
    regimes: Sequence[Mapping[str, Any]] = ()
    supersedes: str | None = None
    confirmed: frozenset[int] = field(default_factory=frozenset)
    followed_from: date | None = None
    amends: tuple[str, ...] = ()
    withdraw: bool = False

    @property
    def waiting(self) -> tuple[int, ...]:
        """The places of rows that nobody has confirmed yet, from 1."""
        entries = enumerate(self.document.entries, 1)
        return tuple(n for n, entry in entries if entry.proposed and n not in self.confirmed)

    @property
    def binding(self) -> tuple[Entry, ...]:
        """The rows that may be adopted."""
        waiting = set(self.waiting)
        return tuple(entry for n, entry in enumerate(self.document.entries, 1) if n not in waiting)


def remembered(session: Session, document: Document) -> Document:
    """What a person settled about the frame before, of the adopted plan or of the proposal, is not asked again."""
    if not document.questions:
        return document
    plan = session.exec(select(Plan).where(Plan.code == document.code)).first() if document.code else None
    if plan:
        known = FrameAnswers(None, plan.issued_on, (plan.first, plan.last), plan.title)
    elif kept := same_proposal(session, document):
        before = document_from(kept.document)
        known = FrameAnswers(before.code or None, before.issued_on, before.period, before.title)
        known = replace(known, **{question.field: None for question in before.questions})
    else:
        return document
    open_fields = {question.field for question in document.questions}
    settled = {name for name in ("number", "issued_on", "period", "title") if name not in open_fields}
    return replace(known, **dict.fromkeys(settled)).of(document)


def confirmed_before(session: Session, document: Document) -> frozenset[int]:
    """Rows that a person confirmed when the document was read before, each by its own words."""
    plan = plan_decided_by(session, document.code) if document.code else None
    known: set[tuple[str, str, str]] = set()
    if plan:
        rows = session.exec(select(Task).where(Task.plan_id == plan.id, col(Task.withdrawn_on).is_(None)))
        known = {key_of(task) for task in rows}
    if row := same_proposal(session, document):
        before = kept_import(row)
        known |= {key_of(before.document.entries[n - 1]) for n in before.confirmed}
    return frozenset(
        n for n, entry in enumerate(document.entries, 1) if entry.proposed and key_of(entry) in known
    )


def keep(session: Session, act: Act, kept: KeptImport, row: Proposal | None = None) -> Proposal:
    """Keep a document as a proposal; the same document read again takes the place of what was kept of it."""
    document = kept.document
    row = (
        row
        or same_proposal(session, document)
        or Proposal(key=_free_key(session), file=kept.file, who=act.who, at=act.now)
    )
    row.code, row.title, row.file = document.code, document.title, kept.file
    row.document = document_json(document)
    row.regimes = [dict(regime) for regime in kept.regimes]
    row.supersedes, row.confirmed = kept.supersedes, sorted(kept.confirmed)
    row.followed_from = kept.followed_from
    row.amends, row.withdraw = list(kept.amends), kept.withdraw
    row.who, row.at = act.who, act.now
    session.add(row)
    session.flush()
    asked = [question.field for question in document.questions]
    detail: dict[str, object] = {"file": kept.file, "asked": asked, "waiting": len(kept.waiting)}
    write_down(session, act, "propose", f"proposal {row.key}", detail)
    return row


def drop(session: Session, document: Document, row: Proposal | None = None) -> None:
    """A document that was adopted waits no longer."""
    if row := row or same_proposal(session, document):
        session.delete(row)
        session.flush()


def find_proposal(session: Session, which: str) -> Proposal:
    """By its working code or the number of its document."""
    name = "".join(nfc(which).split())
    rows = open_proposals(session)
    found = [row for row in rows if name in {row.key, row.code}]
    if not found:
        known = ", ".join(row.code or row.key for row in rows) or "không có kế hoạch nào"
        raise NotPossibleError(f"không có kế hoạch {which!r} đang chờ trả lời; đang chờ: {known}")
    return found[0]


def open_proposals(session: Session) -> list[Proposal]:
    return list(session.exec(select(Proposal).order_by(col(Proposal.id))))


def kept_import(row: Proposal) -> KeptImport:
    return KeptImport(
        document_from(row.document),
        row.file,
        row.regimes,
        row.supersedes,
        frozenset(row.confirmed),
        row.followed_from,
        tuple(row.amends),
        row.withdraw,
    )


def same_proposal(session: Session, document: Document) -> Proposal | None:
    """What was kept of this document before: by its number, else by its title among those without a number."""
    rows = open_proposals(session)
    if document.code:
        return next((row for row in rows if row.code == document.code), None)
    title = fold(document.title)
    return next((row for row in rows if not row.code and fold(row.title) == title), None)


def _free_key(session: Session) -> str:
    used = {int(row.key[1:]) for row in open_proposals(session)}
    return f"?{max(used, default=0) + 1}"


def document_json(document: Document) -> dict[str, object]:
    """A document as it is kept, and handed from one process to another."""
    shown = asdict(document)
    shown["issued_on"] = document.issued_on and document.issued_on.isoformat()
    shown["period"] = document.period and [day.isoformat() for day in document.period]
    for target in shown["targets"]:
        target["issued_on"] = target["issued_on"] and target["issued_on"].isoformat()
    return shown


def document_from(kept: Mapping[str, Any]) -> Document:
    """The other direction."""
    period = kept["period"] and tuple(date.fromisoformat(day) for day in kept["period"])
    return Document(
        **{
            **kept,
            "issued_on": kept["issued_on"] and date.fromisoformat(kept["issued_on"]),
            "period": period or None,
            "entries": tuple(_entry(row) for row in kept["entries"]),
            "problems": tuple(Problem(**row) for row in kept["problems"]),
            "questions": tuple(FrameQuestion(**row) for row in kept["questions"]),
            "replaces": tuple(kept["replaces"]),
            "headings": tuple(kept["headings"]),
            "amends": tuple(kept.get("amends", ())),
            "targets": tuple(map(_target, kept.get("targets", ()))),
            "sentences": _sentences(kept.get("sentences", {})),
        }
    )


def _entry(row: Mapping[str, Any]) -> Entry:
    years = row.get("years")
    return Entry(**{**row, "years": (years[0], years[1]) if years else None})


def _target(kept: Mapping[str, Any]) -> NamedDecision:
    day = kept["issued_on"] and date.fromisoformat(kept["issued_on"])
    return NamedDecision(**{**kept, "issued_on": day or None, "also": tuple(kept["also"])})


def _sentences(kept: Mapping[str, Any]) -> Sentences:
    directions = tuple(
        Direction(**{**one, "rows": tuple(RowName(**row) for row in one["rows"])})
        for one in kept.get("directions", ())
    )
    return Sentences(tuple(RowName(**row) for row in kept.get("repeals", ())), directions)
