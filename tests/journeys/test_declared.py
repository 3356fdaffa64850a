"""Declared is not received: an agency says that it is done, whoever collects accepts it or sends it back.

The report of the second quarter is due on 30/6/2012, on time until 2/7. The agency is late, and declares on Friday 6/7
"done on 29/6", without a file.
"""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, time
from pathlib import Path

import pytest
from sqlmodel import col, select

from notifications.letters import Letterhead, LetterWriter
from notifications.rendering import environment
from plan.audit.log import Act
from plan.errors import NotPossibleError
from plan.models import Declaration, Party, Receipt
from plan.obligations import acceptance, acts
from plan.obligations.acceptance import Said
from plan.obligations.duty import Duty
from plan.obligations.receipts import ReceiptFile
from plan.obligations.views import ObligationFilter, duties, duty
from plan.storage.database import Database
from scheduler.policy.policy import Acceptance
from scheduler.policy.rules import Rules
from scheduler.reconciliation.recount import check
from tests.story import Story, morning, text_of

REPORT = "Báo cáo quý II năm 2012"
AGENCY, COLLECTOR, ABOVE = "so-y-te", "so-noi-vu", "van-phong-ubnd-tinh"
LATE, DECLARED, SAYS = date(2012, 7, 3), date(2012, 7, 6), date(2012, 6, 29)
SAID = Said(SAYS, "7/BC-SYT")


@pytest.fixture(scope="module")
def urged(
    adopted: Path, tmp_path_factory: pytest.TempPathFactory, rules: Rules, writer: LetterWriter
) -> tuple[Path, int]:
    """A plan.db in which the report is late and was urged until the day before; and its number."""
    path = Path(shutil.copy(adopted, tmp_path_factory.mktemp("declared") / "plan.db"))
    database = Database(f"sqlite:///{path}")
    story = Story(database, rules, writer)
    story.live(LATE, date(2012, 7, 5))
    number = story.duty(REPORT, AGENCY, LATE).id
    with database.read() as session:
        session.connection().exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    database.close()
    return path, number


@pytest.fixture
def number(urged: tuple[Path, int]) -> int:
    return urged[1]


@pytest.fixture
def story(urged: tuple[Path, int], tmp_path: Path, rules: Rules) -> Iterator[Story]:
    database = Database(f"sqlite:///{shutil.copy(urged[0], tmp_path / 'plan.db')}")
    head = Letterhead("Đôn Đốc <dondoc@quangngai.example>", "https://dondoc.quangngai.example", key=b"k" * 32)
    yield Story(database, rules, LetterWriter(environment(), head))
    database.close()


def act(on: date, who: str = "shell:lan", hour: int = 9) -> Act:
    return Act(who, morning(on, time(hour)), on)


def trusting(rules: Rules) -> Rules:
    """The same where the policy takes an agency at its word."""
    policy = rules.policy.model_copy(update={"acceptance": Acceptance(trust="declared")})
    return replace(rules, policy=policy)


def declare(story: Story, number: int, on: date = DECLARED, said: Said = SAID, agency: str = AGENCY) -> bool:
    with story.database.begin() as session:
        row = acts.find_obligation(session, number)
        return acceptance.declare(
            session, row, agency, act(on, f"agency:{agency}"), said, story.rules.collection
        )


def accept(story: Story, number: int, today: date, **more: object) -> None:
    with story.database.begin() as session:
        row = acts.find_obligation(session, number)
        acceptance.accept(session, row, act(today, hour=10), story.rules.collection, **more)  # type: ignore[arg-type]


def send_back(story: Story, number: int, on: date, reason: str = "thiếu phụ lục 2") -> None:
    with story.database.begin() as session:
        row = acts.find_obligation(session, number)
        acceptance.send_back(session, row, act(on, hour=10), story.rules.collection, reason=reason)


