"""A plan taken in by the pages: uploaded, read beside them, reviewed row by row, adopted; and whatever goes wrong on the way."""

import os
import re
import socket
from collections.abc import Iterator
from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from httpx2 import Response
from PIL import Image
from sqlmodel import select
from starlette.testclient import TestClient

from plan.agencies.store import save_agencies
from plan.documents import read_agencies
from plan.models import Alias, Audit, Plan, Task, Upload
from plan.storage.database import Database
from plan.tasks import uploads
from tests.conftest import EXAMPLE
from tests.web.conftest import Office, words
from tests.web.one_app import app_of
from web.review import review_questions
from web.site import Site

OURS = {"Sec-Fetch-Site": "same-origin"}


class Desk:
    """An operator's browser, and the reading that goes on beside it."""

    def __init__(self, office: Office, site: Site, client: TestClient) -> None:
        self.office, self.site, self.client = office, site, client

    def upload(self, content: bytes, name: str = "plan.txt") -> str:
        answer = self.client.post("/plans/new", files={"file": (name, content)}, headers=OURS)
        assert answer.status_code == 303, words(answer)
        self.site.reader.wait(60)
        return answer.headers["location"]

    def see(self, path: str) -> str:
        answer = self.client.get(path)
        assert answer.status_code == 200, answer.status_code
        return answer.text

    def act(self, path: str, deed: str, **fields: Any) -> Response:
        path = path.partition("?")[0]
        fields.setdefault("revision", self.revision(path))
        answer = self.client.post(f"{path}/{deed}", data=fields, headers=OURS)
        self.site.reader.wait(120)
        return answer

    def revision(self, path: str) -> str:
        found = re.search(r'name="revision" value="(\d+)"', self.see(path))
        return found[1] if found else "0"

    def rows(self, table: type[Any]) -> list[Any]:
        with self.office.database.read() as session:
            return list(session.exec(select(table)))


@pytest.fixture
def desk(tmp_path: Path, empty_on_sqlite: Path) -> Iterator[Desk]:
    """A new office with the register of the example, a day after the plan was signed."""
    database = Database(empty_on_sqlite_copy(empty_on_sqlite, tmp_path))
    office = Office(database, now=datetime(2012, 3, 26, 2, tzinfo=UTC))
    with database.begin() as session:
        save_agencies(session, read_agencies(EXAMPLE / "agencies.csv")[0])
    site = office.site()
    with TestClient(
        app_of(site), base_url="http://127.0.0.1", client=("127.0.0.1", 1), follow_redirects=False
    ) as client:
        client.headers["Cookie"] = office.signed_in("operator")
        yield Desk(office, site, client)
    site.reader.wait(60)
    database.close()


def empty_on_sqlite_copy(empty: Path, folder: Path) -> Path:
    copy = folder / "plan.db"
    copy.write_bytes(empty.read_bytes())
    return copy


PLAN = (EXAMPLE / "plan.txt").read_bytes()


NAME, GROUP = "Sở Thông tin và ru ền thông", "UBND các xã, phường, thị trấn"


def test_a_plan_is_taken_in_after_three_answers(desk: Desk) -> None:
    """The whole way: nothing binds anybody before the last button."""
    at = desk.upload(PLAN)
    page = desk.see(at)
    for said in ("Cần người xem 6", "Hiểu rõ", "Chưa ghi gì; chưa ai được báo"):
        assert said in words(page)
    assert f"<mark>{NAME}</mark>" in page
    assert " checked" not in page  # a suggestion is offered, never chosen beforehand
    desk.act(at, "name", name=NAME, choice="agency:so-thong-tin-va-truyen-thong")
    desk.act(at, "name", name=GROUP, choice="outside")
    desk.act(at, "row", rows=first_row(desk.see(at), "lead"), cell="lead", words="UBND các huyện, thành phố")
    page = words(desk.see(at))
    assert "Còn 3 điều chưa trả lời" in page
    assert "Nhận kế hoạch, để 3 điều hỏi sau" in page
    assert desk.rows(Plan) == desk.rows(Task) == desk.rows(Alias) == []

    assert desk.act(at, "adopt").status_code == 303
    done = words(desk.see(at))
    for said in ("48 nhiệm vụ", "cơ quan nhận thư giao việc", "3 điều để hỏi sau"):
        assert said in done
    assert [plan.code for plan in desk.rows(Plan)] == ["39/QĐ-UBND"]
    assert len(desk.rows(Task)) == 48
    assert [row.name for row in desk.rows(Alias)] == [NAME]
    acts = {row.act for row in desk.rows(Audit) if row.who == "user:operator@quangngai.example"}
    assert {"upload", "answer", "alias", "settle", "import"} <= acts


