"""A bare Debian with nothing but the package: from nothing to letters, and through what befalls a machine in years.

One machine lives through all of it, in order; each thing ends with the data whole and one clear line.
"""

import json
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from plan.clock import system_clock
from tests.cli.conftest import small_plan
from tests.conftest import EXAMPLE, ROOT
from tests.servers import auth_smtp, certificates
from tests.servers import machine as machines
from tests.servers.machine import Machine, until

pytestmark = [pytest.mark.slow, pytest.mark.timeout(720)]
DISK = 900  # megabytes
MOST_SECONDS = 60  # to install, and
MOST_MEGABYTES = 160  # on the disk
DATA = "/var/lib/dondoc"
POLICY = "/opt/dondoc/.venv/lib/python3.*/site-packages/scheduler/data/policy.toml"
SETUP = (
    "dondoc", "setup", "--yes", "--mail-host", "127.0.0.1", "--mail-security", "tls", "--mail-port", "2525",
    "--mailbox", "dondoc@tinh.example", "--mail-username", "dondoc", "--mail-password-file", "-", "--office", "Sở Nội vụ",
    "--address", "https://dondoc.tinh.example", "--admin", "quan-tri@tinh.example",
    "--plan", f"{DATA}/plan.html", "--agencies", f"{DATA}/agencies.csv",
)  # fmt: skip
COUNTED = """
import json, sqlite3
c = sqlite3.connect("/var/lib/dondoc/plan.db")
assert c.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
assert not c.execute("PRAGMA foreign_key_check").fetchall()
print(json.dumps({t: c.execute(f"SELECT count(*) FROM {t}").fetchone()[0] for t in ("task", "obligation", "party", "feed", "user_account")}))
"""
READ = "import sys, urllib.request as r; print(r.urlopen('http://127.0.0.1:8080' + sys.argv[1], timeout=30).read().decode())"


def built(out: Path, version: str, *commit: str) -> Path:
    """The package, quickly packed."""
    given = {"VERSION": version, "COMPRESSION": "-Zgzip -z1", "OUT": str(out), "PYTHON": sys.executable}
    made = subprocess.run(
        [ROOT / "deploy" / "debian" / "build", *commit],
        env=os.environ | given,
        capture_output=True,
        text=True,
        check=False,
    )
    if commit and made.returncode:
        return built(out, version)  # nobody ever had a package of that commit
    assert made.returncode == 0, made.stderr
    return Path(made.stdout.splitlines()[-1])


def earlier(folder: Path, now: Path) -> Path:
    """A package to upgrade from: this one by an earlier number, or that of the commit which BEFORE names (a minute more)."""
    if commit := os.environ.get("BEFORE"):
        return built(folder / "before", "0.0.1", commit)
    unpacked = folder / "unpacked"
    subprocess.run(["dpkg-deb", "--raw-extract", now, unpacked], check=True)
    control = unpacked / "DEBIAN" / "control"
    control.write_text(
        re.sub("(?m)^Version: .*", "Version: 0.0.1", control.read_text(encoding="utf-8")), encoding="utf-8"
    )
    packed = ["dpkg-deb", "--root-owner-group", "-Zgzip", "-z1", "--build", unpacked, folder / "before.deb"]
    subprocess.run(packed, check=True, capture_output=True)
    shutil.rmtree(unpacked)
    return folder / "before.deb"


@dataclass(slots=True)
class Office:
    """A machine that is switched off and on, with a mail server that it can reach."""

    folder: Path
    files: Path
    machine: Machine

    @property
    def log(self) -> Path:
        return self.folder / "asked"

    def taken(self) -> int:
        """Letters that the mail server has."""
        return self.log.read_text(encoding="utf-8").count("TAKEN") if self.log.exists() else 0

    @contextmanager
    def mail(self, certificate: str = "good", password: str = "correct horse") -> Iterator[None]:
        started = self.machine.start_inside(
            2525, sys.executable, auth_smtp.__file__, "2525", "dondoc", password, str(self.log),
            str(self.folder / f"{certificate}.pem"),
        )  # fmt: skip
        try:
            yield
        finally:
            started.terminate()
            started.wait(20)

    def counted(self) -> dict[str, int]:
        """How many rows there are; the file and the log of acts are whole."""
        self.machine.run("dondoc", "audit", "verify")
        found: dict[str, int] = json.loads(self.machine.run("python3", "-c", COUNTED).stdout)
        return found

    def refused(self, *command: str) -> str:
        """What is said, in one line."""
        ran = self.machine.run(*command, check=False)
        said = ran.stderr.strip().splitlines()
        assert (ran.returncode, len(said)) == (1, 1), ran
        return said[0]

    def read(self, path: str) -> str:
        for left in reversed(range(20)):
            ran = self.machine.run("python3", "-c", READ, path, check=not left)
            if ran.returncode == 0:
                break
            time.sleep(0.5)
        return ran.stdout

    def is_active(self) -> bool:
        return self.machine.show("ActiveState") == "active"


