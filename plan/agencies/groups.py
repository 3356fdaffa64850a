"""The groups of the directory: which agencies words such as "các sở, ngành" stand for on a day. Pure."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date

from plan.agencies.entries import GROUP, AgencyEntry
from plan.agencies.group_kinds import GroupKinds, is_one_of_a_kind, kinds_of, members_of_kinds
from plan.agencies.naming.pieces import Name
from plan.agencies.succession import Succession
from plan.text import fold

_OF_THE_PROVINCE = re.compile(r" (?:(?:cấp|của|trực thuộc|thuộc|trong|trên địa bàn) )?(?:ubnd )?tỉnh$")
_EVERY = re.compile(r"^((?:ubnd )?)(?:(?:tất cả|toàn bộ|toàn thể) các|các|mỗi|từng) ")
_DAYS_KEPT = 64

Codes = tuple[str, ...]


class AgencyGroups:
    """Groups by name and by the kinds they list, with their members."""

    def __init__(self, rows: Iterable[AgencyEntry], succession: Succession) -> None:
        self._succession = succession
        groups = [row for row in rows if row.kind == GROUP]
        self._groups = {_key(name): _key(row.name) for row in groups for name in row.names()}
        self._called = frozenset(fold(name) for row in groups for name in row.names())
        self._rows = {_key(row.name): row for row in groups}
        self._members: dict[str, list[str]] = {}
        for row in succession.agencies.values():
            for group in row.groups:
                self._members.setdefault(self._groups.get(_key(group), _key(group)), []).append(row.code)
        self._kinds = {
            kinds: self._groups.get(key, key)
            for key in (*self._groups, *self._members)
            if (kinds := kinds_of(key)) is not None
        }
        # Worked out once a day asked about: a forecast asks about the same few days for every row.
        self._days: dict[date | None, tuple[Mapping[GroupKinds, Codes], Mapping[str, str]]] = {}

    def members(self, group: str, on: date | None) -> Codes:
        """The codes of a group on that day, in the order of the directory; without a day, those that never end."""
        key = _key(group)
        return self._succession.answering(self._members.get(self._groups.get(key, key), ()), on)

    def official_name(self, words: str, on: date | None) -> str | None:
        """The official name of the group, or of its last successor on that day, that the words name."""
        for key in _places(_key(words)):
            row = self._rows.get(self._standing(self._groups.get(key, key), on))
            if row:
                return row.name
        return None

    def like(self, words: str) -> tuple[AgencyEntry, ...]:
        """The groups with members that share a kind with those the words list, the nearest first."""
        wanted = kinds_of(words)
        if wanted is None:
            return ()
        shared = {
            key: len(kinds.kinds & wanted.kinds) - len(kinds.kinds ^ wanted.kinds)
            for kinds, key in self._kinds.items()
            if kinds.seat == wanted.seat and kinds.kinds & wanted.kinds and self._members.get(key)
        }
        rows = (self._rows.get(key) for key in sorted(shared, key=lambda key: -shared[key]))
        return tuple(row for row in rows if row)[:2]

    def has_listed(self, words: str) -> bool:
        """Whether the words name a group that has or had members."""
        return any(self._members.get(self._groups.get(key, key)) for key in _places(_key(words)))

    def find(self, name: Name, on: date | None) -> Codes | None:
        """The members on that day of the group that is named; None where the words name none."""
        if is_one_of_a_kind(name.body) and fold(name.body) not in self._called:
            return None
        for key in _keys(name):
            group = self._standing(self._groups.get(key, key), on)
            if group in self._members or key in self._groups:
                return self._succession.answering(self._members.get(group, ()), on)
        return self._of_kinds(name, on) or self._counted(name, on)

    def _of_kinds(self, name: Name, on: date | None) -> Codes | None:
        """`UBND các phường, xã`: a group by the kinds it lists, whatever it is called in the directory."""
        wanted = kinds_of(name.body) if name.many else None
        return members_of_kinds(wanted, *self._groups_on(on)) or None if wanted else None

    def _groups_on(self, on: date | None) -> tuple[Mapping[GroupKinds, Codes], Mapping[str, str]]:
        """The members of every group by its kinds, and the names of all agencies there are, on that day."""
        if on not in self._days:
            if len(self._days) >= _DAYS_KEPT:
                self._days.clear()
            members = {
                kinds: self._succession.answering(self._members.get(self._standing(key, on), ()), on)
                for kinds, key in self._kinds.items()
            }
            self._days[on] = members, self._succession.names(on)
        return self._days[on]

    def _standing(self, group: str, on: date | None) -> str:
        """The group itself, or the last successor that has taken its place on that day."""
        seen = {group}
        while (row := self._rows.get(group)) and row.ended(on or date.max) and row.successor:
            successor = next((k for k, r in self._rows.items() if r.code == row.successor), group)
            if successor in seen:
                break
            seen.add(group := successor)
        return group

    def _counted(self, name: Name, on: date | None) -> Codes | None:
        """`14 huyện, thành phố`: the group without a number, if it has that many members."""
        number = re.search(r"(?<!\w)\d+(?!\w)", name.body)
        if not number or not name.many:
            return None
        plain = name.body.replace(number.group(), "các", 1)
        found = self.find(replace(name, body=plain), on)
        return found if found is not None and len(found) == int(number.group()) else None


def _key(group: str) -> str:
    """A group by its words without "các": `UBND các xã, phường` and `UBND xã, phường` are one."""
    return _EVERY.sub(r"\1", fold(group).replace("ủy ban nhân dân", "ubnd"))


def _keys(name: Name) -> tuple[str, ...]:
    """The keys a group may be listed under: as named, without "tỉnh", and places by their committees."""
    return _places(_key(name.body)) if name.many else (fold(name.body),)


def _places(key: str) -> tuple[str, ...]:
    keys = (key, _OF_THE_PROVINCE.sub("", key))
    return (*keys, *(f"ubnd {key}" for key in keys if not key.startswith("ubnd ")))
