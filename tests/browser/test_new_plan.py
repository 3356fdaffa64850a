"""A plan taken in by a clerk in the browser, without a shell: uploaded, answered, adopted, its letters looked at; then amended."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from plan.agencies.store import save_agencies
from plan.documents import read_agencies
from plan.storage.database import Database
from tests.browser.conftest import served
from tests.browser.test_looks import serious, watched
from tests.conftest import EXAMPLE
from tests.documents.making import make_docx
from tests.web.conftest import Office
from tests.web.test_amending_by_page import amendment
from tests.web.test_new_plan import row

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """An office with the register of the example and no plan yet, a day after the plan was signed."""
    database = Database(f"sqlite:///{tmp_path_factory.mktemp('desk')}/plan.db")
    office = Office(database, now=datetime(2012, 3, 26, 2, tzinfo=UTC))
    with database.begin() as session:
        save_agencies(session, read_agencies(EXAMPLE / "agencies.csv")[0])
    office.user("operator")
    with served(office):
        yield office
    database.close()


@pytest.fixture(scope="module")
def page(chromium: Browser, desk: Office) -> Iterator[Page]:
    context = chromium.new_context(
        base_url=desk.base_url, viewport={"width": 1280, "height": 900}, locale="vi-VN"
    )
    name, _, value = desk.signed_in("operator").partition("=")
    context.add_cookies([{"name": name, "value": value, "url": desk.base_url}])
    yield context.new_page()
    context.close()


def test_a_plan_is_brought_in_without_a_shell(page: Page, pictures: Path, tmp_path: Path) -> None:
    """Upload, progress, three answers, adopted, and the first letters looked at."""
    said = watched(page)
    page.goto("/plans")
    page.get_by_role("link", name="Nhận kế hoạch", exact=True).click()
    page.set_input_files("#file", make_docx(tmp_path / "ke-hoach-cchc.docx"))
    page.click("text=Tải lên và đọc")
    page.wait_for_selector("h1:has-text('Đang đọc văn bản'), h1:has-text('Xem lại trước khi nhận')")
    page.wait_for_selector("h1:has-text('Xem lại trước khi nhận')", timeout=60_000)  # the page asks by itself
    page.screenshot(path=pictures / "review-1280.png", full_page=True)
    assert serious(page) == []
    assert page.locator("input[type=radio]:checked").count() == 0
    asked = page.locator(".tabs [aria-current]").inner_text()
    _answer_by_keys(page)
    page.locator(".row", has_text="Phòng Nội vụ").first.locator("text=Ngoài phạm vi").click()
    page.locator(".row", has_text="Phòng Nội vụ").first.get_by_role("button", name="Ghi").click()
    page.wait_for_load_state()
    field = page.locator(".row", has_text="thuộc đối tượng triển khai").locator("input[name=words]")
    field.fill("Các sở, ban, ngành")
    field.press("Enter")
    page.wait_for_load_state()
    assert page.locator(".tabs [aria-current]").inner_text() != asked
    page.get_by_role("button", name="Nhận kế hoạch").click()
    page.wait_for_selector("h1:has-text('Đã nhận kế hoạch')", timeout=60_000)
    assert "48 nhiệm vụ" in page.inner_text("main")
    page.click("text=Xem trước thư")
    page.locator("text=Xem thư").first.click()
    frame = page.frame_locator("iframe.letter")
    frame.locator("body").get_by_text("Kính gửi").first.wait_for()
    page.screenshot(path=pictures / "first-letter-1280.png")
    assert said == []


def _answer_by_keys(page: Page) -> None:
    """The first suggestion of the row that asks about a misspelt name, by keys alone."""
    row_ = page.locator(".row", has=page.locator("text=gần giống")).first
    row_.locator("input[type=radio]").first.focus()
    page.keyboard.press("1")
    page.keyboard.press("Enter")
    page.wait_for_load_state()
    page.wait_for_selector("text=Tên đã trả lời")


def test_an_amendment_is_seen_as_a_difference(page: Page, pictures: Path, tmp_path: Path) -> None:
    title = "Xây dựng Đề án nâng cao chất lượng ban hành văn bản quy phạm pháp luật của tỉnh giai đoạn 2012 – 2015"
    file = tmp_path / "sua-doi.txt"
    changed = row(3, title, "Sở Tư pháp", "Quý III, năm 2012").replace("\t3\n", "\tI.3\n")
    file.write_bytes(amendment(changed).replace("ngày 10 tháng 7".encode(), "ngày 26 tháng 3".encode()))
    page.goto("/plans/new")
    page.set_input_files("#file", file)
    page.click("text=Tải lên và đọc")
    page.wait_for_selector("h1:has-text('Xem lại quyết định sửa đổi')", timeout=60_000)
    page.screenshot(path=pictures / "amend-1280.png", full_page=True)
    assert serious(page) == []
    assert page.locator("del", has_text="Quý II").count() == 1
    assert page.locator("ins", has_text="30/9/2012").count() >= 1
    assert "Ai được báo điều gì" in page.inner_text("main")
    page.get_by_role("button", name="Nhận sửa đổi").click()
    page.wait_for_selector("h1:has-text('Đã nhận văn bản sửa đổi')")
    page.goto("/plans/1")
    assert "41/QĐ-UBND" in page.inner_text("main")
