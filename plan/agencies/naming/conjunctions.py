"""Whether a piece after a separator begins a name of its own or goes on with the one before. Pure."""

import re
from collections.abc import Collection, Sequence

from rapidfuzz import fuzz, process

from plan.agencies.naming.bodies import COLLECTIVES, FIELDS, SHARED_HEADS, UNITS
from plan.agencies.naming.collectives import LEVEL, OWNED, collective
from plan.agencies.naming.pieces import (
    Piece,
    collective_noun,
    head_of,
    is_acronym,
    is_capital,
    is_trade,
    person_and_body,
    quantifier_and_rest,
)
from plan.agencies.naming.places import places, seat_and_rest
from plan.agencies.naming.writings import in_full, is_compound, is_field
from plan.text import bare, even, fold

# Nothing is joined to a name that ends with its place.
_COMPLETE = re.compile(r"(?<!\w)(?:tỉnh|thành phố|huyện|xã|phường|đặc khu|trung ương|quốc gia|việt nam)$")
_NAMED_VAGUELY = re.compile(r"(?<!\w)liên quan$")
# "Phòng Nội vụ các huyện, thành phố": the places after the comma are of the same body.
_MANY = "|".join([*UNITS, *(noun for noun, kind in COLLECTIVES.items() if kind == "any")])
_OPEN_LIST = re.compile(rf"\S (?:các|những) (?:{_MANY})(?:(?:, | và )(?:{_MANY}))*$")
# "Ban Quản lý Khu kinh tế Dung Quất và các Khu công nghiệp Quảng Ngãi" is one board.
_ZONES = re.compile(r"(?:(?:ban )?quản lý|bql|ban ql) (?:các )?(?:khu |kkt|kcn|kcx)")
_ZONE = re.compile(r"(?:các )?(?:khu (?:kinh tế|công nghiệp|chế xuất|công nghệ)|kkt|kcn|kcx)(?!\w)")
# "Trung tâm XTĐT, TM&DL tỉnh", "… thanh toán BHXH, BHYT điện tử": the initials of one name, or of two.
_MORE_INITIALS = re.compile(
    r"[A-ZĐ]+ ?& ?[A-ZĐ]+ (?:tỉnh|thành phố|Tỉnh|Thành phố)"
    r"|[A-ZĐ]{2,} (?!tỉnh|thành phố|huyện|xã|phường|các )[a-zà-ỹđ][^A-ZĐ]*"
)
# "Cục Kiểm tra văn bản và Quản lý xử lý vi phạm - Bộ Tư pháp": the office above stands behind the whole.
_PART_OF = re.compile(r"\w\s+[-–]\s+(?:Bộ|Sở) \w")
# Causes in short, which committees and working groups are named by.
_CAUSES = (
    r"(?:KH&?CN|ĐMST|CĐS|CCHC|CNTT|TTHC|PCTT|TKCN|PCCC|CNCH|NTM|ATTP|VSATTP|ATGT|TTATGT|ANTT|ATTT|BVMT|GNBV|GNGDT|PTDS|PTKT|PCTN|QPAN"
    r"|KTXH|XDNTM|PCD|BVR|PCCCR|DS|DVC|QLDA)"
)
_CAUSE = re.compile(rf"(?:(?:phát triển|bảo đảm|xây dựng) )?{_CAUSES}(?!\w)")
_CAUSE_AT_END = re.compile(rf"(?<!\w){_CAUSES}$")
_FOR_A_CAUSE = re.compile(
    r"(?:ban chỉ đạo|bcđ|ban chỉ huy|bch|tổ công tác|tổ giúp việc|hội đồng|tiểu ban|văn phòng điều phối|vp điều phối)(?!\w)"
)
# "Ban Chỉ đạo các chương trình, công trình, dự án quan trọng": works, no bodies.
_WORKS = re.compile(r"(?:các )?(?:dự án|công trình|chương trình|đề án)(?!\w)")
_WORKS_LISTED = re.compile(r" (?:các )?(?:dự án|công trình|chương trình|đề án)(?!\w)[^;]*$")
# "Ban Quản lý dự án, thôn Nước Lô": a village by its name.
_VILLAGE = re.compile(r"(?:[Tt]hôn|bản|làng|buôn|ấp|xóm|khóm|khu phố|khối phố) [A-ZĐÂÊÔƠƯ0-9]")
# "Giáo viên phụ trách thư viện, thiết bị": of what somebody is in charge.
_IN_CHARGE = re.compile(r"phụ trách [a-zà-ỹ]")
_WORK = re.compile(
    r"(?:Chiến lược|Chính sách|Quy hoạch|Phát triển|Hợp tác|Hỗ trợ|Dịch vụ|Đào tạo|Bồi dưỡng|Nghiên cứu|Ứng dụng|Tư vấn|Đánh giá|Kiểm định|Xúc tiến"
    r"|Truyền thông|Chuyển đổi số|Đổi mới sáng tạo|Cung ứng|Chăm sóc|Bảo vệ|Bảo tồn|Giám định|Chuyển giao) [a-zà-ỹđ]"
)
_WORK_OF_A_BODY = re.compile(
    r"(?:Phát triển|Quản lý|Khai thác|Vận hành|Bảo trì|Bảo vệ|Xúc tiến|Hỗ trợ|Giải phóng|Giám sát|Kiểm định|Ứng dụng|Chuyển giao) [a-zà-ỹđ]"
)
_BARE = re.compile(rf"(?:{_MANY})")
# No body has a longer name; what goes on beyond it is cut, so a cell of any length is read in time.
_LONGEST_NAME = 300
# Words of a field: "Bản quyền tác giả".
_LONG_FIELD = 3
CERTAIN, CERTAINLY_NOT = 20, -20
_FIELDS = [bare(field) for field in FIELDS]
# One letter in a dozen.
_A_SLIP = 92


