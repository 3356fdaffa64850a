"""The plain words of a clause: labels of its expressions, names of documents and sessions, or a question."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from itertools import zip_longest

from scheduler.phrases.grammar.diagnostics import Diagnostics
from scheduler.phrases.grammar.events import document_at
from scheduler.phrases.grammar.expressions import (
    Clause,
    Dated,
    Once,
    Ongoing,
    Recurring,
    Start,
    TimeExpression,
    Window,
)
from scheduler.phrases.grammar.labels import fits
from scheduler.phrases.grammar.spans import lasted
from scheduler.phrases.grammar.spelling import Text

_FOR_WHOM = re.compile(r"(?:đối với|cho|tại|của|do) ")
_OF_SOMETHING = re.compile(r"(?<!\w)(?:đối với|cho|của|các|những) [^,]*$")
_FOR_WHAT = re.compile(r"(?:,? )?để ")
_YEARLY = re.compile(
    r"(?<!\w)(?:kế hoạch|kh|báo cáo|dự toán|quyết toán|chương trình công tác|danh mục|luật|nghị quyết|chỉ tiêu|nhiệm vụ|"
    r"ngân sách|kết quả|tình hình|số liệu)$"
)
# A document named by more words: "Kế hoạch CCHC năm 2024".
_TITLED = re.compile(r"(?<!\w)(?:kế hoạch|kh|dự toán|danh mục|chỉ số)(?: [^\W\d]+){0,6}$")
_REPORT = re.compile(r"(?<!\w)(?:báo cáo|sơ kết|kết quả|tình hình|số liệu)(?: định kỳ)?$")
_LOOKED_BACK = re.compile(
    r"(?<!\w)(?:sơ kết|tổng kết|báo cáo|kết quả|đánh giá|kế hoạch|chương trình|đề án) ?$"
)
_LASTS = re.compile(
    r"(?:thời gian(?: thực hiện)? |trong (?:vòng |thời gian )?|cả )*0?(\d+) (ngày|tuần|tháng|quý|năm)"
)
_COUNT = re.compile(r"(?:trong |cả )?0?(\d+) (tháng|quý|lần|đợt|kỳ|năm)")
NAMED_SESSION = "kỳ họp gọi theo tháng (quý): hạn là ngày cuối tháng (quý) ấy"
_SESSION = re.compile(r"(?:kỳ|phiên) họp(?: [^\W\d]+){0,6}$")


def give_words(clause: Clause, text: Text, key: str, diagnostics: Diagnostics) -> None:
    """Give every run of plain words to the expression it stands with, or make it a question."""
    leading = bool(clause.expressions and clause.expressions[0].between)
    for place, expression in enumerate(clause.expressions):
        if expression.between:
            beside = _Beside(clause.expressions, place, key[slice(*expression.between)], leading)
            words = text.part(*expression.between)
            next(act for applies, act in _RULES if applies(beside))(beside, words, diagnostics)
    unfit = [text.part(*words) for words in clause.event_words if not fits(key[slice(*words)])]
    diagnostics.unclear += unfit
    _give_trailing(clause, text, key, diagnostics)


@dataclass(frozen=True, slots=True)
class _Beside:
    """Plain words right before an expression."""

    expressions: list[TimeExpression]
    place: int
    folded: str
    leading: bool  # whether the clause begins with words

    @property
    def expression(self) -> TimeExpression:
        return self.expressions[self.place]

    @property
    def unparted(self) -> bool:
        return self.expression.link in ("", "space")


def _only_count(beside: _Beside) -> bool:
    return _counts(beside.folded, beside.expressions[beside.place :])


def _name_a_session(beside: _Beside) -> bool:
    return beside.unparted and bool(_SESSION.search(beside.folded.strip()))


def _recur_in_a_purpose(beside: _Beside) -> bool:
    """Whether a cycle only says what something is for: "trước ngày 30/6 hằng năm để xây dựng kế hoạch hằng năm"."""
    last = beside.place == len(beside.expressions) - 1
    cycle = isinstance(beside.expression, Recurring) and not beside.expression.cycle.has_day
    return bool(beside.place and last and cycle and _FOR_WHAT.match(beside.folded))


def _cannot_stand(beside: _Beside) -> bool:
    if not fits(beside.folded) or (beside.place and _FOR_WHAT.match(beside.folded)):
        return True  # "trước ngày 31/10 để tổng hợp, báo cáo Thủ tướng trước ngày 30/11": whose is the second day?
    if _says_of_whom(beside):
        return True
    if not beside.unparted:
        return False
    numbered = beside.folded[-1].isdigit() and not beside.expression.marks
    by_a_document = (
        document_at(beside.folded, 0) or 0
    ) > 0  # "theo Nghị quyết …": the time is part of its name
    return numbered or (not beside.place and by_a_document)


def _says_of_whom(beside: _Beside) -> bool:
    """Whether a time without limit only tells whom the limit is for: "… đối với dự án hoàn thành trong năm 2025"."""
    last, this = beside.expressions[beside.place - 1], beside.expression
    limited = (last.limit or last.before) and not (this.limit or this.before)
    if not (beside.place and limited and isinstance(this, Dated)) or _REPORT.search(beside.folded.strip()):
        return False
    for_whom = beside.unparted and _FOR_WHOM.match(beside.folded)
    return bool(for_whom or ("done" in this.marks and _OF_SOMETHING.search(beside.folded)))


def _say_for_which_report(beside: _Beside) -> bool:
    """Whether a report's name follows its day: "trước ngày 05/7 đối với báo cáo 6 tháng đầu năm"."""
    report = _FOR_WHOM.match(beside.folded) and _REPORT.search(beside.folded.strip())
    return bool(beside.place and report)


