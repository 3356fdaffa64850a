"""Places at the end of a list of bodies that every place has: `Đảng ủy, HĐND, UBND các xã, phường`. Pure."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import takewhile

from plan.agencies.naming.bodies import UNITS
from plan.agencies.naming.collectives import LEVEL
from plan.agencies.naming.masks import hidden
from plan.agencies.naming.pieces import Piece
from plan.agencies.naming.places import kinds_listed
from plan.text import even

# Bare seats: without the place nobody knows whose they are.
_SEAT = (
    r"(?:đảng ủy|hđnd|ubnd|hội đồng nhân dân|ủy ban nhân dân|(?:ub)?mttq(?:vn| việt nam)?|ủy ban (?:mttq|mặt trận tổ quốc)(?: việt nam)?"
    r"|chi bộ|ban nhân dân|ban công tác mặt trận)"
)
# The courts, the police and who carries out judgments, named by one place behind the last.
_JUSTICE = r"(?:tand|vksnd|tòa án(?: nhân dân)?|viện kiểm sát(?: nhân dân)?|công an|thi hành án dân sự|thads|cục thads)"
_JUSTICE_OF_A_PLACE = re.compile(rf"{_JUSTICE}( (?:tỉnh|thành phố|khu vực \w+))")
_JUSTICE_OF_A_LEVEL = re.compile(rf"{_JUSTICE}( cấp (?:tỉnh|huyện|xã))")
_BARE_JUSTICE = re.compile(_JUSTICE)
_ALL = rf" (?:các cấp|các (?:thôn|bản|tổ dân phố|khu phố|{'|'.join(UNITS)}))"
_OF_PLACES = re.compile(rf"{_SEAT}({_ALL}| (?:xã|phường|đặc khu|tỉnh|thành phố))")
_BARE = re.compile(_SEAT)
# "Thường trực Đảng ủy", and behind it an officer of the committee of some place.
_OFFICERS = re.compile(rf"(thường trực|ban thường vụ) {_SEAT}")
_OF_AN_OFFICER = re.compile(
    r"(?:lãnh đạo|chủ tịch) (?:UBND|Ủy ban nhân dân)( (?:xã|phường|đặc khu|tỉnh|thành phố))", re.IGNORECASE
)
_COMMITTEE = re.compile(r"(?:ubnd|ủy ban nhân dân)")
# Two of them the splitter shares by itself.
_THREE = 3


def with_shared_places(pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces, each body with the places that it shares with the end of its list."""
    found = list(pieces)
    for last in range(len(found) - 1, 0, -1):
        if places := _OF_PLACES.fullmatch(even(found[last].text)):
            found = _shared(found, last, found[last].text[places.start(1) :])
        elif places := _JUSTICE_OF_A_PLACE.fullmatch(even(found[last].text)):
            found = _with_courts(found, last, found[last].text[places.start(1) :])
        elif level := _JUSTICE_OF_A_LEVEL.fullmatch(even(found[last].text)):
            found = _at_levels(found, last, found[last].text[level.start(1) :])
        else:
            found = _with_officers(found, last)
    return found


def _at_levels(pieces: list[Piece], last: int, level: str) -> list[Piece]:
    """`Tòa án, Viện kiểm sát cấp tỉnh, cấp huyện`: each of them at each of the levels."""
    first = _first_of_list(pieces, last, _BARE_JUSTICE)
    if first == last:
        return pieces
    more = takewhile(
        lambda piece: piece.before in {",", "và"} and LEVEL.match(even(piece.text)), pieces[last + 1 :]
    )
    others = list(more)
    bodies = [*pieces[first:last], replace(pieces[last], text=pieces[last].text.removesuffix(level))]
    every = [replace(body, text=body.text + level) for body in bodies]
    for other in others:
        every += [replace(body, before=",", text=f"{body.text} {other.text}") for body in bodies]
    return [*pieces[:first], *every, *pieces[last + 1 + len(others) :]]


def _with_officers(pieces: list[Piece], last: int) -> list[Piece]:
    """`Thường trực Đảng ủy, HĐND, lãnh đạo UBND xã`: the officers of each, of the one place."""
    place = _OF_AN_OFFICER.fullmatch(pieces[last].text)
    if not place or pieces[last].before not in {",", "và"}:
        return pieces
    first = last - 1
    while first > 0 and pieces[first].before in {",", "và"} and _BARE.fullmatch(even(pieces[first].text)):
        first -= 1
    officers = _OFFICERS.fullmatch(even(pieces[first].text))
    if not officers or first == last - 1:
        return pieces
    who = pieces[first].text[: officers.end(1)]
    shared = [replace(piece, text=f"{who} {piece.text}{place[1]}") for piece in pieces[first + 1 : last]]
    begun = replace(pieces[first], text=pieces[first].text + place[1])
    return [*pieces[:first], begun, *shared, *pieces[last:]]


def _with_courts(pieces: list[Piece], last: int, place: str) -> list[Piece]:
    """`TAND, VKSND, Công an tỉnh`: three or more, of the one place."""
    first = _first_of_list(pieces, last, _BARE_JUSTICE)
    if last - first + 1 < _THREE:
        return pieces
    shared = [replace(piece, text=piece.text + place) for piece in pieces[first:last]]
    return [*pieces[:first], *shared, *pieces[last:]]


def _shared(pieces: list[Piece], last: int, places: str) -> list[Piece]:
    first = _first_of_list(pieces, last, _BARE)
    units = kinds_listed(pieces[last + 1 :])
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


def _first_of_list(pieces: Sequence[Piece], last: int, bare: re.Pattern[str]) -> int:
    """Where the list begins that ends with that piece, each before it a bare name of that kind."""
    first = last
    while first > 0 and pieces[first].before in {",", "và"} and bare.fullmatch(even(pieces[first - 1].text)):
        first -= 1
    return first
