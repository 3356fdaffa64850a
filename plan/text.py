"""Vietnamese text made comparable: one form to keep, one to compare by, one to search by. Pure."""

import re
import unicodedata
from collections.abc import Callable
from functools import lru_cache, wraps
from shlex import quote
from typing import TypeVar

from plan.legacy_encodings import decoded, legacy_encoding

# Old and new placement of the tone mark differ as text and are one word: hoà/hòa, uỷ/ủy, thuý/thúy.
_GLIDES = ("oa", "oe", "uy")
_TONES = "\u0300\u0301\u0303\u0309\u0323"
_MOVED = {
    unicodedata.normalize("NFC", glide + tone): unicodedata.normalize("NFC", glide[0] + tone + glide[1])
    for small in _GLIDES
    for glide in (small, small.capitalize())
    for tone in _TONES
}
# "quý" and "quỳnh" keep their mark: there the u belongs to the consonant.
_GLIDE = re.compile("(?<![qQ])(?:" + "|".join(_MOVED) + r")(?!\w)")
_DASHES = re.compile(r"\s*[-\u2010-\u2015\u2212]\s*")
_BLANKS = re.compile(r"[^\S\n]+")


SOFT_HYPHEN = "\u00ad"
_KEPT = {"\n", "\t", SOFT_HYPHEN}
_NO_XML = {"\ufffe", "\uffff"}  # no characters, and in no paper: an XML file must not hold them
# Letters that look like those of Vietnamese and are others: Icelandic eth, African d and oi, Cyrillic, Greek.
LOOK_ALIKES = dict(
    zip(
        "\u00d0\u0189\u00f0\u0256\u01a2\u01a3"
        "\u0410\u0412\u0415\u0406\u041a\u041c\u041d\u041e\u0420\u0421\u0422\u0425\u0430\u0435\u0456\u043e\u0440\u0441\u0445\u0443"
        "\u0391\u0392\u0395\u0397\u0399\u039a\u039c\u039d\u039f\u03a1\u03a4\u03a7\u03a5\u03bf",
        "ĐĐđđƯưABEIKMHOPCTXaeiopcxyABEHIKMNOPTXYo",
        strict=True,
    )
)
_LOOK_ALIKES = str.maketrans(LOOK_ALIKES)
# Nearly no text has any, and looking is a tenth of the work of exchanging.
_HAS_LOOK_ALIKE = re.compile(f"[{''.join(LOOK_ALIKES)}]")


# A name or a phrase; longer texts are whole documents, which nobody asks about twice.
_REMEMBERED_TO, _MOST_REMEMBERED = 120, 4096
_Said = TypeVar("_Said")


def remembered(read: Callable[[str], _Said]) -> Callable[[str], _Said]:
    """The same pure function of a text, its answers to short ones kept: a cell is weighed by asking again and again."""
    kept = lru_cache(maxsize=_MOST_REMEMBERED)(read)

    @wraps(read)
    def answered(text: str) -> _Said:
        return kept(text) if len(text) <= _REMEMBERED_TO else read(text)

    return answered


def keep(text: str) -> str:
    """NFC without control characters and what no XML can hold; blanks, line breaks, soft hyphens, look-alikes stay as written."""
    composed = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    if composed.isprintable():
        return composed  # nearly all there is; a control character is never printable
    return "".join(filter(_is_kept, composed))


def _is_kept(letter: str) -> bool:
    return letter in _KEPT or (
        unicodedata.category(letter) not in {"Cc", "Cf", "Cs"} and letter not in _NO_XML
    )


# Raised letters and numbers, and daggers: they call a footnote.
RAISED = "\u00aa\u00b2\u00b3\u00b9\u00ba\u02b0-\u02b8\u02e0-\u02e4\u1d2c-\u1d6a\u1d9b-\u1dbf\u2070-\u207f\u2020\u2021\u203b"


def evened(text: str) -> str:
    """Look-alikes undone, soft hyphens passed over."""
    plain = text.translate(_LOOK_ALIKES) if _HAS_LOOK_ALIKE.search(text) else text
    return unicodedata.normalize("NFC", plain).replace(SOFT_HYPHEN, "")


def nfc(text: str) -> str:
    """NFC, control characters and soft hyphens stripped, look-alikes undone, blanks folded in each line."""
    understood = evened(keep(text))
    return "\n".join(_BLANKS.sub(" ", line).strip() for line in understood.split("\n")).strip("\n")


def in_unicode(text: str) -> str:
    """What was typed in TCVN3 or VNI, put into Unicode where that is certain."""
    encoding = legacy_encoding(text)
    return decoded(text, encoding) if encoding else text


def modern(text: str) -> str:
    """Tone marks placed the modern way: Đảng uỷ → Đảng ủy, Uỷ ban → Ủy ban."""
    return _GLIDE.sub(lambda found: _MOVED[found.group()], text)


@remembered
def even(text: str) -> str:
    """Lower case with tone marks placed the modern way; as long as the NFC text it came from."""
    lowered = text.lower()
    if len(lowered) != len(text):  # a few letters of other languages grow
        lowered = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    return _GLIDE.sub(lambda found: _MOVED[found.group()], lowered)


@remembered
def fold(text: str) -> str:
    """The form two writings of one name share. Accents stay: Nội vụ and Ngoại vụ are not alike."""
    return even(_DASHES.sub("-", " ".join(nfc(text).casefold().split())))


def bare(text: str) -> str:
    """Without accents, `đ` as `d`: for suggestions and searching, never for equality."""
    plain = fold(text).replace("đ", "d")
    return "".join(c for c in unicodedata.normalize("NFD", plain) if not unicodedata.combining(c))


def plain_cell(text: str) -> str:
    """The text as a cell of a CSV file that no spreadsheet runs as a formula (an apostrophe before it)."""
    return f"'{text}" if text.lstrip().startswith(("=", "+", "-", "@")) or text[:1] in "\t\r\n" else text


def quoted(text: str) -> str:
    """The text as one word of a shell, in the quotes that people know where these do."""
    return quote(text) if set(text) & set('"$`\\!') else f'"{text}"'


_WORD = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
_LOCAL = re.compile(rf"{_WORD}(?:\.{_WORD})*")
_LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_DOMAIN = re.compile(rf"{_LABEL}(?:\.{_LABEL})*")
LONGEST_LOCAL, LONGEST_DOMAIN = 64, 253  # RFC 5321, 4.5.3.1


def is_address(text: str) -> bool:
    """Whether mail servers take it as it is: words joined by single dots on both sides of one @ (RFC 5321, 4.1.2)."""
    local, _, domain = text.partition("@")
    return (
        len(local) <= LONGEST_LOCAL
        and len(domain) <= LONGEST_DOMAIN
        and _LOCAL.fullmatch(local) is not None
        and _DOMAIN.fullmatch(domain) is not None
    )
