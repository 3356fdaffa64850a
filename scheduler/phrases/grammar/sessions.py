"""What waits for a session that somebody has to call: "trình tại kỳ họp cuối năm"."""

from __future__ import annotations

import re

from scheduler.phrases.grammar.expressions import Clause, Dated, Once, TimeExpression
from scheduler.phrases.grammar.line_results import LineReading
from scheduler.phrases.grammar.naming import of_session
from scheduler.phrases.grammar.spelling import Text
from scheduler.phrases.reading import Part

_PURPOSE = re.compile(r"(?:, ?)?(?:để|nhằm|phục vụ|chuẩn bị|kịp)(?!\w)")
# A second act that waits for a session without a day: "trình Chính phủ tháng 8/2026, trình Quốc hội tại Kỳ họp thứ 2".
_AT_A_SESSION = re.compile(r"(?:trình|báo cáo|thông qua)(?: [^\W\d]+){1,6} tại (?:kỳ|phiên) họp(?!\w)")
# What is put before a session that has no day, alone in its line: "… trình thông qua 08 dự án luật tại Kỳ họp thứ 10".
PUT_BEFORE = re.compile(r"(?<!\w)(?:trình|thông qua|báo cáo|xem xét)(?!\w)")
HELD_AT = re.compile(r" tại (?:kỳ|phiên) họp [^,;]{3,60}$")


def sessions(
    expressions: list[TimeExpression], text: Text, key: str, source: str
) -> tuple[LineReading, list[TimeExpression]]:
    """What waits for a session, and the expressions that do not: "trình tại kỳ họp cuối năm, ban hành trong quý I"."""
    held = [expression for expression in expressions if of_session(expression, key)]
    held = [one for one in held if not _has_its_day(one, expressions)]
    rest = [one for one in expressions if not of_session(one, key)]
    if any(one.limited for one in rest):  # "trước ngày 10/11 để trình HĐND tỉnh tại kỳ họp cuối năm"
        held = [one for one in held if not (one.between and _PURPOSE.match(key, *one.between))]
    begins = [(expression.between or (expression.at,))[0] for expression in held]
    words = [text.part(start, expression.end) for start, expression in zip(begins, held, strict=True)]
    if held and not rest:
        words = [text.part(0, len(text.shown))]
    return LineReading([Part("awaiting", None, source, None, (), awaiting=said) for said in words]), rest


def _has_its_day(session: TimeExpression, expressions: list[TimeExpression]) -> bool:
    """Whether brackets behind a session say when it is held: "kỳ họp giữa năm 2026 (tháng 7/2026)"."""
    behind = expressions[expressions.index(session) + 1 :][:1]
    return any(
        isinstance(one, Once) and one.link == "open" and one.between is None and one.span.year
        for one in behind
    )


def one_more_session(clause: Clause, text: Text, key: str, source: str) -> list[Part]:
    """What waits for a session behind something that has its day, where each is an act of its own."""
    last = clause.expressions[-1] if clause.expressions else None
    if not (isinstance(last, Dated) and last.between and clause.trailing):
        return []
    parted = set(",;") & set(key[last.end : clause.trailing[0]])
    if not (parted and _AT_A_SESSION.match(key, *clause.trailing)):
        return []
    return [Part("awaiting", None, source, None, (), awaiting=text.part(*clause.trailing))]
