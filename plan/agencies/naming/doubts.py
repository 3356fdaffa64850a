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
    head = even(head_of(text))
    if is_acronym(text.rsplit(" ", 1)[-1]) and (
        _adds_works(head, piece) or _adds_a_room(head, piece) or _adds_initials(piece)
    ):
        return True
    return _is_field_or_office(head, piece) or (is_trade(piece.text) and not complete(text, known))


def _adds_works(head: str, piece: Piece) -> bool:
    """`Cục QL và XDCT Thủy lợi`."""
    first = piece.text.split(" ", 1)[0]
    named = first != piece.text and is_acronym(first) and not begins(piece.text)
    return piece.before == "và" and head in {"cục", "vụ"} and named


def _adds_a_room(head: str, piece: Piece) -> bool:
    """`Phòng QLKH và HTQT`."""
    room = head in {"phòng", "ban", "khoa", "trung tâm"}
    return piece.before == "và" and room and is_acronym(piece.text) and not begins(piece.text)


def _adds_initials(piece: Piece) -> bool:
    """`Trung tâm XTĐT, TM&DL tỉnh`; "TPT Đội" is somebody of another body."""
    whose = is_capital(piece.text.split(" ", 1)[-1]) and "&" not in piece.text
    return not whose and not head_of(piece.text) and bool(_MORE_INITIALS.fullmatch(piece.text))


def _is_field_or_office(head: str, piece: Piece) -> bool:
    """What a body works on, and a body too: `Bộ Thủy lợi và Điện lực`, `Tổ Văn phòng, kế toán`."""
    if head == "tổ":
        return piece.text in _STAFF
    if piece.before != "và":
        return False
    if head in {"vụ", "cục"}:
        return even(piece.text) in _FIELDS_TOO  # "Vụ Tiền lương và Bảo hiểm xã hội"
    return head in {"bộ", "chi cục"} and is_trade(even(piece.text))


def doubts_item(text: str, following: Sequence[Piece]) -> bool:
    """`các Vụ: Tổ chức cán bộ, Luật pháp và Điều ước quốc tế`: the last "và" of a list, between words nobody knows."""
    piece, after = following[0], following[1:2]
    ends = not after or after[0].before in {";", "."} or begins(after[0].text)
    plain = not (begins(piece.text) or is_acronym(piece.text) or is_acronym(text))
    return piece.before == "và" and ends and plain and not is_field(text) and not is_field(piece.text)
