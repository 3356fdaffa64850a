"""What would come of a document after an answer, worked out on a copy of the database before anything is written.

To see it the document is adopted and that is undone, which takes up to a second: nobody who writes has to wait for it.
Where a copy would take longer than that, or there is no room for one, it is worked out in the transaction that keeps
the answer, as is what turns out to rest on another state of the plan.
"""

import logging
import sqlite3

from plan.audit.log import Act
from plan.models import Upload
from plan.storage.changes import changes
from plan.storage.copy import temporary_copy
from plan.storage.database import Database
from plan.storage.errors import StorageError
from plan.storage.size import database_bytes
from plan.tasks import uploads
from plan.tasks.upload_answers import answers_from
from scheduler.intake.review import review
from scheduler.intake.upload_answer import UploadAnswer, UploadTrial, is_under_review, is_worked_on_beside
from scheduler.policy.rules import Rules

LARGEST = 64_000_000  # bytes of a file that is copied: a tenth of a second
NO_COPY = (OSError, sqlite3.Error, StorageError)  # the folder for what is temporary is full, or gone
log = logging.getLogger(__name__)


def trial(
    database: Database, rules: Rules, act: Act, number: int, revision: int, given: UploadAnswer | None
) -> UploadTrial | None:
    """What it would be with that answer, or as it is now; None where that is to be worked out while it is kept.

    Raises LookupError for no such document, and NotPossibleError for an answer that says nothing.
    """
    if not _is_worth_it(database, number, revision, given):
        return None
    try:
        return _on_a_copy(database, rules, act, number, revision, given)
    except NO_COPY as error:
        log.warning("an answer is tried where it is kept, there is no room for a copy: %s", error)
        return None


def _on_a_copy(
    database: Database, rules: Rules, act: Act, number: int, revision: int, given: UploadAnswer | None
) -> UploadTrial | None:
    with temporary_copy(database) as copy, copy.begin() as session:
        row = uploads.hold_upload(session, number)
        if row.revision != revision:
            return None  # somebody was faster: whoever keeps the answer says so
        if given is not None:
            row.answers = given.change(answers_from(row.answers)).to_json()
        rests_on = changes(session)
        return UploadTrial(review(session, rules, act, row), rests_on)


def _is_worth_it(database: Database, number: int, revision: int, given: UploadAnswer | None) -> bool:
    with database.read() as session:
        row: Upload = uploads.find_upload(session, number)
        if row.revision != revision or not is_under_review(row) or is_worked_on_beside(row, given):
            return False
    return is_quickly_copied(database)


def is_quickly_copied(database: Database) -> bool:
    """Whether that takes less than a trial; a server's database would be copied row by row, which takes longer."""
    if database.engine.dialect.name != "sqlite":
        return False
    with database.read() as session:
        return database_bytes(session) <= LARGEST
