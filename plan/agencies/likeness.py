"""Which agencies a name that nobody has might mean: a proposal for a person, never an answer. Pure.

Only bodies of the same kind are alike: "Bộ Quốc phòng" is no slip of "UBND phường Kon Tum". Within a kind, initials
are as good as the name, and slips of writing are measured against LIKE.
"""

import re
from collections.abc import Iterable

from rapidfuzz import fuzz

from plan.agencies.naming.bodies import UNITS
from plan.agencies.naming.pieces import head_of, person_and_body
from plan.agencies.naming.places import seat_and_rest
from plan.text import bare, even, fold

# Below it no two writings of one name were found among slips of the names of both example directories
# (a letter lost, doubled or exchanged, a word without its marks): tests/agencies/test_likeness.py measures it.
LIKE = 80
MOST = 3
_UNIT = re.compile(rf"(?:{'|'.join(sorted(UNITS, key=len, reverse=True))})(?!\w)\s*")
_INITIALS = re.compile(r"[A-ZĐ][A-ZĐ&\-–. ]*[A-ZĐ]")


class Likeness:
    """The names of a directory by the kind of body they belong to."""

    def __init__(self, names: Iterable[tuple[str, str]]) -> None:
        """`names` are pairs of a name and the code of its agency."""
        self._of_kind: dict[str, list[tuple[str, str, str]]] = {}
        for name, code in names:
            kind, rest = _kind_and_rest(name)
            self._of_kind.setdefault(kind, []).append((bare(rest), _initials(rest), code))

    def near(self, name: str) -> tuple[str, ...]:
        """The codes of at most MOST agencies that the name may mean, the likest first."""
        kind, rest = _kind_and_rest(person_and_body(name)[1])
        letters = re.sub(r"[^A-ZĐ]", "", rest) if _INITIALS.fullmatch(rest.strip()) else ""
        found: dict[str, float] = {}
        for plain, initials, code in self._of_kind.get(kind, ()):
            score = 100.0 if letters and letters == initials else _score(bare(rest), plain)
            if score >= LIKE:
                found[code] = max(score, found.get(code, 0))
        return tuple(sorted(found, key=lambda code: -found[code]))[:MOST]


def _score(one: str, other: str) -> float:
    """Of two bare names; a slip may lie inside a word or in the order of words."""
    return max(fuzz.ratio(one, other), fuzz.token_sort_ratio(one, other)) if one and other else 0


def _kind_and_rest(name: str) -> tuple[str, str]:
    """The first words, which say what kind of body it is, and what it is called."""
    seat, place = seat_and_rest(name)
    if seat:
        unit = _UNIT.match(even(place))
        return (f"ubnd {unit.group().strip()}", place[unit.end() :]) if unit else ("ubnd", place)
    head = head_of(name)
    return fold(head), name[len(head) :].strip()


def _initials(words: str) -> str:
    return "".join(word[0].upper() for word in re.findall(r"\w+", words) if fold(word) != "và")
