"""Words that charge whoever stands before them, and how far what is charged goes on. Pure."""

import re

from plan.agencies.naming.bodies import COLLECTIVES, HEADS, NAMELESS, VERBS
from plan.agencies.naming.collectives import LEVEL
from plan.agencies.naming.pieces import Piece, collective_noun, quantifier_and_rest
from plan.agencies.naming.remarks import before_verb, verb_at
from plan.text import even

_ORDERS = "|".join(sorted(VERBS, key=len, reverse=True))
_CHARGE = rf"(?:(?:có trách nhiệm|chịu trách nhiệm(?! hữu hạn))(?!\w)|(?:tiếp tục|khẩn trương|phải) (?:{_ORDERS})(?!\w))"
_CHARGED = re.compile(rf"(\S.*?) {_CHARGE}")
_CHARGES = re.compile(_CHARGE)
_LEVEL_AT_END = re.compile(r"(?<!\w)cấp (?:tỉnh|huyện|xã|cơ sở|trung ương)$")
_NOUN_AT_END = re.compile(rf"(?<!\w)(?:{'|'.join(COLLECTIVES)})$")
# "báo cáo của Chi cục Kiểm lâm và các cơ quan": of the one and of the others.
_OF_A_BODY = re.compile(
    rf"(?:của|giữa) (?:(?:các|những) )?(?:{'|'.join((*HEADS, *COLLECTIVES))})(?!\w)[^,;]*$"
)
_SET_UP = tuple(NAMELESS)
_SAYS_NOT_WHICH = re.compile(
    r"(?:bố trí|rà soát|hoàn thành|phổ biến|quán triệt|khắc phục|cập nhật|báo cáo kết quả|xây dựng kế hoạch|thực hiện (?:nghiêm|tốt|đầy đủ|hiệu quả)|tổ chức quán triệt)(?!\w)"
)
# "Lãnh đạo Phòng xem xét; Trình Lãnh đạo Sở": a sentence that begins with work; one word alone may be a name.
_SENTENCE = 3


def before_charge(text: str) -> str:
    """`Hội đồng tư vấn có trách nhiệm xem xét …` → `Hội đồng tư vấn`: no name goes on behind such words."""
    found = _CHARGED.match(text)
    return found[1] if found else ""


def charges(text: str) -> bool:
    """Whether a piece only charges whoever was named before it: `có trách nhiệm xem xét`."""
    return bool(_CHARGES.match(text))


def is_ordered(doing: str) -> bool:
    """`các cơ quan, đơn vị bố trí công chức trực`: work that says nothing of which they are."""
    return bool(_SAYS_NOT_WHICH.match(doing.strip())) and len(doing.split()) > _SENTENCE


def begins_a_duty(text: str) -> bool:
    """Whether a sentence behind a duty only says what else is done: `trình Lãnh đạo Sở phê duyệt`."""
    doing = text[:1].lower() + text[1:]
    if doing.startswith("trường hợp "):
        return True
    return verb_at(doing) and (doing == text or len(text.split()) > _SENTENCE)


def lists_on(told: str, piece: Piece) -> bool:
    """`hướng dẫn các sở, ban, ngành`, `thành lập Ban Chỉ đạo, Tổ công tác`: more of what the work is done to."""
    if piece.before not in {",", "và"}:
        return False
    done_to, words = even(told), even(piece.text)
    if piece.before == "và" and _OF_A_BODY.search(done_to) and not before_verb(piece.text):
        return True
    if collective_noun(piece.text) and not quantifier_and_rest(piece.text)[0]:
        return bool(_NOUN_AT_END.search(done_to))
    levels = LEVEL.match(words) and _LEVEL_AT_END.search(done_to)
    return bool(levels) or (done_to.endswith(_SET_UP) and words.startswith(_SET_UP))
