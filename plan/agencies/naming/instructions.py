"""What an agency is told to do, written after its name: no part of a name. Pure."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from plan.agencies.naming.collectives import collective
from plan.agencies.naming.conjunctions import begins, complete
from plan.agencies.naming.pieces import (
    Piece,
    collective_noun,
    is_capital,
    person_and_body,
    quantifier_and_rest,
)
from plan.agencies.naming.remarks import before_verb, manner_at, verb_at
from plan.text import even

# "tiếp thu ý kiến của các Bộ, cơ quan": the list goes on inside the instruction.
_OBJECT = re.compile(r"(?:của|cho|với|đến|từ) (?:các|những) \w+(?: \w+)?$")


def without_instructions(pieces: Sequence[Piece], known: Collection[str]) -> tuple[Piece, ...]:
    """The pieces less what agencies are told to do: `Bộ Tài chính thúc đẩy, theo dõi` → `Bộ Tài chính`."""
    return tuple(_kept(pieces, known))


def _kept(pieces: Sequence[Piece], known: Collection[str]) -> Iterator[Piece]:
    told, before = "", ""
    for piece in pieces:
        if piece.before in {";", "."}:
            told = ""
        elif not told and before and verb_at(piece.text) and complete(before, known):
            told = piece.text
        if told and _goes_on(told, piece):
            told = piece.text
            continue
        name = before_verb(piece.text)
        whole = bool(name) and complete(name, known)
        if whole and _bare_nouns(name):
            whole = manner_at(piece.text[len(name) :])
        told = piece.text[len(name) :] if whole else ""
        before = name if whole else piece.text
        yield replace(piece, text=before)


def _bare_nouns(name: str) -> bool:
    """`các đơn vị`: nouns for many bodies that say nothing of which."""
    body = person_and_body(name)[1]
    found = collective(Piece("", body), body)
    return found is not None and not found.tail


def _goes_on(told: str, piece: Piece) -> bool:
    """Whether a piece belongs to the instruction: no name begins with it, or it is of a list inside."""
    if is_capital(piece.text):
        return False
    inside = (
        _OBJECT.search(even(told)) and collective_noun(piece.text) and not quantifier_and_rest(piece.text)[0]
    )
    return bool(inside) or not begins(piece.text)