def begins(text: str) -> bool:
    """Whether a piece has a first word of its own: a person, a head, a quantifier, a place, a collective."""
    return bool(
        head_of(text)
        or person_and_body(text)[0]
        or quantifier_and_rest(text)[0]
        or places(text)
        or collective(Piece("", text), text)
        or LEVEL.match(even(text))
        or _VILLAGE.match(text)
    )


def complete(text: str, known: Collection[str]) -> bool:
    """Whether the words are a whole name, so that what follows is none of it: `Bộ Tài chính`, `Công an tỉnh`."""
    body = person_and_body(text)[1]
    if body and quantifier_and_rest(body)[0]:
        found = collective(Piece("", body), body)
        return bool(
            (found and not found.tail)
            or places(body)
            or _NAMED_VAGUELY.search(even(body))
            or _COMPLETE.search(even(body))
        )
    field = body[len(head_of(body)) :].strip() if head_of(body) else ""
    return bool(
        is_field(field)
        or is_field(body)
        or _COMPLETE.search(even(body))
        or places(seat_and_rest(body)[1])
        or (field and is_acronym(field.rsplit(" ", 1)[-1]))
        or COLLECTIVES.get(even(body)) in {"any", "state"}
        or fold(in_full(body)) in known
        or _NAMED_VAGUELY.search(even(body))
    )


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
    return min(weight, -1) if again and piece.before == "," and is_capital(piece.text) else weight


def _settled(text: str, piece: Piece, known: Collection[str]) -> int | None:
    """What one sign alone decides, the strongest first; None when the signs must be weighed."""
    if piece.before not in {",", "và"} or len(text) > _LONGEST_NAME:
        return CERTAINLY_NOT
    if _lists_kinds(text, piece):
        return CERTAIN
    joined = fold(in_full(text + joint(piece) + piece.text))
    if joined in known or fold(in_full(text)) in known:
        return CERTAIN if joined in known else CERTAINLY_NOT
    if _may_be_both(text, piece, known):
        return 0
    if _names_people(text, piece):
        return CERTAIN
    if _IN_CHARGE.search(text) and piece.text[:1].islower() and not begins(piece.text):
        return CERTAIN
    works = _WORKS_LISTED.search(text)
    if (works and _WORKS.match(piece.text)) or _more_of_the_cause(text, piece):
        return CERTAIN
    if begins(piece.text) or is_acronym(piece.text):
        return CERTAINLY_NOT
    return CERTAIN if works and piece.before == "," and not is_capital(piece.text) else None


def _lists_kinds(text: str, piece: Piece) -> bool:
    """A list inside a name: of kinds of places, of zones; or what ends in the office above."""
    places_listed = _OPEN_LIST.search(even(text)) and (
        _BARE.fullmatch(even(piece.text)) or _bare_place(piece.text)
    )
    owners = OWNED.search(even(text)) and even(piece.text) in COLLECTIVES
    part = piece.before == "và" and _PART_OF.search(piece.text) and not begins(piece.text)
    return bool(
        places_listed or owners or part or (_ZONES.match(even(text)) and _ZONE.match(even(piece.text)))
    )


