"""Whether a piece after a separator goes on with the name before it: what speaks for it, weighed. Pure."""

import re
from collections.abc import Collection, Sequence

from plan.agencies.naming.bodies import FIELDS, SHARED_HEADS
from plan.agencies.naming.boundaries import COMPLETE, begins
from plan.agencies.naming.doubts import may_be_both
from plan.agencies.naming.inner_lists import (
    IN_CHARGE,
    WORKS,
    WORKS_LISTED,
    adds_work,
    for_people,
    goes_on_with_topics,
    lists_kinds,
    more_of_the_cause,
    names_people,
)
from plan.agencies.naming.pieces import Piece, collective_noun, is_acronym, is_capital
from plan.agencies.naming.writings import in_full, is_compound, is_field
from plan.resemblance import is_slip
from plan.text import bare, even, fold

_WORK = re.compile(
    r"(?:Chiến lược|Chính sách|Quy hoạch|Phát triển|Hợp tác|Hỗ trợ|Dịch vụ|Đào tạo|Bồi dưỡng|Nghiên cứu|Ứng dụng|Tư vấn|Đánh giá|Kiểm định|Xúc tiến"
    r"|Truyền thông|Chuyển đổi số|Đổi mới sáng tạo|Cung ứng|Chăm sóc|Bảo vệ|Bảo tồn|Giám định|Chuyển giao) [a-zà-ỹđ]"
)
# "Thống kê nông nghiệp": a trade, and of what; "Thống kê tỉnh" is an office.
_TRADE_OF = re.compile(
    r"(?:Thống kê|Kiểm toán|Thanh tra|Hải quan|Thuế|Thư viện|Bảo tàng|Viễn thông|Điện lực|Bưu điện) (?!tỉnh|thành phố|huyện|xã|phường|khu vực|nhà nước"
    r"|cơ sở|các|cấp|quận|thị xã|đặc khu|trung ương|quốc gia|bộ|sở|trực thuộc|thuộc|số|của|và|trên|tại|ở|liên quan|có)[a-zà-ỹđ]"
)
# No body has a longer name; what goes on beyond it is cut, so a cell of any length is read in time.
_LONGEST_NAME = 300
CERTAIN, CERTAINLY_NOT = 20, -20
# Words of a field: "Bản quyền tác giả".
_LONG_FIELD = 3
_FIELDS = [bare(field) for field in FIELDS]
# One letter in a dozen.
_A_SLIP = 92


def joint(piece: Piece) -> str:
    """The separator before a piece, as it is written inside a name."""
    return " và " if piece.before == "và" else ", "


def weigh_join(
    head: str, text: str, following: Sequence[Piece], known: Collection[str], *, again: bool = False
) -> int:
    """How much speaks for the next piece belonging to the name `text` before it; 0 when both readings are as good.

    `again`: the name before had the same head, so this is a list of such bodies.
    """
    piece = following[0]
    settled = _settled(text, piece, known)
    if settled is not None:
        return settled
    if even(head) in {"sở", "bộ"} and _nearly_a_field(text[len(head) :], following):
        return CERTAIN
    weight = sum(weight for holds, weight in _evidence(head, text, following) if holds)
    if again and not is_field(piece.text) and not is_field(text[len(head) :]) and _ends_in_and(following):
        return max(weight, 1)  # where each has its head, a list without heads is inside the name before it
    return min(weight, -1) if again and piece.before == "," and is_capital(piece.text) else weight


def _settled(text: str, piece: Piece, known: Collection[str]) -> int | None:
    """What one sign alone decides, the strongest first; None when the signs must be weighed."""
    if piece.before not in {",", "và"} or len(text) > _LONGEST_NAME:
        return CERTAINLY_NOT
    if lists_kinds(text, piece):
        return CERTAIN
    joined = fold(in_full(text + joint(piece) + piece.text))
    if joined in known or fold(in_full(text)) in known:
        return CERTAIN if joined in known else CERTAINLY_NOT
    if may_be_both(text, piece, known):
        return 0
    if names_people(text, piece) or goes_on_with_topics(text, piece):
        return CERTAIN
    if IN_CHARGE.search(text) and piece.text[:1].islower() and not begins(piece.text):
        return CERTAIN
    works = WORKS_LISTED.search(text)
    if (works and WORKS.match(piece.text)) or more_of_the_cause(text, piece):
        return CERTAIN
    if is_acronym(piece.text) or (begins(piece.text) and not _trade_of_something(piece)):
        return CERTAINLY_NOT
    return CERTAIN if works and piece.before == "," and not is_capital(piece.text) else None


