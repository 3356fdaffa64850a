"""What waits for an event, and what beside it does not."""

from __future__ import annotations

import re

from scheduler.phrases.grammar.composer import Composer
from scheduler.phrases.grammar.diagnostics import Diagnostics
from scheduler.phrases.grammar.events import SESSION_NAME, TIMED, AwaitedEvent
from scheduler.phrases.grammar.expressions import (
    AdHoc,
    Clause,
    Dated,
    Once,
    Ongoing,
    Recurring,
    Start,
    TimeExpression,
    recurs,
    span_of,
)
from scheduler.phrases.grammar.line_results import LineReading
from scheduler.phrases.grammar.naming import of_session
from scheduler.phrases.grammar.scanning import scan
from scheduler.phrases.grammar.spelling import Text
from scheduler.phrases.reading import Part

_JOINED = re.compile(r"(?<!\w)và (?:ngay )?(?:sau|trước) (?:khi|ngày|thời điểm) $")
# "… và khi kết thúc dự án": one more, that waits; "và khi có yêu cầu" only says that somebody may ask.
_AND_AT_THE_END = re.compile(r"(?<!\w)và khi (?=(?:kết thúc|hoàn thành|chấm dứt|bàn giao|nghiệm thu)(?!\w))")
_EXPECTED = re.compile(r" ?\(dự kiến ")  # the event's own day, which may change
_CAME_ABOUT = re.compile(
    r"(?<!\w)(?:thành lập|được (?:cấp|bổ nhiệm|phê duyệt|ban hành|công nhận|tuyển dụng)|đã [^\W\d]+)$"
)


def check_events(
    clause: Clause, events: list[AwaitedEvent], text: Text, key: str, diagnostics: Diagnostics
) -> None:
    """Question words of events with a time in them that nobody used."""
    named = SESSION_NAME.sub(lambda found: "x" * len(found[0]), key) if not clause.expressions else key
    if events and not _names_only(named, events):
        diagnostics.unclear.append(text.part(events[0].start, events[0].end))
    for event, place in clause.events:
        behind = clause.expressions[place] if place < len(clause.expressions) else None
        if isinstance(behind, Once) and _is_of_the_event(event, behind):
            diagnostics.unclear.append(text.part(event.start, behind.end))
        ahead = clause.expressions[place - 1] if place else None
        if event.wait and isinstance(ahead, Once) and _is_of_what_there_was(ahead, key):
            diagnostics.unclear.append(text.part(ahead.at, ahead.end))


def _is_of_what_there_was(ahead: Once, key: str) -> bool:
    """Whether a day only tells who is meant: "thư viện thành lập trước ngày 01/7/2020 phải … chậm nhất 02 năm kể từ …"."""
    words = key[slice(*ahead.between)].strip() if ahead.between else ""
    return "before" in ahead.marks and _CAME_ABOUT.search(words) is not None


def _is_of_the_event(event: AwaitedEvent, behind: Once) -> bool:
    """Whether a time behind an event may only tell of it: its own day, or the year of a thing in its name.

    "Kể từ ngày ký (tức ngày 04/12/2025)", "10 ngày kể từ ngày có kế hoạch kê khai tài sản, thu nhập năm 2025".
    """
    begins = event.opens and event.wait is None and "that is" in behind.marks
    named = (
        behind.link == "comma" and behind.lead == "comma" and behind.between is not None and not behind.marks
    )
    return begins or (named and behind.span.unit == "year" and behind.span.year is not None)


def of_events(clause: Clause) -> list[TimeExpression]:
    """The expressions that give days now; a cycle after an event only begins when that has happened."""
    if not clause.events:
        return clause.expressions
    if _cycle_waits(clause):
        return [one for one in clause.expressions if not isinstance(one, Recurring) and not one.yearless]
    first = clause.events[0][1]
    keep = [m for at, m in enumerate(clause.expressions) if at < first or not isinstance(m, Recurring)]
    if any(isinstance(expression, Dated) for expression in keep):
        return keep
    if any(isinstance(expression, Recurring) for expression in keep):
        return keep  # from when the cycle is told beside it
    return [expression for expression in keep if not isinstance(expression, Start)]


def _cycle_waits(clause: Clause) -> bool:
    """Whether a cycle only begins with the event behind it: "trước ngày 15/02 hằng năm, kể từ ngày …"."""
    event, first = clause.events[0]
    before = clause.expressions[:first]
    cyclic = any(map(recurs, before))
    return event.opens and cyclic and all(one.yearless for one in before if isinstance(one, Dated))


def wait(
    line: LineReading, clause: Clause, text: Text, expressions: list[TimeExpression], source: str
) -> None:
    event, place = clause.events[0]
    words = " ".join(text.part(one.start, one.end) for one, _ in clause.events)
    after = [m.cycle for m in clause.expressions[place:] if isinstance(m, Recurring)]
    goes_on = any(isinstance(expression, Ongoing) for expression in clause.expressions[:place])
    has_days = goes_on or any(isinstance(expression, Dated | Recurring) for expression in expressions)
    goes_on_after = after and not (event.limits or clause.trailing)  # "… và thực hiện hằng năm"
    if has_days and not goes_on_after and not _adds_one(text.key, event):
        line.trigger = words
        return  # else "định kỳ 6 tháng và sau khi kết thúc khóa học": one more, besides the days
    then = after[0].every if after else None
    wait = None if _cycle_waits(clause) else event.wait
    line.parts.append(Part("awaiting", None, source, None, (), awaiting=words, wait=wait, then=then))


def _adds_one(key: str, event: AwaitedEvent) -> bool:
    """Whether what waits for the event is due besides the days named with it."""
    joined = _JOINED.search(key, 0, event.start) or any(
        found.end() == event.start for found in _AND_AT_THE_END.finditer(key)
    )
    return bool(joined or _EXPECTED.match(key, event.end))


def _names_only(key: str, events: list[AwaitedEvent]) -> bool:
    """Whether the words of events hold no time but the year in a document's name."""
    for event in events:
        if TIMED.search(key, event.start, event.end):
            return False
        words = key[event.start : event.end]
        for expression in Composer().compose(scan(words)).expressions:
            if of_session(expression, words) or isinstance(expression, AdHoc):
                continue
            span = span_of(expression)
            if (
                not span
                or span.unit != "year"
                or expression.marks
                or expression.notes
                or expression.between is None
            ):
                return False
    return True
