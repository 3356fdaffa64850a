"""Letters to the agencies that do the work: reminders, and the month of an agency for its head. Pure."""

from collections.abc import Sequence
from dataclasses import replace

from notifications.notice import LetterContent, LetterLine, LetterSection, sections
from notifications.said import SaidPiece, Sentence, listed, quiet, say
from notifications.view import (
    DutyTable,
    LetterView,
    TableHead,
    ViewRow,
    ViewSection,
    WriterDesk,
    cell,
)
from notifications.wording.duties import (
    card_of,
    counted,
    is_soon,
    part_of,
    title_of,
    unsigned,
)
from notifications.wording.frame import foot_of, greeting_of, left_out, shown
from plan.dates import day, day_of_year, weekday

NO_PART = "Cơ quan khác chủ trì; quý cơ quan không phải báo xong."
RESTS = "Không nhắc nữa trong khi chờ. Trễ tính đến ngày nhận, không đến ngày xác nhận."
TONES = {"late": "son", "waiting": "sim", "waiting-long": "sim"}
MEANT = {  # what a section counts: words, shape, colour
    "late": ("việc quá hạn", "▲", "son"),
    "new": ("việc mới giao, mới đổi", "○", "cham"),
    "corrected": ("việc được sửa lại", "○", "cham"),
    "waiting": ("việc chờ xác nhận", "(✓)", "sim"),
    "partner": ("việc phối hợp", "○", "cham"),
}


def digest_view(content: LetterContent, desk: WriterDesk) -> LetterView:
    """The reminder: what is late, soon, new, declared, and what the reader helps with."""
    clauses = clauses_of(content)
    return LetterView(
        greeting=greeting_of(content),
        headline=say("Quý cơ quan có ", listed(clauses), "."),
        preheader=_preheader(content, clauses),
        sections=(*duty_sections(content, desk), requests_of(content, desk)),
        foot=foot_of(content, desk, "Mỗi ngày nhiều nhất một thư nhắc việc."),
    )


def monthly_view(content: LetterContent, desk: WriterDesk) -> LetterView:
    """The same once a month, with how the last month went."""
    clauses = clauses_of(content)
    when = f" đầu tháng {content.day.month}/{content.day.year}"
    return LetterView(
        greeting=greeting_of(content, "Thủ trưởng "),
        headline=say("Quý cơ quan có ", listed(clauses), f"{when}."),
        preheader=_preheader(content, clauses),
        note=quiet(" ".join(content.notes)),
        sections=(*duty_sections(content, desk), requests_of(content, desk)),
        foot=foot_of(content, desk, "Mỗi tháng một thư như thế này, khi có điều cần nói."),
    )


def clauses_of(content: LetterContent) -> list[Sentence]:
    """How many of each, worst first."""
    found: list[Sentence] = []
    for section in sections(content):
        if section.name == "soon":
            found += _coming(section.lines, content.day.year)
        else:
            what, sign, tone = MEANT.get(section.name, MEANT["waiting"])
            found.append(counted(len(section.lines), what, sign, tone))
    return found


def _coming(lines: Sequence[LetterLine], year: int) -> list[Sentence]:
    """What is near, and what is not; with the day where they share it."""
    soon = [line for line in lines if is_soon(line)]
    far = [line for line in lines if not is_soon(line)]
    found = []
    for mine, sign, tone, word in ((soon, "△", "nghe", "sắp đến hạn"), (far, "○", "cham", "còn thời hạn")):
        if mine:
            days = {line.due for line in mine}
            when = f"đến hạn {day_of_year(min(days), year)}" if len(days) == 1 else word
            found.append(counted(len(mine), f"việc {when}", sign, tone))
    return found


def _preheader(content: LetterContent, clauses: Sequence[Sentence]) -> str:
    worst = max(
        (line.late_by for section in sections(content) if section.name == "late" for line in section.lines),
        default=0,
    )
    said = unsigned(clauses)
    if worst:
        said[0] += f", lâu nhất {worst} ngày làm việc"
    return f"{', '.join(said)}."


