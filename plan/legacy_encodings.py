"""Vietnamese typed for the fonts of the 1990s (TCVN3, VNI): what its letters are in Unicode. Pure.

Such text looks like Latin letters with strange marks ("Th­êng xuyªn", "Thöôøng xuyeân"). It is only understood where
every word of it, put into Unicode, is a syllable that Vietnamese can have.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence

TCVN3, VNI = "TCVN3", "VNI"

_TCVN3 = str.maketrans(
    "¡¢£¤¥¦§¨©ª«¬\xad®µ¶·¸¹»¼½¾ÆÇÈÉÊËÌÎÏÐÑÒÓÔÕÖ×ØÜÝÞßáâãäåæçèéêëìíîïñòóôõö÷øùúûüýþ",
    "ĂÂÊÔƠƯĐăâêôơưđàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ",
)
# VNI writes a vowel and then its mark; letters that stand alone are in the second table.
_VNI_MARKS = {
    "ù": "\u0301",
    "ø": "\u0300",
    "û": "\u0309",
    "õ": "\u0303",
    "ï": "\u0323",
    "â": "\u0302",
    "ê": "\u0306",
    "á": "\u0302\u0301",
    "à": "\u0302\u0300",
    "å": "\u0302\u0309",
    "ã": "\u0302\u0303",
    "ä": "\u0302\u0323",
    "é": "\u0306\u0301",
    "è": "\u0306\u0300",
    "ú": "\u0306\u0309",
    "ü": "\u0306\u0303",
    "ë": "\u0306\u0323",
}
_VNI_LETTERS = str.maketrans("öôñæóòîÖÔÑÆÓÒÎ", "ươđỉĩịỵƯƠĐỈĨỊỴ")
_VNI_PAIR = re.compile("([aeouyöôAEOUYÖÔ])([" + "".join(_VNI_MARKS) + "".join(_VNI_MARKS).upper() + "])")

_LATIN_1 = re.compile(r"[\xa1-\xff]")
_MODERN = re.compile(
    "[\u0102\u0103\u0110\u0111\u0128\u0129\u0168\u0169\u01a0\u01a1\u01af\u01b0\u1ea0-\u1ef9]"
)
_STRANGE = re.compile(
    r"[^\W\d_][\xa1-\xaf\xb5-\xbe\xc5-\xc7\xcb\xcf\xd0\xd6\xd8\xdf\xe4-\xe7\xeb\xef-\xf1\xf6-\xf8\xfb\xfc\xfe](?=[^\W\d_])|[®§](?=[^\W\d_])"
)
_RAISED = re.compile(r"[ª²³¹º]+(?![^\W\d_])")
_WORD = re.compile(r"[^\W\d_]+")
_ANY_WORD = re.compile(r"[A-Za-z\xa1-\xff]+")
_FEWEST_WORDS, _ENOUGH_WORDS = 8, 5_000
_NEARLY_ALL, _FEW = 0.9, 0.7
# The sounds of a Vietnamese syllable, without its tone: some vowels end it, some cannot.
_SYLLABLE = re.compile(
    r"(?:ngh|ng|nh|ch|gh|gi|kh|ph|qu|th|tr|[bcdđghklmnprstvx])?(?:"
    r"(?:oai|oay|oeo|uây|iêu|yêu|ươi|ươu|uôi|uya|uyu|uơ|ai|ao|au|ay|âu|ây|eo|êu|ia|iu|oi|ôi|ơi|ua|ui|ưa|ưi|ưu)"
    r"|(?:oa|oe|uê|uy|a|e|ê|i|o|ô|ơ|u|ư|y)(?:ng|nh|m|n|(?P<stop>ch|c|p|t))?"
    r"|(?:iê|yê|uô|ươ|uyê|oă|uâ|ă|â)(?:ng|m|n|(?P<stopped>c|p|t)))"
)
_TONES = re.compile("[\u0300\u0301\u0303\u0309\u0323]")
_STOP_TONES = {"\u0301", "\u0323"}  # a syllable that ends in c, ch, p, t is said sharp or heavy


def legacy_encoding(text: str) -> str | None:
    """The old encoding that a text is typed in; None where it is Unicode, or where nothing is certain."""
    unmarked = _RAISED.sub("", text)  # "30/6¹" calls a footnote
    if not _LATIN_1.search(unmarked) or _MODERN.search(text) or is_vietnamese(unmarked):
        return None
    found = [name for name, decode in _DECODERS.items() if is_vietnamese(decode(text))]
    return found[0] if len(found) == 1 else None


def encoding_of_all(texts: Iterable[str]) -> str | None:
    """The old encoding of a whole document, where nearly all its words are syllables in it and few as they stand."""
    words = [word for text in texts if not _MODERN.search(text) for word in _marked(text)][:_ENOUGH_WORDS]
    if len(words) < _FEWEST_WORDS or _share(words) > _FEW:
        return None
    shares = {name: _share([decode(word) for word in words]) for name, decode in _DECODERS.items()}
    best = max(shares, key=lambda name: shares[name])
    others = max(share for name, share in shares.items() if name != best)
    return best if shares[best] >= _NEARLY_ALL and others <= _FEW else None


def _marked(text: str) -> list[str]:
    """The words of a text that are not plain Latin letters, with every sign of Latin-1 as a letter."""
    return [word for word in _ANY_WORD.findall(_RAISED.sub("", text)) if not word.isascii()]


def _share(words: Sequence[str]) -> float:
    good = sum(_is_syllable(word) for word in (unicodedata.normalize("NFC", word) for word in words))
    return good / len(words)


def seems_legacy(text: str) -> bool:
    """Whether letters stand in a text that no Vietnamese word has, as old fonts leave them: "xuyªn", "Thöôøng"."""
    return not _MODERN.search(text) and bool(_STRANGE.search(_RAISED.sub("", text)))


def decoded(text: str, encoding: str) -> str:
    return _DECODERS[encoding](text)


def is_vietnamese(text: str) -> bool:
    """Whether every word with a mark is a syllable of Vietnamese."""
    words = [word for word in _WORD.findall(unicodedata.normalize("NFC", text)) if not word.isascii()]
    rest = _LATIN_1.search(_WORD.sub("", text))
    telling = any(len(word) > 1 for word in words)  # a letter alone may be anything
    return telling and not rest and all(_is_syllable(word) for word in words)


def _is_syllable(word: str) -> bool:
    plain = unicodedata.normalize("NFD", word.lower())
    tones = _TONES.findall(plain)
    found = _SYLLABLE.fullmatch(unicodedata.normalize("NFC", _TONES.sub("", plain)))
    if not found or len(tones) > 1:
        return False
    stopped = found["stop"] or found["stopped"]
    return not stopped or set(tones) <= _STOP_TONES


def _from_tcvn3(text: str) -> str:
    return text.translate(_TCVN3)


def _from_vni(text: str) -> str:
    def letter(found: re.Match[str]) -> str:
        return found[1].translate(_VNI_LETTERS) + _VNI_MARKS[found[2].lower()]

    return unicodedata.normalize("NFC", _VNI_PAIR.sub(letter, text).translate(_VNI_LETTERS))


_DECODERS = {TCVN3: _from_tcvn3, VNI: _from_vni}