def _trade_of_something(piece: Piece) -> bool:
    """`… và Thống kê nông nghiệp`: a trade and of what; `Thống kê tỉnh` is an office."""
    return piece.before == "và" and bool(_TRADE_OF.match(piece.text))


def _nearly_a_field(begun: str, following: Sequence[Piece]) -> bool:
    """`Văn hóa, Thể thạo và Du lịch`: a slip in a field that holds separators is no reason to cut it."""
    for piece in following[:3]:
        if piece.before not in {",", "và"}:
            return False
        begun += joint(piece) + piece.text
        if is_slip(bare(begun), _FIELDS, _A_SLIP):
            return True
    return False


def _evidence(head: str, text: str, following: Sequence[Piece]) -> tuple[tuple[bool, int], ...]:
    """No directory knows the name: what its form says for (+) and against (−) its going on."""
    piece, field = following[0], text[len(head) :].strip()
    work = adds_work(piece)
    shared, capital, last = even(head) in SHARED_HEADS, is_capital(piece.text), piece.before == "và"
    one, other = is_field(field), is_field(piece.text)
    words = len(piece.text.split())
    listed = _ends_in_and(following)
    return (
        (bool(COMPLETE.search(even(text))) or (shared and is_compound(field)), CERTAINLY_NOT),
        (not head and (capital or not last), CERTAINLY_NOT),
        (not field and not last, CERTAINLY_NOT),
        (is_acronym(field.rsplit(" ", 1)[-1]) and capital and not work, CERTAINLY_NOT),
        (work and bool(field) and not shared, 4),
        # "Sở Nội vụ và Tài chính" is two; "Viện Văn hóa, Nghệ thuật và Du lịch" is one.
        (shared and one and other, CERTAINLY_NOT),
        (shared and even(head) in {"sở", "bộ"} and not last, -2),
        (shared and one and not other and not last, -2),
        # "Phòng Điều dưỡng, Hệ thống Dược": another room's name has no other form.
        (shared and not one and capital and not last and not listed, -1),
        (not shared and (one or other or listed), 2),
        (bool(collective_noun(piece.text)) and not for_people(head, piece), -6),
        # "Viện Chiến lược, Chính sách nông nghiệp": work that nobody is called by.
        (not shared and bool(field) and bool(_WORK.match(piece.text)), 4),
        (last, 2),
        (not capital, 3),
        (not last, 1),
        # "Trung tâm Dịch vụ, Sự nghiệp công": plain words after the first go on; "Viettel Money" is somebody.
        (capital and words > 1 and piece.text.split(" ", 1)[1].islower(), 1),
        # A member of a list that begins with no known word: "Dự án Hỗ trợ đổi mới giáo dục phổ thông".
        (capital and not last and not listed and words > _LONG_FIELD, -3),
        (capital and not last and not listed and not shared and not one and words <= _LONG_FIELD, -1),
    )


def _ends_in_and(following: Sequence[Piece]) -> bool:
    """`Nghệ thuật, Thể thao và Du lịch`: a list of short words that ends in "và", as a name's own list does."""
    # "Phòng Doanh nghiệp, Kinh tế tập thể và tư nhân": small letters behind "và" end no list of bodies.
    if len(following) > 1 and following[1].before == "và" and following[0].before == ",":
        plain = following[1].text[:1].islower() and not begins(following[1].text)
        if plain and not begins(following[0].text):
            return True
    for place, piece in enumerate(following[:4]):
        if begins(piece.text) or len(piece.text.split()) > _LONG_FIELD + 2 * (piece.before == "và"):
            return False
        if piece.before == "và":
            return place > 0
        if piece.before != ",":
            return False
    return False


def joins_item(text: str, following: Sequence[Piece]) -> bool:
    """As `joins`, inside an announced list, where commas cut unless the list is cut by semicolons."""
    piece = following[0]
    if piece.before not in {",", "và"} or len(text) > _LONGEST_NAME:
        return False
    if begins(piece.text) or is_field(text) or is_field(piece.text):
        return False
    if any(later.before == ";" and not begins(later.text) for later in following):
        return True
    after = following[1:2]
    goes_on = bool(after) and after[0].before == "," and not begins(after[0].text)
    return piece.before == "và" and goes_on
