"""The letter of assignment: an agency's year, days left, duties right; what is common said once. Pure."""

from collections.abc import Iterable, Sequence
from itertools import groupby

from notifications.notice import LetterContent, LetterLine, folded
from notifications.rendering import oneline
from notifications.said import SaidPiece, Sentence, joined, plain, quiet, say
from notifications.view import (
    DutyTable,
    LetterView,
    Paragraph,
    TableHead,
    ViewRow,
    ViewSection,
    WriterDesk,
)
from notifications.wording.duties import (
    counted,
    is_quoted,
    is_soon,
    part_of,
    short_due,
    status_of,
    title_of,
)
from notifications.wording.frame import foot_of, greeting_of, left_out, plans_of, shown
from plan.dates import day, day_of_year, weekday

ONCE = "Thư này gửi một lần cho cả năm. Từ nay quý cơ quan chỉ được nhắc về việc sắp đến hạn, quá hạn hoặc thay đổi."


def assignment_view(content: LetterContent, desk: WriterDesk) -> LetterView:
    """All that the agency leads this year, by day."""
    headline = _headline(content)
    return LetterView(
        greeting=greeting_of(content),
        headline=headline,
        preheader=plain(headline).replace("▲ ", "").replace("△ ", "").replace("○ ", ""),
        note=quiet(ONCE),
        sections=(*_sections(content, desk), _requests(content, desk)),
        foot=foot_of(content, desk, "Mỗi ngày nhiều nhất một thư nhắc việc."),
    )


def _headline(content: LetterContent) -> Sentence:
    plans = plans_of(content)
    whose = (
        plans[0].partition(" ngày ")[0].replace(" số ", " ") if len(plans) == 1 else f"{len(plans)} văn bản"
    )
    led = [line for line in content.lines if line.role == "lead"]
    return say(
        f"{whose} giao quý cơ quan {_counts(led)} trong năm {content.day.year}; ",
        _first(led, content.day.year),
        ".",
    )


def _counts(lines: Sequence[LetterLine]) -> str:
    tasks = sum(map(is_quoted, lines))
    said = [(tasks, "nhiệm vụ"), (len(lines) - tasks, "báo cáo")]
    return " và ".join(f"{many} {what}" for many, what in said if many)


def _first(lines: Sequence[LetterLine], year: int) -> Sentence:
    """What is worst: what is late already, else what comes first."""
    late = [line for line in lines if line.late]
    if late:
        return counted(len(late), "việc đã quá hạn", "▲", "son")
    due = min(line.due for line in lines)
    first = [line for line in lines if line.due == due]
    sign, tone = ("△", "nghe") if is_soon(first[0]) else ("○", "cham")
    return counted(len(first), f"việc đầu tiên đến hạn {day_of_year(due, year)}", sign, tone)


def _sections(content: LetterContent, desk: WriterDesk) -> Iterable[ViewSection]:
    kept, year = shown(content, desk), content.day.year
    led = [line for line in kept.lines if line.role == "lead"]
    whole = sum(line.role == "lead" for line in content.lines)
    to = {oneline(line.sent_to) for line in content.lines if not is_quoted(line)}
    yield ViewSection(
        f"Phải làm trong năm {year}",
        whole,
        intro=(quiet(" ".join(filter(None, ("Chữ có chân là lời của kế hoạch.", _all_to(content, to))))),),
        table=_by_day(led, year, "Việc", desk, one_receiver=len(to) == 1),
        after=left_out(content, kept, desk),
    )
    if helped := folded(kept.lines):
        yield ViewSection(
            f"Phối hợp trong năm {year}",
            len(folded(content.lines)),
            intro=(quiet("Cơ quan khác chủ trì; quý cơ quan không phải báo xong."),),
            table=_by_day(helped, year, "Nhiệm vụ", desk, one_receiver=True),
        )


