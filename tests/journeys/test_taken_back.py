"""An agency takes its own word back: until it says it again, the ladder goes on where it was, and nothing is told twice.

The report of the second quarter is due on 30/6/2012, on time until 2/7: it is late from 3/7, and its rung of five
working days is Monday 9/7.
"""

from collections.abc import Iterator
from datetime import date, time
from pathlib import Path

import pytest

from notifications.letters import Letterhead, LetterWriter
from notifications.rendering import environment
from plan.audit.log import Act, history
from plan.errors import NotPossibleError
from plan.obligations import acceptance, acts
from plan.obligations.acceptance import Said
from plan.obligations.duty import Duty
from plan.obligations.views import duty
from scheduler.reconciliation.recount import check
from tests.lives import Lives
from tests.story import Story, morning, text_of

pytestmark = pytest.mark.weeks
REPORT = "Báo cáo quý II năm 2012"
AGENCY, COLLECTOR = "so-y-te", "so-noi-vu"
LATE, FRIDAY, MONDAY, TUESDAY = (date(2012, 7, day) for day in (3, 6, 9, 10))
WEDNESDAY, THURSDAY, NEXT_FRIDAY = (date(2012, 7, day) for day in (11, 12, 13))
WRITER = LetterWriter(
    environment(),
    Letterhead("Đôn Đốc <dondoc@quangngai.example>", "https://dondoc.quangngai.example", key=b"k" * 32),
)
WITHDRAWN = "cơ quan rút lại điều đã báo trước khi thư đi"


@pytest.fixture
def story(kind: str, lives: Lives, tmp_path: Path) -> Iterator[Story]:
    """The report was urged until Thursday 5/7."""
    with lives.after(kind, WRITER, LATE, date(2012, 7, 5), tmp_path) as story:
        yield story


@pytest.fixture
def number(story: Story) -> int:
    return story.duty(REPORT, AGENCY, LATE).id


def act(on: date, hour: time, who: str = f"agency:{AGENCY}") -> Act:
    return Act(who, morning(on, hour), on)


def declare(story: Story, number: int, on: date, hour: time, document: str = "7/BC-SYT") -> None:
    with story.database.begin() as session:
        row = acts.find_obligation(session, number)
        said = Said(on, document)
        acceptance.declare(session, row, AGENCY, act(on, hour), said, story.rules.collection)


def take_back(story: Story, number: int, on: date, hour: time, agency: str = AGENCY) -> None:
    with story.database.begin() as session:
        row = acts.find_obligation(session, number)
        acceptance.take_back(session, row, agency, act(on, hour, f"agency:{agency}"))


def accept(story: Story, number: int, on: date) -> None:
    with story.database.begin() as session:
        row = acts.find_obligation(session, number)
        acceptance.accept(session, row, act(on, time(10), "shell:lan"), story.rules.collection)


def seen(story: Story, number: int, on: date) -> Duty:
    with story.database.read() as session:
        found = duty(session, on, number)
    assert found
    return found


def steps(story: Story, number: int, agency: str) -> list[tuple[date, str]]:
    """What the agency heard of it since Friday, letters of weeks and months apart."""
    told = [n for n in story.told(obligation_id=number, agency=agency) if n.letter_id and n.day >= FRIDAY]
    return [(n.day, n.step) for n in told if not n.step.startswith(("week", "month"))]


def words(story: Story, agency: str, on: date, kind: str) -> str:
    found = [one for one in story.letters(agency=agency, kind=kind, day=on) if one.state != "withdrawn"]
    return " ".join(" ".join(text_of(one) for one in found).split())


def differences(story: Story, number: int, on: date) -> list[str]:
    with story.database.read() as session:
        return [text for text in check(session, story.rules, on) if f"số {number}," in text or REPORT in text]


def written_down(story: Story, number: int) -> list[str]:
    with story.database.read() as session:
        return [one.act for one in history(session, f"obligation {number}") if one.who != "test"]


def test_taken_back_before_anybody_was_told_it_was_never_said(story: Story, number: int) -> None:
    """On Friday within half an hour; what is said after that is another word."""
    story.live(FRIDAY, FRIDAY)
    declare(story, number, FRIDAY, time(9))
    take_back(story, number, FRIDAY, time(9, 30))
    one = seen(story, number, FRIDAY)
    assert (one.status, one.declared) == ("late", None)
    assert differences(story, number, FRIDAY) == []
    declare(story, number, FRIDAY, time(11), "8/BC-SYT")
    story.live(MONDAY, MONDAY)
    assert steps(story, number, COLLECTOR) == [(MONDAY, "declared-2")], "the first word was over by then"
    letter = words(story, COLLECTOR, MONDAY, "escalation")
    assert "báo xong ngày 06/7/2012, văn bản 8/BC-SYT" in letter
    assert "7/BC-SYT" not in letter
    assert steps(story, number, AGENCY) == [], "its urging pauses while its word waits"
    assert differences(story, number, MONDAY) == []


