"""One line of a phrase: its expressions with their words, its events, and the words nobody could use."""

from __future__ import annotations

import re

from scheduler.phrases.grammar.combination import combine
from scheduler.phrases.grammar.composer import Composer
from scheduler.phrases.grammar.contradictions import check_cycles, check_marks, check_neighbours, share_marks
from scheduler.phrases.grammar.diagnostics import Diagnostics
from scheduler.phrases.grammar.events import document_at
from scheduler.phrases.grammar.expressions import (
    Clause,
    Dated,
    Recurring,
    TimeExpression,
    recurs,
    span_of,
)
from scheduler.phrases.grammar.figures import says_only_what_data
from scheduler.phrases.grammar.labels import fits
from scheduler.phrases.grammar.limits import pair
from scheduler.phrases.grammar.line_results import LineReading
from scheduler.phrases.grammar.mask import mask
from scheduler.phrases.grammar.moon_days import check_moon_days
from scheduler.phrases.grammar.naming import set_names_apart
from scheduler.phrases.grammar.neighbours import every_year, is_a_day_of_every_year
from scheduler.phrases.grammar.parts import part_of
from scheduler.phrases.grammar.plain_words import give_words
from scheduler.phrases.grammar.scanning import scan
from scheduler.phrases.grammar.sessions import HELD_AT, PUT_BEFORE, one_more_session, sessions
from scheduler.phrases.grammar.spelling import Text
from scheduler.phrases.grammar.topics import without_topics
from scheduler.phrases.grammar.turns_of_year import check_turns
from scheduler.phrases.grammar.waits import check_events, of_events, wait
from scheduler.phrases.grammar.years import resolve_years
from scheduler.phrases.reading import Part, Period

DAY_OR_EVENT = "hạn là cuối thời gian này, hay trước sự kiện nêu cùng"
_PERIODIC = re.compile(r"^định kỳ(?: hoặc đột xuất)? (?=[^\W\d])")


def read_line(text: Text, period: Period, diagnostics: Diagnostics, source: str = "time") -> LineReading:
    """Read one line; what could not be used goes into the diagnostics."""
    key = mask(text.key)
    if says_only_what_data(key):
        return LineReading(idle=text.part(0, len(text.shown)))
    key, clause = _composed(key, text, diagnostics)
    give_words(clause, text, key, diagnostics)
    clause.keep(set_names_apart(clause.expressions, text, key, diagnostics))
    expressions = of_events(clause)
    events = [event for event, _ in clause.events]
    check_events(clause, events, text, key, diagnostics)
    line, expressions = sessions(expressions, text, key, source)
    line.parts += one_more_session(clause, text, key, source)
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
        wait(line, clause, text, expressions, source)
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


def _without_time(text: Text, key: str, clause: Clause, diagnostics: Diagnostics) -> LineReading:
    whole = text.part(0, len(text.shown))
    begins = document_at(key, 0)
    if begins is not None and clause.trailing:
        awaited = text.part(begins, len(text.shown))
        return LineReading([Part("awaiting", None, "time", None, (), awaiting=awaited)])
    if (
        (held := HELD_AT.search(key))
        and PUT_BEFORE.search(key, 0, held.start())
        and fits(key[: held.start()])
    ):
        return LineReading([Part("awaiting", None, "time", None, (), awaiting=whole)])
    if fits(_PERIODIC.sub("", key.strip(" .,:"))):
        return LineReading(idle=whole)
    diagnostics.unclear.append(whole)
    return LineReading()
