"""The year of a clerk in the browser, without a shell: a plan is uploaded, answered and adopted, agencies declare and ask,
a decision amends it in part, an office is merged away, a report is asked for, three are issued, the next plan is drawn up."""

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from sqlmodel import col, select

from notifications.letters import Letterhead, LetterWriter
from notifications.mail import outbox
from plan.agencies.store import save_agencies
from plan.documents import read_agencies
from plan.models import Letter
from plan.storage.database import Database
from scheduler.clock_guard import ClockWatch
from scheduler.leader import Leader
from scheduler.ticker import Ticker
from tests.browser.conftest import Visit, served
from tests.browser.test_looks import serious, watched
from tests.cli.test_amendments import amendment
from tests.conftest import EXAMPLE
from tests.story import morning, text_of
from tests.web.conftest import ENVIRONMENT, HEAD, KEY, RULES, Office

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]

CLERK, GOOD = "lan@quangngai.example", "bốn con mèo ngủ trưa"
DECLARES, MERGED, HEIR = "so-tai-chinh", "so-ngoai-vu", "van-phong-ubnd-tinh"
MISSPELT, COMMUNES = "Sở Thông tin và ru ền thông", "UBND các xã, phường, thị trấn"
NOTHING_TO_SEE = "Failed to load resource: the server responded with a status of 4"


@pytest.fixture(scope="module")
def open_office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """A new office with its register and one clerk, the day after the plan was signed; nothing else."""
    database = Database(f"sqlite:///{tmp_path_factory.mktemp('clerk')}/plan.db")
    office = Office(database, now=morning(date(2012, 3, 26), time(9)))
    with database.begin() as session:
        save_agencies(session, read_agencies(EXAMPLE / "agencies.csv")[0])
    office.user("operator", CLERK, GOOD)
    with served(office):
        yield office
    database.close()


class KeptRules:
    """The rules of the example, which nobody edits meanwhile."""

    fault: str | None = None

    def __call__(self) -> object:
        return RULES

    def reload(self) -> str | None:
        return None


@dataclass
class Year:
    """The desk, the clock on its wall, and the service that ticks behind it."""

    office: Office
    desk: Page
    pictures: Path
    ticker: Ticker
    received: date = date(2012, 3, 25)
    seen: list[str] = field(default_factory=list)

    def on(self, day: date, hour: time = time(9)) -> None:
        """That morning: the service ticks, its letters are caught, the clerk is at the desk again."""
        self.office.now = morning(day, hour)
        self.ticker.tick()
        with self.office.database.begin() as session:
            outbox.capture_all(session, self.office.now)
        self.office.ticked = self.office.now
        name, _, value = self.office.signed_in("operator", CLERK).partition("=")
        self.desk.context.add_cookies([{"name": name, "value": value, "url": self.office.base_url}])

    def go(self, path: str) -> None:
        self.desk.goto(path)

    def press(self, name: str) -> None:
        self.desk.get_by_role("button", name=name, exact=True).first.click()

    def picture(self, page: Page, name: str) -> None:
        """Kept, and looked at by a program: nothing serious, nothing that runs out of the page."""
        self.seen.append(name)
        page.screenshot(
            path=self.pictures / f"year-{len(self.seen):02}-{name}.png", full_page=True, animations="disabled"
        )
        assert serious(page) == [], name

    def comes_in(self, until: date) -> None:
        """What the example says came in since is uploaded as one list."""
        with (EXAMPLE / "answers.csv").open(encoding="utf-8") as file:
            rows = [row for row in csv.DictReader(file) if self._came(row, until)]
        self.received = until
        said = io.StringIO()
        writer = csv.DictWriter(said, rows[0].keys())
        writer.writeheader()
        writer.writerows(rows)
        self.go("/reports")
        self.desk.get_by_role("link", name="Ghi nhận từ danh sách…").click()
        file_ = {"name": "nhan.csv", "mimeType": "text/csv", "buffer": said.getvalue().encode()}
        self.desk.get_by_label("Tệp danh sách").set_input_files(file_)  # type: ignore[arg-type]  # as Playwright takes it
        self.press("Ghi nhận")
        expect(self.desk.get_by_text(re.compile(r"^Đã ghi nhận \d+ dòng"))).to_be_visible(timeout=60_000)

    def _came(self, row: dict[str, str], until: date) -> bool:
        is_said = row["agency"] == DECLARES and "quý I năm 2012" in row["label"]
        return self.received.isoformat() < row["on"] <= until.isoformat() and not is_said

    def issues(self, period: str, number: str) -> None:
        self.go("/papers")
        self.desk.get_by_text("Ban hành…").click()
        form = self.desk.locator('form[action="/papers/report"][method="post"]')
        form.get_by_label("Kỳ", exact=True).fill(period)
        form.get_by_label("Số, ký hiệu").fill(number)
        form.get_by_role("button", name="Ban hành").click()
        expect(self.desk.get_by_text(f"Số {number}:")).to_be_visible(timeout=60_000)

    def uploads(self, name: str, content: bytes, kind: str) -> None:
        self.go("/plans/new")
        file = {"name": name, "mimeType": kind, "buffer": content}
        self.desk.get_by_label("Chọn một tệp").set_input_files(file)  # type: ignore[arg-type]  # as above
        self.press("Tải lên và đọc")
        expect(self.desk.get_by_role("heading", level=1)).to_have_text(
            re.compile("^Xem lại"), timeout=120_000
        )


