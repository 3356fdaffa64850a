"""The words of a cell → its pieces, those that were used set apart. Pure."""

from collections.abc import Iterable

from plan.text import even, nfc

Piece = tuple[str, bool]
_ENDS = ";\n"


def words_behind(product: str, labels: Iterable[str]) -> tuple[str, ...]:
    """What a product says of time: the rest of its clause behind the words that name what is due then."""
    line = " ".join(nfc(product).split())
    plain, names = even(line), [even(" ".join(nfc(label).split())) for label in labels]
    starts = [(plain.find(name), len(name)) for name in names if name]
    found = []
    for start, length in starts:
        if start >= 0:
            begin = start + length
            stops = [at for at in (plain.find(sign, begin) for sign in _ENDS) if at >= 0]
            stops += [other for other, _ in starts if other > begin]
            found.append(line[begin : min(stops, default=len(line))].strip(" ,:.-–"))
    return tuple(words for words in found if words)


def pieces(text: str, used: Iterable[str]) -> tuple[Piece, ...]:
    """All of the text on one line; of each of the used words the first place where they stand is marked."""
    line = " ".join(nfc(text).split())
    plain, marks = even(line), [False] * len(line)
    for words in used:
        sought = even(" ".join(nfc(words).split()))
        start = plain.find(sought) if sought else -1
        if start >= 0:
            marks[start : start + len(sought)] = [True] * len(sought)
    found: list[Piece] = []
    for letter, mark in zip(line, marks, strict=True):
        if found and found[-1][1] == mark:
            found[-1] = (found[-1][0] + letter, mark)
        else:
            found.append((letter, mark))
    return tuple(found)
