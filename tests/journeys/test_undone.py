"""Every mistake can be undone, with a reason; whoever was told the wrong thing is told in the next letter.

The report of the second quarter is due on 30/6/2012, on time until 2/7: on 6/7 it has been urged since 3/7.
"""

import shutil
from collections.abc import Callable, Iterator
from datetime import date, time
from functools import partial
from pathlib import Path

import pytest
from sqlmodel import Session

from notifications.letters import LetterWriter
from plan.audit.log import Act, history, write_down
from plan.errors import NotPossibleError
from plan.models import Letter, Obligation
from plan.obligations import acts
from plan.obligations.duty import Duty
from plan.obligations.extensions import extensions_on
from plan.obligations.receipts import ReceiptFile, receipts_of
from plan.obligations.reversals import move_receipt, undo_extension
from plan.obligations.views import duty
from plan.storage.database import Database
from scheduler.forecast.obligations import last_day
from scheduler.policy.rules import Rules
from scheduler.reconciliation.recount import check
from tests.cli.conftest import Dondoc
from tests.cli.conftest import dondoc as dondoc  # noqa: PLC0414 - a fixture
from tests.story import Story, morning, text_of

REPORT = "Báo cáo quý II năm 2012"
RIGHT, WRONG, COLLECTOR, ABOVE = "so-y-te", "so-tu-phap", "so-noi-vu", "van-phong-ubnd-tinh"
FRIDAY, MONDAY, TUESDAY = date(2012, 7, 6), date(2012, 7, 9), date(2012, 7, 10)
MISTYPED = date(2021, 7, 31)


@pytest.fixture(scope="module")
def urged(
    adopted: Path, tmp_path_factory: pytest.TempPathFactory, rules: Rules, writer: LetterWriter
) -> tuple[Path, int, int]:
    """A plan.db in which both agencies were urged until 5/7; and the numbers of their reports."""
    path = Path(shutil.copy(adopted, tmp_path_factory.mktemp("undone") / "plan.db"))
    database = Database(f"sqlite:///{path}")
    story = Story(database, rules, writer)
    story.live(date(2012, 7, 3), date(2012, 7, 5))
    numbers = [story.duty(REPORT, code, FRIDAY).id for code in (RIGHT, WRONG)]
    with database.read() as session:
        session.connection().exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    database.close()
    return path, numbers[0], numbers[1]


@pytest.fixture
def story(
    urged: tuple[Path, int, int], tmp_path: Path, rules: Rules, writer: LetterWriter
) -> Iterator[Story]:
    database = Database(f"sqlite:///{shutil.copy(urged[0], tmp_path / 'plan.db')}")
    yield Story(database, rules, writer)
    database.close()


@pytest.fixture
def right(urged: tuple[Path, int, int]) -> int:
    return urged[1]


@pytest.fixture
def wrong(urged: tuple[Path, int, int]) -> int:
    return urged[2]


def act(on: date) -> Act:
    return Act("shell:lan", morning(on, time(9)), on)


def do(story: Story, number: int, what: Callable[[Session, Obligation], None]) -> Duty:
    with story.database.begin() as session:
        acts.perform(session, number, what)
    return now(story, number)


def now(story: Story, number: int, on: date = MONDAY) -> Duty:
    with story.database.read() as session:
        found = duty(session, on, number)
    assert found is not None
    return found


def extended(story: Story, number: int, to: date, on: date = FRIDAY) -> Duty:
    ends = story.rules.calendar.on_or_after(to)
    return do(story, number, lambda s, row: acts.extend(s, row, act(on), to=to, ends=ends, reason="chờ Bộ"))


def taken_back(story: Story, number: int, on: date = MONDAY, reason: str = "gõ nhầm năm") -> Duty:
    ends = partial(last_day, story.rules.calendar)
    return do(story, number, lambda s, row: undo_extension(s, row, act(on), reason=reason, last_day=ends))


def letters_of(story: Story, agency: str, on: date) -> list[Letter]:
    return story.letters(agency=agency, day=on)


def differences(story: Story, day: date) -> list[str]:
    with story.database.read() as session:
        return check(session, story.rules, day)


