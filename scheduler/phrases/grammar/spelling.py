"""One spelling for the many ways a phrase is typed; lengths are kept, so words can be quoted as written.

What changes a letter or a number beyond its spelling is said in the notes of the text.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from plan.legacy_encodings import decoded, legacy_encoding, seems_legacy
from plan.text import LOOK_ALIKES, RAISED, even
from scheduler.phrases.grammar.broken_lines import unbroken
from scheduler.phrases.grammar.short_words import in_full

# Slips that change no length, so that a place in the folded text is the same place in the shown one.
_LETTERS = str.maketrans(
    {
        **dict.fromkeys("‐‑‒–—―−﹘﹣－→➔÷", "-"),
        **dict.fromkeys("“”„«»", '"'),
        **dict.fromkeys("‘’`´", "'"),
        **dict.fromkeys("•·●▪◦∙○■□‣☐☑✓✔➢➤►❖◆⁃\uf0b7\uf0a7\uf0d8\uf0fc\uf076", "•"),
        "…": ".",
        "\t": " ",
        "\xa0": " ",
        **LOOK_ALIKES,
        "Ѵ": "V",
    }
)
# Raised letters and numbers, daggers, and a number in brackets glued to a numeral call a footnote; they are never part
# of the numeral before them. Only the raised 2 and 3 of m² and m³ belong to their word.
_FOOTNOTE = re.compile(
    rf" ?(?<!\bm)(?<!\bkm)(?<!\bcm)[{RAISED}]+(?:[,;] ?[{RAISED}]+)*|(?<=[\dIVXivx])\(\d{{1,2}}\)(?!\w)|(?<=[\w)]) ?\[\d{{1,2}}\](?!\w)|(?<=\w)\*{{1,3}}(?=[\s,.;:)]|$)"
)
# Fractions, and numbers in circles or squares: composing would glue their number to the one before.
_NUMBERS_APART = re.compile(
    "([\u00bc-\u00be\u2080-\u209c\u2150-\u215f\u2189\u2460-\u24ff\u3200-\u33ff\U0001f100-\U0001f1ff])"
)
# Whole words with Cyrillic or Greek letters: "Quý ІІ".
_FOREIGN = re.compile(r"(?<!\w)\w*[\u0370-\u04ff]\w*")
_UNSEEN = re.compile(
    r"[\u0000-\u0008\u000e-\u001f\u007f-\u009f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]"
)
_WORDS = {
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
    "bẩy": "bảy",
    "hăng": "hằng",
}
_WORD = re.compile(r"\w+")
# "Hàng" is "hằng" before a unit of time; "ngân hàng, hàng hóa" are goods.
_EVERY = re.compile(r"(?<!\w)hàng(?=,? (?:năm|quý|tháng|tuần|ngày|nửa|kỳ|giờ|\d))")
# A number in words with its figures, either way: "mười lăm (15) ngày", "02 (hai) lần".
_SAID = r"(?:(?:mười|mươi|một|hai|ba|bốn|tư|năm|lăm|mốt|sáu|bảy|bẩy|tám|chín)[^\S\n]?){1,3}"
_SAID_TWICE = re.compile(
    rf"(?<!\w){_SAID}\((\d{{1,3}})\)(?!\w)|(?<!\w)(\d{{1,3}})[^\S\n]?\({_SAID}\)", re.IGNORECASE
)
_GLUED = re.compile(r"\b(quý|quí|qúy|tháng|năm|ngày|hạn|vòng|trước|nhất|quá)(?=\d)", re.IGNORECASE)
_GLUED_WORDS = re.compile(
    r"(?<=\d )(ngày làm việc|ngày|tháng|năm|tuần)(?=(?:kể|tính) từ|trước khi|sau khi)", re.IGNORECASE
)
_GLUED_QUARTER = re.compile(r"\b(quý|quí|qúy)(?=(?:i{1,3}|iv)\b)", re.IGNORECASE)
_GLUED_NUMBER = re.compile(r"(?<=\d)(?=(?:tháng|năm|ngày|quý|lần)(?:\b|\d))", re.IGNORECASE)
_COLON = re.compile(r"(?<=\bngày):(?= ?\d)", re.IGNORECASE)
_SLASHES = re.compile(r"(?<=\d)//(?=\d)")
# A dash alone on its line, between two times: "2026\n-\n2030".
_DASH_BETWEEN = re.compile(r"(?<=[\dIVX])\n-\n(?=\w)", re.IGNORECASE)
_TWICE = re.compile(r"(?<!\w)(ngày|tháng|năm|quý) \1(?= \d)", re.IGNORECASE)
# An l or a 1 typed for the Roman one.
_FALSE_ROMAN = re.compile(r"(?<=\bquý )([il1]{1,3}v?)\b")
# A letter typed or scanned for a number inside a date: "3O/6", "l5/6/2026", "2O26".
_FALSE_NUMBER = re.compile(
    r"(?<=[\d/.-])o(?=[\d/.-])|(?<=\d)o(?=[\d/.-]|$)|(?<![\w.])(?<!quý )[li](?=\d ?[/.-] ?\d)|(?<=\d[/.-])[li](?=\d)|(?<=\d)[li](?=[/.-]\d)"
)
_BLANKS_INSIDE = re.compile(r"(?<=[(\[]) | (?=[)\],])")
_BLANKS = re.compile(r"[^\S\n]+")
# Marks of emphasis and of a line's end in text that was kept as Markdown: "trước **ngày 30/11**", "2026.\\" at a break.
_EMPHASIS = re.compile(r"\*{2,3}|(?<=[\s(])\*(?=\w)|(?<=[\w)])\*(?=\))|\\+(?=\s*\n|\s*$)")
_LINES = re.compile(r" ?(?:\r\n?|\n|\x0b|\x0c|\u2028|\u2029)[\s]*")


def _bare(word: str) -> str:
    parts = unicodedata.normalize("NFD", word.replace("đ", "d"))
    return "".join(letter for letter in parts if not unicodedata.combining(letter))


# Typed without any accent; only where the whole phrase is, since "quy" and "nam" are words too.
_ACCENTED = """
    năm quý tháng ngày tuần hằng mỗi trước đến từ vào hết đầu cuối giữa nửa một lần định kỳ chậm nhất thường xuyên liên tục hoàn thành đoạn cả và các tiếp của thứ hạn muộn không hơn là
