"""Runs of nouns for many bodies: `các sở, ban, ngành và đoàn thể tỉnh`. Pure.

A run is one part while its nouns are of one kind or one qualifier at its end covers them all;
`Các sở, ngành, đơn vị` is two parts, `Các sở, ngành, đơn vị liên quan` is one.
"""

import re
from collections.abc import Sequence

from plan.agencies.naming.bodies import EXCEPTIONS, NOBODY
from plan.agencies.naming.collectives import LEVEL, QUALIFIER, Collective, collective
from plan.agencies.naming.kindred import (
    ASSOCIATIONS,
    KIND_OF_AN_OWNER,
    lends_too,
    of_one_owner,
    of_one_run,
    same_kind,
)
from plan.agencies.naming.lists_in_tails import goes_on, lists_on
from plan.agencies.naming.masks import shown
from plan.agencies.naming.pieces import Name, Piece, sentence
from plan.agencies.naming.writings import in_full
from plan.text import even

# Words of the last noun alone: "sở, ban, ngành, tổ chức chính trị - xã hội" are two.
_OWN = ("chính trị", "xã hội")
# "các sở, ban, ngành, ngoại trừ Công an tỉnh": which of them, and so no part of its own.
_EXCEPTION = re.compile(rf"(?:{'|'.join(EXCEPTIONS)}) ")


def read_run(
    first: Collective, following: Sequence[Piece], *, led: bool
) -> tuple[tuple[Collective, ...], int]:
    """The run that begins here, and how many of the following pieces it takes; a person leads bodies, no people."""
    run = [first]
    for used, piece in enumerate(following):
        found = _next_in_run(run[-1], piece)
        if found is None or (led and found.kind == "people" != run[-1].kind):
            return tuple(run), used
        run.append(found)
    return tuple(run), len(following)


def _next_in_run(last: Collective, piece: Piece) -> Collective | None:
    if piece.before not in {",", "và"}:
        return None
    if LEVEL.match(even(piece.text)) and LEVEL.search(even(last.tail)):
        return Collective(piece.before, "", last.nouns, piece.text, continues=True)
    if lists_on(last, piece.text) or goes_on(last, piece.text) or _EXCEPTION.match(even(piece.text)):
        return Collective(piece.before, "", last.nouns, piece.text, continues=True)
    found = collective(piece, piece.text) or same_kind(last, piece)
    if found is None or found.quantifier:
        return None
    if last.tail and not last.closed and not of_one_run(last, found) and not lends_too(last, piece):
        return None
    # "các tổ chức, hộ gia đình, cá nhân có liên quan" is one; "các bộ, ngành và cộng đồng người dân" are two.
    if found.kind == "people" != last.kind and even(found.tail).startswith("có tên"):
        return None
    people = {last.kind, found.kind}
    return None if "people" in people and "state" in people else found


def collective_names(run: Sequence[Collective]) -> tuple[Name, ...]:
    names, begun = [], 0
    for end in range(1, len(run) + 1):
        if end == len(run) or _breaks(run, end):
            names.append(_name(run[begun:end], inherited=run[0].quantifier, length=len(run)))
            begun = end
    return tuple(names)


def _breaks(run: Sequence[Collective], place: int) -> bool:
    """Whether the run falls apart between this noun and the one before it."""
    before, after = run[place - 1], run[place]
    if after.continues or run[0].kind == "unit":
        return False  # what an institution is made of: "các khoa, phòng, trung tâm"
    if {even(before.nouns[-1]), even(after.nouns[-1])} <= ASSOCIATIONS:
        return False
    if run[-1].closed and even(run[-1].tail).endswith("liên quan"):
        return False  # "các bộ, cơ quan ngang bộ có liên quan": only those concerned, of both
    outsiders = before.kind == "private" and after.kind == "people"
    if outsiders and not (run[0].quantifier or after.tail):
        return True  # "doanh nghiệp và người dân"
    if before.closed or after.closed or (before.kind == "private" and after.kind == "state"):
        return True
    tail = even(next(item.tail for item in reversed(run) if not item.continues))
    covered = bool(QUALIFIER.match(tail)) and not tail.startswith(_OWN)
    covered = covered or of_one_owner(before, after) or bool(KIND_OF_AN_OWNER.match(tail))
    return before.kind == "state" and after.kind != "state" and not covered


def _name(run: Sequence[Collective], *, inherited: str, length: int) -> Name:
    quantifier = run[0].quantifier or inherited
    plural = sum(len(item.nouns) for item in run if not item.continues) > 1 or run[0].closed
    apart = length > len(run) and run[0].kind != "private"
    if (
        not quantifier
        and run[0].kind != "people"
        and (plural or apart)
        and not even(run[-1].tail).startswith("các")
    ):
        quantifier = "các"
    words = run[0].words
    for item in run[1:]:
        words += (" và " if item.before == "và" else ", ") + (item.tail if item.continues else item.words)
    written = f"{quantifier} {words}".strip()
    name = sentence(in_full(written))
    return Name(shown(written), name, name, many=True, nobody=_nobody(run, written))


def _nobody(run: Sequence[Collective], written: str) -> bool:
    """Only nouns of the state without a vague qualifier can be told by a directory; the rest a person must say."""
    lowered = even(shown(written))
    return any(mark in lowered for mark in NOBODY) or all(item.kind != "state" or item.closed for item in run)
