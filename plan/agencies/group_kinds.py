"""A group as the set of kinds it speaks of: `các phường, xã` and `UBND xã, phường` are the same two kinds. Pure.

The order of the words, "các" and the name of the committee do not matter; the kinds do.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from plan.agencies.naming.bodies import COLLECTIVES, UNITS
from plan.text import fold

# What a level stands for.
_LEVELS = {
    "cấp xã": frozenset(("xã", "phường", "đặc khu", "thị trấn")),
    "cấp huyện": frozenset(("huyện", "quận", "thị xã", "thành phố")),
}
_PLACES = frozenset(kind for kind, level in UNITS.items() if level > 1)
_STATE = frozenset(kind for kind, sort in COLLECTIVES.items() if sort == "state")
# "ngành" is every office of the state, whatever it is called.
_EVERY_OFFICE = "ngành"
_KINDS = sorted((*_PLACES, *_STATE, *COLLECTIVES, *_LEVELS), key=len, reverse=True)
_NOUN = rf"(?:{'|'.join(map(re.escape, _KINDS))})(?!\w)"
# Atomic: "sở, ban, ngành" is one kind and three, and a long list would be tried in every way there is.
_LIST = re.compile(rf"(?>{_NOUN})(?:(?>\s*[,/&-]\s*|\s+và\s+|\s+)(?>các\s+)?(?>{_NOUN}))*+")
_OWNER = re.compile(
    r" (?:(?:cấp|của|trực thuộc|thuộc|trong|trên địa bàn|toàn) )?(?:ubnd )?(?:tỉnh|thành phố)(?: này)?$"
)
_SEAT = re.compile(r"(?:ubnd|ủy ban nhân dân) ")
_EVERY = re.compile(r"^(?:(?:tất cả|toàn bộ|toàn thể) các|các|mỗi|từng|những) ")


@dataclass(frozen=True, slots=True)
class GroupKinds:
    """`seat` is "ubnd" for places, whose committees are meant, and empty for offices."""

    seat: str
    kinds: frozenset[str]


def kinds_of(words: str) -> GroupKinds | None:
    """The kinds that the words list; None when they say more than that (`… có liên quan`, `… miền núi`)."""
    text = _EVERY.sub("", fold(words))
    seated = _SEAT.match(text)
    rest = _EVERY.sub("", text[seated.end() :] if seated else text)
    for written in (rest, _OWNER.sub("", rest)):
        if _LIST.fullmatch(written):
            kinds = frozenset(
                kind for noun in re.findall(_NOUN, written) for kind in _LEVELS.get(noun, {noun})
            )
            if kinds <= _PLACES:
                return GroupKinds("ubnd", kinds)
            if not kinds & _PLACES and not seated:
                return GroupKinds("", kinds)
    return None


def is_one_of_a_kind(words: str) -> bool:
    """`Sở` alone is one of them, nobody knows which; `các sở` and `sở, ban, ngành` are all."""
    return fold(words) in _STATE - {_EVERY_OFFICE}


def kind_of(name: str, kinds: Iterable[str]) -> str:
    """Which of the kinds an agency of this name is: `UBND phường Trà Câu` → phường, `Thanh tra tỉnh` → ngành."""
    text = _SEAT.sub("", fold(name))
    first = (kind for kind in sorted(kinds, key=len, reverse=True) if re.match(rf"{kind}(?!\w)", text))
    return next(first, _EVERY_OFFICE)


def members_of_kinds(
    wanted: GroupKinds, groups: Mapping[GroupKinds, tuple[str, ...]], names: Mapping[str, str]
) -> tuple[str, ...]:
    """The members (codes) of those kinds out of `groups`; none when no group, or several together, has all of them."""
    same = {
        group.kinds: members for group, members in groups.items() if group.seat == wanted.seat and members
    }
    if members := same.get(wanted.kinds):
        return members
    if around := [kinds for kinds in same if wanted.kinds < kinds]:
        return _of_kinds(wanted.kinds, same[min(around, key=len)], names)
    parts = [kinds for kinds in same if kinds < wanted.kinds]
    covered = frozenset().union(*parts)
    missing = wanted.kinds - covered
    if not parts or any(kind_of(name, missing) in missing for name in names.values()):
        return ()
    if missing and not wanted.seat:
        return ()
    return tuple(dict.fromkeys(code for kinds in parts for code in same[kinds]))


def _of_kinds(wanted: frozenset[str], members: tuple[str, ...], names: Mapping[str, str]) -> tuple[str, ...]:
    if _EVERY_OFFICE in wanted:
        return members
    return tuple(code for code in members if kind_of(names[code], _PLACES | _STATE) in wanted)
