"""Documents that came in by a page: kept at once, claimed by whoever reads them, and marked with what became of them."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

from sqlmodel import Session, col, select

from plan.audit.log import Act, write_down
from plan.errors import NotPossibleError
from plan.models import Upload, UploadState
from plan.storage.processes import is_dead
from plan.storage.rows import LARGEST_NUMBER, find_row

MOST_TRIES = 3  # a file that ends the service each time it is read is not read for ever
SILENCE = timedelta(minutes=10)  # after which a reader on another machine is taken to be gone
_UNDER_WAY = (UploadState.WAITING, UploadState.READING, UploadState.ADOPTING)
_OVER = (UploadState.ADOPTED, UploadState.DROPPED)


class UploadChangedError(NotPossibleError):
    """Somebody else answered, adopted or dropped meanwhile."""


def receive(session: Session, act: Act, name: str, content: bytes) -> tuple[int, bool]:
    """Keep a document; its number, and whether the same bytes were here already (then it is the number of those)."""
    digest = sha256(content).hexdigest()
    same = select(Upload.id).where(Upload.digest == digest, Upload.state != UploadState.DROPPED)
    first = session.exec(same.order_by(col(Upload.id))).first()
    if first is not None:
        return first, True
    row = Upload(name=name, digest=digest, size=len(content), content=content, who=act.who, at=act.now)
    session.add(row)
    session.flush()
    write_down(session, act, "upload", f"upload {row.id}", {"file": name, "digest": digest})
    return row.id, False


def hold_upload(session: Session, number: int, revision: int | None = None) -> Upload:
    """The row, for this transaction alone. Raises LookupError, or UploadChangedError at another revision."""
    row = session.get(Upload, number, with_for_update=True) if number <= LARGEST_NUMBER else None
    if row is None:
        raise LookupError(f"no upload {number}")
    if revision is not None and row.revision != revision:
        raise UploadChangedError("có người khác vừa trả lời; hãy xem điều mới rồi làm lại nếu vẫn cần")
    return row


def find_upload(session: Session, number: int) -> Upload:
    """The row, to be read. Raises LookupError."""
    row = find_row(session, Upload, number)
    if row is None:
        raise LookupError(f"no upload {number}")
    return row


def save_answers(session: Session, act: Act, row: Upload, answers: Mapping[str, Any], what: object) -> None:
    """`what` was answered, for the log."""
    row.answers = dict(answers)
    row.revision += 1
    session.add(row)
    write_down(session, act, "answer", f"upload {row.id}", {"answer": what})


def keep_proposal(session: Session, row: Upload, proposal: Mapping[str, Any], rests_on: int) -> None:
    """What would come of it, as of the change counter `rests_on`."""
    row.proposal, row.rests_on = dict(proposal), rests_on
    row.code, row.title = proposal["plan"]["code"], proposal["plan"]["title"]
    row.state, row.progress, row.message, row.worker, row.tries = UploadState.READY, "", "", "", 0
    session.add(row)
    session.flush()


def ask_again(session: Session, act: Act, row: Upload, *, reread: bool) -> None:
    """To be worked on beside the pages: read once more, or only looked at with other answers."""
    if row.state in _OVER:
        raise UploadChangedError("văn bản này đã được nhận hoặc đã bỏ")
    if reread:
        row.document = {}
        row.revision += 1
        write_down(session, act, "read again", f"upload {row.id}", {})
    row.state, row.progress, row.message, row.tries = UploadState.WAITING, "", "", 0
    row.worker, row.beat = "", None
    session.add(row)


def mark_adopting(session: Session, row: Upload, act: Act) -> None:
    """To be taken in beside the pages, as this person's act."""
    row.state, row.progress, row.tries = UploadState.ADOPTING, "", 0
    row.worker, row.beat = "", None
    row.result = {"who": act.who, "origin": act.origin}
    session.add(row)


def mark_adopted(session: Session, row: Upload, plan: int, result: Mapping[str, Any]) -> None:
    """It is in the plan: what was worked out for the review is no more needed, its bytes are."""
    row.state, row.plan_id, row.result = UploadState.ADOPTED, plan, dict(result)
    row.document, row.proposal, row.worker, row.progress = {}, {}, "", ""
    row.revision += 1
    session.add(row)
    session.flush()


def drop_upload(session: Session, act: Act, row: Upload) -> None:
    """Its bytes and all that was said to it are gone; that it was here stays in the log."""
    if row.state in _OVER:
        raise UploadChangedError("văn bản này đã được nhận hoặc đã bỏ")
    if row.state is UploadState.ADOPTING:
        raise NotPossibleError("văn bản này đang được nhận vào kế hoạch; hãy đợi xong")
    row.state, row.content, row.document, row.answers, row.proposal = UploadState.DROPPED, b"", {}, {}, {}
    row.revision += 1
    session.add(row)
    write_down(session, act, "drop", f"upload {row.id}", {"file": row.name})


def claim(session: Session, worker: str, now: datetime) -> Upload | None:
    """The oldest that waits, or whose reader is gone; its reader from now on."""
    query = select(Upload.id, Upload.worker, Upload.beat).where(col(Upload.state).in_(_UNDER_WAY))
    for number, reader, beat in session.exec(query.order_by(col(Upload.id))).all():
        if _is_free(reader, beat, worker, now):
            row = hold_upload(session, number)
            if row.worker == reader:  # nobody came first
                return _claimed(session, row, worker, now)
    return None


def _is_free(reader: str, beat: datetime | None, worker: str, now: datetime) -> bool:
    return (
        not reader or beat is None or beat < now - SILENCE or (reader != worker and is_dead(reader, worker))
    )


def _claimed(session: Session, row: Upload, worker: str, now: datetime) -> Upload:
    row.worker, row.beat, row.tries = worker, now, row.tries + 1
    if row.state is UploadState.WAITING:
        row.state = UploadState.READING
    session.add(row)
    session.flush()
    return row


def is_somebody_reading(session: Session) -> bool:
    """Whether something is still under way, here or elsewhere."""
    query = select(Upload.id).where(col(Upload.state).in_(_UNDER_WAY)).limit(1)
    return session.exec(query).first() is not None


def note_progress(session: Session, number: int, worker: str, now: datetime, said: str) -> bool:
    """How far its reader is; False if it is no longer this one's to read."""
    row = session.get(Upload, number)
    if row is None or row.worker != worker:
        return False
    row.beat, row.progress = now, said
    session.add(row)
    return True


def mark_failed(session: Session, row: Upload, why: str) -> None:
    """The file is kept: whoever knows better may have it read again."""
    row.state, row.message, row.progress, row.worker = UploadState.FAILED, why, "", ""
    row.revision += 1
    session.add(row)
