"""Self-made certificates for the loopback address, for tests alone."""

import subprocess
from pathlib import Path

WORDS = "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -addext subjectAltName=IP:127.0.0.1"


def make(folder: Path, *names: str) -> None:
    """`NAME.pem` and `NAME.key` in the folder, each vouching for itself."""
    for name in names:
        files = ["-keyout", str(folder / f"{name}.key"), "-out", str(folder / f"{name}.pem")]
        command = ["openssl", *WORDS.split(), "-subj", f"/CN={name}", *files]
        subprocess.run(command, check=True, capture_output=True)
