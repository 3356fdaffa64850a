"""Amendments by the pages: shown as a difference with what moves and who will be told, adopted once, never half."""

import re
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from plan.documents import read_document
from plan.models import Obligation, Plan, Proposal, Task
from plan.tasks.proposals import KeptImport, keep
from tests.web.conftest import words
from tests.web.test_new_plan import COLUMNS, OURS, Desk, desk, row

__all__ = ["desk"]
SIGNED = "Quảng Ngãi, ngày 25 tháng 3 năm 2012\n\n"
PLAN = (
    f"Số: 39/QĐ-UBND\n{SIGNED}KẾ HOẠCH\nCải cách hành chính năm 2012\n\n{COLUMNS}"
    + row(1, "Rà soát thủ tục hành chính", "Sở Tư pháp", "Quý II")
    + "\n" + row(2, "Xây dựng Đề án một cửa", "Sở Nội vụ", "Tháng 9/2012")
    + "\n" + row(3, "Công khai dự toán ngân sách", "Sở Tài chính", "Quý IV")
    + "\n" + row(4, "Tập huấn cán bộ cấp xã", "Sở Y tế", "Quý IV")
).encode()  # fmt: skip


def amendment(*rows: str, number: int = 41) -> bytes:
    title = "QUYẾT ĐỊNH\nSửa đổi, bổ sung Kế hoạch ban hành kèm theo Quyết định số 39/QĐ-UBND ngày 25 tháng 3 năm 2012\n\n"
    head = f"Số: {number}/QĐ-UBND\nQuảng Ngãi, ngày 10 tháng 7 năm 2012\n\n{title}{COLUMNS}"
    return (head + "\n".join(rows)).encode()


@pytest.fixture
def followed(desk: Desk) -> Desk:
    """The plan was adopted in March; it is July now."""
    at = desk.upload(PLAN)
    assert desk.act(at, "adopt").status_code == 303
    desk.office.now = datetime(2012, 7, 11, 2, tzinfo=UTC)
    desk.client.headers["Cookie"] = desk.office.signed_in("operator")
    return desk


CHANGE = (
    row(1, "Rà soát thủ tục hành chính", "Sở Tư pháp", "Quý III/2012"),
    row(5, "Xây dựng Đề án vị trí việc làm", "Sở Nội vụ", "Quý IV/2012"),
)


def test_an_amendment_is_a_difference_with_what_moves(followed: Desk) -> None:
    at = followed.upload(amendment(*CHANGE))
    page = followed.see(at)
    text = words(page)
    assert "Xem lại quyết định sửa đổi" in text
    assert "1 nhiệm vụ đổi, 1 thêm, 0 thôi, 3 không đổi" in text
    assert 'aria-current="page">Khác bản trước 2' in page  # the first that is not empty
    assert re.search(r"<del>Quý II</del> ?<ins>Quý III/2012</ins>", page)
    assert "trễ 7" in text
    assert "30/6/2012" in text
    assert "30/9/2012" in text
    assert "Sở Tư pháp" in text
    assert "hạn mới, 30/9/2012" in text
    before = [(task.timing, task.withdrawn_on) for task in followed.rows(Task)]
    assert before[0] == ("Quý II", None)  # looked at, and nothing done
    assert followed.act(at, "adopt").status_code == 303
    assert {task.timing for task in followed.rows(Task)} >= {"Quý III/2012"}
    assert len(followed.rows(Task)) == 5
    assert len(followed.rows(Plan)) == 1
    plan = words(followed.see("/plans/1"))
    assert "41/QĐ-UBND" in plan
    assert "sửa đổi một phần" in plan
    document = followed.client.get("/plans/1/documents/2")
    assert document.content == amendment(*CHANGE)
    assert "sandbox" in document.headers["content-security-policy"]


def test_an_amendment_under_review_while_another_is_adopted(followed: Desk) -> None:
    """The second would have changed other words: it is shown again, and neither is taken in twice."""
    first = followed.upload(amendment(*CHANGE))
    second = followed.upload(
        amendment(row(1, "Rà soát thủ tục hành chính", "Sở Tư pháp", "Quý IV/2012"), number=42)
    )
    followed.act(first, "adopt")
    answer = followed.act(second, "adopt")
    assert answer.status_code == 412
    assert re.search(r"<del>Quý III/2012</del> ?<ins>Quý IV/2012</ins>", answer.text)
    assert followed.act(second, "adopt").status_code == 303
    assert followed.rows(Task)[0].timing == "Quý IV/2012"


