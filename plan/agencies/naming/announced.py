"""Lists that are announced: `các Sở Nội vụ, Tài chính`, `các địa phương Bắc Ninh, An Giang`. Pure."""

import re
from collections.abc import Sequence
from itertools import takewhile

from plan.agencies.naming.bodies import UNITS
from plan.agencies.naming.boundaries import begins
from plan.agencies.naming.collectives import Collective
from plan.agencies.naming.conjunctions import joint
from plan.agencies.naming.pieces import Piece, is_acronym, is_capital
from plan.agencies.naming.writings import is_field
from plan.text import even

LISTED_HEADS = frozenset(
    (
        "sở",
        "bộ",
        "cục",
        "vụ",
        "phòng",
        "chi cục",
        "ban",
        "hội",
        "trường",
        "công ty",
        "trung tâm",
        "tập đoàn",
        "tổng công ty",
        "bệnh viện",
        "viện",
        "khoa",
        "thôn",
        "bản",
        "buôn",
        "xóm",
        "ấp",
    )
)
_AT_END = re.compile(rf"(?<!\w)(?:{'|'.join(UNITS)})$")
_LOCALITIES = re.compile(r"các địa phương (?!liên quan|có liên quan|trong|trên|khác)")


def named_localities(text: str, following: Sequence[Piece]) -> tuple[str, int]:
    """The places that go on with the words that announce them, and how many pieces they are."""
    more, used = "", 0
    while _LOCALITIES.match(even(text)) and used < len(following) and _names_a_place(following[used]):
        more += joint(following[used]) + following[used].text
        used += 1
    return more, used


def _names_a_place(piece: Piece) -> bool:
    plain = is_capital(piece.text) and not begins(piece.text) and not is_acronym(piece.text)
    return piece.before in {",", "và"} and plain


def announces(first: Collective, following: Sequence[Piece]) -> bool:
    """`các Sở Nội vụ, Tài chính`: a list of bodies of one kind, announced without a colon."""
    quantifier, nouns, tail = first.quantifier, first.nouns, first.tail
    if not quantifier or len(nouns) != 1 or even(nouns[0]) not in LISTED_HEADS or not is_capital(tail):
        return False
    if even(nouns[0]) == "trường" and is_acronym(tail):
        return False  # "các trường THPT" are a kind
    goes_on = bool(following) and following[0].before in {",", "và"}
    more = goes_on and not begins(following[0].text)
    # "các Ban Quản lý dự án chuyên ngành, khu vực": small letters go on with the words before.
    more = more and (is_capital(following[0].text) or is_field(following[0].text))
    listed = bool(following) and following[0].before in {",", "và", ";"}
    return more or (listed and is_field(tail) and is_field(following[0].text))


def kinds_behind(text: str, following: Sequence[Piece]) -> Sequence[Piece]:
    """`các LĐLĐ tỉnh, thành phố`: the kinds of places that go on with a kind at the end of the words."""
    if not _AT_END.search(even(text)):
        return ()
    return tuple(takewhile(lambda unit: unit.before in {",", "và"} and _kind(unit), following))


def goes_on_plainly(following: Sequence[Piece]) -> Sequence[Piece]:
    """`các tổ tiết kiệm và vay vốn`: small letters behind "và" that begin nothing are of the same words."""
    piece = following[0] if following else Piece(";", "")
    plain = piece.before == "và" and piece.text[:1].islower() and not begins(piece.text)
    return following[:1] if plain else ()


def _kind(piece: Piece) -> bool:
    return re.sub(r" (?:trực )?thuộc (?:trung ương|tỉnh)$", "", even(piece.text)) in UNITS
