"""The grammar of time phrases: what a plan's words mean in days, and an honest *unclear* where they do not say."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, timedelta

from plan import dates
from plan.legacy_encodings import legacy_encoding, seems_legacy
from scheduler.phrases.grammar.clauses import read_line
from scheduler.phrases.grammar.diagnostics import Diagnostics
from scheduler.phrases.grammar.joined_lines import lines_to_read
from scheduler.phrases.grammar.line_results import LineReading
from scheduler.phrases.grammar.lines import LONGEST
from scheduler.phrases.grammar.mask import mask
from scheduler.phrases.grammar.milestones import milestones, product_lines
from scheduler.phrases.grammar.releases import released
from scheduler.phrases.grammar.spelling import Text, tidy
from scheduler.phrases.grammar.tasks import task_deadlines
from scheduler.phrases.grammar.turns_of_year import WHICH_YEAR, may_be_of_next_year
from scheduler.phrases.grammar.wrapped_lines import ONE_OR_MANY, goes_on, unwrapped
from scheduler.phrases.reading import DueDay, Part, Period, Reading

__all__ = ["read", "released", "task_deadlines"]

_HEADING = re.compile(r"(?:(?:trong )?năm )?((?:19|20)\d\d) ?(?P<colon>:)?")
# A part of a year that names none, below a year alone: "Năm 2026" or "2026" and on the next line "Quý III".
_PART_OF_IT = re.compile(
    r"(?!.*(?:(?:19|20)\d\d|(?<!\w)(?:hằng|mỗi)(?!\w)))[ (]*(?:(?:trước|trong|vào|đến|hết|cuối|đầu|giữa|chậm nhất|hoàn thành|xong) )*"
    r"(?:quý (?:[ivx]+|\d)|tháng \d|ngày \d|\d{1,2} ?/ ?\d|(?:0?[369]|sáu|ba|chín) tháng)"
)
_OUTLOOK = re.compile(r"(?:định hướng|tầm nhìn)(?: đến)?(?: năm)? \d{4}")
# "hằng năm, riêng năm 2026 trước 30/6": one round is unlike the others, and nothing here can be.
_ONE_UNLIKE = re.compile(r"riêng (?:trong )?(?:năm|quý|tháng|đợt|kỳ) (?:\d+|[ivx]+(?!\w)|nay|này|đầu|cuối)")
OLD_FONT = "có chữ như gõ bằng mã cũ (TCVN3, VNI): chuyển sang Unicode rồi nhận lại"
LONGEST_PRODUCT = 20_000
_DAY = timedelta(1)


def read(
    phrase: str, period: Period, product: str | None = None, *, signed_on: date | None = None
) -> Reading:
    """Read a cell of the time column, with its product cell.

    Never raises and never guesses: words that carry meaning and were not used make the reading `unclear`.
    Days before `signed_on` or outside the period are kept as written and said in `review`.
    """
    diagnostics = Diagnostics()
    parts = _time_parts(phrase, period, product, diagnostics)
    if product and parts:
        parts += milestones(product[:LONGEST_PRODUCT], period, diagnostics)
    diagnostics.unclear += [one.label or phrase for one in _ended_before(parts)]
    if not parts and not _once(diagnostics.unclear):
        diagnostics.unclear.append("không có từ nào hiểu được")
    if signed_on:
        parts = _since_signed(parts, signed_on, diagnostics)
    if diagnostics.unclear:
        parts = []
        if seems_legacy(phrase) and legacy_encoding(phrase) is None:
            diagnostics.unclear.append(OLD_FONT)
    _look_twice(parts, period, signed_on, diagnostics)
    return Reading(
        phrase,
        _state(parts),
        tuple(parts),
        _once(diagnostics.assumed),
        _once(diagnostics.unclear),
        _once(diagnostics.review),
    )


def _ended_before(parts: Iterable[Part]) -> list[DueDay]:
    """What is due before it may begin: "Ngày 20/12/2026, trước 15/12/2026". A limit before its first day leaves the day before."""
    return [one for part in parts for one in part.deadlines if one.opens and one.due < one.opens - _DAY]


def _time_parts(phrase: str, period: Period, product: str | None, diagnostics: Diagnostics) -> list[Part]:
    if len(phrase) > LONGEST:
        diagnostics.unclear.append(f"cụm từ quá dài ({len(phrase)} ký tự)")
        return []
    text = tidy(phrase)
    if not text.key.strip(" .,;:-_/\"'•*+()[]"):
        diagnostics.unclear.append("ô thời gian trống")
        return []
    if _OUTLOOK.search(text.key):
        diagnostics.assumed.append("định hướng, tầm nhìn không phải là thời hạn")
    diagnostics.assumed += text.notes
    diagnostics.unclear += [text.part(*unlike.span()) for unlike in _ONE_UNLIKE.finditer(text.key)]
    return _lines_or_one(text, period, product, diagnostics)


def _lines_or_one(text: Text, period: Period, product: str | None, diagnostics: Diagnostics) -> list[Part]:
    """A deadline a line, or one sentence that the width of the cell broke: what only one way reads, or both alike."""
    one = unwrapped(text)
    if one is None:
        return _lines(text, period, product, diagnostics)
    told, wrapped = Diagnostics(), Diagnostics()
    parts = _lines(text, period, product, told)
    joined = _lines(one, period, product, wrapped)
    clear = bool(joined) and not wrapped.unclear
    alike = _days(parts) == _days(joined) and _state(parts) == _state(joined)
    if clear and (told.unclear or not parts or (not alike and goes_on(text))):
        parts, told = joined, wrapped
    elif clear and not alike:
        told.unclear += [text.shown, ONE_OR_MANY]
    diagnostics.add(told)
    return parts


def _days(parts: list[Part]) -> set[date]:
    return {deadline.due for part in parts for deadline in part.deadlines}


def _lines(text: Text, period: Period, product: str | None, diagnostics: Diagnostics) -> list[Part]:
    lines = list(_read_lines(text, period, diagnostics))
    dated = [line for _, line in lines if any(part.deadlines for part in line.parts)]
    if any(line.parts and not line.ad_hoc for _, line in lines):
        lines = [(words, line) for words, line in lines if not line.ad_hoc]
    lent = product_lines(product) if product and len(dated) > 1 else []
    words = iter(lent if len(lent) == len(dated) else [])
    parts: list[Part] = []
    for _, line in lines:
        lending = next(words, None) if any(part.deadlines for part in line.parts) else None
        parts += [_lend(part, lending) if lending else part for part in line.parts]
        if line.trigger:
            diagnostics.assumed.append(f"có ngày nên không chờ: {line.trigger}")
    idle = [line.idle for _, line in lines if line.idle]
    if idle and not parts:
        diagnostics.unclear += idle
    else:
        diagnostics.review += [f"không có thời hạn riêng: {words}" for words in idle]
    return parts


def _read_lines(text: Text, period: Period, diagnostics: Diagnostics) -> Iterator[tuple[Text, LineReading]]:
    """A line such as "Năm 2012:" is a heading: the lines below it are of that year."""
    lines = lines_to_read(text)
    for place, line in enumerate(lines):
        if place and may_be_of_next_year(lines[place - 1].key, line.key):
            diagnostics.unclear += [line.shown, WHICH_YEAR]
        heading = _HEADING.fullmatch(line.key.strip())
        if heading and (
            (heading["colon"] and place + 1 < len(lines)) or _is_of_it(lines[place + 1 : place + 2])
        ):
            period = Period.parse(heading[1])
        elif mask(line.key).strip() or len(lines) == 1:
            yield line, read_line(line, period, diagnostics)


def _is_of_it(following: list[Text]) -> bool:
    return any(_PART_OF_IT.match(line.key) for line in following)


def _lend(part: Part, words: str) -> Part:
    """The nth line of the product names what is due on the nth line of the time."""
    if part.label or len(part.deadlines) != 1:
        return part
    return replace(part, label=words, deadlines=(part.deadlines[0]._replace(label=words),))


def _state(parts: list[Part]) -> str:
    rules = {part.rule for part in parts}
    if not parts:
        return "unclear"
    if "awaiting" in rules:
        return "awaiting"
    return "ongoing" if rules == {"ongoing"} else "scheduled"


def _since_signed(parts: list[Part], signed_on: date, diagnostics: Diagnostics) -> list[Part]:
    """What recurs begins when the plan is signed; what was before is told in one line."""
    kept = [_from_day(part, signed_on) if part.every else part for part in parts]
    before, after = _recurring_days(parts), _recurring_days(kept)
    gone = len(before) - len(after)
    if gone and after:
        diagnostics.review.append(
            f"{gone} kỳ trước ngày ký {dates.day(signed_on)} không tính; kỳ đầu: {dates.day(min(after))}"
        )
    elif gone:
        diagnostics.unclear.append(f"không còn kỳ nào sau ngày ký {dates.day(signed_on)}")
    return kept


def _from_day(part: Part, first: date) -> Part:
    return replace(part, deadlines=tuple(day for day in part.deadlines if day.due >= first))


def _recurring_days(parts: list[Part]) -> list[date]:
    return [day.due for part in parts if part.every for day in part.deadlines]


def _look_twice(parts: list[Part], period: Period, signed_on: date | None, diagnostics: Diagnostics) -> None:
    for deadline in (deadline for part in parts for deadline in part.deadlines):
        due = deadline.due
        if signed_on and due < signed_on:
            diagnostics.review.append(
                f"{dates.day(due)} đã qua khi kế hoạch được ký ngày {dates.day(signed_on)}"
            )
        if not period.first <= due <= period.last:
            diagnostics.review.append(f"{dates.day(due)} nằm ngoài {_shown(period)}")


def _shown(period: Period) -> str:
    first, last = period.first.year, period.last.year
    return f"năm {first}" if first == last else f"giai đoạn {first}-{last}"


def _once(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(word for word in words if word))