def duty_sections(content: LetterContent, desk: WriterDesk) -> tuple[ViewSection, ...]:
    """A section a state, a card a duty, a table for what the reader only helps with."""
    whole = {section.name: len(section.lines) for section in sections(content)}
    kept = shown(content, desk)
    found = [_section(part, whole[part.name], desk, content.day.year) for part in sections(kept)]
    if found and (rest := left_out(content, kept, desk)):
        found[-1] = replace(found[-1], after=rest)
    return tuple(found)


def _section(part: LetterSection, count: int, desk: WriterDesk, year: int) -> ViewSection:
    if part.name == "partner":
        return ViewSection(
            part.heading, count, intro=(quiet(NO_PART),), table=partner_table(part.lines, year)
        )
    cards = tuple(card_of(line, desk.answers.get(line.obligation, "")) for line in part.lines)
    intro = (quiet(RESTS),) if part.name == "waiting" else ()
    return ViewSection(part.heading, count, TONES.get(part.name, ""), intro=intro, cards=cards)


def partner_table(lines: Sequence[LetterLine], year: int) -> DutyTable:
    """What an agency helps with: the task, who leads it, its day; nothing to press."""
    rows = tuple(
        ViewRow((cell(say(title_of(line)), _led(line)), cell(say(day(line.due)), _short(line, year))))
        for line in lines
    )
    return DutyTable((TableHead("Nhiệm vụ"), TableHead("Thời hạn", 110)), rows)


def _led(line: LetterLine) -> Sentence:
    parts = [f"Mục {line.ref}" if line.ref else "", part_of(line), f"chủ trì: {line.led_by}"]
    if line.of_plan:
        parts.append(f"theo {line.of_plan}")
    return quiet(" · ".join(filter(None, (*parts, *line.remarks))))


def _short(line: LetterLine, year: int) -> Sentence:
    if line.over or line.is_over:
        return quiet(line.over or "không còn")
    why = line.due_note or weekday(line.due)
    later = f"; đúng hạn đến hết {day_of_year(line.ends, year)}" if line.ends != line.due else ""
    return quiet(f"{why}{later}")


def requests_of(content: LetterContent, desk: WriterDesk) -> ViewSection:
    """What the reader is asked to do: when it is done, when it cannot be, when it is another's."""
    office, leads = content.office.name, any(line.role == "lead" for line in content.lines)
    can_press = any(desk.answers.get(line.obligation) for line in content.lines)
    others = say("Việc không thuộc trách nhiệm của quý cơ quan: trả lời thư này để được điều chỉnh.")
    if not leads:
        asked: tuple[Sentence, ...] = (others,)
    elif can_press:
        asked = (
            say(
                "Việc đã xong: bấm ",
                SaidPiece("Báo đã xong", strong=True),
                f", ghi số và ngày của văn bản. Lời nhắc dừng ngay trong khi chờ {office} xác nhận.",
            ),
            say(
                "Việc không thể xong đúng hạn: bấm ",
                SaidPiece("Xin gia hạn", strong=True),
                " trước khi đến hạn, nêu lý do và ngày mới.",
            ),
            others,
        )
    else:
        asked = (
            say(f"Việc đã xong: trả lời thư này, ghi số và ngày của văn bản, để {office} ghi nhận."),
            say(
                f"Việc không thể xong đúng hạn: gửi {office} đề nghị gia hạn trước khi đến hạn, nêu lý do và ngày mới."
            ),
            others,
        )
    return ViewSection("Đề nghị quý cơ quan", items=asked)


def subject_of(content: LetterContent) -> str:
    """What is worst, and the day."""
    said = unsigned(clauses_of(content))[:2]
    return f"[Đôn đốc] {' '.join(content.to.name.split())}: {', '.join(said) or 'thông báo'} ({day(content.day)})"
