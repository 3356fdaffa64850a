"""Which agencies a name that nobody has might mean: a proposal for a person, never an answer. Pure.

Only bodies of the same kind are alike: "Bộ Quốc phòng" is no slip of "UBND phường Kon Tum". Within a kind, initials
are as good as the name, and slips of writing are measured against LIKE.
"""

import re
from collections.abc import Iterable

from plan.agencies.naming.bodies import UNITS
from plan.agencies.naming.pieces import head_of, person_and_body
from plan.agencies.naming.places import seat_and_rest
from plan.resemblance import nearest
from plan.text import bare, even, fold

# Below it no two writings of one name were found among slips of the names of both example directories
# (a letter lost, doubled or exchanged, a word without its marks): tests/agencies/test_likeness.py measures it.
LIKE = 80
LIKE_AS_A_WHOLE = 90
MOST = 3
_ANY_KIND = "*"
_UNIT = re.compile(rf"(?:{'|'.join(sorted(UNITS, key=len, reverse=True))})(?!\w)\s*")
_INITIALS = re.compile(r"[A-ZĐ][A-ZĐ&\-–. ]*[A-ZĐ]")


class Likeness:
    """The names of a directory by the kind of body they belong to."""

    def __init__(self, names: Iterable[tuple[str, str]]) -> None:
        """`names` are pairs of a name and the code of its agency."""
        self._plain: dict[str, dict[str, list[str]]] = {}
        self._initials: dict[tuple[str, str], list[str]] = {}
        for name, code in names:
            kind, rest = _kind_and_rest(name)
            self._plain.setdefault(kind, {}).setdefault(bare(rest), []).append(code)
            self._plain.setdefault(_ANY_KIND, {}).setdefault(bare(name), []).append(code)
            self._initials.setdefault((kind, _initials(rest)), []).append(code)

    def near(self, name: str) -> tuple[str, ...]:
        """The codes of at most MOST agencies that the name may mean, the likest first."""
        body = person_and_body(name)[1]
        kind, rest = _kind_and_rest(body)
        if _INITIALS.fullmatch(rest.strip()):
            letters = re.sub(r"[^A-ZĐ]", "", rest)
            if found := self._initials.get((kind, letters)):
                return tuple(dict.fromkeys(found))[:MOST]
        if kind:
            return self._alike(kind, bare(rest), LIKE)
        # A slip in the first word: "Sơ Nội vụ" is no kind of body, so the whole must be nearer.
        return self._alike(_ANY_KIND, bare(body), LIKE_AS_A_WHOLE)

    def _alike(self, kind: str, plain: str, least: float) -> tuple[str, ...]:
        choices, scores = self._plain.get(kind, {}), dict[str, float]()
        # By their lengths alone: what one has more than the other is no match.
        shortest, longest = (len(plain) * part for part in (least / (200 - least), (200 - least) / least))
        near = [name for name in choices if shortest <= len(name) <= longest]
        for name, score in nearest(plain, near, least) if plain else ():
            scores[name] = max(score, scores.get(name, 0))
        likest = sorted(scores, key=lambda name: -scores[name])
        return tuple(dict.fromkeys(code for name in likest for code in choices[name]))[:MOST]


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