@pytest.fixture
def packages(tmp_path: Path) -> tuple[Path, Path]:
    """One to upgrade from, and this one."""
    now = built(tmp_path / "now", "99.0.0")
    return earlier(tmp_path, now), now


def put(office: Office, package: Path) -> str:
    shutil.copy(package, office.files / "root" / "dondoc.deb")
    return office.machine.run("dpkg", "--install", "/root/dondoc.deb").stdout


def today() -> date:
    return system_clock().astimezone(ZoneInfo("Asia/Ho_Chi_Minh")).date()


def put_plan(office: Office) -> None:
    """A duty of today, in a place that the service's user can read."""
    row = ("Báo cáo kết quả cải cách", "Sở Tài chính", f"Ngày {today():%d/%m/%Y}")
    page = small_plan(office.folder, row, signed="01 tháng 10 năm 2026", years=f"2026-{today().year}")
    for source, name in ((page, "plan.html"), (EXAMPLE / "agencies.csv", "agencies.csv")):
        office.machine.write(f"{DATA}/{name}", source.read_text(encoding="utf-8"))


def test_a_machine_lives_for_years(packages: tuple[Path, Path], tmp_path: Path) -> None:
    certificates.make(tmp_path, "good")
    certificates.make(tmp_path, "old", days_ago=30)
    with machines.disk(DISK) as files:
        with machines.running(tmp_path, f"--directory={files}") as first:
            office = Office(tmp_path, files, first)
            upgrade(office, *packages)
            feed = from_nothing(office, packages[1])
            whole = office.counted()
        with machines.running(tmp_path, f"--directory={files}") as again:  # the power is back
            office = Office(tmp_path, files, again)
            assert office.is_active()
            assert "BEGIN:VEVENT" in office.read(feed)
            assert office.counted() == whole
            trouble_with_mail(office)
            a_full_disk(office)
            a_second_copy(office)
            a_restore(office)
            an_end(office, packages[1])


def upgrade(office: Office, earlier: Path, now: Path) -> None:
    """The service is stopped, the schema brought up by its start, nothing is lost."""
    put(office, earlier)
    put_plan(office)
    office.machine.run("dondoc", "import", f"{DATA}/plan.html", "--agencies", f"{DATA}/agencies.csv")
    office.machine.run("systemctl", "enable", "--now", "dondoc")
    whole = office.counted()
    put(office, now)
    assert office.is_active()
    assert office.machine.run("dondoc", "version").stdout.startswith("dondoc 99.0.0; ")
    assert office.counted() == whole
    newer = "import sqlite3; c = sqlite3.connect('/var/lib/dondoc/plan.db'); c.execute(\"UPDATE alembic_version SET version_num = '9999'\"); c.execute(\"UPDATE fact SET value = '100.0.0' WHERE name = 'program'\"); c.commit()"
    office.machine.run("systemctl", "stop", "dondoc")
    office.machine.run("python3", "-c", newer)
    assert "hãy cài gói dondoc 100.0.0 hoặc mới hơn" in office.refused("dondoc", "tasks")
    office.machine.run("dpkg", "--purge", "dondoc")
    assert not leftovers(office.machine)


def leftovers(machine: Machine) -> list[str]:
    """What of it is anywhere."""
    places = ("/opt", "/etc", "/usr", "/var/lib/dondoc", "/var/lib/dpkg/info")
    found = machine.run("find", *places, "-name", "*dondoc*", check=False).stdout.split()
    return found + machine.run("getent", "passwd", "dondoc", check=False).stdout.split()


