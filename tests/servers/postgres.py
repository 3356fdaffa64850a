"""A PostgreSQL cluster of the tests' own, in a temporary folder, reached by a unix socket alone.

As root it runs as an unprivileged user, since PostgreSQL refuses root. Nothing of it outlives the tests.
"""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from itertools import count
from pathlib import Path

import psycopg

USER = "dondoc"
PORT = 5432  # names the socket; nothing listens on the network
_numbers = count(1)

# Cheap and quick: what these clusters hold is thrown away. `DURABLE` as an office has it, where cost is measured.
SETTINGS = {
    "listen_addresses": "''",
    "fsync": "off",
    "full_page_writes": "off",
    "autovacuum": "off",
    "shared_buffers": "32MB",
    "max_connections": "60",
}
DURABLE = {"fsync": "on", "full_page_writes": "on", "autovacuum": "on"}


@cache
def binaries() -> Path | None:
    """The folder of the newest server there is; None where there is none."""
    on_path = shutil.which("postgres")
    places = [Path(on_path).resolve().parent] if on_path else []
    places += sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    return next((p for p in places if (p / "initdb").exists() and (p / "postgres").exists()), None)


def unprivileged(command: list[str]) -> list[str]:
    """The command, run as nobody if we are root."""
    return command if os.geteuid() else ["runuser", "-u", "nobody", "--", *command]


@dataclass
class Cluster:
    """A running server; `url` makes it a database."""

    folder: Path
    process: subprocess.Popen[bytes] | None = None
    durable: bool = False

    @property
    def busy(self) -> float:
        """Seconds of processor that the server took, those of its connections too, living or ended."""
        head = (self.data / "postmaster.pid").read_text().split()[0]
        spent = sum(_ticks(head)[:4])
        for number in Path(f"/proc/{head}/task/{head}/children").read_text().split():
            spent += sum(_ticks(number)[:2])
        return spent / os.sysconf("SC_CLK_TCK")

    @property
    def data(self) -> Path:
        return self.folder / "data"

    def start(self) -> None:
        settings = SETTINGS | (DURABLE if self.durable else {})
        given = [part for key, value in settings.items() for part in ("-c", f"{key}={value.strip(chr(39))}")]
        command = [
            str(_tool("postgres")),
            "-D",
            str(self.data),
            "-k",
            str(self.folder),
            "-p",
            str(PORT),
            *given,
        ]
        with (self.folder / "log").open("ab") as log:
            self.process = subprocess.Popen(
                unprivileged(command), cwd=self.folder, stdout=log, stderr=log, env=_environment()
            )
        _run([str(_tool("pg_isready")), "-q", "-h", str(self.folder), "-p", str(PORT)], tries=200)

    def stop(self, mode: str = "fast") -> None:
        """`fast` ends sessions in order, `immediate` is as if the power went."""
        _run(unprivileged([str(_tool("pg_ctl")), "stop", "-D", str(self.data), "-m", mode, "-s"]))
        if self.process:
            self.process.wait(30)

    def restart(self, mode: str = "fast") -> None:
        self.stop(mode)
        self.start()

    def create(self, template: str = "template0") -> str:
        """A new database, as a copy of `template`; its name. Copied through the log: no checkpoint is waited for."""
        name = f"test{next(_numbers)}"
        self.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}" STRATEGY WAL_LOG')
        return name

    def drop(self, name: str) -> None:
        self.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')

    def execute(self, statement: str) -> None:
        where = f"host={self.folder} port={PORT} user={USER} dbname=postgres"
        with psycopg.connect(where, autocommit=True) as connection:
            connection.execute(statement.encode())

    def url(self, name: str) -> str:
        return f"postgresql+psycopg://{USER}@/{name}?host={self.folder}&port={PORT}"


@contextmanager
def running(*, durable: bool = False) -> Iterator[Cluster]:
    """A new cluster, gone when the block ends."""
    folder = Path(tempfile.mkdtemp(prefix="dondoc-pg-", dir="/tmp"))  # a socket's path must be short
    folder.chmod(0o777)
    cluster = Cluster(folder, durable=durable)
    try:
        command = [str(_tool("initdb")), "-D", str(cluster.data), "-U", USER, "-A", "trust", "-N"]
        _run(unprivileged([*command, "-E", "UTF8", "--locale=C.UTF-8"]))
        cluster.start()
        yield cluster
    finally:
        if cluster.process and cluster.process.poll() is None:
            cluster.stop("immediate")
        shutil.rmtree(folder, ignore_errors=True)


def _tool(name: str) -> Path:
    folder = binaries()
    assert folder is not None, "asked before it is used"
    return folder / name


def _ticks(number: str) -> list[int]:
    """Of a process: its own time as user and in the kernel, and that of its ended children."""
    try:
        stat = Path(f"/proc/{number}/stat").read_text()
    except OSError:  # it has ended meanwhile
        return [0, 0, 0, 0]
    return [int(part) for part in stat.rpartition(")")[2].split()[11:15]]


def _environment() -> dict[str, str]:
    return {**os.environ, "LC_ALL": "C.UTF-8"}


def _run(command: list[str], tries: int = 1) -> None:
    import time

    for left in reversed(range(tries)):
        done = subprocess.run(
            command, capture_output=True, text=True, cwd="/", env=_environment(), check=False
        )
        if done.returncode == 0:
            return
        assert left, f"{command}: {done.stdout}{done.stderr}"
        time.sleep(0.05)
