"""A run that is killed leaves its disks mounted; the next one takes them away, and nobody else's."""

import os
import signal
import subprocess
import sys
from pathlib import Path

from tests.servers.disks import small_disk

HOLDS = """
from tests.servers.disks import small_disk
with small_disk("1m") as folder:
    (folder / "a").write_bytes(b"x")
    print(folder, flush=True)
    input()
"""


def _holding() -> tuple[subprocess.Popen[str], Path]:
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLDS], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert holder.stdout is not None
    return holder, Path(holder.stdout.readline().strip())


def test_what_a_killed_run_left_is_taken_away() -> None:
    with small_disk("1m") as mine:
        killed, left = _holding()
        alive, used = _holding()
        killed.send_signal(signal.SIGKILL)
        killed.communicate()
        assert os.path.ismount(left)
        with small_disk("1m"):
            assert not left.exists()
            assert (used / "a").read_bytes() == b"x"
            assert os.path.ismount(mine)
        alive.communicate("\n")
        assert not used.exists()
