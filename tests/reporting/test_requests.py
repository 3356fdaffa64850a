"""A report asked for by itself: told at once, urged like the others, never withdrawn by the plan."""

from datetime import date
from pathlib import Path

import pytest
from sqlmodel import select

from cli.import_request import read_request
from notifications.letters import LetterWriter
from plan.audit.log import Act
from plan.errors import NotPossibleError
from plan.models import Audit
from plan.storage.database import Database
from scheduler.intake.ad_hoc_report import ReportRequest, request_report
from scheduler.intake.plan import import_plan
from scheduler.policy.rules import Rules
from tests.cli.conftest import Dondoc
from tests.conftest import EXAMPLE
from tests.story import Story, morning, text_of

pytestmark = pytest.mark.weeks  # lives through days: quickly on SQLite, in CI on PostgreSQL too

TODAY = date(2012, 5, 7)
TITLE = "Báo cáo đột xuất về kiểm tra công vụ"


def _ask(story: Story, *to: str, due: date = date(2012, 5, 18), title: str = TITLE) -> list[int]:
    with story.database.begin() as session:
        act = Act("test", morning(TODAY), TODAY)
        return request_report(session, story.rules, act, ReportRequest(title, due, to, "1200/UBND-NC"))


@pytest.fixture
def story(database: Database, rules: Rules, writer: LetterWriter) -> Story:
    return Story(database, rules, writer)


def test_everybody_who_reports_is_asked(story: Story) -> None:
    assert len(_ask(story)) == 35


def test_it_is_told_at_once_then_reminded_then_urged(story: Story) -> None:
    story.only("so-noi-vu")  # and whoever is asked
    (number,) = _ask(story, "Sở Y tế")
    story.live(TODAY, date(2012, 5, 28))
    own = [(str(n.day), n.step) for n in story.told(obligation_id=number, agency="so-y-te") if n.letter_id]
    assert own == [
        ("2012-05-07", "opened"),
        ("2012-05-11", "before-5"),  # 13/5 was a Sunday
        ("2012-05-17", "before-1"),
        ("2012-05-18", "before-0"),
        ("2012-05-21", "late+1"),
        ("2012-05-25", "late+5"),
    ]
    urged = [str(n.day) for n in story.told(obligation_id=number, agency="so-noi-vu")]
    assert urged == ["2012-05-22", "2012-05-25"]
    letter = next(x for x in story.letters(agency="so-y-te", kind="digest") if x.day == TODAY)
    assert TITLE in text_of(letter)
    assert "văn bản số 1200/UBND-NC" in text_of(letter)
    assert "Gửi: 1200/UBND-NC" not in text_of(letter)  # the document asks: nobody sends a report to it


def test_a_plan_taken_in_again_leaves_it_alone(story: Story, rules: Rules) -> None:
    (number,) = _ask(story, "so-y-te")
    with story.database.begin() as session:
        import_plan(session, read_request(EXAMPLE / "plan.txt", None, None), rules, morning(TODAY), TODAY)
    assert story.duty(TITLE, "so-y-te", TODAY).id == number
    assert story.duty(TITLE, "so-y-te", TODAY).status == "open"


def test_a_request_that_is_sent_twice_is_one(story: Story) -> None:
    """A form pressed twice, the way back in a browser: nobody owes the same report twice."""
    assert _ask(story, "so-y-te") == _ask(story, "so-y-te")


@pytest.mark.parametrize(
    ("to", "due", "title", "words"),
    [
        ("Sở Y te", date(2012, 5, 18), TITLE, "có phải: Sở Y tế"),
        ("so-y-te", date(2012, 5, 6), TITLE, "đã qua"),
        ("so-y-te", date(2012, 5, 18), " ", "có tên"),
    ],
)
def test_what_cannot_be_asked_says_why(story: Story, to: str, due: date, title: str, words: str) -> None:
    with pytest.raises(NotPossibleError, match=words):
        _ask(story, to, due=due, title=title)
    with story.database.read() as session:
        assert session.exec(select(Audit).where(Audit.act == "request report")).all() == []


def test_one_command_asks(dondoc: Dondoc, plan_db: Path) -> None:
    assert plan_db.exists()
    given = ("request-report", TITLE, "--due", "2012-05-18", "--as-of", "2012-05-07")
    assert dondoc(*given).code == 2
    ran = dondoc(*given, "--to", "Sở Y tế", "--to", "UBND 6 huyện miền núi", "--json")
    assert (ran.code, len(ran.json)) == (0, 7)
    assert {row["kind"] for row in ran.json} == {"report"}
    assert "35 cơ quan" in dondoc(*given, "--all").out
    why = dondoc("why", ran.json[0]["id"], "--json", "--as-of", "2012-05-07")
    assert why.json["source"]["definition"]["request"]["title"] == TITLE
