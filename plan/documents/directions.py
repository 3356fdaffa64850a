"""What an amending document says in sentences: rows that it repeals, and changes by phrase, page or line. Pure.

A row is repealed only where the sentence names it. Any other sentence is kept as a direction, for a person.
"""

import re
from collections.abc import Iterable, Iterator

from plan.documents.preamble import PAPERS, SIGN
from plan.documents.relations import Direction, RowName, Sentences

_REPEALS = re.compile(
    r"^(?:\d+[.)]|[a-zđ][.)]|[-–+•])?\s*(?:bãi bỏ|hủy bỏ|huỷ bỏ|đưa ra khỏi kế hoạch)\b", re.IGNORECASE
)
_OF_ROWS = re.compile(r"nhiệm vụ|số thứ tự|\bSTT\b|\bdòng\b|\bmục\b", re.IGNORECASE)
_PLACE = re.compile(r"(?<![\w/.-])([IVXLC]{1,7}|[A-ZĐ])\.(\d+(?:\.\d+)*)(?![\w/-])")
_NUMBERS = r"\d+(?:\.\d+)*(?:\s*(?:,|và|,\s*và)\s*(?:số\s+)?\d+(?:\.\d+)*)*"
_IN_SECTION = re.compile(
    rf"(?:nhiệm vụ|số thứ tự|STT|số|thứ|dòng)\s+(?:thứ\s+|số\s+)?({_NUMBERS})(?:\s*,)?(?:\s*(?:tại|thuộc|của|trong|,)\s*)?"
    r"(?:\s*(?:mục|phần|nhóm)\s+([IVXLC]{1,7}|[A-ZĐ])(?![\w/]))?",
    re.IGNORECASE,
)
_QUOTED = r"[“\"‘«]([^“”\"‘’«»]{2,600})[”\"’»]"
_PHRASE = re.compile(
    rf"thay(?: thế)?(?: các| một số)?\s*(?:cụm từ|từ|chữ)\s*{_QUOTED}[^“\"‘«;]{{0,200}}?\bbằng\s*(?:cụm từ|từ|chữ)?\s*{_QUOTED}"
    rf"|(?:từ|nội dung|cụm từ|số)\s*:?\s*{_QUOTED}[^“\"‘«;]{{0,200}}?\bthành\s*:?\s*{_QUOTED}"
    rf"|(?:bãi bỏ|bỏ)\s+(?:các\s+)?(?:cụm từ|từ|chữ)\s*{_QUOTED}",
    re.IGNORECASE,
)
_TITLED = re.compile(rf"nhiệm vụ\s*:?\s*{_QUOTED}", re.IGNORECASE)
_BY_WORDS = re.compile(
    r"^(?:\d+[.)]|[a-zđ][.)]|[-–+•])?\s*(?:sửa đổi|điều chỉnh|bổ sung|đính chính|cập nhật|tại (?:trang|dòng))",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"\b(?:trang|dòng)\s+\d+|nhiệm vụ (?:số|thứ)|số thứ tự|\bSTT\b", re.IGNORECASE)


def read_sentences(paragraphs: Iterable[str]) -> Sentences:
    """Of the articles and the paragraphs below a title; tables are read elsewhere."""
    repeals: list[RowName] = []
    directions: list[Direction] = []
    for sentence in _sentences(paragraphs):
        rows = tuple(_rows(sentence))
        quoted = [Direction(sentence, *pair, rows) for pair in _pairs(sentence)]
        if quoted:
            directions += quoted
        elif _REPEALS.match(sentence) and _OF_ROWS.search(sentence):
            repeals += rows
            directions += [] if rows or sentence.endswith(":") else [Direction(sentence)]
        elif _BY_WORDS.match(sentence) and _ADDRESS.search(sentence):
            directions.append(Direction(sentence, rows=rows))
    return Sentences(tuple(dict.fromkeys(repeals)), tuple(dict.fromkeys(directions)))


def _sentences(paragraphs: Iterable[str]) -> Iterator[str]:
    for paragraph in paragraphs:
        for line in paragraph.split("\n"):
            words = re.sub(r"^\s*Điều\s+\d+\s*[.:]\s*", "", " ".join(line.split()), flags=re.IGNORECASE)
            yield from filter(
                None, (piece.strip() for piece in re.split(r"(?<=;)\s+|(?<=[^\d\s]\.)\s+(?=[A-ZĐ])", words))
            )


def _pairs(sentence: str) -> Iterator[tuple[str, str]]:
    for found in _PHRASE.finditer(sentence):
        given = [" ".join(group.split()) for group in found.groups() if group]
        yield given[0], given[1] if len(given) > 1 else ""


def _rows(sentence: str) -> Iterator[RowName]:
    """The rows that the sentence names; numbers of documents and days are no rows."""
    bare = re.sub(rf"{PAPERS}\s*(?:số:?)?\s*{SIGN}.*$", "", sentence, flags=re.IGNORECASE)
    for found in _PLACE.finditer(bare):
        yield RowName(found[1], found[2], "", sentence)
    for found in _IN_SECTION.finditer(_PLACE.sub("", bare)):
        for number in re.findall(r"\d+(?:\.\d+)*", found[1]):
            yield RowName((found[2] or "").upper(), number, "", sentence)
    for found in _TITLED.finditer(bare):
        yield RowName("", "", " ".join(found[1].split()), sentence)
