"""Start-up and memory of `dondoc run` on the example plan, beside uvicorn with a bare application."""

from collections.abc import Iterator
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from statistics import median
from time import perf_counter, sleep

from benchmarks.children import MAIN, PATIENCE, Child, child
from benchmarks.figures import Figure
from benchmarks.office import SIGNED, adopt, folder
from benchmarks.sizes import Sizes


def run(sizes: Sizes) -> Iterator[Figure]:
    with folder() as path:
        adopt(path / "plan.db")
        (path / "body").write_bytes(b"ok")
        # The day of signing was a Sunday: the daemon ticks, and writes nothing.
        clock = ("--as-of", SIGNED.isoformat(), "--db", f"sqlite:///{path}/plan.db")
        arguments = ("-c", MAIN, *clock, "run", "--port", "0")
        ours, theirs = [], []
        for _ in range(sizes.rounds):
            ours.append(_started(path, *arguments))
            theirs.append(_started(None, "-m", "benchmarks.serving", "bare", str(path / "body")))
    (start, memory), (bare_start, bare_memory) = _middle(ours), _middle(theirs)
    peer = "bare uvicorn + Starlette"
    yield Figure("daemon", "start until /healthz says ok", "example", start, "s", peer, bare_start)
    yield Figure("daemon", "resident memory then", "example", memory, "MiB", peer, bare_memory)


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
