"""From text to lexemes: times and the words that limit them, events, and plain words."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from scheduler.phrases.grammar.cycle_forms import listed_report
from scheduler.phrases.grammar.events import AwaitedEvent, event_at
from scheduler.phrases.grammar.forms import DAYS, FORMS, MONTHS_OF_A_DAY, MORE_CYCLES, MORE_MONTHS, RUNS
from scheduler.phrases.grammar.patterns import Build, Cycle, Mark, TimeForm, Value, year_of
from scheduler.phrases.grammar.spans import Span, a_day


@dataclass(frozen=True, slots=True)
class PlainWord:
    """A word no form of time knows."""


@dataclass(frozen=True, slots=True)
class Lexeme:
    start: int
    end: int
    value: Value | AwaitedEvent | PlainWord


PLAIN_WORD = PlainWord()
_PUNCTUATION = {
    ",": "comma", ";": "comma", "-": "dash", "(": "open", ")": "close", "[": "open", "]": "close", ":": "colon", "+": "and", "&": "and",
    ".": "pause", '"': "pause", "'": "pause", "•": "pause", "*": "pause", "!": "pause", "/": "pause",
}  # fmt: skip
_NEXT = re.compile(r"\w+|[^\w\s]")
# These count as words unless a time follows: "trong các cơ quan" is no time, "trong quý II" is.
_CARRIED = {
    "before",
    "at",
    "as of",
    "full",
    "each",
    "since",
    "title",
    "cyclic",
    "to",
    "limit",
    "done",
    "from",
    "data",
    "roughly",
    "clock",
    "midnight",
    "đầu",
    "giữa",
    "cuối",
    "of",
    "that is",
}
_PASSED = {"colon"}


def _by_first_word() -> dict[str, tuple[TimeForm, ...]]:
    index: dict[str, list[TimeForm]] = {}
    for form in FORMS:
        for word in form.starts.split():
            index.setdefault(word, []).append(form)
    return {word: tuple(forms) for word, forms in index.items()}


_INDEX = _by_first_word()


def scan(key: str) -> list[Lexeme]:
    """The lexemes of one line of folded text."""
    found: list[Lexeme] = []
    at = 0
    while word := _NEXT.search(key, at):
        at = _one(key, word, found)
    return _demoted(found)


def _one(key: str, word: re.Match[str], found: list[Lexeme]) -> int:
    """Read what begins at this word; the place where the next begins."""
    start = word.start()
    if lexeme := _time_at(key, word):
        found.append(lexeme)
        return _run(key, lexeme, found)
    if event := event_at(key, start):
        end = max(event.through, event.end)
        found.append(Lexeme(start, end, event))
        return max(end, word.end())
    if more := _cycle_after(key, start, found):
        found += more
        return more[-1].end
    kind = _PUNCTUATION.get(word[0])
    found.append(Lexeme(start, word.end(), Mark(kind) if kind else PLAIN_WORD))
    return word.end()


def _time_at(key: str, word: re.Match[str]) -> Lexeme | None:
    first = "#" if word[0][0].isdigit() else word[0].rstrip("0123456789")
    if (first in ("#", "ngày")) and (days := DAYS.match(key, word.start())):
        span = a_day(1, int(days["d1"]))
        number = span.first[1]
        return Lexeme(word.start(), days.start("d1") + len(days["d1"]), _bare_day(number))
    if first == "ngày" and (listed := MONTHS_OF_A_DAY.match(key, word.start())):
        number, month = int(listed["d"]), int(listed["m"])
        return Lexeme(word.start(), listed.end("m"), replace(a_day(month, number), listed=True))
    for form in _INDEX.get(first, ()):
        if (match := form.pattern.match(key, word.start())) and (value := form.build(match)):
            if isinstance(value, Mark) and event_at(key, word.start()):
                return None
            return Lexeme(word.start(), match.end(), value)
    return None


def _bare_day(number: int) -> Span:
    return Span("day", (1, number), (1, number), f"ngày {number}", of="month")


def _run(key: str, last: Lexeme, found: list[Lexeme]) -> int:
    """Go on with units that are not named again: "tháng 11, 12/2013", "hằng quý, 6 tháng, năm"."""
    at = last.end
    while (more := _more(key, at, last.value)) is not None:
        separator, lexeme = more
        found += (separator, lexeme)
        at, last = lexeme.end, lexeme
    return at


def _more(key: str, at: int, value: Value | AwaitedEvent | PlainWord) -> tuple[Lexeme, Lexeme] | None:
    build: Build
    if isinstance(value, Cycle) and value.weekday is None:
        match, build = MORE_CYCLES.match(key, at), listed_report
    elif isinstance(value, Span) and value.listed:
        match, build = MORE_MONTHS.match(key, at), _same_day_of(value)
    elif isinstance(value, Span) and value.unit in RUNS:
        if value.unit == "day" and value.of != "month":
            return None
        pattern, build = RUNS[value.unit]
        match = pattern.match(key, at)
    else:
        return None
    if not match or not (then := build(match)):
        return None
    separator = {"-": "dash", "đến": "to", ",": "comma", ";": "comma"}.get(match["sep"], "and")
    middle = match.end("sep")
    return Lexeme(at, middle, Mark(separator)), Lexeme(middle, match.end(), then)


def _same_day_of(day: Span) -> Build:
    """The day of one more month: the 6 of "ngày 17 các tháng 3, 6"."""
    return lambda found: replace(a_day(int(found["m"]), day.first[1], year_of(found)), listed=True)


def _cycle_after(key: str, at: int, found: list[Lexeme]) -> list[Lexeme] | None:
    """A cycle named by its unit alone, after the brackets of the one before: "hằng quý (…), năm (…)"."""
    match = MORE_CYCLES.match(key, at)
    if not match or not any(isinstance(lexeme.value, Cycle) for lexeme in found):
        return None
    if not (cycle := listed_report(match)):
        return None
    separator = Mark("comma" if match["sep"] in ("", ",", ";") else "and")
    return [Lexeme(at, match.end("sep"), separator), Lexeme(match.end("sep"), match.end(), cycle)]


def _demoted(lexemes: list[Lexeme]) -> list[Lexeme]:
    """Prepositions that no time follows are plain words."""
    carried = awaited = beyond = False
    for place in range(len(lexemes) - 1, -1, -1):
        value = lexemes[place].value
        if isinstance(value, Mark):
            if value.kind in _CARRIED:
                if not (
                    carried
                    or (awaited and value.kind in ("title", "limit"))
                    or (beyond and value.kind == "cyclic")
                ):
                    lexemes[place] = Lexeme(lexemes[place].start, lexemes[place].end, PLAIN_WORD)
            elif value.kind not in _PASSED and not value.kind.startswith("weekday of"):
                beyond = carried and value.kind == "comma"  # "định kỳ, chậm nhất ngày 15 tháng sau"
                carried = value.kind in ("now", "ongoing", "onwards", "whole")
        else:
            carried = isinstance(value, Span | Cycle)
            awaited = isinstance(value, AwaitedEvent)
    return lexemes
