"""Times that only say what something is about, beside the one that says when: "nhu cầu năm 2026, gửi trước ngày 25/3".

They are names, and become letters like the numbers of documents; a time that may be either is a question.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from scheduler.phrases.grammar.diagnostics import Diagnostics
from scheduler.phrases.grammar.expressions import Dated, TimeExpression
from scheduler.phrases.grammar.figures import is_a_state_until, is_of_a_document, is_of_the_data
from scheduler.phrases.grammar.kinds_of_time import is_a_day, is_limit, is_over_before, is_wide
from scheduler.phrases.grammar.spelling import Text
from scheduler.phrases.grammar.topics_beside_days import is_after_its_day, is_before_its_day, may_be_a_topic

ABOUT_OR_DUE = "không rõ thời gian này là hạn, hay chỉ nói về nội dung"
_HEADS = re.compile(r" ?:(?! ?\d)(?= ?\S)")


def without_topics(
    expressions: Sequence[TimeExpression], text: Text, key: str, diagnostics: Diagnostics
) -> str:
    """The folded text with such times made letters, and a question where that is not certain."""
    masked = key
    last: TimeExpression | None = None
    told = False
    for one, follows in zip(expressions, _followers(expressions), strict=True):
        told = last is not None and _is_told(last, one, key, told=told)
        if told or _is_topic(last, one, follows, key) or _is_beside_another(one, expressions, key):
            at = one.between[0] if one.between and is_of_the_data(one, key) else one.at
            masked = masked[:at] + "x" * (one.end - at) + masked[one.end :]
            continue
        alone = is_of_a_document(one, key) or (is_of_the_data(one, key) and is_a_day(one))
        if alone or may_be_a_topic(last, one, follows, key):
            begins = one.between[0] if one.between else one.at
            diagnostics.unclear += [text.part(begins, one.end), ABOUT_OR_DUE]
        last = one
    return masked


def _followers(expressions: Sequence[TimeExpression]) -> list[TimeExpression | None]:
    """What stands behind each time and those that are joined to it: the day, in "quý III và 9 tháng năm 2026 trước ngày 15/9"."""
    found: list[TimeExpression | None] = []
    follows: TimeExpression | None = None
    for one in reversed(expressions):
        found.append(follows)
        if not (is_wide(one) and one.link in ("and", "comma") and one.between is None):
            follows = one
    return found[::-1]


def _is_told(last: TimeExpression, one: TimeExpression, key: str, *, told: bool) -> bool:
    """Whether it stands behind the colon of a day: "Ngày 22 tháng 6: ước tính quý II, sơ bộ quý I"."""
    headed = _HEADS.match(key, one.end) is not None  # "…. quý I/2026: khảo sát" tells of itself
    return is_wide(one) and not headed and (told or (one.link == "colon" and is_a_day(last)))


def _is_topic(
    last: TimeExpression | None, one: TimeExpression, follows: TimeExpression | None, key: str
) -> bool:
    return is_before_its_day(one, follows, key) or (last is not None and is_after_its_day(last, one, key))


def _is_beside_another(one: TimeExpression, expressions: Sequence[TimeExpression], key: str) -> bool:
    """Whether figures or a document are of that time, beside one that says when."""
    if isinstance(one, Dated) and is_a_state_until(one, key):
        days = [other for other in expressions if isinstance(other, Dated) and is_limit(other)]
        return any(is_over_before(one, day) for day in days)
    if is_of_the_data(one, key):
        return any(is_limit(other) or is_a_day(other) for other in expressions if other is not one)
    return len(expressions) > 1 and is_of_a_document(one, key)
