"""The weekly summary: the week in numbers, late reports by round, late tasks by day, what comes, what waits. Pure."""

from collections.abc import Iterable, Sequence
from itertools import groupby

from notifications.notice import LetterContent, LetterLine, WeekFigures, WeekReport
from notifications.rendering import percent
from notifications.said import NBSP, SaidPiece, Sentence, joined, quiet, say
from notifications.view import (
    DutyTable,
    LetterView,
    TableHead,
    ViewRow,
    ViewSection,
    WriterDesk,
    cell,
)
from notifications.wording.duties import counted, due_of, part_of, status_of, title_of, unsigned
from notifications.wording.frame import (
    foot_of,
    greeting_of,
    is_late,
    left_out,
    reader_called,
    shown,
)
from notifications.wording.offices import agencies_of, corrected_sections, rounds_of, waiting_sections
from plan.dates import day, day_of_year, weekday


def summary_view(content: LetterContent, desk: WriterDesk) -> LetterView:
    """How the week went, and where the plan stands."""
    clauses = _clauses(content)
    kept = shown(content, desk)
    foot = foot_of(content, desk, "Thư tổng hợp gửi sáng ngày làm việc đầu tuần.", to_agency=False)
    seal = quiet(f"Dấu của dòng cuối nhật ký (giữ lại để đối chiếu về sau): {''.join(content.notes)}")
    return LetterView(
        greeting=greeting_of(content),
        headline=say(joined(clauses, "; "), "."),
        preheader=f"{'; '.join(unsigned(clauses))}.",
        sections=tuple(_sections(content, kept, desk)),
        foot=(*foot, seal) if content.notes else foot,
    )


def _late_tasks(content: LetterContent) -> list[LetterLine]:
    return [line for line in content.lines if is_late(line)]


def _clauses(content: LetterContent) -> list[Sentence]:
    week, tasks = content.week, _late_tasks(content)
    reports = week.reports if week else ()
    found = []
    if late := len(tasks) + len(reports):
        both = [(len(reports), "báo cáo"), (len(tasks), "nhiệm vụ")]
        parts = " và ".join(f"{many}{NBSP}{what}" for many, what in both if many)
        than = _than(week.now.late - week.before.late) if week else ""
        found.append(say(counted(late, "việc quá hạn", "▲", "son"), f": {parts}{than}"))
    coming = [line for line in content.lines if not line.late and not line.waiting]
    if coming and not found:
        found.append(counted(len(coming), "việc sắp đến hạn", "△", "nghe"))
    if week and week.now.done:
        found.append(say(counted(week.now.done, "việc xong", "✓", "reu"), " trong tuần trước"))
    waiting = [line for line in content.lines if line.waiting]
    if waiting and not found:
        found.append(counted(len(waiting), "việc chờ xác nhận", "(✓)", "sim"))
    return found or [say("Không có việc quá hạn")]


def _than(more: int) -> str:
    if not more:
        return ", bằng tuần trước"
    return f", nhiều hơn tuần trước{NBSP}{more}" if more > 0 else f", ít hơn tuần trước{NBSP}{-more}"


def _sections(content: LetterContent, kept: LetterContent, desk: WriterDesk) -> Iterable[ViewSection]:
    year, week = content.day.year, content.week
    yield from waiting_sections(content, kept, desk, long=True)
    if week:
        yield _numbers(week, year)
        yield from _late_reports(week, year)
    late = _late_tasks(kept)
    for n, mine in enumerate(_by_day(late)):
        heading = "" if n else "Nhiệm vụ quá hạn"
        count = 0 if n else len(_late_tasks(content))
        yield ViewSection(heading, count, "son", intro=(_late_day(mine),), table=_tasks(mine, year))
    yield from _coming(content, kept, year)
    yield from corrected_sections(kept)
    yield from waiting_sections(content, kept, desk, long=False)
    if rest := left_out(content, kept, desk):
        yield ViewSection(after=rest)
    yield _waits_for_reader(content, desk)


def _numbers(week: WeekReport, year: int) -> ViewSection:
    def row(words: str, now: str, before: str, *, strong: bool = False) -> ViewRow:
        return ViewRow((cell(say(words)), cell(say(SaidPiece(now, strong=strong))), cell(say(before))))

    def both(words: str, of: str, *, strong: bool = False) -> ViewRow:
        return row(words, str(getattr(week.now, of)), str(getattr(week.before, of)), strong=strong)

    rows = (
        both("✓ Xong", "done"),
        both("▲ Quá hạn, tính đến cuối tuần", "late", strong=True),
        both("(✓) Đã báo, chờ xác nhận", "waiting"),
        both("← Trả lại, thực hiện lại", "sent_back"),
        row("Xong đúng hạn từ đầu năm", _share(week.now), _share(week.before)),
    )
    heads = (TableHead(""), TableHead("Tuần trước", 86), TableHead("Trước nữa", 86))
    span = f"{day_of_year(week.first, year)}–{day_of_year(week.last, year)}"
    return ViewSection(f"Trong tuần {span}", table=DutyTable(heads, rows))


def _share(figures: WeekFigures) -> str:
    return percent(figures.share).replace("%", f"{NBSP}%")


def _late_reports(week: WeekReport, year: int) -> Iterable[ViewSection]:
    if not week.reports:
        return
    rows = tuple(_round(mine, year) for mine in rounds_of(week.reports))
    heads = (TableHead("Báo cáo, thời hạn"), TableHead("Trễ", 70), TableHead("Chưa gửi", 78))
    yield ViewSection("Báo cáo quá hạn", len(week.reports), "son", table=DutyTable(heads, rows))


