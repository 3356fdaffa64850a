"""Lists inside one name: of kinds, zones, causes, people, works. Pure."""

import re

from plan.agencies.naming.bodies import COLLECTIVES, UNITS
from plan.agencies.naming.boundaries import begins
from plan.agencies.naming.lists_in_tails import EQUALS, LAST_OWNER, OWNED, TOPIC
from plan.agencies.naming.pieces import Piece, collective_noun, head_of, is_capital, quantifier_and_rest
from plan.agencies.naming.places import places
from plan.text import even

# "Phòng Nội vụ các huyện, thành phố": the places after the comma are of the same body.
_MANY = "|".join([*UNITS, *(noun for noun, kind in COLLECTIVES.items() if kind == "any")])
_OPEN_LIST = re.compile(rf"\S (?:các|những) (?:{_MANY})(?:(?:, | và )(?:{_MANY}))*$")
# "Ban Quản lý Khu kinh tế Dung Quất và các Khu công nghiệp Quảng Ngãi" is one board.
_ZONES = re.compile(r"(?:(?:ban )?quản lý|bql|ban ql) (?:các )?(?:khu |kkt|kcn|kcx)")
_ZONE = re.compile(r"(?:các )?(?:khu (?:kinh tế|công nghiệp|chế xuất|công nghệ)|kkt|kcn|kcx)(?!\w)")
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
WORKS = re.compile(r"(?:các )?(?:dự án|công trình|chương trình|đề án)(?!\w)")
WORKS_LISTED = re.compile(r" (?:các )?(?:dự án|công trình|chương trình|đề án)(?!\w)[^;]*$")
# "Giáo viên phụ trách thư viện, thiết bị": of what somebody is in charge.
IN_CHARGE = re.compile(r"phụ trách [a-zà-ỹ]")
_WORK_OF_A_BODY = re.compile(
    r"(?:Phát triển|Quản lý|Khai thác|Vận hành|Bảo trì|Bảo vệ|Xúc tiến|Hỗ trợ|Giải phóng|Giám sát|Kiểm định|Ứng dụng|Chuyển giao) [a-zà-ỹđ]"
)
_PEOPLE = re.compile(
    r"(?:viên chức|công chức|người lao động|biên chế|việc làm|tổ chức phi chính phủ|đảng viên)(?: (?:Sở|Bộ|Ban|UBND|Cục) \w.*)?"
)
_BARE = re.compile(rf"(?:{_MANY})")
# "Trung tâm đào tạo nghề của tỉnh và các huyện".
_OF_A_KIND_OF_PLACE = re.compile(rf"\S của (?:{'|'.join(UNITS)})$")
_ALL = re.compile(r"^các ")


def lists_kinds(text: str, piece: Piece) -> bool:
    """A list inside a name: of kinds of places, of zones; or what ends in the office above."""
    places_listed = _OPEN_LIST.search(even(text)) and (
        _BARE.fullmatch(even(piece.text)) or _bare_place(piece.text)
    )
    whose = _OF_A_KIND_OF_PLACE.search(even(text)) and _BARE.fullmatch(_ALL.sub("", even(piece.text)))
    owners = OWNED.search(even(text)) and (
        even(piece.text) in COLLECTIVES or LAST_OWNER.match(even(piece.text))
    )
    part = piece.before == "và" and _PART_OF.search(piece.text) and not begins(piece.text)
    return bool(
        places_listed
        or whose
        or owners
        or part
        or (_ZONES.match(even(text)) and _ZONE.match(even(piece.text)))
    )


def more_of_the_cause(text: str, piece: Piece) -> bool:
    """`Ban Chỉ huy PCTT và TKCN tỉnh`: what a committee is for, in short forms that name no body."""
    return bool(_FOR_A_CAUSE.match(even(text)) and _CAUSE_AT_END.search(text) and _CAUSE.match(piece.text))


def names_people(text: str, piece: Piece) -> bool:
    """`Phòng Công chức, viên chức Sở Nội vụ`: whom a room is for, without "các", and whose room it is."""
    capital = piece.text[:1].isupper()
    people = _PEOPLE.fullmatch(piece.text[:1].lower() + piece.text[1:])
    joins = not capital or piece.before == "và"
    return bool(people) and joins and even(head_of(text)) in {"phòng", "vụ", "cục", "ban"}


def goes_on_with_topics(text: str, piece: Piece) -> bool:
    """`Cơ quan chuyên môn về thể dục, thể thao thuộc …`: for what it is there, in small letters."""
    plain = piece.text[:1].islower() and not begins(piece.text)
    return bool(EQUALS.match(piece.text) or (plain and TOPIC.search(text)))


def _bare_place(text: str) -> bool:
    """`thành phố trực thuộc Trung ương`: a kind of places, none of them by name."""
    found = places(text)
    return bool(found) and not any(place.name for place in found) and not quantifier_and_rest(text)[0]


def for_people(head: str, piece: Piece) -> bool:
    """`Cục Nhà giáo và Cán bộ quản lý giáo dục`, `… và Doanh nghiệp công nghệ`: whom an office of a ministry is for."""
    people = COLLECTIVES.get(collective_noun(piece.text)) == "people" or even(piece.text).startswith(
        "doanh nghiệp "
    )
    return people and piece.before == "và" and is_capital(piece.text) and even(head) in {"cục", "vụ", "viện"}


def adds_work(piece: Piece) -> bool:
    """`… và Phát triển quỹ đất`: more that the body before it is for."""
    return piece.before == "và" and bool(_WORK_OF_A_BODY.match(piece.text)) and not begins(piece.text)