def first_row(page: str, cell: str) -> str:
    """The rows that the first question about that cell is about."""
    found = re.search(rf'name="rows" value="([^"]+)"><input type="hidden" name="cell" value="{cell}"', page)
    assert found, page
    return found[1]


# What is said of bad input, and that nothing is half adopted.
ROWS = "".join(f"\t{n}\n\tViệc số {n} của kế hoạch lớn\n\tSở Nội vụ\n\tQuý IV\n\n" for n in range(1, 10_002))
HEAD = "Số: 9/KH-UBND\nQuảng Ngãi, ngày 02 tháng 4 năm 2012\n\nKẾ HOẠCH\nViệc lớn năm 2012\n\n"
COLUMNS = "\tSTT\n\tNhiệm vụ\n\tCơ quan chủ trì\n\tThời gian\n\n"


def small(*rows: str, number: str = "9", title: str = "Việc nhỏ năm 2012", columns: str = COLUMNS) -> bytes:
    head = HEAD.replace("Số: 9/", f"Số: {number}/").replace("Việc lớn năm 2012", title)
    return (head + columns + "\n".join(rows)).encode()


def row(number: int, title: str, lead: str = "Sở Nội vụ", time: str = "Quý IV") -> str:
    return f"\t{number}\n\t{title}\n\t{lead}\n\t{time}\n"


def test_the_same_file_twice_leads_to_the_first(desk: Desk) -> None:
    content = small(row(1, "Rà soát thủ tục"))
    first, again = desk.upload(content), desk.upload(content, "ten-khac.txt")
    assert again == f"{first}?seen=1"
    assert "Đúng tệp này đã được tải lên" in desk.see(again)
    assert len(desk.rows(Upload)) == 1


@pytest.mark.parametrize(
    ("content", "name", "said"),
    [
        (b"xin ch\xc3\xa0o", "a.txt", "Không thấy nhiệm vụ nào"),
        (b"%PDF-1.4 broken", "a.pdf", "hỏng hoặc thiếu phần cuối"),
        (b"PK\x03\x04junk", "a.docx", "không phải tệp Word hay Excel"),
    ],
)
def test_what_cannot_be_read_says_what_to_do_and_is_kept(
    desk: Desk, content: bytes, name: str, said: str
) -> None:
    at = desk.upload(content, name)
    page = desk.see(at)
    assert said in words(page)
    assert "Tệp vẫn được giữ" in words(page)
    assert "dondoc " not in page
    assert "--columns" not in page
    answer = desk.client.get(f"{at}/file")
    assert answer.content == content
    assert "attachment" in answer.headers["content-disposition"]
    assert desk.act(at, "drop").status_code == 303
    assert [one.content for one in desk.rows(Upload)] == [b""]


def test_nothing_sent_and_too_much_sent_are_said(desk: Desk) -> None:
    assert (
        "hãy chọn một tệp" in desk.client.post("/plans/new", data={"pasted": " "}, headers=OURS).text.lower()
    )
    empty = desk.client.post("/plans/new", files={"file": ("a.txt", b"")}, headers=OURS)
    assert empty.status_code == 422
    assert "trống" in empty.text
    large = desk.client.post("/plans/new", files={"file": ("a.txt", b"x" * (10 * 2**20 + 1))}, headers=OURS)
    assert large.status_code == 413
    assert desk.rows(Upload) == []


