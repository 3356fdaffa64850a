"""A program at a terminal of its own, as a person sits at it: what it shows, and what is typed."""

import os
import select
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path


@dataclass
class Terminal:
    """What was shown so far is `shown`; what was waited for is behind us."""

    master: int
    process: subprocess.Popen[bytes]
    shown: str = ""
    _behind: int = field(default=0)

    def wait_for(self, text: str, patience: float = 60) -> None:
        """Until it is shown, after what was waited for before."""
        until = time.monotonic() + patience
        while (found := self.shown.find(text, self._behind)) < 0:
            assert time.monotonic() < until, f"{text!r} is not in {self.shown[self._behind :]!r}"
            if not self._read():
                raise AssertionError(f"it ended without {text!r}: {self.shown[self._behind :]!r}")
        self._behind = found + len(text)

    def answer(self, question: str, line: str = "") -> None:
        self.wait_for(question)
        time.sleep(0.05)  # whoever asks without echo throws away what was typed before
        os.write(self.master, f"{line}\n".encode())

    def ended(self) -> int:
        """Its exit status, once all that it showed is read."""
        while self._read():
            pass
        return self.process.wait(60)

    def _read(self) -> bool:
        if not select.select([self.master], [], [], 1)[0]:
            return True
        try:
            data = os.read(self.master, 65536)
        except OSError:  # the other end is closed
            return False
        self.shown += data.decode(errors="replace").replace("\r\n", "\n")
        return bool(data)


@contextmanager
def at_terminal(*command: str, cwd: Path, env: dict[str, str]) -> Iterator[Terminal]:
    """The program with a terminal that controls it: what is asked without echo is asked there."""
    master, slave = os.openpty()
    with subprocess.Popen(
        ["setsid", "--ctty", *command], cwd=cwd, env=env, stdin=slave, stdout=slave, stderr=slave
    ) as process:
        os.close(slave)
        try:
            yield Terminal(master, process)
        finally:
            process.kill()
            os.close(master)
