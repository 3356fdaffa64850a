"""A machine of the tests' own under systemd, with the program installed as docs/operating.md says.

A private root in a container: the files of a small Debian (made once by .ci/prepare) below a layer that is thrown away,
a network of its own with the loopback address alone, and nothing registered with the systemd outside.
"""

import signal
import subprocess
import sys
import sysconfig
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.servers.disks import mount, mount_point, small_disk
from tests.servers.missing import LOUD, missing, needs, needs_root

ROOTS = Path("/var/cache/dondoc-tests")
PROGRAM = Path(__file__).parents[2]
BOOT = 90.0  # seconds; about two where nothing else runs
PATH = "PATH=/usr/sbin:/usr/bin:/sbin:/bin"
DONDOC = "/opt/dondoc/.venv/bin/dondoc"
SCRIPT = """#!/opt/dondoc/.venv/bin/python
import sys
sys.path.insert(0, "/opt/dondoc")
from cli.main import main
main()
"""
KNOCK = "import socket; socket.create_connection(('127.0.0.1', {port}), 1).close()"


@dataclass(frozen=True, slots=True)
class Machine:
    """A booted machine; `leader` is its first process as seen from outside."""

    leader: int

    def run(
        self, *command: str, check: bool = True, give: str | None = None, env: dict[str, str] | None = None
    ) -> subprocess.CompletedProcess[str]:
        """A command as root in there."""
        done = subprocess.run(
            [*self._enter("--all"), "env", "-i", PATH, *_pairs(env), *command],
            check=False,
            input=give or "",
            capture_output=True,
            text=True,
            timeout=100,
        )
        assert not (check and done.returncode), f"{command}: {done.returncode} {done.stderr}{done.stdout}"
        return done

    def dondoc(self, *arguments: str, check: bool = True) -> subprocess.CompletedProcess[str]:
        """`dondoc …` as an operator runs it: as the service's user, in its folder."""
        command = ["runuser", "-u", "dondoc", "--", "env", "-C", "/var/lib/dondoc", DONDOC, *arguments]
        return self.run(*command, check=check)

    def write(self, path: str, text: str, mode: str = "0644") -> None:
        """A file of root's, made or made new."""
        self.run("install", "-D", "-m", mode, "/dev/stdin", path, give=text)

    def journal(self, unit: str = "dondoc", *options: str) -> str:
        """What a unit has said so far."""
        return self.run("journalctl", "--no-pager", "--output=cat", "--unit", unit, *options).stdout

    def show(self, name: str, unit: str = "dondoc") -> str:
        """One property of a unit, as systemd has it."""
        return self.run("systemctl", "show", "--value", "--property", name, unit).stdout.strip()

    def start_inside(self, port: int, *command: str) -> subprocess.Popen[bytes]:
        """A program of this side with the network of that one: a mail server that the service can reach, at its port."""
        started = subprocess.Popen([*self._enter("--net"), *command])
        for _ in range(100):
            if self.run("python3", "-c", KNOCK.format(port=port), check=False).returncode == 0:
                return started
            time.sleep(0.1)
        started.kill()
        raise AssertionError(f"nothing listens at port {port}: {command}")

    def _enter(self, *what: str) -> list[str]:
        return ["nsenter", f"--target={self.leader}", *what, "--"]


def _pairs(env: dict[str, str] | None) -> list[str]:
    return [f"{name}={value}" for name, value in ({"PYTHONUTF8": "1"} | (env or {})).items()]


def root() -> Path:
    """The files of a small Debian; skips, or in CI fails, where .ci/prepare has made none."""
    needs_root("a machine of its own")
    needs("systemd-nspawn", "systemd-container")
    found = next((path.parent for path in ROOTS.glob("*/prepared")), None)
    if found is None and any(ROOTS.glob("*.log")):
        pytest.skip(f"{LOUD}debootstrap made no small Debian in {ROOTS}")  # no fault of ours: in CI too
    return found or missing(f"small Debian in {ROOTS}")


@contextmanager
def booted(folder: Path) -> Iterator[Machine]:
    """A machine with the program of this working copy in /opt/dondoc, not yet configured. `folder` is for its parts."""
    with running(folder, f"--directory={root()}", "--volatile=overlay", *_binds(folder)) as machine:
        yield machine


@contextmanager
def disk(megabytes: int) -> Iterator[Path]:
    """The files of a bare machine that keeps what is written from one boot to the next, on a disk of that size."""
    with small_disk(f"{megabytes}m", "mode=0755") as kept, mount_point() as files:
        for part in ("upper", "work"):
            (kept / part).mkdir()
        layers = f"lowerdir={root()},upperdir={kept / 'upper'},workdir={kept / 'work'}"
        mount("-t", "overlay", "-o", layers, "overlay", str(files))
        yield files


