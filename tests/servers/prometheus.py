"""Prometheus' own tool, which reads metrics and alerts: installed, or unpacked by .ci/prepare."""

import os
import subprocess
from pathlib import Path
from shutil import which

from tests.servers.missing import missing

UNPACKED = (
    Path(os.environ.get("DONDOC_TEST_ROOTS", "/var/cache/dondoc-tests")) / "prometheus/usr/bin/promtool"
)


def promtool(*arguments: str, given: str | bytes = "") -> str:
    """What it says of what it reads; fails with its own words if it finds fault."""
    program = which("promtool") or (str(UNPACKED) if UNPACKED.exists() else None)
    if program is None:
        missing("promtool (Debian: prometheus)")
    given = given.encode() if isinstance(given, str) else given
    ran = subprocess.run([program, *arguments], check=False, input=given, capture_output=True, timeout=60)
    said = (ran.stdout + ran.stderr).decode()
    assert ran.returncode == 0, said
    return said