def test_a_name_with_every_sign_is_no_path_and_no_mark(desk: Desk) -> None:
    """Neither as the name of the file nor in the cells of a row."""
    evil = "<svg onload=alert(1)><script>alert(1)</script></svg>"
    at = desk.upload(small(row(1, f"Rà soát {evil} & “mọi” 'dấu'", evil)), f"../../etc/{evil}.txt")
    page = desk.see(at)
    assert evil not in page
    assert "<svg onload" not in page
    assert "&lt;svg onload=alert(1)&gt;&lt;script&gt;" in page
    assert "/" not in desk.rows(Upload)[0].name


def test_a_pasted_text_is_read_like_a_file(desk: Desk) -> None:
    pasted = small(row(1, "Rà soát thủ tục"), row(2, "Tập huấn")).decode()
    answer = desk.client.post("/plans/new", data={"pasted": pasted}, headers=OURS)
    desk.site.reader.wait(60)
    assert "2 nhiệm vụ" in words(desk.see(answer.headers["location"]))


def test_the_frame_is_asked_on_the_page_and_proposed_only(desk: Desk) -> None:
    bare = "KẾ HOẠCH\nCông tác văn thư\n\n" + COLUMNS + row(1, "Kiểm tra công tác văn thư")
    at = desk.upload(bare.encode())
    page = desk.see(at)
    assert 'id="f-number" name="number" maxlength="1200" value=""' in page
    assert "/adopt" not in page
    assert "Cần trả lời" in page
    assert desk.act(at, "frame", number="vô số").status_code == 422
    assert desk.act(at, "frame", issued_on="32/1/2012").status_code == 422
    desk.act(at, "frame", number="12/KH-SNV", issued_on="3/4/2012", period="2012", title="Công tác văn thư")
    assert "/adopt" in desk.see(at)
    desk.act(at, "adopt")
    (plan,) = desk.rows(Plan)
    assert (plan.code, plan.issued_on, plan.first.year) == ("12/KH-SNV", date(2012, 4, 3), 2012)


def test_who_answers_second_sees_what_the_first_said(desk: Desk) -> None:
    at = desk.upload(small(row(1, "Rà soát", "Ban Quản lý Bến Đò")))
    seen = desk.revision(at)
    page = desk.see(at)
    keys = re.findall(r'name="question" value="([^"]+)"', page)
    desk.act(at, "name", name="Ban Quản lý Bến Đò", choice="agency:so-noi-vu", revision=seen)
    answer = desk.act(
        at,
        "name",
        name="Ban Quản lý Bến Đò",
        choice="other",
        agency="Sở Y tế",
        revision=seen,
        question=keys[0],
    )
    assert answer.status_code == 412
    said = words(answer)
    assert "so-noi-vu, operator@quangngai.example" in said
    assert "Sở Y tế" in said


def test_an_answer_that_says_nothing_is_refused_and_stays_typed(desk: Desk) -> None:
    at = desk.upload(small(row(1, "Rà soát", "Sở Nội vụ", "Quý mấy cũng được")))
    page = desk.see(at)
    question = re.findall(
        r'name="cell" value="timing"><input type="hidden" name="question" value="([^"]+)"', page
    )[0]
    assert "ví dụ: Quý IV năm 2012" in words(page)  # of the plan's own years
    rows = first_row(page, "timing")
    answer = desk.act(at, "row", rows=rows, cell="timing", words="bao giờ cũng được", question=question)
    assert answer.status_code == 422
    assert 'value="bao giờ cũng được"' in answer.text
    assert "Lỗi: " in answer.text
    assert desk.act(at, "row", rows=rows, cell="timing", words="Quý III năm 2012").status_code == 303
    assert "30/9/2012" in words(desk.see(f"{at}?tab=all"))


