"""Four walks of a clerk's year: an agency merged, a refused letter mended and tried again, a year's calendar confirmed, a token."""

from pathlib import Path

import pytest
from playwright.sync_api import expect
from sqlmodel import select

from plan.models import Agency, Letter, LetterState
from plan.storage.working_days import confirmed
from tests.browser.conftest import Visit
from tests.web.conftest import Office

pytestmark = pytest.mark.slow


def test_an_agency_is_merged(visit: Visit, open_office: Office, pictures: Path) -> None:
    page = visit("operator")
    page.goto("/agencies?q=xay+dung")
    page.get_by_role("link", name="Sở Xây dựng").click()
    page.get_by_text("Sáp nhập vào cơ quan khác…").click()
    page.get_by_label("Vào cơ quan").select_option(label="Sở Tài chính")
    page.get_by_label("Từ ngày").first.fill("10.7.12")
    page.get_by_role("button", name="Xem điều gì sẽ chuyển").click()
    expect(
        page.get_by_role("heading", name="Xem trước: sáp nhập vào Sở Tài chính từ 10/7/2012")
    ).to_be_focused()
    page.screenshot(path=pictures / "merger-1280.png", full_page=True)
    page.get_by_role("button", name="Sáp nhập", exact=True).click()
    expect(page.get_by_text("Đã thôi hoạt động từ 10/7/2012")).to_be_visible()
    page.get_by_role("main").get_by_role("link", name="Sở Tài chính").first.click()
    expect(page.get_by_text("Sáp nhập; Sở Xây dựng vào cơ quan này; từ 10/7/2012")).to_be_visible()
    with open_office.database.read() as session:
        assert session.get_one(Agency, "so-xay-dung").successor == "so-tai-chinh"


def test_a_refused_letter_is_mended_and_tried_again(
    visit: Visit, open_office: Office, pictures: Path
) -> None:
    number = open_office.post(open_office.now.date(), "monthly", LetterState.REFUSED, agency="so-noi-vu",
        recipients=["snv@quangngai.example"], refused={"snv@quangngai.example": "550 5.1.1 no such user"})  # fmt: skip
    page = visit("operator", 390)
    page.goto("/mail?state=refused")
    page.locator(f'a[href="/mail/{number}"]').click()
    expect(page.get_by_text("550 5.1.1 no such user")).to_be_visible()
    page.get_by_role("main").get_by_role("link", name="Sở Nội vụ").click()
    page.get_by_text("Sửa tên, nhóm, địa chỉ…").click()
    page.get_by_label("Địa chỉ nhận thư").first.fill("không phải địa chỉ")
    page.get_by_role("button", name="Ghi vào sổ").click()
    expect(page.get_by_role("alert").first).to_contain_text("địa chỉ thư điện tử không hợp lệ")
    page.screenshot(path=pictures / "address-wrong-390.png", full_page=True)
    page.get_by_label("Địa chỉ nhận thư").first.fill("vanthu.snv@quangngai.example")
    page.get_by_role("button", name="Ghi vào sổ").click()
    page.get_by_role("link", name="1 thư bị từ chối").click()
    page.locator(f'a[href="/mail/{number}"]').click()
    page.get_by_role("button", name="Gửi lại").click()
    expect(page.get_by_text("Đã rút lại")).to_be_visible()
    with open_office.database.read() as session:
        assert session.exec(select(Letter.state).where(Letter.id == number)).one() is LetterState.WITHDRAWN
        assert session.get_one(Agency, "so-noi-vu").addresses == ["vanthu.snv@quangngai.example"]


def test_a_year_is_confirmed(visit: Visit, open_office: Office, pictures: Path) -> None:
    page = visit("operator", scheme="dark")
    page.goto("/calendar/2012/7")
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("heading", name="Tháng 8 năm 2012")).to_be_visible()
    page.get_by_role("link", name="lịch làm việc năm 2012").click()
    page.get_by_label("Ngày", exact=True).fill("31/8/2012")
    page.get_by_label("Hoán đổi với ngày, nếu có").fill("1/9/2012")
    page.get_by_label("Tên ngày").fill("nghỉ Quốc khánh (hoán đổi)")
    page.get_by_label("Văn bản nói như vậy").fill("12/TB-VPCP")
    page.get_by_role("button", name="Xem điều gì sẽ đổi").click()
    expect(page.get_by_text("Thứ Bảy, 01/9/2012: làm việc")).to_be_visible()
    page.screenshot(path=pictures / "workday-1280-dark.png", full_page=True)
    page.get_by_role("button", name="Ghi vào lịch").click()
    page.get_by_label("Văn bản đã đối chiếu").fill("12/TB-VPCP")
    page.get_by_role("button", name="Đã đối chiếu cả năm 2012").click()
    expect(page.get_by_text("Đã xác nhận theo: 12/TB-VPCP.")).to_be_visible()
    with open_office.database.read() as session:
        assert confirmed(session) == {2012: "12/TB-VPCP"}


def test_a_token_is_made_used_and_revoked(visit: Visit, open_office: Office, pictures: Path) -> None:
    page = visit("admin")
    page.goto("/admin/tokens")
    page.get_by_label("Tên", exact=True).fill("ioffice")
    page.get_by_label("Đọc kế hoạch, nhiệm vụ, việc phải làm").check()
    page.get_by_role("button", name="Cấp mã", exact=True).click()
    given = {"Authorization": f"Bearer {page.locator('#token').inner_text()}"}
    page.screenshot(path=pictures / "token-made-1280.png", full_page=True)
    program = visit().request
    assert program.get("/api/v1/obligations", headers=given).status == 200
    page.get_by_role("link", name="Về danh sách mã truy cập").click()
    row = page.get_by_role("row").filter(has_text="ioffice")
    expect(row).to_contain_text(f"{open_office.now:%d/%-m/%Y}")
    row.get_by_role("button", name="Thu hồi ioffice").click()
    expect(row).to_contain_text("đã thu hồi")
    assert program.get("/api/v1/obligations", headers=given).status == 401
    assert program.get("/tasks", headers=given, max_redirects=0).status == 303
