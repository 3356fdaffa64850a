"""The pages of an office of 200 agencies and 5,000 obligations, over a kept connection, beside the same bytes from memory.

Each page as it is asked for first after a change, and again: seconds of the clock and of the server's processor (other
programs on the machine disturb the second less), its size and its queries beside what was planned for it, and what it
costs when a million obligations are stored.
"""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from dataclasses import dataclass, replace
from functools import partial
from gzip import decompress
from pathlib import Path
from statistics import median
from time import perf_counter
from urllib.parse import urlencode

from sqlalchemy import event
from sqlmodel import col, select
from starlette.testclient import TestClient

from benchmarks.children import Child, child
from benchmarks.figures import Figure
from benchmarks.filling import TODAY
from benchmarks.kept_connection import KeptConnection
from benchmarks.office import checkpoint, folder, morning, opened
from benchmarks.province import fill_province
from benchmarks.serving import site_of
from benchmarks.sizes import Sizes
from plan.audit.log import Act
from plan.clock import system_clock
from plan.models import Obligation
from plan.people import sign_ins, users
from plan.people.roles import UserRole
from plan.people.sign_ins import Browser
from plan.storage.changes import note_act
from plan.storage.database import Database
from web.app import create_app
from web.warm import warm

MAIL = "lan@quangngai.example"
FORM = "application/x-www-form-urlencoded"


@dataclass(frozen=True, slots=True)
class PlannedPage:
    """A page, and what was planned for it: kilobytes of HTML and on the wire, queries, times a bare answer."""

    path: str
    html: int
    wire: int
    queries: int
    cost: int


PAGES = (
    PlannedPage("/", 40, 8, 14, 30),
    PlannedPage("/reports?year=2012", 220, 12, 5, 20),
    PlannedPage("/tasks", 70, 10, 6, 34),
    PlannedPage("/tasks/1", 30, 7, 10, 30),
    PlannedPage("/obligations/2411", 30, 7, 10, 30),
    PlannedPage("/mail", 50, 8, 6, 34),
    PlannedPage("/todo", 50, 8, 14, 30),
)


@dataclass(frozen=True, slots=True)
class SpentOnPage:
    """Seconds of one request: of the clock, and of the server's processor."""

    clock: float
    busy: float


@dataclass(frozen=True, slots=True)
class Served:
    """A site on a database of its own, and a browser in it."""

    file: Path
    cookie: str
    database: Database
    server: Child
    browser: KeptConnection

    def change(self) -> None:
        with self.database.begin() as session:
            note_act(session)

    def spent(self, page: str, rounds: int, before: Callable[[], None] = lambda: None) -> SpentOnPage:
        """The medians of so many requests."""
        self.browser.renew()
        self._get(page)
        taken = []
        for _ in range(rounds):
            before()
            taken.append(self._timed(lambda: self._get(page)))
        return SpentOnPage(median(one.clock for one in taken), median(one.busy for one in taken))

    def _timed(self, work: Callable[[], object]) -> SpentOnPage:
        busy, start = self.server.busy, perf_counter()
        work()
        clock = perf_counter() - start
        return SpentOnPage(clock, self.server.busy - busy)

    def _get(self, page: str) -> None:
        if (status := self.browser.get(page).status) != 200:
            raise RuntimeError(f"{page}: {status}")

    def record(self, rounds: int) -> SpentOnPage:
        """The reports of the last round, one after another, written down on the board."""
        with self.database.read() as session:
            query = select(Obligation.id).where(
                col(Obligation.done_on).is_(None), Obligation.label == LAST_ROUND
            )
            numbers = session.exec(query.order_by(col(Obligation.id)).limit(rounds + 1)).all()
        self.browser.renew()
        taken = [self._timed(partial(self._record, number)) for number in numbers][1:]
        return SpentOnPage(median(one.clock for one in taken), median(one.busy for one in taken))

    def _record(self, number: int) -> None:
        form = {"revision": "0", "on": "04/7/2012", "document": "9/BC-UBND", "back": "/reports?year=2012"}
        answer = self.browser.post(f"/obligations/{number}/done", urlencode(form).encode(), FORM)
        if answer.status != 303:
            raise RuntimeError(f"recording {number}: {answer.status}")


LAST_ROUND = "Báo cáo tháng 12 năm 2012"


