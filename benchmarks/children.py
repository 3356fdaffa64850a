"""Processes of our own: started, asked for their port, measured, and ended whatever happens."""

import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from os import _exit, environ
from pathlib import Path

ROOT = Path(__file__).parent.parent
PATIENCE = 90.0
MAIN = "from cli.main import main; main()"  # what the console script does


def environment() -> dict[str, str]:
    """Ours without settings: a child takes the defaults, and keeps what it compiled, as an installed program does."""
    ours = ("DONDOC_", "PYTHONDONTWRITEBYTECODE")
    return {name: value for name, value in environ.items() if not name.startswith(ours)}


@dataclass(frozen=True, slots=True)
class Child:
    """A process that serves on a port of the loopback address."""

    pid: int
    port: int

    @property
    def memory(self) -> float:
        """Its resident memory in MiB."""
        lines = Path(f"/proc/{self.pid}/status").read_text(encoding="utf-8").splitlines()
        return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS")) / 1024

    @property
    def busy(self) -> float:
        """The seconds for which its threads had a processor."""
        spent = 0
        for thread in Path(f"/proc/{self.pid}/task").iterdir():
            with suppress(OSError):  # one that has ended meanwhile
                spent += int((thread / "schedstat").read_text(encoding="utf-8").split()[0])
        return spent / 1e9


@contextmanager
def child(*arguments: str, cwd: Path = ROOT) -> Iterator[Child]:
    """Python with these arguments. The last word of its first line must end with its port."""
    process = subprocess.Popen(
        [sys.executable, *arguments],
        cwd=cwd,
        env=environment(),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    try:
        yield Child(process.pid, _port(process))
    finally:
        _end(process)


def _port(process: subprocess.Popen[str]) -> int:
    assert process.stdout is not None
    deadline = threading.Timer(PATIENCE, process.kill)
    deadline.start()
    try:
        line = process.stdout.readline().strip()
    finally:
        deadline.cancel()
    if not line:
        raise RuntimeError(f"{' '.join(map(str, process.args))} ended without a word")  # type: ignore[arg-type]
    return int(line.rpartition(":")[2])


def _end(process: subprocess.Popen[str]) -> None:
    process.terminate()
    try:
        process.communicate(timeout=PATIENCE)
    except subprocess.TimeoutExpired:
        process.kill()
        process.communicate()


def end_with_parent() -> None:
    """In a child: stop when the parent is gone, however it went."""

    def wait() -> None:
        sys.stdin.buffer.read()
        _exit(0)

    threading.Thread(target=wait, daemon=True).start()
