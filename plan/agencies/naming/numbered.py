"""Bodies that are told apart by a number or a code: `Phòng Nghiệp vụ 1 và Nghiệp vụ 2`, `Vụ Địa phương I, II`. Pure."""

import re
from collections.abc import Sequence
from dataclasses import replace

from plan.agencies.naming.masks import shown
from plan.agencies.naming.pieces import Piece, head_of
from plan.text import even

_NUMBER = r"(?:số )?(?:\d{1,2}|[IVX]{1,4})"
# "Phòng PC06": the rooms of the police go by codes.
_CODE = r"[A-ZĐ]{1,3}\d{2}"
_MARK = rf"(?:{_NUMBER}|{_CODE})"
# Whose they all are, said once behind the last: "Phòng PC06, PA05 Công an tỉnh".
_OWNER = r"(?: (?:thuộc \w.*|(?:- )?(?:Công an|Sở|Bộ|Cục|UBND|Thanh tra|Chi cục)(?!\w).*))?"
_NAMED = re.compile(rf"(?P<body>\w.*?) (?P<mark>{_MARK})")
_MORE = re.compile(rf"(?P<body>(?:[^\W\d_]+ )*?)(?P<mark>{_MARK})(?P<owner>{_OWNER})")
# A place says by itself whose committee is meant.
_PLACES = ("ubnd", "đảng ủy", "hđnd", "công an")
_ALL = re.compile(r"^các (?=\w)", re.IGNORECASE)
_VILLAGE = re.compile(r"(?:các )?(?:thôn|bản|ấp|xóm|khóm|buôn|làng|tổ dân phố|khu phố|khối phố) (?=\S)")


def with_numbers(pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces; those that say only another number of the body before them, each with that body's words."""
    found = list(pieces)
    place = 0
    while place < len(found) - 1:
        first = _NAMED.fullmatch(shown(found[place].text))
        several = first is not None and _may_be_one_of_several(found[place].text)
        place = _go_on(found, place, _ALL.sub("", first["body"], count=1)) if first and several else place + 1
    return found


def _may_be_one_of_several(text: str) -> bool:
    head = even(head_of(text))
    return bool(_VILLAGE.match(even(text))) or (bool(head) and head not in _PLACES)


def _go_on(pieces: list[Piece], place: int, body: str) -> int:
    """Write the body's words before every number behind it, and the owner behind every one; the place after the last."""
    head = head_of(body)
    for last in range(place + 1, len(pieces)):
        more = _MORE.fullmatch(shown(pieces[last].text))
        if not more or pieces[last].before not in {",", "và"} or not _is_like(more["body"], body, head):
            return last
        pieces[place] = replace(pieces[place], text=_ALL.sub("", pieces[place].text, count=1))
        pieces[last] = replace(pieces[last], text=f"{body} {more['mark']}{more['owner']}")
        if more["owner"]:
            for each in range(place, last):
                pieces[each] = replace(pieces[each], text=pieces[each].text + more["owner"])
            return last + 1
    return len(pieces)


def _is_like(words: str, body: str, head: str) -> bool:
    """Whether nothing, or the body's own words again, stand before the number."""
    again = even(words.strip())
    return not again or again in {even(body), even(body[len(head) :].strip())}
