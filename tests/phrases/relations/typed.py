"""How a phrase is typed: case, blanks, marks of tone, stops, brackets, bullets, broken lines."""

import re
import unicodedata
from collections.abc import Iterator

_OLD_TONES = {"hòa": "hoà", "khóa": "khoá", "hóa": "hoá", "tòa": "toà", "thủy": "thuỷ", "hủy": "huỷ", "tùy": "tuỳ", "ủy": "uỷ", "quý": "quí", "kỳ": "kì", "kỷ": "kỉ"}  # fmt: skip
_WORDS = re.compile("|".join(rf"\b{word}\b" for word in _OLD_TONES), re.IGNORECASE)


def cases(phrase: str) -> Iterator[str]:
    yield phrase.upper()
    if not re.search(r"\b[A-ZĐ]{3}", phrase):
        yield phrase[:1].lower() + phrase[1:]
    yield phrase[:1].upper() + phrase[1:]


def blanks(phrase: str) -> Iterator[str]:
    for blank in ("  ", "\u00a0", "\t", "\u2009", " \u200b"):
        yield phrase.replace(" ", blank)
    yield f"  {phrase} \n"
    yield re.sub(r"(?<=\d)/(?=\d{4})", " / ", phrase)
    yield re.sub(r", ", " , ", phrase)
    yield re.sub(r"; ", " ;", phrase)
    yield re.sub(r" \(", "(", phrase)
    yield re.sub(r"\(([^()]*)\)", r"( \1 )", phrase)
    yield re.sub(r": ", " : ", phrase)
    yield re.sub(r": ", ":", phrase)


def letters(phrase: str) -> Iterator[str]:
    for form in ("NFD", "NFKD", "NFKC"):
        yield unicodedata.normalize(form, phrase)
    yield _WORDS.sub(lambda found: _as(found[0], _OLD_TONES[found[0].lower()]), phrase)
    yield phrase.replace("-", "–")
    yield phrase.replace("-", "—").replace("–", "—")


def _as(word: str, other: str) -> str:
    return other.upper() if word.isupper() else other.capitalize() if word[0].isupper() else other


def stops(phrase: str) -> Iterator[str]:
    for stop in (".", ";", ",", " .", "./.", ":", "…"):
        yield phrase.rstrip(" .;,:") + stop


def around(phrase: str) -> Iterator[str]:
    if "\n" in phrase or ";" in phrase:
        return
    yield from (f"“{phrase}”", f'"{phrase}"', f"*{phrase}*", f"**{phrase}**")
    if "(" not in phrase:
        yield from (f"({phrase})", f"[{phrase}]", f"({phrase}).")


def bullets(phrase: str) -> Iterator[str]:
    if "\n" in phrase or ";" in phrase or re.match(r"[-+•*\d(]|\w\)", phrase):
        return
    for bullet in (
        "- ",
        "+ ",
        "• ",
        "* ",
        "-",
        "+",
        "– ",
        "a) ",
        "1. ",
        "1) ",
        "(1) ",
        "(i) ",
        "đ) ",
        "\uf0b7 ",
        "☐ ",
        "✓ ",
        "1- ",
        "a. ",
        "I. ",
    ):
        yield bullet + phrase


def broken(phrase: str) -> Iterator[str]:
    """A line broken at every blank, and at each of them by turns; a dash there would begin an item."""
    phrase = re.sub(r" ([-–]) (?=\w)", r"\1", phrase)
    yield phrase.replace(" ", "\n")
    gaps = [found.start() for found in re.finditer(" ", phrase)]
    for at in gaps if len(gaps) < 14 else gaps[:: len(gaps) // 8]:
        yield f"{phrase[:at]}\n{phrase[at + 1 :]}"
    for width in (10, 16, 24):
        yield _wrapped(phrase, width)


def _wrapped(phrase: str, width: int) -> str:
    lines, line = [], ""
    for word in phrase.split(" "):
        if line and len(line) + len(word) >= width:
            lines.append(line)
            line = word
        else:
            line = f"{line} {word}".strip()
    return "\n".join([*lines, line])
