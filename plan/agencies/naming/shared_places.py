"""Places at the end of a list of bodies that every place has: `Đảng ủy, HĐND, UBND các xã, phường`. Pure."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import takewhile

from plan.agencies.naming.bodies import UNITS
from plan.agencies.naming.masks import hidden
from plan.agencies.naming.pieces import Piece
from plan.text import even

# Bare seats: without the place nobody knows whose they are.
_SEAT = (
    r"(?:đảng ủy|hđnd|ubnd|hội đồng nhân dân|ủy ban nhân dân|(?:ub)?mttq(?:vn| việt nam)?|ủy ban (?:mttq|mặt trận tổ quốc)(?: việt nam)?"
    r"|chi bộ|ban nhân dân|ban công tác mặt trận)"
)
_ALL = rf" (?:các cấp|các (?:thôn|bản|tổ dân phố|khu phố|{'|'.join(UNITS)}))"
_OF_PLACES = re.compile(rf"{_SEAT}({_ALL}| (?:xã|phường|đặc khu|tỉnh|thành phố))")
_BARE = re.compile(_SEAT)
_COMMITTEE = re.compile(r"(?:ubnd|ủy ban nhân dân)")
# Two of them the splitter shares by itself.
_THREE = 3


def with_shared_places(pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces, each body with the places that it shares with the end of its list."""
    found = list(pieces)
    for last in range(len(found) - 1, 0, -1):
        if places := _OF_PLACES.fullmatch(even(found[last].text)):
            found = _shared(found, last, found[last].text[places.start(1) :])
    return found


def _shared(pieces: list[Piece], last: int, places: str) -> list[Piece]:
    first = last
    while first > 0 and pieces[first].before in {",", "và"} and _BARE.fullmatch(even(pieces[first - 1].text)):
        first -= 1
    units = list(
        takewhile(lambda unit: unit.before in {",", "và"} and even(unit.text) in UNITS, pieces[last + 1 :])
    )
    if last - first + 1 < _THREE and even(pieces[first].text).startswith(("đảng ủy", "hđnd", "hội đồng")):
        return pieces
    shared: list[Piece] = []
    for piece in pieces[first:last]:
        if _COMMITTEE.fullmatch(even(piece.text)):
            shared += [replace(piece, text=piece.text + places), *units]
        else:
            shared.append(
                replace(piece, text=piece.text + places + hidden("".join(f", {unit.text}" for unit in units)))
            )
    return [*pieces[:first], *shared, *pieces[last:]]