@pytest.fixture
def year(open_office: Office, visit: Visit, pictures: Path) -> Year:
    def clock() -> datetime:
        return open_office.now

    head = Letterhead(HEAD.sender, open_office.base_url, HEAD.signer, KEY)
    ticker = Ticker(
        open_office.database,
        KeptRules(),  # type: ignore[arg-type]  # gives rules, as the program's keeper does
        LetterWriter(ENVIRONMENT, head),
        clock,
        Leader(open_office.database, "test:1:1"),
        watch=ClockWatch(wary=False),
    )
    return Year(open_office, visit(reduced_motion="reduce"), pictures, ticker)


def test_a_year_without_a_shell(year: Year, visit: Visit, tmp_path: Path) -> None:
    complaints = watched(year.desk)
    signs_in(year)
    adopts(year)
    declares(year, visit(width=390, reduced_motion="reduce"))
    accepts(year)
    asks_for_time(year, visit(width=390, reduced_motion="reduce"))
    amends(year, tmp_path)
    merges(year)
    asks_for_a_report(year)
    closes_the_year(year)
    assert [one for one in complaints if NOTHING_TO_SEE not in one] == []
    assert len(year.seen) == len(set(year.seen))


def signs_in(year: Year) -> None:
    desk = year.desk
    year.go("/")
    desk.get_by_label("Địa chỉ thư").fill(CLERK)
    desk.get_by_label("Mật khẩu").fill(GOOD)
    year.press("Đăng nhập bằng mật khẩu")
    expect(desk.get_by_role("heading", level=1)).to_have_text("Hôm nay")
    year.picture(desk, "nothing-yet")


def adopts(year: Year) -> None:
    """Uploaded, three questions answered, adopted; the first letters go the same morning."""
    desk = year.desk
    year.uploads("quyet-dinh-39.txt", (EXAMPLE / "plan.txt").read_bytes(), "text/plain")
    desk.get_by_label("Báo cáo cải cách hành chính", exact=True).check()
    year.press("Ghi khung")
    expect(desk.get_by_label("Báo cáo cải cách hành chính", exact=True)).to_be_checked(timeout=60_000)
    year.picture(desk, "review")
    name = desk.locator("form", has=desk.locator(f'input[name="name"][value="{MISSPELT}"]'))
    name.get_by_label("Sở Thông tin và Truyền thông").check()
    name.get_by_role("button", name="Ghi").click()
    left(desk, 5)
    group = desk.locator("form", has=desk.locator(f'input[name="name"][value="{COMMUNES}"]'))
    group.get_by_label("Ngoài phạm vi theo dõi").check()
    group.get_by_role("button", name="Ghi").click()
    left(desk, 4)
    desk.get_by_label("Chủ trì là").first.fill("UBND các huyện, thành phố")
    desk.locator("form", has=desk.get_by_label("Chủ trì là").first).get_by_role("button").first.click()
    left(desk, 3)
    desk.get_by_role("button", name=re.compile("^Nhận kế hoạch")).click()
    expect(desk.get_by_role("heading", level=1)).to_have_text("Đã nhận kế hoạch", timeout=120_000)
    year.picture(desk, "adopted")
    year.on(date(2012, 3, 27))
    year.go("/mail")
    expect(desk.get_by_role("link", name="theo Quyết định 39/QĐ-UBND").first).to_be_visible()
    year.picture(desk, "first-letters")


