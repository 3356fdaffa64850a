"""A mail server's reply → what went wrong, and how long to wait before the next try. Pure."""

from datetime import timedelta
from enum import StrEnum


class Fault(StrEnum):
    """Why a letter was not sent; each is handled differently."""

    GREYLISTED = "greylisted"  # try again later: the server asks that of every new sender (RFC 6647)
    TEMPORARY = "temporary"  # 4xx: a passing problem of the server (RFC 5321, 4.2.1)
    TOO_MANY = "too-many"  # the server limits how many letters it takes in a time
    PERMANENT = "permanent"  # 5xx: this letter will never be accepted
    CUT = "cut"  # the connection was lost after the letter was handed over: it may have arrived
    DOWN = "down"  # the server cannot be reached
    LOGIN = "login"  # the server does not accept us: name, password, certificate, sender
    LOCAL = "local"  # our own disk


# Seconds until the next try after the first, second … failure; the last one repeats.
WAITS = {
    Fault.GREYLISTED: (60, 300, 600, 900, 1800, 3600),
    Fault.TEMPORARY: (30, 120, 600, 1800, 3600, 7200, 14400),
    Fault.TOO_MANY: (600, 1800, 3600, 7200),
    # Each try may put another copy into the mailbox: at most seven a day.
    Fault.CUT: (30, 120, 600, 3600, 14400),
}
# Seconds without any attempt after the first, second … failure in a row of a server. Short: once it is back,
# the morning's letters must still go out that morning.
PAUSES = (30, 60, 120, 300, 600, 900)
OF_THE_SERVER = frozenset({Fault.DOWN, Fault.LOGIN, Fault.TOO_MANY, Fault.LOCAL})

PATIENCE = 5  # after so many tries a person should look
_GREY = (
    "greylist",
    "graylist",
    "grey-list",
    "gray-list",
    "greylisted",
    "postgrey",
    "4.7.1",
    "try again later",
)
_MANY = (
    "too many",
    "rate limit",
    "rate-limit",
    "ratelimit",
    "throttl",
    "4.7.28",
    "limit exceeded",
    "slow down",
)


def classify(code: int, text: str) -> Fault:
    """By the reply's code (RFC 5321, 4.2; RFC 3463) and text: many servers give the reason only in words."""
    said = text.lower()
    if 500 <= code < 600:
        return Fault.PERMANENT
    if any(word in said for word in _MANY):
        return Fault.TOO_MANY
    if any(word in said for word in _GREY):
        return Fault.GREYLISTED
    return Fault.TEMPORARY


def wait_for(fault: Fault, attempts: int) -> timedelta:
    """How long a letter waits after so many failed tries (one or more)."""
    waits = WAITS.get(fault, WAITS[Fault.TEMPORARY])
    return timedelta(seconds=waits[min(attempts, len(waits)) - 1])


def pause_for(failures: int) -> timedelta:
    """How long nothing is sent to a server after so many failures in a row (one or more)."""
    return timedelta(seconds=PAUSES[min(failures, len(PAUSES)) - 1])


LONGEST_WAIT = timedelta(seconds=max(max(waits) for waits in WAITS.values()))
LONGEST_PAUSE = timedelta(seconds=PAUSES[-1])
