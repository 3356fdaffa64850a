"""The plain words of a clause: labels of its times, or a question."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from scheduler.phrases.grammar.counts import counts_what_follows
from scheduler.phrases.grammar.diagnostics import Diagnostics
from scheduler.phrases.grammar.events import document_at
from scheduler.phrases.grammar.expressions import (
    Clause,
    Dated,
    Once,
    Recurring,
    TimeExpression,
    Window,
    give_label,
)
from scheduler.phrases.grammar.labels import (
    FOR_WHOM,
    begins_with_an_act,
    fits,
    is_heading,
    names_a_report,
    names_a_round,
    names_a_thing,
    says_what_is_done,
    says_who_does_what,
)
from scheduler.phrases.grammar.naming import FOR, names_a_session
from scheduler.phrases.grammar.spelling import Text

_OF_SOMETHING = re.compile(r"(?<!\w)(?:đối với|cho|của|các|những) [^,]*$")
# Of a report that was named: "báo cáo tháng được gửi trước ngày 25".
_SENT = re.compile(r"(?:(?:được|phải|cần) )*(?:gửi|nộp|lập|trình|thực hiện|hoàn thành)(?: được)?")
# A number before a unit counts it: "ba năm một lần" is not every year.
_NUMBERED = re.compile(
    r"(?:\d|(?<!\w)(?:một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười|mươi|lăm|rưỡi|vài|mấy|nhiều)) ?$"
)
_OF_A_CYCLE = re.compile(r"(?<=\w) (quý|tháng)(?: là)? *$")
_EVERY = {"quý": "quarter", "tháng": "month"}
# "Trường hợp tái xuất, cơ quan gửi … chậm nhất là 05 ngày kể từ …": who waits, not for how long.
_CASE = re.compile(
    r"^(?:trong |riêng )?trường hợp (?!đặc biệt|bất khả kháng|cần)[^,;:]{4,160}(?:, (?:thì )?|$)|^(?:trong )?trường hợp (?!đặc biệt|bất khả kháng|cần|ngoại lệ|khẩn)[^;:\d]{4,200} thì *$|(?:^|(?<=, ))(?:nếu|đối với) (?:[^\W\d]+,? ){2,20}thì *$|(?:^|(?<=, ))nếu hồ sơ [^\W\d]+(?: [^\W\d]+){0,5} ?$"
)
# The same with its "thì" before what is to be done: "Nếu người đã đăng ký chuyển đi thì có trách nhiệm … trong thời hạn …".
_WHEN_IT_IS_SO = re.compile(
    r"^(?:nếu|(?:trong |đối với )?trường hợp) (?!đặc biệt|bất khả kháng|cần)[^;:]{4,200}? thì (?=(?:phải|có trách nhiệm|được|cơ quan|tổ chức|người|bộ|sở|ủy ban|chủ)(?!\w))"
)
_AT_ONCE = re.compile(r"(?<=\w) ngay *$")
# What is refused, or not in order, as the object of what is done: "chấp thuận hoặc không chấp thuận", "hồ sơ không đủ điều kiện".
_REFUSED = re.compile(
    r"(?<=\w) (?:hoặc không (?:chấp thuận|đồng ý|chấp nhận|cấp|phê duyệt|công nhận)|(?<=quyết định )không [^\W\d]+|(?:không|chưa) (?:đủ|đầy đủ|hợp lệ|hợp pháp|đúng|đáp ứng|đạt)(?: điều kiện| quy định| mẫu| yêu cầu)?)(?!\w)"
)
# "Số tiền được tạm dừng chậm nhất là 30 ngày kể từ …": what is paid, not when.
_SUSPENDED = re.compile(r"(?<=\w) được tạm (?:dừng|hoãn|đình chỉ) *$")
_DAY_ELSEWHERE = re.compile(r"theo (?:hướng dẫn kê khai|thời hạn|thời gian|lịch)(?!\w)")
# Behind a limit, what is of the year to come: "…, công bố danh mục địa điểm được tổ chức hội chợ trong năm sau".
_OF_NEXT_YEAR = re.compile(
    r"^(?:, )?((?:(?:công bố|ban hành|phê duyệt|xây dựng|lập|trình) )?(?:danh mục|danh sách|kế hoạch|chương trình|lịch)(?:,? [^\W\d]+){4,40}) trong năm (?:sau|tới|tiếp theo|kế tiếp) *$"
)
_FOR_WHAT = re.compile(r"(?:,? )?để ")
_FOR_THE_YEAR = re.compile(r"(?:,? )?(?:để|cho|của|đối với|về|phục vụ|nhằm) ")
_MONEY = re.compile(
    r"(?<!\w)(?:trợ cấp|phụ cấp|lương|lương hưu|học bổng|tiền công|thu nhập|sinh hoạt phí|tiền thuê|học phí|lãi suất)(?: [^\W\d]+){0,3} ?$"
)
_PAID = re.compile(
    r"(?<!\w)(?:chi trả|trả|cấp phát|chi|nộp|thu|đóng|thanh toán|lập|báo cáo|tổng hợp|rà soát|xét|kiểm tra|công khai)(?!\w)(?! nhập)"
)
_OF_THE_DATA = re.compile(
    r"(?<!\w)(?:số liệu|kết quả|tình hình|kế hoạch|báo cáo|nhiệm vụ|chỉ tiêu|dự toán|công tác|chương trình|kinh phí|hoạt động|sản xuất)$"
)


def give_words(clause: Clause, text: Text, key: str, diagnostics: Diagnostics) -> None:
    """Give every run of plain words to the expression it stands with, or make it a question."""
    leading = bool(clause.expressions and clause.expressions[0].between)
    for place, expression in enumerate(clause.expressions):
        if expression.between:
            beside = _Beside(clause.expressions, place, key[slice(*expression.between)], leading)
            words = text.part(*expression.between)
            next(act for applies, act in _RULES if applies(beside))(beside, words, diagnostics)
    unfit = [
        text.part(*words) for words in clause.event_words if not _lead_to_an_event(clause, key[slice(*words)])
    ]
    diagnostics.unclear += unfit
    _give_trailing(clause, text, key, diagnostics)


def _lead_to_an_event(clause: Clause, folded: str) -> bool:
    """Whether words may stand before what is waited for; a case or a refusal moves no day where there is none."""
    if clause.expressions:
        return not folded or fits(folded)
    for form in (_WHEN_IT_IS_SO, _CASE, _SUSPENDED, _AT_ONCE):
        folded = form.sub("", folded)
    folded = folded.strip(" ,")
    return not folded or fits(folded) or fits(_REFUSED.sub("", folded))


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
    return counts_what_follows(beside.folded, beside.expressions[beside.place :])


def _name_a_session(beside: _Beside) -> bool:
    return beside.unparted and names_a_session(beside.folded)


def _recur_in_a_purpose(beside: _Beside) -> bool:
    """Whether a cycle or a year only says what for: "… để xây dựng kế hoạch hằng năm", "… cho kế hoạch cả năm"."""
    if not beside.place or beside.place < len(beside.expressions) - 1:
        return False
    match beside.expression:
        case Recurring(cycle=cycle):
            return not cycle.has_day and _FOR_WHAT.match(beside.folded) is not None
        case Dated() as year if _is_any_year(year):
            return _FOR_THE_YEAR.match(beside.folded) is not None
        case _:
            return False


def _is_any_year(one: Dated) -> bool:
    return one.span.unit == "year" and one.yearless and not (one.span.notes or one.marks - {"at"})


def _may_be_of_the_data(beside: _Beside) -> bool:
    """Whether a year without its number is what the words before it are about: "tổng hợp số liệu cả năm"."""
    one = beside.expression
    if not (beside.place and isinstance(one, Dated) and _is_any_year(one)) or one.marks:
        return False
    return _OF_THE_DATA.search(beside.folded.strip()) is not None


def _is_of_money(beside: _Beside) -> bool:
    """Whether a cycle only says how a sum is paid: "trợ cấp hằng tháng đối với thương binh"."""
    one = beside.expression
    bare = isinstance(one, Recurring) and not (one.places or one.cycle.has_day) and beside.unparted
    return bare and bool(_MONEY.search(beside.folded)) and not _PAID.search(beside.folded)


def _are_of_its_cycle(beside: _Beside) -> bool:
    """Whether they end with the unit that the time comes round by: "báo cáo tài chính quý trong … kể từ ngày kết thúc quý"."""
    one, named = beside.expression, _OF_A_CYCLE.search(beside.folded)
    if not named:
        return False
    every = one.cycle.every if isinstance(one, Recurring) else ""
    ends = one.span.of if isinstance(one, Once) and one.span.recurs else ""
    return _EVERY[named[1]] in (every, ends) and fits(beside.folded[: named.start()])


def _goes_on_with_the_verb(beside: _Beside) -> bool:
    """Whether a thing stands by the verb of the part before: "hoàn thành A trong quý I và B trong quý II"."""
    last = beside.expressions[beside.place - 1].label if beside.place else None
    joined = beside.expression.lead in ("and", "comma") and bool(
        beside.expression.marks & {"at", "before", "limit"}
    )
    return joined and last is not None and begins_with_an_act(last.lower()) and names_a_thing(beside.folded)


def _cannot_stand(beside: _Beside) -> bool:
    heads = not beside.place and beside.expression.link == "colon" and is_heading(beside.folded)
    heads = heads or _goes_on_with_the_verb(beside)
    if not (heads or fits(beside.folded) or _are_of_its_cycle(beside)) or (
        beside.place and _FOR_WHAT.match(beside.folded)
    ):
        return True  # "trước ngày 31/10 để tổng hợp, báo cáo Thủ tướng trước ngày 30/11": whose is the second day?
    if (
        _is_of_money(beside)
        or _says_of_whom(beside)
        or _are_of_the_data(beside)
        or _may_be_of_the_data(beside)
    ):
        return True
    if not beside.unparted:
        return False
    numbered = _NUMBERED.search(beside.folded) and not beside.expression.marks
    by_a_document = (
        document_at(beside.folded, 0) or 0
    ) > 0  # "theo Nghị quyết …": the time is part of its name
    return bool(numbered) or (not beside.place and by_a_document)


def _are_of_the_data(beside: _Beside) -> bool:
    """Whether a window may be the time that figures are of: "số liệu báo cáo từ ngày 01/01 đến ngày 31/10"."""
    return isinstance(beside.expression, Window) and beside.folded.startswith("số liệu")


def _says_of_whom(beside: _Beside) -> bool:
    """Whether a time without limit only tells whom the limit is for: "… đối với dự án hoàn thành trong năm 2025"."""
    last, this = beside.expressions[beside.place - 1], beside.expression
    limited = (last.limit or last.before) and not (this.limit or this.before)
    if not (beside.place and limited and isinstance(this, Dated)) or names_a_report(beside.folded):
        return False
    for_whom = beside.unparted and this.marks and FOR_WHOM.match(beside.folded)
    return bool(for_whom or ("done" in this.marks and _OF_SOMETHING.search(beside.folded)))


def _say_for_which_part(beside: _Beside) -> bool:
    """Whether a part of a year only says of what the day before it is: "15/7 đối với 6 tháng đầu năm"."""
    one = beside.expression
    part = isinstance(one, Dated) and one.span.unit in ("months", "quarter") and not one.marks
    return bool(beside.place and part and beside.unparted and beside.folded.strip() in FOR)


def _say_for_which_report(beside: _Beside) -> bool:
    """Whether a report's name follows its day: "trước ngày 05/7 đối với báo cáo 6 tháng đầu năm"."""
    report = FOR_WHOM.match(beside.folded) and names_a_report(beside.folded)
    return bool(beside.place and report)