def run(sizes: Sizes) -> Iterator[Figure]:
    with folder() as path, ExitStack() as stack:
        office, few, many = (_served(stack, path, n) for n in (5_000, sizes.few, sizes.many))
        for page in PAGES:
            yield from _planned(office, page)
            yield from _times(stack, path, office, page, sizes.pages)
        recorded = office.record(sizes.pages)
        yield Figure("pages", "recorded on the board", "", recorded.clock, "s", "planned", 0.025)
        yield Figure("pages", "recorded on the board, CPU", "", recorded.busy, "s", "planned", 0.025)
        for page in PAGES:
            yield from _growth(page.path, few, many, sizes)


def _served(stack: ExitStack, path: Path, count: int) -> Served:
    file = path / f"{count}.db"
    with opened(file) as database:
        fill_province(database, count)
        checkpoint(database)
    return serve_on(stack, file)


def serve_on(stack: ExitStack, file: Path) -> Served:
    """That database behind a site, and a browser in which somebody is signed in who may act."""
    database = stack.enter_context(opened(file))
    cookie = f"dondoc={_signed_in(database)}"
    server = stack.enter_context(child("-m", "benchmarks.serving", "ours", str(file)))
    headers = {"Cookie": cookie, "Accept-Encoding": "gzip", "Origin": f"http://127.0.0.1:{server.port}"}
    browser = stack.enter_context(closing(KeptConnection(server.port, headers)))
    return Served(file, cookie, database, server, browser)


def _signed_in(database: Database) -> str:
    """The cookie of somebody who may act."""
    now = system_clock()
    act = Act("benchmark", morning(TODAY), TODAY)
    with database.begin() as session:
        found = users.account(session, MAIL)
        number = found.id if found else users.invite(session, act, MAIL, UserRole.OPERATOR, now)[0]
        return sign_ins.open_session(session, number, "password", Browser(), now)


def _planned(office: Served, page: PlannedPage) -> Iterator[Figure]:
    office.browser.renew()
    small = office.browser.get(page.path).body
    first, again = queries_of(office, page.path)
    whole = len(decompress(small))
    yield Figure("pages", f"{page.path}: HTML", "", whole / 1000, "kB", "planned", page.html)
    yield Figure("pages", f"{page.path}: on the wire", "", len(small) / 1000, "kB", "planned", page.wire)
    yield Figure(
        "pages", f"{page.path}: asked, first of a program", "", first, "queries", "planned", page.queries
    )
    yield Figure("pages", f"{page.path}: asked again", "", again, "queries", "planned", page.queries)


def _times(stack: ExitStack, path: Path, office: Served, page: PlannedPage, rounds: int) -> Iterator[Figure]:
    file = path / "bytes"
    file.write_bytes(office.browser.get(page.path).body)
    server = stack.enter_context(child("-m", "benchmarks.serving", "plain", str(file)))
    with closing(KeptConnection(server.port, {})) as connection:
        bare = replace(office, server=server, browser=connection).spent(page.path, rounds)
        again = office.spent(page.path, rounds)
    first = office.spent(page.path, rounds // 2 + 1, office.change)
    yield Figure("pages", f"{page.path}: again", "", again.clock, "s", "the same bytes", bare.clock)
    yield Figure("pages", f"{page.path}: again, CPU", "", again.busy, "s", "the same bytes", bare.busy)
    yield Figure("pages", f"{page.path}: after a change", "", first.clock, "s", "again", again.clock)
    yield Figure("pages", f"{page.path}: after a change, CPU", "", first.busy, "s", "again", again.busy)


def _growth(page: str, few: Served, many: Served, sizes: Sizes) -> Iterator[Figure]:
    size, peer, rounds = f"{sizes.many:,} stored", f"ours, {sizes.few:,}", sizes.pages
    small, large = (one.spent(page, rounds).busy for one in (few, many))
    yield Figure("pages", f"{page}: again: growth", size, large, "s", peer, small)
    small, large = (one.spent(page, rounds, one.change).busy for one in (few, many))
    yield Figure("pages", f"{page}: after a change: growth", size, large, "s", peer, small)


def queries_of(served: Served, page: str) -> tuple[int, int]:
    """How often the database is asked for the first page of a program that has started, and for it again."""
    asked: list[str] = []
    site = site_of(served.file)
    warm(site)  # as the service does

    def note(*given: object) -> None:
        asked.append(str(given[2]))

    with closing(site.database), TestClient(create_app(site), base_url="http://127.0.0.1") as client:
        event.listen(site.database.engine, "before_cursor_execute", note)
        counts = []
        for _ in range(2):
            asked.clear()
            client.get(page, headers={"Cookie": served.cookie}).raise_for_status()
            counts.append(sum(not one.startswith("BEGIN") for one in asked))
    return counts[0], counts[1]
