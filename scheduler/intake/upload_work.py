"""The work on documents that came in by a page, done beside the pages: read, looked at, and long ones adopted.

One at a time; whoever falls silent (the service was killed) is followed by the next, from the beginning.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from plan.audit.log import Act
from plan.clock import Clock
from plan.documents import DocumentError
from plan.documents.columns import EVERYBODY
from plan.errors import ExpectedError
from plan.models import UploadState
from plan.storage.changes import changes
from plan.storage.copy import temporary_copy
from plan.storage.database import Database
from plan.tasks import uploads
from plan.tasks.heading_meanings import known_meanings
from plan.tasks.proposals import document_json
from plan.tasks.upload_answers import answers_from
from plan.text import fold
from plan.timings import IMPORTS
from scheduler.intake.reading_apart import read_apart
from scheduler.intake.review import Review, is_long, review
from scheduler.intake.upload_acts import DiffersError, adopt_now
from scheduler.intake.upload_answer import rows_of
from scheduler.intake.upload_trial import NO_COPY, is_quickly_copied
from scheduler.policy.rules import Rules

log = logging.getLogger(__name__)
_GAVE_UP = (
    "Đọc tệp này đã ba lần đều dừng giữa chừng, nên không đọc nữa. Hãy chép riêng phần kế hoạch sang một tệp Word mới "
    "rồi tải lên tệp ấy."
)
_BROKE = "Chương trình gặp lỗi khi đọc tệp này; lỗi đã ghi vào nhật ký của dịch vụ. Tệp vẫn được giữ."


@dataclass(frozen=True, slots=True)
class UploadWork:
    """What the work needs; `wall` is real time, by which silence is told, while the plan's clock may run in 2012."""

    database: Database
    rules: Callable[[], Rules]
    now: Clock
    today: Callable[[], date]
    wall: Clock
    worker: str = field(default="")

    def once(self) -> bool:
        """One document, if any waits; whether there was one."""
        with self.database.begin() as session:
            row = uploads.claim(session, self.worker, self.wall())
            if row is None:
                return False
            number, state, tries = row.id, row.state, row.tries
        if tries > uploads.MOST_TRIES:
            self._fail(number, _GAVE_UP)
            return True
        try:
            self._adopt(number) if state is UploadState.ADOPTING else self._read(number)
        except DocumentError as error:
            self._fail(number, str(error))
        except ExpectedError as error:
            log.warning("upload %d: %s", number, error)
            self._fail(number, str(error))
        except Exception:
            log.exception("upload %d could not be read", number)
            self._fail(number, _BROKE)
        return True

    def _act(self, who: str, origin: str = "") -> Act:
        return Act(who, self.now(), self.today(), origin)

    def _progress(self, number: int) -> Callable[[str], None]:
        def told(said: str) -> None:
            with self.database.begin() as session:
                uploads.note_progress(session, number, self.worker, self.wall(), said)

        return told

    def _read(self, number: int) -> None:
        """From the file to a proposal; a document that was read already is only looked at again."""
        told = self._progress(number)
        with self.database.read() as session:
            row = uploads.find_upload(session, number)
            name, content, was_read = row.name, row.content, bool(row.document)
            answers = answers_from(row.answers)
            known = {EVERYBODY: {}, **known_meanings(session)}
        if not was_read:
            said = {fold(heading): role for heading, role in answers.meanings.items()}
            known = {office: meanings | said for office, meanings in known.items()}
            with IMPORTS.timed("read"):
                document = read_apart(name, content, known, answers.frame.get("number", ""), told)
            with self.database.begin() as session:
                row = uploads.hold_upload(session, number)
                row.document = document_json(document)
        told("Đang hiểu từng nhiệm vụ")
        self._look(number, told)

    def _look(self, number: int, told: Callable[[str], None]) -> None:
        with self.database.read() as session:
            long = is_long(rows_of(uploads.find_upload(session, number)))
        with IMPORTS.timed("review"):
            found, rests_on = self._reviewed(number, told, long=long)
        with self.database.begin() as session:
            row = uploads.hold_upload(session, number)
            if row.worker == self.worker and row.state is UploadState.READING:
                uploads.keep_proposal(session, row, found, rests_on)

    def _reviewed(self, number: int, told: Callable[[str], None], *, long: bool) -> tuple[Review, int]:
        """A long one, and any where that is quick, on a copy, so that nobody waits for the database meanwhile."""
        if not long and not is_quickly_copied(self.database):
            return self._reviewed_in(self.database, number, told)
        try:
            with temporary_copy(self.database) as copy:
                return self._reviewed_in(copy, number, told)
        except NO_COPY as error:
            if long:
                raise
            log.warning(
                "upload %d is looked at without a copy, for which there is no room: %s", number, error
            )
            return self._reviewed_in(self.database, number, told)

    def _reviewed_in(self, place: Database, number: int, told: Callable[[str], None]) -> tuple[Review, int]:
        with place.begin() as session:
            row = uploads.hold_upload(session, number)
            rests_on = changes(session)
            return review(session, self.rules(), self._act(row.who), row, told), rests_on

    def _adopt(self, number: int) -> None:
        told = self._progress(number)
        told("Đang nhận vào kế hoạch và lập lịch")
        try:
            with IMPORTS.timed("adopt"), self.database.begin() as session:
                row = uploads.hold_upload(session, number)
                act = self._act(str(row.result.get("who", row.who)), str(row.result.get("origin", "")))
                adopt_now(session, self.rules(), act, row)
        except DiffersError as error:
            self._shown_again(number, str(error))

    def _shown_again(self, number: int, why: str) -> None:
        with self.database.begin() as session:
            row = uploads.hold_upload(session, number)
            found = review(session, self.rules(), self._act(row.who), row)
            uploads.keep_proposal(session, row, found, changes(session))
            row.message = why

    def _fail(self, number: int, why: str) -> None:
        with self.database.begin() as session:
            row = uploads.hold_upload(session, number)
            if row.worker == self.worker:
                uploads.mark_failed(session, row, why)


def still_under_way(database: Database) -> bool:
    """Whether some document is still to be read, here or elsewhere."""
    with database.read() as session:
        return uploads.is_somebody_reading(session)
