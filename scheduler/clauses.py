"""One line of a phrase: its moments with their words, its events, and the words nobody could use."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from scheduler.combining import Doubts, combine
from scheduler.events import TIMED, Event, document_at
from scheduler.labels import fits
from scheduler.limits import pair
from scheduler.moments import Clause, Composer, Moment
from scheduler.parts import part_of
from scheduler.reading import Part, Period
from scheduler.scanning import mask, scan
from scheduler.spelling import Text
from scheduler.years import settle

_LINES = re.compile(r"[\n;]+|(?<=[\w)]{2})\.\s+(?=[^\W\d_a-z])")
_BULLET = re.compile(
    r"[ \-+*•.,]*(?:\(?(?:[a-hđ]|\d{1,2}|[ivx]{1,3})\) ?|\d{1,2}\. (?!\d)|[a-hđ]\. )?[ \-+*•]*"
)
_DASHED = re.compile(r"[ ]*[-+*•]")
_SESSION = re.compile(r"(?:kỳ|phiên) họp(?: [^\W\d]+){0,6}$")
_FOR_WHOM = re.compile(r"(?:đối với|cho|tại|của|do) ")
_YEARLY = re.compile(
    r"(?<!\w)(?:kế hoạch|kh|báo cáo|dự toán|quyết toán|chương trình công tác|danh mục|luật|nghị quyết|chỉ tiêu|nhiệm vụ|"
    r"ngân sách|kết quả|tình hình|số liệu)$"
)
_REPORT = re.compile(r"(?<!\w)(?:báo cáo|sơ kết|kết quả|tình hình|số liệu)$")
_JOINING = {"before", "limit", "done", "since"}
_COUNT = re.compile(r"0?(\d+) (?:tháng|quý|lần|đợt|kỳ|năm)")


@dataclass(slots=True)
class Line:
    """What one line gave."""

    parts: list[Part] = field(default_factory=list)
    idle: str | None = None  # words of action without any time
    trigger: str | None = None  # an event named beside a date


def lines_of(text: Text, stops: re.Pattern[str] = _LINES) -> Iterator[Text]:
    """The lines, items and sentences of a cell, without their bullets."""
    at = 0
    for stop in [*stops.finditer(text.shown), None]:
        end = stop.start() if stop else len(text.shown)
        begins = _BULLET.match(text.key, at, end)
        start = begins.end() if begins else at
        if text.shown[start:end].strip(" .,:-"):
            listed = _DASHED.match(text.key, at, end) is not None
            yield Text(text.shown[start:end], text.key[start:end], listed=listed)
        at = stop.end() if stop else end


def read_line(text: Text, period: Period, doubts: Doubts, source: str = "time") -> Line:
    """Read one line; what could not be used goes into the doubts."""
    key = mask(text.key)
    clause = Composer().compose(scan(key))
    _label(clause, text, key, doubts)
    clause.moments = _of_documents(clause.moments, text, key, doubts)
    moments = _of_events(clause)
    events = [event for event, _ in clause.events]
    if events and not _names_only(key, events):
        doubts.unclear.append(text.part(events[0].start, events[0].end))
    if any(_of_session(moment, key) for moment in moments):
        return Line([Part("awaiting", None, source, None, (), awaiting=text.part(0, len(text.shown)))])
    if not moments and not events:
        return _without_time(text, key, clause, doubts)
    _share_marks(moments)
    _doubt_marks(moments, text, doubts)
    if clause.unfinished:
        doubts.unclear.append(text.part(0, len(text.shown)))
    moments = combine(moments, doubts)
    _unjoined(moments, text, doubts)
    settle(moments, period, doubts)
    if doubts.unclear:
        return Line()
    moments = pair(moments, period, doubts)
    line = Line()
    if events:
        _wait(line, clause, text, moments, source)
    lend = not any(moment.kind == "every" for moment in moments)
    parts = (part_of(moment, period, source, doubts, lend=lend) for moment in moments)
    line.parts += [part for part in parts if part]
    if not line.parts:
        line.parts.append(Part("awaiting", None, source, None, (), awaiting=text.part(0, len(text.shown))))
    return line


def _of_documents(moments: list[Moment], text: Text, key: str, doubts: Doubts) -> list[Moment]:
    """Tell the year in a document's name from a deadline: "ban hành Kế hoạch năm 2013 trong quý I/2013"."""
    kept: list[Moment] = []
    for place, moment in enumerate(moments):
        follows = moments[place + 1] if place + 1 < len(moments) else None
        if not _is_name(moment, key):
            kept.append(moment)
        elif follows and follows.kind != "ongoing" and follows.marks:
            named = [moment.label, text.part(moment.at, moment.end), follows.label]
            follows.label = " ".join(words for words in named if words)
            follows.between, follows.link = follows.between or moment.between, moment.link
        else:
            doubts.unclear.append(text.part(moment.between[0] if moment.between else moment.at, moment.end))
    return kept


def _is_name(moment: Moment, key: str) -> bool:
    if moment.between is None or moment.marks or moment.link not in ("", "space") or moment.kind != "once":
        return False
    yearly = moment.stretch is not None and moment.stretch.unit == "year"
    return bool((_YEARLY if yearly else _REPORT).search(key[slice(*moment.between)]))


