"""A document under review, with what people answered so far → what would be asked of an import of it now."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date

from sqlmodel import Session

from plan.agencies.store import load_directory
from plan.audit.log import Act
from plan.documents import Document
from plan.errors import NotPossibleError
from plan.models import Upload
from plan.tasks import agency_names
from plan.tasks.adoption import AdoptionError
from plan.tasks.proposals import KeptImport, confirmed_before, document_from, remembered
from plan.tasks.upload_answers import NameAnswer, UploadAnswers, answers_from, row_key
from scheduler.intake.amendments import ALONE, related
from scheduler.intake.plan import ImportRequest
from scheduler.policy.regimes import choose
from scheduler.policy.rules import Rules, calendar_for


@dataclass(frozen=True, slots=True)
class UploadCase:
    """All that an adoption of the upload would work with; `trouble` is why it cannot be adopted as it stands."""

    request: ImportRequest
    kept: KeptImport
    answers: UploadAnswers
    trouble: str = ""


@contextmanager
def rolled_back(session: Session) -> Iterator[None]:
    """Whatever is done within is undone: to be looked at, never to be kept."""
    nested = session.begin_nested()
    try:
        yield
    finally:
        if nested.is_active:
            nested.rollback()
        session.expire_all()


def case_of_upload(session: Session, rules: Rules, row: Upload) -> UploadCase:
    """As of now: an answer that the adopted plan gives already is not asked for again."""
    answers = answers_from(row.answers)
    frame = answers.of_frame
    document = remembered(session, frame.of(document_from(row.document)))
    request = ImportRequest(
        document,
        (),
        rules.regimes or choose(answers.regimes),
        frame.period,
        supersedes=answers.supersedes or None,
        withdraw=answers.withdraw,
        followed_from=date.fromisoformat(answers.followed_from) if answers.followed_from else None,
        amends=answers.amends,
    )
    try:
        return _case(session, row, related(session, request), answers)
    except AdoptionError as error:
        return _case(session, row, replace(request, amends=(ALONE,), supersedes=None), answers, str(error))


def _case(
    session: Session, row: Upload, request: ImportRequest, answers: UploadAnswers, trouble: str = ""
) -> UploadCase:
    document = request.document
    kept = KeptImport(
        document,
        row.name,
        [regime.model_dump(mode="json") for regime in request.regimes],
        request.supersedes,
        confirmed_before(session, document) | _confirmed(document, answers),
        request.followed_from,
        request.amends,
        request.withdraw,
    )
    return UploadCase(request, kept, answers, trouble)


def _confirmed(document: Document, answers: UploadAnswers) -> frozenset[int]:
    entries = enumerate(document.entries, 1)
    return frozenset(n for n, entry in entries if entry.proposed and row_key(entry) in answers.confirmed)


def covering(session: Session, rules: Rules, request: ImportRequest, today: date) -> Rules:
    """The rules with a calendar of the years of a plan that is not stored yet, too."""
    period = request.period or request.document.period
    years = (period[0].year, period[1].year) if period else (today.year,) * 2
    return replace(rules, calendar=calendar_for(session, *years, today.year))


def apply_names(session: Session, act: Act, answers: UploadAnswers) -> None:
    """Put what people said about names into the directory; what it knows by now is left as it is."""
    for said in answers.names.values():
        try:
            _apply_name(session, act, said)
        except NotPossibleError:
            continue


def _apply_name(session: Session, act: Act, said: NameAnswer) -> None:
    own = replace(act, who=said.who)
    directory = load_directory(session)
    if said.way == "agency":
        agency_names.name_agency(session, own, directory, said.name, said.agency)
    elif said.way == "new":
        agency_names.new_agency(session, own, directory, said.name, said.addresses)
    else:
        agency_names.leave_outside(session, own, directory, said.name)
