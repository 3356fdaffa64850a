"""Names with a time in them: reports, documents, sessions. Their time is no deadline where another one follows."""

from __future__ import annotations

import re
from itertools import zip_longest

from scheduler.phrases.grammar.diagnostics import Diagnostics
from scheduler.phrases.grammar.expressions import (
    Dated,
    Once,
    Ongoing,
    Recurring,
    Start,
    TimeExpression,
    Window,
    give_label,
)
from scheduler.phrases.grammar.labels import FOR_WHOM, begins_with_an_act, names_a_report
from scheduler.phrases.grammar.shared_limits import goes_on_with
from scheduler.phrases.grammar.spelling import Text

_YEARLY = re.compile(
    r"(?<!\w)(?:kế hoạch|kh|báo cáo|dự toán|quyết toán|chương trình công tác|danh mục|luật|nghị quyết|chỉ tiêu|nhiệm vụ|"
    r"ngân sách|kết quả|tình hình|số liệu)$"
)
_REPORT = re.compile(r"(?<!\w)báo cáo(?: (?:tổng kết|sơ kết|định kỳ|kết quả|tình hình))*$")
# A document named by more words: "Kế hoạch CCHC năm 2024".
_TITLED = re.compile(r"(?<!\w)(?:kế hoạch|kh|dự toán|danh mục|chỉ số)(?: [^\W\d]+){0,6}$")
_LOOKED_BACK = re.compile(
    r"(?<!\w)(?:sơ kết|tổng kết|báo cáo|kết quả|đánh giá|kế hoạch|chương trình|đề án) ?$"
)
FOR = ("đối với", "cho")
NAMED_SESSION = "kỳ họp gọi theo tháng (quý): hạn là ngày cuối tháng (quý) ấy"
_SESSION = re.compile(r"(?:kỳ|phiên) họp(?: [^\W\d]+){0,6}$")


def set_names_apart(
    expressions: list[TimeExpression], text: Text, key: str, diagnostics: Diagnostics
) -> list[TimeExpression]:
    """Tell the year in a document's name from a deadline: "ban hành Kế hoạch năm 2013 trong quý I/2013"."""
    kept: list[TimeExpression] = []
    expressions = _joined_names([one for one in expressions if "aside" not in one.marks], key)
    for expression, follows in zip_longest(expressions, expressions[1:]):
        dated = follows is not None and _says_when(follows)
        words = text.part(expression.at, expression.end)
        named_after = dated and (
            _is_next_report(expression, follows, key)
            or _is_name_of_years(expression, key)
            or _is_of_what_is_due(expression, follows)
        )
        if kept and _names_the_day(_day_before(kept), expression):
            give_label(kept[-1], words)
        elif not (_is_name(expression, key) or named_after):
            kept.append(expression)
        elif kept and _is_long(kept[-1]) and _is_name(expression, key):
            diagnostics.unclear.append(text.part(kept[-1].at, expression.end))
        elif kept and isinstance(kept[-1], Dated | Recurring) and _says_what(expression, key):
            give_label(kept[-1], f"{expression.label} {words}")
        elif dated and _is_of_the_data(follows):
            diagnostics.unclear.append(text.part(follows.at, follows.end))
        elif dated and not _is_of_another_act(follows, key):
            named = [expression.label, words, follows.label]
            follows.label = " ".join(words for words in named if words)
            follows.between, follows.link = follows.between or expression.between, expression.link
            follows.marks |= {"own"} if _is_of_one_unit(expression, key) else set()
        else:
            begins = expression.between[0] if expression.between else expression.at
            diagnostics.unclear.append(text.part(begins, expression.end))
    return kept


def _is_of_another_act(follows: TimeExpression, key: str) -> bool:
    """Whether it is joined with an act of its own: "sơ kết tháng 12/2026 và tổ chức hội nghị cuối tháng 8"."""
    words = key[slice(*follows.between)] if follows.between else ""
    joined = follows.link == "and" or (follows.link == "comma" and not follows.limited)
    return joined and begins_with_an_act(words) and not goes_on_with(words)


def _says_when(follows: TimeExpression) -> bool:
    """Whether it is the limit of what was named: by its marks, or as a day behind a colon."""
    if isinstance(follows, Ongoing | Start):
        return False
    day = isinstance(follows, Once) and follows.span.unit == "day" and follows.link == "colon"
    return bool(follows.marks) or (day and follows.between is None)


def _is_name(expression: TimeExpression, key: str) -> bool:
    if not isinstance(expression, Once) or expression.between is None or expression.marks - {"cuối"}:
        return False
    if expression.link not in ("", "space", "open"):
        return False
    words = key[slice(*expression.between)].strip()
    if expression.span.unit != "year":
        return names_a_report(words) or words in FOR
    return bool(_YEARLY.search(words) or _REPORT.search(words) or _TITLED.search(words))