def from_nothing(office: Office, package: Path) -> str:
    """The package and `dondoc setup`: a feed is served, a letter delivered. The path of the feed."""
    machine = office.machine
    began = time.monotonic()
    assert "sudo dondoc setup" in put(office, package)
    took = time.monotonic() - began
    size = int(machine.run("du", "-sm", "/opt/dondoc").stdout.split()[0])
    print(f"installed in {took:.0f} s, {size} MB on disk")
    assert (took < MOST_SECONDS, size < MOST_MEGABYTES) == (True, True)
    assert machine.run("dpkg", "--audit").stdout == ""
    put_plan(office)
    known = "".join((office.folder / f"{name}.pem").read_text(encoding="utf-8") for name in ("good", "old"))
    machine.write("/etc/dondoc/ca.pem", known)
    all_day = f"sed 's/^opens = .*/opens = 00:00:00/; s/^closes = .*/closes = 23:59:59/' {POLICY} > /etc/dondoc/policy.toml"
    machine.run("sh", "-c", all_day)
    for key, name in (("authorities", "ca.pem"), ("file", "policy.toml")):
        machine.run("sed", "-i", f's|^# {key} = .*|{key} = "/etc/dondoc/{name}"|', "/etc/dondoc/dondoc.toml")
    with office.mail():
        said = machine.run(*SETUP, give="correct horse\n").stdout
        assert "đã nhận thư gửi quan-tri@tinh.example" in said
        assert office.is_active()
        machine.run(
            "dondoc", "calendar", "set", today().isoformat(), "--working", "--label", "x", "--source", "1/VP"
        )
        sent = office.taken()
        machine.run("dondoc", "outbox", "release")
        wait_for(lambda: office.taken() > sent, machine)
    (feed,) = re.findall(
        r"https://dondoc\.tinh\.example(/\S+)", machine.run("dondoc", "feed", "add", "so-tai-chinh").stdout
    )[:1]
    assert "BEGIN:VEVENT" in office.read(feed)
    owners = machine.run("find", DATA, "-user", "root", "-newer", "/etc/dondoc/ca.pem").stdout.split()
    assert owners == [], "no file of the data is root's"
    return str(feed)


def wait_for(done: Callable[[], bool], machine: Machine) -> None:
    end = time.monotonic() + 60
    while not done():
        assert time.monotonic() < end, machine.journal()[-2000:]
        time.sleep(0.3)


def trouble_with_mail(office: Office) -> None:
    """A certificate that ran out, a password that is another: said in one line; put right, letters go."""
    try_it = ("dondoc", "testmail", "ai-do@tinh.example")
    sent = office.taken()
    with office.mail("old"):
        assert "certificate has expired" in office.refused(*try_it)
    with office.mail(password="changed"):
        assert "không nhận tên đăng nhập hoặc mật khẩu" in office.refused(*try_it)
        assert office.taken() == sent
        office.machine.write("/etc/dondoc/mail__password", "changed\n", "0600")
        assert "đã nhận thư" in office.machine.run(*try_it).stdout


def a_full_disk(office: Office) -> None:
    whole = office.counted()
    office.machine.run("sh", "-c", "cat /dev/zero > /fill", check=False)
    assert office.refused("dondoc", "backup", f"{DATA}/full.db")
    assert office.is_active()
    office.machine.run("rm", "/fill")
    assert office.counted() == whole
    office.machine.run("systemctl", "start", "dondoc-backup")


def a_second_copy(office: Office) -> None:
    """It leads nobody and serves nothing while the first goes on."""
    sent = office.taken()
    ran = office.machine.run("timeout", "30", "dondoc", "run", check=False)
    assert "không mở được 127.0.0.1:8080" in ran.stderr, ran
    assert "this process leads" not in ran.stderr
    assert (office.is_active(), office.taken()) == (True, sent)


def a_restore(office: Office) -> None:
    machine = office.machine
    (kept,) = machine.run("find", f"{DATA}/backups", "-name", "plan-*.db").stdout.split()
    assert "BEGIN:VEVENT" not in office.read("/healthz")
    whole = office.counted()
    machine.run("dondoc", "done", "1", "--on", today().isoformat(), "--document", "12/BC", check=False)
    machine.run("systemctl", "stop", "dondoc")
    said = machine.run("dondoc", "restore", kept, "--yes").stdout
    assert said
    machine.run("systemctl", "start", "dondoc")
    assert "giữ lại" in machine.run("dondoc", "doctor", check=False).stdout
    machine.run("dondoc", "outbox", "release")
    assert office.counted() == whole


def an_end(office: Office, package: Path) -> None:
    """Removed, the data stays and goes on after another installation; purged, nothing stays."""
    machine = office.machine
    whole = office.counted()
    assert "còn nguyên" in machine.run("dpkg", "--remove", "dondoc").stdout
    assert machine.run("stat", "-c", "%U", f"{DATA}/plan.db").stdout.strip() == "dondoc"
    put(office, package)
    until(machine, "Started dondoc.service")
    assert office.is_active()
    assert office.counted() == whole
    assert "Đã xóa" in machine.run("dpkg", "--purge", "dondoc").stdout
    assert not leftovers(machine)