def _follow_a_time(beside: _Beside) -> bool:
    """Whether the words belong to the time before them, as they do throughout a clause that begins with a time."""
    expression = beside.expression
    return bool(beside.place) and (
        expression.aside or (not beside.leading and expression.lead in ("", "space"))
    )


def _drop(beside: _Beside, _words: str, _diagnostics: Diagnostics) -> None:
    beside.expression.between = None


def _label(beside: _Beside, words: str, _diagnostics: Diagnostics) -> None:
    beside.expression.label = words


def _set_aside(beside: _Beside, words: str, _diagnostics: Diagnostics) -> None:
    beside.expression.marks |= {"aside"}
    _give(beside.expressions[beside.place - 1], words)


def _question(_beside: _Beside, words: str, diagnostics: Diagnostics) -> None:
    diagnostics.unclear.append(words)


def _label_the_last(beside: _Beside, words: str, _diagnostics: Diagnostics) -> None:
    expression = beside.expression
    if not expression.aside or _FOR_WHOM.match(beside.folded):
        _give(beside.expressions[beside.place - 1], words)
    expression.between = None
    expression.link = expression.link if expression.link not in ("", "open") else "comma"


_RULES: tuple[tuple[Callable[[_Beside], bool], Callable[[_Beside, str, Diagnostics], None]], ...] = (
    (_only_count, _drop),
    (_name_a_session, _label),
    (_recur_in_a_purpose, _set_aside),
    (_cannot_stand, _question),
    (_say_for_which_report, _label),
    (_follow_a_time, _label_the_last),
    (lambda _: True, _label),
)


def _give_trailing(clause: Clause, text: Text, key: str, diagnostics: Diagnostics) -> None:
    """The words after the last time of a clause."""
    if not clause.trailing or not (clause.expressions or clause.events):
        return
    words, folded = text.part(*clause.trailing), key[slice(*clause.trailing)]
    remark = text.key[clause.trailing[0] - 1] == "(" and not _FOR_WHOM.match(folded)
    if not fits(folded):
        diagnostics.unclear.append(words)
    elif clause.expressions and not clause.events and not remark:
        _give(clause.expressions[-1], words)


