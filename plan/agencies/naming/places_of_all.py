"""Places behind the last of a list of bodies that every one of them has: `Phòng Nội vụ, Trạm Y tế các xã`. Pure."""

import re
from collections.abc import Sequence
from dataclasses import replace

from plan.agencies.naming.bodies import UNITS
from plan.agencies.naming.masks import hidden
from plan.agencies.naming.pieces import Piece
from plan.agencies.naming.places import kinds_listed
from plan.text import even

# Bodies that every district or commune has, and those of every province.
_LOCAL = r"phòng \w|trung tâm y tế$|trạm y tế$|hạt kiểm lâm$|trung tâm (?:văn hóa|giáo dục)\b"
_COMMITTEE = r"(?:ubnd|ủy ban nhân dân)$"
_PROVINCIAL = rf"sở \w|(?:cục )?(?:thuế|hải quan|thống kê)$|công an$|hđnd$|kho bạc nhà nước$|bảo hiểm xã hội$|{_COMMITTEE}"
_COMMUNES_HAVE = re.compile(rf"(?:{_LOCAL})")
_PROVINCES_HAVE = re.compile(rf"(?:{_PROVINCIAL}|{_LOCAL})")
_PLACES = re.compile(rf" các (?:{'|'.join(UNITS)})$")


def with_places_of_all(pieces: Sequence[Piece]) -> list[Piece]:
    """`Trung tâm Y tế, Phòng Nội vụ các huyện, thành phố`: each of the two, of every one of them."""
    found: list[Piece] = []
    for place, piece in enumerate(pieces):
        found.append(piece)
        places = _PLACES.search(even(piece.text))
        if places and (having := _having(places)).match(even(piece.text[: places.start()])):
            units = kinds_listed(pieces[place + 1 :])
            found = _shared(found, having, piece.text[places.start() :], units)
    return found


def _having(places: re.Match[str]) -> re.Pattern[str]:
    return _PROVINCES_HAVE if places.group().endswith("tỉnh") else _COMMUNES_HAVE


def _shared(pieces: list[Piece], having: re.Pattern[str], places: str, units: Sequence[Piece]) -> list[Piece]:
    """The pieces, those of the list before the last with its places; a committee's are pieces of their own."""
    first = len(pieces) - 1
    while first > 0 and pieces[first].before in {",", "và"} and _has(pieces[first - 1], having):
        if pieces[first].role != pieces[first - 1].role:
            break  # "Sở Nội vụ (chủ trì), Sở Tài chính các tỉnh": who leads is no sở of all of them
        first -= 1
    shared: list[Piece] = []
    for piece in pieces[first:-1]:
        if re.fullmatch(_COMMITTEE, even(piece.text)):
            shared += [replace(piece, text=piece.text + places), *units]
        else:
            tail = places + "".join(hidden(f", {unit.text}") for unit in units)
            shared.append(replace(piece, text=piece.text + tail))
    return [*pieces[:first], *shared, pieces[-1]]


def _has(piece: Piece, having: re.Pattern[str]) -> bool:
    return bool(having.match(even(piece.text))) and " các " not in even(piece.text)
