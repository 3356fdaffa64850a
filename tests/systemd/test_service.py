"""The shipped unit under a real systemd: reloads, wrong policies, busy ports, hang-ups."""

import json
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.conftest import small_plan
from tests.servers.machine import Machine, until

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]
POLICY = "/etc/dondoc/policy.toml"
SHIPPED = "/opt/dondoc/scheduler/data/policy.toml"
SETTINGS = f'[database]\nurl = "sqlite:////var/lib/dondoc/plan.db"\n[policy]\nfile = "{POLICY}"\n'
HEALTH = "import urllib.request as r, urllib.error as e\ntry: print(r.urlopen('http://127.0.0.1:8080/healthz').read().decode())\nexcept e.HTTPError as x: print(x.read().decode())"


@pytest.fixture
def service(machine: Machine) -> Iterator[Machine]:
    """The service with a policy file of its own, started; its journal begins anew."""
    machine.write("/etc/dondoc/dondoc.toml", SETTINGS)
    machine.run("cp", SHIPPED, POLICY)
    machine.run("chmod", "0644", POLICY)
    machine.run("journalctl", "--rotate", "--vacuum-time=1s")
    machine.run("systemctl", "start", "dondoc")
    yield machine
    machine.run("systemctl", "stop", "dondoc")
    machine.run("systemctl", "reset-failed", "dondoc", check=False)


def health(machine: Machine) -> list[str]:
    said = machine.run("/opt/dondoc/.venv/bin/python", "-c", HEALTH).stdout
    return list(json.loads(said)["reasons"])


def test_a_wrong_policy_fails_the_reload_and_not_the_service(service: Machine) -> None:
    first = service.run("systemctl", "reload", "dondoc", check=False)
    assert first.returncode == 0, service.journal()
    service.write(POLICY, "[office]\nopens = 25\n")
    failed = service.run("systemctl", "reload", "dondoc", check=False)
    assert failed.returncode != 0, service.journal()
    assert service.show("ActiveState") == "active"
    said = until(service, "the policy stays as it was")
    assert f"dondoc: {POLICY}: " in said, "the reload itself says what is wrong"
    wrong = "the policy file is wrong; the last good one is in force"
    assert wrong in health(service)

    service.run("systemctl", "restart", "dondoc")
    until(service, "the policy file is wrong, the last good one goes on")
    assert service.show("ActiveState") == "active"
    assert wrong in health(service)

    service.run("cp", SHIPPED, POLICY)
    assert service.run("systemctl", "reload", "dondoc").returncode == 0
    assert wrong not in health(service)


def test_hang_ups_do_not_restart_it(service: Machine) -> None:
    before = service.show("MainPID")
    for _ in range(20):
        service.run("systemctl", "kill", "--signal=HUP", "--kill-who=main", "dondoc")
    until(service, "the policy was read again")
    assert (service.show("MainPID"), service.show("NRestarts")) == (before, "0")


def test_a_busy_port_does_not_stop_the_service(service: Machine) -> None:
    service.run("systemctl", "stop", "dondoc")
    other = service.start_inside(8080, "python3", "-m", "http.server", "--bind", "127.0.0.1", "8080")
    try:
        service.run("systemctl", "start", "dondoc")
        until(service, "không mở được 127.0.0.1:8080")
        assert service.show("ActiveState") == "active"
        assert "thư vẫn đi" in service.show("StatusText")
    finally:
        other.terminate()
        other.wait(20)
    for _ in range(400):  # tried again every fifteen seconds
        if service.show("StatusText") == "đang chạy tại http://127.0.0.1:8080":
            break
        time.sleep(0.1)
    else:
        raise AssertionError(service.journal())
    assert service.show("NRestarts") == "0"


LONG_AGO = "import sqlite3; c = sqlite3.connect('/var/lib/dondoc/plan.db'); c.execute(\"INSERT OR REPLACE INTO fact VALUES ('ticked', '{}')\"); c.commit()"


def test_a_wait_for_the_clock_is_no_hang(service: Machine) -> None:
    """The tick of 2020 is the last that is known: years later a person has to trust the clock."""
    python = ("runuser", "-u", "dondoc", "--", "/opt/dondoc/.venv/bin/python", "-c")
    service.run("systemctl", "stop", "dondoc")
    before = service.run(*python, LONG_AGO.format("2020-01-01T00:00:00+00:00"))
    assert before.returncode == 0
    service.write("/etc/systemd/system/dondoc.service.d/watchdog.conf", "[Service]\nWatchdogSec=6s\n")
    service.run("systemctl", "daemon-reload")
    try:
        service.run("systemctl", "start", "dondoc")
        until(service, "ahead of all that is known")
        time.sleep(15)
        assert (service.show("ActiveState"), service.show("NRestarts")) == ("active", "0")
        assert any("sending is held: clock" in reason for reason in health(service))
        service.dondoc("clock", "--trust")
        assert not any("sending is held" in reason for reason in health(service))
    finally:
        service.run("rm", "-r", "/etc/systemd/system/dondoc.service.d")
        service.run("systemctl", "daemon-reload")


def test_the_backup_unit_makes_one_that_its_owner_alone_reads(service: Machine, tmp_path: Path) -> None:
    ahead = small_plan(
        tmp_path, ("Báo cáo", "Sở Tài chính", "Năm 2099"), years="2026-2099"
    )  # nothing is late
    service.write("/var/lib/dondoc/plan.html", ahead.read_text(encoding="utf-8"))
    service.dondoc("import", "/var/lib/dondoc/plan.html", check=False)
    made = service.run("systemctl", "start", "dondoc-backup", check=False)
    assert made.returncode == 0, service.journal("dondoc-backup")
    listed = service.run("stat", "--format=%a %U", "--", *_backups(service)).stdout.split()
    assert listed == ["600", "dondoc"]
    assert service.show("ActiveState") == "active"


def _backups(machine: Machine) -> list[str]:
    return machine.run("find", "/var/lib/dondoc/backups", "-name", "plan-*.db").stdout.split()


def test_lines_of_the_journal_have_their_priority(service: Machine) -> None:
    service.write(POLICY, "[office")
    service.run("systemctl", "reload", "dondoc", check=False)
    until(service, "the policy stays as it was")
    errors = service.journal("dondoc", "--priority=err")
    assert "the policy stays as it was" in errors
    assert "dondoc: " in errors
    assert "đang chạy tại" not in errors
    assert "INFO" not in errors
