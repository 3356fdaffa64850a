"""The directory of agencies, frozen: a phrase → agencies, groups and successors on a day. Pure.

A name is found by exact match of its folded form or not at all. Near names are suggestions for a person:
Sở Nội vụ and Sở Ngoại vụ are nearly the same string, and a letter to the wrong one cannot be called back.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date
from functools import cached_property
from typing import Literal

from plan.agencies.group_kinds import GroupKinds, kinds_of, members_of_kinds
from plan.agencies.likeness import Likeness
from plan.agencies.naming.names import split
from plan.agencies.naming.pieces import Name
from plan.agencies.naming.roles import Role
from plan.agencies.naming.words import in_full
from plan.text import fold

Kind = Literal["agency", "group", "unspecified", "unknown", "outside"]
GROUP = "group"
# A body that plans name and nobody here follows: Bộ Quốc phòng in the plan of a province.
OUTSIDE = "outside"
_OF_THE_PROVINCE = re.compile(r" (?:(?:cấp|của|trực thuộc|thuộc|trong|trên địa bàn) )?(?:ubnd )?tỉnh$")
_EVERY = re.compile(r"^((?:ubnd )?)(?:(?:tất cả|toàn bộ|toàn thể) các|các|mỗi|từng) ")
_BRACKET = re.compile(r" \([^()]*\)$")
_DAYS_KEPT = 64
_REST = re.compile(r" còn lại$", re.IGNORECASE)


MOST_REMEMBERED = 5_000


@dataclass(frozen=True, slots=True)
class AgencyEntry:
    """One office, or with the kind `group` the name of a set of offices."""

    code: str
    name: str
    short_name: str
    aliases: tuple[str, ...]
    kind: str
    groups: tuple[str, ...]
    addresses: tuple[str, ...]  # of mail, and at most one of another channel
    parent: str | None
    active_from: date | None
    active_to: date | None
    successor: str | None

    def names(self) -> tuple[str, ...]:
        return tuple(name for name in (self.name, self.short_name, *self.aliases) if name)

    def ended(self, on: date) -> bool:
        """From `active_to` on the successor answers."""
        return self.active_to is not None and self.active_to <= on

    def begun(self, on: date) -> bool:
        return self.active_from is None or self.active_from <= on

    def is_there(self, on: date) -> bool:
        return self.begun(on) and not self.ended(on)


@dataclass(frozen=True, slots=True)
class NamePart:
    text: str
    kind: Kind
    name: str
    agencies: tuple[str, ...]
    suggestions: tuple[str, ...]
    role: Role = ""  # what the cell itself says this one does: `Sở A chủ trì, phối hợp với Sở B`
    readings: tuple[
        tuple[str, ...], ...
    ] = ()  # other readings of the words that are as good, each as its names

    def to_json(self) -> dict[str, object]:
        """`role` and `readings` only where there are any."""
        found = {
            key: list(value) if isinstance(value, tuple) else value for key, value in asdict(self).items()
        }
        found["readings"] = [list(reading) for reading in self.readings]
        return {key: value for key, value in found.items() if value or key not in {"role", "readings"}}


class AgencyDirectory:
    """Agencies by code, name and group; never changes once made."""

    def __init__(self, agencies: Iterable[AgencyEntry]) -> None:
        rows = self.all = tuple(agencies)
        self._agencies = {row.code: row for row in rows if row.kind not in {GROUP, OUTSIDE}}
        self._outside = frozenset(fold(name) for row in rows if row.kind == OUTSIDE for name in row.names())
        self._codes: dict[str, list[str]] = {}
        self._groups = {
            _key(name): _key(row.name) for row in rows if row.kind == GROUP for name in row.names()
        }
        self._group_rows = {_key(row.name): row for row in rows if row.kind == GROUP}
        self._members: dict[str, list[str]] = {}
        for row in self._agencies.values():
            # A short form that the splitter writes out ("BHXH tỉnh") is found by both writings.
            writings = (fold(each) for name in row.names() for each in (name, in_full(name)))
            for name in dict.fromkeys(writings):
                self._codes.setdefault(name, []).append(row.code)
            for group in row.groups:
                self._members.setdefault(self._groups.get(_key(group), _key(group)), []).append(row.code)
        self._known = frozenset(self._codes) | self._outside
        # Worked out once a day asked about: a forecast asks about the same few days for every row.
        self._days: dict[date | None, tuple[Mapping[GroupKinds, tuple[str, ...]], Mapping[str, str]]] = {}
        # The cells of a plan repeat each other.
        self._resolved: dict[tuple[str, date | None, frozenset[str]], tuple[NamePart, ...]] = {}
        self._kinds = {
            kinds: self._groups.get(key, key)
            for key in (*self._groups, *self._members)
            if (kinds := kinds_of(key)) is not None
        }

    @cached_property
    def _likeness(self) -> Likeness:
        return Likeness((name, row.code) for row in self._agencies.values() for name in row.names())

    def get(self, code: str) -> AgencyEntry | None:
        return self._agencies.get(code)

    def named(self, name: str) -> tuple[str, ...]:
        """Every agency that has or had exactly this name, whenever it was there."""
        return tuple(self._codes.get(fold(name), ()))

    def current(self, code: str, on: date) -> str:
        """The agency that answers for `code` on that day: itself, or the last successor that has taken over."""
        seen = {code}
        agency = self._agencies.get(code)
        while agency and agency.ended(on) and agency.successor and agency.successor not in seen:
            code = agency.successor
            seen.add(code)
            agency = self._agencies.get(code)
        return code

    def members(self, group: str, on: date | None = None) -> tuple[str, ...]:
        """The codes of a group on that day, in the order of the directory; without a day, those that never end."""
        key = _key(group)
        return self._answering(self._members.get(self._groups.get(key, key), ()), on)

    def group_name(self, words: str, on: date | None = None) -> str | None:
        """The official name of the group, or of its last successor on that day, that the words name."""
        for key in _places(_key(words)):
            row = self._group_rows.get(self._standing(self._groups.get(key, key), on))
            if row:
                return row.name
        return None

    def groups_like(self, words: str) -> tuple[AgencyEntry, ...]:
        """The groups with members that share a kind with those the words list, the nearest first."""
        wanted = kinds_of(words)
        if wanted is None:
            return ()
        shared = {
            key: len(kinds.kinds & wanted.kinds) - len(kinds.kinds ^ wanted.kinds)
            for kinds, key in self._kinds.items()
            if kinds.seat == wanted.seat and kinds.kinds & wanted.kinds and self._members.get(key)
        }
        rows = (self._group_rows.get(key) for key in sorted(shared, key=lambda key: -shared[key]))
        return tuple(row for row in rows if row)[:2]

    def emptied(self, part: NamePart) -> bool:
        """Whether the words name a group that had members, and has none left."""
        listed = any(self._members.get(self._groups.get(key, key)) for key in _places(_key(part.name)))
        return part.kind == "group" and not part.agencies and listed

    def resolve(
        self, phrase: str, *, on: date | None = None, already: Collection[str] = ()
    ) -> tuple[NamePart, ...]:
        """The parts of a cell; `already` are codes named before, which "còn lại" leaves out."""
        key = phrase, on, frozenset(already)
        if (before := self._resolved.get(key)) is not None:
            return before
        named = set(already)
        parts: list[NamePart] = []
        for name in split(phrase, self._known):
            for part in self._read(name, on, named):
                parts.append(replace(part, role=name.role))
                named.update(part.agencies)
        if len(self._resolved) < MOST_REMEMBERED:
            self._resolved[key] = tuple(parts)
        return tuple(parts)

    def _read(self, name: Name, on: date | None, named: Collection[str]) -> Iterator[NamePart]:
        """The part, or parts where the directory knows every name of just one reading; else both are shown."""
        if not name.readings or self._codes.get(fold(name.body)):
            yield self._part(name, on, named)
            return
        known = [reading for reading in name.readings if all(fold(each) in self._codes for each in reading)]
        if len(known) == 1:
            for each in known[0]:
                yield self._part(Name(each, each, each), on, named)
            return
        yield NamePart(name.text, "unknown", name.name, (), (), readings=name.readings)

    def _part(self, name: Name, on: date | None, named: Collection[str]) -> NamePart:
        if fold(name.body) in self._outside or fold(name.text) in self._outside:
            return NamePart(name.text, "outside", name.name, (), ())
        if found := self._agency(name, on) or self._others(name, on, named) or self._group(name, on):
            return found
        if name.nobody:
            return NamePart(name.text, "unspecified", name.name, (), ())
        if name.many:
            return NamePart(name.text, "group", name.name, (), ())
        return NamePart(name.text, "unknown", name.name, (), self._suggestions(name.body))

    def _agency(self, name: Name, on: date | None) -> NamePart | None:
        """The one agency of exactly this name; two of one name are for a person to tell apart."""
        # The unit that an agency names in brackets answers through the agency.
        # An accepted name may hold the person: "Chánh Văn phòng Bộ".
        ways = (name.body, _BRACKET.sub("", name.body), name.name, name.text)
        written = next((way for way in ways if fold(way) in self._codes), "")
        codes = self._answering(self._codes.get(fold(written), ()), on)
        if len(codes) != 1:
            return None
        listed = self._agencies[self._codes[fold(written)][0]]
        official = listed.name + name.body[len(written) :]
        person = name.name[: -len(name.body)] if name.name.endswith(name.body) else ""
        return NamePart(name.text, "agency", person + official, codes, ())

    def _group(self, name: Name, on: date | None) -> NamePart | None:
        for key in _keys(name):
            group = self._standing(self._groups.get(key, key), on)
            if group in self._members or key in self._groups:
                return NamePart(
                    name.text, "group", name.name, self._answering(self._members.get(group, ()), on), ()
                )
        return self._of_kinds(name, on) or self._counted(name, on)

    def _of_kinds(self, name: Name, on: date | None) -> NamePart | None:
        """`UBND các phường, xã`: a group by the kinds it lists, whatever it is called in the directory."""
        wanted = kinds_of(name.body) if name.many else None
        if wanted is None:
            return None
        groups, there = self._groups_on(on)
        found = members_of_kinds(wanted, groups, there)
        return NamePart(name.text, "group", name.name, found, ()) if found else None

    def _groups_on(self, on: date | None) -> tuple[Mapping[GroupKinds, tuple[str, ...]], Mapping[str, str]]:
        """The members of every group by its kinds, and the names of all agencies there are, on that day."""
        if on not in self._days:
            if len(self._days) >= _DAYS_KEPT:
                self._days.clear()
            members = {
                kinds: self._answering(self._members.get(self._standing(key, on), ()), on)
                for kinds, key in self._kinds.items()
            }
            names = {code: row.name for code, row in self._agencies.items() if self._is_there(code, on)}
            self._days[on] = members, names
        return self._days[on]

    def _standing(self, group: str, on: date | None) -> str:
        """The group itself, or the last successor that has taken its place on that day."""
        seen = {group}
        while (row := self._group_rows.get(group)) and row.ended(on or date.max) and row.successor:
            successor = next((k for k, r in self._group_rows.items() if r.code == row.successor), group)
            if successor in seen:
                break
            seen.add(group := successor)
        return group

    def _counted(self, name: Name, on: date | None) -> NamePart | None:
        """`14 huyện, thành phố`: the group without a number, if it has that many members."""
        number = re.search(r"(?<!\w)\d+(?!\w)", name.body)
        if not number or not name.many:
            return None
        plain = name.body.replace(number.group(), "các", 1)
        found = self._group(replace(name, body=plain), on)
        return found if found and len(found.agencies) == int(number.group()) else None

    def _others(self, name: Name, on: date | None, named: Collection[str]) -> NamePart | None:
        """`các huyện còn lại`: a group less those named before; with none named before nobody can tell."""
        if not self._agencies or not _REST.search(name.body):
            return None
        whole = self._group(replace(name, body=_REST.sub("", name.body)), on)
        left_out = self._answering(named, on) if whole else ()
        if whole is None or not set(left_out) & set(whole.agencies):
            return NamePart(name.text, "unspecified", name.name, (), ())
        return replace(whole, agencies=tuple(code for code in whole.agencies if code not in left_out))

    def _answering(self, codes: Iterable[str], on: date | None) -> tuple[str, ...]:
        """Those of the codes, or their successors, that are there on the day."""
        current = dict.fromkeys(self.current(code, on or date.max) for code in codes)
        return tuple(code for code in current if self._is_there(code, on))

    def _is_there(self, code: str, on: date | None) -> bool:
        agency = self._agencies.get(code)
        if agency is None:
            return False
        return agency.active_to is None if on is None else agency.is_there(on)

    def _suggestions(self, name: str) -> tuple[str, ...]:
        return tuple(dict.fromkeys(self._agencies[code].name for code in self._likeness.near(name)))


def _key(group: str) -> str:
    """A group by its words without "các": `UBND các xã, phường` and `UBND xã, phường` are one."""
    return _EVERY.sub(r"\1", fold(group).replace("ủy ban nhân dân", "ubnd"))


def _keys(name: Name) -> tuple[str, ...]:
    """The keys a group may be listed under: as named, without "tỉnh", and places by their committees."""
    return _places(_key(name.body)) if name.many else (fold(name.body),)


def _places(key: str) -> tuple[str, ...]:
    keys = (key, _OF_THE_PROVINCE.sub("", key))
    return (*keys, *(f"ubnd {key}" for key in keys if not key.startswith("ubnd ")))
