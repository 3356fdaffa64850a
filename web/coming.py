"""The letters of days to come, written in the background when somebody asks, and kept until something changes."""

from __future__ import annotations

import logging
import threading
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from plan.storage.changes import changes
from plan.storage.session import Session
from plan.views.letters import newest_letter
from scheduler.coming import ComingLetter, coming_letters
from scheduler.policy.policy import Policy
from scheduler.working_days.calendar import WorkCalendar

if TYPE_CHECKING:
    from web.site import Site

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class PreviewMark:
    """What a preview rests on: the plan, which letters are written already, the rules, and the span of days."""

    change: int
    newest: int
    policy: Policy
    calendar: WorkCalendar
    span: tuple[date, date]


@dataclass(slots=True)
class ComingLetters:
    """One preview at a time: what is asked for while another is made waits for its turn."""

    _mark: PreviewMark | None = None
    _found: tuple[ComingLetter, ...] = ()
    _making: threading.Thread | None = None
    _failed: PreviewMark | None = None
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def until(self, site: Site, last: date) -> tuple[ComingLetter, ...] | None:
        """The letters from today to that day as the plan is now; None while they are being written."""
        with site.database.read() as session:
            mark = _mark_of(site, session, last)
        with self._lock:
            if mark == self._mark:
                return self._found
            if self._failed == mark:
                raise RuntimeError("the preview could not be made")
            if self._making is None or not self._making.is_alive():
                self._making = threading.Thread(
                    target=self._make, args=(site, mark), daemon=True, name="coming"
                )
                self._making.start()
        return None

    def wait(self, seconds: float | None) -> None:
        """For whoever would rather wait than ask again, or ends."""
        if making := self._making:
            making.join(seconds)

    def _make(self, site: Site, mark: PreviewMark) -> None:
        assert site.writer is not None
        try:
            found = coming_letters(site.database, site.rules(), site.writer, site.clock(), mark.span)
        except Exception:
            log.exception("what would be sent could not be written")
            self._failed = mark
            return
        with self._lock:
            self._mark, self._found = mark, found


def _mark_of(site: Site, session: Session, last: date) -> PreviewMark:
    rules = site.rules()
    span = (site.today(), last)
    return PreviewMark(changes(session), newest_letter(session) or 0, rules.policy, rules.calendar, span)
