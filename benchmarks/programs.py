"""A list of a hundred obligations as a program asks for it, over a kept connection by raw sockets, beside the same bytes from memory.

First after a change, again, and with the tag of what the program has; the last as often as one that asks every minute.
"""

from collections.abc import Iterator
from contextlib import ExitStack, closing
from dataclasses import dataclass
from datetime import timedelta
from statistics import median

from benchmarks.children import Child, child
from benchmarks.figures import Figure
from benchmarks.filling import TODAY
from benchmarks.kept_connection import KeptConnection
from benchmarks.office import checkpoint, folder, morning, opened
from benchmarks.province import fill_province
from benchmarks.sizes import Sizes
from benchmarks.timing import seconds
from plan.audit.log import Act
from plan.clock import system_clock
from plan.people import tokens
from plan.people.token_scopes import Scope
from plan.people.tokens import TokenWish
from plan.storage.changes import note_act
from plan.storage.database import Database

LIST = "/api/v1/obligations?limit=100"
BURST = 100  # requests a round: one is below what a clock of the processor tells
SIZE = "100 of 5,000"


@dataclass(frozen=True, slots=True)
class Asking:
    """A program that asks one server again and again, with or without the tag of what it has."""

    server: Child
    connection: KeptConnection
    status: int

    def ask(self, times: int = BURST) -> None:
        for _ in range(times):
            if (got := self.connection.get(LIST).status) != self.status:
                raise RuntimeError(f"{LIST}: {got} instead of {self.status}")

    def spent(self, times: int = BURST) -> tuple[float, float]:
        """Seconds of the clock and of the server's processor, a request."""
        before = self.server.busy
        passed = seconds(lambda: self.ask(times))
        return passed / times, (self.server.busy - before) / times


def run(sizes: Sizes) -> Iterator[Figure]:
    with folder() as path, opened(path / "plan.db") as database, ExitStack() as stack:
        fill_province(database)
        made = _tokens(database, sizes.rounds + 2)
        checkpoint(database)
        ours = stack.enter_context(child("-m", "benchmarks.serving", "ours", str(path / "plan.db")))
        (path / "body.json").write_bytes(_body(ours, made[0]))
        bare = stack.enter_context(child("-m", "benchmarks.serving", "bare", str(path / "body.json")))
        yield from _after_changes(database, ours, bare, made[0], sizes.rounds)
        for what, knows in (("again, 200", False), ("If-None-Match, 304", True)):
            yield from _against_bare(what, ours, bare, made[1:], knows=knows)


def _tokens(database: Database, count: int) -> list[str]:
    """One token a round: none of them comes to the end of what it may ask in a minute."""
    now = system_clock()
    wishes = [TokenWish(f"bench-{n}", (Scope.READ,), (now + timedelta(days=9)).date()) for n in range(count)]
    with database.begin() as session:
        act = Act("benchmark", morning(TODAY), TODAY)
        return [tokens.make(session, act, wish, now, now.date()) for wish in wishes]


def _body(ours: Child, token: str) -> bytes:
    with closing(KeptConnection(ours.port, _headers(token))) as connection:
        return connection.get(LIST).body


def _headers(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}", "Accept": "application/json", "Accept-Encoding": "gzip"}


def _opened(stack: ExitStack, server: Child, token: str, *, knows: bool) -> Asking:
    """Asked a few times before anything is measured: that a token was used today is written down, and all is kept."""
    headers = _headers(token)
    with closing(KeptConnection(server.port, headers)) as first:
        tags = [first.get(LIST).head_of("etag") for _ in range(3)]
    more = {"If-None-Match": tags[-1]} if knows else {}
    connection = stack.enter_context(closing(KeptConnection(server.port, headers | more)))
    asking = Asking(server, connection, 304 if knows else 200)
    asking.ask(2)
    return asking


def _against_bare(what: str, ours: Child, bare: Child, made: list[str], *, knows: bool) -> Iterator[Figure]:
    """Both in turn, the first turn off the clock."""
    taken = []
    for token in made:
        with ExitStack() as stack:
            sides = [_opened(stack, server, token, knows=knows) for server in (ours, bare)]
            taken.append([side.spent() for side in sides])
    mine, theirs = (_medians([turn[side] for turn in taken[1:]]) for side in (0, 1))
    yield from _figures(what, mine, theirs)


def _after_changes(database: Database, ours: Child, bare: Child, token: str, rounds: int) -> Iterator[Figure]:
    """Made anew each time; the change itself is off the clock."""
    with ExitStack() as stack:
        mine, theirs = (_opened(stack, server, token, knows=False) for server in (ours, bare))
        taken: list[tuple[float, float]] = []
        for _ in range(5 * rounds):
            _change(database)
            taken.append(mine.spent(1))
        yield from _figures("after a change, 200", _medians(taken), theirs.spent())


def _change(database: Database) -> None:
    with database.begin() as session:
        note_act(session)


def _medians(taken: list[tuple[float, float]]) -> tuple[float, float]:
    clock, busy = zip(*taken, strict=True)
    return median(clock), median(busy)


def _figures(what: str, mine: tuple[float, float], theirs: tuple[float, float]) -> Iterator[Figure]:
    yield Figure("api", what, SIZE, mine[0], "s", "bare Starlette", theirs[0])
    yield Figure("api", f"{what}: CPU", SIZE, mine[1], "s", "bare Starlette", theirs[1])
