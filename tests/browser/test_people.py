"""From an invitation to a passkey, by a real browser; and the same without a script."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from plan.people import attempts
from tests.browser.conftest import Visit
from tests.web.conftest import Office

GOOD = "bốn con mèo ngủ trưa"
DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


def with_device(page: Page) -> None:
    """The window belongs to a device that keeps passkeys."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    session.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})


def invited(admin: Page, mail: str, role: str) -> str:
    """The link that an admin is shown once."""
    admin.goto("/admin/users")
    admin.get_by_role("link", name="Mời người mới…").click()
    admin.get_by_label("Địa chỉ thư").fill(mail)
    admin.get_by_label(role).check()
    admin.get_by_role("button", name="Tạo thư mời").click()
    return admin.locator("#link").inner_text()


@pytest.mark.slow
def test_invited_then_a_passkey_then_signed_out_elsewhere(
    open_office: Office, visit: Visit, pictures: Path
) -> None:
    admin, lan = visit("admin"), visit()
    with_device(lan)
    lan.goto(invited(admin, "lan@quangngai.example", "Người vận hành"))
    lan.get_by_label("Họ tên").fill("Chị Lan")
    lan.get_by_label("Mật khẩu", exact=True).fill(GOOD)
    lan.get_by_label("Gõ lại mật khẩu").fill(GOOD)
    lan.screenshot(path=pictures / "welcome.png")
    lan.get_by_role("button", name="Đặt mật khẩu và vào").click()
    expect(lan.get_by_role("heading", level=1)).to_have_text("Hôm nay")
    lan.get_by_role("link", name="Tài khoản").click()
    lan.get_by_label("Tên của khóa").fill("Máy phòng CCHC")
    lan.get_by_role("button", name="Thêm khóa của máy này").click()
    expect(lan.get_by_role("rowheader", name="Máy phòng CCHC")).to_be_visible()
    lan.screenshot(path=pictures / "me.png", full_page=True)
    lan.get_by_role("button", name="Đăng xuất", exact=True).click()
    lan.goto("/sign-in?next=/mail")
    lan.get_by_role("button", name="Dùng khóa truy cập của máy này").click()
    expect(lan).to_have_url(f"{open_office.base_url}/mail")
    admin.goto("/admin/users")
    admin.get_by_role("link", name="Sửa Chị Lan").click()
    expect(admin.get_by_text("mật khẩu, khóa truy cập")).to_be_visible()
    admin.get_by_role("button", name="Đăng xuất mọi nơi").click()
    admin.screenshot(path=pictures / "user.png", full_page=True)
    lan.reload()
    expect(lan).to_have_url(re.compile(r"/sign-in\?next=/mail$"))


@pytest.mark.slow
def test_the_same_without_a_script(open_office: Office, visit: Visit) -> None:
    admin, tu = visit("admin", java_script_enabled=False), visit(java_script_enabled=False)
    tu.goto(invited(admin, "tu@quangngai.example", "Người xem"))
    tu.get_by_label("Mật khẩu", exact=True).fill("ngắn")
    tu.get_by_role("button", name="Đặt mật khẩu và vào").click()
    expect(tu).to_have_title(re.compile("^Lỗi: "))
    for label in ("Mật khẩu", "Gõ lại mật khẩu"):
        tu.get_by_label(label, exact=True).fill(GOOD)
    tu.get_by_role("button", name="Đặt mật khẩu và vào").click()
    expect(tu.get_by_role("heading", level=1)).to_have_text("Hôm nay")
    tu.get_by_role("button", name="Đăng xuất").click()
    assert tu.get_by_role("button", name="Dùng khóa truy cập của máy này").is_hidden()
    tu.get_by_label("Địa chỉ thư").fill("tu@quangngai.example")
    tu.get_by_label("Mật khẩu").fill(GOOD)
    tu.get_by_role("button", name="Đăng nhập bằng mật khẩu").click()
    expect(tu).to_have_url(f"{open_office.base_url}/")


@pytest.mark.slow
def test_at_an_address_of_figures_the_page_offers_passwords_alone(open_office: Office, visit: Visit) -> None:
    page = visit()
    page.goto(open_office.base_url.replace("localhost", "127.0.0.1") + "/sign-in")
    expect(page.get_by_label("Mật khẩu")).to_be_visible()
    expect(page.get_by_role("button", name="Dùng khóa truy cập của máy này")).to_be_hidden()


