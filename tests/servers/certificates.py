"""Self-made certificates for the loopback address, for tests alone."""

import subprocess
from pathlib import Path

WORDS = "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -addext subjectAltName=IP:127.0.0.1"


def make(folder: Path, *names: str, days_ago: int = 0) -> None:
    """`NAME.pem` and `NAME.key` in the folder, each vouching for itself for two days; `faketime` makes old ones."""
    before = ["faketime", "--exclude-monotonic", "-f", f"-{days_ago}d"] if days_ago else []
    for name in names:
        files = ["-keyout", str(folder / f"{name}.key"), "-out", str(folder / f"{name}.pem")]
        command = [*before, "openssl", *WORDS.split(), "-subj", f"/CN={name}", *files]
        subprocess.run(command, check=True, capture_output=True)
