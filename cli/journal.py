"""What the service says on stderr: level, where, what, without secrets; for the journal with the priority of each line."""

import json
import logging
import os
import sys
from datetime import UTC, datetime

from plan.secrecy import without_secrets

_PRIORITIES = (
    (logging.CRITICAL, 2),
    (logging.ERROR, 3),
    (logging.WARNING, 4),
    (logging.INFO, 6),
)  # sd-daemon(3)


def set_up_logging(*, as_json: bool = False) -> None:
    """Lines for journald: level, where, what; or an object a line for programs."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(LogObjects() if as_json else LogLines(priorities=journal_reads()))
    logging.basicConfig(handlers=[handler], level=logging.INFO, force=True)
    for talkative in ("alembic", "apscheduler", "httpx2", "uvicorn"):
        logging.getLogger(talkative).setLevel(logging.WARNING)


def journal_reads() -> bool:
    """Whether stderr is a stream of journald, which takes the priority from the beginning of a line."""
    try:
        about = os.fstat(sys.stderr.fileno())
    except (OSError, ValueError):  # closed, or no file at all
        return False
    return os.environ.get("JOURNAL_STREAM") == f"{about.st_dev}:{about.st_ino}"


def prioritized(text: str, level: int) -> str:
    """Each line with its priority: a traceback is an error down to its last line."""
    priority = next((number for least, number in _PRIORITIES if level >= least), 7)
    return "\n".join(f"<{priority}>{line}" for line in text.splitlines() or [""])


class LogLines(logging.Formatter):
    """The lines of a record."""

    def __init__(self, *, priorities: bool) -> None:
        super().__init__("%(levelname)s %(name)s: %(message)s")
        self._priorities = priorities

    def format(self, record: logging.LogRecord) -> str:
        text = without_secrets(super().format(record))
        return prioritized(text, record.levelno) if self._priorities else text


class LogObjects(logging.Formatter):
    """A record as one JSON object on one line: at (UTC), level, logger, message, and exception where there is one."""

    def format(self, record: logging.LogRecord) -> str:
        said = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": without_secrets(record.getMessage()),
        }
        if record.exc_info:
            said["exception"] = without_secrets(self.formatException(record.exc_info))
        return json.dumps(said, ensure_ascii=False)
