"""When a plan is adopted each agency gets, once, its whole year: a letter with its list and its calendar."""

import shutil
from collections.abc import Iterator
from datetime import date
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from icalendar import Calendar

from notifications.letters import LetterWriter
from plan.ledger.withdrawal import withdraw
from plan.models import LetterState
from plan.storage.database import Database
from scheduler.policy.rules import Rules
from scheduler.reconciliation.recount import check
from tests.cli.conftest import run_in, small_plan
from tests.conftest import EXAMPLE
from tests.story import Story, morning, parsed, text_of

ROWS = [
    ("Công khai dự toán ngân sách", "Sở Tài chính", "Tháng 9/2012"),
    ("Rà soát thủ tục hành chính", "Sở Tài chính", "Tháng 12/2012"),
    ("Báo cáo tài sản công", "Sở Tài chính", "Tháng 3/2013"),
    ("Tập huấn cán bộ cấp xã", "Sở Y tế", "Tháng 11/2012"),
]
FIRST = date(2012, 4, 3)


@pytest.fixture(scope="module")
def adopted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("assigned")
    file = small_plan(folder, *ROWS)
    run_in(folder, "import", file, "--agencies", EXAMPLE / "agencies.csv", "--as-of", "2012-04-02")
    return folder / "plan.db"


@pytest.fixture
def story(adopted: Path, tmp_path: Path, rules: Rules, writer: LetterWriter) -> Iterator[Story]:
    shutil.copy(adopted, tmp_path / "plan.db")
    database = Database(f"sqlite:///{tmp_path / 'plan.db'}")
    yield Story(database, rules, writer)
    database.close()


def test_each_agency_gets_its_year_once(story: Story) -> None:
    story.live(FIRST, date(2012, 4, 20))
    letters = {letter.agency: letter for letter in story.letters(kind="assignment")}
    assert len(story.letters(kind="assignment")) == 2
    assert {agency: str(letter.day) for agency, letter in letters.items()} == {
        "so-tai-chinh": "2012-04-03",
        "so-y-te": "2012-04-03",
    }
    text = text_of(letters["so-tai-chinh"])
    assert "giao quý cơ quan 2 nhiệm vụ trong năm 2012; ○ 1 việc đầu tiên đến hạn 30/9." in text
    assert ROWS[0][0] in text
    assert ROWS[2][0] not in text  # of next year
    told = [n for n in story.told() if n.step.startswith("assignment-")]
    assert len(told) == 3
    assert all(n.letter_id for n in told)


def test_the_list_and_the_calendar_are_attached(story: Story) -> None:
    story.live(FIRST, FIRST)
    letter = story.letters(kind="assignment", agency="so-tai-chinh")[0]
    files = {part.get_filename(): part.get_content() for part in parsed(letter).iter_attachments()}
    table = next(content for name, content in files.items() if str(name).endswith(".xlsx"))
    rows = list(openpyxl.load_workbook(BytesIO(table)).active.iter_rows(values_only=True))
    assert [row[1] for row in rows if isinstance(row[0], int)] == [
        f"[1] {ROWS[0][0]} (Tháng 9/2012)",
        f"[2] {ROWS[1][0]} (Tháng 12/2012)",
    ]
    days = next(content for name, content in files.items() if str(name).endswith(".ics"))
    calendar = Calendar.from_ical(days if isinstance(days, bytes) else days.encode())
    assert len(calendar.walk("VEVENT")) == 2


def test_one_that_was_taken_back_is_written_again(story: Story) -> None:
    story.tick(morning(FIRST))
    number = story.letters(kind="assignment", agency="so-y-te")[0].id
    with story.database.begin() as session:
        withdraw(session, [number], "thử", morning(FIRST), FIRST)
    story.live(date(2012, 4, 4), date(2012, 4, 6))
    stands = [
        x for x in story.letters(kind="assignment", agency="so-y-te") if x.state != LetterState.WITHDRAWN
    ]
    assert [str(letter.day) for letter in stands] == ["2012-04-04"]


def test_the_nightly_check_finds_nothing_odd_in_it(story: Story) -> None:
    story.live(FIRST, date(2012, 4, 4))
    with story.database.read() as session:
        assert check(session, story.rules, date(2012, 4, 4)) == []


def test_a_plan_taken_in_again_is_not_assigned_again(story: Story, tmp_path: Path) -> None:
    story.live(FIRST, FIRST)
    again = small_plan(tmp_path, *ROWS)
    ran = run_in(tmp_path, "import", again, "--agencies", EXAMPLE / "agencies.csv", "--as-of", "2012-04-05")
    assert ran.code == 0, ran.err
    story.live(date(2012, 4, 6), date(2012, 4, 12))
    assert len(story.letters(kind="assignment")) == 2
