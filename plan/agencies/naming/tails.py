"""A tail that the names of a list share: `Ban Tổ chức, Ban Nội chính Tỉnh ủy`. Pure.

A board is nobody without its committee, and a room of a district nobody without its districts, so those right before
the last of a list take the committee or the places over from it.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from plan.agencies.naming.masks import shown
from plan.agencies.naming.numbered import with_numbers
from plan.agencies.naming.pieces import Piece, head_of
from plan.agencies.naming.places_of_all import with_places_of_all
from plan.agencies.naming.shared_places import with_shared_places
from plan.text import even

_OWNER = re.compile(r"(?<!\w)thuộc(?!\w)")
_FIELD = re.compile(r"(?:tổ chức|tuyên giáo và dân vận|tuyên giáo|dân vận|nội chính|đối ngoại)")
_BOARD = re.compile(rf"(?:ban {_FIELD.pattern}|ban xây dựng đảng|ủy ban kiểm tra|ubkt|văn phòng)")
_SEAT = re.compile(r" (?:tỉnh ủy|thành ủy|huyện ủy|thị ủy|đảng ủy(?: (?:xã|phường|đặc khu))?|trung ương)$")


# The boards of a council.
_COUNCIL = re.compile(
    r" (?:HĐND|Hội đồng nhân dân)(?: (?:tỉnh|thành phố|xã|phường|đặc khu))?$", re.IGNORECASE
)
_OF_A_COUNCIL = re.compile(
    r"ban (?:pháp chế|kinh tế - ngân sách|kinh tế ngân sách|văn hóa - xã hội|văn hóa xã hội|dân tộc|đô thị)"
)


def with_shared_tails(pieces: Sequence[Piece]) -> tuple[Piece, ...]:
    """The pieces, each with the committee or the places that it shares with the end of its list."""
    found: Sequence[Piece] = pieces
    for share in _SHARING:
        found = share(found)
    return tuple(found)


# Offices below a sở or a bộ: several of one kind, and whose they are.
_BELOW = (
    "chi cục",
    "trung tâm",
    "phòng",
    "ban quản lý",
    "bệnh viện",
    "trường",
    "hạt kiểm lâm",
    "trạm",
    "đội",
    "cục",
    "vụ",
    "viện",
)
_NEVER_ALONE = {"chi cục", "trung tâm", "bệnh viện", "trường", "hạt kiểm lâm", "trạm"}
_OWNED_BY = re.compile(
    r"\s(?:(?:trực )?thuộc (?:Sở|Bộ|UBND|Ủy ban|Công an|Văn phòng|Tỉnh|Thành|Đảng ủy|Cục|Tổng cục) ?\S.*|[-–] (?:Sở|Công an|Bộ) \S.*)$"
)


# "Chủ tịch Hội đồng quản trị, Tổng Giám đốc Ngân hàng Chính sách xã hội": of the one company.
_CHAIR = re.compile(r"(?:chủ tịch )?(?:hội đồng (?:quản trị|thành viên)|hđqt|hđtv)")
_DIRECTOR = re.compile(r"(?:tổng )?giám đốc ((?:ngân hàng|tổng công ty|tập đoàn|công ty)(?!\w).*)")


def _with_companies(pieces: Sequence[Piece]) -> list[Piece]:
    """The chair of a board, of the company that its director is named with."""
    found = list(pieces)
    for last, piece in enumerate(found):
        director = _DIRECTOR.fullmatch(even(shown(piece.text)))
        place = last - 1
        while (
            director
            and place >= 0
            and found[place + 1].before in {",", "và"}
            and _CHAIR.fullmatch(even(found[place].text))
        ):
            company = shown(piece.text)[director.start(1) :]
            found[place] = replace(found[place], text=f"{found[place].text} {company}")
            place -= 1
    return found


# Rooms that only the police have: "Phòng Tham mưu, Phòng Hậu cần Công an tỉnh".
_OF_POLICE = re.compile(
    r"phòng (?:cảnh sát|an ninh|tham mưu|hậu cần|kỹ thuật|quản lý xuất nhập cảnh|công tác đảng|xây dựng phong trào|hồ sơ|p[a-z]\d\d)(?!\w)"
)
_POLICE = re.compile(r"\s(?:[-–] )?Công an (?:tỉnh|thành phố|Thành phố)$")


def _with_police(pieces: Sequence[Piece]) -> list[Piece]:
    """The rooms of one police force, named once behind the last of them."""
    found = list(pieces)
    for last, piece in enumerate(found):
        force = _POLICE.search(shown(piece.text))
        if not force or not _OF_POLICE.match(even(shown(piece.text))):
            continue
        for place in range(last - 1, -1, -1):
            own = even(shown(found[place].text))
            listed = found[place + 1].before in {",", "và"} and " công an " not in own
            if not listed or not _OF_POLICE.match(own):
                break
            found[place] = replace(found[place], text=found[place].text + piece.text[force.start() :])
    return found


def _with_owners(pieces: Sequence[Piece]) -> list[Piece]:
    """`Chi cục Kiểm lâm, Chi cục Thủy lợi thuộc Sở Nông nghiệp và Môi trường`: each of the two is of that office."""
    found = list(pieces)
    for last, piece in enumerate(found):
        owner = _OWNED_BY.search(shown(piece.text))
        head = even(head_of(piece.text)) if owner else ""
        if not owner or head not in _BELOW:
            continue
        for place in range(last - 1, -1, -1):
            own = found[place].text
            listed = found[place + 1].before in {",", "và"} and not _OWNER.search(even(own))
            if not listed or not _of_one_kind(even(head_of(own)), head):
                break
            found[place] = replace(found[place], text=own + piece.text[owner.start() :])
    return found


def _of_one_kind(head: str, other: str) -> bool:
    """A `chi cục` and a `trung tâm` before "thuộc Sở Y tế" are both of it; a `phòng` may be of somebody else."""
    return head == other or {head, other} <= _NEVER_ALONE


def _with_councils(pieces: Sequence[Piece]) -> list[Piece]:
    """`Ban Pháp chế, Ban Kinh tế - Ngân sách HĐND tỉnh`: boards of the one council."""
    found = list(pieces)
    for last, piece in enumerate(found):
        council = _COUNCIL.search(shown(piece.text))
        if not council or not _OF_A_COUNCIL.fullmatch(even(shown(piece.text[: council.start()]))):
            continue
        for place in range(last - 1, -1, -1):
            own = even(shown(found[place].text))
            if found[place + 1].before not in {",", "và"} or not _OF_A_COUNCIL.fullmatch(own):
                break
            found[place] = replace(found[place], text=found[place].text + piece.text[council.start() :])
    return found


def _with_seats(pieces: Sequence[Piece]) -> tuple[Piece, ...]:
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
        if even(seat).startswith(" đảng ủy") and even(text).endswith(" đảng"):
            continue  # "Ban Xây dựng Đảng" says whose it is
        named = text if _headed(text) else f"Ban {text}"
        pieces[place] = replace(pieces[place], text=named + seat * (place < last))


def _is_board(text: str) -> bool:
    words = even(shown(text))
    return bool(_BOARD.fullmatch(words) or _FIELD.fullmatch(words))


def _headed(text: str) -> bool:
    return bool(_BOARD.match(even(shown(text))))


# In this order: a number is of a body before the body is of somebody.
_SHARING: tuple[Callable[[Sequence[Piece]], Sequence[Piece]], ...] = (
    with_numbers,
    _with_seats,
    _with_councils,
    with_places_of_all,
    with_shared_places,
    _with_owners,
    _with_police,
    _with_companies,
)