def _is_next_report(expression: TimeExpression, follows: TimeExpression, key: str) -> bool:
    """A report named in a list, before its limit: "… và báo cáo quý II phải gửi trước ngày 10/7"."""
    if not isinstance(expression, Once) or expression.between is None or expression.marks:
        return False
    listed = expression.link in ("and", "comma", "colon") and follows.limited
    return listed and _REPORT.search(key[slice(*expression.between)].strip()) is not None


def _is_of_one_unit(expression: TimeExpression, key: str) -> bool:
    """Whether the report of one quarter or half is named: its day is of no cycle beside it."""
    if not isinstance(expression, Once) or expression.between is None:
        return False
    part = expression.span.unit in ("quarter", "months", "month")
    return part and _REPORT.search(key[slice(*expression.between)].strip()) is not None


def _day_before(kept: list[TimeExpression]) -> TimeExpression:
    """The time before, or the day of every year before: "15/7 hằng năm"."""
    match kept[-2:]:
        case [Once() as day, Recurring(link="space", between=None) as yearly] if yearly.cycle.every == "year":
            return day
        case _:
            return kept[-1]


def _names_the_day(last: TimeExpression, expression: TimeExpression) -> bool:
    """Whether brackets after a day say which report it is of: "05/6 (06 tháng đầu năm), 05/12 (cả năm)"."""
    if (
        not (isinstance(last, Once) and isinstance(expression, Once))
        or expression.between
        or expression.marks
    ):
        return False
    inner = expression.link == "open" and expression.depth > last.depth and expression.yearless
    return inner and last.span.unit == "day" and expression.span.unit in ("months", "quarter", "year")


def _joined_names(expressions: list[TimeExpression], key: str) -> list[TimeExpression]:
    """The names of two reports before one limit are one: "báo cáo tháng 9 và quý III trước ngày 16/9"."""
    kept: list[TimeExpression] = []
    for expression, follows in zip_longest(expressions, expressions[1:]):
        last = kept[-1] if kept else None
        joined = expression.link in ("and", "comma") and expression.between is None and not expression.marks
        if (
            last
            and follows
            and isinstance(expression, Once)
            and joined
            and _is_name(last, key)
            and follows.marks
        ):
            last.end = expression.end
        else:
            kept.append(expression)
    return kept


def _says_what(expression: TimeExpression, key: str) -> bool:
    """Whether a report's name only says what the day before it is for: "15/7 (báo cáo quý II)", "… đối với báo cáo quý II"."""
    if expression.link == "open":
        return expression.depth > 0
    if expression.between and key[slice(*expression.between)].strip() in FOR:
        return True
    return expression.between is not None and FOR_WHOM.match(key, *expression.between) is not None


def _is_of_the_data(follows: TimeExpression) -> bool:
    """Whether days right after a report's name may be those it is about: "báo cáo 6 tháng đầu năm: từ 01/01 đến 30/6"."""
    return isinstance(follows, Window) and follows.between is None and "from" not in follows.marks - {"to"}


def _is_long(last: TimeExpression) -> bool:
    """Whether it runs over months, as what a report is of does: "từ ngày 01/01 đến ngày 30/6 đối với báo cáo 6 tháng"."""
    if not (isinstance(last, Window) and last.start):
        return False
    return last.span.unit == "day" and last.start.of == "year" and last.span.last[0] - last.start.first[0] > 1


def _is_of_what_is_due(expression: TimeExpression, follows: TimeExpression) -> bool:
    """The quarter that a thing is of, before its limit: "hồ sơ hoàn thuế của quý I/2003 là trước ngày 11/4/2003"."""
    of = isinstance(expression, Once) and expression.between is not None and expression.marks == {"of"}
    return of and follows.limited


def _is_name_of_years(expression: TimeExpression, key: str) -> bool:
    """Years looked back on: "tổng kết giai đoạn 2013-2015 vào năm 2015"."""
    if not isinstance(expression, Window) or expression.between is None or expression.link == "colon":
        return False
    if expression.marks - {"at", "dash", "to", "from"}:
        return False
    return bool(_LOOKED_BACK.search(key[slice(*expression.between)]))


def of_session(expression: TimeExpression, key: str) -> bool:
    """Whether a session is meant: "kỳ họp giữa năm 2026" is one somebody has to call, not a day."""
    no_comma = expression.link in ("", "space") or expression.link == expression.lead
    if expression.between is None or not no_comma or expression.marks - {"đầu", "giữa", "cuối"}:
        return False
    if not _SESSION.search(key[slice(*expression.between)].strip()):
        return False
    if isinstance(expression, Dated) and expression.span.unit in ("day", "month", "quarter"):
        expression.notes.append(NAMED_SESSION)
        return False
    return True


def names_a_session(folded: str) -> bool:
    return _SESSION.search(folded.strip()) is not None
