"""Nouns for many bodies: `các sở, ban, ngành`, and what stands behind them. Pure."""

import re
from dataclasses import dataclass

from plan.agencies.naming.bodies import CLOSED_COLLECTIVES, COLLECTIVES, QUALIFIERS
from plan.agencies.naming.masks import shown
from plan.agencies.naming.pieces import Piece, collective_noun, is_capital, quantifier_and_rest
from plan.text import even

QUALIFIER = re.compile(rf"(?:{'|'.join(sorted(QUALIFIERS, key=len, reverse=True))})(?!\w)")
# "các sở, cơ quan thuộc UBND tỉnh" is one.
_OF_A_COMMITTEE = re.compile(r"thuộc (?:ubnd|ủy ban nhân dân)(?!\w)")
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
    if not nouns or (not quantifier and rest and not qualifies(rest)):
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
        nouns.append(shown(rest[: len(noun)]))
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
        return not after or qualifies(after)
    if even(nouns[-1]) == "cơ quan" and noun == "ban":
        return not is_capital(after)
    if even(nouns[-1]) == "cơ quan":
        return noun in {"đơn vị", "tổ chức"} and (not after or qualifies(after))
    return COLLECTIVES[noun] == COLLECTIVES[even(nouns[0])] == "state" and not is_capital(after)


def qualifies(rest: str) -> bool:
    rest = rest.removeprefix("(")
    return bool(QUALIFIER.match(even(rest))) and (
        not is_capital(rest) or even(rest).startswith(("thành phố", "tỉnh", "trung ương"))
    )
