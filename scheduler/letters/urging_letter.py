"""The draft of the official urging letter.

The department that urges edits, numbers and signs it; drafts are counted through the year.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session, col, func, select

from notifications.notice import LetterLine, with_plans
from notifications.papers.render import Paper
from notifications.papers.signature_block import Signer
from plan.models import UrgingLetter
from plan.text import bare
from scheduler.letters.context import LetterContext
from scheduler.working_days.calendar import WorkCalendar

APART = 15  # with more late duties than this, the list is an annex
ABOUT = "đôn đốc gửi báo cáo"
ABOUT_TASKS = "đôn đốc gửi báo cáo, hoàn thành nhiệm vụ quá hạn"


@dataclass(frozen=True, slots=True)
class UrgingLetterFile:
    """A draft: its number in the year, its file name, and its bytes."""

    number: int
    name: str
    content: bytes


def draft_urging_letter(
    context: LetterContext,
    lines: Sequence[LetterLine],
    receivers: Sequence[str] = ("UBND tỉnh (để báo cáo)",),
) -> UrgingLetterFile:
    """The next numbered draft, about these late duties; stored in the caller's transaction."""
    row = _numbered(context.session, lines, context.today, context.now)
    answer_by = context.rules.calendar.after(context.today, context.writer.signer.answer_days)
    signer = context.writer.signer.called(context.department.name)
    paper = urging_paper(lines, signer, context, answer_by, (row.number, row.year), receivers)
    content = context.writer.paper(paper, "docx", context.now)
    row.digest = hashlib.sha256(content).hexdigest()
    context.session.add(row)
    return UrgingLetterFile(row.number, f"cong-van-don-doc-{row.year}-{row.number:03}.docx", content)


def urging_paper(
    lines: Sequence[LetterLine],
    signer: Signer,
    context: LetterContext,
    answer_by: date,
    number: tuple[int, int],
    receivers: Sequence[str],
) -> Paper:
    """The letter: legal grounds, who has not sent what, what is asked by which day, whom to ask."""
    ordered = sorted(
        with_plans(lines),
        key=lambda li: (bare(", ".join(c.name for c in li.leads)), li.due, li.ref, li.obligation),
    )
    has_tasks = any(line.ref for line in ordered)
    facts = {
        "office": signer,
        "about": ABOUT_TASKS if has_tasks else ABOUT,
        "has_tasks": has_tasks,
        "day": context.today,
        "to": list(dict.fromkeys(c.name for line in ordered for c in line.leads)),
        "grounds": list(dict.fromkeys(line.ground or line.plan for line in ordered)),
        "lines": ordered,
        "apart": len(ordered) > APART,
        "answer_by": answer_by,
        "assumed": _assumed(ordered, context.rules.calendar, context.today, answer_by),
        "contact": "; ".join(filter(None, (signer.whom_to_ask, ", ".join(context.department.shown)))),
        "number": number,
        "receivers": list(receivers),
    }
    return Paper("urging.html", f"Công văn đôn đốc (dự thảo {number[0]}/{number[1]})", facts)


def _assumed(lines: Sequence[LetterLine], calendar: WorkCalendar, today: date, answer_by: date) -> list[str]:
    """What the working days in the letter rest on that nobody has confirmed, each once."""
    said = [words for line in lines for words in line.assumed]
    return list(dict.fromkeys([*said, *calendar.assumptions(today, answer_by)]))


def _numbered(session: Session, lines: Sequence[LetterLine], day: date, now: datetime) -> UrgingLetter:
    last = session.exec(select(func.max(col(UrgingLetter.number))).where(UrgingLetter.year == day.year)).one()
    row = UrgingLetter(
        year=day.year,
        number=(last or 0) + 1,
        day=day,
        made_at=now,
        agencies=list(dict.fromkeys(c.code for line in lines for c in line.leads)),
        obligations=sorted({line.obligation for line in lines}),
    )
    session.add(row)
    session.flush()
    return row
