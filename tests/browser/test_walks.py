"""Walks from the first look to the result: asked on a phone and decided at a desk; what breaks on the way is said, and nothing typed is lost."""

import asyncio
import re
import socket
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import expect

from notifications.channels.channel import Channel
from notifications.mail.smtp import MailServer, transport_for
from plan.links.claims import Claim, sign
from plan.people import sign_ins
from plan.storage.database import Database
from plan.vocabulary import LetterState
from scheduler.send_run import Sender
from tests.browser.conftest import Visit, served
from tests.browser.test_looks import serious, watched
from tests.web.conftest import KEY, RULES, Office

pytestmark = pytest.mark.slow
PDF = {"name": "5.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1"}


@pytest.fixture(scope="module")
def open_office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """An office with a few duties, served."""
    database = Database(f"sqlite:///{tmp_path_factory.mktemp('walks')}/plan.db")
    office = Office(database)
    office.furnish()
    for role in ("viewer", "operator", "admin"):
        office.user(role)
    with served(office):
        yield office
    database.close()


def test_more_time_is_asked_on_a_phone_decided_at_a_desk_and_seen(
    open_office: Office, visit: Visit, pictures: Path
) -> None:
    number = open_office.oblige("so-y-te", date(2012, 7, 20), "Xây dựng Đề án nâng cao chất lượng phục vụ")
    phone, desk = visit(width=390, scheme="dark"), visit("operator")
    complaints = watched(phone)
    phone.goto("/a/" + sign(KEY, Claim("answer", "so-y-te", number, open_office.now)))
    form = phone.locator("form", has=phone.get_by_role("button", name="Gửi đề nghị"))
    form.get_by_label("Xin gia hạn đến ngày").fill("32/8")
    form.get_by_label("Lý do").fill("Chờ hướng dẫn của Bộ Y tế")
    form.get_by_role("button", name="Gửi đề nghị").click()
    expect(phone).to_have_title(re.compile("^Lỗi: "))
    expect(form.get_by_label("Lý do")).to_have_value("Chờ hướng dẫn của Bộ Y tế")
    form.get_by_label("Xin gia hạn đến ngày").fill("31/8")
    phone.screenshot(path=pictures / "walk-more-time-1-asked.png", full_page=True)
    form.get_by_role("button", name="Gửi đề nghị").click()
    expect(phone.get_by_text("Đề nghị gia hạn đến 31/8/2012")).to_be_visible()
    desk.goto("/todo")
    desk.get_by_text("Đồng ý…").click()
    expect(desk.get_by_label("Gia hạn đến ngày")).to_have_value("31/8/2012")
    desk.screenshot(path=pictures / "walk-more-time-2-decided.png", full_page=True)
    desk.get_by_role("button", name="Đồng ý", exact=True).click()
    expect(desk.get_by_text("Chờ hướng dẫn của Bộ Y tế")).to_have_count(0)
    desk.goto(f"/obligations/{number}")
    expect(desk.get_by_text("gia hạn từ 20/7/2012")).to_be_visible()
    phone.reload()
    expect(phone.get_by_text("đã được đồng ý")).to_be_visible()
    expect(phone.get_by_text("31/8/2012").first).to_be_visible()
    phone.screenshot(path=pictures / "walk-more-time-3-seen.png", full_page=True)
    assert serious(phone) == []
    assert [one for one in complaints if "422" not in one] == []


@pytest.mark.parametrize("script", [True, False])
def test_a_session_that_ends_while_one_types_costs_nothing(
    open_office: Office, visit: Visit, pictures: Path, *, script: bool
) -> None:
    number = open_office.oblige("so-tai-chinh", date(2012, 7, 2))
    page = visit("operator", java_script_enabled=script)
    page.goto(f"/obligations/{number}")
    page.get_by_label("Số, ký hiệu").fill("5/BC-STC")
    page.get_by_label("Ngày xong").fill("hôm nay")
    page.get_by_label("Tệp, nếu có").set_input_files(PDF)  # type: ignore[arg-type]  # as Playwright takes it
    with open_office.database.begin() as session:
        sign_ins.end_of_user(session, open_office.user("operator"))
    page.get_by_role("button", name="Ghi nhận", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Phiên đăng nhập đã hết")
    expect(page.get_by_text("5/BC-STC")).to_be_visible()
    page.screenshot(path=pictures / f"walk-session-{script}.png")
    with page.context.expect_page() as opened:
        page.get_by_role("link", name="Đăng nhập trong thẻ khác").click()
    other = opened.value
    other.goto(open_office.sign_in_link("operator"))
    other.get_by_role("button").first.click()
    expect(other.get_by_role("heading", level=1)).to_have_text("Hôm nay")
    page.get_by_label("Tệp, cần chọn lại").set_input_files(PDF)  # type: ignore[arg-type]  # as above
    page.get_by_role("button", name="Gửi lại").click()
    expect(page.get_by_text("Nhận ngày 10/7/2012, số 5/BC-STC")).to_be_visible()
    expect(page.get_by_role("link", name="5.pdf")).to_be_visible()


def test_a_database_that_is_busy_says_so_and_keeps_what_was_typed(
    open_office: Office, visit: Visit, pictures: Path
) -> None:
    number = open_office.oblige("so-xay-dung", date(2012, 7, 2))
    page = visit("operator")
    page.goto(f"/obligations/{number}")
    page.get_by_label("Số, ký hiệu").fill("7/BC-SXD")
    path = open_office.database.url.removeprefix("sqlite:///")
    with closing(sqlite3.connect(path, isolation_level=None)) as holder:
        holder.execute("BEGIN IMMEDIATE")  # another program writes, and does not end
        page.get_by_role("button", name="Ghi nhận", exact=True).click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Máy chủ đang bận", timeout=20_000)
        page.screenshot(path=pictures / "walk-busy.png")
        holder.execute("ROLLBACK")
    page.get_by_role("button", name="Gửi lại").click()
    expect(page.get_by_text("số 7/BC-SXD").first).to_be_visible()


def test_a_mail_server_that_is_down_is_a_line_that_says_what_happens(
    open_office: Office, visit: Visit, pictures: Path
) -> None:
    open_office.post(
        date(2012, 7, 10), state=LetterState.WAITING, subject="[Đôn đốc] Sở Tài chính: thư đang chờ"
    )
    with closing(socket.create_server(("127.0.0.1", 0))) as taken:
        port = taken.getsockname()[1]
    server = MailServer("127.0.0.1", port)  # nobody listens there any more
    sender = Sender(
        open_office.database,
        [Channel("mail", server.name, lambda: transport_for(server))],
        lambda: open_office.now,
        "test:1:1",
    )
    # The browser's loop runs in this thread.
    working = threading.Thread(target=lambda: asyncio.run(sender.send(RULES)))
    working.start()
    working.join(60)
    page = visit("operator")
    page.goto("/mail")
    expect(page.get_by_text("Máy chủ thư chưa nhận thư.")).to_be_visible()
    expect(page.get_by_text("không thư nào mất; chương trình tự gửi lại, lần tới lúc 09:")).to_be_visible()
    expect(page.get_by_role("row", name="thư đang chờ")).to_contain_text("đang chờ")
    page.screenshot(path=pictures / "walk-mail-down.png")
