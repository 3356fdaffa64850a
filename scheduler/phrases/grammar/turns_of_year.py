"""Days of January to March that may be of the year after: "báo cáo 6 tháng trước 15/7, báo cáo năm trước 15/01"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from scheduler.phrases.grammar.diagnostics import Diagnostics
from scheduler.phrases.grammar.expressions import Once, Recurring, TimeExpression, Window
from scheduler.phrases.grammar.spelling import Text

WHICH_YEAR = "ngày đầu năm này của năm nào: năm của kế hoạch, hay năm sau"
ENDS_WHEN = "kết thúc trước lúc bắt đầu: hết vào năm nào"
# "Kế hoạch năm sau: trước 20/12 năm trước": before which of the two?
_OF_NEXT_YEAR = re.compile(r"(?<!\w)năm (?:sau|tới|kế tiếp|tiếp theo)(?!\w)")
_SAID = {"next year", "this year", "last year"}
_EARLY, _LATE = 3, 6  # months
_EVERY = re.compile(r"(?<!\w)(?:hằng|mỗi|từng|lần|thường niên)(?!\w)")

# "Trước 31/01 năm sau; cấp trên báo cáo trước 15/02": the second may be of that year too.
_EARLY_NEXT = re.compile(r"(?:/| tháng )0?[1-3] (?:của )?năm (?:sau|tới|kế tiếp|tiếp theo)(?!\w)")
_EARLY_BARE = re.compile(r"\d(?:/| tháng )0?[1-3](?![\d/.-])(?!,? (?:của )?năm)")


def may_be_of_next_year(before: str, line: str) -> bool:
    """Whether a line (folded) has a day of January to March, behind one of the year after."""
    return bool(_EARLY_NEXT.search(before) and _EARLY_BARE.search(line) and not _EVERY.search(line))


def check_turns(expressions: Sequence[TimeExpression], text: Text, diagnostics: Diagnostics) -> None:
    """Question a day without its year that the report of a year, or a day late in the year before it, makes doubtful."""
    for one in expressions:
        if isinstance(one, Window) and _ends_before_it_begins(one):
            diagnostics.unclear += [text.part(one.at, one.end), ENDS_WHEN]
    for one in expressions:
        if isinstance(one, Once) and "last year" in one.marks and _OF_NEXT_YEAR.search(text.key, 0, one.at):
            diagnostics.unclear += [text.part(one.at, one.end), WHICH_YEAR]
    if _is_one_cycle(expressions):
        return
    late = False
    for place, one in enumerate(expressions):
        if not (isinstance(one, Once) and _is_a_day(one)):
            continue
        behind = expressions[place + 1] if place + 1 < len(expressions) else None
        before = expressions[place - 1] if place else None
        named = _names_a_year(before) or _is_named_behind(behind)
        doubtful = (late or named) and not (_comes_every_year(before, text) or _stands_behind(behind, text))
        if doubtful and one.span.first[0] <= _EARLY:
            diagnostics.unclear += [text.part(one.at, one.end), WHICH_YEAR]
        late = late or one.span.first[0] >= _LATE


def _ends_before_it_begins(window: Window) -> bool:
    """Whether a window goes over the end of a year that nobody names: "từ tháng 11 đến tháng 02"."""
    start, end = window.start, window.span
    if start is None or start.of != end.of or end.shift or window.marks & {"next year"}:
        return False
    return start.year == end.year and end.last < start.first


def _is_a_day(one: Once) -> bool:
    """A day of the year, with nothing that says of which."""
    span = one.span
    plain = span.unit == "day" and span.of == "year" and span.year is None and not span.shift
    return plain and not one.marks & _SAID


def _is_one_cycle(expressions: Sequence[TimeExpression]) -> bool:
    """Whether all days are of one cycle, each of every year: "6 tháng một lần: ngày 10/7 và ngày 10/01"."""
    match expressions:
        case [Recurring() as cycle, *days]:
            return (
                not cycle.cycle.loose
                and cycle.cycle.every != "year"
                and all(isinstance(one, Once) for one in days)
            )
        case _:
            return False


def _names_a_year(one: TimeExpression | None) -> bool:
    """Whether it is the name of a yearly report."""
    return isinstance(one, Recurring) and one.cycle.loose and one.cycle.every == "year"


def _comes_every_year(one: TimeExpression | None, text: Text) -> bool:
    """Whether it says "hằng năm": a year alone in a list of reports only names one of them."""
    yearly = isinstance(one, Recurring) and one.cycle.every == "year"
    return yearly and one is not None and _EVERY.search(text.key, one.at, one.end) is not None


def _stands_behind(one: TimeExpression | None, text: Text) -> bool:
    return _comes_every_year(one, text) and one is not None and one.link == "space" and one.between is None


def _is_named_behind(one: TimeExpression | None) -> bool:
    return _names_a_year(one) and one is not None and one.link in ("open", "space")
