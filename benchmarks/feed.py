"""A calendar feed by a raw socket that is kept open: built, unchanged, and not modified; beside the same bytes from memory."""

from collections.abc import Callable, Iterator
from contextlib import closing
from gzip import decompress
from pathlib import Path
from statistics import median
from time import process_time

from icalendar import Calendar

from benchmarks.children import Child, child
from benchmarks.figures import Figure
from benchmarks.filling import TODAY, fill
from benchmarks.kept_connection import KeptConnection
from benchmarks.office import checkpoint, folder, morning, opened
from benchmarks.sizes import Sizes
from benchmarks.timing import seconds
from plan.audit.log import Act
from plan.storage.changes import note_change
from plan.storage.database import Database
from plan.subscriptions import feeds

AGENCIES = 10  # the feed of one of them is a tenth of the feed of all
BURST = 200  # requests a round: one is below what a clock of the processor tells
SQUEEZED = {"Accept": "*/*", "Accept-Encoding": "gzip"}  # as phones ask


class Subscriber:
    """A calendar program that asks again and again over one connection, with or without what it has."""

    def __init__(self, server: Child, path: str) -> None:
        self._server, self._path = server, path
        self._whole = KeptConnection(server.port, SQUEEZED)
        first = self._whole.get(path)
        self._tag = first.head_of("etag")
        self.size = len(first.body)
        self._known = KeptConnection(server.port, SQUEEZED | {"If-None-Match": self._tag})
        for _ in range(3):  # noted down, and kept, before anything is measured
            self.unchanged()

    def close(self) -> None:
        self._whole.close()
        self._known.close()

    def whole(self, times: int = 1) -> None:
        self._expect(self._whole, 200, times)

    def unchanged(self, times: int = 1) -> None:
        self._expect(self._known, 304, times)

    def first(self) -> float:
        """The server's seconds of processor for one answer."""
        before = self._server.busy
        self.whole()
        return self._server.busy - before

    def plain(self) -> bytes:
        return decompress(self.squeezed())

    def squeezed(self) -> bytes:
        return self._whole.get(self._path).body

    def spent(self, work: Callable[[int], None]) -> tuple[float, float]:
        """Seconds of the clock and of the server's processor, a request."""
        for connection in (self._whole, self._known):
            connection.renew()  # while the other side was asked, the server may have closed it
        work(1)
        before = self._server.busy
        passed = seconds(lambda: work(BURST))
        return passed / BURST, (self._server.busy - before) / BURST

    def _expect(self, connection: KeptConnection, status: int, times: int) -> None:
        for _ in range(times):
            if (got := connection.get(self._path).status) != status:
                raise RuntimeError(f"{self._path}: {got} instead of {status}")


def run(sizes: Sizes) -> Iterator[Figure]:
    with folder() as path, opened(path / "plan.db") as database:
        secrets = _furnish(database, sizes.events)
        with (
            child("-m", "benchmarks.serving", "ours", str(path / "plan.db")) as server,
            closing(Subscriber(server, secrets[0])) as every,
            closing(Subscriber(server, secrets[1])) as one,
        ):
            yield from _building(database, every, one, sizes)
            yield from _asking(path, server, secrets, sizes)


def _furnish(database: Database, events: int) -> tuple[str, str]:
    """The addresses of two feeds: of everything, and of one agency."""
    fill(database, AGENCIES, events // AGENCIES)
    with database.begin() as session:
        act = Act("benchmark", morning(TODAY), TODAY)
        secrets = [feeds.add(session, act, agency)[1] for agency in (None, "so-001")]
    checkpoint(database)
    return f"/feeds/{secrets[0]}.ics", f"/feeds/{secrets[1]}.ics"


def _building(database: Database, every: Subscriber, one: Subscriber, sizes: Sizes) -> Iterator[Figure]:
    """Each first request after a change that says nothing new to its reader; the change is off the clock."""
    taken: list[tuple[float, float]] = []
    for _ in range(sizes.rounds):
        spent = []
        for reader in (every, one):
            with database.begin() as session:
                note_change(session)
            spent.append(reader.first())
        taken.append((spent[0], spent[1]))
    whole, tenth = (median(times) for times in zip(*taken, strict=True))
    few = sizes.events // AGENCIES
    written = Calendar.from_ical(every.plain()).to_ical
    start = process_time()
    written()
    bare = process_time() - start
    size = f"{sizes.events:,} events"
    yield Figure(
        "feed", "looked through after a change, CPU", size, whole, "s", "icalendar writes them", bare
    )
    yield Figure(
        "feed", "an event of it", size, whole / sizes.events, "s", f"ours, {few:,} events", tenth / few
    )


def _asking(path: Path, server: Child, secrets: tuple[str, str], sizes: Sizes) -> Iterator[Figure]:
    for address, events in zip(secrets, (sizes.events, sizes.events // AGENCIES), strict=True):
        yield from _against_bare(path, server, address, events, sizes)


def _against_bare(path: Path, server: Child, address: str, events: int, sizes: Sizes) -> Iterator[Figure]:
    """The same octets from memory by a bare Starlette under the same uvicorn, with a 304 of its own."""
    with closing(Subscriber(server, address)) as ours:
        (path / "body.ics").write_bytes(ours.squeezed())
        with (
            child("-m", "benchmarks.serving", "bare", str(path / "body.ics")) as bare,
            closing(Subscriber(bare, "/body.ics")) as peer,
        ):
            size = f"{events:,} events, gzip {ours.size // 1024:,} KiB"
            for what, works in (
                ("unchanged, 200", (ours.whole, peer.whole)),
                ("If-None-Match, 304", (ours.unchanged, peer.unchanged)),
            ):
                mine, theirs = _turns(sizes.rounds, (ours, works[0]), (peer, works[1]))
                yield Figure("feed", what, size, 1 / mine[0], "/s", "bare Starlette", 1 / theirs[0])
                yield Figure("feed", f"{what}: CPU", size, mine[1], "s", "bare Starlette", theirs[1])


def _turns(
    rounds: int, *sides: tuple[Subscriber, Callable[[int], None]]
) -> tuple[tuple[float, float], tuple[float, float]]:
    """The median seconds of clock and processor of both, who take turns."""
    taken = [[reader.spent(work) for reader, work in sides] for _ in range(rounds + 1)][1:]
    found = []
    for turn in range(2):
        clock, busy = zip(*(one[turn] for one in taken), strict=True)
        found.append((median(clock), median(busy)))
    return found[0], found[1]
