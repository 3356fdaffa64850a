"""A few lines of sd_notify(3) and sd_listen_fds(3); without systemd they do nothing.

What the service manager does not hear is lost: a notification never waits and never ends the service.
"""

import logging
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Thread

log = logging.getLogger(__name__)
FIRST = 3
EXTENSION = 60.0  # seconds; asked for again after a third of them
LONGEST = 3600.0  # seconds: an upgrade that takes longer is stuck, and systemd may end it
PATIENCE = 1.0  # seconds for a service manager that is busy
_silent = Event()  # set while nobody takes our notifications: said once, not at every watchdog beat


def notify(state: str) -> bool:
    """Tell the service manager, if there is one. Whether it was told; never raises."""
    address = os.environ.get("NOTIFY_SOCKET")
    if not address:
        return False
    try:
        _send(address, state)
    except (OSError, ValueError) as error:
        if not _silent.is_set():
            log.warning("the service manager cannot be told (%s): %s; the work goes on", address, error)
        _silent.set()
        return False
    _silent.clear()
    return True


def _send(address: str, state: str) -> None:
    place = "\0" + address[1:] if address.startswith("@") else address
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as out:
        out.settimeout(PATIENCE)
        out.connect(place)
        out.sendall(state.encode())


def status(text: str) -> bool:
    """What `systemctl status` says about the service, on one line."""
    return notify(f"STATUS={' '.join(text.split())}")


@contextmanager
def more_time(status: str, extension: float = EXTENSION, longest: float = LONGEST) -> Iterator[None]:
    """Ask the service manager not to end a slow start while the block runs."""
    if not os.environ.get("NOTIFY_SOCKET"):
        yield
        return
    ended = Event()
    asking = Thread(target=_ask_on, args=(status, extension, longest, ended), daemon=True)
    asking.start()
    try:
        yield
    finally:
        ended.set()
        asking.join()
        notify("STATUS=")


def _ask_on(status: str, extension: float, longest: float, ended: Event) -> None:
    pause = extension / 3
    for _ in range(int(longest / pause)):
        notify(f"EXTEND_TIMEOUT_USEC={extension * 1e6:.0f}\nSTATUS={status}")
        if ended.wait(pause):
            return


def listen_fds() -> socket.socket | None:
    """The socket that systemd opened for us, if it did. What is no such socket is passed over."""
    meant, count = os.environ.pop("LISTEN_PID", None), _number("LISTEN_FDS")
    if meant != str(os.getpid()) or not count:  # taken out of the environment: it can be used once
        return None
    try:
        given = socket.socket(fileno=FIRST)
    except OSError as error:
        log.warning("LISTEN_FDS names no socket (%s): one of our own is opened", error)
        return None
    if given.type != socket.SOCK_STREAM or given.family not in {socket.AF_INET, socket.AF_INET6}:
        log.warning("LISTEN_FDS names a socket that is no TCP socket: one of our own is opened")
        given.detach()
        return None
    return given


def watchdog_every() -> float | None:
    """The watchdog's interval in seconds, or None if nobody watches us."""
    if os.environ.get("WATCHDOG_PID", str(os.getpid())) != str(os.getpid()):
        return None
    return _number("WATCHDOG_USEC") / 1e6 or None


def _number(name: str) -> int:
    """A number that the service manager gives in the environment; 0 for none, and for what is none."""
    given = os.environ.get(name, "")
    return int(given) if given.isascii() and given.isdigit() and len(given) < 19 else 0