def seen(story: Story, number: int, on: date) -> Duty:
    with story.database.read() as session:
        found = duty(session, on, number)
    assert found
    return found


def steps(story: Story, number: int, agency: str, since: date) -> list[tuple[str, str]]:
    told = [n for n in story.told(obligation_id=number, agency=agency) if n.letter_id and n.day >= since]
    return [(str(n.day), n.step) for n in told if not n.step.startswith(("week", "month"))]


def words(story: Story, agency: str, on: date, kind: str) -> str:
    found = [x for x in story.letters(agency=agency, kind=kind, day=on) if x.state != "withdrawn"]
    return " ".join(" ".join(text_of(x) for x in found).split())


def test_a_word_does_not_make_it_done(story: Story, number: int) -> None:
    """It was "đúng hạn" at once."""
    assert declare(story, number) is False
    one = seen(story, number, DECLARED)
    assert (one.status, one.done_on) == ("late", None)
    told = one.to_json()["declared"]
    assert told == {
        "on": "2012-06-29",
        "document": "7/BC-SYT",
        "at": "2012-07-06T02:00:00+00:00",
        "by": AGENCY,
    }
    assert seen(story, number, date(2012, 7, 5)).declared is None, "as of the day before nobody had said so"


def test_urging_pauses_and_whoever_collects_is_told(story: Story, number: int) -> None:
    story.tick(morning(DECLARED))
    declare(story, number)
    story.live(date(2012, 7, 9), date(2012, 7, 10))
    assert steps(story, number, AGENCY, date(2012, 7, 9)) == []
    assert steps(story, number, COLLECTOR, date(2012, 7, 9)) == [("2012-07-09", "declared-1")]
    letter = words(story, COLLECTOR, date(2012, 7, 9), "escalation")
    row = letter.partition("ĐÃ BÁO, CHỜ QUÝ SỞ XÁC NHẬN (1)")[2]
    assert "- Sở Y tế báo lúc: 06/7 chờ 1 ngày nếu nhận: trễ 4 " in row
    assert f"{REPORT} · báo xong ngày 29/6/2012, văn bản 7/BC-SYT, không có tệp" in row
    assert "https://dondoc.quangngai.example/a/v/" in letter
    with story.database.read() as session:
        for day in (date(2012, 7, 9), date(2012, 7, 10)):
            assert [text for text in check(session, story.rules, day) if f"số {number}," in text] == []


def test_it_arrived_on_the_day_it_was_declared(story: Story, number: int) -> None:
    """Late by the day on which it came, whenever it is accepted, whatever the agency says of an earlier day."""
    declare(story, number)
    accept(story, number, date(2012, 7, 20))
    one = seen(story, number, date(2012, 7, 20))
    assert (one.status, one.done_on, one.document) == ("done-late", DECLARED, "7/BC-SYT")
    assert one.declared is None


def test_whoever_collects_may_hold_another_day(story: Story, number: int) -> None:
    declare(story, number)
    accept(story, number, date(2012, 7, 20), on=SAYS, document="07/BC-SYT")
    one = seen(story, number, date(2012, 7, 20))
    assert (one.status, one.done_on, one.document) == ("done", SAYS, "07/BC-SYT")


def test_sent_back_the_ladder_goes_on_where_it_was(story: Story, number: int) -> None:
    story.tick(morning(DECLARED))
    declare(story, number)
    story.live(date(2012, 7, 10), date(2012, 7, 10))
    send_back(story, number, date(2012, 7, 10))
    for day in (date(2012, 7, 11), date(2012, 7, 16)):
        story.live(day, day)
    assert steps(story, number, AGENCY, date(2012, 7, 9)) == [
        ("2012-07-11", "late+5"),  # its day was 9/7, while the word waited
        ("2012-07-11", "sent-back-1"),
        ("2012-07-16", "late+10"),
    ]
    letter = words(story, AGENCY, date(2012, 7, 11), "digest")
    assert "← Trả lại ngày 10/7/2012, lý do: “thiếu phụ lục 2”" in letter
    assert "▲ Quá hạn 7 ngày làm việc · trả lại, thực hiện lại" in letter
    one = seen(story, number, date(2012, 7, 16))
    assert (one.status, one.ends) == ("late", date(2012, 7, 2)), "the first lateness stays"
    assert one.to_json()["sent_back"] == {"on": "2012-07-10", "reason": "thiếu phụ lục 2"}
    assert one.declared is None
    with story.database.read() as session:
        assert [
            text for text in check(session, story.rules, date(2012, 7, 16)) if f"số {number}," in text
        ] == []


