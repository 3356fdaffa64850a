"""The letter to whoever hears of others who are late: a heading a report, a row an agency, and what waits for a word. Pure."""

from collections.abc import Callable, Iterable, Sequence
from itertools import groupby

from notifications.notice import LetterContent, LetterLine
from notifications.rendering import sentence
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
from notifications.wording.duties import (
    card_of,
    counted,
    is_quoted,
    noun,
    part_of,
    title_of,
    unsigned,
    word_said,
)
from notifications.wording.frame import (
    foot_of,
    greeting_of,
    is_late,
    left_out,
    mail_link,
    reader_called,
    shown,
)
from plan.dates import day, day_of_year, weekday

COUNTED = "“Trễ” và “chờ” đếm bằng ngày làm việc."
LATE_HEADS = (TableHead("Cơ quan, liên hệ"), TableHead("Trễ", 52), TableHead(f"Đã{NBSP}nhắc", 78))
WAITING_HEADS = (TableHead("Cơ quan, việc"), TableHead("Báo lúc", 90), TableHead("Nếu nhận", 72))


def escalation_view(content: LetterContent, desk: WriterDesk) -> LetterView:
    """Who is late with what, and what was declared and waits."""
    clauses = clauses_of(content)
    kept = shown(content, desk)
    late = [line for line in kept.lines if is_late(line)]
    found = [
        *waiting_sections(content, kept, desk, long=True),
        *(_late_section(content, mine, desk) for mine in rounds_of(late)),
        *corrected_sections(kept),
        *waiting_sections(content, kept, desk, long=False),
    ]
    if rest := left_out(content, kept, desk):
        found.append(ViewSection(after=rest))
    return LetterView(
        greeting=greeting_of(content),
        headline=say(joined(clauses, "; "), "."),
        preheader=f"{'; '.join(unsigned(clauses))}.",
        note=quiet(COUNTED),
        sections=(*found, _requests(content)),
        foot=foot_of(content, desk, "Mỗi ngày nhiều nhất một thư báo cáo đôn đốc.", to_agency=False),
    )


def clauses_of(content: LetterContent) -> list[Sentence]:
    """Who is late, what waits, what is put right."""
    late = [line for line in content.lines if is_late(line)]
    waiting = [line for line in content.lines if line.waiting]
    corrected = sum(line.corrects for line in content.lines)
    found = [_late_clause(late)] if late else []
    if waiting:
        whose = (
            f"chờ {reader_called(content)} xác nhận" if all(line.asks for line in waiting) else "chờ xác nhận"
        )
        found.append(say(counted(len(waiting), f"{noun(waiting)} đã báo", "(✓)", "sim"), f", {whose}"))
    if corrected:
        found.append(counted(corrected, "việc được sửa lại", "○", "cham"))
    if content.requests and not found:
        found.append(counted(content.requests, "đề nghị gia hạn chờ quyết định", "?", "nghe"))
    return found or [say("Có điều mới")]


def _late_clause(late: Sequence[LetterLine]) -> Sentence:
    who, what = len(agencies_of(late)), noun(late)
    verb = {"báo cáo": "chưa gửi", "nhiệm vụ": "chưa xong"}.get(what, "quá hạn")
    days = sorted(line.late_by for line in late)
    span = f"{days[0]} đến {days[-1]}" if days[0] != days[-1] else f"{days[0]}"
    return say(
        counted(len(late), f"{what} của {who} cơ quan {verb}", "▲", "son"), f", trễ {span} ngày làm việc"
    )


def agencies_of(lines: Iterable[LetterLine]) -> list[str]:
    """The names of those that lead, each once."""
    return list(dict.fromkeys(contact.name for line in lines for contact in line.leads))


def rounds_of(lines: Iterable[LetterLine]) -> list[list[LetterLine]]:
    """The lines of one report, or of one part of a task, together: by day, the latest of a round first."""

    def which(line: LetterLine) -> tuple[object, ...]:
        return (line.extended_from or line.due, line.deadline, line.ref, line.title, line.label)

    mine = sorted(lines, key=lambda line: (*map(str, which(line)), -line.late_by, line.obligation))
    return [list(group) for _, group in groupby(mine, lambda line: tuple(map(str, which(line))))]


