"""The report board in a real browser: recorded by keys alone, without a script, by two people at once; looked at and printed."""

import re
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pdfplumber
import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from plan.people import sign_ins
from plan.storage.database import Database
from tests.browser.conftest import CHROMIUM, Visit, served
from tests.browser.test_looks import serious, watched
from tests.web.conftest import Office

pytestmark = pytest.mark.slow
BOARD = "/reports?year=2012"


@pytest.fixture(scope="module")
def open_office(adopted: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """The example plan on a day when reports of the second quarter are late."""
    path = shutil.copy(adopted, tmp_path_factory.mktemp("board") / "plan.db")
    database = Database(f"sqlite:///{path}")
    office = Office(database, now=datetime(2012, 7, 17, 2, tzinfo=UTC))
    for role in ("viewer", "operator", "admin"):
        office.user(role)
    with served(office):
        yield office
    database.close()


def cell(page: Page, agency: str, column: str) -> Locator:
    """The link of a cell, by the heads of its row and column."""
    columns = page.locator("table.board thead th").all_inner_texts()
    (number,) = [at for at, text in enumerate(columns) if text.split("\n")[0] == column]
    row = page.locator("table.board tr").filter(has=page.get_by_role("rowheader", name=agency, exact=True))
    return row.locator("td").nth(number - 1).locator("> a")


def name(link: Locator) -> str:
    """As it is read out wherever links are listed."""
    return link.get_attribute("aria-label") or link.inner_text()


def tab_into(page: Page) -> None:
    """Tab until the focus is on a cell: there is one stop in the body of the board."""
    for _ in range(60):
        if page.evaluate("document.activeElement.matches('td > a')"):
            return
        page.keyboard.press("Tab")
    raise AssertionError


def said(page: Page) -> Locator:
    return page.locator("#said")


def test_recorded_by_keys_alone(visit: Visit, pictures: Path) -> None:
    page = visit("operator")
    complaints = watched(page)
    page.goto(BOARD)
    first = cell(page, "Ban Dân tộc", "Quý II")
    tab_into(page)
    page.keyboard.press("ArrowRight")  # from the first late one, of the first quarter
    expect(first).to_be_focused()
    assert name(first) == "trễ 11: Quá hạn 11 ngày làm việc, Ban Dân tộc, Quý II"
    page.keyboard.press("Enter")
    expect(page.get_by_label("Số, ký hiệu")).to_be_focused()
    assert page.url.endswith(BOARD), "in place"
    page.screenshot(path=pictures / "walk-board-1-open.png")
    page.keyboard.type("45/BC-BDT")
    page.keyboard.press("Enter")
    expect(said(page)).to_have_text("Đã ghi nhận: Ban Dân tộc, quý II, 45/BC-BDT")
    expect(page.locator("#edit")).to_have_count(0)
    assert page.evaluate("document.activeElement.textContent").startswith("trễ 11: Quá hạn 11 ngày làm việc")
    assert name(page.locator("td > a:focus")).endswith(", Quý II"), "the next of the column"
    expect(first).to_contain_text("17/7, trễ 11")
    expect(page.locator("#lede")).to_contain_text("107 báo cáo quá hạn")
    page.screenshot(path=pictures / "walk-board-2-recorded.png")
    page.get_by_text("Hoàn tác…").click()
    page.get_by_label("Vì sao hoàn tác").fill("nhầm cơ quan")
    page.keyboard.press("Enter")
    expect(said(page)).to_have_text("Đã hoàn tác: Ban Dân tộc, quý II")
    expect(first).to_contain_text("trễ 11")
    expect(first).to_be_focused()
    assert complaints == []
    assert page.evaluate("[localStorage.length, sessionStorage.length]") == [0, 0]


def test_letters_are_keys_only_outside_fields(visit: Visit) -> None:
    page = visit("operator")
    page.goto(BOARD)
    page.keyboard.press("r")
    expect(page.get_by_label("Số, ký hiệu")).to_be_focused()
    page.keyboard.type("rjkn/")  # letters in a field are letters
    expect(page.get_by_label("Số, ký hiệu")).to_have_value("rjkn/")
    page.keyboard.press("Escape")
    expect(page.locator("#edit")).to_have_count(0)
    page.keyboard.press("n")
    assert page.evaluate("document.activeElement.textContent").startswith("trễ ")


COMPOSED = """(key) => document.activeElement.dispatchEvent(
  new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true, ...(key === "Process" ? {} : { isComposing: true }) }))"""


def test_no_key_while_a_word_is_composed_nor_with_ctrl_nor_switched_off(visit: Visit) -> None:
    page = visit("viewer")
    page.goto(BOARD)
    for key in ("n", "r", "Process"):
        assert page.evaluate(COMPOSED, key), "nobody took it"
    page.keyboard.press("Control+n")
    page.keyboard.press("Alt+n")
    assert page.evaluate("document.activeElement === document.body")
    page.keyboard.press("n")
    assert page.evaluate("document.activeElement.matches('td.late a')")
    page.keyboard.press("g")
    page.keyboard.press("x")
    expect(page).to_have_title(re.compile("Chờ xử lý"))
    page.keyboard.press("?")
    expect(page.get_by_role("heading", level=1)).to_have_text("Phím tắt")
    page.goto("/me")
    page.get_by_role("button", name="Tắt phím chữ").click()
    page.goto(BOARD)
    for key in ("n", "g", "x", "/"):
        page.keyboard.press(key)
    assert page.evaluate("document.activeElement === document.body")
    page.goto("/me")
    page.get_by_role("button", name="Bật phím chữ").click()


def test_the_same_without_a_script(visit: Visit, pictures: Path) -> None:
    page = visit("operator", java_script_enabled=False)
    page.goto(BOARD)
    cell(page, "Ban Dân tộc", "Quý III").click()
    expect(page.get_by_label("Số, ký hiệu")).to_be_focused()
    page.get_by_label("Số, ký hiệu").fill("77/BC-BDT")
    page.get_by_role("button", name="Ghi nhận đã gửi").click()
    expect(said(page)).to_have_text("Đã ghi nhận: Ban Dân tộc, quý III, 77/BC-BDT")
    page.screenshot(path=pictures / "walk-board-no-script.png")
    page.get_by_text("Hoàn tác…").click()
    page.get_by_label("Vì sao hoàn tác").fill("chưa gửi")
    page.get_by_role("button", name="Hoàn tác").click()
    expect(said(page)).to_have_text("Đã hoàn tác: Ban Dân tộc, quý III")


def test_two_people_record_the_same_cell(visit: Visit, pictures: Path) -> None:
    nam, lan = visit("operator"), visit("admin")
    for page in (nam, lan):
        page.goto(BOARD)
        cell(page, "Sở Y tế", "Quý II").click()
    nam.get_by_label("Số, ký hiệu").fill("12/BC-SYT")
    nam.get_by_role("button", name="Ghi nhận đã gửi").click()
    expect(said(nam)).to_contain_text("12/BC-SYT")
    lan.get_by_label("Số, ký hiệu").fill("13/BC-SYT")
    lan.get_by_label("Ngày gửi").fill("16/7")
    lan.get_by_role("button", name="Ghi nhận đã gửi").click()
    edit = lan.locator("#edit")
    expect(edit).to_contain_text(
        "Có người khác vừa ghi trước: Ghi nhận đã xong; ngày 17/7/2012; số 12/BC-SYT"
    )
    expect(edit).to_contain_text("operator@quangngai.example")
    expect(lan.get_by_label("Số, ký hiệu")).to_have_value("13/BC-SYT")
    expect(lan.get_by_label("Ngày gửi")).to_have_value("16/7")
    expect(cell(lan, "Sở Y tế", "Quý II")).to_contain_text("17/7, trễ 11")
    assert serious(lan) == []
    lan.screenshot(path=pictures / "walk-board-two-people.png")
    lan.get_by_label("Vì sao sửa").fill("số trên văn bản là 13")
    lan.get_by_role("button", name="Sửa điều đã ghi").click()
    expect(said(lan)).to_contain_text("13/BC-SYT")


def test_a_file_is_asked_for_again_after_a_refusal(visit: Visit, pictures: Path) -> None:
    page = visit("operator")
    page.goto(BOARD)
    cell(page, "Sở Tư pháp", "Quý II").click()
    page.get_by_label("Ngày gửi").fill("32/7")
    page.get_by_label("Số, ký hiệu").fill("9/BC-STP")
    page.get_by_label("Tệp, nếu có").set_input_files(
        {"name": "9.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1"}
    )
    page.get_by_role("button", name="Ghi nhận đã gửi").click()
    expect(page.get_by_role("alert")).to_contain_text(
        "Ngày chưa đúng; hãy ghi ngày/tháng/năm: 17/7/2012. Tệp, nếu có, cần chọn lại."
    )
    expect(page.get_by_label("Ngày gửi")).to_be_focused()
    expect(page.get_by_label("Số, ký hiệu")).to_have_value("9/BC-STP")
    page.screenshot(path=pictures / "walk-board-refused.png")
    page.get_by_label("Ngày gửi").fill("hôm nay")
    page.get_by_label("Tệp, nếu có").set_input_files(
        {"name": "9.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1"}
    )
    page.keyboard.press("Tab")
    page.get_by_role("button", name="Ghi nhận đã gửi").click()
    expect(said(page)).to_contain_text("9/BC-STP")
    cell(page, "Sở Tư pháp", "Quý II").click()
    expect(page.get_by_role("link", name="9.pdf")).to_be_visible()


def test_a_session_that_ends_while_one_types(open_office: Office, visit: Visit, pictures: Path) -> None:
    page, now = visit("operator"), open_office.now
    page.goto(BOARD)
    cell(page, "Sở Tài chính", "Quý II").click()
    page.get_by_label("Số, ký hiệu").fill("5/BC-STC")
    with open_office.database.begin() as session:
        sign_ins.end_of_user(session, open_office.user("operator"))
    page.get_by_role("button", name="Ghi nhận đã gửi").click()
    expect(said(page)).to_contain_text("Phiên đăng nhập đã hết. Chưa ghi; điều anh/chị gõ vẫn còn ở đây.")
    expect(page.get_by_label("Số, ký hiệu")).to_have_value("5/BC-STC")
    page.screenshot(path=pictures / "walk-board-session.png")
    with page.context.expect_page() as opened:
        page.get_by_role("link", name="Đăng nhập trong thẻ khác").click()
    opened.value.goto(open_office.sign_in_link("operator"))
    opened.value.get_by_role("button").first.click()
    expect(opened.value.get_by_role("heading", level=1)).to_have_text("Hôm nay")
    page.get_by_role("button", name="Ghi nhận đã gửi").click()
    expect(said(page)).to_contain_text("5/BC-STC")
    assert open_office.now == now


def test_nobody_presses_twice(visit: Visit) -> None:
    page = visit("operator")
    sent = []
    page.route(
        "**/obligations/*/done",
        lambda route: (sent.append(route.request.url), page.wait_for_timeout(300), route.continue_()),
    )
    page.goto(BOARD)
    cell(page, "Sở Xây dựng", "Quý II").click()
    button = page.locator("#edit button")
    button.evaluate("(button) => { button.click(); button.form.requestSubmit(); }")
    expect(button).to_have_text("Đang ghi…")
    expect(button).to_be_disabled()
    expect(page.locator("#edit form")).to_have_attribute("aria-busy", "true")
    expect(said(page)).to_contain_text("Đã ghi nhận: Sở Xây dựng")
    assert len(sent) == 1


def test_printed_it_is_the_table_alone_with_its_head_on_every_sheet(visit: Visit, pictures: Path) -> None:
    page = visit("operator", scheme="dark")
    page.goto(BOARD)
    cell(page, "Sở Công Thương", "Quý II").click()
    expect(page.locator("#edit")).to_be_visible()
    paper = pictures / "board.pdf"
    page.pdf(path=paper, prefer_css_page_size=True, print_background=True)
    with pdfplumber.open(paper) as sheets:
        texts = [sheet.extract_text() for sheet in sheets.pages]
        assert {(round(sheet.width), round(sheet.height)) for sheet in sheets.pages} == {(842, 595)}, (
            "A4, lying"
        )
        for number, sheet in enumerate(sheets.pages, 1):
            sheet.to_image(resolution=90).save(pictures / f"board-print-{number}.png")
    rows = [text for text in texts if "UBND huyện" in text or "Sở Công Thương" in text]
    assert len(rows) == 2
    for text in rows:
        assert "Quý II" in text
        assert "6 tháng đầu" in text
    whole = "\n".join(texts)
    for gone in ("Lọc theo tên", "Ghi nhận đã gửi", "Chờ xử lý", "Phím:", "Đã ghi nhận", ".xlsx"):
        assert gone not in whole
    assert "UBND thành phố Quảng Ngãi" in whole


def test_the_head_stays_in_sight(visit: Visit, pictures: Path) -> None:
    page = visit("viewer")
    page.goto(BOARD)
    cell(page, "UBND huyện Trà Bồng", "Quý II").focus()
    page.screenshot(path=pictures / "board-scrolled.png")
    top, head, focused = page.evaluate(
        "[document.querySelector('thead th').getBoundingClientRect().top, document.querySelector('thead th').getBoundingClientRect().bottom, document.activeElement.getBoundingClientRect().top]"
    )
    assert page.evaluate("scrollY") > 300
    assert top >= 0
    assert focused >= head


PLACE = "document.activeElement.closest('.skip, .rail, .acts, .filters, .scroll, section')?.className ?? ''"


def test_the_stops_of_tab_stand_in_the_order_of_the_page(visit: Visit) -> None:
    page = visit("operator")
    page.goto(BOARD)
    stops = []
    for _ in range(45):
        page.keyboard.press("Tab")
        stops.append(
            page.evaluate(
                "document.activeElement.closest('.skip, .rail, .acts, .filters, .scroll, thead, tbody, .keys, section')?.className || document.activeElement.closest('thead, tbody, section')?.tagName || ''"
            )
        )
    order = list(dict.fromkeys(stops))
    assert order[:5] == ["skip", "rail", "acts", "filters", "sheet scroll fits"], order
    assert (
        page.evaluate("[...document.querySelectorAll('td > a')].filter((link) => link.tabIndex === 0).length")
        == 1
    )


@pytest.mark.parametrize("width", [1280, 390])
def test_letters_of_twice_the_size_hide_nothing(
    chromium: Browser, open_office: Office, pictures: Path, width: int
) -> None:
    """As somebody sets them in the browser, for all pages."""
    args = ["--no-sandbox", "--blink-settings=defaultFontSize=32"]
    large = chromium.browser_type.launch(executable_path=CHROMIUM, args=args)
    try:
        context = large.new_context(base_url=open_office.base_url, viewport={"width": width, "height": 800})
        name, _, value = open_office.signed_in("operator").partition("=")
        context.add_cookies([{"name": name, "value": value, "url": open_office.base_url}])
        page, over = context.new_page(), {}
        for path in (BOARD, "/reports/86", "/reports/request", "/tasks", "/todo", "/obligations/363", "/me"):
            page.goto(path)
            page.screenshot(path=pictures / f"twice{re.sub('[/?]', '-', path)}-{width}.png")
            if (wide := page.evaluate("document.documentElement.scrollWidth")) > width:
                over[path] = wide
        assert over == {}
    finally:
        large.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_how_the_pages_of_reports_look(visit: Visit, pictures: Path, width: int, scheme: str) -> None:
    page = visit("operator", width, scheme)
    complaints, faults = watched(page), {}
    for path in (BOARD, "/reports/86", "/reports/request", "/todo", "/tasks"):
        page.goto(path)
        page.screenshot(
            path=pictures / f"look{path.replace('/', '-').replace('?', '-')}-{width}-{scheme}.png",
            full_page=True,
        )
        over = page.evaluate("document.documentElement.scrollWidth") > width
        if found := [*serious(page), *complaints, *(["runs over the side"] if over else [])]:
            faults[path] = found
    assert faults == {}
