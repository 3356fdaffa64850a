"""A document that was read at the shell, or rows of one that nobody confirmed yet, reviewed on a page like any upload."""

import json
from dataclasses import replace
from datetime import date

from sqlmodel import Session

from plan.audit.log import Act
from plan.models import Proposal, UploadState
from plan.storage.rows import find_row
from plan.tasks import uploads
from plan.tasks.proposals import kept_import
from plan.tasks.upload_answers import UploadAnswers, row_key
from scheduler.intake.proposals import discard


def review_proposal(session: Session, act: Act, number: int) -> int | None:
    """The number of the upload on which it is reviewed from now on; None if it does not wait any more."""
    row = find_row(session, Proposal, number)
    if row is None:
        return None
    kept = kept_import(row)
    content = json.dumps(row.document, ensure_ascii=False, sort_keys=True).encode()
    upload, again = uploads.receive(session, act, f"{row.file} (đã đọc).json", content)
    if again:
        return upload
    confirmed = {row_key(kept.document.entries[n - 1]) for n in kept.confirmed}
    answers = UploadAnswers(
        amends=kept.amends,
        supersedes=kept.supersedes or "",
        withdraw=kept.withdraw,
        followed_from=_iso(kept.followed_from),
        confirmed=frozenset(confirmed),
    )
    found = uploads.hold_upload(session, upload)
    found.document, found.answers = row.document, replace(answers).to_json()
    found.state = UploadState.WAITING
    session.add(found)
    return upload


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""


def discard_proposal(session: Session, act: Act, number: int) -> int | None:
    """Drop it; None if it does not wait any more."""
    row = find_row(session, Proposal, number)
    if row is None:
        return None
    discard(session, act, row.key)
    return number
