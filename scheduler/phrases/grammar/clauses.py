"""One line of a phrase: its moments with their words, its events, and the words nobody could use."""

from __future__ import annotations

from dataclasses import dataclass, field

from scheduler.phrases.grammar.combination import combine
from scheduler.phrases.grammar.contradictions import doubt_cycles, doubt_marks, doubt_neighbours, share_marks
from scheduler.phrases.grammar.doubts import Doubts
from scheduler.phrases.grammar.events import TIMED, Event, document_at
from scheduler.phrases.grammar.labels import fits
from scheduler.phrases.grammar.limits import pair
from scheduler.phrases.grammar.moments import Clause, Composer, Moment
from scheduler.phrases.grammar.naming import give_words, of_session, set_names_apart
from scheduler.phrases.grammar.parts import part_of
from scheduler.phrases.grammar.scanning import mask, scan
from scheduler.phrases.grammar.spelling import Text
from scheduler.phrases.grammar.years import settle
from scheduler.phrases.reading import Part, Period


@dataclass(slots=True)
class Line:
    """What one line gave."""

    parts: list[Part] = field(default_factory=list)
    idle: str | None = None  # words of action without any time
    trigger: str | None = None  # an event named beside a date


def read_line(text: Text, period: Period, doubts: Doubts, source: str = "time") -> Line:
    """Read one line; what could not be used goes into the doubts."""
    key = mask(text.key)
    clause = Composer().compose(scan(key))
    give_words(clause, text, key, doubts)
    clause.moments = set_names_apart(clause.moments, text, key, doubts)
    moments = _of_events(clause)
    events = [event for event, _ in clause.events]
    if events and not _names_only(key, events):
        doubts.unclear.append(text.part(events[0].start, events[0].end))
    line, moments = _sessions(moments, text, key, source)
    if line.parts and not moments:
        return line
    if not moments and not events:
        return _without_time(text, key, clause, doubts)
    share_marks(moments)
    doubt_marks(moments, text, doubts)
    if clause.unfinished:
        doubts.unclear.append(text.part(0, len(text.shown)))
    moments = combine(moments, doubts)
    doubt_neighbours(moments, text, doubts)
    settle(moments, period, doubts)
    doubt_cycles(moments, period, text, doubts)
    if doubts.unclear:
        if not any(words in text.shown for words in doubts.unclear):
            doubts.unclear.insert(0, text.part(0, len(text.shown)))  # a reason alone names no words
        return Line()
    moments = pair(moments, period, doubts)
    if events:
        _wait(line, clause, text, moments, source)
    lend = not any(moment.kind == "every" for moment in moments)
    parts = (part_of(moment, period, source, doubts, lend=lend) for moment in moments)
    line.parts += [part for part in parts if part]
    if not line.parts:
        line.parts.append(Part("awaiting", None, source, None, (), awaiting=text.part(0, len(text.shown))))
    return line


def _sessions(moments: list[Moment], text: Text, key: str, source: str) -> tuple[Line, list[Moment]]:
    """What waits for a session, and the moments that do not: "trình tại kỳ họp cuối năm, ban hành trong quý I"."""
    held = [moment for moment in moments if of_session(moment, key)]
    rest = [moment for moment in moments if moment not in held]
    spans = [(moment.between or (moment.at,))[0] for moment in held]
    words = [text.part(start, moment.end) for start, moment in zip(spans, held, strict=True)]
    if held and not rest:
        words = [text.part(0, len(text.shown))]
    return Line([Part("awaiting", None, source, None, (), awaiting=said) for said in words]), rest


def _of_events(clause: Clause) -> list[Moment]:
    """The moments that give days now; a cycle after an event only begins when that has happened."""
    if not clause.events:
        return clause.moments
    first = clause.events[0][1]
    keep = [m for at, m in enumerate(clause.moments) if at < first or m.kind != "every"]
    if any(moment.dated for moment in keep):
        return keep
    return [moment for moment in keep if moment.kind != "start"]


def _wait(line: Line, clause: Clause, text: Text, moments: list[Moment], source: str) -> None:
    event, place = clause.events[0]
    words = " ".join(text.part(one.start, one.end) for one, _ in clause.events)
    goes_on = any(moment.kind == "ongoing" for moment in clause.moments[:place])
    if goes_on or any(moment.dated or moment.kind == "every" for moment in moments):
        line.trigger = words
        return
    after = [m.cycle for m in clause.moments[place:] if m.cycle]
    then = after[0].every if after else None
    line.parts.append(Part("awaiting", None, source, None, (), awaiting=words, wait=event.wait, then=then))


def _names_only(key: str, events: list[Event]) -> bool:
    """Whether the words of events hold no time but the year in a document's name."""
    for event in events:
        if TIMED.search(key, event.start, event.end):
            return False
        words = key[event.start : event.end]
        for moment in Composer().compose(scan(words)).moments:
            if of_session(moment, words):
                continue
            year = moment.stretch is not None and moment.stretch.unit == "year"
            if not year or moment.marks or moment.notes or moment.between is None:
                return False
    return True


def _without_time(text: Text, key: str, clause: Clause, doubts: Doubts) -> Line:
    whole = text.part(0, len(text.shown))
    begins = document_at(key, 0)
    if begins is not None and clause.trailing:
        awaited = text.part(begins, len(text.shown))
        return Line([Part("awaiting", None, "time", None, (), awaiting=awaited)])
    if fits(key.strip(" .,:")):
        return Line(idle=whole)
    doubts.unclear.append(whole)
    return Line()
