"""The order of the Vietnamese alphabet: Đ after D, Ă and Â after A, and of two same letters the tone decides last. Pure."""

import unicodedata
from functools import lru_cache

_LETTERS = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_RANKS = {letter: rank for rank, letter in enumerate(_LETTERS, start=1)}
_TONES = {
    "\u0300": 1,
    "\u0309": 2,
    "\u0303": 3,
    "\u0301": 4,
    "\u0323": 5,
}  # after none: huyền, hỏi, ngã, sắc, nặng

SortKey = tuple[tuple[tuple[int, ...], ...], tuple[int, ...]]


@lru_cache(maxsize=8_000)  # the same names are sorted again and again
def sort_key(name: str) -> SortKey:
    """To sort names by, as a Vietnamese reader looks them up: word by word, letters before tones."""
    words: list[tuple[int, ...]] = []
    tones: list[int] = []
    for word in name.casefold().split():
        ranks = []
        for letter in unicodedata.normalize("NFC", word):
            plain, tone = _parted(letter)
            ranks.append(_RANKS.get(plain, 0) or 100 + ord(plain))
            tones.append(tone)
        words.append(tuple(ranks))
    return tuple(words), tuple(tones)


def _parted(letter: str) -> tuple[str, int]:
    """The letter of the alphabet, and its tone."""
    marks = unicodedata.normalize("NFD", letter)
    tone = next((_TONES[mark] for mark in marks if mark in _TONES), 0)
    plain = unicodedata.normalize("NFC", "".join(mark for mark in marks if mark not in _TONES))
    return plain[:1] or letter, tone
