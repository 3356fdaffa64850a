"""What an agency is told to do, written after its name: no part of a name. Pure."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from itertools import islice, zip_longest

from plan.agencies.naming.bodies import COLLECTIVES
from plan.agencies.naming.boundaries import begins, complete
from plan.agencies.naming.charges import before_charge, begins_a_duty, charges, is_ordered
from plan.agencies.naming.orders import (
    bare_nouns,
    in_a_manner,
    is_a_sentence,
    is_asked,
    is_told,
    names_a_room,
)
from plan.agencies.naming.pieces import (
    Piece,
    head_of,
    quantifier_and_rest,
)
from plan.agencies.naming.remarks import before_verb, before_verbs, manner_at, verb_at
from plan.agencies.naming.run_ons import before_work
from plan.agencies.naming.work import DIRECTS, OBJECT_LIST, goes_on
from plan.agencies.naming.writings import is_field
from plan.text import even, fold

_VERBS_TRIED = 6
# "Cục Kết cấu hạ tầng xây dựng": of what the office is, more often than what it does.
_BUILDS = " xây dựng "


def without_instructions(pieces: Sequence[Piece], known: Collection[str]) -> tuple[Piece, ...]:
    """The pieces less what agencies are told to do: `Bộ Tài chính thúc đẩy, theo dõi` → `Bộ Tài chính`."""
    return tuple(_kept(pieces, known))


def _kept(pieces: Sequence[Piece], known: Collection[str]) -> Iterator[Piece]:
    told, before = "", ""
    for piece, after in zip_longest(pieces, pieces[1:]):
        if piece.before in {";", "."}:
            if told and begins_a_duty(piece.text):
                told = piece.text
                continue
            told = ""
        elif not told and before and _tells(before, piece, known):
            told = piece.text
        elif not told and _is_a_duty(before, piece, known):
            told = piece.text[:1].lower() + piece.text[1:]
            continue
        if told and (goes_on(told, piece, known) or _the_same_again(told, before, piece)):
            told = told if OBJECT_LIST.search(even(told)) or DIRECTS.match(told) else piece.text
            continue
        body = "" if fold(piece.text) in known else _before_a_charge(piece.text, known)
        name = body or _before_work(piece.text, known)
        whole = bool(body) or (bool(name) and (complete(name, known) or is_told(piece, name, after)))
        whole = whole or (bool(name) and (in_a_manner(name, piece.text) or is_a_sentence(name, piece, after)))
        whole = whole and not (name and names_a_room(name, piece.text, after))
        if whole and bare_nouns(name):
            whole = (
                manner_at(piece.text[len(name) :])
                or is_told(piece, name, after)
                or is_asked(piece, name, after)
                or is_ordered(piece.text[len(name) :])
            )
        told = piece.text[len(name) :] if whole else ""
        before = name if whole else piece.text
        yield replace(piece, text=before)


def _before_a_charge(text: str, known: Collection[str]) -> str:
    """What stands before the first of the words that charge: `Lãnh đạo phòng xem xét trình Lãnh đạo Sở` → `Lãnh đạo phòng`."""
    found = [body for body in (before_charge(text), before_work(text)) if body]
    body = min(found, key=len, default="")
    sooner = before_verb(body)
    return sooner if sooner and complete(sooner, known) else body


def _before_work(text: str, known: Collection[str]) -> str:
    """The whole name before a verb, if any is; else what stands before the first."""
    cuts = list(islice(before_verbs(text), _VERBS_TRIED))
    whole = (name for name in cuts if complete(name, known))
    builds = (name for name in cuts if not text[len(name) :].startswith(_BUILDS))
    return next(whole, next(builds, cuts[0] if cuts else ""))


def _the_same_again(told: str, before: str, piece: Piece) -> bool:
    """`UBND tỉnh xem xét hồ sơ. Trường hợp đủ điều kiện, UBND tỉnh ban hành …`: the same body, and what else it does."""
    return even(told).startswith("trường hợp ") and bool(before) and piece.text.startswith(before)


def _tells(before: str, piece: Piece, known: Collection[str]) -> bool:
    """Whether a piece of the list only says what those before it are to do."""
    if charges(piece.text):
        return True
    return verb_at(piece.text) and complete(before, known) and not _a_noun(before, piece)


def _is_a_duty(before: str, piece: Piece, known: Collection[str]) -> bool:
    """`Vụ Tổ chức cán bộ: Tham mưu Lãnh đạo Bộ`: what follows the colon is done, and by no body of a list."""
    doing = piece.text[:1].lower() + piece.text[1:]
    if piece.before != ":" or len(doing.split()) == 1 or is_field(doing) or not complete(before, known):
        return False
    plain = doing == piece.text and not begins(doing)
    return plain or (bool(head_of(before)) and " " in before and verb_at(doing))


def _a_noun(before: str, piece: Piece) -> bool:
    """`Đơn vị, tổ chức thực hiện nhiệm vụ …`: behind another noun they are organisations, and what they do says which."""
    return (
        piece.text.startswith("tổ chức ") and COLLECTIVES.get(even(quantifier_and_rest(before)[1])) == "any"
    )
