"""The letters of days to come, written in the background when somebody asks, and kept until something changes."""

import logging
import threading
from dataclasses import dataclass, field
from datetime import date

from plan.storage.changes import changes
from scheduler.coming import ComingLetter, coming_letters
from web.site import Site

log = logging.getLogger(__name__)
Mark = tuple[int, date, date]


@dataclass(slots=True)
class ComingLetters:
    """One preview at a time: what is asked for while another is made waits for its turn."""

    site: Site
    _mark: Mark | None = None
    _found: tuple[ComingLetter, ...] = ()
    _making: threading.Thread | None = None
    _failed: Mark | None = None
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def until(self, last: date) -> tuple[ComingLetter, ...] | None:
        """The letters from today to that day as the plan is now; None while they are being written."""
        with self.site.database.read() as session:
            mark = (changes(session), self.site.today(), last)
        with self._lock:
            if mark == self._mark:
                return self._found
            if self._failed == mark:
                raise RuntimeError("the preview could not be made")
            if self._making is None or not self._making.is_alive():
                self._making = threading.Thread(target=self._make, args=(mark,), daemon=True, name="coming")
                self._making.start()
        return None

    def wait(self, seconds: float) -> None:
        """For whoever would rather wait than ask again."""
        if making := self._making:
            making.join(seconds)

    def _make(self, mark: Mark) -> None:
        site = self.site
        assert site.writer is not None
        try:
            found = coming_letters(site.database, site.rules(), site.writer, site.clock(), mark[1:])
        except Exception:
            log.exception("what would be sent could not be written")
            self._failed = mark
            return
        with self._lock:
            self._mark, self._found = mark, found
