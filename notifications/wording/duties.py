"""One duty in a letter: where it stands as a shape and a word, what it is, by when, and what was done about it. Pure."""

import re
from collections.abc import Iterable
from datetime import date

from notifications.notice import DeclaredWord, LetterLine
from notifications.rendering import oneline, sentence
from notifications.said import NBSP, SaidPiece, Sentence, joined, plain, quiet, say
from notifications.view import DutyCard
from plan.dates import day, day_of_year, weekday

SOON = 14  # days
_SIGN = re.compile(r"^(?:[▲△○✓←?]|\(✓\)) ")


def status_of(line: LetterLine) -> SaidPiece:
    """Where it stands, for its reader."""
    if line.over and not line.change:
        is_done = line.over.startswith("đã hoàn thành")
        return _stands("✓" if is_done else "○", sentence(line.over), "reu" if is_done else "quiet")
    if line.waiting:
        said = line.words[0].said_on if line.words else None
        on = f" {day_of_year(said, line.due.year)}" if said else ""
        return _stands("(✓)", f"Đã báo{on}, chờ {line.accepted_by or ''} xác nhận".replace("  ", " "), "sim")
    if line.change:
        return _stands("○", sentence(line.change.removesuffix(f", theo {line.changed_by}")), "cham")
    back = "trả lại, thực hiện lại" if line.sent_back else ""
    if line.late:
        return _stands("▲", " · ".join(filter(None, (f"Quá hạn {line.late_by} ngày làm việc", back))), "son")
    left = days_left(line)
    if back:
        return _stands("←", f"{sentence(back)} · {left}", "nghe")
    if line.opened:
        return _stands("○", f"Mới bắt đầu · {left}", "cham")
    return _stands("△", sentence(left), "nghe") if is_soon(line) else _stands("○", sentence(left), "cham")


def is_soon(line: LetterLine) -> bool:
    """Whether its day is near, or past within the last days on time."""
    return line.days_left <= SOON


def days_left(line: LetterLine) -> str:
    """How long there is, of what is not late."""
    if line.days_left == 0:
        return "đến hạn hôm nay"
    return f"còn {line.days_left} ngày" if line.days_left > 0 else "trong ngày cuối còn đúng hạn"


def title_of(line: LetterLine) -> SaidPiece:
    """The plan's words as written; ours with a capital."""
    if is_quoted(line):
        return SaidPiece(oneline(line.title), quoted=True)
    return SaidPiece(sentence(line.title))


def is_quoted(line: LetterLine) -> bool:
    """Whether its title is the plan's."""
    return line.is_task or bool(line.ref)


def place_of(line: LetterLine) -> list[Sentence]:
    """Where it stands in the plan, and which part of it is meant."""
    return [
        say(one)
        for one in (f"Mục {line.ref}" if line.ref else "", part_of(line) if line.label else "")
        if one
    ]


def part_of(line: LetterLine) -> str:
    """The part that is meant, where its title does not say so."""
    label = oneline(line.label)
    return "" if label.casefold() in oneline(line.title).casefold() else label


def due_of(line: LetterLine, word: str = "hạn") -> Sentence:
    """Its day with the weekday or the day off that it is; the last day on time only where that is another."""
    why = line.due_note or weekday(line.due)
    later = f"; đúng hạn đến hết {day(line.ends)}" if line.ends != line.due else ""
    return say(f"{word} ", SaidPiece(day(line.due), strong=True), f", {why}{later}")


def short_due(due: date, ends: date, why: str, year: int) -> str:
    """The same below a day that is said already: why it is no working day, and until when it is on time."""
    return f"{why}; đúng hạn đến hết {day_of_year(ends, year)}" if ends != due else why


def facts_of(line: LetterLine) -> Sentence:
    """Everything about it in one line, what is not there left out."""
    is_moved = line.change.startswith("chuyển")
    parts = place_of(line)
    if line.sent_to:
        parts.append(say(f"Gửi {line.sent_to}"))
    if line.data:
        parts.append(say(f"số liệu từ {day(line.data[0])} đến {day(line.data[1])}"))
    if not (line.is_over or line.over):
        parts.append(due_of(line, "hạn mới" if is_moved else "hạn"))
    if line.extended_from and not (line.is_over or line.over):
        parts.append(say(f"gia hạn từ {day(line.extended_from)}"))
    if is_moved and not line.late:
        parts.append(say("không quá hạn"))
    if line.product:
        parts.append(say("sản phẩm: ", SaidPiece(oneline(line.product), quoted=True)))
    if line.of_plan:
        parts.append(say(f"theo {oneline(line.of_plan)}"))
    return joined(parts)