@pytest.mark.slow
def test_what_waits_long_heads_the_letter_then_that_of_the_office_above(story: Story, number: int) -> None:
    monday = date(2012, 7, 9)
    story.tick(morning(monday))
    declare(story, number, on=monday)
    for day in (date(2012, 7, 10), date(2012, 7, 16), date(2012, 7, 23)):
        story.live(day, day)
    since = date(2012, 7, 10)
    told = steps(story, number, COLLECTOR, since)
    assert told == [("2012-07-10", "declared-1"), ("2012-07-16", "waits-1+5"), ("2012-07-23", "waits-1+10")]
    assert steps(story, number, ABOVE, since) == [("2012-07-23", "waits-1+10")]
    assert steps(story, number, AGENCY, since) == [("2012-07-16", "waits-1")]
    for office in (COLLECTOR, ABOVE):
        letter = words(story, office, date(2012, 7, 23), "escalation")
        assert letter.index("XÁC NHẬN ĐÃ LÂU (1)") < letter.index("trễ: ▲")
        assert "đã chờ xác nhận 10 ngày làm việc" in letter
    assert "/a/v/" not in words(story, ABOVE, date(2012, 7, 23), "escalation"), "it is not the one to accept"
    own = words(story, AGENCY, date(2012, 7, 16), "digest")
    assert "vẫn đang chờ xác nhận, không cần báo lại" in own
    mine = own.partition("ĐÃ BÁO, CHỜ XÁC NHẬN")[2].partition("ĐỀ NGHỊ")[0]
    assert REPORT in mine
    assert "quá hạn" not in mine


def test_one_of_several_leads_does_not_speak_for_the_others(story: Story, number: int) -> None:
    with story.database.begin() as session:
        session.add(Party(obligation_id=number, agency="so-tu-phap", role="lead", next_on=date(2012, 7, 9)))
    story.rules = trusting(story.rules)
    story.tick(morning(DECLARED))
    assert declare(story, number, said=replace(SAID, on=DECLARED)) is False, "trusted or not"
    story.live(date(2012, 7, 9), date(2012, 7, 9))
    assert steps(story, number, "so-tu-phap", date(2012, 7, 9)) == [("2012-07-09", "late+5")]
    assert steps(story, number, AGENCY, date(2012, 7, 9)) == []
    accept(story, number, date(2012, 7, 9))
    assert seen(story, number, date(2012, 7, 9)).status == "done-late"


@pytest.mark.parametrize(
    ("says", "file", "trusted"),
    [(DECLARED, False, True), (SAYS, False, False), (SAYS, True, True)],
)
def test_a_policy_that_trusts_still_wants_a_file_for_a_day_before(
    story: Story, number: int, says: date, file: bool, trusted: bool
) -> None:
    story.rules = trusting(story.rules)
    paper = ReceiptFile("bao-cao.pdf", b"%PDF") if file else None
    assert declare(story, number, said=Said(says, "7/BC-SYT", paper=paper)) is trusted
    one = seen(story, number, DECLARED)
    assert one.done_on == (says if trusted else None)


