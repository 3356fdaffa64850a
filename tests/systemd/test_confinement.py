"""What the service could read, write and do if somebody broke into it: tried from inside the shipped unit."""

import json

import pytest

from tests.servers.machine import Machine

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]
DROP_IN = """[Service]
Type=oneshot
ExecStart=
ExecStart=/opt/dondoc/.venv/bin/python -P /var/lib/probe.py
ExecReload=
Restart=no
WatchdogSec=0
"""
PROBE = r"""
import ctypes, json, mmap, os, signal, socket, time

def tried(act):
    # In a child: a call that the filter knows is the end of whoever makes it.
    child = os.fork()
    if child == 0:
        try:
            act()
        except BaseException:
            os._exit(1)
        os._exit(0)
    return {0: "done", 256: "refused"}.get(os.waitpid(child, 0)[1], "killed")

def writes(path):
    with open(path, "w") as file:
        file.write("x")

def reads(path):
    os.listdir(path) if os.path.isdir(path) else open(path, "rb").read(1)

def listed(path):
    if not os.listdir(path):
        raise FileNotFoundError(path)

def special():
    open("/var/lib/dondoc/tool", "w").close()
    os.chmod("/var/lib/dondoc/tool", 0o4755)

libc = ctypes.CDLL(None, use_errno=True)
def call(name, *arguments):
    if getattr(libc, name)(*arguments) != 0:
        raise PermissionError(ctypes.get_errno(), name)

print(json.dumps({
    "write": {p: tried(lambda: writes(p)) for p in (
        "/var/lib/dondoc/written", "/tmp/written", "/etc/dondoc/written", "/etc/dondoc/dondoc.toml", "/opt/dondoc/written",
        "/usr/written", "/var/written", "/var/lib/written", "/home/written", "/root/written", "/run/written", "/boot/written",
        "/etc/systemd/system/written.service", "/proc/sys/kernel/hostname", "/sys/fs/cgroup/written", "/dev/kmsg")},
    "read": {p: tried(lambda: reads(p)) for p in (
        "/etc/dondoc/dondoc.toml", os.environ["CREDENTIALS_DIRECTORY"] + "/mail__password", "/opt/dondoc/plan",
        "/etc/dondoc/mail__password", "/etc/shadow", "/root", "/dev/kmsg", "/dev/mem", "/proc/kcore", "/proc/1/environ", "/proc/kallsyms")},
    "see": {"homes": tried(lambda: listed("/home")), "others": tried(lambda: reads("/proc/1/cmdline"))},
    "do": {
        "become root": tried(lambda: os.setuid(0)),
        "make a file of root's power": tried(special),
        "open a raw socket": tried(lambda: socket.socket(socket.AF_INET, socket.SOCK_RAW, 1)),
        "listen to the wire": tried(lambda: socket.socket(socket.AF_PACKET, socket.SOCK_RAW)),
        "speak to the kernel": tried(lambda: socket.socket(socket.AF_NETLINK, socket.SOCK_RAW)),
        "write code and run it": tried(lambda: mmap.mmap(-1, 4096, prot=mmap.PROT_WRITE | mmap.PROT_EXEC)),
        "set the clock": tried(lambda: time.clock_settime(time.CLOCK_REALTIME, 0)),
        "end the first process": tried(lambda: os.kill(1, signal.SIGTERM)),
        "go before others": tried(lambda: os.sched_setscheduler(0, os.SCHED_FIFO, os.sched_param(1))),
        "mount": tried(lambda: call("mount", b"none", b"/tmp", b"tmpfs", 0, None)),
        "leave its names": tried(lambda: call("unshare", 0x10000000)),
        "look into another": tried(lambda: call("ptrace", 16, 1, 0, 0)),
    },
}))
"""  # fmt: skip
OWN = {"/var/lib/dondoc/written", "/tmp/written"}


def done(tried: dict[str, str]) -> set[str]:
    return {what for what, outcome in tried.items() if outcome == "done"}


@pytest.fixture(scope="module")
def found(machine: Machine) -> dict[str, dict[str, str]]:
    """What the probe says that it could do, in the unit's place."""
    machine.write("/var/lib/probe.py", PROBE)
    machine.write("/etc/dondoc/mail__password", "bí mật", "0600")
    machine.write("/etc/systemd/system/dondoc.service.d/probe.conf", DROP_IN)
    machine.run("systemctl", "daemon-reload")
    try:
        machine.run("systemctl", "start", "dondoc")
        said = machine.journal()
    finally:
        machine.run("rm", "-r", "/etc/systemd/system/dondoc.service.d")
        machine.run("systemctl", "daemon-reload")
        machine.run("systemctl", "reset-failed", "dondoc", check=False)
    (line,) = [line for line in said.splitlines() if line.startswith('{"write"')]
    return dict(json.loads(line))


def test_it_writes_its_own_folder_alone(machine: Machine, found: dict[str, dict[str, str]]) -> None:
    assert done(found["write"]) == OWN
    seen = machine.run("ls", "/tmp", "/var/lib/dondoc").stdout.split()
    assert seen.count("written") == 1, "its /tmp is nobody else's"
    assert machine.run("stat", "--format=%a", "/var/lib/dondoc/written").stdout.strip() == "640"


def test_it_reads_its_settings_and_its_program(found: dict[str, dict[str, str]]) -> None:
    could = done(found["read"])
    assert {path for path in could if not path.endswith("/mail__password")} == {
        "/etc/dondoc/dondoc.toml",
        "/opt/dondoc/plan",
    }
    assert [path.startswith("/run/credentials/") for path in could if path.endswith("/mail__password")] == [
        True
    ]
    assert done(found["see"]) == set()


def test_it_gains_no_power(found: dict[str, dict[str, str]]) -> None:
    assert done(found["do"]) == set()
