"""A seat that the boards of a Party committee share: `Ban Tổ chức, Ban Nội chính Tỉnh ủy`. Pure.

A board is nobody without its committee, so those right before the last of a list take the committee over from it.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from plan.agencies.naming.pieces import Piece
from plan.agencies.naming.words import shown
from plan.text import even

_FIELD = re.compile(r"(?:tổ chức|tuyên giáo và dân vận|tuyên giáo|dân vận|nội chính|đối ngoại)")
_BOARD = re.compile(rf"(?:ban {_FIELD.pattern}|ban xây dựng đảng|ủy ban kiểm tra|ubkt|văn phòng)")
_SEAT = re.compile(r" (?:tỉnh ủy|thành ủy|huyện ủy|thị ủy|đảng ủy(?: (?:xã|phường|đặc khu))?|trung ương)$")


def with_shared_seats(pieces: Sequence[Piece]) -> tuple[Piece, ...]:
    """The pieces, each board with the committee that it shares with the end of its list."""
    found = list(pieces)
    for last, piece in enumerate(found):
        seat = _SEAT.search(even(shown(piece.text)))
        if seat and _is_board(piece.text[: seat.start()]):
            _share(found, last, piece.text[seat.start() :])
    return tuple(found)


def _share(pieces: list[Piece], last: int, seat: str) -> None:
    first = last
    while first > 0 and pieces[first].before in {",", "và"} and _is_board(pieces[first - 1].text):
        first -= 1
    if first == last or not _headed(pieces[first].text):
        return  # "Tổ chức" alone is a board only after one: "Ban Tổ chức, Nội chính Tỉnh ủy"
    for place in range(first, last + 1):
        text = pieces[place].text
        named = text if _headed(text) else f"Ban {text}"
        pieces[place] = replace(pieces[place], text=named + seat * (place < last))


def _is_board(text: str) -> bool:
    words = even(shown(text))
    return bool(_BOARD.fullmatch(words) or _FIELD.fullmatch(words))


def _headed(text: str) -> bool:
    return bool(_BOARD.match(even(shown(text))))
