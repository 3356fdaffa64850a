"""Whether the process that holds a claim or the lease is still alive."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from plan.storage.processes import is_dead, worker_id
from tests.delivery.sink import until

HOST = worker_id("now").split(":", maxsplit=1)[0]


@pytest.fixture
def child() -> Iterator["subprocess.Popen[bytes]"]:
    process = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    yield process
    process.communicate()


def state_of(pid: int) -> str:
    return Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0]


def test_a_process_that_runs_is_alive_and_one_that_was_waited_for_is_dead(
    child: "subprocess.Popen[bytes]",
) -> None:
    holder = f"{HOST}:{child.pid}:earlier"
    assert not is_dead(holder, worker_id("now"))
    child.communicate()
    assert is_dead(holder, worker_id("now"))


def test_a_zombie_is_dead_though_its_number_is_taken(child: "subprocess.Popen[bytes]") -> None:
    """Killed, and nobody has asked after it: a container whose first process waits for no child."""
    child.kill()
    assert until(lambda: state_of(child.pid) == "Z")
    os.kill(child.pid, 0)  # the number still answers
    assert is_dead(f"{HOST}:{child.pid}:earlier", worker_id("now"))


def test_of_another_machine_nobody_knows() -> None:
    assert not is_dead("elsewhere:999999999:z", worker_id("now"))