def left(desk: Page, questions: int) -> None:
    """So many questions are left, once the answer was taken in."""
    expect(desk.get_by_role("link", name=f"Cần người xem {questions}")).to_be_visible(timeout=60_000)


def comes_in_by_its_letter(year: Year, page: Page) -> None:
    """By the door of the newest letter that the agency has."""
    with year.office.database.read() as session:
        query = select(Letter).where(Letter.agency == DECLARES).order_by(col(Letter.id).desc())
        letters = [text_of(one) for one in session.exec(query)]
    doors = [found[0] for one in letters if (found := re.search(r"http\S+/o/[\w.-]+", one))]
    page.goto(doors[0])
    page.get_by_role("button", name="Vào trang của cơ quan").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Sở Tài chính")


def says_it_is_sent(page: Page, number: str) -> None:
    page.get_by_label("Ngày hoàn thành, ngày gửi").fill("30/3/2012")
    page.get_by_label("Số văn bản").fill(number)
    page.get_by_role("button", name="Báo đã xong").click()
    expect(page.get_by_text("xác nhận").first).to_be_visible()


def declares(year: Year, phone: Page) -> None:
    """Late on 9/4 an agency says that it sent on 30/3: sent back, and said again."""
    desk = year.desk
    year.on(date(2012, 4, 9))
    comes_in_by_its_letter(year, phone)
    year.picture(phone, "what-we-owe")
    phone.get_by_role("link", name=re.compile("Báo cáo quý I năm 2012", re.IGNORECASE)).first.click()
    place = phone.url
    says_it_is_sent(phone, "7/BC-STC")
    year.on(date(2012, 4, 10))
    year.go("/todo")
    year.picture(desk, "declared")
    desk.get_by_role("link", name="Trả lại…").click()
    desk.get_by_label("Vì sao trả lại").fill("thiếu Biểu số 2")
    year.picture(desk, "why-it-is-sent-back")
    year.press("Trả lại, thực hiện lại")
    expect(desk.get_by_role("link", name="Trả lại…")).to_have_count(0)
    year.on(date(2012, 4, 12))
    comes_in_by_its_letter(year, phone)
    expect(phone.get_by_text("thiếu Biểu số 2").first).to_be_visible()
    year.picture(phone, "sent-back")
    phone.goto(place)
    says_it_is_sent(phone, "9/BC-STC")


def accepts(year: Year) -> None:
    """As it arrived; the others' reports are taken from a list, and the quarter is issued."""
    desk = year.desk
    year.on(date(2012, 4, 16))
    year.go("/todo")
    expect(desk.get_by_label("Coi là nhận ngày, Sở Tài chính")).to_have_value("12/4/2012")
    year.press("Chấp nhận")
    expect(desk.get_by_text("9/BC-STC")).to_have_count(0)
    year.on(date(2012, 4, 25))
    year.comes_in(date(2012, 4, 25))
    year.picture(desk, "came-in")
    year.go("/reports?year=2012")
    year.picture(desk, "board-in-april")
    year.issues("2012-Q1", "30/BC-SNV")


def asks_for_time(year: Year, phone: Page) -> None:
    """Granted with its paper, then undone: it was another's."""
    desk = year.desk
    year.on(date(2012, 5, 3))
    comes_in_by_its_letter(year, phone)
    phone.get_by_role("link", name="Xin gia hạn").first.click()
    phone.get_by_label("Xin gia hạn đến ngày").fill("31/1/2013")
    phone.get_by_label("Lý do").fill("Chờ hướng dẫn của Bộ Tài chính")
    phone.get_by_role("button", name="Gửi đề nghị").click()
    expect(phone.get_by_text("Đề nghị gia hạn đến 31/01/2013")).to_be_visible()
    year.go("/todo")
    desk.get_by_text("Đồng ý…").click()
    desk.get_by_label("Số văn bản cho phép, nếu có").fill("33/TB-UBND")
    desk.get_by_label("Ngày văn bản ấy").fill("2/5/2012")
    year.picture(desk, "more-time")
    duty = desk.get_by_role("link", name=re.compile("Sở Tài chính")).first.get_attribute("href")
    assert duty
    year.press("Đồng ý")
    year.go(duty)
    expect(desk.get_by_text("gia hạn từ 30/6/2012")).to_be_visible()
    expect(desk.get_by_text("văn bản 33/TB-UBND ngày 02/5/2012")).to_be_visible()
    desk.get_by_text("Rút lại lần gia hạn…").click()
    desk.get_by_label("Nhầm thế nào").fill("thông báo ấy nói về việc khác")
    year.press("Rút lại lần gia hạn")
    expect(desk.get_by_text("Rút lại lần gia hạn…")).to_have_count(0)
    year.picture(desk, "undone")


