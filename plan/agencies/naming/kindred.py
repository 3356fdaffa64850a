"""Which nouns for many bodies are of one run although words stand between them. Pure."""

import re

from plan.agencies.naming.bodies import COLLECTIVES
from plan.agencies.naming.collectives import QUALIFIER, Collective, qualifies
from plan.agencies.naming.masks import shown
from plan.agencies.naming.pieces import Piece, collective_noun, is_acronym, is_capital
from plan.text import even

# "các ngân hàng thương mại, tổ chức tín dụng": organisations that are enterprises too.
_LENDS = re.compile(r"tổ chức (?:tín dụng|kinh tế|tài chính|kinh doanh|khoa học|đào tạo)(?!\w)")
# "các hội, hiệp hội doanh nghiệp tỉnh" are one group.
ASSOCIATIONS = {"hội", "hiệp hội"}
KIND = re.compile(r"chuyên môn|chuyên ngành|nghiệp vụ|tham mưu|chức năng|hành chính|sự nghiệp(?: công lập)?")
_OWNER = re.compile(r"(?<!\w)(?:trực )?thuộc(?!\w)")
# "các Vụ, Cục, đơn vị sự nghiệp trực thuộc Bộ": whose they are, said of all.
KIND_OF_AN_OWNER = re.compile(rf"(?:{KIND.pattern}) (?:trực )?thuộc(?!\w)")


def of_one_owner(last: Collective, found: Collective) -> bool:
    """`các phòng chuyên môn, đơn vị sự nghiệp trực thuộc`: kinds, and at the end whose they all are."""
    kind = bool(KIND.fullmatch(even(last.tail)))
    return kind and last.kind in {"state", "any"} and bool(_OWNER.search(even(shown(found.tail))))


def of_one_run(last: Collective, found: Collective) -> bool:
    """Words behind a noun inside the run: `các bộ, ngành trung ương, địa phương có liên quan`."""
    centre = even(last.tail) == "trung ương" and even(found.tail).endswith("liên quan")
    return centre or _alike(last, found) or of_one_owner(last, found)


def _kind_of_school(tail: str) -> bool:
    """Words, or initials, that say what kind of school or institute it is: `ĐH`, `cao đẳng`."""
    return not is_capital(tail) or is_acronym(tail.split(" ", 1)[0])


def _alike(last: Collective, found: Collective) -> bool:
    """`các trường đại học, viện nghiên cứu`: each noun with words of its own, none that say which of them."""
    kind = bool(found.tail) or even(found.nouns[-1]) in {"học viện", "đại học", "viện", "trung tâm"}
    own = last.kind == found.kind == "private" and kind and _kind_of_school(last.tail)
    return own and not (QUALIFIER.match(even(last.tail)) or QUALIFIER.match(even(found.tail)))


def same_kind(last: Collective, piece: Piece) -> Collective | None:
    """`các Hiệp hội và Doanh nghiệp công nghệ số`: the words after the last noun speak for both."""
    noun = collective_noun(piece.text)
    tail = piece.text[len(noun) :].strip()
    found = Collective(piece.before, "", (piece.text[: len(noun)],), tail) if noun else None
    if found and (of_one_owner(last, found) or (not last.tail and KIND_OF_AN_OWNER.match(even(tail)))):
        return found
    if found and lends_too(last, piece):
        return found
    if found and noun in ASSOCIATIONS and even(last.nouns[-1]) in ASSOCIATIONS and not last.tail:
        return None if is_capital(tail) else found
    if not noun or COLLECTIVES[noun] != last.kind or last.kind == "state":
        return None
    return None if is_capital(tail) and not _initials_of_a_kind(last, tail) else found


def lends_too(last: Collective, piece: Piece) -> bool:
    plain = last.kind == "private" and not is_capital(last.tail) and not QUALIFIER.match(even(last.tail))
    return plain and bool(_LENDS.match(even(piece.text)))


def _initials_of_a_kind(last: Collective, tail: str) -> bool:
    """`một số trường ĐH, viện NC trên địa bàn`: initials after each noun, and at the end which of them."""
    first, _, rest = tail.partition(" ")
    more = not rest or qualifies(rest) or is_acronym(rest.strip(" -–"))
    return is_acronym(first) and is_acronym(last.tail.split(" ", 1)[0]) and more