"""
_UNACCENTED = {_bare(word): word for word in _ACCENTED.split()}
# A whole phrase in brackets or quotation marks.
_ENCLOSED = re.compile(r"(?:\([^()\n]+\)|\[[^\[\]\n]+\]|\"[^\"\n]+\")[ .;]*")


@dataclass(frozen=True, slots=True)
class Text:
    """A phrase as shown to people and as compared by the grammar, letter for letter alike."""

    shown: str
    key: str
    notes: tuple[str, ...] = ()  # what was understood beyond the spelling
    listed: bool = False  # one item of a list, after a bullet
    reports: bool = False  # names reports, each with its day of the year

    def part(self, start: int, end: int) -> str:
        return self.shown[start:end].strip(" ,.;:-•+*\n\"'")


def tidy(text: str) -> Text:
    """Compose, strip what cannot be seen, undo ligatures and glued words."""
    notes: list[str] = []
    notes += [
        f'chữ trông giống chữ Latinh "{word}": hiểu là {word.translate(_LETTERS)}'
        for word in _FOREIGN.findall(text)
    ]
    shown = _composed(
        _without_footnotes(
            _SAID_TWICE.sub(r"\1\2", unicodedata.normalize("NFC", _in_unicode(text, notes))), notes
        )
    )
    shown = _GLUED_NUMBER.sub(" ", in_full(shown, notes))
    for glued in (_GLUED, _GLUED_QUARTER, _GLUED_WORDS):
        shown = glued.sub(r"\1 ", shown)
    shown = _DASH_BETWEEN.sub(" - ", _COLON.sub("", _SLASHES.sub("/", shown)))
    shown = _TWICE.sub(r"\1", unbroken(shown))
    key = _EVERY.sub("hằng", _WORD.sub(lambda word: _WORDS.get(word[0], word[0]), even(shown)))
    if shown.isascii():
        accented = _WORD.sub(lambda word: _UNACCENTED.get(word[0], word[0]), key)
        notes += ["viết không dấu"] if accented != key else []
        key = accented
    if _FALSE_NUMBER.search(key):
        slips = [word for word in shown.split() if _FALSE_NUMBER.search(word.lower())]
        notes += [f'chữ gõ thay cho số trong "{word}": hiểu là số' for word in slips]
    key = _FALSE_NUMBER.sub(lambda letter: "0" if letter[0] == "o" else "1", key)
    repaired = _FALSE_ROMAN.sub(_roman, key)
    for found in _FALSE_ROMAN.finditer(key):
        if repaired[found.start() : found.end()] != found[0]:
            number = repaired[found.start() : found.end()].upper()
            notes.append(f'số La Mã gõ sai "{shown[found.start() : found.end()]}": hiểu là {number}')
    if _ENCLOSED.fullmatch(repaired):
        repaired = f" {repaired[1:].rstrip(' .;')[:-1]}".ljust(len(repaired))
    return Text(shown, repaired, tuple(notes))


def _in_unicode(text: str, notes: list[str]) -> str:
    encoding = legacy_encoding(text)
    if encoding is None:
        return text
    understood = decoded(text, encoding)
    notes.append(f"gõ bằng mã {encoding}, hiểu là: {' '.join(understood.split())}")
    return understood


def _without_footnotes(text: str, notes: list[str]) -> str:
    if seems_legacy(text):
        return text  # what looks raised may be a letter of an old font
    marks = [found[0].strip() for found in _FOOTNOTE.finditer(text)]
    notes += [f'dấu chú thích "{mark}", không phải số' for mark in marks if mark.strip("*")]
    return _FOOTNOTE.sub("", text)


def _composed(text: str) -> str:
    pieces = _NUMBERS_APART.split(text.translate(_LETTERS))
    pieces[::2] = [unicodedata.normalize("NFKC", piece) for piece in pieces[::2]]
    shown = _EMPHASIS.sub("", _UNSEEN.sub("", "".join(pieces)).translate(_LETTERS))
    shown = _LINES.sub("\n", shown)
    return _BLANKS_INSIDE.sub("", _BLANKS.sub(" ", shown)).strip()


def _roman(number: re.Match[str]) -> str:
    if number[1].isdigit() and len(number[1]) == 1:
        return number[1]
    return number[1].replace("l", "i").replace("1", "i")
