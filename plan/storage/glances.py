"""Single rows of a SQLite file without a session, in microseconds: a connection kept open, which waits for nobody."""

import sqlite3
from pathlib import Path
from threading import Lock

from plan.storage.engines import open_to_read


class Glances:
    """Looks into one file. Without a file (a server is asked over the network) there is nothing to be seen at once."""

    def __init__(self, file: Path | None) -> None:
        self._file = file
        self._connection: sqlite3.Connection | None = None
        self._looking = Lock()

    def row(self, query: str, values: tuple[object, ...]) -> tuple[object, ...] | None:
        """The first row; None if there is none, or if somebody is in the way."""
        if self._file is None or not self._looking.acquire(blocking=False):
            return None
        try:
            found: tuple[object, ...] | None = self._opened(self._file).execute(query, values).fetchone()
        except sqlite3.Error:
            return None  # whoever asks in full is told what is wrong
        finally:
            self._looking.release()
        return found

    def close(self) -> None:
        with self._looking:
            if self._connection is not None:
                self._connection.close()
                self._connection = None

    def _opened(self, file: Path) -> sqlite3.Connection:
        if self._connection is None:
            self._connection = open_to_read(file)
            self._connection.execute("PRAGMA busy_timeout=0")
        return self._connection
