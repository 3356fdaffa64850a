"""A name with the pieces that go on with it; where it may as well end before, both readings. Pure."""

from collections.abc import Collection, Sequence
from dataclasses import replace

from plan.agencies.naming.bodies import SHARED_HEADS
from plan.agencies.naming.conjunctions import joins_item, joint, weigh_join
from plan.agencies.naming.doubts import doubts_item
from plan.agencies.naming.pieces import Name, Piece, head_of
from plan.agencies.naming.written import body_name
from plan.text import even

Readings = tuple[tuple[str, ...], ...]


def join(
    head: str, text: str, following: Sequence[Piece], known: Collection[str], *, again: bool
) -> tuple[str, Readings, int]:
    """The whole name, its readings, and how many of the following pieces it took."""
    doubtful, used, ends = False, 0, [text]
    while (
        used < len(following)
        and (weight := weigh_join(head, text, following[used:], known, again=again)) >= 0
    ):
        piece = following[used]
        text += joint(piece) + piece.text
        doubtful |= weight == 0
        ends = [*ends, piece.text] if weight == 0 else [*ends[:-1], ends[-1] + joint(piece) + piece.text]
        used += 1
    return text, _readings(head, text, ends) if doubtful else (), used


def _readings(head: str, text: str, ends: Sequence[str]) -> Readings:
    share = even(head) in SHARED_HEADS
    cut = [ends[0], *(f"{head} {end}" if share and not head_of(end) else end for end in ends[1:])]
    return (body_name(text, text).name,), tuple(body_name(end, end).name for end in cut)


def join_item(head: str, text: str, following: Sequence[Piece]) -> tuple[Name, int]:
    """The next name of an announced list; where its "và" may as well be the list's, both readings."""
    used = 0
    while used < len(following) and joins_item(text, following[used:]):
        text += joint(following[used]) + following[used].text
        used += 1
    if used == len(following) or not doubts_item(text, following[used:]):
        return body_name(f"{head} {text}", text), used
    last = following[used].text
    both = body_name(f"{head} {text} và {last}", f"{text} và {last}")
    apart = tuple(body_name(f"{head} {each}", each).name for each in (text, last))
    return replace(both, readings=((both.name,), apart)), used + 1
