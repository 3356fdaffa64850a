"""The plain words of a clause: labels of its expressions, names of documents and sessions, or a question."""

from __future__ import annotations

import re

from scheduler.phrases.grammar.diagnostics import Diagnostics
from scheduler.phrases.grammar.events import document_at
from scheduler.phrases.grammar.expressions import Clause, TimeExpression
from scheduler.phrases.grammar.labels import fits
from scheduler.phrases.grammar.spelling import Text

_FOR_WHOM = re.compile(r"(?:đối với|cho|tại|của|do) ")
_YEARLY = re.compile(
    r"(?<!\w)(?:kế hoạch|kh|báo cáo|dự toán|quyết toán|chương trình công tác|danh mục|luật|nghị quyết|chỉ tiêu|nhiệm vụ|"
    r"ngân sách|kết quả|tình hình|số liệu)$"
)
# A document named by more words: "Kế hoạch CCHC năm 2024".
_TITLED = re.compile(r"(?<!\w)(?:kế hoạch|kh|dự toán|danh mục|chỉ số)(?: [^\W\d]+){0,6}$")
_REPORT = re.compile(r"(?<!\w)(?:báo cáo|sơ kết|kết quả|tình hình|số liệu)$")
_LOOKED_BACK = re.compile(
    r"(?<!\w)(?:sơ kết|tổng kết|báo cáo|kết quả|đánh giá|kế hoạch|chương trình|đề án) ?$"
)
_COUNT = re.compile(r"(?:trong |cả )?0?(\d+) (tháng|quý|lần|đợt|kỳ|năm)")
_SESSION = re.compile(r"(?:kỳ|phiên) họp(?: [^\W\d]+){0,6}$")


def give_words(clause: Clause, text: Text, key: str, diagnostics: Diagnostics) -> None:
    """Give every run of plain words to the expression it stands with, or make it a question."""
    expressions = clause.expressions
    leading = bool(expressions and expressions[0].between)
    for place, expression in enumerate(expressions):
        if not expression.between:
            continue
        words, folded = text.part(*expression.between), key[slice(*expression.between)]
        if _counts(folded, expressions[place:]):
            expression.between = None
        elif _SESSION.search(folded.strip()) and expression.link in ("", "space"):
            expression.label = words
        elif (
            not fits(folded)
            or (folded[-1].isdigit() and expression.link in ("", "space") and not expression.marks)
            or (document_at(folded, 0) and expression.link in ("", "space") and not place)
        ):
            diagnostics.unclear.append(words)
        elif place and (expression.aside or (not leading and expression.lead in ("", "space"))):
            if not expression.aside or _FOR_WHOM.match(folded):
                _give(expressions[place - 1], words)
            expression.between = None
            expression.link = expression.link if expression.link not in ("", "open") else "comma"
        else:
            expression.label = words
    diagnostics.unclear += [text.part(*place) for place in clause.event_words if not fits(key[slice(*place)])]
    if not clause.trailing:
        return
    words, folded = text.part(*clause.trailing), key[slice(*clause.trailing)]
    if not expressions and not clause.events:
        return
    if not fits(folded):
        diagnostics.unclear.append(words)
    elif (
        expressions
        and not clause.events
        and (_FOR_WHOM.match(folded) or text.key[clause.trailing[0] - 1] != "(")
    ):
        _give(expressions[-1], words)


def set_names_apart(
    expressions: list[TimeExpression], text: Text, key: str, diagnostics: Diagnostics
) -> list[TimeExpression]:
    """Tell the year in a document's name from a deadline: "ban hành Kế hoạch năm 2013 trong quý I/2013"."""
    kept: list[TimeExpression] = []
    for place, expression in enumerate(expressions):
        follows = expressions[place + 1] if place + 1 < len(expressions) else None
        dated = follows is not None and follows.kind not in ("ongoing", "start") and bool(follows.marks)
        if not (_is_name(expression, key) or (dated and _is_name_of_years(expression, key))):
            kept.append(expression)
        elif expression.depth and expression.link == "open" and kept and kept[-1].dated:
            _give(kept[-1], f"{expression.label} {text.part(expression.at, expression.end)}")
        elif follows and dated:
            named = [expression.label, text.part(expression.at, expression.end), follows.label]
            follows.label = " ".join(words for words in named if words)
            follows.between, follows.link = follows.between or expression.between, expression.link
        else:
            diagnostics.unclear.append(
                text.part(expression.between[0] if expression.between else expression.at, expression.end)
            )
    return kept


def _is_name(expression: TimeExpression, key: str) -> bool:
    if (
        expression.between is None
        or expression.marks
        or expression.link not in ("", "space", "open")
        or expression.kind != "once"
    ):
        return False
    words = key[slice(*expression.between)].strip()
    if expression.span is None or expression.span.unit != "year":
        return bool(_REPORT.search(words))
    return bool(_YEARLY.search(words) or _TITLED.search(words))


def _is_name_of_years(expression: TimeExpression, key: str) -> bool:
    """Years looked back on: "tổng kết giai đoạn 2013-2015 vào năm 2015"."""
    if expression.between is None or expression.kind != "window" or expression.marks - {"at", "dash"}:
        return False
    return bool(_LOOKED_BACK.search(key[slice(*expression.between)]))


def _give(expression: TimeExpression, words: str) -> None:
    expression.label = f"{expression.label} {words}" if expression.label else words


def _counts(folded: str, expressions: list[TimeExpression]) -> bool:
    """Whether a number only counts what follows: "02 tháng (tháng 4 và tháng 8)", "02 đợt: …", "5 năm (2021-2025)"."""
    found = _COUNT.fullmatch(folded.strip())
    if not found or expressions[0].link not in ("open", "colon"):
        return False
    deep = expressions[0].link == "open"
    inside = [expression for expression in expressions if expression.dated and (expression.depth or not deep)]
    return int(found[1]) == (_years(inside) if found[2] == "năm" else len(inside))


def _years(inside: list[TimeExpression]) -> int:
    """How many whole years are named: "03 năm (2013-2015)", "02 năm (2013 và 2014)"."""
    count = 0
    for expression in inside:
        last, first = expression.span, expression.start or expression.span
        if not (first and last and first.unit == last.unit == "year" and first.year and last.year):
            return 0
        count += last.year - first.year + 1
    return count


def of_session(expression: TimeExpression, key: str) -> bool:
    """Whether a session is meant: "kỳ họp giữa năm 2026" is one somebody has to call, not a day."""
    beside = (
        expression.link in ("", "space") or expression.link == expression.lead
    )  # no comma after the words
    if expression.between is None or not beside or expression.marks - {"đầu", "giữa", "cuối"}:
        return False
    return bool(_SESSION.search(key[slice(*expression.between)].strip()))
