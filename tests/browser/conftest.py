"""Debian's Chromium before a real service: real SQLite, a clock set by hand, at a name that passkeys can be bound to."""

import os
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from plan.storage.database import Database
from tests.servers.missing import needs
from tests.web.conftest import Office
from web.app import create_app
from web.server import WebServer, bind

CHROMIUM = "/usr/bin/chromium"
Visit = Callable[..., Page]


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """One for all tests of a module, and gone after them: while it is there an event loop runs in this thread, and
    nobody else may run one."""
    needs("chromium", "chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@contextmanager
def served(office: Office) -> Iterator[None]:
    """The office's pages at `office.base_url`."""
    listening, started = bind("127.0.0.1", 0), threading.Event()
    office.base_url = f"http://localhost:{listening.getsockname()[1]}"
    server = WebServer(create_app(office.site()), "127.0.0.1", 0, started.set)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
    thread.start()
    assert started.wait(30)
    yield
    server.should_exit = True
    thread.join(30)
    listening.close()


@pytest.fixture(scope="module")
def open_office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """An office at work, served: late and coming duties, letters, people of every role."""
    database = Database(f"sqlite:///{tmp_path_factory.mktemp('browser')}/plan.db")
    office = Office(database)
    office.furnish()
    office.oblige(
        "so-tai-chinh", date(2012, 6, 29), "Rà soát, sửa đổi, bổ sung quy định về trình tự, thủ tục"
    )
    office.oblige("so-y-te", date(2012, 7, 16), "Xây dựng Đề án nâng cao chất lượng phục vụ người bệnh")
    office.oblige(
        "so-xay-dung", date(2012, 6, 29), "Rà_soát_" + "thủ_tục_hành_chính_" * 15
    )  # as a PDF may say it
    office.post(office.now.date())
    office.upload()
    for role in ("viewer", "operator", "admin"):
        office.user(role)
    with served(office):
        yield office
    database.close()


@pytest.fixture
def visit(chromium: Browser, open_office: Office) -> Iterator[Visit]:
    """A new browser window of somebody with a role, or of a stranger; whatever it logs or refuses to load is kept."""
    with ExitStack() as stack:

        def opened(role: str | None = None, width: int = 1280, scheme: str = "light", **more: object) -> Page:
            context: BrowserContext = chromium.new_context(
                base_url=open_office.base_url,
                viewport={"width": width, "height": 800},
                color_scheme=scheme,  # type: ignore[arg-type]  # light or dark
                locale="vi-VN",
                **more,  # type: ignore[arg-type]  # as Playwright takes them
            )
            stack.callback(context.close)
            if role:
                name, _, value = open_office.signed_in(role).partition("=")
                context.add_cookies([{"name": name, "value": value, "url": open_office.base_url}])
            return context.new_page()

        yield opened


@pytest.fixture(scope="session")
def pictures(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where pictures are kept: `DONDOC_PICTURES`, to be looked at beside the design, or a folder that pytest clears."""
    folder = Path(os.environ.get("DONDOC_PICTURES") or tmp_path_factory.mktemp("pictures"))
    folder.mkdir(parents=True, exist_ok=True)
    return folder
