"""The pieces between a cell's separators, and what a piece's first word says of it. Pure."""

import re
from dataclasses import dataclass, replace

from plan.agencies.naming.bodies import (
    COLLECTIVES,
    HEADS,
    NOT_HEADS,
    PERSON_HEADS,
    PERSONS,
    TRADES,
    UNITS,
)
from plan.agencies.naming.masks import shown
from plan.agencies.naming.roles import Role, take_signs
from plan.text import even, remembered

_SEPARATOR = re.compile(
    r"\s*(?:([;,:/\n])|(\.)(?=[\s;]|$)|(?<!\w)(và|hoặc|cùng(?! cấp)(?: với)?)(?!\w)"
    r"|(?<=\s)(&)(?=\s+các\s)|(?<=\s)([-–—])(?=\s+(?:các |sở |công an ))|(?<=đoàn tn )([-–—])(?=\s+hội )|(?<=\s)(\+)(?=\s))\s*",
    re.IGNORECASE,
)
_STRENGTH = {"+": 2, ";": 3, ".": 3, "\n": 3, ":": 4, ",": 2, "/": 2, "-": 2, "–": 2, "—": 2, "và": 1}
_JUNK = " \t-–—*•\"'“”"


def _words(words: tuple[str, ...]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


_HEAD = re.compile(rf"(?:{_words((*HEADS, 'ủy ban nhân dân'))})(?!\w)")
# "Ban Hành chính - Hậu cần" is one.
_NOT_HEAD = re.compile(rf"(?:{_words(NOT_HEADS)}|ban hành(?! chính))(?!\w)")
_PERSON = re.compile(
    rf"(?:(?:các|những)\s+)?(?:đồng chí\s+)?({_words(PERSONS)})(?!\w)(?! (?:nước|trách|quân sự))\s*"
)
_QUANTIFIER = re.compile(r"(tất cả các|toàn bộ các|các|những|một số|mọi|mỗi|toàn thể|từng|\d{1,3})\s+")
_NOUN = re.compile(rf"(?:{_words(tuple(COLLECTIVES))})(?!\w)(?<!hội(?= đồng))")


@dataclass(frozen=True, slots=True)
class Piece:
    """`before` is the strongest separator before it: one of `; : , và` or nothing; `role`, what the cell says it does."""

    before: str
    text: str
    role: Role = ""


@dataclass(frozen=True, slots=True)
class Name:
    """One name: as written, in full, and in full without the person who stands for the agency."""

    text: str
    name: str
    body: str
    many: bool = False
    nobody: bool = False
    role: Role = ""
    # Other readings of the same words that are as good, each as its names; this name is then the whole of them.
    readings: tuple[tuple[str, ...], ...] = ()


# As far as the first words reach; a cell may be of 10,000 letters.
_AHEAD = 80


def cut(text: str) -> tuple[Piece, ...]:
    pieces: list[Piece] = []
    before, end = "", 0
    lowered = even(text)
    for found in _SEPARATOR.finditer(lowered):
        if (found[1] == "/" or found[3] == "hoặc") and _is_either(text[found.end() : found.end() + _AHEAD]):
            continue
        if found[1] == "/" and _under_either_head(
            lowered[end : found.start()], lowered[found.end() : found.end() + _AHEAD]
        ):
            continue
        if found[5] and _is_part_of(text[end : found.start()], text[found.end() :]):
            continue
        pieces, before = _add(pieces, before, text[end : found.start()])
        before = _stronger(before, _plain(next(group for group in found.groups() if group)))
        end = found.end()
    return _with_roles(_add(pieces, before, text[end:])[0])


def _is_either(text: str) -> bool:
    """`doanh nghiệp/cụm ngành`, `hoặc tương đương`: two words for one thing; `xã/phường` and `sở/ngành` are two kinds."""
    lowered = even(text)
    kind = collective_noun(text) or head_of(text) or quantifier_and_rest(text)[0]
    return text[:1].islower() and not kind and not lowered.startswith(tuple(UNITS))


# "Hội đồng/Ban Coi thi": a body under the one or the other head.
_HEADS_ALIKE = frozenset(("hội đồng", "ban", "tổ", "tiểu ban"))
_OTHER_HEAD = re.compile(rf"(?!tổ (?:chức|dân))(?:{'|'.join(sorted(_HEADS_ALIKE))}) \w")


def _under_either_head(before: str, after: str) -> bool:
    return before.strip(_JUNK) in _HEADS_ALIKE and bool(_OTHER_HEAD.match(after))


# Offices that stand before the one that they are of: "Chi cục Thủy lợi - Sở Nông nghiệp và Môi trường".
_PART_OF_AN_OFFICE = re.compile(
    r"(?:chi cục|trung tâm|cục|vụ|phòng (?:cảnh sát|an ninh|tham mưu|hậu cần|p[cax]\d))(?!\w)", re.IGNORECASE
)


def _is_part_of(before: str, after: str) -> bool:
    """Whether a dash stands between an office and the one above it, not between two."""
    office = take_signs(before)[0].strip(_JUNK)
    return bool(_PART_OF_AN_OFFICE.match(even(office))) and even(after).startswith(("sở ", "công an "))


def _with_roles(pieces: list[Piece]) -> tuple[Piece, ...]:
    """Each piece without its signs; who is named beside a lead that is marked helps it."""
    found: list[Piece] = []
    clause: Role = ""
    for piece in pieces:
        text, own, begins = take_signs(piece.text)
        clause = begins or clause
        found.append(Piece(piece.before, text.strip(_JUNK), own or clause))
    found = _as_their_list(found)
    if any(piece.role == "lead" for piece in found):
        marked = next(place for place, piece in enumerate(found) if piece.role == "lead")
        found = [
            replace(piece, role=piece.role or ("lead" if place < marked else "partner"))
            for place, piece in enumerate(found)
        ]
    return tuple(piece for piece in found if piece.text)


def _as_their_list(pieces: list[Piece]) -> list[Piece]:
    """A sign behind a list of one clause is that of all before it: `UBND các tỉnh, thành phố (chủ trì …)`."""
    for place in range(len(pieces) - 1, 0, -1):
        before, here = pieces[place - 1 : place + 1]
        if not before.role and here.role and here.before in {",", "và"}:
            pieces[place - 1] = replace(before, role=here.role)
    return pieces


def _add(pieces: list[Piece], before: str, text: str) -> tuple[list[Piece], str]:
    text = text.strip(_JUNK)
    if text.count("(") != text.count(")"):
        text = text.replace("(", " ").replace(")", " ").strip(_JUNK)
    return ([*pieces, Piece(before, text)], "") if text else (pieces, before)


def _plain(separator: str) -> str:
    if separator.startswith("cùng") or separator in {"hoặc", "&"}:
        return "và"
    return {".": ".", "\n": ";"}.get(separator, "," if _STRENGTH[separator] == 2 else separator)


def _stronger(one: str, other: str) -> str:
    return max(one, other, key=lambda separator: _STRENGTH.get(separator, 0))


@remembered
def head_of(text: str) -> str:
    """The first word or words that make this the name of a body; empty when there are none."""
    lowered = even(shown(text))
    found = None if _NOT_HEAD.match(lowered) else _HEAD.match(lowered)
    return text[: found.end()] if found else ""


def is_trade(text: str) -> bool:
    """A head in small letters and nothing more, which may as well be a trade: `viễn thông, điện lực`."""
    return text in TRADES


@remembered
def person_and_body(text: str) -> tuple[str, str]:
    """`Giám đốc Sở Tài chính` → the person and what the person leads."""
    found = _PERSON.match(even(text))
    if not found:
        return "", text
    person, body = text[: found.end()].strip(), text[found.end() :]
    held = PERSON_HEADS.get(found[1])
    if held and body and not head_of(body) and not quantifier_and_rest(body)[0]:
        # "Trưởng ban Dân tộc": the body's first word went with the person.
        return person.rsplit(" ", 1)[0], f"{held} {body}"
    return person, body


@remembered
def quantifier_and_rest(text: str) -> tuple[str, str]:
    found = _QUANTIFIER.match(even(text))
    return (found[1], text[found.end() :]) if found else ("", text)


# "… và Tổ chức thi hành pháp luật": what a body is for.
_ORGANISING = re.compile(
    r"Tổ chức (?:thi hành|cán bộ|biên chế|bộ máy|hành chính|sự kiện|nhân sự|lao động|phi chính phủ)(?!\w)"
)


@remembered
def collective_noun(text: str) -> str:
    """The noun for many bodies that the text begins with: sở, cơ quan, doanh nghiệp."""
    if _ORGANISING.match(text):
        return ""
    lowered = even(shown(text))
    found = (
        None
        if _NOT_HEAD.match(lowered)
        and not lowered.startswith(("tổ chức", "đoàn thể", "bộ phận", "tổ hợp tác"))
        else _NOUN.match(lowered)
    )
    return found.group() if found else ""


def is_capital(text: str) -> bool:
    first = next((c for c in text if c.isalnum()), "")
    return first.isupper() or first.isdigit()


def is_acronym(text: str) -> bool:
    return len(text) > 1 and text.isupper()


def sentence(text: str) -> str:
    """With a capital first letter."""
    return text[:1].upper() + text[1:]
