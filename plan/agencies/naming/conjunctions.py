"""Whether a piece after a separator begins a name of its own or goes on with the one before. Pure."""

import re
from collections.abc import Collection, Sequence

from plan.agencies.naming.bodies import COLLECTIVES, UNITS
from plan.agencies.naming.collectives import collective
from plan.agencies.naming.pieces import (
    Piece,
    head_of,
    is_acronym,
    is_capital,
    person_and_body,
    quantifier_and_rest,
)
from plan.agencies.naming.places import places
from plan.agencies.naming.words import in_full, is_compound, is_field
from plan.text import even, fold

LEVEL = re.compile(r"cấp (?:tỉnh|huyện|xã|cơ sở|trung ương)$")
# Nothing is joined to a name that ends with its place.
_COMPLETE = re.compile(r"(?<!\w)(?:tỉnh|thành phố|huyện|trung ương|quốc gia|việt nam)$")
# "Phòng Nội vụ các huyện, thành phố": the places after the comma are of the same body.
_MANY = "|".join([*UNITS, *(noun for noun, kind in COLLECTIVES.items() if kind == "any")])
_OPEN_LIST = re.compile(rf"\S (?:các|những) (?:{_MANY})(?:(?:, | và )(?:{_MANY}))*$")
# "Ban Quản lý Khu kinh tế Dung Quất và các Khu công nghiệp Quảng Ngãi" is one board.
_ZONES = re.compile(r"(?:ban quản lý|bql|ban ql) (?:các )?(?:khu |kkt|kcn|kcx)")
_ZONE = re.compile(r"(?:các )?(?:khu (?:kinh tế|công nghiệp|chế xuất|công nghệ)|kkt|kcn|kcx)(?!\w)")
_BARE = re.compile(rf"(?:{_MANY})")
# No body has a longer name; what goes on beyond it is cut, so a cell of any length is read in time.
_LONGEST_NAME = 300


def begins(text: str) -> bool:
    """Whether a piece has a first word of its own: a person, a head, a quantifier, a place, a collective."""
    return bool(
        head_of(text)
        or person_and_body(text)[0]
        or quantifier_and_rest(text)[0]
        or places(text)
        or collective(Piece("", text), text)
        or LEVEL.match(even(text))
    )


def joint(piece: Piece) -> str:
    """The separator before a piece, as it is written inside a name."""
    return " và " if piece.before == "và" else ", "


def joins(head: str, text: str, piece: Piece, known: Collection[str]) -> bool:
    """Whether a piece without a head of its own belongs to the name `text` before it."""
    if piece.before not in {",", "và"} or len(text) > _LONGEST_NAME:
        return False
    if _OPEN_LIST.search(even(text)) and _BARE.fullmatch(even(piece.text)):
        return True
    if _ZONES.match(even(text)) and _ZONE.match(even(piece.text)):
        return True
    joined = fold(in_full(text + joint(piece) + piece.text))
    if joined in known or fold(in_full(text)) in known:
        return joined in known
    if begins(piece.text) or is_acronym(piece.text):
        return False
    return _unfinished(head, text, piece)


def _unfinished(head: str, text: str, piece: Piece) -> bool:
    """No directory knows the name: whether its form leaves room for more."""
    field = text[len(head) :].strip()
    if _COMPLETE.search(even(text)) or is_compound(field) or (is_field(field) and is_field(piece.text)):
        return False
    if piece.before == "và":
        return bool(head) or not is_capital(piece.text)
    return bool(head) and even(head) not in {"sở", "bộ"} and not is_field(field)


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