def _round(lines: Sequence[LetterLine], year: int) -> ViewRow:
    first = next((line for line in lines if not line.extended_from), lines[0])
    later = f", đúng hạn đến hết {day_of_year(first.ends, year)}" if first.ends != first.due else ""
    days = sorted(line.late_by for line in lines)
    span = f"{days[0]}–{days[-1]}" if days[0] != days[-1] else f"{days[0]}"
    names = SaidPiece(", ".join(agencies_of(lines)), small=True)
    about = cell(say(title_of(first)), quiet(f"hạn {day_of_year(first.due, year)}{later}"), say(names))
    of_all = f"{len(lines)} / {first.in_all}" if first.in_all > 1 else f"{len(lines)}"
    return ViewRow((about, cell(say(SaidPiece(f"▲{NBSP}{span}", "son", strong=True))), cell(say(of_all))))


def _by_day(lines: Iterable[LetterLine]) -> list[list[LetterLine]]:
    ordered = sorted(lines, key=lambda line: (line.due, line.ends, line.ref, line.obligation))
    return [list(group) for _, group in groupby(ordered, lambda line: (line.due, line.ends))]


def _late_day(lines: Sequence[LetterLine]) -> Sentence:
    words = f"▲{NBSP}trễ {lines[0].late_by} ngày làm việc"
    return say(due_of(lines[0], "Hạn"), " · ", SaidPiece(words, "son", strong=True))


def _tasks(lines: Sequence[LetterLine], year: int) -> DutyTable:
    rows = tuple(
        ViewRow((cell(say(title_of(line)), quiet(_about(line, year))), cell(say(line.led_by))))
        for line in lines
    )
    return DutyTable((TableHead("Nhiệm vụ"), TableHead("Chủ trì", 128)), rows)


def _about(line: LetterLine, year: int) -> Sentence:
    parts = [f"Mục {line.ref}" if line.ref else "", part_of(line) if line.label else ""]
    if line.sent_back:
        parts.append(f"← trả lại {day_of_year(line.sent_back.on, year)}, thực hiện lại")
    if line.asked:
        parts.append(f"{line.asked}, chờ quyết định")
    if line.declared:
        parts.append(f"đã báo, chờ xác nhận: {line.declared}")
    if line.last_told:
        parts.append(f"nhắc gần nhất {day_of_year(line.last_told, year)}")
    if line.of_plan:
        parts.append(f"theo {line.of_plan}")
    parts += [f"giả định: {said}" for said in line.assumed]
    return say(" · ".join(filter(None, parts)))


def _coming(content: LetterContent, kept: LetterContent, year: int) -> Iterable[ViewSection]:
    """What comes next; where it is nothing, the next round of reports."""
    coming = [line for line in kept.lines if not line.late and not line.waiting and not line.corrects]
    whole = sum(not line.late and not line.waiting and not line.corrects for line in content.lines)
    for n, mine in enumerate(_by_day(coming)):
        stands = status_of(mine[0])
        said = say(due_of(mine[0], "Hạn"), " · ", stands)
        yield ViewSection("" if n else "Sắp tới", 0 if n else whole, intro=(said,), table=_tasks(mine, year))
    if content.week and (said := _next_round(content.week, nothing=not coming)):
        yield ViewSection("" if coming else "Sắp tới", intro=(said,))


def _next_round(week: WeekReport, *, nothing: bool) -> Sentence:
    before = f"Trong {week.ahead_days} ngày tới không có nhiệm vụ nào đến hạn. " if nothing else ""
    if not week.next_round:
        return say(before)
    line = week.next_round
    later = f"; đúng hạn đến hết {day(line.ends)}" if line.ends != line.due else ""
    why = line.due_note or weekday(line.due)
    name = title_of(line).text
    return say(
        f"{before}Kỳ báo cáo tới: {name[:1].lower()}{name[1:]}, hạn ",
        SaidPiece(day(line.due), strong=True),
        f", {why}{later}.",
    )


def _waits_for_reader(content: LetterContent, desk: WriterDesk) -> ViewSection:
    week, year, items = content.week, content.day.year, []
    if week and week.declared:
        who = ", ".join(f"{name} ({day_of_year(on, year)})" for name, on in week.declared)
        items.append(say(f"(✓) {len(week.declared)} việc cơ quan đã báo: {who}. Xác nhận hoặc trả lại."))
    if content.requests:
        who = f": {', '.join(week.asking)}" if week and week.asking else ""
        items.append(
            say(f"? {content.requests} đề nghị gia hạn đang chờ quyết định{who}. Đồng ý hoặc không.")
        )
    if week and week.unreachable:
        who = "; ".join(f"{name}, chưa nhắc được từ {day_of_year(on, year)}" for name, on in week.unreachable)
        items.append(say(f"? {len(week.unreachable)} cơ quan có địa chỉ thư hỏng: {who}."))
    if not items:
        return ViewSection()
    link = desk.page("/todo")
    return ViewSection(
        f"Chờ {reader_called(content)}",
        items=tuple(items),
        button=SaidPiece("Mở danh sách chờ xử lý", link=link) if link else None,
    )


def subject_of(content: LetterContent) -> str:
    """The week, what is late, what was done."""
    week = content.week
    late = len(_late_tasks(content)) + (len(week.reports) if week else 0)
    coming = sum(not line.late and not line.waiting for line in content.lines)
    waiting = sum(line.waiting for line in content.lines)
    counts = [(late, "việc quá hạn"), (week.now.done if week else 0, "việc xong")]
    if not late:
        counts = [(coming, "việc sắp đến hạn"), (waiting, "việc chờ xác nhận"), *counts[1:]]
    said = ", ".join(f"{many} {what}" for many, what in counts if many) or "không có việc quá hạn"
    return f"[Đôn đốc] Tổng hợp tuần: {said} ({day(content.day)})"
