"""What people do to a document under review: answer, adopt, drop. Every answer is kept when it is given."""

from collections.abc import Mapping
from typing import Any

from sqlmodel import Session

from plan.agencies.store import load_directory
from plan.audit.log import Act
from plan.documents.lost import lost_parts
from plan.errors import NotPossibleError
from plan.models import Upload
from plan.storage.changes import changes
from plan.tasks import uploads
from plan.tasks.adoption import AdoptionError
from plan.tasks.heading_meanings import remember
from plan.tasks.proposals import document_from, same_proposal
from plan.tasks.upload_answers import answers_from
from scheduler.intake.plan import ImportResult
from scheduler.intake.proposals import adopt_binding
from scheduler.intake.review import Review, is_long, review
from scheduler.intake.review_changes import sizes
from scheduler.intake.review_rows import settle_rows
from scheduler.intake.upload_answer import (
    UploadAnswer,
    UploadTrial,
    is_under_review,
    is_worked_on_beside,
    rows_of,
)
from scheduler.intake.upload_request import UploadCase, apply_names, case_of_upload, covering
from scheduler.policy.rules import Rules


class DiffersError(NotPossibleError):
    """The plan has changed meanwhile, and what would come of the document is another thing than was agreed to."""


def answer(
    session: Session,
    rules: Rules,
    act: Act,
    number: int,
    revision: int,
    given: UploadAnswer,
    tried: UploadTrial | None = None,
) -> None:
    """Keep an answer, and what now would come of the document. Raises NotPossibleError for words that say nothing."""
    row = _under_review(session, number, revision)
    after = given.change(answers_from(row.answers))
    uploads.save_answers(session, act, row, after.to_json(), given.said)
    if is_worked_on_beside(row, given):
        uploads.ask_again(session, act, row, reread=given.rereads)
        return
    found = _found(session, rules, act, row, tried)
    _refuse_broken(found, given)
    uploads.keep_proposal(session, row, found, changes(session))


def _found(session: Session, rules: Rules, act: Act, row: Upload, tried: UploadTrial | None) -> Review:
    """As it was worked out before, if nothing that a reader could see has changed since; else anew."""
    if tried and tried.rests_on == changes(session):
        return tried.found
    return review(session, rules, act, row)


def _refuse_broken(found: Mapping[str, Any], given: UploadAnswer) -> None:
    """An answer that is not understood to the last word is none."""
    rows = (row for row in found["rows"] if given.row and row["key"] == given.row)
    for row in rows:
        for question in row["questions"]:
            _, broken, why = question["message"].partition("không còn dùng được: ")
            if broken:
                raise NotPossibleError(why)


def _under_review(session: Session, number: int, revision: int | None) -> Upload:
    row = uploads.hold_upload(session, number, revision)
    if not is_under_review(row):
        raise uploads.UploadChangedError("văn bản này không còn chờ trả lời; hãy xem tình trạng mới")
    return row


def look_again(
    session: Session, rules: Rules, act: Act, number: int, revision: int, tried: UploadTrial | None = None
) -> None:
    """Work out anew what would come of it: the plan has changed since."""
    row = _under_review(session, number, revision)
    if is_worked_on_beside(row, None):
        uploads.ask_again(session, act, row, reread=not row.document)
    else:
        uploads.keep_proposal(session, row, _found(session, rules, act, row, tried), changes(session))


def adopt(session: Session, rules: Rules, act: Act, number: int, revision: int | None) -> None:
    """Adopt the document with its answers, or nothing of it; a long one beside the pages.

    Raises DiffersError if that would be another thing than the proposal that was shown; `look_again` shows what.
    """
    row = _under_review(session, number, revision)
    if is_long(rows_of(row)):
        _check_adoptable(row.proposal)
        uploads.mark_adopting(session, row, act)
        return
    adopt_now(session, rules, act, row)


