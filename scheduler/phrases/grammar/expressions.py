"""The times a clause names, one class a kind, each with where it stands and what was said beside it."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from typing import Any

from scheduler.phrases.grammar.events import AwaitedEvent
from scheduler.phrases.grammar.patterns import Cycle
from scheduler.phrases.grammar.spans import Span

_UNTIL = {"before", "limit", "to", "full", "at", "done"}


@dataclass(slots=True)
class TimeExpression:
    """What every kind has in common: its place in the clause, its marks, and its words."""

    at: int
    end: int
    marks: frozenset[str] = frozenset()
    link: str = ""
    lead: str = ""  # the link that stood before those plain words
    depth: int = 0
    between: tuple[int, int] | None = None  # plain words since the expression before
    aside: bool = False  # those words stood in brackets that closed before this expression
    notes: list[str] = field(default_factory=list)
    label: str | None = None

    @property
    def before(self) -> bool:
        """Whether the day itself is already too late; an hour of that day makes it the day itself."""
        if "midnight" in self.marks and self.marks & _UNTIL:
            return True  # the day has not begun
        return "before" in self.marks and "clock" not in self.marks

    @property
    def limit(self) -> bool:
        return "limit" in self.marks

    @property
    def limited(self) -> bool:
        """Whether something must be there by then, with or without an hour: "trước 17h00 ngày 20/6"."""
        return bool(self.marks & {"before", "limit"})

    @property
    def yearless(self) -> bool:
        return isinstance(self, Dated) and self.span.year is None

    def shared(self) -> dict[str, Any]:
        """What another kind takes over when this one turns out to be of that kind."""
        return {one.name: getattr(self, one.name) for one in fields(TimeExpression)}

    def stand_where(self, other: TimeExpression) -> None:
        """Take the place of the expression before, with the words that led to it."""
        self.between, self.lead, self.link = other.between, other.lead, other.link


@dataclass(slots=True, kw_only=True)
class Dated(TimeExpression):
    """A day or a longer span by whose end something is due."""

    span: Span
    start: Span | None = None  # when it opens, where that was said
    weekday: int | None = None  # written beside the date; Monday is 0


class Once(Dated):
    """One time: "quý II/2012"."""


class Window(Dated):
    """From one time to another: "năm 2012-2015"."""


@dataclass(slots=True, kw_only=True)
class Start(TimeExpression):
    """Only when it begins: "từ năm 2013"; without a span, now."""

    span: Span | None = None


@dataclass(slots=True, kw_only=True)
class Recurring(TimeExpression):
    """Every unit, or some days of every unit, within bounds if any were said."""

    cycle: Cycle
    places: list[Dated] = field(default_factory=list)
    bound: Dated | Start | WholePeriod | None = None


class WholePeriod(TimeExpression):
    """The period of the plan: "cả giai đoạn"."""


class Ongoing(TimeExpression):
    """Without any day: "thường xuyên"."""


class Onwards(TimeExpression):
    """And so on after it: "các năm tiếp theo"."""


class AdHoc(TimeExpression):
    """Whenever somebody asks: "đột xuất"."""


def give_label(expression: TimeExpression, words: str) -> None:
    expression.label = f"{expression.label} {words}" if expression.label else words


def span_of(expression: TimeExpression) -> Span | None:
    """The span of the calendar that an expression names, if it names one."""
    return expression.span if isinstance(expression, Dated | Start) else None


def recurs(expression: TimeExpression) -> bool:
    """Whether it comes again: a cycle, or a place such as "ngày 20 tháng cuối quý"."""
    return isinstance(expression, Recurring) or (isinstance(expression, Dated) and expression.span.recurs)


@dataclass(slots=True)
class Clause:
    """What one clause holds: times, events, and the words left over at its end."""

    expressions: list[TimeExpression]
    events: list[tuple[AwaitedEvent, int]]  # with the number of expressions before it
    trailing: tuple[int, int] | None = None
    event_words: list[tuple[int, int]] = field(default_factory=list)  # plain words before events
    unfinished: bool = False  # ends with "và": something is missing
    periodic: bool = False  # says "định kỳ": something of it must recur

    def keep(self, kept: list[TimeExpression]) -> None:
        """Leave out all but these of the times; events still stand where they stood among them."""
        stay = {id(one) for one in kept}
        self.events = [
            (event, sum(id(one) in stay for one in self.expressions[:place])) for event, place in self.events
        ]
        self.expressions = kept
