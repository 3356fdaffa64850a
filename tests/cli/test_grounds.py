"""What a duty rests on is true to the day: the decision in force when it was assigned, and what amended it since."""

import re
import shutil
import zipfile
from datetime import date
from functools import partial
from pathlib import Path

import pytest

from plan.obligations.views import ObligationFilter, duties
from plan.obligations.words import cite_fully, ground, ground_in_full, issuer_in_words
from plan.storage.database import Access, Database
from tests.cli.conftest import Dondoc, run_in, small_plan
from tests.cli.test_amendments import amendment
from tests.conftest import EXAMPLE

ROWS = [
    ("Công khai dự toán ngân sách", "Sở Tài chính", "Tháng 6/2012"),
    ("Xây dựng Đề án một cửa", "Sở Tư pháp", "Tháng 11/2012"),
    ("Tập huấn cán bộ cấp xã", "Sở Y tế", "Tháng 11/2013"),
    ("Kiểm tra công tác văn thư", "Sở Nội vụ", "Tháng 11/2014"),
]


@pytest.fixture(scope="module")
def amended(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Plan 39; amended by 41 in July 2012; replaced by 50 in May 2013."""
    folder = tmp_path_factory.mktemp("grounds")
    run_in(
        folder,
        "import",
        small_plan(folder, *ROWS),
        "--agencies",
        EXAMPLE / "agencies.csv",
        "--as-of",
        "2012-04-02",
    )
    changes = (
        ("2", ROWS[1][0], "", "Tháng 12/2012"),
        ("5", "Thí điểm dịch vụ công", "Sở Y tế", "Tháng 10/2012"),
    )
    ran = run_in(folder, "import", amendment(folder, *changes), "--as-of", "2012-07-11", "--json")
    assert ran.json["changes"]["changed"] == 1, ran
    shutil.copy(folder / "plan.db", folder / "before.db")
    new = small_plan(folder, *ROWS[2:], number="50", signed="10 tháng 5 năm 2013")
    ran = run_in(folder, "import", new, "--supersedes", "39/QĐ-UBND", "--as-of", "2013-05-13")
    assert ran.code in {0, 3}, ran.err
    return folder / "plan.db"


@pytest.fixture
def here(dondoc: Dondoc, amended: Path, tmp_path: Path) -> Dondoc:
    """`dondoc` where plan 39 was amended, and not yet replaced."""
    shutil.copy(amended.with_name("before.db"), tmp_path / "plan.db")
    return partial(dondoc)


def test_each_duty_cites_the_decision_of_its_day(amended: Path) -> None:
    database = Database(f"sqlite:///{amended}", access=Access.READ)
    with database.read() as session:
        found = {one.title: ground(one) for one in duties(session, date(2013, 6, 3), ObligationFilter())}
    database.close()
    first, second = "Quyết định số 39/QĐ-UBND ngày 25/3/2012", "Quyết định số 41/QĐ-UBND ngày 10/7/2012"
    assert found == {
        ROWS[0][0]: first,
        ROWS[1][0]: f"{first}, được sửa đổi bởi {second}",
        "Thí điểm dịch vụ công": second,
        ROWS[2][0]: "Quyết định số 50/QĐ-UBND ngày 10/5/2013",
        ROWS[3][0]: "Quyết định số 50/QĐ-UBND ngày 10/5/2013",
    }


def words_of(file: Path) -> str:
    with zipfile.ZipFile(file) as package:
        return re.sub(r"<[^>]+>", "", package.read("word/document.xml").decode())


def test_the_papers_cite_it_so(here: Dondoc, tmp_path: Path) -> None:
    late = ("--as-of", "2013-02-04")
    ran = here("letter", "--tasks", "--out", "letter.docx", *late)
    assert ran.code == 0, ran.err
    text = words_of(tmp_path / "letter.docx")
    assert "Quyết định số 39/QĐ-UBND ngày 25 tháng 3 năm 2012" in text
    number = next(
        row["id"]
        for row in here("obligations", "--json", *late).json
        if row["title"] == ROWS[1][0] and row["status"] == "late"
    )
    here("proof", number, "--out", "proof.docx", *late)
    assert "được sửa đổi bởi Quyết định số 41/QĐ-UBND ngày 10/7/2012" in words_of(tmp_path / "proof.docx")
    here("report", "--period", "2012", "--out", "report.docx", *late)
    said = words_of(tmp_path / "report.docx")
    assert "39/QĐ-UBND" in said
    assert "được sửa đổi bởi Quyết định số 41/QĐ-UBND ngày 10 tháng 7 năm 2012" in said


def test_an_amendment_is_cited_by_what_it_does() -> None:
    assert cite_fully(
        "41/QĐ-UBND", date(2012, 7, 10), "QUYẾT ĐỊNH Sửa đổi, bổ sung Kế hoạch", "UBND tỉnh"
    ).endswith("của UBND tỉnh sửa đổi, bổ sung Kế hoạch")
    assert issuer_in_words("ỦY BAN NHÂN DÂN TỈNH QUẢNG NGÃI") == "UBND tỉnh Quảng Ngãi"


ASKED = (
    "request-report", "Báo cáo kết quả khắc phục hạn chế", "--due", "2012-05-10", "--to", "so-y-te",
    "--document", "1300/BNV-CCHC", "--document-kind", "Công văn", "--document-on", "2012-04-20",
    "--issuer", "Bộ Nội vụ", "--subject", "khắc phục hạn chế trong cải cách hành chính",
)  # fmt: skip


def test_the_document_that_asks_is_cited_in_full(here: Dondoc, tmp_path: Path) -> None:
    ran = here(*ASKED, "--as-of", "2012-05-02", "--json")
    assert ran.code == 0, ran.err
    here("letter", "--to", "so-y-te", "--out", "letter.docx", "--as-of", "2012-05-21")
    assert (
        "Công văn số 1300/BNV-CCHC ngày 20/4/2012 của Bộ Nội vụ về khắc phục hạn chế trong cải cách hành chính"
        in words_of(tmp_path / "letter.docx")
    )


@pytest.mark.parametrize(
    ("less", "code"),
    [((*ASKED[:7], "--issuer", "Bộ Nội vụ"), 2), ((*ASKED, "--document-on", "2012-06-01"), 1)],
)
def test_what_cannot_be_is_refused(here: Dondoc, less: tuple[str, ...], code: int) -> None:
    before = len(here("obligations", "--json", "--as-of", "2012-05-02").json)
    assert here(*less, "--as-of", "2012-05-02").code == code
    assert len(here("obligations", "--json", "--as-of", "2012-05-02").json) == before


def test_ground_in_full_is_there_for_letters(amended: Path) -> None:
    database = Database(f"sqlite:///{amended}", access=Access.READ)
    with database.read() as session:
        one = next(d for d in duties(session, date(2013, 6, 3)) if d.title == ROWS[1][0])
    database.close()
    said = ground_in_full(one, ("Quảng Ngãi",), "UBND tỉnh Quảng Ngãi")
    assert (
        ", được sửa đổi bởi Quyết định số 41/QĐ-UBND ngày 10 tháng 7 năm 2012 của UBND tỉnh Quảng Ngãi"
        in said
    )