def test_an_amendment_of_a_plan_nobody_knows_says_so(desk: Desk) -> None:
    at = desk.upload(amendment(*CHANGE))
    page = desk.see(at)
    assert "mà chưa nhận kế hoạch ấy" in words(page)
    assert "/adopt" not in page
    assert "--amends" not in page
    assert desk.act(at, "adopt").status_code == 422
    assert desk.rows(Plan) == []


def test_a_plan_that_asks_the_same_again_asks_how_it_is_related(followed: Desk) -> None:
    again = PLAN.replace("39/QĐ-UBND".encode(), "77/QĐ-UBND".encode())
    at = followed.upload(again)
    page = followed.see(at)
    assert "4 nhiệm vụ đã có trong kế hoạch 39/QĐ-UBND" in words(page)
    assert "/adopt" not in page
    assert followed.act(at, "adopt").status_code == 422
    assert followed.act(at, "relation", relation="supersedes:39/QĐ-UBND").status_code == 303
    assert followed.act(at, "adopt").status_code == 303
    (plan,) = followed.rows(Plan)
    assert plan.code == "77/QĐ-UBND"
    assert plan.supersedes == ["39/QĐ-UBND"]


def test_the_next_period_is_drafted_on_a_page(followed: Desk) -> None:
    before = len(followed.rows(Obligation))
    page = words(followed.see("/plans/1/next?period=2013"))
    assert "Dự thảo kế hoạch 2013" in page
    assert "nhiệm vụ đưa sang" in page
    made = followed.client.get("/plans/1/next.xlsx?period=2013")
    assert made.content.startswith(b"PK")
    assert "du-thao-ke-hoach-2013" in made.headers["content-disposition"]
    assert len(followed.rows(Obligation)) == before
    assert followed.client.get("/plans/1/next?period=hôm nào").status_code == 422


def test_first_letters_are_looked_at_before_they_are_written(desk: Desk) -> None:
    at = desk.upload(PLAN)
    desk.act(at, "adopt")
    page = desk.see("/plans/1/letters")
    assert "4 cơ quan" in words(page)
    assert "Chưa thư nào đi" in words(page)
    letter = desk.see("/plans/1/letters/so-tu-phap/html")
    assert "Rà soát thủ tục hành chính" in letter
    assert (
        desk.client.get("/plans/1/letters/so-y-te/html")
        .headers["content-security-policy"]
        .startswith("sandbox")
    )
    assert desk.client.get("/plans/1/letters/nowhere").status_code == 404


def test_what_waits_to_be_adopted_stands_among_what_waits(desk: Desk) -> None:
    at = desk.upload(PLAN)
    page = desk.see("/todo")
    assert "Kế hoạch chờ nhận" in words(page)
    assert f'href="{at}"' in page
    assert at in desk.see("/plans")
    assert date(2012, 3, 26) == desk.site.today()


def test_what_the_shell_left_to_be_answered_is_answered_on_a_page(desk: Desk, tmp_path: Path) -> None:
    file = tmp_path / "kh.txt"
    bare = "KẾ HOẠCH\nCông tác văn thư\n\n" + COLUMNS + row(1, "Kiểm tra công tác văn thư")
    file.write_text(bare, encoding="utf-8")
    with desk.office.database.begin() as session:
        keep(session, desk.office.act(), KeptImport(read_document(file), "kh.txt"))
    assert "Công tác văn thư" in words(desk.see("/plans"))
    answer = desk.client.post("/plans/waiting/1/review", data={"go": "1"}, headers=OURS)
    desk.site.reader.wait(60)
    at = answer.headers["location"]
    assert "Cần trả lời" in words(desk.see(at))
    desk.act(at, "frame", number="12/KH-SNV", issued_on="3/4/2012", period="2012", title="Công tác văn thư")
    assert desk.act(at, "adopt").status_code == 303
    assert [plan.code for plan in desk.rows(Plan)] == ["12/KH-SNV"]
    assert desk.rows(Proposal) == []
    assert desk.client.post("/plans/waiting/1/discard", data={"go": "1"}, headers=OURS).status_code == 404
