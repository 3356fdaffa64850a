"""The grammar of one clause: lexemes become time expressions, each with the words that stand beside it."""

from __future__ import annotations

from collections.abc import Sequence

from scheduler.phrases.grammar.calendar_forms import edge_note
from scheduler.phrases.grammar.events import AwaitedEvent
from scheduler.phrases.grammar.expressions import (
    AdHoc,
    Clause,
    Dated,
    Once,
    Ongoing,
    Onwards,
    Recurring,
    Start,
    TimeExpression,
    WholePeriod,
    Window,
    span_of,
)
from scheduler.phrases.grammar.patterns import Cycle, Mark
from scheduler.phrases.grammar.scanning import Lexeme, PlainWord
from scheduler.phrases.grammar.spans import Span

EXPECTED = "thời gian dự kiến, coi là thời hạn"
_LINKS = ("comma", "and", "dash", "colon")
_DAYLESS: dict[str, type[TimeExpression]] = {
    "now": Start,
    "ongoing": Ongoing,
    "onwards": Onwards,
    "ad hoc": AdHoc,
    "whole": WholePeriod,
}
_LIMITS = {"before", "limit", "at", "to", "done", "clock"}
_UNREAD = ("pause", "title", "periodic")  # marks that say nothing of the time beside them


class Composer:
    """Walks over the lexemes of a clause once, left to right."""

    def __init__(self) -> None:
        self.expressions: list[TimeExpression] = []
        self.events: list[tuple[AwaitedEvent, int]] = []
        self.marks: set[str] = set()
        self.link = ""
        self.lead = ""
        self.depth = 0
        self.words: tuple[int, int] | None = None
        self.words_depth = 0
        self.event_words: list[tuple[int, int]] = []
        self.weekday: int | None = None
        self.begins: int | None = None  # where the marks of the next expression begin

    def compose(self, lexemes: Sequence[Lexeme]) -> Clause:
        periodic = any(lexeme.value == Mark("periodic") for lexeme in lexemes)
        for lexeme in lexemes:
            match lexeme.value:
                case PlainWord():
                    self._word(lexeme)
                case Mark(kind):
                    self._mark(lexeme, kind)
                case AwaitedEvent() as event:
                    self.events.append((event, len(self.expressions)))
                    self.event_words += [self.words] if self.words else []
                    self._reset()
                case Span() as span:
                    self._span(lexeme, span)
                case Cycle() as cycle:
                    self._add(Recurring(self._begins(lexeme), lexeme.end, cycle=cycle))
        unfinished = self.link == "and" and self.words is None
        return Clause(self.expressions, self.events, self.words, self.event_words, unfinished, periodic)

    @property
    def _last(self) -> TimeExpression | None:
        return self.expressions[-1] if self.expressions else None

    def _begins(self, lexeme: Lexeme) -> int:
        return lexeme.start if self.begins is None else self.begins

    def _reset(self) -> None:
        self.marks, self.link, self.lead, self.words, self.begins = set(), "", "", None, None
        self.weekday = None

    def _word(self, lexeme: Lexeme) -> None:
        if self.words is None:
            self.lead, self.words_depth = self.link, self.depth
        else:
            self.link = self.lead  # a comma among words links no expressions
        self.words = (self.words[0] if self.words else lexeme.start, lexeme.end)
        self.marks.clear()
        self.begins = None

    def _mark(self, lexeme: Lexeme, kind: str) -> None:
        if kind in ("open", "close"):
            self.depth = max(0, self.depth + (1 if kind == "open" else -1))
            self.link = self.link or kind
        elif kind in _LINKS:
            self._link(kind)
        elif kind == "to" and not self.marks & {"limit", "before"} and self._may_go_on():
            self.link = "to"
        elif kind in _DAYLESS:
            self._add(_DAYLESS[kind](self._begins(lexeme), lexeme.end))
        elif kind not in _UNREAD:
            self._limit(lexeme, kind)

    def _link(self, kind: str) -> None:
        if kind == "and" and self.words and self.words_depth > self.depth:
            self.link = kind  # behind words in brackets: "quý IV (nghiệm thu) và trước 20/12"
        elif self.words is None or not self.link:
            self.link = self.link if self.link in ("open", "and") else kind

    def _limit(self, lexeme: Lexeme, kind: str) -> None:
        """A mark of the time before it, or of the one to come."""
        if kind.endswith(" year"):
            self._shift(lexeme, kind)
        elif kind == "hence":
            self._hence(lexeme)
        elif kind.startswith("weekday"):
            self._weekday(lexeme, kind)
        elif kind == "expected":
            self._expected(lexeme)
        elif kind == "hour":
            self._hour(lexeme)
        else:
            self.marks.add(kind)
            self.begins = self._begins(lexeme)

    def _hence(self, lexeme: Lexeme) -> None:
        """A beginning, with or without "từ": "2026 trở đi"."""
        last = self._last
        beside = self.words is None and not self.link
        if (
            isinstance(last, Once | Start)
            and beside
            and not last.marks - {"from", "at", "limit", "roughly", "done"}
        ):
            last.end = lexeme.end
            self.expressions[-1] = Start(**last.shared(), span=last.span)
        else:
            self._add(Onwards(self._begins(lexeme), lexeme.end))

    def _weekday(self, lexeme: Lexeme, kind: str) -> None:
        """The weekday written beside a date, before or after it."""
        last = self._last
        if kind.startswith("weekday of "):
            self.weekday = int(kind[-1])
            self.begins = self._begins(lexeme)
        elif isinstance(last, Dated) and last.span.unit == "day" and self.words is None:
            last.weekday = int(kind[-1])
        else:
            self._word(lexeme)

    def _hour(self, lexeme: Lexeme) -> None:
        """An hour of the day before it: "thứ Sáu hằng tuần, trước 16 giờ"."""
        match self._last:
            case Dated(span=Span(unit="day")) | Recurring(cycle=Cycle(weekday=int())) if self.words is None:
                self._reset()
            case _:
                self._word(lexeme)

    def _expected(self, lexeme: Lexeme) -> None:
        """Said of the time before it: "Tháng 8/2024 (dự kiến)"."""
        if self.expressions and self.words is None:
            self.expressions[-1].notes.append(EXPECTED)
        else:
            self._word(lexeme)

    def _may_go_on(self) -> bool:
        """Whether "đến" here closes a window that the expression before has opened."""
        return self.words is None and self.link in ("", "dash") and isinstance(self._last, Once | Start)

    def _shift(self, lexeme: Lexeme, kind: str) -> None:
        last = self._last
        if self.link == "close":  # brackets stand between: "ngày 5/7 (quý II) của năm báo cáo"
            days = [one for one in self.expressions if isinstance(one, Dated) and one.span.unit == "day"]
            last = days[-1] if days else last
        of_a_day = isinstance(last, Dated) and last.span.unit == "day"
        if kind.startswith("day of ") and not of_a_day:
            self._word(lexeme)  # "tháng 12 của năm trước": before which year?
        elif isinstance(last, Dated) and self.words is None and last.span.of == "year" and last.yearless:
            last.marks |= {kind.removeprefix("day of ")}
            last.end = lexeme.end
        else:
            self._word(lexeme)

    def _span(self, lexeme: Lexeme, span: Span) -> None:
        last = self._last
        before = span_of(last) if last else None
        quarters = before is not None and before.unit == "quarter"
        if span.bare and span.unit == "quarter" and not (quarters and self.words is None and self.link):
            self.marks.add("unread")  # a Roman number alone may number anything
        limited = isinstance(last, Recurring) and self.marks & _LIMITS
        if self.link == "dash" and (limited or (isinstance(last, Once) and self.marks & {"before", "limit"})):
            self.link = "comma"  # "hằng quý - chậm nhất ngày 20 của tháng cuối quý"
        joins = self.link in ("to", "dash") and self.words is None
        if joins and isinstance(last, Once | Start) and not last.before:
            self._close_window(last, lexeme, span)
            return
        if joins and last is not None and self.link == "dash":
            self.marks.add("unread")  # "2012-2013-2014" is no window
        elif "from" in self.marks:
            self._add(Start(self._begins(lexeme), lexeme.end, span=span))
            return
        self._add(Once(self._begins(lexeme), lexeme.end, span=span))

    def _close_window(self, last: Once | Start, lexeme: Lexeme, span: Span) -> None:
        weekday = last.weekday if isinstance(last, Once) else None
        window = Window(**last.shared(), start=last.span, span=span, weekday=weekday)
        window.end = lexeme.end
        window.notes += self._notes(span)
        hours = {"clock", "midnight"}  # of the first day: they say nothing of the last
        window.marks = ((last.marks - hours) | self.marks | {self.link}) - {"from"}
        self.expressions[-1] = window
        self._reset()

    def _notes(self, span: Span) -> list[str]:
        units = {"year": "năm", "quarter": "quý", "month": "tháng"}
        edges = [
            edge_note(edge, units.get(span.unit, ""))
            for edge in ("đầu", "giữa", "cuối")
            if edge in self.marks
        ]
        rough = [EXPECTED] if "roughly" in self.marks else []
        return [*span.notes, *edges, *rough]

    def _add(self, expression: TimeExpression) -> None:
        expression.marks = frozenset(self.marks)
        expression.link = self.link or ("" if not self.expressions else "space")
        expression.lead, expression.between = self.lead, self.words
        expression.depth = self.depth
        expression.aside = self.words is not None and self.words_depth > self.depth
        if isinstance(expression, Dated):
            expression.weekday = self.weekday
        if span := span_of(expression):
            expression.notes += self._notes(span)
        self.expressions.append(expression)
        self._reset()
