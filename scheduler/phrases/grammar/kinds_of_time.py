"""What kind of time an expression is: a day, a limit, a year or a part of one; and which words stand before it."""

from __future__ import annotations

from scheduler.phrases.grammar.expressions import Dated, Once, TimeExpression, Window

PARTS = ("months", "quarter", "month")
NEAR = 400  # characters before a time that may say what it is about
WORDS = r"(?:,? (?!trong |vào |trước |từ |hoàn thành |xong |chậm |muộn )(?:[^\W\d]+|\d+%))"


def is_wide(one: TimeExpression, *allowed: str) -> bool:
    """Whether it is a year or a part of one, with nothing that makes a limit of it."""
    marks = one.marks - {"this year", "of", *allowed}
    match one:
        case Window(span=span):
            return span.unit == "year" and not marks - {"at", "dash", "to", "from"}
        case Once(span=span):
            edge = all(note.startswith('"cuối năm') for note in span.notes) and span.year
            return (
                span.unit in ("year", *PARTS)
                and not (span.recurs or marks)
                and (not span.notes or bool(edge))
            )
        case _:
            return False


def is_limit(one: TimeExpression | None) -> bool:
    return isinstance(one, Dated) and one.limited


def is_a_day(one: TimeExpression | None) -> bool:
    return isinstance(one, Once) and one.span.unit == "day"


def words_before(one: TimeExpression, key: str) -> str:
    """The words right before it, where nothing parts them from it."""
    if not one.between or set(",;:(-") & set(key[one.between[1] : one.at]):
        return ""
    return key[slice(*one.between)].strip()


def ends_after(one: TimeExpression, day: Dated) -> bool:
    """Whether the day is before its end, as that of a report often is: "… 6 tháng đầu năm, gửi trước ngày 10/6"."""
    if not isinstance(one, Once) or one.span.of != "year":
        return False
    year = one.span.year or day.span.year or 0
    return (day.span.year or year, day.span.last) <= (year, one.span.last)


def is_over_before(one: Dated, day: Dated) -> bool:
    """Whether it is over before that day, as what a report is about must be."""
    if one.span.of != "year" or day.span.of != "year" or "next year" in one.marks or "last year" in day.marks:
        return False
    years = one.span.year or day.span.year or 0, day.span.year or one.span.year or 0
    later = years[1] + ("next year" in day.marks)
    return (years[0], one.span.last) <= (later, day.span.last)