def set_names_apart(
    expressions: list[TimeExpression], text: Text, key: str, diagnostics: Diagnostics
) -> list[TimeExpression]:
    """Tell the year in a document's name from a deadline: "ban hành Kế hoạch năm 2013 trong quý I/2013"."""
    kept: list[TimeExpression] = []
    expressions = _joined_names([one for one in expressions if "aside" not in one.marks], key)
    for expression, follows in zip_longest(expressions, expressions[1:]):
        dated = follows is not None and not isinstance(follows, Ongoing | Start) and bool(follows.marks)
        words = text.part(expression.at, expression.end)
        named_after = dated and (
            _is_name_of_years(expression, key) or _is_of_what_is_due(expression, follows)
        )
        if not (_is_name(expression, key) or named_after):
            kept.append(expression)
        elif kept and isinstance(kept[-1], Dated | Recurring) and _says_what(expression, key):
            _give(kept[-1], f"{expression.label} {words}")
        elif dated and _is_of_the_data(follows):
            diagnostics.unclear.append(text.part(follows.at, follows.end))
        elif dated:
            named = [expression.label, words, follows.label]
            follows.label = " ".join(words for words in named if words)
            follows.between, follows.link = follows.between or expression.between, expression.link
        else:
            begins = expression.between[0] if expression.between else expression.at
            diagnostics.unclear.append(text.part(begins, expression.end))
    return kept


def _is_name(expression: TimeExpression, key: str) -> bool:
    if not isinstance(expression, Once) or expression.between is None or expression.marks:
        return False
    if expression.link not in ("", "space", "open"):
        return False
    words = key[slice(*expression.between)].strip()
    if expression.span.unit != "year":
        return bool(_REPORT.search(words))
    return bool(_YEARLY.search(words) or _TITLED.search(words))


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
    return expression.between is not None and _FOR_WHOM.match(key, *expression.between) is not None


def _is_of_the_data(follows: TimeExpression) -> bool:
    """Whether days right after a report's name may be those it is about: "báo cáo 6 tháng đầu năm: từ 01/01 đến 30/6"."""
    return isinstance(follows, Window) and follows.between is None and "from" not in follows.marks - {"to"}


def _is_of_what_is_due(expression: TimeExpression, follows: TimeExpression) -> bool:
    """The quarter that a thing is of, before its limit: "hồ sơ hoàn thuế của quý I/2003 là trước ngày 11/4/2003"."""
    of = isinstance(expression, Once) and expression.between is not None and expression.marks == {"of"}
    return of and (follows.limit or follows.before)


def _is_name_of_years(expression: TimeExpression, key: str) -> bool:
    """Years looked back on: "tổng kết giai đoạn 2013-2015 vào năm 2015"."""
    if not isinstance(expression, Window) or expression.between is None:
        return False
    if expression.marks - {"at", "dash", "to", "from"}:
        return False
    return bool(_LOOKED_BACK.search(key[slice(*expression.between)]))


def _give(expression: TimeExpression, words: str) -> None:
    expression.label = f"{expression.label} {words}" if expression.label else words


def _counts(folded: str, expressions: list[TimeExpression]) -> bool:
    """Whether a number only counts what follows: "02 tháng (tháng 4 và tháng 8)", "02 đợt: …", "5 năm (2021-2025)"."""
    if lasts := _LASTS.fullmatch(folded.strip()):
        window = expressions[0]
        if (
            isinstance(window, Window)
            and window.start
            and lasted(window.start, window.span, lasts[2]) == int(lasts[1])
        ):
            return True
    found = _COUNT.fullmatch(folded.strip())
    if not found or expressions[0].link not in ("open", "colon"):
        return False
    deep = expressions[0].link == "open"
    inside = [one for one in expressions if isinstance(one, Dated) and (one.depth or not deep)]
    return int(found[1]) == (_years(inside) if found[2] == "năm" else len(inside))


def _years(inside: list[Dated]) -> int:
    """How many whole years are named: "03 năm (2013-2015)", "02 năm (2013 và 2014)"."""
    count = 0
    for expression in inside:
        last, first = expression.span, expression.start or expression.span
        if not (first.unit == last.unit == "year" and first.year and last.year):
            return 0
        count += last.year - first.year + 1
    return count


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
