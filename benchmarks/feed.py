"""A calendar feed over real HTTP: built, unchanged, and not modified; beside the same bytes from memory."""

from collections.abc import Callable, Iterator
from contextlib import closing
from http.client import HTTPConnection
from pathlib import Path

from icalendar import Calendar

from benchmarks.children import Child, child
from benchmarks.figures import Figure
from benchmarks.filling import TODAY, fill
from benchmarks.office import checkpoint, folder, morning, opened
from benchmarks.sizes import Sizes
from benchmarks.timing import medians
from plan.audit.log import Act
from plan.storage.changes import note_change
from plan.storage.database import Database
from plan.subscriptions import feeds

AGENCIES = 10  # the feed of one of them is a tenth of the feed of all


class Client:
    """One connection that is kept open, as a proxy in front of the program keeps it."""

    def __init__(self, server: Child, path: str) -> None:
        self.path = path
        self._connection = HTTPConnection("127.0.0.1", server.port, timeout=30)
        _, self.etag, self.body = self._ask({})

    def close(self) -> None:
        self._connection.close()

    def whole(self) -> None:
        self._expect(200, {})

    def unchanged(self) -> None:
        self._expect(304, {"If-None-Match": self.etag})

    def _expect(self, status: int, headers: dict[str, str]) -> None:
        got, *_ = self._ask(headers)
        if got != status:
            raise RuntimeError(f"{self.path}: {got} instead of {status}")

    def _ask(self, headers: dict[str, str]) -> tuple[int, str, bytes]:
        self._connection.request("GET", self.path, headers=headers)
        answer = self._connection.getresponse()
        return answer.status, answer.headers.get("ETag", ""), answer.read()


def run(sizes: Sizes) -> Iterator[Figure]:
    with folder() as path, opened(path / "plan.db") as database:
        secrets = _furnish(database, sizes.events)
        with (
            child("-m", "benchmarks.serving", "ours", str(path / "plan.db")) as server,
            closing(Client(server, secrets[0])) as every,
            closing(Client(server, secrets[1])) as one,
        ):
            yield from _building(database, every, one, sizes)
            yield from _asking(path, every, sizes)


def _furnish(database: Database, events: int) -> tuple[str, str]:
    """The addresses of two feeds: of everything, and of one agency."""
    fill(database, AGENCIES, events // AGENCIES)
    with database.begin() as session:
        act = Act("benchmark", morning(TODAY), TODAY)
        secrets = [feeds.add(session, act, agency)[1] for agency in (None, "so-001")]
    checkpoint(database)
    return f"/feeds/{secrets[0]}.ics", f"/feeds/{secrets[1]}.ics"


def _building(database: Database, every: Client, one: Client, sizes: Sizes) -> Iterator[Figure]:
    """Each first request after a change builds; the change is off the clock."""

    def change() -> None:
        with database.begin() as session:
            note_change(session)

    events = Calendar.from_ical(every.body)
    ready: Callable[[], object] = events.to_ical
    build, small, bare = medians(sizes.rounds, every.whole, one.whole, ready, between=change)
    size, few = f"{sizes.events:,} events", sizes.events // AGENCIES
    yield Figure("feed", "first build", size, build, "s", "icalendar writes them", bare)
    yield Figure(
        "feed", "one event built", size, build / sizes.events, "s", f"ours, {few:,} events", small / few
    )


def _asking(path: Path, every: Client, sizes: Sizes) -> Iterator[Figure]:
    (path / "body.ics").write_bytes(every.body)
    with (
        child("-m", "benchmarks.serving", "bare", str(path / "body.ics")) as server,
        closing(Client(server, "/body.ics")) as bare,
    ):
        rounds = sizes.rounds * 40
        whole, peers = medians(rounds, every.whole, bare.whole)
        unchanged, peer = medians(rounds, every.unchanged, bare.unchanged)
    size = f"{len(every.body) // 1024:,} KiB"
    yield Figure("feed", "unchanged, 200", size, 1 / whole, "/s", "bare Starlette", 1 / peers)
    yield Figure("feed", "If-None-Match, 304", size, 1 / unchanged, "/s", "bare Starlette", 1 / peer)
