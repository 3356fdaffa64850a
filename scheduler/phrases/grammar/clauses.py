"""One line of a phrase: its expressions with their words, its events, and the words nobody could use."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from scheduler.phrases.grammar.combination import combine
from scheduler.phrases.grammar.composer import Composer
from scheduler.phrases.grammar.contradictions import check_cycles, check_marks, check_neighbours, share_marks
from scheduler.phrases.grammar.diagnostics import Diagnostics
from scheduler.phrases.grammar.events import SESSION_NAME, TIMED, AwaitedEvent, document_at
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
from scheduler.phrases.grammar.labels import fits
from scheduler.phrases.grammar.limits import pair
from scheduler.phrases.grammar.mask import mask
from scheduler.phrases.grammar.moon_days import check_moon_days
from scheduler.phrases.grammar.naming import of_session, set_names_apart
from scheduler.phrases.grammar.neighbours import every_year, is_a_day_of_every_year
from scheduler.phrases.grammar.parts import part_of
from scheduler.phrases.grammar.plain_words import give_words
from scheduler.phrases.grammar.scanning import scan
from scheduler.phrases.grammar.spelling import Text
from scheduler.phrases.grammar.topics import says_only_what_data, without_topics
from scheduler.phrases.grammar.turns_of_year import check_turns
from scheduler.phrases.grammar.years import resolve_years
from scheduler.phrases.reading import Part, Period

DAY_OR_EVENT = "hạn là cuối thời gian này, hay trước sự kiện nêu cùng"
_JOINED = re.compile(r"(?<!\w)và (?:ngay )?(?:sau|trước) (?:khi|ngày|thời điểm) $")
# "… và khi kết thúc dự án": one more, that waits; "và khi có yêu cầu" only says that somebody may ask.
_AND_AT_THE_END = re.compile(r"(?<!\w)và khi (?=(?:kết thúc|hoàn thành|chấm dứt|bàn giao|nghiệm thu)(?!\w))")
_PURPOSE = re.compile(r"(?:, ?)?(?:để|nhằm|phục vụ|chuẩn bị|kịp)(?!\w)")
# A second act that waits for a session without a day: "trình Chính phủ tháng 8/2026, trình Quốc hội tại Kỳ họp thứ 2".
_AT_A_SESSION = re.compile(r"(?:trình|báo cáo|thông qua)(?: [^\W\d]+){1,6} tại (?:kỳ|phiên) họp(?!\w)")
# What is put before a session that has no day, alone in its line: "… trình thông qua 08 dự án luật tại Kỳ họp thứ 10".
_PUT_BEFORE = re.compile(r"(?<!\w)(?:trình|thông qua|báo cáo|xem xét)(?!\w)")
_HELD_AT = re.compile(r" tại (?:kỳ|phiên) họp [^,;]{3,60}$")
_PERIODIC = re.compile(r"^định kỳ(?: hoặc đột xuất)? (?=[^\W\d])")
_EXPECTED = re.compile(r" ?\(dự kiến ")  # the event's own day, which may change
_CAME_ABOUT = re.compile(
    r"(?<!\w)(?:thành lập|được (?:cấp|bổ nhiệm|phê duyệt|ban hành|công nhận|tuyển dụng)|đã [^\W\d]+)$"
)


@dataclass(slots=True)
class LineReading:
    """What one line gave."""

    parts: list[Part] = field(default_factory=list)
    idle: str | None = None  # words of action without any time
    trigger: str | None = None  # an event named beside a date
    ad_hoc: bool = False  # only says that somebody may ask: "đột xuất khi có yêu cầu"


def read_line(text: Text, period: Period, diagnostics: Diagnostics, source: str = "time") -> LineReading:
    """Read one line; what could not be used goes into the diagnostics."""
    key = mask(text.key)
    if says_only_what_data(key):
        return LineReading(idle=text.part(0, len(text.shown)))
    key, clause = _composed(key, text, diagnostics)
    give_words(clause, text, key, diagnostics)
    clause.keep(set_names_apart(clause.expressions, text, key, diagnostics))
    expressions = _of_events(clause)
    events = [event for event, _ in clause.events]
    _check_events(clause, events, text, key, diagnostics)
    line, expressions = _sessions(expressions, text, key, source)
    line.parts += _one_more_session(clause, text, key, source)
    if line.parts and not expressions:
        return line
    if not expressions and not events:
        return _without_time(text, key, clause, diagnostics)
    if clause.unfinished or (
        clause.periodic and not clause.events and not any(map(_is_periodic, expressions))
    ):
        diagnostics.unclear.append(text.part(0, len(text.shown)))
    expressions = _related(expressions, clause.periodic, period, text, diagnostics)
    if diagnostics.unclear:
        if not any(words in text.shown for words in diagnostics.unclear):
            diagnostics.unclear.insert(0, text.part(0, len(text.shown)))  # a reason alone names no words
        return LineReading()
    expressions = pair(expressions, period, diagnostics)
    if any(event.limits for event in events) and any(map(_is_wide, expressions)):
        diagnostics.unclear += [text.part(0, len(text.shown)), DAY_OR_EVENT]
        return LineReading()
    if events:
        _wait(line, clause, text, expressions, source)
    line.parts += _parts(expressions, period, source, diagnostics)
    if not line.parts:
        line.ad_hoc = True
        line.parts.append(Part("awaiting", None, source, None, (), awaiting=text.part(0, len(text.shown))))
    return line


def _composed(key: str, text: Text, diagnostics: Diagnostics) -> tuple[str, Clause]:
    """The clause with the folded text it was read from, its topics made names."""
    clause = Composer().compose(scan(key))
    named = without_topics(clause.expressions, text, key, diagnostics)
    return named, clause if named == key else Composer().compose(scan(named))


def _check_events(
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


def _is_wide(expression: TimeExpression) -> bool:
    """Whether it is longer than a day, so that an event inside it may come before its end."""
    span = span_of(expression)
    return isinstance(expression, Dated) and span is not None and span.unit not in ("day", "days")


def _is_periodic(expression: TimeExpression) -> bool:
    """Whether "định kỳ" may be said of it: what recurs, or the report of some months of the year."""
    span = span_of(expression)
    months = span is not None and span.unit == "months"
    return recurs(expression) or months or is_a_day_of_every_year(expression)


def _related(
    expressions: list[TimeExpression], periodic: bool, period: Period, text: Text, diagnostics: Diagnostics
) -> list[TimeExpression]:
    """The expressions with their years and cycles, and a question where they contradict each other."""
    share_marks(expressions)
    expressions = every_year(expressions, periodic=periodic, reports=text.reports)
    check_turns(expressions, text, diagnostics)
    check_marks(expressions, text, diagnostics)
    expressions = combine(expressions, diagnostics)
    check_neighbours(expressions, text, diagnostics)
    resolve_years(expressions, period, diagnostics)
    check_moon_days(expressions, text, diagnostics)
    check_cycles(expressions, period, text, diagnostics)
    return expressions


def _parts(
    expressions: list[TimeExpression], period: Period, source: str, diagnostics: Diagnostics
) -> list[Part]:
    lend = not any(isinstance(expression, Recurring) for expression in expressions)
    parts = (part_of(expression, period, source, diagnostics, lend=lend) for expression in expressions)
    return [part for part in parts if part]


def _sessions(
    expressions: list[TimeExpression], text: Text, key: str, source: str
) -> tuple[LineReading, list[TimeExpression]]:
    """What waits for a session, and the expressions that do not: "trình tại kỳ họp cuối năm, ban hành trong quý I"."""
    held = [expression for expression in expressions if of_session(expression, key)]
    held = [one for one in held if not _has_its_day(one, expressions)]
    rest = [one for one in expressions if not of_session(one, key)]
    if any(one.limited for one in rest):  # "trước ngày 10/11 để trình HĐND tỉnh tại kỳ họp cuối năm"
        held = [one for one in held if not (one.between and _PURPOSE.match(key, *one.between))]
    begins = [(expression.between or (expression.at,))[0] for expression in held]
    words = [text.part(start, expression.end) for start, expression in zip(begins, held, strict=True)]
    if held and not rest:
        words = [text.part(0, len(text.shown))]
    return LineReading([Part("awaiting", None, source, None, (), awaiting=said) for said in words]), rest


def _has_its_day(session: TimeExpression, expressions: list[TimeExpression]) -> bool:
    """Whether brackets behind a session say when it is held: "kỳ họp giữa năm 2026 (tháng 7/2026)"."""
    behind = expressions[expressions.index(session) + 1 :][:1]
    return any(
        isinstance(one, Once) and one.link == "open" and one.between is None and one.span.year
        for one in behind
    )


def _one_more_session(clause: Clause, text: Text, key: str, source: str) -> list[Part]:
    """What waits for a session behind something that has its day, where each is an act of its own."""
    last = clause.expressions[-1] if clause.expressions else None
    if not (isinstance(last, Dated) and last.between and clause.trailing):
        return []
    parted = set(",;") & set(key[last.end : clause.trailing[0]])
    if not (parted and _AT_A_SESSION.match(key, *clause.trailing)):
        return []
    return [Part("awaiting", None, source, None, (), awaiting=text.part(*clause.trailing))]


def _of_events(clause: Clause) -> list[TimeExpression]:
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


def _wait(
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


def _without_time(text: Text, key: str, clause: Clause, diagnostics: Diagnostics) -> LineReading:
    whole = text.part(0, len(text.shown))
    begins = document_at(key, 0)
    if begins is not None and clause.trailing:
        awaited = text.part(begins, len(text.shown))
        return LineReading([Part("awaiting", None, "time", None, (), awaiting=awaited)])
    if (
        (held := _HELD_AT.search(key))
        and _PUT_BEFORE.search(key, 0, held.start())
        and fits(key[: held.start()])
    ):
        return LineReading([Part("awaiting", None, "time", None, (), awaiting=whole)])
    if fits(_PERIODIC.sub("", key.strip(" .,:"))):
        return LineReading(idle=whole)
    diagnostics.unclear.append(whole)
    return LineReading()