def adopt_now(session: Session, rules: Rules, act: Act, row: Upload) -> None:
    """The same in this very transaction."""
    _check_adoptable(row.proposal)
    if changes(session) != row.rests_on:
        found = review(session, rules, act, row)
        if found["digest"] != row.proposal["digest"]:
            raise DiffersError(
                "kế hoạch đã đổi từ lúc xem, nên văn bản này nay làm khác đi; hãy xem lại rồi nhận"
            )
    case = case_of_upload(session, rules, row)
    apply_names(session, act, case.answers)
    rules = covering(session, rules, case.request, act.today)
    read_before = same_proposal(session, document_from(row.document))
    taken = adopt_binding(session, rules, act, case.request, case.kept, read_before)
    if taken is None:
        raise NotPossibleError("còn điều phải trả lời về cả văn bản trước khi nhận")
    _refuse_lost(taken)
    _settle(session, rules, act, case, taken)
    _remember_columns(session, act, case)
    plan = taken.adoption.plan
    uploads.mark_adopted(session, row, plan.id, _result(session, taken, row.proposal))


def _check_adoptable(found: Mapping[str, Any]) -> None:
    """NotPossibleError with the first thing that stands in the way."""
    if why := why_not_adoptable(found):
        raise NotPossibleError(why)


def why_not_adoptable(found: Mapping[str, Any]) -> str:
    """What has to be answered, or mended in the document, before it can be adopted; empty if it can."""
    if found["lost"]:
        return f"chưa nhận được vì có phần không đọc được: {found['lost']}"
    if found["trouble"]:
        return str(found["trouble"])
    if found["unsettled"]:
        return "hãy nói văn bản này liên quan thế nào với kế hoạch đã nhận"
    if found["frame"]:
        return "hãy trả lời những điều về cả văn bản (số, ngày ký, thời kỳ, tên) rồi nhận"
    return ""


def _refuse_lost(taken: ImportResult) -> None:
    if lost := lost_parts(taken.problems):
        raise AdoptionError(f"chưa nhận được vì có phần không đọc được: {lost}")


def _settle(session: Session, rules: Rules, act: Act, case: UploadCase, taken: ImportResult) -> None:
    """The answers to rows, now that they are tasks; what is not adopted keeps none."""
    settle_rows(session, rules, act, case.kept.binding, taken.adoption.tasks, case.answers)


def _remember_columns(session: Session, act: Act, case: UploadCase) -> None:
    issuer = case.kept.document.issuer
    if case.answers.meanings and issuer:
        remember(session, act, case.answers.meanings, issuer)


def _result(session: Session, taken: ImportResult, shown: Mapping[str, Any]) -> Review:
    plan = taken.adoption.plan
    return {
        "kind": shown["kind"],
        "counts": taken.adoption.counts,
        "sizes": {"tasks": taken.adoption.standing, **sizes(session, plan)},
        "decision": taken.adoption.decision.code,
        "told": len(shown["told"]),
        "overdue": taken.overdue,
        "waiting": shown["waiting"],
        "questions": len({one["key"] for row in shown["rows"] for one in row["questions"]}),
    }


def drop(session: Session, act: Act, number: int, revision: int | None) -> None:
    """Take the document away: nothing of it was adopted."""
    uploads.drop_upload(session, act, uploads.hold_upload(session, number, revision))


def read_anew(session: Session, act: Act, number: int, revision: int | None) -> None:
    """From the file, as this version of the program reads it; answers stay."""
    uploads.ask_again(session, act, uploads.hold_upload(session, number, revision), reread=True)


def resolved_agency(session: Session, said: str) -> str:
    """The code of the agency that somebody names. Raises NotPossibleError for none, or several."""
    directory = load_directory(session)
    if directory.get(said):
        return said
    codes = dict.fromkeys(code for part in directory.resolve(said) for code in part.agencies)
    if len(codes) != 1:
        many = "chỉ nhiều cơ quan; hãy nêu một cơ quan" if codes else "không có trong sổ cơ quan"
        raise NotPossibleError(f"“{said}” {many}")
    return next(iter(codes))
