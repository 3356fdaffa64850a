"""Attachments: a digest's deadlines as a calendar, lists as workbooks, and the draft of the urging letter."""

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache

from notifications.calendars import ical as calendars
from notifications.letters import MAX_LINES
from notifications.mail.attachments import CALENDAR, SHEET, WORD, Attachment
from notifications.notice import LetterContent, LetterLine
from notifications.papers.render import Paper
from notifications.papers.values import PaperSheet
from plan import dates
from plan.subscriptions import versions
from scheduler.letters.context import LetterContext
from scheduler.letters.urging_letter import draft_urging_letter


def late_list_and_draft(context: LetterContext, content: LetterContent) -> list[Attachment]:
    """The list of late duties; for the department that urges, also the draft of the urging letter."""
    late = tuple(line for line in content.lines if not line.waiting)
    if not late:
        return []
    found = [_list("danh-sach-qua-han", context, replace(content, lines=late))]
    if content.to.code == context.department.code:
        made = draft_urging_letter(context, late)
        found.append(Attachment(made.name, WORD, made.content))
    return found


def long_list(context: LetterContext, content: LetterContent) -> list[Attachment]:
    """The whole list of a letter that names only the first lines."""
    return [_list("danh-sach-viec", context, content)] if len(content.lines) > MAX_LINES else []


def year_list_and_calendar(context: LetterContext, content: LetterContent) -> list[Attachment]:
    """All that a letter of assignment gives, as a table and as events."""
    paper = Paper("", "", {}, sheets=(_year_sheet(content),))
    table = context.writer.paper(paper, "xlsx", context.now)
    return [Attachment(f"viec-duoc-giao-{content.day}.xlsx", SHEET, table), *calendar_for(context, content)]


def _year_sheet(content: LetterContent) -> PaperSheet:
    heading = (
        "STT",
        "Báo cáo, nhiệm vụ",
        "Sản phẩm",
        "Văn bản giao",
        "Bắt đầu",
        "Thời hạn",
        "Đúng hạn đến hết",
    )
    rows = tuple(
        (n, what_of_line(line), " ".join(line.product.split()), line.plan, line.opens, line.due, line.ends)
        for n, line in enumerate(sorted(content.lines, key=lambda line: (line.due, line.ref)), 1)
    )
    title = f"Việc được giao cho {content.to.name} năm {content.day.year}"
    return PaperSheet("Việc được giao", title, heading, rows, (6, 60, 40, 40, 12, 12, 14))


def _list(name: str, context: LetterContext, content: LetterContent) -> Attachment:
    return Attachment(f"{name}-{content.day}.xlsx", SHEET, workbook(context, content.lines))


def workbook(context: LetterContext, lines: Sequence[LetterLine]) -> bytes:
    """The list of a letter, as a table to sort and filter."""
    sheet = _sheet(lines, context.today)
    said = _digest(sheet)
    if said not in context.last_list:
        context.last_list.clear()  # of a nation's list the bytes are enough to keep, and one of it
        paper = Paper("", "", {}, sheets=(sheet,))
        context.last_list[said] = context.writer.paper(paper, "xlsx", context.now)
    return context.last_list[said]


def _digest(sheet: PaperSheet) -> bytes:
    said = hashlib.sha256(repr(replace(sheet, rows=())).encode(errors="replace"))
    for row in sheet.rows:  # as one text a nation's list would take a hundred megabytes
        said.update(repr(row).encode(errors="replace"))
    return said.digest()


def calendar_for(context: LetterContext, content: LetterContent) -> list[Attachment]:
    """The obligations of a digest as events, with the same UIDs as in subscribed calendars.

    Their versions are computed, not stored: only a read of a calendar stores versions, so that writing letters
    never waits for readers.
    """
    told = {line.obligation for line in content.lines}
    duties = sorted((context.duties[number] for number in told), key=lambda duty: (duty.due, duty.id))
    texts = context.calendar_renderer.templates.render(duties, context.event_context)
    known = context.versions_of(duties)
    shown, _ = versions.compare_with(known, [text.said for text in texts], context.now)
    body = calendars.build(texts, shown, title=f"Đôn Đốc – {content.to.name}", viewer=content.to.code)
    return [Attachment(f"thoi-han-{content.day}.ics", CALENDAR, body)]


def _sheet(lines: Sequence[LetterLine], day: date) -> PaperSheet:
    heading = (
        "STT",
        "Cơ quan",
        "Báo cáo, nhiệm vụ",
        "Văn bản giao",
        "Thời hạn",
        "Đúng hạn đến hết",
        "Số ngày làm việc quá hạn",
        "Lần nhắc gần nhất",
        "Liên hệ",
    )
    rows = tuple(
        (
            n,
            ", ".join(c.name for c in line.leads),
            what_of_line(line),
            line.plan,
            line.due,
            line.ends,
            line.late_by,
            line.last_told or "chưa nhắc",
            ", ".join(address for c in line.leads for address in c.shown) or "chưa có địa chỉ",
        )
        for n, line in enumerate(lines, 1)
    )
    title = f"Danh sách việc, tính đến ngày {dates.day(day)}"
    assumed = dict.fromkeys(f"Giả định: {words}." for line in lines for words in line.assumed)
    return PaperSheet("Quá hạn", title, heading, rows, (6, 38, 60, 34, 12, 12, 14, 14, 38), tuple(assumed))


def what_of_line(line: LetterLine) -> str:
    """A duty in one line, as `plan.templates.what_of` says it."""
    return _what(line.ref, line.title, line.label)


@lru_cache(maxsize=1024)  # thousands of agencies owe the same
def _what(ref: str, title: str, label: str) -> str:
    place, part = (f"[{ref}] " if ref else ""), " ".join(label.split())
    return f"{place}{' '.join(title.split())}{f' ({part})' if part and ref else ''}"
