"""Start-up and memory of `dondoc run` on the example plan, beside uvicorn with a bare application."""

import subprocess
import sys
from collections.abc import Iterator
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from statistics import median
from time import perf_counter, sleep

from benchmarks.children import MAIN, PATIENCE, ROOT, Child, child, environment
from benchmarks.figures import Figure
from benchmarks.office import SIGNED, adopt, folder
from benchmarks.sizes import Sizes

LOADED = """
import sys
from pkgutil import walk_packages
import cli.commands.run, web
for found in walk_packages(web.__path__, "web."):
    __import__(found.name)
ours = {"plan", "notifications", "scheduler", "web", "cli", "templates"}
print(*(name for name in sys.modules if name.partition(".")[0] not in ours and not name.startswith("_")))
"""


def run(sizes: Sizes) -> Iterator[Figure]:
    with folder() as path:
        adopt(path / "plan.db")
        (path / "body").write_bytes(b"ok")
        # The day of signing was a Sunday: the daemon ticks, and writes nothing.
        clock = ("--as-of", SIGNED.isoformat(), "--db", f"sqlite:///{path}/plan.db")
        arguments = ("-c", MAIN, *clock, "run", "--port", "0")
        (path / "modules").write_text(_others_modules())
        ours, theirs, laden = [], [], []
        for _ in range(sizes.rounds):
            ours.append(_started(path, *arguments))
            theirs.append(_started(None, "-m", "benchmarks.serving", "bare", str(path / "body")))
            laden.append(_started(None, "-m", "benchmarks.serving", "laden", str(path / "modules")))
    (start, memory), (bare_start, bare_memory) = _middle(ours), _middle(theirs)
    laden_start, laden_memory = _middle(laden)
    same = "the same imports, bare"
    yield Figure("daemon", "start until /healthz says ok", "example", start, "s", same, laden_start)
    yield Figure("daemon", "resident memory then", "example", memory, "MiB", same, laden_memory)
    peer = "bare uvicorn + Starlette"
    yield Figure("daemon", "start until /healthz says ok", "example", start, "s", peer, bare_start)
    yield Figure("daemon", "resident memory then", "example", memory, "MiB", peer, bare_memory)


def _others_modules() -> str:
    """What the service has loaded of other people's, by the names that it would be imported by."""
    found = subprocess.run(
        [sys.executable, "-c", LOADED],
        cwd=ROOT,
        env=environment(),
        capture_output=True,
        text=True,
        check=True,
    )
    return found.stdout


def _started(cwd: Path | None, *arguments: str) -> tuple[float, float]:
    """Seconds until it says that it is well, and its memory then."""
    start = perf_counter()
    with child(*arguments, **({"cwd": cwd} if cwd else {})) as server:
        while not _is_well(server):
            if perf_counter() - start > PATIENCE:
                raise RuntimeError("the server does not get well")
            sleep(0.005)
        return perf_counter() - start, server.memory


def _is_well(server: Child) -> bool:
    connection = HTTPConnection("127.0.0.1", server.port, timeout=5)
    try:
        connection.request("GET", "/healthz")
        return connection.getresponse().status == 200
    except (OSError, HTTPException):
        return False
    finally:
        connection.close()


def _middle(taken: list[tuple[float, float]]) -> tuple[float, float]:
    starts, memories = zip(*taken, strict=True)
    return median(starts), median(memories)
