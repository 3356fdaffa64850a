"""Ten lines of sd_notify(3) and sd_listen_fds(3); without systemd they do nothing."""

import os
import socket

FIRST = 3


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


def listen_fds() -> socket.socket | None:
    """The socket that systemd opened for us, if it did."""
    if os.environ.get("LISTEN_PID") != str(os.getpid()) or not int(os.environ.get("LISTEN_FDS", "0")):
        return None
    return socket.socket(fileno=FIRST)


def watchdog_every() -> float | None:
    """The watchdog's interval in seconds, or None if nobody watches."""
    micros = os.environ.get("WATCHDOG_USEC")
    return int(micros) / 1e6 if micros and micros.isdigit() else None
