"""Where a name begins and where it is whole. Pure."""

import re
from collections.abc import Collection

from plan.agencies.naming.bodies import COLLECTIVES, TRADES
from plan.agencies.naming.collectives import LEVEL, collective
from plan.agencies.naming.kindred import KIND
from plan.agencies.naming.masks import shown
from plan.agencies.naming.pieces import Piece, head_of, is_acronym, person_and_body, quantifier_and_rest
from plan.agencies.naming.places import places, seat_and_rest
from plan.agencies.naming.writings import in_full, is_field
from plan.text import even, fold

# Nothing is joined to a name that ends with its place.
COMPLETE = re.compile(
    r"(?<!\w)(?:tỉnh|thành phố|huyện|xã|phường|đặc khu|trung ương|trung ương đảng|quốc gia|việt nam|chính phủ|quốc hội|chủ tịch nước|cấp có thẩm quyền|(?:lưu trữ|kho bạc|ngân hàng|kiểm toán|chứng khoán) nhà nước|cơ quan (?:ngang bộ|thuộc chính phủ))$"
)
_OF_A_PLACE = re.compile(r"(?<!\w)(?:tỉnh|thành phố|huyện|xã|phường|đặc khu)(?: [A-ZĐÀ-Ỹ]\w*){1,4}$")
_LED = frozenset(
    ("sở", "bộ", "phòng", "văn phòng", "ban", "vụ", "cục", "chi cục", "trung tâm", "viện", "trường")
)
_NAMED_VAGUELY = re.compile(r"(?<!\w)liên quan$")
# "Ban Quản lý dự án, thôn Nước Lô": a village by its name.
_VILLAGE = re.compile(r"(?:[Tt]hôn|bản|làng|buôn|ấp|xóm|khóm|khu phố|khối phố) [A-ZĐÂÊÔƠƯ0-9]")

# "Phòng Kinh tế, đ/c Hùng": a person by name is no part of what stands before.
_BY_NAME = re.compile(r"(?:[Đđ](?:/c|ồng chí)|[ÔôBb](?:ng|à)) [A-ZĐÀ-Ỹ]")


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
        or _BY_NAME.match(shown(text))
    )


def leads_one(text: str) -> bool:
    """`Lãnh đạo Sở`, `Lãnh đạo phòng chuyên môn`: whoever leads the one office that everybody there knows."""
    person, body = person_and_body(text)
    head = head_of(body)
    field = even(body[len(head) :].strip())
    return bool(person) and even(head) in _LED and (not field or bool(KIND.fullmatch(field)))


def complete(text: str, known: Collection[str]) -> bool:
    """Whether the words are a whole name, so that what follows is none of it: `Bộ Tài chính`, `Công an tỉnh`."""
    body = person_and_body(text)[1]
    if body and quantifier_and_rest(body)[0]:
        found = collective(Piece("", body), body)
        return bool(
            (found and not found.tail)
            or places(body)
            or (found and (is_field(found.tail) or even(found.tail) in TRADES))
            or _NAMED_VAGUELY.search(even(body))
            or COMPLETE.search(even(body))
            or _OF_A_PLACE.search(body)
        )
    head = head_of(body)
    field = body[len(head) :].strip() if head else ""
    return bool(
        leads_one(text)
        or is_acronym(body)
        or is_field(field)
        or is_field(body)
        or COMPLETE.search(even(body))
        or _OF_A_PLACE.search(body)
        or places(seat_and_rest(body)[1])
        or (field and is_acronym(field.rsplit(" ", 1)[-1]))
        or COLLECTIVES.get(even(body)) in {"any", "state"}
        or fold(in_full(body)) in known
        or _NAMED_VAGUELY.search(even(body))
    )
