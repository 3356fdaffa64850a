"""What a decision changes is told to each agency as a change, once, in its next letter, with the decision."""

import re
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from notifications.letters import LetterWriter
from plan.ledger.withdrawal import withdraw
from plan.storage.database import Database
from scheduler.policy.rules import Rules
from scheduler.reconciliation.recount import check
from tests.cli.conftest import run_in, small_plan
from tests.cli.test_amendments import amendment
from tests.conftest import EXAMPLE
from tests.story import Story, morning, text_of

ROWS = [
    ("Công khai dự toán ngân sách", "Sở Tài chính", "Tháng 9/2012"),
    ("Xây dựng Đề án một cửa", "Sở Tư pháp", "Tháng 11/2012"),
    ("Tập huấn cán bộ cấp xã", "Sở Y tế", "Tháng 11/2012"),
    ("Rà soát thủ tục hành chính", "Sở Tài chính", "Tháng 12/2012"),
]
CHANGES = (
    ("1", ROWS[0][0], "", "Tháng 10/2012"),  # moved
    ("2", ROWS[1][0], "Sở Y tế", ""),  # passes from one to another
    ("3", ROWS[2][0], "", "Bãi bỏ"),
    ("5", "Thí điểm dịch vụ công trực tuyến", "Sở Tư pháp", "Tháng 12/2012"),
)
BY = "Theo Quyết định số 41/QĐ-UBND ngày 10/7/2012"


@pytest.fixture(scope="module")
def amended(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("told")
    run_in(
        folder,
        "import",
        small_plan(folder, *ROWS),
        "--agencies",
        EXAMPLE / "agencies.csv",
        "--as-of",
        "2012-04-02",
    )
    ran = run_in(folder, "import", amendment(folder, *CHANGES), "--as-of", "2012-07-11", "--json")
    assert ran.json["changes"] == {"added": 1, "changed": 2, "withdrawn": 1, "unchanged": 1}, ran
    return folder / "plan.db"


@pytest.fixture
def story(amended: Path, tmp_path: Path, rules: Rules, writer: LetterWriter) -> Iterator[Story]:
    shutil.copy(amended, tmp_path / "plan.db")
    database = Database(f"sqlite:///{tmp_path / 'plan.db'}")
    yield Story(database, rules, writer)
    database.close()


def changes_in(text: str) -> list[tuple[str, str]]:
    part = text.replace("\r", "").split("MỚI GIAO, MỚI ĐỔI", 1)[1]
    cards = re.split(r"\n\n(?:\d+\. |[A-ZĐ, ]{8,})", part)
    told = (re.fullmatch(rf"○ (.+)\n   “(.+)”\n(?:.*\n)*?   {BY}\.(?:\n.*)*", card) for card in cards)
    return [(found[2], found[1]) for found in told if found]


def test_each_agency_hears_once_what_changed_for_it(story: Story) -> None:
    story.live(date(2012, 7, 12), date(2012, 7, 20))
    told = {}
    for letter in story.letters(kind="digest"):
        text = text_of(letter)
        if BY in text:
            assert letter.agency not in told
            told[letter.agency] = [" – ".join(pair) for pair in changes_in(text)]
            assert str(letter.day) == "2012-07-12"
    assert told == {
        "so-tai-chinh": [f"{ROWS[0][0]} – Chuyển thời hạn từ 30/9/2012 sang 31/10/2012"],
        "so-tu-phap": [
            f"{ROWS[1][0]} – Không còn giao cho cơ quan",
            "Thí điểm dịch vụ công trực tuyến – Mới giao cho cơ quan",
        ],
        "so-y-te": [
            f"{ROWS[1][0]} – Mới giao cho cơ quan",
            f"{ROWS[2][0]} – Không phải thực hiện nữa",
        ],
    }
    steps = [n for n in story.told() if n.step.startswith("changed-")]
    assert len(steps) == 5
    assert all(n.letter_id for n in steps)


def test_the_nightly_check_finds_nothing_odd_in_it(story: Story) -> None:
    story.live(date(2012, 7, 12), date(2012, 7, 12))
    with story.database.read() as session:
        assert check(session, story.rules, date(2012, 7, 12)) == []


def test_a_letter_that_was_taken_back_tells_it_again(story: Story) -> None:
    story.tick(morning(date(2012, 7, 12)))
    numbers = [letter.id for letter in story.letters(kind="digest", agency="so-tai-chinh")]
    with story.database.begin() as session:
        withdraw(session, numbers, "thử", morning(date(2012, 7, 12)), date(2012, 7, 12))
    story.tick(morning(date(2012, 7, 13)))
    again = [x for x in story.letters(kind="digest", agency="so-tai-chinh") if str(x.day) == "2012-07-13"]
    assert [changes_in(text_of(letter)) for letter in again] == [
        [(ROWS[0][0], "Chuyển thời hạn từ 30/9/2012 sang 31/10/2012")]
    ]
