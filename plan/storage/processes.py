"""The names by which processes hold things, and whether the holder is still alive."""

import os
import socket
from pathlib import Path

from plan.foreign_text import clean


def worker_id(started: str) -> str:
    """The name of this process: machine, number, and something that tells two processes of one number apart."""
    return f"{clean(socket.gethostname())}:{os.getpid()}:{started}"


def is_dead(holder: str, who: str) -> bool:
    """Whether `holder` was a process of the machine of `who` that is there no more. Of other machines nobody knows."""
    host, pid, _ = holder.rsplit(":", 2)
    my_host, my_pid, _ = who.rsplit(":", 2)
    if host != my_host or holder == who:
        return False
    if pid == my_pid:
        return True  # the number was given to this process after the holder ended
    try:
        os.kill(int(pid), 0)
    except ProcessLookupError:
        return True
    except PermissionError:
        pass  # it is another user's
    return _has_ended(pid)


def _has_ended(pid: str) -> bool:
    """Whether Linux keeps the number only until a parent asks for it (states Z and X, proc(5)); elsewhere False."""
    try:
        stat = Path(f"/proc/{pid}/stat").read_bytes()
    except OSError:
        return False
    # The name before it stands in brackets and may hold anything, brackets too.
    return stat.rpartition(b")")[2].split()[:1] in ([b"Z"], [b"X"], [b"x"])