@pytest.mark.slow
def test_a_key_of_nobody_opens_nothing(visit: Visit) -> None:
    """A key that was removed is still on the device."""
    page = visit("viewer")
    with_device(page)
    page.goto("/me")
    page.get_by_label("Tên của khóa").fill("Điện thoại")
    page.get_by_role("button", name="Thêm khóa của máy này").click()
    row = page.get_by_role("row", name="Điện thoại")
    row.get_by_role("button").click()
    expect(page.get_by_text("Khóa này là cách đăng nhập duy nhất")).to_be_visible()
    for label in ("Mật khẩu mới", "Gõ lại mật khẩu mới"):
        page.get_by_label(label, exact=True).fill(GOOD)
    page.get_by_role("button", name="Đặt mật khẩu").click()
    row.get_by_role("button").click()
    expect(row).to_have_count(0)
    page.get_by_role("button", name="Đăng xuất", exact=True).click()
    page.get_by_role("button", name="Dùng khóa truy cập của máy này").click()
    expect(page.get_by_text("Chưa đăng nhập được")).to_be_visible()


ANSWER = """async () => {
  const asked = await fetch("/sign-in/passkey/options", { method: "POST", body: new URLSearchParams({ ask: "1" }) });
  const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(await asked.json());
  return JSON.stringify((await navigator.credentials.get({ publicKey })).toJSON());
}"""
SEND = """async (credential) => {
  const body = new URLSearchParams({ credential });
  return (await fetch("/sign-in/passkey", { method: "POST", body, redirect: "manual" })).status;
}"""


@pytest.mark.slow
def test_an_answer_is_good_once_and_for_five_minutes(open_office: Office, visit: Visit) -> None:
    page = visit("operator")
    with_device(page)
    page.goto("/me")
    page.get_by_role("button", name="Thêm khóa của máy này").click()
    expect(page.get_by_role("rowheader", name="Khóa truy cập")).to_be_visible()
    answer = page.evaluate(ANSWER)
    changed = answer.replace('"signature":"', '"signature":"AAAA')
    assert page.evaluate(SEND, changed) == 422
    assert page.evaluate(SEND, answer) == 0, "led on, signed in"
    assert page.evaluate(SEND, answer) == 422, "answered before"
    late, now = page.evaluate(ANSWER), open_office.now
    try:
        open_office.now += timedelta(minutes=5)
        assert page.evaluate(SEND, late) == 422
    finally:
        open_office.now = now


@pytest.mark.slow
def test_passkeys_are_not_stopped_by_guesses(open_office: Office, visit: Visit) -> None:
    page = visit("viewer")
    with_device(page)
    page.goto("/me")
    page.get_by_role("button", name="Thêm khóa của máy này").click()
    expect(page.get_by_role("rowheader", name="Khóa truy cập")).to_be_visible()
    with open_office.database.begin() as session:
        for number in range(50):
            attempts.note_failure(session, f"a{number}@x.example", "127.0.0.1", open_office.now)
    page.get_by_role("button", name="Đăng xuất", exact=True).click()
    page.get_by_label("Địa chỉ thư").fill("viewer@quangngai.example")
    page.get_by_label("Mật khẩu").fill("sai rồi")
    page.get_by_role("button", name="Đăng nhập bằng mật khẩu").click()
    expect(page.get_by_role("alert")).to_contain_text("Thử lại sau 09:15, 10/7/2012")
    page.get_by_role("button", name="Dùng khóa truy cập của máy này").click()
    expect(page).to_have_url(f"{open_office.base_url}/")
    with open_office.database.begin() as session:
        for number in range(50):
            attempts.forgive(session, f"a{number}@x.example", "127.0.0.1")


@pytest.mark.slow
def test_on_a_phone_the_places_open_and_close_without_a_script(visit: Visit, pictures: Path) -> None:
    page = visit("admin", 390, java_script_enabled=False)
    page.goto("/")
    assert page.get_by_role("link", name="Người dùng").is_hidden()
    page.get_by_role("link", name="Mục lục").click()
    page.screenshot(path=pictures / "places-390.png")
    page.get_by_role("link", name="Người dùng").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Người dùng")
