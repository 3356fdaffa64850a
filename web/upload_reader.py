"""Documents that came in are read beside the pages: one thread, started when there is something to read, ended after it."""

import logging
import threading
from dataclasses import dataclass, field

from plan.storage.errors import StorageError
from scheduler.intake.upload_work import UploadWork, still_under_way

log = logging.getLogger(__name__)
PAUSE = 5.0  # seconds until what another process is reading is asked about again


@dataclass
class UploadReader:
    """The one reader of this process. `wake` it whenever something came in, and once when the service starts."""

    _lock: threading.Lock = field(default_factory=threading.Lock)
    _wanted: bool = False
    _thread: threading.Thread | None = None
    _stop: threading.Event = field(default_factory=threading.Event)

    def wake(self, work: UploadWork) -> None:
        """At once; the reading goes on after the answer to the visitor is sent."""
        with self._lock:
            self._wanted = True
            if self._thread is None or not self._thread.is_alive():
                self._stop.clear()
                self._thread = threading.Thread(target=self._run, args=(work,), name="uploads", daemon=True)
                self._thread.start()

    def wait(self, seconds: float | None = None) -> None:
        """Until nothing is left to read."""
        thread = self._thread
        if thread is not None:
            thread.join(seconds)

    def stop(self) -> None:
        """After the document that is being read now."""
        self._stop.set()

    def _run(self, work: UploadWork) -> None:
        while not self._stop.is_set():
            try:
                self._read_all(work)
            except StorageError as error:
                log.warning("uploads are not read for now: %s", error)
                self._stop.wait(PAUSE)
                continue
            except Exception:
                log.exception("the reading of uploads broke off; it begins again with the next one")
            with self._lock:
                if not self._wanted:
                    self._thread = None
                    return

    def _read_all(self, work: UploadWork) -> None:
        with self._lock:
            self._wanted = False
        while not self._stop.is_set():
            if work.once():
                continue
            if not still_under_way(work.database):
                return
            self._stop.wait(PAUSE)