def _share_marks(moments: list[Moment]) -> None:
    """Let the limit of a list hold for all its days: "trước ngày 15/6 và 15/12"."""
    for last, moment in pairwise(moments):
        listed = moment.link in ("comma", "and") and moment.between is None and not moment.marks
        alike = last.stretch and moment.stretch and last.stretch.unit == moment.stretch.unit
        if listed and alike and last.kind == moment.kind == "once":
            moment.marks |= last.marks & {"before", "limit", "each"}


def _doubt_marks(moments: list[Moment], text: Text, doubts: Doubts) -> None:
    """Own up to marks that contradict each other: "trước cuối năm 2025" names no day."""
    for moment in moments:
        marks = moment.marks
        edge = "before" in marks and marks & {"full", "giữa", "cuối"}
        noted = moment.before and any(note.startswith(('"giữa', '"cuối')) for note in moment.notes)
        window = moment.kind == "window" and ("each" in marks or (text.listed and _two_items(moment)))
        if "cyclic" in marks and not any(other.cycle for other in moments):
            doubts.unclear.append("định kỳ")
        if edge or noted or window or "unread" in marks or _misplaced(moment):
            doubts.unclear.append(text.part(moment.at, moment.end))


def _misplaced(moment: Moment) -> bool:
    """Whether its marks do not go with a cycle ("đến hằng năm", "trước hằng quý") or with *thường xuyên*."""
    marks = moment.marks
    if moment.kind in ("ongoing", "ad hoc"):
        return bool(marks - {"at"})
    if (
        moment.stretch
        and moment.stretch.bare
        and moment.stretch.unit == "year"
        and moment.stretch.year is None
    ):
        return not marks  # a "năm" that names no year
    if len(marks & {"from", "before", "since", "limit"}) > 1 and marks & {"from", "since"}:
        return True
    if moment.cycle is None:
        return False
    if moment.cycle.weekday is not None:
        return bool(marks & {"from", "full", "đầu", "giữa", "cuối"})
    return bool(marks & {"from", "full", "to", "before", "đầu", "giữa", "cuối", "clock", "midnight"})


def _unjoined(moments: list[Moment], text: Text, doubts: Doubts) -> None:
    """Own up to two times side by side with nothing that says how they go together: "Quý II 2013 năm 2012"."""
    days = ("once", "window", "every", "start")
    for last, moment in pairwise(moments):
        side_by_side = moment.link == "space" and moment.between is None and not moment.marks & _JOINING
        if side_by_side and last.kind in days and moment.kind in days:
            doubts.unclear.append(text.part(last.at, moment.end))


def _two_items(moment: Moment) -> bool:
    """Whether a dash after a bullet may be a lost line: "- Quý III năm 2012 - Quý IV năm 2012"."""
    start, end = moment.start, moment.stretch
    whole = start and end and not end.bare and start.year and end.year and start.unit == end.unit
    return bool(whole and "dash" in moment.marks)


def _of_session(moment: Moment, key: str) -> bool:
    """Whether a session is meant: "kỳ họp giữa năm 2026" is one somebody has to call, not a day."""
    if moment.between is None or moment.link not in ("", "space") or moment.marks - {"đầu", "giữa", "cuối"}:
        return False
    return bool(_SESSION.search(key[slice(*moment.between)].strip()))


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
    if any(moment.dated or moment.kind == "every" for moment in moments):
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
        for moment in Composer().compose(scan(key[event.start : event.end])).moments:
            year = moment.stretch is not None and moment.stretch.unit == "year"
            if not year or moment.marks or moment.between is None:
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


def _label(clause: Clause, text: Text, key: str, doubts: Doubts) -> None:
    """Give every run of plain words to the moment it stands with, or own up to it."""
    moments = clause.moments
    leading = bool(moments and moments[0].between)
    for place, moment in enumerate(moments):
        if not moment.between:
            continue
        words, folded = text.part(*moment.between), key[slice(*moment.between)]
        if _counts(folded, moments[place:]):
            moment.between = None
        elif _SESSION.search(folded.strip()) and moment.link in ("", "space"):
            moment.label = words
        elif (
            not fits(folded)
            or (folded[-1].isdigit() and moment.link in ("", "space") and not moment.marks)
            or (document_at(folded, 0) and moment.link in ("", "space") and not place)
        ):
            doubts.unclear.append(words)
        elif place and (moment.aside or (not leading and moment.lead in ("", "space"))):
            if not moment.aside or _FOR_WHOM.match(folded):
                _give(moments[place - 1], words)
            moment.between = None
            moment.link = moment.link if moment.link not in ("", "open") else "comma"
        else:
            moment.label = words
    doubts.unclear += [text.part(*span) for span in clause.spans if not fits(key[slice(*span)])]
    if not clause.trailing:
        return
    words, folded = text.part(*clause.trailing), key[slice(*clause.trailing)]
    if not moments and not clause.events:
        return
    if not fits(folded):
        doubts.unclear.append(words)
    elif (
        moments and not clause.events and (_FOR_WHOM.match(folded) or text.key[clause.trailing[0] - 1] != "(")
    ):
        _give(moments[-1], words)


def _give(moment: Moment, words: str) -> None:
    moment.label = f"{moment.label} {words}" if moment.label else words


def _counts(folded: str, moments: list[Moment]) -> bool:
    """Whether a number only counts what the brackets name: "02 tháng (tháng 4 và tháng 8)"."""
    found = _COUNT.fullmatch(folded.strip())
    inside = [moment for moment in moments if moment.depth and moment.dated]
    return bool(found and moments[0].link == "open" and int(found[1]) == len(inside))
