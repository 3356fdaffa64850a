"""Lists of places after UBND: which are named one by one, which are meant all together. Pure.

`UBND các huyện, thành phố Hà Giang` is all districts and one named city;
`UBND quận-huyện, xã, phường` is two levels, two parts.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from plan.agencies.naming.bodies import NOBODY, QUALIFIERS, UNITS
from plan.agencies.naming.masks import shown
from plan.agencies.naming.pieces import (
    Name,
    Piece,
    head_of,
    is_acronym,
    is_capital,
    person_and_body,
    quantifier_and_rest,
    sentence,
)
from plan.agencies.naming.writings import in_full
from plan.text import even

_UNIT = re.compile(
    r"(cấp (?:tỉnh|huyện|xã|cơ sở|trung ương)|thành phố|tp|tx|thị xã|thị trấn|đặc khu|tỉnh|huyện|quận|phường|xã|(?:thị|thành)(?= *$))"
    r"(?!\w)(?!\s+(?:hội|ủy|đoàn|đội|lỵ|phần))[\s-]*"
)
_EVERYWHERE = re.compile(r"(các cấp|các địa phương)(?!\w)\s*")
# Other bodies that every place has, before a list of kinds of places: "Đảng ủy phường, xã, đặc khu".
_OTHER_SEAT = re.compile(
    r"(?:đảng ủy|công an|hđnd|hội đồng nhân dân|(?:ub)?mttq(?: việt nam)?|ủy ban (?:mttq|mặt trận tổ quốc)(?: việt nam)?"
    r"|ban chỉ huy quân sự|trạm y tế|bhxh|trung tâm phục vụ hành chính công|phòng văn hóa - xã hội)(?!\w)\s*(?=(?:các )?(?:tỉnh|xã|phường|đặc khu|huyện|quận|thị xã|thị trấn|thành phố)$)"
)
# "Trung tâm chính trị xã, phường", "Văn thư UBND xã, phường": whatever body every place of those kinds has.
_ANY_SEAT = re.compile(
    r"\w.*\w(?<! các)\s+(?=(?:tỉnh|xã|phường|đặc khu|huyện|quận|thị xã|thị trấn|các (?:tỉnh|xã|phường|đặc khu))$)"
)
_OF_A_COMMITTEE = re.compile(r" (?:ubnd|ủy ban nhân dân) ")
_CITIES = frozenset(("hà nội", "hải phòng", "huế", "đà nẵng", "cần thơ", "hồ chí minh"))
_SEAT = re.compile(r"(?:ubnd|ủy ban nhân dân)(?!\w)\s*")
_QUALIFIER = re.compile(rf"(?:miền núi|ven biển|đồng bằng|hải đảo|vùng|{'|'.join(QUALIFIERS)})(?!\w)")


@dataclass(frozen=True, slots=True)
class NamedPlace:
    """A unit with its name, or a bare unit that stands for all of its kind; `tail` says which of them."""

    quantifier: str
    unit: str
    name: str
    tail: str
    # Of which other kinds it may be as well: "UBND các xã, phường: Ba Vinh, …".
    or_units: tuple[str, ...] = ()

    @property
    def level(self) -> int:
        return UNITS.get(even(self.unit).replace("tp", "thành phố").replace("tx", "thị xã"), 0)


def seat_and_rest(text: str, following: Sequence[Piece] = ()) -> tuple[str, str]:
    """`UBND các huyện` → `UBND`, as written, and `các huyện`."""
    found = _SEAT.match(even(text))
    if not found and following and following[0].before in {",", "và"} and is_kind_of_place(following[0].text):
        whose = head_of(text) or _OF_A_COMMITTEE.search(even(text))
        found = _OTHER_SEAT.match(even(text)) or (_ANY_SEAT.match(even(text)) if whose else None)
    return (text[: found.end()].strip(), text[found.end() :]) if found else ("", text)


def is_kind_of_place(text: str) -> bool:
    """`xã`, `thành phố trực thuộc Trung ương`: a kind of places, none of them by name."""
    return even(text).removesuffix(" trực thuộc trung ương") in UNITS


def kinds_listed(following: Iterable[Piece]) -> list[Piece]:
    """The kinds of places that a list goes on with, up to one that is said twice: no list has more than there are."""
    kinds: dict[str, Piece] = {}
    for piece in following:
        kind = even(piece.text)
        if piece.before not in {",", "và"} or not is_kind_of_place(kind) or kind in kinds:
            break
        kinds[kind] = piece
    return list(kinds.values())


def places(text: str) -> tuple[NamedPlace, ...]:
    """The places a piece speaks of; none when it speaks of something else."""
    if every := _EVERYWHERE.match(even(text)):
        return (NamedPlace("", text[: every.end(1)], "", text[every.end() :]),)
    quantifier, rest = quantifier_and_rest(text)
    found: list[NamedPlace] = []
    lowered, at = even(rest), 0
    while unit := _UNIT.match(lowered, at):
        word, at = rest[at : unit.end(1)], unit.end()
        if not _UNIT.match(lowered, at):
            return (*found, _place(quantifier, word, rest[at:]))
        found.append(NamedPlace(quantifier, word, "", ""))
    return ()


def _place(quantifier: str, unit: str, rest: str) -> NamedPlace:
    named = rest and not _QUALIFIER.match(even(rest)) and any(is_capital(word) for word in rest.split()[:2])
    return NamedPlace(quantifier, unit, rest, "") if named else NamedPlace(quantifier, unit, "", rest)


def read_places(first: str, following: Sequence[Piece]) -> tuple[tuple[NamedPlace, ...], int]:
    """The places of a piece and of those that go on with it, and how many of those were used."""
    found = list(places(first))
    central = any(map(_is_central, found))
    announced = bool(following) and following[0].before == ":"
    for used, piece in enumerate(following):
        more = _next_places(found, piece, announced=announced, central=central)
        if not more:
            return tuple(found), used
        if piece.before == ":":
            # "UBND các huyện: Sơn Hà, …": the announced units are no parts of their own.
            found = found[: _before_announced(found)]
            central = any(map(_is_central, found))
        found += more
        central = central or any(map(_is_central, more))
    return tuple(found), len(following)


def _before_announced(found: Sequence[NamedPlace]) -> int:
    """How many stand before the units that a colon ends: `các tỉnh, thành phố:`."""
    place = len(found) - 1
    while place > 0 and not found[place].quantifier and not (found[place - 1].name or found[place - 1].tail):
        place -= 1
    return place


def _one_of(units: Sequence[str], name: str) -> NamedPlace:
    """A place by its name alone after `các tỉnh, thành phố:`; of the cities under the centre everybody knows which."""
    if [even(unit) for unit in units] == ["tỉnh", "thành phố"]:
        return NamedPlace("", "thành phố" if even(name) in _CITIES else "tỉnh", name, "")
    return NamedPlace("", units[0], name, "", tuple(units[1:]))


def _is_central(place: NamedPlace) -> bool:
    """Whether a place shows that its list is of provinces, and of cities that are as high."""
    return even(place.unit) == "tỉnh" or even(place.name) in _CITIES


def _next_places(
    found: list[NamedPlace], piece: Piece, *, announced: bool, central: bool
) -> tuple[NamedPlace, ...]:
    if piece.before == "." or not found:
        return ()
    last = found[-1]
    if even(last.unit).startswith("cấp ") and even(piece.text) in UNITS:
        # "cấp huyện, xã": the word "cấp" is meant twice.
        return (NamedPlace("", f"cấp {piece.text}", "", ""),)
    if more := places(piece.text):
        return more if piece.before != ";" or more[0].name else ()
    starts = piece.before == ":" and last.level
    named = last.name and (announced or piece.before != ";")
    plain = not head_of(piece.text) and not person_and_body(piece.text)[0] and not is_acronym(piece.text)
    if starts and plain and is_capital(piece.text):
        return (_one_of([place.unit for place in found[_before_announced(found) :]], piece.text),)
    return (_like(last, piece.text, central=central),) if named and plain and is_capital(piece.text) else ()


def _like(last: NamedPlace, name: str, *, central: bool) -> NamedPlace:
    """One more of the list that the last one is of: `Lào Cai` after `các tỉnh, thành phố: Hà Nội`."""
    if central and even(last.unit) in {"tỉnh", "thành phố"}:
        return _one_of(("tỉnh", "thành phố"), name)
    return replace(last, quantifier="", name=name)


def place_names(seat: str, found: Sequence[NamedPlace]) -> tuple[Name, ...]:
    """The names in order; `seat` is UBND, as written, or nothing."""
    several = sum(1 for place in found if not place.name) > 1
    names: list[Name] = []
    run: list[NamedPlace] = []
    provinces = False
    for place in found:
        if run and (place.name or not _same_level(run[0], place, provinces=provinces)):
            names.append(_together(seat, run, several=several))
            run, provinces = [], False
        if place.name:
            names.append(_named(seat, place))
            continue
        run.append(place)
        provinces |= even(place.unit) == "tỉnh"
        if place.tail or not place.level:
            names.append(_together(seat, run, several=several))
            run, provinces = [], False
    return (*names, _together(seat, run, several=several)) if run else tuple(names)


def _same_level(first: NamedPlace, place: NamedPlace, *, provinces: bool) -> bool:
    """Whether a place goes on with the run that `first` begins; `provinces`: one of the run is `tỉnh`."""
    return even(place.unit) in {"thành phố", "tp"} if provinces else place.level == first.level


def _named(seat: str, place: NamedPlace) -> Name:
    words = f"{seat} {place.unit} {place.name}".strip()
    name = sentence(in_full(words))
    others = tuple((sentence(in_full(f"{seat} {unit} {place.name}".strip())),) for unit in place.or_units)
    return Name(shown(words), name, name, readings=((name,), *others) if others else ())


def _together(seat: str, run: Sequence[NamedPlace], *, several: bool) -> Name:
    units = ", ".join(place.unit for place in run) + (f" {run[-1].tail}" if run[-1].tail else "")
    fixed = not run[0].level
    alone = len(run) == 1 and (not several or even(run[0].unit) == "tỉnh")
    quantifier = run[0].quantifier or ("" if fixed or alone else "các")
    if fixed:
        quantifier = ""
    words = " ".join(word for word in (seat, quantifier, units) if word)
    name = sentence(in_full(words))
    # Of the committees everybody says "các"; any other words stay as they were written, beside the full name.
    kept = quantifier if not seat or _SEAT.match(even(seat)) else run[0].quantifier
    written = " ".join(word for word in (seat, kept, units) if word)
    many = bool(quantifier) or (fixed and "tỉnh" not in even(units))
    return Name(
        shown(written), name, name, many=many, nobody=any(mark in even(shown(words)) for mark in NOBODY)
    )