def _follow_a_time(beside: _Beside) -> bool:
    """Whether the words belong to the time before them, as they do throughout a clause that begins with a time."""
    expression = beside.expression
    last = beside.expressions[beside.place - 1]
    headed = expression.lead == "colon" and expression.depth > last.depth  # "quý II: khảo sát (tháng 5 …)"
    return bool(beside.place) and (
        expression.aside or (not beside.leading and (headed or expression.lead in ("", "space")))
    )


def _drop(beside: _Beside, _words: str, _diagnostics: Diagnostics) -> None:
    beside.expression.between = None


def _label(beside: _Beside, words: str, _diagnostics: Diagnostics) -> None:
    beside.expression.label = words


def _set_aside(beside: _Beside, words: str, _diagnostics: Diagnostics) -> None:
    beside.expression.marks |= {"aside"}
    give_label(beside.expressions[beside.place - 1], words)


def _question(_beside: _Beside, words: str, diagnostics: Diagnostics) -> None:
    diagnostics.unclear.append(words)


def _label_the_last(beside: _Beside, words: str, _diagnostics: Diagnostics) -> None:
    expression = beside.expression
    last = beside.expressions[beside.place - 1]
    says_nothing = isinstance(last, Recurring) and last.cycle.loose and _SENT.fullmatch(beside.folded.strip())
    of_it = FOR_WHOM.match(beside.folded) or says_who_does_what(beside.folded)
    if not says_nothing and (of_it or not expression.aside):
        give_label(last, words)
    expression.between = None
    expression.link = expression.link if expression.link not in ("", "open") else "comma"


