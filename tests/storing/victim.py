"""`dondoc` in children that are killed at a chosen moment.

All is imported once, in a process of its own; each child is a fork of it and begins at once. Orders are lines
of JSON: `arguments` for the command line, and when SIGKILL comes: after `seconds`, or before the statement
number `statement` (a commit counts as one). The answer is how the child ended.
"""

import json
import os
import select
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

HERE = "from tests.storing.victim import obey; obey()"


@dataclass
class Runner:
    """The process that forks; `log` gets what its children print."""

    process: subprocess.Popen[str]
    log: Path

    def begin(self, *arguments: str, seconds: float | None = None, statement: int | None = None) -> None:
        order = {"arguments": arguments, "seconds": seconds, "statement": statement}
        assert self.process.stdin
        self.process.stdin.write(json.dumps(order) + "\n")
        self.process.stdin.flush()

    def ended(self) -> tuple[int, float, int]:
        """Exit status (negative: the signal), seconds, statements."""
        assert self.process.stdout
        status, seconds, statements = json.loads(self.process.stdout.readline())
        return status, seconds, statements

    def run(
        self, *arguments: str, seconds: float | None = None, statement: int | None = None
    ) -> tuple[int, float, int]:
        self.begin(*arguments, seconds=seconds, statement=statement)
        return self.ended()


@contextmanager
def runner(log: Path) -> Iterator[Runner]:
    with log.open("wb") as out:
        process = subprocess.Popen(
            [sys.executable, "-c", HERE], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=out, text=True
        )
    with process:
        try:
            yield Runner(process, log)
        finally:
            assert process.stdin
            process.stdin.close()  # the end of its orders
            process.wait(60)


def obey() -> None:
    """The forking process."""
    _import_all()
    for line in sys.stdin:
        order = json.loads(line)
        counted, count = os.pipe()
        began = time.monotonic()
        child = os.fork()
        if not child:
            os.dup2(2, 1)  # what it prints goes to the log
            _be_killed_before(order["statement"], count)
            _run(order["arguments"])
        os.close(count)
        if order["seconds"] is not None:
            _kill_after(child, order["seconds"])
        _, status = os.waitpid(child, 0)
        seconds = time.monotonic() - began
        with os.fdopen(counted, "rb") as pipe:
            statements = len(pipe.read())
        print(json.dumps([os.waitstatus_to_exitcode(status), seconds, statements]), flush=True)


def _kill_after(child: int, seconds: float) -> None:
    """Unless it has come to its end by then."""
    watched = os.pidfd_open(child)
    ended, _, _ = select.select([watched], [], [], seconds)
    os.close(watched)
    if not ended:
        os.kill(child, signal.SIGKILL)


def _import_all() -> None:
    for name in (
        "alembic.command",
        "cli.main",
        "cli.commands.doctor",
        "cli.commands.import_",
        "scheduler.intake.plan",
    ):
        import_module(name)


def _be_killed_before(statement: int | None, count: int) -> None:
    from sqlalchemy import Engine, event

    done = 0

    def step(*_: Any) -> None:
        nonlocal done
        done += 1
        os.write(count, b".")
        if done == statement:
            os.kill(os.getpid(), signal.SIGKILL)

    for name in ("before_cursor_execute", "commit"):
        event.listen(Engine, name, step)


def _run(arguments: list[str]) -> None:
    from cli.main import main

    sys.argv = ["dondoc", *arguments]
    try:
        main()
    except SystemExit as end:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(end.code if isinstance(end.code, int) else 1)
    os._exit(1)
