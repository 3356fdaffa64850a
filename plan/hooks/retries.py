"""When a delivery that failed is tried again, and what an answer means. Pure."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

WAITS = tuple(
    timedelta(seconds=seconds)
    for seconds in (5, 300, 1800, 2 * 3600, 5 * 3600, 10 * 3600, 14 * 3600, 20 * 3600, 24 * 3600)
)
JITTER = 0.1  # so that what failed together does not come back together
LONGEST_WAIT = timedelta(days=1)  # whatever the receiver asks for


@dataclass(frozen=True, slots=True)
class HookAnswer:
    """What the receiver answered; no status where it did not."""

    status: int | None
    said: str = ""
    retry_after: str | None = None

    @property
    def is_taken(self) -> bool:
        return self.status is not None and 200 <= self.status < 300

    @property
    def is_gone(self) -> bool:
        return self.status == 410


def next_try(attempts: int, now: datetime, answer: HookAnswer, chance: float) -> datetime | None:
    """After so many attempts that failed; None if that was the last one. `chance` is between 0 and 1."""
    if answer.is_gone or attempts > len(WAITS):
        return None
    wait = WAITS[attempts - 1] * (1 + JITTER * chance)
    return now + max(wait, _asked(answer.retry_after, now))


def _asked(retry_after: str | None, now: datetime) -> timedelta:
    """Seconds or a date (RFC 9110, 10.2.3); what is neither asks for nothing."""
    text = (retry_after or "").strip()
    if text.isascii() and text.isdecimal() and len(text) < 10:
        asked = timedelta(seconds=int(text))
    else:
        try:
            at = parsedate_to_datetime(text)
            asked = (at if at.tzinfo else at.replace(tzinfo=UTC)) - now
        except ValueError:
            return timedelta()
    return min(max(asked, timedelta()), LONGEST_WAIT)