_RULES: tuple[tuple[Callable[[_Beside], bool], Callable[[_Beside, str, Diagnostics], None]], ...] = (
    (_only_count, _drop),
    (_name_a_session, _label),
    (_recur_in_a_purpose, _set_aside),
    (_cannot_stand, _question),
    (_say_for_which_part, _label),
    (_say_for_which_report, _label),
    (_follow_a_time, _label_the_last),
    (lambda _: True, _label),
)


def _sets_the_day(clause: Clause, folded: str) -> bool:
    """Whether another document says on which day of a cycle: "theo quý, theo hướng dẫn kê khai của Nghị định …"."""
    match clause.expressions:
        case [Recurring(cycle=cycle, places=[])] if not (clause.events or cycle.has_day):
            return _DAY_ELSEWHERE.match(folded) is not None
        case _:
            return False


def _has_no_time(expressions: list[TimeExpression], folded: str) -> bool:
    """Whether words behind the last time want one of their own: a further round ("đợt 2"), or an exception ("riêng cấp xã")."""
    if folded.startswith("riêng "):
        return len(expressions) == 1
    return bool(expressions and expressions[-1].label) and names_a_round(folded)


def _give_trailing(clause: Clause, text: Text, key: str, diagnostics: Diagnostics) -> None:
    """The words after the last time of a clause."""
    if not clause.trailing or not (clause.expressions or clause.events):
        return
    words, folded = text.part(*clause.trailing), key[slice(*clause.trailing)]
    folded = _OF_NEXT_YEAR.sub(r"\1", folded)
    behind_an_event = clause.events and not clause.expressions and says_what_is_done(folded)
    remark = text.key[clause.trailing[0] - 1] == "(" and not FOR_WHOM.match(folded)
    unfit = not (behind_an_event or fits(folded)) or _sets_the_day(clause, folded)
    if unfit or _has_no_time(clause.expressions, folded):
        diagnostics.unclear.append(words)
    elif clause.expressions and not clause.events and not remark:
        give_label(clause.expressions[-1], words)
