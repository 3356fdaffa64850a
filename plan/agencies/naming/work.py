"""How far work goes on behind a name: pieces that say what else is done, and what it is done to. Pure."""

import re
from collections.abc import Collection

from plan.agencies.naming.bodies import COLLECTIVES, HEADS, NAMELESS, UNITS
from plan.agencies.naming.boundaries import begins, complete
from plan.agencies.naming.collectives import LEVEL, collective
from plan.agencies.naming.pieces import (
    Piece,
    collective_noun,
    is_capital,
    is_trade,
    quantifier_and_rest,
)
from plan.agencies.naming.remarks import before_verb, verb_at
from plan.text import even

_WORKED_ON = re.compile(r"(?:dự án|chương trình|công trình|đề án|kế hoạch) [a-zà-ỹđ]")
_SHORT_NAME = 4
# "tiếp thu ý kiến của các Bộ, cơ quan": the list goes on inside the instruction.
_OBJECT = re.compile(
    r"(?:của|cho|với|đến|từ|đôn đốc|hướng dẫn|kiểm tra|ý kiến|khen thưởng|động viên|hỗ trợ|vận động|xử lý) (?:các|những) \w+(?: \w+){0,2}$"
)
OBJECT_LIST = re.compile(r"(?:^|\s)(?:ý kiến (?:của )?(?:các|những)|giữa|làm việc với) [^;]*$")
# What is done, and to what: "… hoàn thiện Chương trình và các đề án có liên quan".
_THINGS = re.compile(
    r"(?:các|những) (?:luật|nghị định|nghị quyết|quyết định|thông tư|chỉ thị|đề án|dự án|chương trình|kế hoạch|nhiệm vụ|nội dung|quy định|văn bản|thủ tục|giải pháp|chính sách|hoạt động|công trình|lĩnh vực|vấn đề"
    r"|tồn tại|khó khăn|kiến nghị|ý kiến|kết quả|biện pháp|chỉ tiêu|mục tiêu|hồ sơ|tài liệu|điều kiện|loại|mặt hàng|tuyến|khu vực)(?!\w)"
)
# "Đảng ủy Chính phủ chỉ đạo Đảng ủy Bộ Tư pháp, các bộ, ngành": who is directed, to the end of the clause.
# … and "chịu trách nhiệm trước Đảng, Chính phủ và Nhân dân": before whom.
DIRECTS = re.compile(r"\s*(?:(?:lãnh đạo, )?chỉ đạo|chịu trách nhiệm trước) \w")
_LEVEL_AT_END = re.compile(r"(?<!\w)cấp (?:tỉnh|huyện|xã|cơ sở|trung ương)$")
_NOUN_AT_END = re.compile(rf"(?<!\w)(?:{'|'.join(COLLECTIVES)})$")
# "báo cáo của Chi cục Kiểm lâm và các cơ quan": of the one and of the others.
_BODY = rf"(?:(?:các|những) )?(?:{'|'.join((*HEADS, *COLLECTIVES))})(?!\w)[^,;]*$"
_OF_A_BODY = re.compile(rf"(?:của|tại) {_BODY}")
# "trình Ban Chỉ đạo và Ban Bí thư": to the one and to the other.
_TO_A_BODY = re.compile(rf"(?:giữa|trình|gửi|báo cáo|thông báo (?:để|cho|đến|tới)) {_BODY}|gồm [^,;]*$")
# "trình UBND xã, phường phê duyệt": kinds of places in what is done.
_KIND = re.compile(rf"(?:{'|'.join(UNITS)})(?!\w)(?! [A-ZĐ])")
_KIND_AT_END = re.compile(rf"(?<!\w)(?:{'|'.join(UNITS)})$")
# "định kỳ 06 tháng và 01 năm".
_SPAN = re.compile(r"\d{1,2} (?:ngày|tuần|tháng|quý|năm|lần)(?!\w)")
_SET_UP = tuple(NAMELESS)
_VERB_AND_OBJECT = 3


def goes_on(told: str, piece: Piece, known: Collection[str]) -> bool:
    """Whether a piece belongs to the instruction: no name begins with it, or it is of a list inside."""
    if DIRECTS.match(told):
        return piece.before in {",", "và"} or (piece.before == ":" and not begins(piece.text))
    if verb_at(piece.text) or _WORKED_ON.match(piece.text) or _SPAN.match(piece.text):
        return True
    if piece.before == ":" and told.endswith(" của"):
        return True
    if _lists_on(told, piece) or _done_to(told, piece, known):
        return True
    listed, joined = bool(OBJECT_LIST.search(even(told))), piece.before == "và"
    if is_trade(piece.text) or (listed and joined):
        return True
    if is_capital(piece.text):
        return listed or (joined and not begins(piece.text))
    if _THINGS.match(piece.text):
        return True
    inside = (
        _OBJECT.search(even(told)) and collective_noun(piece.text) and not quantifier_and_rest(piece.text)[0]
    )
    return bool(inside) or not begins(piece.text)


def _done_to(told: str, piece: Piece, known: Collection[str]) -> bool:
    """`của người đại diện, ban quản lý cơ sở`: nobody by name, in small letters, behind work and what it is done to."""
    plain = piece.text[:1].islower() and not quantifier_and_rest(piece.text)[0]
    name = before_verb(piece.text) or piece.text
    subject = len(name.split()) <= _SHORT_NAME and (name != piece.text or complete(name, known))
    return plain and not subject and len(told.split()) > _VERB_AND_OBJECT


def _lists_on(told: str, piece: Piece) -> bool:
    """`hướng dẫn các sở, ban, ngành`, `thành lập Ban Chỉ đạo, Tổ công tác`: more of what the work is done to."""
    if piece.before not in {",", "và"}:
        return False
    done_to, words = even(told), even(piece.text)
    if piece.before == "và" and not before_verb(piece.text) and _TO_A_BODY.search(done_to):
        return True
    if piece.before == "và" and not before_verb(piece.text) and _OF_A_BODY.search(done_to):
        return not is_capital(piece.text)  # "… của các đơn vị và Sở Nội vụ" may be two who do it
    if _KIND.match(words) and _KIND_AT_END.search(done_to):
        return True
    if collective(piece, piece.text) and not quantifier_and_rest(piece.text)[0]:
        return bool(_NOUN_AT_END.search(done_to))
    levels = LEVEL.match(words) and _LEVEL_AT_END.search(done_to)
    return bool(levels) or (done_to.endswith(_SET_UP) and words.startswith(_SET_UP))
