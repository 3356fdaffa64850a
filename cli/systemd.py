"""A few lines of sd_notify(3) and sd_listen_fds(3); without systemd they do nothing."""

import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Thread

FIRST = 3
EXTENSION = 60.0  # seconds; asked for again after a third of them
LONGEST = 3600.0  # seconds: an upgrade that takes longer is stuck, and systemd may end it


def notify(state: str) -> None:
    """Tell the service manager, if there is one."""
    address = os.environ.get("NOTIFY_SOCKET")
    if not address:
        return
    if address.startswith("@"):
        address = "\0" + address[1:]
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as out:
        out.connect(address)
        out.sendall(state.encode())


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
    """The socket that systemd opened for us, if it did."""
    if os.environ.get("LISTEN_PID") != str(os.getpid()) or not int(os.environ.get("LISTEN_FDS", "0")):
        return None
    return socket.socket(fileno=FIRST)


def watchdog_every() -> float | None:
    """The watchdog's interval in seconds, or None if nobody watches."""
    micros = os.environ.get("WATCHDOG_USEC")
    return int(micros) / 1e6 if micros and micros.isdigit() else None
