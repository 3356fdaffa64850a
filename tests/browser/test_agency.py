"""An agency on a phone: through the door of its letter, what it owes, declared, taken back; nothing serious in four looks."""

from datetime import date

import pytest

from plan.audit.log import Act
from plan.links.claims import Claim, sign
from plan.obligations import acceptance
from plan.obligations.acceptance import Said
from plan.obligations.acts import find_obligation
from tests.browser.conftest import Visit
from tests.browser.test_looks import serious, watched
from tests.web.conftest import KEY, RULES, Office

PAGES = ("/our", "/our/partner", "/our/done", "/our/calendars", "/our/contacts")
pytestmark = pytest.mark.slow


def door(office: Office) -> str:
    return f"/o/{sign(KEY, Claim('door', 'so-tai-chinh', None, office.now.replace(microsecond=0)))}"


@pytest.fixture(scope="module")
def owing(open_office: Office) -> Office:
    """Late and sent back, coming, helped with, and done."""
    with open_office.database.begin() as session:
        late, now = find_obligation(session, 1), open_office.now
        theirs, ours = Act("agency:so-tai-chinh", now, now.date()), open_office.act()
        acceptance.declare(session, late, "so-tai-chinh", theirs, Said(now.date()), RULES.collection)
        acceptance.send_back(session, late, ours, RULES.collection, reason="thiếu biểu 2 kèm theo")
    open_office.oblige("so-tai-chinh", date(2012, 7, 16), "Nâng cao chất lượng dự toán", partner="so-y-te")
    open_office.oblige("so-y-te", date(2012, 7, 25), "Quản lý tài sản công", partner="so-tai-chinh")
    done = open_office.oblige("so-tai-chinh", date(2012, 6, 20), "Công khai ngân sách")
    open_office.close(done, date(2012, 6, 19))
    return open_office


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_every_page(owing: Office, visit: Visit, pictures, width: int, scheme: str) -> None:
    page = visit(None, width, scheme)
    said, faults = watched(page), {}
    page.goto(door(owing))
    faults["door"] = [*serious(page)]
    page.get_by_role("button", name="Vào trang của cơ quan").click()
    page.wait_for_url("**/our")
    for path in (*PAGES, "/our/1", "/our/link"):
        page.goto(path)
        page.screenshot(
            path=pictures / f"{path.strip('/').replace('/', '-')}-{width}-{scheme}.png", full_page=True
        )
        over = page.evaluate("document.documentElement.scrollWidth") > width
        faults[path] = [*serious(page), *said, *(["runs over the side"] if over else [])]
        said.clear()
    assert {path: found for path, found in faults.items() if found} == {}


def test_declared_and_taken_back_on_a_phone(owing: Office, visit: Visit, pictures) -> None:
    page = visit(None, 390)
    page.goto(door(owing))
    page.get_by_role("button", name="Vào trang của cơ quan").click()
    page.get_by_role("link", name="Báo đã xong").first.click()
    page.get_by_label("Số văn bản").first.fill("12/BC-STC")
    page.get_by_role("button", name="Báo đã xong").click()
    page.goto("/our")
    assert page.get_by_text("chờ Sở Nội vụ xác nhận").first.is_visible()
    page.screenshot(path=pictures / "our-declared-390.png", full_page=True)
    page.get_by_role("button", name="Rút lại để sửa").click()
    page.goto("/our")
    assert page.get_by_text("chờ Sở Nội vụ xác nhận").count() == 0
    page.get_by_role("button", name="Thoát").click()
    page.wait_for_url("**/our/link")
