"""The daemon as processes that are started, stopped, killed and frozen by tests."""

import multiprocessing
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.delivery.sink import Sink

AS_OF = "2012-07-04T08:00"
FAST = "\n[sending]\nper_minute = 100000\nconnections = 3\n"


def fast_policy(folder: Path) -> Path:
    """The shipped policy without its cap per minute, and three connections at once."""
    shipped = Path(__file__).parents[2] / "scheduler" / "data" / "policy.toml"
    path = folder / "policy.toml"
    path.write_text(shipped.read_text(encoding="utf-8").partition("\n[sending]")[0] + FAST, encoding="utf-8")
    return path


def environment(sink: Sink, policy: Path | None = None) -> dict[str, str]:
    given = {"DONDOC_MAIL__HOST": "127.0.0.1", "DONDOC_MAIL__PORT": str(sink.port)}
    return given | ({"DONDOC_POLICY__FILE": str(policy)} if policy else {})


def arguments(url: str, as_of: str | None = AS_OF) -> list[str]:
    return ["run", "--no-web", "--db", url, *(["--as-of", as_of] if as_of else [])]


def start(
    url: str, env: dict[str, str], log: Path, as_of: str | None = AS_OF, before: tuple[str, ...] = ()
) -> subprocess.Popen[bytes]:
    """`dondoc run` as a process of its own."""
    command = [*before, sys.executable, "-c", "from cli.main import main; main()", *arguments(url, as_of)]
    with log.open("ab") as out:
        return subprocess.Popen(command, env={**os.environ, **env}, stderr=out, stdout=out)


@contextmanager
def started(
    count: int, url: str, env: dict[str, str], folder: Path, as_of: str | None = AS_OF
) -> Iterator[list[subprocess.Popen[bytes]]]:
    """So many daemons on one database; none is left behind."""
    processes = [start(url, env, folder / f"daemon{n}.log", as_of) for n in range(count)]
    try:
        yield processes
    finally:
        for process in processes:
            if process.poll() is None:
                process.send_signal(signal.SIGCONT)
                process.send_signal(signal.SIGTERM)
        for process in processes:
            process.wait(120)


def _main(argv: list[str], env: dict[str, str]) -> None:
    os.environ.update(env)
    sys.argv = ["dondoc", *argv]
    quiet = os.open(os.devnull, os.O_WRONLY)
    os.dup2(quiet, 1)
    os.dup2(quiet, 2)
    from cli.main import main

    main()


class Nursery:
    """Starts the daemon quickly, hundreds of times: forked from a process that has imported everything."""

    def __init__(self) -> None:
        self._context = multiprocessing.get_context("forkserver")
        self._context.set_forkserver_preload(
            [
                "cli.commands.run",
                "cli.main",
                "scheduler.daemon",
                "notifications.mail.smtp",
                "notifications.letters",
            ]
        )

    def start(self, url: str, env: dict[str, str]) -> multiprocessing.process.BaseProcess:
        process = self._context.Process(target=_main, args=(arguments(url), env))
        process.start()
        return process