def test_what_was_answered_is_shown_as_it_is_understood(desk: Desk) -> None:
    """Words that wait for something are an answer, and nobody would be asked again: whoever gave it has to see that."""
    at = desk.upload(small(row(1, "Rà soát", "Sở Nội vụ", "Quý mấy cũng được"), row(2, "Báo cáo", "Sở Mới")))
    rows = first_row(desk.see(at), "timing")
    answer = desk.act(at, "row", rows=rows, cell="timing", words="sau tết ít lâu", tab="ask")
    said = words(desk.see(answer.headers["location"]))
    shown = said[said.index("Vừa trả lời, nay hiểu là") :]
    assert "Chờ sự kiện hoặc văn bản khác" in shown[:400]
    assert "“sau tết ít lâu”" in shown[:400]
    assert "Vừa trả lời" not in words(desk.see(f"{at}?said=nobody"))


def test_a_question_about_thousands_of_rows_can_be_answered(desk: Desk) -> None:
    at = desk.upload(small(row(1, "Rà soát", time="Quý mấy cũng được")))
    rows = ",".join([first_row(desk.see(at), "timing"), *(f"{n:016x}" for n in range(12_000))])
    answer = desk.act(at, "row", rows=rows, cell="timing", words="Quý III năm 2012", tab="ask")
    assert answer.status_code == 303
    assert desk.act(at, "row", rows=rows, cell="timing", words="Quý III" * 2000).status_code == 400


def test_a_plan_that_changed_meanwhile_is_shown_again(desk: Desk) -> None:
    """The lead of a row has another name in the register now: what was agreed to is no more what would come of it."""
    at = desk.upload(small(row(1, "Rà soát", "Sở Nội vụ")))
    desk.office.rename("so-noi-vu", "Sở Nội vụ và Lao động")
    answer = desk.act(at, "adopt")
    assert answer.status_code == 412
    assert "đã đổi từ lúc xem" in words(answer)
    assert desk.rows(Plan) == []
    assert desk.act(at, "adopt").status_code == 303
    assert len(desk.rows(Plan)) == 1


def test_a_reader_that_was_killed_is_followed_by_the_next(desk: Desk) -> None:
    with desk.office.database.begin() as session:
        number, _ = uploads.receive(session, desk.office.act(), "a.txt", small(row(1, "Rà soát")))
        dead = uploads.claim(session, f"{socket.gethostname()}:999999:1", desk.office.now)
        assert dead is not None
    desk.site.read_uploads()
    desk.site.reader.wait(60)
    assert "Xem lại trước khi nhận" in desk.see(f"/plans/new/{number}")


def test_a_file_that_ends_its_reader_each_time_is_given_up(desk: Desk) -> None:
    with desk.office.database.begin() as session:
        number, _ = uploads.receive(session, desk.office.act(), "a.txt", small(row(1, "Rà soát")))
        for _ in range(3):
            uploads.claim(session, f"{socket.gethostname()}:999999:1", desk.office.now)
            uploads.hold_upload(session, number).worker = ""
    desk.site.read_uploads()
    desk.site.reader.wait(60)
    assert "ba lần đều dừng giữa chừng" in desk.see(f"/plans/new/{number}")


def test_a_locked_file_and_a_scan_are_refused_with_advice(desk: Desk) -> None:
    locked = (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
        + b"\0" * 600
        + "EncryptedPackage".encode("utf-16-le")
        + b"\0" * 600
    )
    at = desk.upload(locked, "khoa.docx")
    assert "mật khẩu" in words(desk.see(at))
    made, blank = BytesIO(), Image.new("1", (60, 80), "white")
    blank.save(made, "PDF", save_all=True, append_images=[blank] * 299)
    assert "ảnh quét" in words(desk.see(desk.upload(made.getvalue(), "300-trang.pdf")))
    assert desk.rows(Plan) == []


