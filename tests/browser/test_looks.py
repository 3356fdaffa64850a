"""Every page in four looks: axe-core finds nothing serious, nothing runs over the side, the policy is never broken."""

from pathlib import Path

import pytest
from playwright.sync_api import ConsoleMessage, Page

from tests.browser.conftest import Visit
from tests.conftest import ROOT
from tests.servers.missing import missing
from tests.web.test_roles import TABLE, address

AXE = ROOT / "tests" / "browser" / "axe" / "node_modules" / "axe-core" / "axe.min.js"
# Whatever answers with a page is looked at: a new route comes in by the table of roles.
NO_PAGE = (
    "/mail/{letter}/html",
    "/mail/{letter}/raw",
    "/plans/new/{number}/file",
    "/healthz",
    "/robots.txt",
    "/api/v1/openapi.json",
    "/static",
)
PAGES = {path: said for (method, path), said in TABLE.items() if method == "GET" and path not in NO_PAGE}
OWN = [address(path) for path, (anyone, *_, admin) in PAGES.items() if anyone == "door" and admin == 200]
ADMINS = [address(path) for path, said in PAGES.items() if said[2] == 403]
HELP = [path for path in PAGES if path.startswith("/help")]
PUBLIC = ("/sign-in", "/nowhere", *HELP, "/welcome/none")
pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]  # some fifty pages in each look


def serious(page: Page) -> list[str]:
    """What axe-core calls serious or worse, with where it stands."""
    if not AXE.exists():
        missing("axe-core")
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("async () => (await axe.run()).violations")
    return [
        f"{each['id']}: {each['nodes'][0]['html'][:160]}"
        for each in found
        if each["impact"] in ("serious", "critical")
    ]


def watched(page: Page) -> list[str]:
    """What the browser complains about: refused styles and scripts, broken scripts; a page that is not there may say so."""
    said: list[str] = []
    expected = (
        "404",
        "Blocked script execution",
        "Autofocus processing was blocked",
    )  # a page that is not there; the script of a stranger's letter; a form that opened in place has the focus already

    def note(message: ConsoleMessage) -> None:
        if not any(part in message.text for part in expected):
            said.append(message.text)

    page.on("console", note)
    page.on("pageerror", lambda error: said.append(str(error)))
    return said


def settled(page: Page, path: str) -> None:
    """That page, once it has no more to wait for: what is made in the background loads itself anew."""
    page.goto(path)
    page.locator("[data-again]").wait_for(state="detached", timeout=60_000)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_every_page_as_its_richest_role(visit: Visit, pictures: Path, width: int, scheme: str) -> None:
    faults = {}
    for role, paths in (("admin", OWN), (None, PUBLIC)):
        page = visit(role, width, scheme)
        said = watched(page)
        for path in paths:
            settled(page, path)
            name = path.strip("/").replace("/", "-") or "home"
            page.screenshot(path=pictures / f"{name}-{width}-{scheme}.png", full_page=True)
            over = page.evaluate("document.documentElement.scrollWidth") > width
            if found := [*serious(page), *said, *(["runs over the side"] if over else [])]:
                faults[path] = found
            said.clear()
    assert faults == {}


@pytest.mark.parametrize("role", ["viewer", "operator"])
def test_every_page_once_as_every_other_role(visit: Visit, role: str) -> None:
    page = visit(role)
    faults = {}
    for path in (*OWN, *PUBLIC):
        if path not in ADMINS:
            settled(page, path)
            if found := serious(page):
                faults[path] = found
    assert faults == {}


@pytest.mark.parametrize("width", [320, 640, 1024, 1920])
def test_nothing_runs_over_the_side(visit: Visit, width: int) -> None:
    over = []
    for role, paths in (("admin", OWN), (None, PUBLIC)):
        page = visit(role, width)
        for path in paths:
            page.goto(path)
            if page.evaluate("document.documentElement.scrollWidth") > width:
                over.append(path)
    assert over == []


# Where the focus is: its place among all elements, and whether it can be seen.
STOP = """() => {
  const at = document.activeElement, box = at.getBoundingClientRect();
  return { place: [...document.querySelectorAll('*')].indexOf(at), name: at.outerHTML.slice(0, 80), seen: box.width > 0 && box.bottom > 0 && box.top < innerHeight };
}"""


@pytest.mark.parametrize("width", [1280, 390])
def test_tab_goes_through_forms_as_they_are_read(visit: Visit, width: int) -> None:
    """On the page of a document under review, a form, a list of acts: forward only, and never out of sight."""
    page = visit("operator", width)
    for path in ("/plans/new/1", "/reports/request", "/obligations/1", "/todo"):
        settled(page, path)
        page.evaluate("document.activeElement.blur()")
        last = -1
        for _ in range(200):
            page.keyboard.press("Tab")
            stop = page.evaluate(STOP)
            if stop["place"] <= last or stop["place"] <= 2:  # out at the end, or round to the beginning
                break
            assert stop["seen"], (path, stop)
            last = stop["place"]
        main = page.evaluate(
            "[...document.querySelectorAll('*')].findLastIndex((one) => one.matches('main :is(a[href], button, input:not([type=hidden]), select, textarea, summary)') && one.checkVisibility())"
        )
        assert last >= main, f"{path}: from one stop Tab leads back, to {stop}"
