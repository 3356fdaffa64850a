"""Words that may as well go on with the name before them as begin another. Pure."""

import re
from collections.abc import Collection, Sequence

from plan.agencies.naming.boundaries import begins, complete
from plan.agencies.naming.pieces import Piece, head_of, is_acronym, is_capital, is_trade
from plan.agencies.naming.writings import is_field
from plan.text import even

# "Trung tâm XTĐT, TM&DL tỉnh", "… thanh toán BHXH, BHYT điện tử": the initials of one name, or of two.
_MORE_INITIALS = re.compile(
    r"[A-ZĐ]+ ?& ?[A-ZĐ]+ (?:tỉnh|thành phố|Tỉnh|Thành phố)"
    r"|[A-ZĐ]{2,} (?!tỉnh|thành phố|huyện|xã|phường|các )[a-zà-ỹđ][^A-ZĐ]*"
)
_STAFF = {"kế toán", "văn thư", "thủ quỹ", "bảo vệ", "thủ thư", "y tế"}
_FIELDS_TOO = {"bảo hiểm xã hội", "kiểm toán", "thống kê", "hải quan", "thuế"}


def may_be_both(text: str, piece: Piece, known: Collection[str]) -> bool:
    """More initials after initials, or a trade ("Bộ Thủy lợi và Điện lực") that is an office as well."""
    first = piece.text.split(" ", 1)[0]
    inside = piece.before == "và" and even(head_of(text)) in {"cục", "vụ"} and not begins(piece.text)
    if inside and is_acronym(text.rsplit(" ", 1)[-1]) and first != piece.text and is_acronym(first):
        return True  # "Cục QL và XDCT Thủy lợi"
    room = piece.before == "và" and even(head_of(text)) in {"phòng", "ban", "khoa", "trung tâm"}
    if room and is_acronym(text.rsplit(" ", 1)[-1]) and is_acronym(piece.text) and not begins(piece.text):
        return True  # "Phòng QLKH và HTQT"
    initials = not head_of(piece.text) and _MORE_INITIALS.fullmatch(piece.text)
    if initials and is_capital(piece.text.split(" ", 1)[-1]) and "&" not in piece.text:
        initials = None  # "TPT Đội": somebody of another body
    if initials and is_acronym(text.rsplit(" ", 1)[-1]):
        return True
    ministry = even(head_of(text)) == "bộ" and piece.before == "và" and is_trade(even(piece.text))
    # "Vụ Tiền lương và Bảo hiểm xã hội": one, or the insurance as well.
    ministry |= (
        even(head_of(text)) in {"vụ", "cục"} and piece.before == "và" and even(piece.text) in _FIELDS_TOO
    )
    # "Chi cục Thống kê và Hải quan"; "Tổ Văn phòng, kế toán": a field of the one, or another's.
    ministry |= even(head_of(text)) == "chi cục" and piece.before == "và" and is_trade(even(piece.text))
    ministry |= even(head_of(text)) == "tổ" and piece.text in _STAFF
    return ministry or (is_trade(piece.text) and not complete(text, known))


def doubts_item(text: str, following: Sequence[Piece]) -> bool:
    """`các Vụ: Tổ chức cán bộ, Luật pháp và Điều ước quốc tế`: the last "và" of a list, between words nobody knows."""
    piece, after = following[0], following[1:2]
    ends = not after or after[0].before in {";", "."} or begins(after[0].text)
    plain = not (begins(piece.text) or is_acronym(piece.text) or is_acronym(text))
    return piece.before == "và" and ends and plain and not is_field(text) and not is_field(piece.text)