def _more_of_the_cause(text: str, piece: Piece) -> bool:
    """`Ban Chỉ huy PCTT và TKCN tỉnh`: what a committee is for, in short forms that name no body."""
    return bool(_FOR_A_CAUSE.match(even(text)) and _CAUSE_AT_END.search(text) and _CAUSE.match(piece.text))


def _names_people(text: str, piece: Piece) -> bool:
    """`Phòng Công chức, viên chức`: whom a room is for, in small letters and without "các"."""
    people = piece.text in {
        "viên chức",
        "công chức",
        "người lao động",
        "biên chế",
        "việc làm",
        "tổ chức phi chính phủ",
    }
    return people and even(head_of(text)) in {"phòng", "vụ", "cục", "ban"}


_STAFF = {"kế toán", "văn thư", "thủ quỹ", "bảo vệ", "thủ thư", "y tế"}
_FIELDS_TOO = {"bảo hiểm xã hội", "kiểm toán", "thống kê", "hải quan", "thuế"}


def _may_be_both(text: str, piece: Piece, known: Collection[str]) -> bool:
    """More initials after initials, or a trade ("Bộ Thủy lợi và Điện lực") that is an office as well."""
    first = piece.text.split(" ", 1)[0]
    inside = piece.before == "và" and even(head_of(text)) in {"cục", "vụ"} and not begins(piece.text)
    if inside and is_acronym(text.rsplit(" ", 1)[-1]) and first != piece.text and is_acronym(first):
        return True  # "Cục QL và XDCT Thủy lợi"
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


def _nearly_a_field(begun: str, following: Sequence[Piece]) -> bool:
    """`Văn hóa, Thể thạo và Du lịch`: a slip in a field that holds separators is no reason to cut it."""
    for piece in following[:3]:
        if piece.before not in {",", "và"}:
            return False
        begun += joint(piece) + piece.text
        if process.extractOne(bare(begun), _FIELDS, scorer=fuzz.ratio, score_cutoff=_A_SLIP):
            return True
    return False


def _bare_place(text: str) -> bool:
    """`thành phố trực thuộc Trung ương`: a kind of places, none of them by name."""
    found = places(text)
    return bool(found) and not any(place.name for place in found) and not quantifier_and_rest(text)[0]


def _evidence(head: str, text: str, following: Sequence[Piece]) -> tuple[tuple[bool, int], ...]:
    """No directory knows the name: what its form says for (+) and against (−) its going on."""
    piece, field = following[0], text[len(head) :].strip()
    work = _adds_work(piece)
    shared, capital, last = even(head) in SHARED_HEADS, is_capital(piece.text), piece.before == "và"
    one, other = is_field(field), is_field(piece.text)
    words = len(piece.text.split())
    listed = _ends_in_and(following)
    return (
        (bool(_COMPLETE.search(even(text))) or (shared and is_compound(field)), CERTAINLY_NOT),
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
        (bool(collective_noun(piece.text)) and not _for_people(head, piece), -6),
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


def _for_people(head: str, piece: Piece) -> bool:
    """`Cục Nhà giáo và Cán bộ quản lý giáo dục`, `… và Doanh nghiệp công nghệ`: whom an office of a ministry is for."""
    people = COLLECTIVES.get(collective_noun(piece.text)) == "people" or even(piece.text).startswith(
        "doanh nghiệp "
    )
    return people and piece.before == "và" and is_capital(piece.text) and even(head) in {"cục", "vụ", "viện"}


def _adds_work(piece: Piece) -> bool:
    """`… và Phát triển quỹ đất`: more that the body before it is for."""
    return piece.before == "và" and bool(_WORK_OF_A_BODY.match(piece.text)) and not begins(piece.text)


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


def doubts_item(text: str, following: Sequence[Piece]) -> bool:
    """`các Vụ: Tổ chức cán bộ, Luật pháp và Điều ước quốc tế`: the last "và" of a list, between words nobody knows."""
    piece, after = following[0], following[1:2]
    ends = not after or after[0].before in {";", "."} or begins(after[0].text)
    plain = not (begins(piece.text) or is_acronym(piece.text) or is_acronym(text))
    return piece.before == "và" and ends and plain and not is_field(text) and not is_field(piece.text)
