"""One spelling for the many ways a phrase is typed; lengths are kept, so words can be quoted as written."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from plan.text import even

# Slips that change no length, so that a place in the folded text is the same place in the shown one.
_LETTERS = str.maketrans(
    {
        **dict.fromkeys("‐‑‒–—―−﹘﹣－", "-"),
        **dict.fromkeys("“”„«»", '"'),
        **dict.fromkeys("‘’`´", "'"),
        **dict.fromkeys("•·●▪◦∙○■□‣", "•"),
        "…": ".",
        "\t": " ",
        "\xa0": " ",
        "ð": "đ",
        "Ð": "Đ",
        "і": "i",  # Cyrillic letters that look Roman
        "І": "I",
        "Ѵ": "V",
    }
)
_UNSEEN = re.compile(
    r"[\u0000-\u0008\u000e-\u001f\u007f-\u009f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]"
)
_WORDS = {
    "hàng": "hằng",
    "quí": "quý",
    "qúy": "quý",
    "qúi": "quý",
    "kì": "kỳ",
    "kỹ": "kỹ",
    "mùng": "mồng",
    "tuỳ": "tùy",
    "huỷ": "hủy",
    "uỷ": "ủy",
    "thuờng": "thường",
    "truớc": "trước",
    "trứơc": "trước",
    "từơng": "từng",
}
_WORD = re.compile(r"\w+")
_GLUED = re.compile(r"\b(quý|quí|qúy|tháng|năm|ngày)(?=\d)", re.IGNORECASE)
_GLUED_QUARTER = re.compile(r"\b(quý|quí|qúy)(?=(?:i{1,3}|iv)\b)", re.IGNORECASE)
_GLUED_NUMBER = re.compile(r"(?<=\d)(?=(?:tháng|năm|ngày|quý|lần)\b)", re.IGNORECASE)
# An l or a 1 typed for the Roman one.
_FALSE_ROMAN = re.compile(r"(?<=\bquý )([il1]{1,3}v?)\b")
_BLANKS = re.compile(r"[^\S\n]+")
_LINES = re.compile(r" ?(?:\r\n?|\n|\x0b|\x0c|\u2028|\u2029)[\s]*")


def _bare(word: str) -> str:
    parts = unicodedata.normalize("NFD", word.replace("đ", "d"))
    return "".join(letter for letter in parts if not unicodedata.combining(letter))


# Typed without any accent; only where the whole phrase is, since "quy" and "nam" are words too.
_ACCENTED = """
    năm quý tháng ngày tuần hằng mỗi trước đến từ vào hết đầu cuối giữa nửa một lần định kỳ chậm nhất thường xuyên liên tục hoàn thành đoạn cả và các tiếp của thứ hạn muộn không hơn là
"""
_UNACCENTED = {_bare(word): word for word in _ACCENTED.split()}
# A line broken after a word that cannot end one goes on.
_BROKEN = re.compile(
    r"(?:(?<=,)|(?<=\bvà)|(?<=\bcủa)|(?<=\bcác)|(?<=\bvào)|(?<=\btrong)|(?<=\btrước)|(?<=\bđến)|(?<=\bnăm)|(?<=\bquý)|(?<=\btháng)|(?<=\bngày))\n(?=\w)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Text:
    """A phrase as shown to people and as compared by the grammar, letter for letter alike."""

    shown: str
    key: str
    unaccented: bool = False
    listed: bool = False  # one item of a list, after a bullet

    def part(self, start: int, end: int) -> str:
        return self.shown[start:end].strip(" ,.;:-•+*\n\"'")


def tidy(text: str) -> Text:
    """Compose, strip what cannot be seen, undo ligatures and glued words."""
    shown = unicodedata.normalize("NFKC", text.translate(_LETTERS))
    shown = _UNSEEN.sub("", shown).translate(_LETTERS)
    shown = _LINES.sub("\n", shown)
    shown = _BLANKS.sub(" ", shown).strip()
    for glued in (_GLUED, _GLUED_QUARTER):
        shown = glued.sub(r"\1 ", shown)
    shown = _GLUED_NUMBER.sub(" ", shown)
    shown = _BROKEN.sub(" ", shown)
    if shown.isascii():
        key = _key(shown)
        accented = _WORD.sub(lambda word: _UNACCENTED.get(word[0], word[0]), key)
        return Text(shown, _FALSE_ROMAN.sub(_roman, accented), unaccented=accented != key)
    return Text(shown, _key(shown))


def _key(shown: str) -> str:
    folded = _WORD.sub(lambda word: _WORDS.get(word[0], word[0]), even(shown))
    return _FALSE_ROMAN.sub(_roman, folded)


def _roman(number: re.Match[str]) -> str:
    if number[1].isdigit() and len(number[1]) == 1:
        return number[1]
    return number[1].replace("l", "i").replace("1", "i")