def test_taken_back_after_the_collector_was_told_the_ladder_goes_on(story: Story, number: int) -> None:
    """Then it is said for good, and accepted as of the day of that word."""
    declare(story, number, FRIDAY, time(11))
    story.live(MONDAY, TUESDAY)
    assert steps(story, number, COLLECTOR) == [(MONDAY, "declared-1")]
    take_back(story, number, TUESDAY, time(9))
    for day in (WEDNESDAY, THURSDAY):
        story.live(day, day)
        assert differences(story, number, day) == []
        assert "7/BC-SYT" not in words(story, COLLECTOR, day, "escalation")
    assert steps(story, number, AGENCY) == [(WEDNESDAY, "late+5")], "its day was 9/7, while the word waited"
    letter = words(story, AGENCY, WEDNESDAY, "digest")
    assert "▲ Quá hạn 7 ngày làm việc" in letter
    assert "trả lại" not in letter, "nobody sent anything back"
    declare(story, number, THURSDAY, time(15), "9/BC-SYT")
    story.live(NEXT_FRIDAY, NEXT_FRIDAY)
    assert steps(story, number, COLLECTOR)[-1] == (NEXT_FRIDAY, "declared-2")
    assert differences(story, number, NEXT_FRIDAY) == []
    accept(story, number, NEXT_FRIDAY)
    over = seen(story, number, NEXT_FRIDAY)
    assert (over.status, over.done_on, over.document) == ("done-late", THURSDAY, "9/BC-SYT")
    assert written_down(story, number) == ["declared", "declaration taken back", "declared", "accept"]


def test_a_letter_about_it_that_has_not_gone_goes_no_more(story: Story, number: int) -> None:
    """The collector's letter waits for the server; what else it says is written anew, each thing once."""
    story.live(FRIDAY, FRIDAY)
    declare(story, number, FRIDAY, time(15))
    story.tick(morning(MONDAY))
    (first,) = story.letters(agency=COLLECTOR, kind="escalation", day=MONDAY)
    assert "7/BC-SYT" in text_of(first)
    take_back(story, number, MONDAY, time(8, 10))
    (gone,) = story.letters(id=first.id)
    assert (gone.state, gone.error) == ("withdrawn", WITHDRAWN)
    story.live(MONDAY, TUESDAY)
    assert steps(story, number, COLLECTOR) == [(MONDAY, "escalate+5")], "what paused is told with the rest"
    assert "7/BC-SYT" not in words(story, COLLECTOR, MONDAY, "escalation")
    others = {n.obligation_id for n in story.told(agency=COLLECTOR, step="escalate+5", day=MONDAY)}
    assert len(others) > 1, "and of the others nothing is lost"
    assert all(
        n.letter_id and not n.owed for n in story.told(agency=COLLECTOR, step="escalate+5", day=MONDAY)
    )
    (row,) = story.told(obligation_id=number, agency=COLLECTOR, step="declared-1")
    assert row.letter_id is None, "the ledger says that nobody heard of it, and why"
    assert WITHDRAWN in row.reason
    told = [step for _, step in steps(story, number, AGENCY)]
    assert told == ["late+5"]
    assert differences(story, number, MONDAY) == differences(story, number, TUESDAY) == []


def test_only_what_waits_and_is_ones_own_is_taken_back(story: Story, number: int) -> None:
    with pytest.raises(NotPossibleError, match="không còn điều nào"):
        take_back(story, number, FRIDAY, time(9))
    declare(story, number, FRIDAY, time(9))
    with pytest.raises(NotPossibleError, match="không còn điều nào"):
        take_back(story, number, FRIDAY, time(9, 10), "so-tu-phap")
    take_back(story, number, FRIDAY, time(9, 20))
    with pytest.raises(NotPossibleError, match="không còn điều nào"):
        take_back(story, number, FRIDAY, time(9, 30))
    with pytest.raises(NotPossibleError, match="chưa có cơ quan nào báo"):
        accept(story, number, FRIDAY)
    declare(story, number, FRIDAY, time(10))
    accept(story, number, FRIDAY)
    with pytest.raises(NotPossibleError, match="đã ghi nhận xong ngày 06/7/2012"):
        take_back(story, number, FRIDAY, time(11))
