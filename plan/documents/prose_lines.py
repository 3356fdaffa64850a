"""Lines of a plan in prose that give no duty themselves: sections, titles of annexes, times, whose the duties below are. Pure."""

import re

from plan.documents.annexes import annex_mark
from plan.documents.bodies import body_words, names_body
from plan.documents.paragraphs import Paragraph

# “V/v …” says what a letter is about.
_SECTION = re.compile(r"(?!V/v\s)([IVXLC]{1,7})\s*[.)/:-]\s*(\S.*)", re.DOTALL)
_BRACKET = re.compile(r"\s*\((?:gồm|bao gồm|sau đây)[^()]*\)")
_TIME_BELOW = re.compile(
    r"(?:[-+•]\s*)?(?:Thời (?:gian|hạn)(?: thực hiện| hoàn thành){0,2}(?:\s*:|(?= (?:trước|trong|từ|chậm nhất|xong|đến|quý|tháng|năm) ))"
    r"|(?=Hoàn thành (?:trước|trong|chậm nhất|xong) ))\s*(\S.*?)[.;]?",
    re.DOTALL,
)
# “Chương II”, with its title behind it or in capitals below.
_CHAPTER = re.compile(r"(?:Chương|CHƯƠNG)\s+([IVXLC]{1,7}|\d{1,2})\s*[.:]?\s*(.*)", re.DOTALL)
_SUBJECT = re.compile(r"(?:Về|Đối với) [^.;:]{3,120}")
# “1.5. Trách nhiệm của đối tượng kiểm kê:” over its duties, whoever that is.
_WHOSE = re.compile(r"(?:Trách nhiệm|Nhiệm vụ) của\s+(\S.*)", re.DOTALL)
# The plan that a decision issues comes behind the addressees of the decision.
_PAPER = re.compile(
    r"(?:KẾ HOẠCH|CHƯƠNG TRÌNH|ĐỀ ÁN|PHƯƠNG ÁN|CHIẾN LƯỢC|QUY CHẾ|QUY ĐỊNH|(?:BẢNG |DANH MỤC )?(?:PHÂN CÔNG|NHIỆM VỤ))(?![a-zà-ỹ])"
)


def section_of(text: str, open_mark: str) -> tuple[str, str] | None:
    """The mark and the title of a section; `open_mark` is that of a chapter whose title stands in capitals below it."""
    if chapter := _CHAPTER.fullmatch(text):
        return chapter[1], " ".join(chapter[2].split())
    if open_mark and text.isupper():
        return open_mark, " ".join(text.split())
    found = _SECTION.fullmatch(text)
    return (found[1], " ".join(found[2].split())) if found else None


def begins_paper(text: str) -> bool:
    """What a decision issues, behind its addressees."""
    return bool(_PAPER.match(text))


def begins_annex(one: Paragraph) -> bool:
    """A line that heads an annex, or says which paper it came with."""
    return annex_mark(one.text) is not None or (not one.mark and one.text.startswith("(Kèm theo "))


def time_below(text: str) -> str:
    """The words of “Thời gian hoàn thành: …” on a line of its own."""
    found = _TIME_BELOW.fullmatch(text)
    return found[1] if found else ""


def is_subject(words: str) -> bool:
    """“Về cải cách thể chế”: what the orders below are about."""
    return bool(_SUBJECT.fullmatch(words))


def whose_below(one: Paragraph) -> str:
    """Whose duties stand below a numbered line that is open at its end, with marks of a lower rank behind it."""
    if not (one.number and one.is_above) or one.words.endswith((".", ";")):
        return ""
    bare = _BRACKET.sub("", one.words).rstrip(" :").removesuffix(" có trách nhiệm")
    if whose := _WHOSE.fullmatch(bare):
        return body_words(whose[1])
    is_group = bare.startswith("Các ") and names_body(" ".join(bare.split()[:3]))
    return body_words(bare) if is_group and not one.words.endswith(":") else ""