def _late_section(content: LetterContent, lines: Sequence[LetterLine], desk: WriterDesk) -> ViewSection:
    first, year = lines[0], content.day.year
    link = desk.page(f"/reports/{first.deadline}") if first.deadline and not is_quoted(first) else ""
    is_ours = content.to.code == content.office.code
    title = title_of(first)
    words = f"Ghi nhận hoặc xem {title.text[:1].lower()}{title.text[1:]}"
    return ViewSection(
        heading=title.text,
        quoted=title.quoted,
        named=True,
        intro=(_round_said(lines),),
        table=DutyTable(LATE_HEADS, tuple(_late_row(line, year) for line in lines)),
        after=(say(SaidPiece(words, "cham", link=link)),) if link and is_ours else (),
    )


def _round_said(lines: Sequence[LetterLine]) -> Sentence:
    """Its place and day, how many have not, in how many."""
    first = next((line for line in lines if not line.extended_from), lines[0])
    verb = "chưa xong" if is_quoted(first) else "chưa gửi"
    place = " · ".join(
        filter(None, (f"Mục {first.ref}" if first.ref else "", part_of(first) if first.label else ""))
    )
    of_all = f" trong {first.in_all}" if first.in_all > 1 else ""
    many = SaidPiece(f"▲{NBSP}{len(lines)} cơ quan {verb}", "son", strong=True)
    return say(f"{place}. " if place else "", "Hạn ", *_day_of_round(first), ". ", many, f"{of_all}.")


def _day_of_round(line: LetterLine) -> Sentence:
    if line.extended_from:  # all of them have more time: the day that the round had
        return say(SaidPiece(day(line.extended_from), strong=True))
    why = line.due_note or weekday(line.due)
    later = f"; đúng hạn đến hết {day(line.ends)}" if line.ends != line.due else ""
    return say(SaidPiece(day(line.due), strong=True), f", {why}{later}")


def _late_row(line: LetterLine, year: int) -> ViewRow:
    return ViewRow(
        (
            cell(say(line.led_by)),
            cell(say(SaidPiece(f"▲{NBSP}{line.late_by}", "son", strong=True))),
            cell(_last_told(line, year)),
        ),
        below=joined([one for one in _below(line, year) if one]),
    )


def _last_told(line: LetterLine, year: int) -> Sentence:
    if line.unreachable:
        return say(SaidPiece(f"?{NBSP}{day_of_year(line.unreachable, year)}", "nghe", strong=True))
    return say(day_of_year(line.last_told, year)) if line.last_told else say("chưa nhắc")


def _below(line: LetterLine, year: int) -> Iterable[Sentence]:
    addresses = [address for contact in line.leads for address in contact.shown]
    yield quiet(joined([say(mail_link(one)) for one in addresses], ", ") or "chưa có địa chỉ")
    if line.unreachable:
        words = f"thư từ {day_of_year(line.unreachable, year)} bị trả về; xin gọi"
        yield quiet(SaidPiece(words, "nghe", strong=True))
    if line.extended_from:
        yield quiet(f"được gia hạn đến {day_of_year(line.due, year)}")
    if line.asked:
        yield quiet(f"{line.asked}, chờ quyết định")
    if line.sent_back:
        yield quiet(f"← trả lại {day_of_year(line.sent_back.on, year)}, thực hiện lại")
    if line.waits_for:
        yield quiet(f"còn chờ báo cáo cùng kỳ của: {line.waits_for}")
    if line.declared:
        yield quiet(f"đã báo, chờ xác nhận: {line.declared}")
    for said in line.remarks:
        yield quiet(SaidPiece(sentence(said), strong=True))
    for said in line.assumed:
        yield quiet(f"giả định: {said}")


def corrected_sections(content: LetterContent) -> list[ViewSection]:
    """What was told before and was a mistake."""
    lines = [line for line in content.lines if line.corrects]
    cards = tuple(card_of(line, leads=True) for line in lines)
    return [ViewSection("Sửa lại điều đã báo", len(cards), cards=cards)] if cards else []