def history_of(line: LetterLine) -> tuple[Sentence, ...]:
    """What was done about it so far."""
    return tuple(part for part in _history(line) if part)


def _history(line: LetterLine) -> Iterable[Sentence]:
    if line.sent_back and not (line.waiting or line.over or line.is_over):
        yield _sent_back(line)
    for said in line.answers:
        yield say(SaidPiece(f"Trả lời {oneline(said)}.", strong=True))
    for said in line.remarks:
        yield say(SaidPiece(f"{sentence(said)}.", strong=True))
    if line.change and line.changed_by:
        yield say(f"Theo {line.changed_by}.")
    if line.declared and not line.words:
        yield say(f"Đã báo, chờ xác nhận: {oneline(line.declared)}.")
    for word in line.words:
        yield quiet(f"{word_said(word)}, báo ngày {day(word.said_on)}.")
    if line.asked:
        yield say(f"{sentence(line.asked)}, đang chờ quyết định.")
    yield _told(line)
    for said in line.assumed:
        yield quiet(f"Giả định: {said}.")


def _sent_back(line: LetterLine) -> Sentence:
    back = line.sent_back
    assert back is not None
    before = f"; đã báo ngày {day(back.said_on)}" if back.said_on else ""
    number = f", số {back.document}" if back.document else ""
    return say(
        SaidPiece(f"← Trả lại ngày {day(back.on)}, lý do: ", strong=True),
        SaidPiece(oneline(back.because), quoted=True),
        quiet(f"{before}{number}."),
    )


def word_said(word: DeclaredWord, *, whose: bool = True) -> str:
    """Who says that it is done, on which day, by which document, with a file or none."""
    number = f"văn bản {oneline(word.document)}" if word.document else "không có số văn bản"
    who = f"{word.who} " if whose else ""
    return f"{who}báo xong ngày {day(word.on)}, {number}, {'có tệp' if word.has_file else 'không có tệp'}"


def _told(line: LetterLine) -> Sentence:
    if not (line.late and line.times_told) or line.waiting:
        return ()
    last = f", gần nhất {day(line.last_told)}" if line.last_told else ""
    return quiet(f"Đã nhắc {line.times_told} lần{last}.")


def card_of(line: LetterLine, answer: str = "", *, leads: bool = False) -> DutyCard:
    """The duty as a card; to be answered only while something of it is open to its reader."""
    status = status_of(line)
    who = say(f"chủ trì: {line.led_by}") if leads else ()
    can_answer = line.role == "lead" and not (line.waiting or line.over or line.is_over)
    return DutyCard(
        edge={"quiet": "cham"}.get(status.tone, status.tone),
        status=status,
        title=title_of(line),
        facts=joined([one for one in (facts_of(line), who) if one]),
        history=history_of(line),
        answer=answer if can_answer else "",
    )


def _stands(sign: str, words: str, tone: str) -> SaidPiece:
    return SaidPiece(f"{sign}{NBSP}{words}", tone, strong=True)


def counted(many: int, what: str, sign: str, tone: str) -> Sentence:
    """▲ 3 việc quá hạn, with its colour."""
    words = what.replace(" ", NBSP, 1)
    return say(SaidPiece(f"{sign}{NBSP}{many}{NBSP}{words}", tone, strong=True))


def noun(lines: Iterable[LetterLine]) -> str:
    """What they are called together."""
    kinds = {is_quoted(line) for line in lines}
    return {frozenset({True}): "nhiệm vụ", frozenset({False}): "báo cáo"}.get(frozenset(kinds), "việc")


def unsigned(parts: Iterable[Sentence]) -> list[str]:
    """The same without shapes, for the line that mail programs show beside the subject."""
    return [_SIGN.sub("", plain(part)) for part in parts]