def amends(year: Year, folder: Path) -> None:
    """In part: one row has another day, one is new; the diff says who will be told."""
    desk = year.desk
    year.on(date(2012, 5, 7))
    rows = (
        ("II.9", "Xây dựng và ban hành quy trình, quy chế phối hợp trong công tác tiếp dân, giải quyết khiếu nại, tố cáo", "Thanh tra tỉnh", "Tháng 10/2012"),
        ("II.10", "Thí điểm trả kết quả tại nhà", "Sở Nội vụ", "Tháng 9/2012"),
    )  # fmt: skip
    title = "Sửa đổi, bổ sung Kế hoạch ban hành kèm theo Quyết định số 39/QĐ-UBND ngày 25 tháng 3 năm 2012"
    file = amendment(folder, *rows, title=title, number="288", signed="04 tháng 5 năm 2012")
    year.uploads("sua-doi.html", file.read_bytes(), "text/html")
    expect(desk.get_by_role("heading", level=1)).to_have_text("Xem lại quyết định sửa đổi")
    desk.get_by_role("link", name=re.compile("^Khác bản trước")).click()
    expect(desk.get_by_text("Ai được báo điều gì")).to_be_visible()
    year.picture(desk, "amendment")
    desk.get_by_role("button", name=re.compile("^Nhận sửa đổi")).click()
    expect(desk.get_by_role("heading", level=1)).to_have_text("Đã nhận văn bản sửa đổi", timeout=120_000)
    year.picture(desk, "amended")


def merges(year: Year) -> None:
    desk = year.desk
    year.on(date(2012, 6, 1))
    year.go(f"/agencies/{MERGED}")
    desk.get_by_text("Sáp nhập vào cơ quan khác…").click()
    desk.get_by_label("Vào cơ quan").select_option(HEIR)
    year.press("Xem điều gì sẽ chuyển")
    year.picture(desk, "merger")
    year.press("Sáp nhập")
    expect(desk.get_by_text("Đã thôi hoạt động từ 01/6/2012")).to_be_visible()


def asks_for_a_report(year: Year) -> None:
    desk = year.desk
    year.on(date(2012, 6, 4))
    year.go("/reports")
    desk.get_by_role("link", name="Yêu cầu báo cáo đột xuất…").click()
    desk.get_by_label("Tên báo cáo").fill("Báo cáo nhanh cải cách hành chính")
    desk.get_by_label("Ngày phải gửi").fill("20/6")
    desk.get_by_label("Mọi cơ quan có chế độ báo cáo").check()
    desk.get_by_label("Số, ký hiệu").fill("12/UBND-NC")
    year.press("Yêu cầu báo cáo")
    expect(desk.get_by_role("heading", level=1)).to_have_text("Báo cáo nhanh cải cách hành chính")
    year.picture(desk, "asked-for")


def closes_the_year(year: Year) -> None:
    """The half year and the year are issued; the next plan begins with what recurs and what is left."""
    desk = year.desk
    year.on(date(2012, 7, 10))
    year.comes_in(date(2012, 7, 10))
    year.issues("2012-H1", "61/BC-SNV")
    year.on(date(2013, 1, 18))
    year.comes_in(date(2013, 1, 18))
    year.issues("2012", "5/BC-SNV")
    year.picture(desk, "issued")
    year.go("/brief")
    year.picture(desk, "brief")
    year.go("/figures")
    year.picture(desk, "figures")
    year.go("/plans")
    desk.get_by_role("link", name=re.compile("cải cách hành chính", re.IGNORECASE)).first.click()
    year.press("Lập dự thảo")
    expect(desk.get_by_role("heading", level=1)).to_have_text("Dự thảo kế hoạch 2016–2019")
    year.picture(desk, "next-plan")
    with desk.expect_download() as taken:
        desk.get_by_role("link", name="Tải dự thảo (.xlsx)").click()
    assert taken.value.path().stat().st_size > 5000
