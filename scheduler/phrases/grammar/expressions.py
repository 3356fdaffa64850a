"""The grammar of one clause: lexemes become expressions, each with the words that stand beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from scheduler.phrases.grammar.calendar_forms import edge_note
from scheduler.phrases.grammar.events import AwaitedEvent
from scheduler.phrases.grammar.patterns import Cycle, Mark
from scheduler.phrases.grammar.scanning import Lexeme, PlainWord
from scheduler.phrases.grammar.spans import Span

EXPECTED = "thời gian dự kiến, coi là thời hạn"
_LINKS = ("comma", "and", "dash", "colon")


@dataclass(slots=True)
class TimeExpression:
    """One time in a clause, while it is being put together."""

    kind: str  # once, window, every, start, ongoing, onwards, ad hoc, whole
    at: int
    end: int
    span: Span | None = None
    start: Span | None = None
    cycle: Cycle | None = None
    marks: frozenset[str] = frozenset()
    link: str = ""
    lead: str = ""  # the link that stood before those plain words
    depth: int = 0
    between: tuple[int, int] | None = None  # plain words since the expression before
    aside: bool = False  # those words stood in brackets that closed before this expression
    after: tuple[int, int] | None = None
    places: list[TimeExpression] = field(default_factory=list)
    bound: TimeExpression | None = None
    notes: list[str] = field(default_factory=list)
    label: str | None = None
    weekday: int | None = None  # written beside the date; Monday is 0

    @property
    def before(self) -> bool:
        """Whether the day itself is already too late; an hour of that day makes it the day itself."""
        return "before" in self.marks and "clock" not in self.marks

    @property
    def limit(self) -> bool:
        return "limit" in self.marks

    @property
    def dated(self) -> bool:
        return self.kind in ("once", "window")

    @property
    def yearless(self) -> bool:
        return self.dated and self.span is not None and self.span.year is None


@dataclass(slots=True)
class Clause:
    """What one clause holds: expressions, events, and the words left over at its end."""

    expressions: list[TimeExpression]
    events: list[tuple[AwaitedEvent, int]]  # with the number of expressions before it
    trailing: tuple[int, int] | None = None
    event_words: list[tuple[int, int]] = field(default_factory=list)  # plain words before events
    unfinished: bool = False  # ends with "và": something is missing


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
                    self._add(TimeExpression("every", self._begins(lexeme), lexeme.end, cycle=cycle))
        unfinished = self.link == "and" and self.words is None
        return Clause(self.expressions, self.events, self.words, self.event_words, unfinished)

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
            if self.words is None or not self.link:
                self.link = self.link if self.link in ("open", "and") else kind
        elif kind == "to" and not self.marks & {"limit", "before"} and self._may_go_on():
            self.link = "to"
        elif kind in ("now", "ongoing", "onwards", "ad hoc", "whole"):
            self._add(TimeExpression("start" if kind == "now" else kind, self._begins(lexeme), lexeme.end))
        elif kind.endswith(" year"):
            self._shift(lexeme, kind)
        elif kind == "hence":
            self._hence(lexeme)
        elif kind.startswith("weekday"):
            self._weekday(lexeme, kind)
        elif kind == "expected":
            self._expected(lexeme)
        elif kind not in ("pause", "title"):
            self.marks.add(kind)
            self.begins = self._begins(lexeme)

    def _hence(self, lexeme: Lexeme) -> None:
        """A beginning, with or without "từ": "2026 trở đi"."""
        last = self.expressions[-1] if self.expressions else None
        if (
            last
            and last.kind in ("once", "start")
            and self.words is None
            and not self.link
            and not last.marks - {"from", "at"}
        ):
            last.kind, last.end = "start", lexeme.end
        else:
            self._add(TimeExpression("onwards", self._begins(lexeme), lexeme.end))

    def _weekday(self, lexeme: Lexeme, kind: str) -> None:
        """The weekday written beside a date, before or after it."""
        last = self.expressions[-1] if self.expressions else None
        if kind.startswith("weekday of "):
            self.weekday = int(kind[-1])
            self.begins = self._begins(lexeme)
        elif last and last.span and last.span.unit == "day" and self.words is None:
            last.weekday = int(kind[-1])
        else:
            self._word(lexeme)

    def _expected(self, lexeme: Lexeme) -> None:
        """Said of the time before it: "Tháng 8/2024 (dự kiến)"."""
        if self.expressions and self.words is None:
            self.expressions[-1].notes.append(EXPECTED)
        else:
            self._word(lexeme)

    def _may_go_on(self) -> bool:
        """Whether "đến" here closes a window that the expression before has opened."""
        last = self.expressions[-1] if self.expressions else None
        return bool(
            last and self.words is None and self.link in ("", "dash") and last.kind in ("once", "start")
        )

    def _shift(self, lexeme: Lexeme, kind: str) -> None:
        last = self.expressions[-1] if self.expressions else None
        if last and last.span and self.words is None and last.span.of == "year" and last.yearless:
            last.marks |= {kind}
            last.end = lexeme.end
        else:
            self._word(lexeme)

    def _span(self, lexeme: Lexeme, span: Span) -> None:
        last = self.expressions[-1] if self.expressions else None
        quarters = last is not None and last.span is not None and last.span.unit == "quarter"
        if span.bare and span.unit == "quarter" and not (quarters and self.words is None and self.link):
            self.marks.add("unread")  # a Roman number alone may number anything
        joins = self.link in ("to", "dash") and self.words is None
        if joins and last is not None and last.kind in ("once", "start") and not last.before:
            self._close_window(last, lexeme, span)
        elif joins and last is not None and self.link == "dash":
            self.marks.add("unread")  # "2012-2013-2014" is no window
            self._add(TimeExpression("once", self._begins(lexeme), lexeme.end, span=span))
        else:
            kind = "start" if "from" in self.marks else "once"
            self._add(TimeExpression(kind, self._begins(lexeme), lexeme.end, span=span))

    def _close_window(self, last: TimeExpression, lexeme: Lexeme, span: Span) -> None:
        last.kind, last.start, last.span, last.end = "window", last.span, span, lexeme.end
        last.notes += self._notes(span)
        last.marks = (last.marks | self.marks | {self.link}) - {"from"}
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
        expression.lead = self.lead
        expression.depth, expression.weekday = self.depth, self.weekday
        expression.between = self.words
        expression.aside = self.words is not None and self.words_depth > self.depth
        if expression.span:
            expression.notes += self._notes(expression.span)
        self.expressions.append(expression)
        self._reset()
