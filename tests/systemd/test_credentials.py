"""testmail and doctor where the password is in a credential that systemd gives to the service alone."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.servers import auth_smtp
from tests.servers.machine import Machine

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]
SETTINGS = '[mail]\nhost = "127.0.0.1"\nport = 2525\nusername = "dondoc"\nsender = "dondoc@tinh.example"\n'


@pytest.fixture
def asked(machine: Machine, tmp_path: Path) -> Iterator[Path]:
    """What was asked of a mail server inside."""
    log = tmp_path / "asked"
    server = machine.start_inside(
        2525, sys.executable, auth_smtp.__file__, "2525", "dondoc", "correct horse", str(log)
    )
    machine.write("/etc/dondoc/dondoc.toml", SETTINGS)
    machine.write("/etc/dondoc/mail__password", "correct horse\n", "0600")
    yield log
    server.terminate()
    server.wait(20)


def test_the_command_that_is_named_works(machine: Machine, asked: Path) -> None:
    ran = machine.dondoc("testmail", "ai-do@tinh.example", check=False)
    assert ran.returncode == 1
    named = ran.stderr.strip().partition("hãy chạy: sudo ")[2].partition(" (")[0]
    assert named == "/opt/dondoc/.venv/bin/dondoc testmail ai-do@tinh.example"
    doctor = machine.dondoc("doctor", check=False).stdout
    assert "535" not in doctor
    assert "535" not in asked.read_text(encoding="utf-8")
    sent = machine.run("sh", "-c", named)
    assert "đã nhận thư gửi ai-do@tinh.example" in sent.stdout
    assert "TAKEN" in asked.read_text(encoding="utf-8")


def test_the_example_does_not_go_where_the_real_plan_is(machine: Machine) -> None:
    machine.write("/etc/dondoc/dondoc.toml", '[database]\nurl = "sqlite:////var/lib/dondoc/plan.db"\n')
    ran = machine.dondoc("demo", "--no-serve", check=False)
    assert (ran.returncode, "dondoc demo --db sqlite:////tmp/chay-thu.db" in ran.stderr) == (1, True), (
        ran.stderr
    )
