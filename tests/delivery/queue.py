"""Letters put in the queue without a plan behind them."""

from datetime import date, datetime

from notifications.letters import Letterhead, LetterWriter
from notifications.mail import outbox
from notifications.notice import Contact, LetterContent, LetterLine
from notifications.rendering import environment
from plan.steps import StepKind, StepName
from plan.storage.database import Database
from scheduler.letters.kinds import DIGEST

DAY = date(2012, 7, 4)
OFFICE = Contact("so-noi-vu", "Sở Nội vụ", ("so-noi-vu@quangngai.example",))


def line(number: int = 1) -> LetterLine:
    return LetterLine(
        obligation=number,
        step=StepName(StepKind.BEFORE, 5),
        role="lead",
        reason="còn 5 ngày đến thời hạn",
        plan="Quyết định số 39/QĐ-UBND ngày 25/3/2012",
        ref="I.3",
        title="Xây dựng Đề án nâng cao chất lượng ban hành văn bản quy phạm pháp luật của tỉnh",
        label="Quý II năm 2012",
        product="Quyết định của UBND tỉnh phê duyệt Đề án",
        opens=date(2012, 4, 1),
        due=date(2012, 7, 9),
        ends=date(2012, 7, 9),
        due_note="",
        late_by=0,
        days_left=5,
        leads=(),
        last_told=None,
    )


def message(number: int, emails: tuple[str, ...] | None = None) -> LetterContent:
    to = Contact(f"so-{number}", f"Sở số {number}", emails or (f"so-{number}@quangngai.example",))
    return LetterContent(DIGEST, to, DAY, (line(number),), OFFICE)


def fill(database: Database, count: int, now: datetime, emails: tuple[str, ...] | None = None) -> None:
    """So many letters, each to an agency of its own, due now."""
    writer = LetterWriter(
        environment(), Letterhead("Đôn Đốc <dondoc@quangngai.example>", "https://d.example")
    )
    with database.begin() as session:
        for number in range(1, count + 1):
            one = message(number, emails)
            outbox.enqueue(session, one, writer.write(one, now), now)