def waiting_sections(
    whole: LetterContent, content: LetterContent, desk: WriterDesk, *, long: bool
) -> list[ViewSection]:
    """What agencies declared and nobody accepted: the longest waiting first."""

    def mine(of: LetterContent) -> list[LetterLine]:
        return [
            li
            for li in of.lines
            if li.waiting and not li.corrects and (li.waits_long and li.role == "watch") == long
        ]

    lines = sorted(mine(content), key=lambda li: (li.words[0].said_on if li.words else li.due, li.obligation))
    if not lines:
        return []
    asks = any(line.asks for line in lines)
    who = f"chờ {reader_called(content)} xác nhận" if asks else "chờ xác nhận"
    heading = f"Đã báo, {who}{' đã lâu' if long else ''}"
    todo = desk.page("/todo?kind=declared") if asks and content.to.code == content.office.code else ""
    row: Callable[[LetterLine], ViewRow] = lambda line: waiting_row(line, desk, whole.day.year)  # noqa: E731
    return [
        ViewSection(
            heading,
            len(mine(whole)),
            "sim",
            table=DutyTable(WAITING_HEADS, tuple(map(row, lines))),
            button=SaidPiece("Xem và xác nhận", link=todo) if todo else None,
        )
    ]


def waiting_row(line: LetterLine, desk: WriterDesk, year: int) -> ViewRow:
    """Who declared what, when, since when it waits, and how late it is if it is held as received that day."""
    word = line.words[0] if line.words else None
    who = ", ".join(dict.fromkeys(one.who for one in line.words)) or line.led_by
    about = [
        say(title_of(line)),
        say(part_of(line)) if line.label else (),
        say(f"mục {line.ref}") if line.ref else (),
    ]
    said = joined([say(word_said(one, whose=False)) for one in line.words], "; ") or say(line.declared)
    link = desk.accepts.get(line.obligation, "")
    act = (
        say(SaidPiece("Chấp nhận, hoặc trả lại", "cham", link=link))
        if link
        else say(f"việc số {line.obligation}")
    )
    told = cell(say(day_of_year(word.said_on, year)), quiet(f"chờ {word.waited} ngày")) if word else cell()
    held = cell(say(f"trễ {word.late_by}" if word and word.late_by else "đúng hạn"))
    below = quiet(joined([one for one in (*about, said, _limit(line), act) if one]))
    return ViewRow((cell(say(who)), told, held), below)


def _limit(line: LetterLine) -> Sentence:
    later = f", đúng hạn đến hết {day(line.ends)}" if line.ends != line.due else ""
    reason = f" · {line.reason}" if line.waits_long and line.reason else ""
    return say(f"hạn {day(line.due)}{later}{reason}")


def _requests(content: LetterContent) -> ViewSection:
    """Record, accept, mend: what the department is asked to do; of others only to pass on what they know."""
    office = content.office.name
    asks = any(line.asks for line in content.lines)
    late = any(is_late(line) for line in content.lines)
    found = []
    if content.to.code == content.office.code:
        if late:
            found.append(
                say("Báo cáo, sản phẩm đã đến bằng đường khác: ghi nhận ngày và số để dừng đôn đốc.")
            )
        if asks:
            found.append(say("Cơ quan đã báo: xác nhận, hoặc trả lại và nêu lý do."))
        if any(line.unreachable for line in content.lines):
            found.append(say("Địa chỉ thư hỏng: gọi cơ quan và sửa địa chỉ."))
        if content.requests:
            found.append(say(f"{content.requests} đề nghị gia hạn đang chờ quyết định: đồng ý hoặc không."))
    else:
        if late:
            found.append(
                say(f"Cơ quan nào đã gửi, đã xong: xin báo ngày và số văn bản cho {office} để dừng đôn đốc.")
            )
        if asks:
            found.append(say("Cơ quan đã báo: xác nhận, hoặc trả lại và nêu lý do."))
    if late:
        found.append(say("Việc chưa xong được nhắc lại trong các thư sau."))
    return ViewSection(f"Đề nghị {reader_called(content)}", items=tuple(found)) if found else ViewSection()


def subject_of(content: LetterContent) -> str:
    """What is worst, and the day."""
    late = [line for line in content.lines if is_late(line)]
    if late:
        verb = {"báo cáo": "chưa gửi", "nhiệm vụ": "chưa xong"}.get(noun(late), "chậm")
        said = f"{len(agencies_of(late))} cơ quan {verb} {len(late)} {noun(late)}"
        if corrected := sum(line.corrects for line in content.lines):
            said += f", {corrected} việc được sửa lại"
    else:
        said = unsigned(clauses_of(content))[0]
    return f"[Đôn đốc] {said} ({day(content.day)})"
