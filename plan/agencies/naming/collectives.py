"""Runs of nouns for many bodies: `các sở, ban, ngành và đoàn thể tỉnh`. Pure.

A run is one part while its nouns are of one kind or one qualifier at its end covers them all;
`Các sở, ngành, đơn vị` is two parts, `Các sở, ngành, đơn vị liên quan` is one.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from plan.agencies.naming.bodies import CLOSED_COLLECTIVES, COLLECTIVES, NOBODY, QUALIFIERS, UNITS
from plan.agencies.naming.masks import shown
from plan.agencies.naming.pieces import (
    Name,
    Piece,
    collective_noun,
    head_of,
    is_acronym,
    is_capital,
    is_trade,
    person_and_body,
    quantifier_and_rest,
    sentence,
)
from plan.agencies.naming.places import places
from plan.agencies.naming.writings import in_full
from plan.text import even

_QUALIFIER = re.compile(rf"(?:{'|'.join(sorted(QUALIFIERS, key=len, reverse=True))})(?!\w)")
# Qualifiers whose object may be a list: "các đơn vị có hệ thống thông tin, cơ sở dữ liệu".
_OBJECT = re.compile(r"(?:có(?! liên quan)|là|sử dụng|quản lý)(?!\w) \w")
# "các sở, cơ quan thuộc UBND tỉnh" is one.
_OF_A_COMMITTEE = re.compile(r"thuộc (?:ubnd|ủy ban nhân dân)(?!\w)")
OWNED = re.compile(r"(?:^| )của các (?:hội|đoàn thể|sở|ban|bộ|ngành)$")
_OF_A_KIND = re.compile(r"(?:^| )(?:trực )?thuộc (?:các )?(\w+(?: \w+)?)$")
# "các ngân hàng thương mại, tổ chức tín dụng": organisations that are enterprises too.
_LENDS = re.compile(r"tổ chức (?:tín dụng|kinh tế|tài chính|kinh doanh|khoa học|đào tạo)(?!\w)")
# "các doanh nghiệp kinh doanh xăng dầu, LPG": what they deal with, in short.
_DEALS_WITH = re.compile(
    r"(?:kinh doanh|sản xuất|cung cấp|phân phối|bán lẻ|nhập khẩu|khai thác|chế biến)(?!\w) \w"
)
# "các hội, hiệp hội doanh nghiệp tỉnh" are one group.
_ASSOCIATIONS = {"hội", "hiệp hội"}
_KIND_AT_END = re.compile(rf"(?:^| )(?:{'|'.join(UNITS)})$")
_KIND = re.compile(r"chuyên môn|chuyên ngành|nghiệp vụ|tham mưu|chức năng|hành chính|sự nghiệp(?: công lập)?")
_OWNER = re.compile(r"(?<!\w)(?:trực )?thuộc(?!\w)")
# "các Vụ, Cục, đơn vị sự nghiệp trực thuộc Bộ": whose they are, said of all.
_KIND_OF_AN_OWNER = re.compile(rf"(?:{_KIND.pattern}) (?:trực )?thuộc(?!\w)")
_KIND_ALONE = re.compile(rf"(?:{'|'.join(UNITS)})(?: (?:trực )?thuộc (?:trung ương|tỉnh))?")
# Words of the last noun alone: "sở, ban, ngành, tổ chức chính trị - xã hội" are two.
_OWN = ("chính trị", "xã hội")
LEVEL = re.compile(r"cấp (?:tỉnh|huyện|xã|cơ sở|trung ương)$")


@dataclass(frozen=True, slots=True)
class Collective:
    """One piece of a run: adjacent nouns and what follows them; `before` is the separator."""

    before: str
    quantifier: str
    nouns: tuple[str, ...]
    tail: str
    # No noun of its own: another level, or more words of the tail before it.
    continues: bool = False

    @property
    def kind(self) -> str:
        return COLLECTIVES[even(self.nouns[-1])]

    @property
    def closed(self) -> bool:
        return even(f"{self.nouns[-1]} {shown(self.tail)}").startswith(
            CLOSED_COLLECTIVES
        ) and not _OF_A_COMMITTEE.match(even(shown(self.tail)))

    @property
    def words(self) -> str:
        plain = [noun.lower() if COLLECTIVES[even(noun)] != "private" else noun for noun in self.nouns]
        return ", ".join(plain) + (f" {self.tail}" if self.tail else "")


def collective(piece: Piece, text: str) -> Collective | None:
    """The text as nouns for many bodies, or None: `sở, ban` yes, `Sở Nội vụ` no."""
    quantifier, rest = quantifier_and_rest(text)
    nouns, rest = _nouns(rest)
    if not nouns or (not quantifier and rest and not _qualifies(rest)):
        return None
    return Collective(piece.before, quantifier, tuple(nouns), rest)


def _nouns(text: str) -> tuple[list[str], str]:
    """The noun, and those run on to it without a comma: `bộ ngành`, `sở - ban - ngành`."""
    nouns: list[str] = []
    rest = text
    while noun := collective_noun(rest):
        after = rest[len(noun) :].lstrip(" -–—")
        if nouns and not _run_on(nouns, noun, after):
            break
        nouns.append(rest[: len(noun)])
        rest = after
    return nouns, rest


# "các tổ chức cá nhân có liên quan": nouns between which the comma is often lost.
_LOST_COMMA = {
    ("tổ chức", "cá nhân"),
    ("đơn vị", "cá nhân"),
    ("đơn vị", "tổ chức"),
    ("đơn vị", "địa phương"),
    ("hội", "đoàn thể"),
    ("cán bộ", "công chức"),
    ("công chức", "viên chức"),
    ("cán bộ", "giáo viên"),
}


def _run_on(nouns: list[str], noun: str, after: str) -> bool:
    if even(nouns[-1]) == "ngành" and len(noun.split()) > 1 and COLLECTIVES[noun] == "any":
        # "sở, ban, ngành cơ quan, đơn vị có liên quan": the comma was lost.
        return not is_capital(after)
    if (even(nouns[-1]), noun) in _LOST_COMMA:
        return not after or _qualifies(after)
    if even(nouns[-1]) == "cơ quan" and noun == "ban":
        return not is_capital(after)
    if even(nouns[-1]) == "cơ quan":
        return noun in {"đơn vị", "tổ chức"} and (not after or _qualifies(after))
    return COLLECTIVES[noun] == COLLECTIVES[even(nouns[0])] == "state" and not is_capital(after)


def _qualifies(rest: str) -> bool:
    rest = rest.removeprefix("(")
    return bool(_QUALIFIER.match(even(rest))) and (
        not is_capital(rest) or even(rest).startswith(("thành phố", "tỉnh", "trung ương"))
    )


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
    if _lists_on(last, piece.text) or _goes_on(last, piece.text):
        return Collective(piece.before, "", last.nouns, piece.text, continues=True)
    found = collective(piece, piece.text) or _same_kind(last, piece)
    if found is None or found.quantifier:
        return None
    if last.tail and not last.closed and not _of_one_run(last, found) and not _lends_too(last, piece):
        return None
    # "các tổ chức, hộ gia đình, cá nhân có liên quan" is one; "các bộ, ngành và cộng đồng người dân" are two.
    if found.kind == "people" != last.kind and even(found.tail).startswith("có tên"):
        return None
    people = {last.kind, found.kind}
    return None if "people" in people and "state" in people else found


def _lists_on(last: Collective, text: str) -> bool:
    """A list at the end of the tail: `các Sở Y tế tỉnh, thành phố`, `các cơ quan của các Hội, đoàn thể`."""
    tail, words = even(last.tail), even(text)
    owners = OWNED.search(tail) and words in COLLECTIVES
    if tail in UNITS and words in UNITS:
        return True  # "các đảng ủy xã, phường, đặc khu"
    owner = _OF_A_KIND.search(f"{last.nouns[-1]} {tail}".lower() if not last.continues else f" thuộc {tail}")
    if owner and COLLECTIVES.get(owner[1]) == COLLECTIVES.get(words, ""):
        return True  # "các đơn vị trực thuộc sở, ban, ngành"
    places_listed = is_capital(last.tail) and _KIND_AT_END.search(tail) and _KIND_ALONE.fullmatch(words)
    return bool(owners or places_listed)


def _of_one_owner(last: Collective, found: Collective) -> bool:
    """`các phòng chuyên môn, đơn vị sự nghiệp trực thuộc`: kinds, and at the end whose they all are."""
    kind = bool(_KIND.fullmatch(even(last.tail)))
    return kind and last.kind in {"state", "any"} and bool(_OWNER.search(even(shown(found.tail))))


def _of_one_run(last: Collective, found: Collective) -> bool:
    """Words behind a noun inside the run: `các bộ, ngành trung ương, địa phương có liên quan`."""
    centre = even(last.tail) == "trung ương" and even(found.tail).endswith("liên quan")
    return centre or _alike(last, found) or _of_one_owner(last, found)


def _kind_of_school(tail: str) -> bool:
    """Words, or initials, that say what kind of school or institute it is: `ĐH`, `cao đẳng`."""
    return not is_capital(tail) or is_acronym(tail.split(" ", 1)[0])


def _alike(last: Collective, found: Collective) -> bool:
    """`các trường đại học, viện nghiên cứu`: each noun with words of its own, none that say which of them."""
    kind = bool(found.tail) or even(found.nouns[-1]) in {"học viện", "đại học", "viện", "trung tâm"}
    own = last.kind == found.kind == "private" and kind and _kind_of_school(last.tail)
    return own and not (_QUALIFIER.match(even(last.tail)) or _QUALIFIER.match(even(found.tail)))


def _goes_on(last: Collective, text: str) -> bool:
    """`các trường đại học, cao đẳng`: the words after the comma go on with the tail."""
    if not last.tail or (is_capital(text) and not _same_object(last, text)):
        return False
    if _KIND.fullmatch(even(last.tail)) and _KIND.fullmatch(even(text)):
        return True  # "các phòng chuyên môn, nghiệp vụ"
    if _QUALIFIER.match(even(last.tail)) and not _OBJECT.match(even(last.tail)):
        return False
    return not (
        (head_of(text) and not is_trade(text))
        or person_and_body(text)[0]
        or quantifier_and_rest(text)[0]
        or collective_noun(text)
        or places(text)
        or LEVEL.match(even(text))
    )


def _same_object(last: Collective, text: str) -> bool:
    """`là chủ quản CSDLQG, CSDL chuyên ngành`: the initials that the tail holds already, once more."""
    first = text.split(" ", 1)[0]
    again = _OBJECT.match(even(last.tail)) and f" {first}" in f" {last.tail}"
    goods = _DEALS_WITH.match(even(last.tail)) and first == text and not head_of(text)
    return is_acronym(first) and bool(again or goods)


def _same_kind(last: Collective, piece: Piece) -> Collective | None:
    """`các Hiệp hội và Doanh nghiệp công nghệ số`: the words after the last noun speak for both."""
    noun = collective_noun(piece.text)
    tail = piece.text[len(noun) :].strip()
    found = Collective(piece.before, "", (piece.text[: len(noun)],), tail) if noun else None
    if found and (_of_one_owner(last, found) or (not last.tail and _KIND_OF_AN_OWNER.match(even(tail)))):
        return found
    if found and _lends_too(last, piece):
        return found
    if found and noun in _ASSOCIATIONS and even(last.nouns[-1]) in _ASSOCIATIONS and not last.tail:
        return None if is_capital(tail) else found
    if not noun or COLLECTIVES[noun] != last.kind or last.kind == "state":
        return None
    return None if is_capital(tail) and not _initials_of_a_kind(last, tail) else found


def _lends_too(last: Collective, piece: Piece) -> bool:
    plain = last.kind == "private" and not is_capital(last.tail) and not _QUALIFIER.match(even(last.tail))
    return plain and bool(_LENDS.match(even(piece.text)))


def _initials_of_a_kind(last: Collective, tail: str) -> bool:
    """`một số trường ĐH, viện NC trên địa bàn`: initials after each noun, and at the end which of them."""
    first, _, rest = tail.partition(" ")
    return is_acronym(first) and is_acronym(last.tail.split(" ", 1)[0]) and _qualifies(rest)


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
    if {even(before.nouns[-1]), even(after.nouns[-1])} <= _ASSOCIATIONS:
        return False
    if run[-1].closed and even(run[-1].tail).endswith("liên quan"):
        return False  # "các bộ, cơ quan ngang bộ có liên quan": only those concerned, of both
    outsiders = before.kind == "private" and after.kind == "people"
    if outsiders and not (run[0].quantifier or after.tail):
        return True  # "doanh nghiệp và người dân"
    if before.closed or after.closed or (before.kind == "private" and after.kind == "state"):
        return True
    tail = even(next(item.tail for item in reversed(run) if not item.continues))
    covered = bool(_QUALIFIER.match(tail)) and not tail.startswith(_OWN)
    covered = covered or _of_one_owner(before, after) or bool(_KIND_OF_AN_OWNER.match(tail))
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
