"""The same names listed otherwise, in another order, or one of them left out."""

import re
from collections.abc import Callable, Sequence
from random import Random

from plan.agencies.naming.names import split
from tests.agencies.relations.known_cells import KnownCell, Relation

Join = Callable[[Sequence[str]], str]


def _names(known: KnownCell) -> list[str]:
    """The names of a cell that says no roles, in full; none of a cell with a single one."""
    return [name.name for name in split(known.cell)] if known.plain and len(known.parts) > 1 else []


def _relation(join: Join) -> Relation:
    def relation(known: KnownCell, _: Random) -> KnownCell | None:
        names = _names(known)
        return KnownCell(join(names), known.parts) if names else None

    return relation


def _small(names: Sequence[str]) -> list[str]:
    return [names[0], *(re.sub(r"^Các ", "các ", each) for each in names[1:])]


def _last(before: str, last: str) -> Join:
    return lambda names: before.join(_small(names)[:-1]) + last + _small(names)[-1]


def _marked(mark: str, between: str) -> Join:
    """`{}` in the mark is the number of the name, `@` its letter."""
    return lambda names: between.join(
        mark.replace("{}", str(place)).replace("@", "abcdeghiklmnopqrstuvxy"[(place - 1) % 22]) + each
        for place, each in enumerate(names, 1)
    )


_JOINS: dict[str, Join] = {
    **{repr(sign): sign.join for sign in ("; ", ", ", ",", "\n", ",\n", ";\n", "\n\n", " / ", "/", " & ", " + ", " | ", ". ", "\n\t- ")},
    "', ' and small letters": lambda names: ", ".join(_small(names)),
    "', ' and 'và'": _last(", ", " và "),
    "', ' and ', và'": _last(", ", ", và "),
    "'; ' and 'và'": _last("; ", " và "),
    **{f"{mark!r} on lines": _marked(mark, "\n") for mark in ("- ", "-", "+ ", "• ", "{}. ", "{}/ ", "@) ")},
    **{f"{mark!r} in a line": _marked(mark, " ") for mark in ("• ", "- ", "{}. ")},
    **{f"{mark!r} and semicolons": _marked(mark, "; ") for mark in ("- ", "{}. ", "({}) ", "@) ")},
}  # fmt: skip


def _turned(known: KnownCell, _: Random) -> KnownCell | None:
    names = _names(known)
    return KnownCell("; ".join(reversed(names)), known.parts[::-1]) if names else None


def _shuffled(known: KnownCell, random: Random) -> KnownCell | None:
    names = _names(known)
    order = random.sample(range(len(names)), len(names))
    parts = tuple(known.parts[place] for place in order)
    return KnownCell(", ".join(names[place] for place in order), parts) if names else None


def _one_removed(known: KnownCell, random: Random) -> KnownCell | None:
    names = _names(known)
    if not names:
        return None
    out = random.randrange(len(names))
    return KnownCell(", ".join(names[:out] + names[out + 1 :]), known.parts[:out] + known.parts[out + 1 :])


LISTINGS: dict[str, Relation] = {f"listed by {name}": _relation(join) for name, join in _JOINS.items()}
LISTINGS |= {"order turned": _turned, "order shuffled": _shuffled, "one removed": _one_removed}