def test_an_extension_with_a_mistyped_year_is_taken_back(story: Story, right: int) -> None:
    before = now(story, right)
    assert extended(story, right, MISTYPED).status == "open"
    story.live(FRIDAY, FRIDAY)
    after = taken_back(story, right)
    assert (after.due, after.ends, after.extended_from) == (before.due, before.ends, None)
    assert after.status == "late"
    story.live(MONDAY, TUESDAY)
    (letter,) = letters_of(story, RIGHT, MONDAY)
    said = "Sửa lại: lần gia hạn đến 31/7/2021 ghi nhầm, đã rút lại (gõ nhầm năm); thời hạn là 30/6/2012."
    assert text_of(letter).count(said) == 1
    assert said.removesuffix(".") not in "".join(
        text_of(x) for x in letters_of(story, RIGHT, TUESDAY)
    )  # once
    told = [n.step for n in story.told(obligation_id=right, agency=RIGHT) if n.letter_id and n.day >= FRIDAY]
    assert told[0].startswith("corrected-") or told[1].startswith("corrected-")
    assert "late+5" in [n.step for n in story.told(obligation_id=right, agency=RIGHT)]  # the ladder goes on
    assert differences(story, MONDAY) == []
    with story.database.read() as session:
        (line,) = [x for x in history(session, f"obligation {right}") if x.act == "extension undone"]
    assert line.detail["reason"] == "gõ nhầm năm"


def test_only_the_last_extension_is_taken_back(story: Story, right: int) -> None:
    extended(story, right, date(2012, 7, 20))
    extended(story, right, MISTYPED)
    once = taken_back(story, right)
    assert (once.due, once.extended_from) == (date(2012, 7, 20), date(2012, 6, 30))
    twice = taken_back(story, right)
    assert (twice.due, twice.extended_from) == (date(2012, 6, 30), None)
    with pytest.raises(NotPossibleError, match="chưa được gia hạn"):
        taken_back(story, right)


def test_it_may_be_extended_rightly_at_once(story: Story, right: int) -> None:
    extended(story, right, MISTYPED)
    taken_back(story, right)
    extended(story, right, date(2012, 7, 31), MONDAY)
    story.live(MONDAY, MONDAY)
    (letter,) = letters_of(story, RIGHT, MONDAY)
    assert "hạn 31/7/2012, thứ Ba · gia hạn từ 30/6/2012" in text_of(letter)
    assert "gia hạn đến 31/7/2021 ghi nhầm" in text_of(letter)


def test_without_a_reason_nothing_is_undone(story: Story, right: int) -> None:
    extended(story, right, MISTYPED)
    with pytest.raises(NotPossibleError, match="lý do"):
        taken_back(story, right, reason="  ")
    assert now(story, right).due == MISTYPED


def test_a_cancelled_duty_is_restored(story: Story, right: int) -> None:
    do(story, right, lambda s, row: acts.cancel(s, row, act(FRIDAY), reason="trùng"))
    story.live(FRIDAY, FRIDAY)
    assert do(story, right, lambda s, row: acts.reopen(s, row, act(MONDAY), "hủy nhầm dòng")).status == "late"
    story.live(MONDAY, MONDAY)
    (letter,) = letters_of(story, RIGHT, MONDAY)
    assert "Sửa lại: việc này từng được ghi là đã hủy, nay mở lại (hủy nhầm dòng)." in text_of(letter)
    assert differences(story, MONDAY) == []


def test_a_receipt_of_the_wrong_agency_is_moved_with_its_file(story: Story, right: int, wrong: int) -> None:
    """It came from Sở Y tế on 2/7 and was entered for Sở Tư pháp: the one was urged for nothing, the other not at all."""
    paper = ReceiptFile("bao-cao.pdf", b"%PDF")
    on = date(2012, 7, 2)
    do(
        story,
        wrong,
        lambda s, row: acts.complete(s, row, act(FRIDAY), on=on, document="7/BC", note=None, paper=paper),
    )
    story.live(FRIDAY, FRIDAY)
    do(story, wrong, lambda s, row: move_receipt(s, row, act(MONDAY), to="Sở Y tế", reason="nhầm dòng"))
    there, here = now(story, right), now(story, wrong)
    assert (there.status, there.done_on, there.document) == ("done", on, "7/BC")
    assert (here.status, here.done_on, here.document) == ("late", None, None)
    with story.database.read() as session:
        (moved,) = receipts_of(session, right)
    assert (moved.file_name, moved.file_digest) == ("bao-cao.pdf", paper.digest)
    story.live(MONDAY, TUESDAY)
    (letter,) = letters_of(story, RIGHT, MONDAY)
    assert "SỬA LẠI ĐIỀU ĐÃ BÁO" in text_of(letter)
    assert "việc này đã ghi nhận xong ngày 02/7/2012, văn bản 7/BC" in text_of(letter)
    assert "✓ Đã hoàn thành đúng hạn" in text_of(letter)
    assert "1 việc được sửa lại" in letter.subject
    (other,) = letters_of(story, WRONG, MONDAY)
    assert "từng được ghi là đã xong ngày 02/7/2012, nay mở lại (nhầm dòng)" in text_of(other)
    (urging,) = [x for x in letters_of(story, COLLECTOR, MONDAY) if x.kind == "escalation"]
    assert "văn bản 7/BC" in text_of(urging)  # it was told on 4/7 that Sở Y tế was late
    assert [x for x in letters_of(story, RIGHT, TUESDAY) if "7/BC" in text_of(x)] == []
    assert differences(story, MONDAY) == []


