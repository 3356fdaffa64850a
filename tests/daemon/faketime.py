"""The daemon with a clock that a test sets while it runs: libfaketime, for the wall clock alone."""

import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tests.servers.missing import missing

LIBRARIES = sorted(Path("/usr/lib").glob("*/faketime/libfaketimeMT.so.1"))


class Wall:
    """What the clock on the wall shows to processes started with `environment`; the time that passes is left alone."""

    def __init__(self, folder: Path, shows: datetime) -> None:
        if not LIBRARIES:
            missing("libfaketime (Debian: faketime)")
        self._file = folder / "clock"
        self.offset = timedelta()
        self._ahead(shows.timestamp() - time.time())  # noqa: TID251 - the real clock, which the other stands beside

    @property
    def environment(self) -> dict[str, str]:
        """Read anew at every look, so that a jump is one for every thread at once."""
        return {
            "LD_PRELOAD": str(LIBRARIES[0]),
            "FAKETIME_TIMESTAMP_FILE": str(self._file),
            "FAKETIME_NO_CACHE": "1",
            "FAKETIME_DONT_FAKE_MONOTONIC": "1",
        }

    def now(self) -> datetime:
        """What it shows."""
        return datetime.fromtimestamp(time.time(), UTC) + self.offset  # noqa: TID251 - as above

    def jump(self, by: timedelta) -> None:
        """Somebody sets it."""
        self._ahead(self.offset.total_seconds() + by.total_seconds())

    def _ahead(self, seconds: float) -> None:
        new = self._file.with_suffix(".new")
        new.write_text(f"{round(seconds):+d}\n", encoding="utf-8")
        new.replace(self._file)  # never half written
        self.offset = timedelta(seconds=round(seconds))
