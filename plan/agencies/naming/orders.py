"""Whether the words behind a name say what it is to do, or which it is. Pure."""

import re

from plan.agencies.naming.bodies import COLLECTIVES, NAMELESS
from plan.agencies.naming.boundaries import leads_one
from plan.agencies.naming.collectives import collective
from plan.agencies.naming.pieces import (
    Piece,
    head_of,
    is_capital,
    person_and_body,
    quantifier_and_rest,
)
from plan.agencies.naming.remarks import verb_at
from plan.text import even

_HOW = re.compile(
    r"(?:nghiêm túc|quyết liệt|kịp thời|khẩn trương|chủ động|tích cực|tiếp tục)(?: [a-zà-ỹđ].*)?"
)
_WHICH_OF = (
    "cung cấp",
    "thực hiện",
    "tổ chức",
    "xây dựng",
    "vận hành",
    "quản lý",
    "tham gia",
    "tiếp nhận",
    "triển khai",
)
# "xây dựng Chương trình khuyến công": a document is made, so the words are no "ngành xây dựng".
_A_DOCUMENT = re.compile(
    r"(?:xây dựng|tổ chức thực hiện|thực hiện|triển khai) (?:các )?(?:kế hoạch|Chương trình|Kế hoạch|Đề án|Danh mục|Quy chế|Báo cáo|Nghị)"
)
# "các địa phương thực hiện thí điểm", "… triển khai sắp xếp" are some of them.
_TRIES = re.compile(r"thí điểm|sắp xếp|sáp nhập|hợp nhất")
_CARRIES_OUT = re.compile(r"(?:triển khai|tổ chức) (?:thực hiện|triển khai|xây dựng|kiểm tra)(?!\w)")
_FIELD_OF_A_ROOM = re.compile(
    r"tổng hợp|điều hành|giám sát|kiểm tra|thẩm định|nghiên cứu|tuyên truyền|đánh giá|biên soạn|vận hành|kiểm soát|thống kê"
)
# "Ban Quản lý dự án đầu tư xây dựng …", "Dự án Hỗ trợ đổi mới …"; "Vụ Các vấn đề chung về xây dựng pháp luật".
_NAMED_BY_WORK = re.compile(
    r"(?:dự án|chương trình|ban (?:(?:quản lý|ql)(?: các)? dự án|qlda)|công ty)(?!\w)"
)
_OPEN_END = re.compile(r"(?<!\w)(?:về|các|của|cho|và)$")
_ROOMS = {"phòng", "khoa", "ban", "tổ", "vụ", "trung tâm", "bộ phận", "nhóm", "đội"}
# "tổng hợp số liệu": "Phòng Kế hoạch tổng hợp" is a name.
_VERB_AND_OBJECT = 3
# Syllables; a longer name that holds a verb of this list was not found in any plan.
_LONGEST_NAME = 16
_SHORT_FIELD = 2


def names_a_room(name: str, text: str, after: Piece | None) -> bool:
    """`Phòng Kế hoạch tổng hợp`: what a room does, without what it is done to, is its name."""
    alone = _FIELD_OF_A_ROOM.fullmatch(text[len(name) :].strip()) and not (
        after is not None and verb_at(after.text)
    )
    return bool(alone) and even(head_of(name)) in _ROOMS


def in_a_manner(name: str, text: str) -> bool:
    """`các doanh nghiệp viễn thông nghiêm túc`: how many bodies do something says nothing of which."""
    return bool(quantifier_and_rest(name)[0]) and bool(_HOW.fullmatch(text[len(name) :].strip()))


def is_a_sentence(name: str, piece: Piece, after: Piece | None) -> bool:
    """`Văn phòng đăng ký đất đai Hà Nội thực hiện thủ tục …`: more than a name has, or another verb with its object."""
    head = head_of(name)
    field = name[len(head) :].split()
    works = even(name) in NAMELESS or even(name).startswith(("ban quản lý", "ban chỉ đạo", "ban chỉ huy"))
    if quantifier_and_rest(name)[0]:
        doing = piece.text[len(name) :].strip()
        return bool(_CARRIES_OUT.match(doing)) and len(piece.text.split()) > _LONGEST_NAME
    if not head or len(field) <= 1 or works:
        return False
    more = after is not None and after.before == "," and verb_at(after.text) and len(field) > _SHORT_FIELD
    return len(piece.text.split()) > _LONGEST_NAME or (more and is_capital(field[0]))


def is_told(piece: Piece, name: str, after: Piece | None) -> bool:
    """In a sentence of who leads and who helps: a body with a field of its own, a verb, and what it is done to."""
    head, doing = head_of(name), piece.text[len(name) :].split()
    if _NAMED_BY_WORK.match(even(name)) or _OPEN_END.search(even(name)):
        return False
    named = bool(head) and is_capital(name[len(head) :].strip()) and even(name) not in NAMELESS
    object_follows = len(doing) > _VERB_AND_OBJECT or (after is not None and verb_at(after.text))
    return bool(piece.role) and (named or _last_of_nouns(piece, name)) and object_follows


def _last_of_nouns(piece: Piece, name: str) -> bool:
    """`các sở, ngành, địa phương cấu hình danh mục`; "đơn vị cung cấp dịch vụ" says which of them."""
    doing = piece.text[len(name) :].strip()
    noun = quantifier_and_rest(name)[1]
    told = piece.role == "lead" or even(noun) == "địa phương" or not doing.startswith(_WHICH_OF)
    told = told or bool(_A_DOCUMENT.match(doing) or _CARRIES_OUT.match(doing))
    listed = piece.before in {",", "và"} or even(noun) == "địa phương"
    return listed and even(noun) in COLLECTIVES and told


def is_asked(piece: Piece, name: str, after: Piece | None) -> bool:
    """`các sở, ngành cung cấp số liệu`: no sở is called by what it gives; "ngành xây dựng" is one."""
    doing = piece.text[len(name) :].strip()
    if piece.before not in {",", "và"} and not quantifier_and_rest(name)[0]:
        return False  # "Ban giám sát"
    named = doing.startswith(("xây dựng", "tổ chức", "kiểm tra", "thống kê"))
    noun = even(quantifier_and_rest(name)[1] or name)
    if noun == "địa phương":
        return len(doing.split()) > _VERB_AND_OBJECT and not _TRIES.search(doing)
    state = COLLECTIVES.get(noun) == "state"
    more = after is not None and verb_at(after.text)
    return state and not named and (more or len(doing.split()) > _VERB_AND_OBJECT)


def bare_nouns(name: str) -> bool:
    """`các đơn vị`: nouns for many bodies that say nothing of which."""
    body = person_and_body(name)[1]
    found = None if leads_one(name) else collective(Piece("", body), body)
    return found is not None and not found.tail
