"""A mail server's reply → what went wrong, and how long to wait before the next try. Pure.

What a reply says of a recipient and what it says of us is told apart in `notifications.mail.replies`.
"""

from datetime import timedelta
from enum import StrEnum


class Fault(StrEnum):
    """Why a letter was not sent; each is handled differently."""

    GREYLISTED = "greylisted"  # try again later: the server asks that of every new sender (RFC 6647)
    TEMPORARY = "temporary"  # 4xx: a passing problem of the server (RFC 5321, 4.2.1)
    TOO_MANY = "too-many"  # the server limits how many letters it takes in a time
    PERMANENT = "permanent"  # 5xx about the recipient: this letter will never be accepted for it
    REJECTED = "rejected"  # 5xx about us: relaying, authentication, policy, quota; no recipient has refused
    CUT = "cut"  # the connection was lost after the letter was handed over: it may have arrived
    DOWN = "down"  # the server cannot be reached
    LOGIN = "login"  # the server does not accept us: name, password, certificate, sender
    LOCAL = "local"  # our own disk
    HANDED = "handed"  # a gateway has it and has not answered yet: nothing failed


# Seconds until the next try after the first, second … failure; the last one repeats.
WAITS = {
    Fault.GREYLISTED: (60, 300, 600, 900, 1800, 3600),
    Fault.TEMPORARY: (30, 120, 600, 1800, 3600, 7200, 14400),
    Fault.TOO_MANY: (600, 1800, 3600, 7200),
    # Long enough for the others to be tried first, should one letter alone be meant; short enough for the morning.
    Fault.REJECTED: (120, 300, 900, 1800),
    # Each try may put another copy into the mailbox: at most seven a day.
    Fault.CUT: (30, 120, 600, 3600, 14400),
    # Its answer is read as soon as it is there; this is only how often its place in the queue is renewed.
    Fault.HANDED: (14400,),
}
# Seconds without any attempt after the first, second … failure in a row of a server. Short: once it is back,
# the morning's letters must still go out that morning.
PAUSES = (30, 60, 120, 300, 600, 900)
OF_THE_SERVER = frozenset({Fault.DOWN, Fault.LOGIN, Fault.TOO_MANY, Fault.REJECTED, Fault.LOCAL})
# These say nothing of the letter that met them: it is tried again first. The others let the next one go ahead.
OF_NO_LETTER = frozenset({Fault.DOWN, Fault.LOGIN, Fault.LOCAL})
FOR_A_PERSON = frozenset({Fault.LOGIN, Fault.REJECTED})  # time alone mends none of them

PATIENCE = 5  # after so many tries a person should look


def wait_for(fault: Fault, attempts: int) -> timedelta:
    """How long a letter waits after so many failed tries (one or more)."""
    waits = WAITS.get(fault, WAITS[Fault.TEMPORARY])
    return timedelta(seconds=waits[min(attempts, len(waits)) - 1])


def pause_for(failures: int) -> timedelta:
    """How long nothing is sent to a server after so many failures in a row (one or more)."""
    return timedelta(seconds=PAUSES[min(failures, len(PAUSES)) - 1])


LONGEST_WAIT = timedelta(seconds=max(max(waits) for waits in WAITS.values()))
LONGEST_PAUSE = timedelta(seconds=PAUSES[-1])