def test_who_was_never_told_is_told_nothing(story: Story, right: int, wrong: int) -> None:
    do(story, wrong, lambda s, row: acts.complete(s, row, act(FRIDAY), on=FRIDAY, document=None, note=None))
    do(story, wrong, lambda s, row: move_receipt(s, row, act(FRIDAY), to=RIGHT, reason="nhầm dòng"))
    story.live(FRIDAY, MONDAY)
    assert not [n for n in story.told(obligation_id=right, agency=ABOVE) if n.step.startswith("corrected")]


@pytest.mark.parametrize(
    ("to", "words"), [("so-nao-do", "không có việc cùng tên"), (WRONG, "không có việc cùng tên")]
)
def test_a_receipt_moves_only_to_the_same_duty_of_another(
    story: Story, wrong: int, to: str, words: str
) -> None:
    do(story, wrong, lambda s, row: acts.complete(s, row, act(FRIDAY), on=FRIDAY, document="1", note=None))
    with pytest.raises(NotPossibleError, match=words):
        do(story, wrong, lambda s, row: move_receipt(s, row, act(MONDAY), to=to, reason="x"))
    assert now(story, wrong).document == "1"


def test_what_is_done_already_takes_no_other_receipt(story: Story, right: int, wrong: int) -> None:
    for number in (right, wrong):
        do(
            story,
            number,
            lambda s, row: acts.complete(s, row, act(FRIDAY), on=FRIDAY, document="1", note=None),
        )
    with pytest.raises(NotPossibleError, match="đã ghi nhận xong"):
        do(story, wrong, lambda s, row: move_receipt(s, row, act(MONDAY), to=RIGHT, reason="x"))
    assert (now(story, right).status, now(story, wrong).status) == ("done-late", "done-late")


def test_a_correction_in_a_letter_that_was_withdrawn_is_told_by_the_next(story: Story, right: int) -> None:
    extended(story, right, MISTYPED)
    taken_back(story, right)
    story.tick(morning(MONDAY))
    do(story, right, lambda s, row: acts.complete(s, row, act(MONDAY), on=MONDAY, document=None, note=None))
    story.live(TUESDAY, TUESDAY)
    waiting = [x for x in letters_of(story, RIGHT, TUESDAY) if "ghi nhầm, đã rút lại" in text_of(x)]
    assert len(waiting) == 1


def test_the_shell_undoes_too(story: Story, right: int, wrong: int, dondoc: Dondoc) -> None:
    then = ("--as-of", "2012-07-06")
    assert dondoc("extend", right, "--to", "2021-07-31", "--reason", "chờ Bộ", *then).code == 0
    both = dondoc("extend", right, "--to", "2012-07-31", "--undo", "--reason", "x", *then)
    assert (both.code, dondoc("extend", right, "--reason", "x", *then).code) == (2, 2)
    undone = dondoc("extend", right, "--undo", "--reason", "gõ nhầm năm", "--json", *then)
    assert (undone.code, undone.json["due"], undone.json["extended_from"]) == (0, "2012-06-30", None)
    dondoc("done", wrong, "--on", "2012-07-02", "--document", "7/BC", *then)
    mixed = dondoc("correct", wrong, "--move-to", RIGHT, "--on", "2012-07-03", "--reason", "x", *then)
    assert mixed.code == 2
    assert dondoc("correct", wrong, "--move-to", "Sở Y tế", "--reason", "nhầm dòng", *then).code == 0
    assert now(story, right).document == "7/BC"


def test_an_extension_older_than_the_log_goes_back_to_the_first_day(story: Story, right: int) -> None:
    with story.database.begin() as session:
        row = acts.find_obligation(session, right)
        row.extended_from, row.due, row.ends = row.due, MISTYPED, MISTYPED
        write_down(session, act(FRIDAY), "note", f"obligation {right}", {})
    assert taken_back(story, right).due == date(2012, 6, 30)


def test_a_mistaken_extension_counts_no_more_from_the_day_it_was_undone(story: Story, right: int) -> None:
    extended(story, right, MISTYPED)
    taken_back(story, right)
    with story.database.read() as session:
        assert [right in extensions_on(session, [right], day) for day in (FRIDAY, MONDAY)] == [True, False]
