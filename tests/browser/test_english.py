"""English and back: by the button at the foot of a page, kept from page to page; axe-core finds nothing serious in it."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visit
from tests.browser.test_looks import serious, watched
from tests.web.conftest import Office
from web.languages.choice import COOKIE

MAIN = ("/", "/todo", "/tasks", "/reports", "/agencies")
pytestmark = pytest.mark.slow


def test_english_and_back(visit: Visit, pictures: Path) -> None:
    page = visit("operator")
    said = watched(page)
    page.goto("/tasks?status=late")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Nhiệm vụ")
    page.get_by_role("button", name="English").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    assert page.url.endswith("/tasks?status=late"), "the filters stay"
    expect(page.get_by_role("heading", level=1)).to_contain_text("Tasks")
    page.goto("/")
    page.screenshot(path=pictures / "board-english-1280.png", full_page=True)
    expect(page.get_by_text("Rà soát, sửa đổi, bổ sung quy định").first).to_be_visible()
    page.get_by_role("button", name="Tiếng Việt").click()
    expect(page.locator("html")).to_have_attribute("lang", "vi")
    page.goto("/tasks")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Nhiệm vụ")
    assert said == []


@pytest.mark.parametrize("width", [1280, 390])
def test_main_pages_in_english(visit: Visit, open_office: Office, pictures: Path, width: int) -> None:
    page = visit("admin", width)
    page.context.add_cookies([{"name": COOKIE, "value": "en", "url": open_office.base_url}])
    faults = {}
    for path in MAIN:
        page.goto(path)
        page.screenshot(path=pictures / f"{path.strip('/') or 'board'}-english-{width}.png", full_page=True)
        over = page.evaluate("document.documentElement.scrollWidth") > width
        if found := [*serious(page), *(["runs over the side"] if over else [])]:
            faults[path] = found
    assert faults == {}
