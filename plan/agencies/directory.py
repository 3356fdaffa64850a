"""The directory of agencies, frozen: a phrase → the agencies and groups that it names on a day. Pure.

A name is found by exact match of its folded form or not at all. Near names are suggestions for a person:
Sở Nội vụ and Sở Ngoại vụ are nearly the same string, and a letter to the wrong one cannot be called back.
"""

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from datetime import date
from functools import cached_property

from plan.agencies.entries import GROUP, OUTSIDE, AgencyEntry, NamePart
from plan.agencies.groups import AgencyGroups
from plan.agencies.likeness import Likeness
from plan.agencies.naming.pieces import Name
from plan.agencies.naming.writings import in_full
from plan.agencies.succession import Succession
from plan.text import fold

_BRACKET = re.compile(r" \([^()]*\)$")
_OWNED = re.compile(r"(.+?) (?:trực )?thuộc (.+)")
_REST = re.compile(r" còn lại$", re.IGNORECASE)
MOST_REMEMBERED = 5_000


class AgencyDirectory:
    """Agencies by code, name and group; never changes once made."""

    def __init__(self, agencies: Iterable[AgencyEntry]) -> None:
        rows = self.all = tuple(agencies)
        self._succession = Succession(row for row in rows if row.kind not in {GROUP, OUTSIDE})
        self._agencies = self._succession.agencies
        self._groups = AgencyGroups(rows, self._succession)
        self._outside = frozenset(fold(name) for row in rows if row.kind == OUTSIDE for name in row.names())
        self._codes: dict[str, list[str]] = {}
        for row in self._agencies.values():
            # A short form that the splitter writes out ("BHXH tỉnh") is found by both writings.
            writings = (fold(each) for name in row.names() for each in (name, in_full(name)))
            for name in dict.fromkeys(writings):
                self._codes.setdefault(name, []).append(row.code)
        self._known = frozenset(self._codes) | self._outside
        # The cells of a plan repeat each other.
        self._resolved: dict[tuple[str, date | None, frozenset[str]], tuple[NamePart, ...]] = {}

    @cached_property
    def _likeness(self) -> Likeness:
        return Likeness((name, row.code) for row in self._agencies.values() for name in row.names())

    def get(self, code: str) -> AgencyEntry | None:
        return self._agencies.get(code)

    def code_of(self, words: str, on: date) -> str | None:
        """The one agency of that code, or of a name that means exactly one on that day."""
        if self.get(words):
            return words
        parts = self.resolve(words, on=on)
        codes = [code for part in parts if part.kind == "agency" for code in part.agencies]
        return codes[0] if len(parts) == len(codes) == 1 else None

    def named(self, name: str) -> tuple[str, ...]:
        """Every agency that has or had exactly this name, whenever it was there."""
        return tuple(self._codes.get(fold(name), ()))

    def current(self, code: str, on: date) -> str:
        """The agency that answers for `code` on that day: itself, or the last successor that has taken over."""
        return self._succession.current(code, on)

    def members(self, group: str, on: date | None = None) -> tuple[str, ...]:
        """The codes of a group on that day, in the order of the directory; without a day, those that never end."""
        return self._groups.members(group, on)

    def group_name(self, words: str, on: date | None = None) -> str | None:
        """The official name of the group, or of its last successor on that day, that the words name."""
        return self._groups.official_name(words, on)

    def groups_like(self, words: str) -> tuple[AgencyEntry, ...]:
        """The groups with members that share a kind with those the words list, the nearest first."""
        return self._groups.like(words)

    def emptied(self, part: NamePart) -> bool:
        """Whether the words name a group that had members, and has none left."""
        return part.kind == "group" and not part.agencies and self._groups.has_listed(part.name)

    def resolve(
        self, phrase: str, *, on: date | None = None, already: Collection[str] = ()
    ) -> tuple[NamePart, ...]:
        """The parts of a cell; `already` are codes named before, which "còn lại" leaves out."""
        key = phrase, on, frozenset(already)
        if (before := self._resolved.get(key)) is not None:
            return before
        from plan.agencies.naming.names import split

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
        ways = (name.body, _BRACKET.sub("", name.body), name.name, name.text, self._below(name.body))
        written = next((way for way in ways if fold(way) in self._codes), "")
        codes = self._succession.answering(self._codes.get(fold(written), ()), on)
        if len(codes) != 1:
            return None
        listed = self._agencies[self._codes[fold(written)][0]]
        official = listed.name + name.body[len(written) :]
        person = name.name[: -len(name.body)] if name.name.endswith(name.body) else ""
        return NamePart(name.text, "agency", person + official, codes, ())

    def _below(self, words: str) -> str:
        """`Chi cục Kiểm lâm thuộc Sở Nông nghiệp và Môi trường`: the name alone, where the register says the same of it."""
        found = _OWNED.fullmatch(words)
        owners = self._codes.get(fold(found[2]), ()) if found else ()
        owned = self._codes.get(fold(found[1]), ()) if found and owners else ()
        same = bool(owned) and all(self._agencies[code].parent in owners for code in owned)
        return found[1] if found and same else ""

    def _group(self, name: Name, on: date | None) -> NamePart | None:
        found = self._groups.find(name, on)
        return None if found is None else NamePart(name.text, "group", name.name, found, ())

    def _others(self, name: Name, on: date | None, named: Collection[str]) -> NamePart | None:
        """`các huyện còn lại`: a group less those named before; with none named before nobody can tell."""
        if not self._agencies or not _REST.search(name.body):
            return None
        whole = self._group(replace(name, body=_REST.sub("", name.body)), on)
        left_out = self._succession.answering(named, on) if whole else ()
        if whole is None or not set(left_out) & set(whole.agencies):
            return NamePart(name.text, "unspecified", name.name, (), ())
        return replace(whole, agencies=tuple(code for code in whole.agencies if code not in left_out))

    def _suggestions(self, name: str) -> tuple[str, ...]:
        return tuple(dict.fromkeys(self._agencies[code].name for code in self._likeness.near(name)))
