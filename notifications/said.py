"""A sentence in pieces: each its words, and how they stand out. The same pieces make the HTML and the text. Pure."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

NBSP = "\u00a0"


# A tuple, since a letter has a hundred of them: made, hashed and compared in a third of the time of a frozen dataclass.
class SaidPiece(NamedTuple):
    """A piece of a sentence. `tone` is a class of colour: son, nghe, cham, reu, sim, quiet; empty: ink."""

    text: str
    tone: str = ""
    strong: bool = False
    quoted: bool = False  # words of a document, set in serif, in the text in quotes
    small: bool = False
    link: str = ""


Sentence = tuple[SaidPiece, ...]


def say(*pieces: str | SaidPiece | Sentence) -> Sentence:
    """Words and pieces, one after the other."""
    found: list[SaidPiece] = []
    for piece in pieces:
        match piece:
            case str():
                found += [SaidPiece(piece)] if piece else []
            case SaidPiece():
                found.append(piece)
            case _:
                found += piece
    return tuple(found)


def quiet(*pieces: str | SaidPiece | Sentence) -> Sentence:
    """A note: small and quiet, where a piece has no look of its own."""
    return tuple(
        SaidPiece(one.text, one.tone or "quiet", one.strong, one.quoted, small=True, link=one.link)
        for one in say(*pieces)
    )


def plain(sentence: Iterable[SaidPiece]) -> str:
    """The words alone."""
    return "".join(piece.text for piece in sentence).replace(NBSP, " ")


def joined(parts: Sequence[Sentence], between: str = " · ", last: str | None = None) -> Sentence:
    """Parts with words between them; before the last part others, if they are given."""
    found: Sentence = ()
    for n, part in enumerate(parts):
        if n:
            found = say(found, last if last is not None and n == len(parts) - 1 else between)
        found = say(found, part)
    return found


def listed(parts: Sequence[Sentence]) -> Sentence:
    """A, B và C."""
    return joined(parts, ", ", " và ")