def test_the_page_asks_by_itself_while_the_file_is_read(desk: Desk) -> None:
    """Nothing is lost where it is closed: the row says how far the reading is."""
    with desk.office.database.begin() as session:
        number, _ = uploads.receive(session, desk.office.act(), "a.docx", b"PK")
        other = f"{socket.gethostname()}:{os.getpid()}:other"
        uploads.claim(session, other, desk.office.now)
        uploads.note_progress(session, number, other, desk.office.now, "Đang đọc bảng 3 trên 7 · 132 dòng")
    page = desk.see(f"/plans/new/{number}")
    assert '<meta http-equiv="refresh" content="1">' in page
    assert "Đang đọc bảng 3 trên 7 · 132 dòng" in words(page)
    assert "Đang đọc bảng 3 trên 7" in words(desk.see("/plans"))
    assert desk.act(f"/plans/new/{number}", "adopt").status_code == 412
    assert desk.act(f"/plans/new/{number}", "drop").status_code == 303


@pytest.mark.slow
def test_a_long_plan_is_adopted_beside_the_pages(desk: Desk) -> None:
    at = desk.upload(small(*(row(n, f"Việc số {n} của kế hoạch dài") for n in range(1, 320))))
    assert "1–100 trong 319" in words(desk.see(f"{at}?tab=all"))
    assert desk.act(at, "adopt").status_code == 303
    assert "319 nhiệm vụ" in words(desk.see(at))
    assert len(desk.rows(Task)) == 319


def test_an_answer_is_taken_back(desk: Desk) -> None:
    at = desk.upload(small(row(1, "Rà soát", "Ban Quản lý Bến Đò"), row(2, "Tập huấn", "Ban Quản lý Bến Đò")))
    asked = words(desk.see(at))
    assert "Cần người xem 1" in asked  # one question for both rows
    assert "Cùng câu hỏi ở 1 dòng khác" in asked
    desk.act(at, "name", name="Ban Quản lý Bến Đò", choice="new", mail="ben-do@quangngai.example")
    assert "Mọi điều đã rõ" in words(desk.see(at))
    desk.act(at, "back", name="Ban Quản lý Bến Đò")
    assert "Cần người xem 1" in words(desk.see(at))
    key = re.findall(r'name="question" value="([^"]+)"', desk.see(at))[0]
    desk.act(at, "later", question=key)
    page = words(desk.see(at))
    assert "1 điều để sau" in page
    assert "Mọi điều đã rõ" in page


def test_a_regime_is_one_that_is_offered_never_a_file_of_the_machine(desk: Desk, tmp_path: Path) -> None:
    secret = tmp_path / "s.toml"
    secret.write_text("a secret of the machine", encoding="utf-8")
    at = desk.upload(PLAN)
    answer = desk.act(at, "frame", whole="1", **{f"regime-{secret}"[:59]: "1", "regime-../../s.toml": "1"})
    assert answer.status_code == 303
    (row,) = desk.rows(Upload)
    assert row.answers["regimes"] == []


def test_questions_that_hold_up_most_work_come_first() -> None:
    def line(place: int, number: str, *asked: str) -> dict[str, object]:
        questions = [
            {
                "key": one,
                "cell": "lead",
                "text": one,
                "message": "",
                "is_name": True,
                "suggestions": [],
                "earlier": "",
            }
            for one in asked
        ]
        return {
            "key": str(place),
            "section": "I",
            "number": number,
            "title": "Việc " * 20,
            "questions": questions,
        }

    rows = [line(1, "1", "BGH"), line(2, "2", "Đội", "Tổ"), line(3, "", "Tổ")]
    found = review_questions(rows)
    assert [one.text for one in found] == ["Tổ", "BGH", "Đội"]
    assert found[0].refs == ["I.2", "“Việc Việc Việc Việc Việc Việc Việc Việc…”"]