@contextmanager
def running(folder: Path, *options: str) -> Iterator[Machine]:
    """A machine until the block ends; then it is shut down. Its network is its own, with the loopback address alone."""
    command = [
        "systemd-nspawn",
        "--private-network",
        "--register=no",
        "--keep-unit",
        "--settings=no",
        "--link-journal=no",
        "--console=read-only",
        *options,
        "--boot",
    ]
    console = (folder / "console").open("wb")
    nspawn = subprocess.Popen(command, stdout=console, stderr=console, stdin=subprocess.DEVNULL)
    try:
        machine = Machine(_find_leader(nspawn))
        _wait(machine, folder / "console")
        yield machine
    finally:
        _power_off(nspawn)
        console.close()


def _binds(folder: Path) -> list[str]:
    """The program, the interpreter and the packages, each where the installed one has it."""
    home = "/opt/python/bin" if sys.base_prefix != "/usr" else "/usr/bin"
    venv = folder / "venv"
    (venv / "bin").mkdir(parents=True)
    (venv / "lib" / f"python{sysconfig.get_python_version()}").mkdir(parents=True)
    (venv / "bin" / "python").symlink_to(f"{home}/python{sysconfig.get_python_version()}")
    (venv / "pyvenv.cfg").write_text(f"home = {home}\n", encoding="utf-8")
    (venv / "bin" / "dondoc").write_text(SCRIPT, encoding="utf-8")
    (venv / "bin" / "dondoc").chmod(0o755)
    packages = venv / "lib" / f"python{sysconfig.get_python_version()}" / "site-packages"
    packages.symlink_to("/opt/packages")
    places = {
        PROGRAM: "/opt/dondoc",
        venv: "/opt/dondoc/.venv",
        Path(sysconfig.get_path("purelib")): "/opt/packages",
    }
    if home != "/usr/bin":
        places[Path(sys.base_prefix)] = "/opt/python"
    return [f"--bind-ro={source}:{target}" for source, target in places.items()]


def _find_leader(nspawn: subprocess.Popen[bytes]) -> int:
    children = Path(f"/proc/{nspawn.pid}/task/{nspawn.pid}/children")
    end = time.monotonic() + BOOT
    while time.monotonic() < end:
        assert nspawn.poll() is None, "systemd-nspawn ended at once"
        for child in children.read_text(encoding="utf-8").split():
            if Path(f"/proc/{child}/comm").read_text(encoding="utf-8").strip() == "systemd":
                return int(child)
        time.sleep(0.05)
    raise AssertionError("no systemd came up")


def _wait(machine: Machine, console: Path) -> None:
    end = time.monotonic() + BOOT
    while time.monotonic() < end:
        if machine.run("systemctl", "is-system-running", check=False).stdout.strip() in {
            "running",
            "degraded",
        }:
            return
        time.sleep(0.1)
    raise AssertionError(f"the machine did not come up: {console.read_text(errors='replace')[-2000:]}")


def _power_off(nspawn: subprocess.Popen[bytes]) -> None:
    """Let it shut down (SIGTERM is that to systemd-nspawn); nothing in there is worth a long wait."""
    nspawn.send_signal(signal.SIGTERM)
    with suppress(subprocess.TimeoutExpired):
        nspawn.wait(20)
    if nspawn.poll() is None:
        nspawn.kill()
        nspawn.wait(20)


def install(machine: Machine, settings: str = "", password: str = "correct horse") -> None:
    """Set up as docs/operating.md says, with the unit that is shipped; nothing is started yet."""
    machine.write("/etc/ld.so.conf.d/python.conf", "/opt/python/lib\n")
    machine.run("ldconfig")
    machine.run(
        "useradd", "--system", "--home-dir", "/var/lib/dondoc", "--shell", "/usr/sbin/nologin", "dondoc"
    )
    machine.run("install", "-d", "-o", "dondoc", "-g", "dondoc", "-m", "0750", "/var/lib/dondoc")
    machine.write("/etc/dondoc/dondoc.toml", settings)
    machine.write("/etc/dondoc/mail__password", password, "0600")
    for unit in sorted((PROGRAM / "deploy").glob("dondoc*.service")):
        machine.write(f"/etc/systemd/system/{unit.name}", unit.read_text(encoding="utf-8"))
    machine.run("systemctl", "daemon-reload")


def until(machine: Machine, text: str, seconds: float = 60.0) -> str:
    """Wait until the service has said something; everything that it has said."""
    end = time.monotonic() + seconds
    while text not in (said := machine.journal()):
        assert time.monotonic() < end, f"{text!r} was not said: {said[-3000:]}"
        time.sleep(0.2)
    return said
