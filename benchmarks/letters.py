"""Letters written: rendered, made into MIME, queued; and the bare libraries beside it. `sending` goes on."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from email.message import EmailMessage

from benchmarks import bare, sending
from benchmarks.figures import Figure
from benchmarks.filling import TITLE, TODAY
from benchmarks.office import HEAD, folder, morning, new_writer, opened
from benchmarks.sizes import Sizes
from benchmarks.timing import medians
from notifications.letters import LetterWriter
from notifications.mail import outbox
from notifications.mail.message import FinishedLetter
from notifications.notice import Contact, LetterContent, LetterLine
from plan.steps import StepKind, StepName
from plan.storage.database import Database
from scheduler.letters.kinds import DIGEST

OFFICE = Contact("so-noi-vu", "Sở Nội vụ", ("so-noi-vu@quangngai.example",))
NOW = morning(TODAY)


def run(sizes: Sizes) -> Iterator[Figure]:
    messages = [_message(number) for number in range(sizes.letters)]
    with (
        folder() as path,
        opened(path / "plan.db") as database,
        closing(bare.connect(path / "plan.db")) as db,
    ):
        alone, written = _writing(messages, database, db, sizes)
        sent, growth = sending.run(database, db, sizes)
    yield from (alone, written, sent, _together(written, sent), growth)


def _together(written: Figure, sent: Figure) -> Figure:
    """First written, then sent: the seconds of both add up, ours and those of the bare peers."""
    ours = 1 / (1 / written.ours + 1 / sent.ours)
    theirs = 1 / (1 / written.against + 1 / sent.against)
    return Figure("letters", "written and sent", written.size, ours, "/s", "both peers", theirs)


def _message(number: int) -> LetterContent:
    """A digest of three lines, as agencies get most often."""
    to = Contact(f"so-{number}", f"Sở số {number} tỉnh Quảng Ngãi", (f"so-{number}@quangngai.example",))
    return LetterContent(DIGEST, to, TODAY, tuple(_line(n) for n in range(3)), OFFICE)


def _line(number: int) -> LetterLine:
    due = date(2012, 7, 9 + number)
    return LetterLine(
        obligation=number + 1,
        step=StepName(StepKind.BEFORE, 5),
        role="lead",
        reason="còn 5 ngày đến thời hạn",
        plan="Quyết định số 39/QĐ-UBND ngày 25/3/2012",
        ref=f"I.{number + 1}",
        title=TITLE,
        label="Quý II năm 2012",
        product="Quyết định của UBND tỉnh phê duyệt Đề án",
        opens=date(2012, 4, 1),
        due=due,
        ends=due,
        due_note="",
        late_by=0,
        days_left=(due - TODAY).days,
        leads=(),
        last_told=None,
    )


def _writing(
    messages: list[LetterContent], database: Database, db: sqlite3.Connection, sizes: Sizes
) -> Iterator[Figure]:
    writer = new_writer()

    def empty() -> None:
        db.execute("DELETE FROM letter")

    _write(messages, writer, database)
    rows = bare.taken(db, "letter")
    empty()
    whole, insert = medians(
        sizes.rounds, lambda: _write(messages, writer, database), lambda: bare.insert(db, rows), between=empty
    )
    ready = [writer.write(message, NOW) for message in messages]
    alone, stdlib = medians(
        sizes.rounds,
        lambda: [writer.write(message, NOW) for message in messages],
        lambda: [_by_the_library(letter) for letter in ready],
    )
    count = len(messages)
    yield Figure(
        "letters",
        "render + MIME",
        f"{count:,}",
        count / alone,
        "/s",
        "EmailMessage, no render",
        count / stdlib,
    )
    yield Figure(
        "letters",
        "written to the queue",
        f"{count:,}",
        count / whole,
        "/s",
        "its rows by sqlite3",
        count / insert,
    )
    bare.insert(db, rows)


def _write(messages: list[LetterContent], writer: LetterWriter, database: Database) -> None:
    with database.begin() as session:
        for message in messages:
            outbox.enqueue(session, message, writer.write(message, NOW), NOW)


def _by_the_library(letter: FinishedLetter) -> bytes:
    """What the standard library takes for a letter of that size whose two bodies are there already."""
    half = TITLE * (len(letter.raw) // len(TITLE.encode()) // 3)
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = HEAD.sender, letter.recipients[0], letter.subject
    message.set_content(half)
    message.add_alternative(half, subtype="html")
    return message.as_bytes()