def test_the_collectors_own_work_is_accepted_by_the_office_above(story: Story) -> None:
    number = _task_of(story, COLLECTOR)
    story.tick(morning(DECLARED))
    declare(story, number, said=Said(DECLARED, "9/BC-SNV"), agency=COLLECTOR)
    with pytest.raises(NotPossibleError, match="--document"):
        accept(story, number, DECLARED)
    with pytest.raises(NotPossibleError, match="không phải nơi xác nhận"):
        accept(story, number, DECLARED, office=COLLECTOR)
    story.live(date(2012, 7, 9), date(2012, 7, 9))
    assert steps(story, number, ABOVE, date(2012, 7, 9)) == [("2012-07-09", "declared-1")]
    assert "/a/v/" in words(story, ABOVE, date(2012, 7, 9), "escalation")
    accept(story, number, date(2012, 7, 9), office=ABOVE)
    assert seen(story, number, date(2012, 7, 9)).document == "9/BC-SNV"


def test_it_may_be_recorded_with_the_document_that_says_so(story: Story) -> None:
    number = _task_of(story, COLLECTOR)
    declare(story, number, said=Said(DECLARED, "9/BC-SNV"), agency=COLLECTOR)
    accept(story, number, DECLARED, document="33/TB-UBND")
    with story.database.read() as session:
        row = session.exec(select(Declaration)).one()
        assert (row.decided_document, row.document) == ("33/TB-UBND", "9/BC-SNV")


@pytest.mark.parametrize("on", [date(2012, 3, 24), date(2012, 7, 7)])
def test_a_day_that_cannot_be_is_refused_by_page_and_shell(story: Story, number: int, on: date) -> None:
    """The decision was signed on 25/3/2012."""
    with pytest.raises(NotPossibleError, match=r"trước ngày ký|còn ở phía trước"):
        declare(story, number, said=replace(SAID, on=on))
    with pytest.raises(NotPossibleError, match=r"trước ngày ký|còn ở phía trước"):
        _done(story, number, on)
    assert seen(story, number, DECLARED).revision == 0


def _done(story: Story, number: int, on: date) -> None:
    with story.database.begin() as session:
        acts.complete(
            session, acts.find_obligation(session, number), act(DECLARED), on=on, document=None, note=None
        )


def test_nothing_is_said_or_decided_twice(story: Story, number: int) -> None:
    with pytest.raises(NotPossibleError, match="chưa có cơ quan nào báo"):
        accept(story, number, DECLARED)
    declare(story, number)
    with pytest.raises(NotPossibleError, match="đang chờ xác nhận; không cần báo lại"):
        declare(story, number)
    send_back(story, number, DECLARED)
    for again in (send_back, accept):
        with pytest.raises(NotPossibleError, match="đã trả lại ngày 06/7/2012"):
            again(story, number, DECLARED)
    declare(story, number, on=date(2012, 7, 9), said=Said(date(2012, 7, 9), "8/BC-SYT"))
    accept(story, number, date(2012, 7, 10))
    for again in (accept, send_back, declare):
        with pytest.raises(NotPossibleError, match="đã ghi nhận xong ngày 09/7/2012"):
            again(story, number, date(2012, 7, 10))
    with story.database.read() as session:
        assert len(session.exec(select(Receipt).where(Receipt.obligation_id == number)).all()) == 1
        states = session.exec(select(Declaration.state).order_by(col(Declaration.id))).all()
    assert [state.value for state in states] == ["sent-back", "accepted"]


def test_the_collectors_own_record_settles_what_waits(story: Story, number: int) -> None:
    declare(story, number)
    _done(story, number, SAYS)
    with story.database.read() as session:
        row = session.exec(select(Declaration)).one()
    assert (row.state.value, row.held_on, row.decided_by) == ("accepted", SAYS, "shell:lan")


def _task_of(story: Story, agency: str) -> int:
    """Something that the collector leads alone, late by July."""
    with story.database.read() as session:
        found = duties(session, LATE, ObligationFilter(agency=agency))
    return next(d.id for d in found if d.leads == (agency,) and d.status in {"open", "late"})
