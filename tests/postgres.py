"""A real PostgreSQL for tests that need one: its own cluster in a temporary folder, gone afterwards."""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

PLACES = [Path(f"/usr/lib/postgresql/{version}/bin") for version in (18, 17, 16, 15, 14)]


def _binaries() -> Path:
    found = next((place for place in PLACES if (place / "initdb").exists()), None)
    if found is None:
        pytest.skip("PostgreSQL is not installed (apt-get install postgresql): this test did NOT run")
    return found


def _as_nobody() -> dict[str, object]:
    """initdb refuses root."""
    if os.geteuid() != 0:
        return {}
    user = pwd.getpwnam("postgres")
    return {"user": user.pw_uid, "group": user.pw_gid}


@pytest.fixture
def postgres_url() -> Iterator[str]:
    """The address of an empty database."""
    binaries, extra = _binaries(), _as_nobody()
    folder = Path(tempfile.mkdtemp(prefix="dondoc-pg-"))
    if extra:
        os.chown(folder, int(str(extra["user"])), int(str(extra["group"])))

    def run(*command: str) -> None:
        subprocess.run(command, check=True, capture_output=True, cwd=folder, **extra)  # type: ignore[call-overload]  # user and group

    data = folder / "data"
    try:
        run(
            str(binaries / "initdb"),
            "-D",
            str(data),
            "-A",
            "trust",
            "-U",
            "dondoc",
            "-E",
            "UTF8",
            "--no-sync",
        )
        options = f"-c listen_addresses='' -c unix_socket_directories={folder} -c fsync=off"
        run(
            str(binaries / "pg_ctl"), "-D", str(data), "-w", "-l", str(folder / "log"), "-o", options, "start"
        )
        try:
            yield f"postgresql+psycopg://dondoc@/postgres?host={folder}"
        finally:
            run(str(binaries / "pg_ctl"), "-D", str(data), "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)
