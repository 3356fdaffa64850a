"""Words that charge whoever stands before them, and how far what is charged goes on. Pure."""

import re

from plan.agencies.naming.bodies import NAMELESS, VERBS
from plan.agencies.naming.pieces import (
    collective_noun,
    head_of,
    is_capital,
    person_and_body,
    quantifier_and_rest,
)
from plan.agencies.naming.remarks import verb_at
from plan.text import even

_ORDERS = "|".join(sorted(VERBS, key=len, reverse=True))
_CHARGE = rf"(?:(?:có (?:trách nhiệm|nhiệm vụ)|chịu trách nhiệm(?! hữu hạn)|tổ chức thực hiện (?i:quy định|quyết định|nghị quyết|kế hoạch|thông tư|chỉ thị|công điện|văn bản) này)(?!\w)|(?:tiếp tục|khẩn trương|phải) (?:{_ORDERS})(?!\w))"
# Work with an object that no body is named by: "báo cáo người đứng đầu", "kiểm tra việc".
_WORK = (
    r"(?:(?:báo cáo|trình|giúp|tham mưu) (?:người|hiệu trưởng|giám đốc|chủ tịch|bộ trưởng|thủ tướng|chính ủy|lãnh đạo|ubnd|ủy ban nhân dân|cấp có)"
    r"|tổ chức (?:sát hạch|xét|thi|họp|hội nghị)|báo cáo (?:kết quả|định kỳ|tình hình)|thực hiện nhiệm vụ|(?:tổ chức|kiểm tra|giám sát|thực hiện|hướng dẫn|đôn đốc|rà soát) việc|(?:kiểm tra|hướng dẫn) về|(?:kiểm tra|cập nhật|rà soát) (?:thông tin|hồ sơ|số liệu)"
    r"|chốt số liệu|(?:lập|rà soát) danh sách|phối hợp (?:triển khai|thực hiện|tổ chức))(?!\w)"
)
_WORKS = re.compile(rf"(\S.*?)(?: (?:tổ chức|triển khai))? {_WORK}")
_CHARGED = re.compile(rf"(\S.*?)(?: (?:cũng|sẽ|vẫn|đều))? {_CHARGE}")
_CHARGES = re.compile(_CHARGE)
_SAYS_NOT_WHICH = re.compile(
    r"(?:bố trí|rà soát|hoàn thành|phổ biến|quán triệt|khắc phục|cập nhật|báo cáo kết quả|xây dựng kế hoạch|thực hiện (?:nghiêm|tốt|đầy đủ|hiệu quả)|tổ chức quán triệt)(?!\w)"
)
# "Lãnh đạo Phòng xem xét; Trình Lãnh đạo Sở": a sentence that begins with work; one word alone may be a name.
_SENTENCE = 3


def before_charge(text: str) -> str:
    """`Hội đồng tư vấn có trách nhiệm xem xét …` → `Hội đồng tư vấn`: no name goes on behind such words."""
    found = _CHARGED.match(text)
    return found[1] if found else _before_work(text)


def _before_work(text: str) -> str:
    """`Hội đồng kiểm tra, sát hạch báo cáo người đứng đầu` → the council; "Đoàn kiểm tra việc …" is named by its work."""
    found = _WORKS.match(even(text))
    name = text[: found.end(1)] if found else ""
    field = name[len(head_of(name)) :].split()
    rest = quantifier_and_rest(name)[1] or name
    noun = collective_noun(rest)
    named = even(name) not in NAMELESS and len(field) > 1 and (not noun or is_capital(rest[len(noun) :]))
    return name if named or person_and_body(name)[0] else ""


def charges(text: str) -> bool:
    """Whether a piece only charges whoever was named before it: `có trách nhiệm xem xét`."""
    return bool(_CHARGES.match(text))


def is_ordered(doing: str) -> bool:
    """`các cơ quan, đơn vị bố trí công chức trực`: work that says nothing of which they are."""
    return bool(_SAYS_NOT_WHICH.match(doing.strip())) and len(doing.split()) > _SENTENCE


def begins_a_duty(text: str) -> bool:
    """Whether a sentence behind a duty only says what else is done: `trình Lãnh đạo Sở phê duyệt`."""
    doing = text[:1].lower() + text[1:]
    if doing.startswith(("trường hợp ", "không ")):
        return True
    return verb_at(doing) and (doing == text or len(text.split()) > _SENTENCE)
