"""One answer about a document under review, and how what comes of it is worked out: at once, before, or beside the pages."""

from collections.abc import Callable
from dataclasses import dataclass

from plan.models import Upload, UploadState
from plan.tasks.upload_answers import UploadAnswers
from scheduler.intake.review import Review, is_long

Answering = Callable[[UploadAnswers], UploadAnswers]


@dataclass(frozen=True, slots=True)
class UploadAnswer:
    """One answer: what it makes of those before it, what the log says of it, and whether the file is read otherwise."""

    change: Answering
    said: object
    rereads: bool = False
    row: str = ""  # the key of one row whose answer has to be understood to be taken


@dataclass(frozen=True, slots=True)
class UploadTrial:
    """What would come of a document after an answer, worked out before by `upload_trial`, as of the change counter `rests_on`."""

    found: Review
    rests_on: int


def is_under_review(row: Upload) -> bool:
    """Whether it waits for answers."""
    return row.state in (UploadState.READY, UploadState.FAILED)


def is_worked_on_beside(row: Upload, given: UploadAnswer | None) -> bool:
    """Whether the page does not wait for what comes of it: a long document, or one that is to be read again."""
    rereads = given.rereads if given else not row.document
    return rereads or is_long(rows_of(row))


def rows_of(row: Upload) -> int:
    """How many rows the document has, as it was read."""
    entries = row.document.get("entries", ())
    return len(entries) if isinstance(entries, list) else 0
