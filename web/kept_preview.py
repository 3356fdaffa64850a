"""The letters of days to come, written in the background when somebody asks, and kept until something changes."""

import logging
import threading
from dataclasses import dataclass, field
from datetime import date, datetime

from notifications.letters import LetterWriter
from plan.storage.changes import changes
from plan.storage.database import Database
from plan.views.letters import newest_letter
from scheduler.policy.policy import Policy
from scheduler.policy.rules import Rules
from scheduler.preview import ComingLetter, coming_letters
from scheduler.working_days.calendar import WorkCalendar

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class PreviewMark:
    """What a preview rests on: the plan, which letters are written already, the rules, and the span of days."""

    change: int
    newest: int
    policy: Policy
    calendar: WorkCalendar
    span: tuple[date, date]


@dataclass(frozen=True, slots=True)
class PreviewWork:
    """What a preview is written from."""

    database: Database
    rules: Rules
    writer: LetterWriter
    now: datetime
    span: tuple[date, date]

    def mark(self) -> PreviewMark:
        with self.database.read() as session:
            written = changes(session), newest_letter(session) or 0
        return PreviewMark(*written, self.rules.policy, self.rules.calendar, self.span)

    def letters(self) -> tuple[ComingLetter, ...]:
        return coming_letters(self.database, self.rules, self.writer, self.now, self.span)


@dataclass(slots=True)
class ComingLetters:
    """One preview at a time: what is asked for while another is made waits for its turn."""

    _mark: PreviewMark | None = None
    _found: tuple[ComingLetter, ...] = ()
    _making: threading.Thread | None = None
    _failed: PreviewMark | None = None
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def of(self, work: PreviewWork) -> tuple[ComingLetter, ...] | None:
        """The letters of its span as the plan is now; None while they are being written."""
        mark = work.mark()
        with self._lock:
            if mark == self._mark:
                return self._found
            if self._failed == mark:
                raise RuntimeError("the preview could not be made")
            if self._making is None or not self._making.is_alive():
                self._making = threading.Thread(
                    target=self._make, args=(work, mark), daemon=True, name="coming"
                )
                self._making.start()
        return None

    def wait(self, seconds: float | None) -> None:
        """For whoever would rather wait than ask again, or ends."""
        if making := self._making:
            making.join(seconds)

    def _make(self, work: PreviewWork, mark: PreviewMark) -> None:
        try:
            found = work.letters()
        except Exception:
            log.exception("what would be sent could not be written")
            self._failed = mark
            return
        with self._lock:
            self._mark, self._found = mark, found