def _all_to(content: LetterContent, to: set[str]) -> str:
    """Where all reports go, said once."""
    many = sum(not is_quoted(line) for line in content.lines)
    if not many or len(to) != 1 or not next(iter(to)):
        return ""
    return f"{many} báo cáo đều gửi {next(iter(to))}." if many > 1 else f"Báo cáo gửi {next(iter(to))}."


def _by_day(
    lines: Sequence[LetterLine], year: int, what: str, desk: WriterDesk, *, one_receiver: bool
) -> DutyTable:
    ordered = sorted(lines, key=lambda li: (li.due, li.ends, not is_quoted(li), li.ref, li.obligation))
    rows = []
    for (due, ends), group in groupby(ordered, lambda li: (li.due, li.ends)):
        mine = list(group)
        why = mine[0].due_note or weekday(due)
        days = (say(SaidPiece(day(due), strong=True)), quiet(short_due(due, ends, why, year)))
        duties = tuple(_duty(line, desk, one_receiver=one_receiver) for line in mine)
        rows.append(ViewRow(((days,), duties)))
    return DutyTable((TableHead("Thời hạn", 118), TableHead(what)), tuple(rows))


def _duty(line: LetterLine, desk: WriterDesk, *, one_receiver: bool) -> Paragraph:
    """A duty in a cell: its words, and what is said of it alone."""
    notes = [
        say(one)
        for one in (f"Mục {line.ref}" if line.ref else "", part_of(line) if line.label else "")
        if one
    ]
    if line.role == "partner":
        notes.append(say(f"chủ trì: {line.led_by}"))
    if line.product:
        notes.append(say("sản phẩm: ", SaidPiece(oneline(line.product), quoted=True)))
    if line.sent_to and not one_receiver:
        notes.append(say(f"gửi {oneline(line.sent_to)}"))
    if is_quoted(line) and line.in_all > 1 and line.role == "lead":
        notes.append(say("mỗi cơ quan làm phần của mình"))
    if line.of_plan:
        notes.append(say(f"theo {oneline(line.of_plan)}"))
    if line.late:
        notes.append(say(status_of(line)))
    notes += [say(f"giả định: {said}") for said in line.assumed]
    answer = desk.answers.get(line.obligation, "")
    if answer and line.role == "lead":
        notes.append(say(SaidPiece("báo đã xong, xin gia hạn", "cham", link=answer)))
    return tuple(one for one in (say(title_of(line)), quiet(joined(notes))) if one)


def _requests(content: LetterContent, desk: WriterDesk) -> ViewSection:
    office = content.office.name
    pressed = any(desk.answers.get(line.obligation) for line in content.lines)
    done = (
        f"Việc đã xong, kể cả xong sớm: bấm “báo đã xong” cạnh việc ấy, ghi số và ngày của văn bản. Lời nhắc dừng ngay trong khi chờ {office} xác nhận."
        if pressed
        else f"Việc đã xong, kể cả xong sớm: trả lời thư này, ghi số và ngày của văn bản, để {office} ghi nhận."
    )
    cannot = (
        "Việc không thể xong đúng hạn: xin gia hạn trước khi đến hạn, nêu lý do và ngày mới."
        if pressed
        else f"Việc không thể xong đúng hạn: gửi {office} đề nghị gia hạn trước khi đến hạn, nêu lý do và ngày mới."
    )
    others = "Việc không thuộc trách nhiệm của quý cơ quan: trả lời thư này để được điều chỉnh."
    return ViewSection("Đề nghị quý cơ quan", items=(say(done), say(cannot), say(others)))


def subject_of(content: LetterContent) -> str:
    """How many days, in which year, by which decision."""
    plans = plans_of(content)
    by = (
        f" theo {plans[0].partition(' ngày ')[0].replace(' số ', ' ')}"
        if len(plans) == 1
        else f" ({day(content.day)})"
    )
    many = sum(line.role == "lead" for line in content.lines)
    return f"[Đôn đốc] {oneline(content.to.name)}: {many} thời hạn trong năm {content.day.year}{by}"
