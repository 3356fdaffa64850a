"""What went wrong with a letter, told by the server's words, and how long to wait before the next try. Pure."""

from datetime import timedelta
from enum import StrEnum


class Fault(StrEnum):
    """Why a letter did not go, as far as it matters for what to do next."""

    GREYLISTED = "greylisted"  # come back in a while: the server does so to everyone new (RFC 6647)
    TEMPORARY = "temporary"  # 4xx: something at the other end (RFC 5321, 4.2.1)
    TOO_MANY = "too-many"  # the server wants fewer letters in the time
    PERMANENT = "permanent"  # 5xx: this letter will never be accepted
    CUT = "cut"  # the connection was lost after the letter was handed over: it may have arrived
    DOWN = "down"  # there is no talking to the server at all
    LOGIN = "login"  # the server does not accept us: name, password, certificate, sender
    LOCAL = "local"  # our own disk


# Seconds until the next try after the first, second … failure; the last one repeats.
WAITS = {
    Fault.GREYLISTED: (60, 300, 600, 900, 1800, 3600),
    Fault.TEMPORARY: (30, 120, 600, 1800, 3600, 7200, 14400),
    Fault.TOO_MANY: (600, 1800, 3600, 7200),
    # Every try may be another copy in somebody's mailbox: seven on a day at most.
    Fault.CUT: (30, 120, 600, 3600, 14400),
}
# How long a server that failed so many times in a row is left alone. Never long: once it is back,
# a morning's letters must still go out that morning.
PAUSES = (30, 60, 120, 300, 600, 900)
OF_THE_SERVER = frozenset({Fault.DOWN, Fault.LOGIN, Fault.TOO_MANY, Fault.LOCAL})

PATIENCE = 5  # tries after which a person should look
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
    """What a reply says (RFC 5321, 4.2; enhanced codes RFC 3463): many servers tell their reason in words alone."""
    said = text.lower()
    if 500 <= code < 600:
        return Fault.PERMANENT
    if any(word in said for word in _MANY):
        return Fault.TOO_MANY
    if any(word in said for word in _GREY):
        return Fault.GREYLISTED
    return Fault.TEMPORARY


def wait_for(fault: Fault, attempts: int) -> timedelta:
    """How long a letter rests after so many failed tries, at least one."""
    waits = WAITS.get(fault, WAITS[Fault.TEMPORARY])
    return timedelta(seconds=waits[min(attempts, len(waits)) - 1])


def pause_for(failures: int) -> timedelta:
    """How long a server rests after so many failures in a row, at least one."""
    return timedelta(seconds=PAUSES[min(failures, len(PAUSES)) - 1])


LONGEST_WAIT = timedelta(seconds=max(max(waits) for waits in WAITS.values()))
LONGEST_PAUSE = timedelta(seconds=PAUSES[-1])
