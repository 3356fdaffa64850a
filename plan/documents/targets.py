"""Which decisions a document changes, takes the place of or repeals: number, day and issuer as it names them. Pure.

Read where such a document says so: in its title, in Điều 1, and in its last article or line. A decision that is
only a ground ("Căn cứ …"), or that explains another ("… đã được sửa đổi bởi …"), is none of these.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from plan.documents.preamble import DAY, PAPERS, SIGN, closed, written_day
from plan.documents.relations import NamedDecision, Way

_CITED = re.compile(
    rf"{PAPERS}\s*(?:số:?)?\s*{SIGN}(?:\s*,?\s*{DAY})?"
    r"(?:\s+của\s+([^();,.\n“”\"]{2,90}?)(?=\s*(?:[();,.\n“”\"]|ban hành|về |đã |sửa đổi|bổ sung|thành |tại |như |và |$)))?"
    r"(?:\s*\(\s*nay là\s+([^()]{2,90})\))?",
    re.IGNORECASE,
)
_VERB = re.compile(
    r"(?P<amends>sửa đổi(?:\s*,?\s*bổ sung)?|bổ sung|điều chỉnh|cập nhật|đính chính|thay(?: thế)?(?: các| một số)? cụm từ"
    r"|(?:bãi bỏ|hủy bỏ|huỷ bỏ)(?= (?:một phần|một số|các nội dung|nội dung|cụm từ|các cụm từ|điểm|khoản|Điều \d|nhiệm vụ|các nhiệm vụ"
    r"|dòng|số thứ tự|mục)))|(?P<replaces>thay thế|bãi bỏ|hủy bỏ|huỷ bỏ)",
    re.IGNORECASE,
)
# What may stand before the verb of a title; after these words the verb is what somebody is to do.
_BEFORE = re.compile(
    r"thực hiện|triển khai|rà soát|thi hành|xây dựng|tham mưu|kết quả|tổ chức", re.IGNORECASE
)
_MOST_BEFORE = 110
_GROUND = re.compile(
    r"\s*(?:[-–+•]\s*)?(?:Căn cứ|Xét|Theo đề nghị|Thực hiện|Thi hành|Kính gửi|Số:?\s)", re.IGNORECASE
)
_KIND = re.compile(
    r"\s*\(?(?:QUYẾT ĐỊNH|KẾ HOẠCH|CHƯƠNG TRÌNH|NGHỊ QUYẾT|CHỈ THỊ|THÔNG BÁO|CÔNG VĂN|V/v|Về việc)"
)
_ARTICLE = re.compile(r"^\s*Điều\s+(\d+)\s*[.:]", re.IGNORECASE | re.MULTILINE)
_LAST = re.compile(r"(?:thay thế|bãi bỏ)", re.IGNORECASE)
_JOINED = re.compile(r"\s*(?:,|;|và|,\s*và)?\s*(?:các\s+)?", re.IGNORECASE)
_SAME = re.compile(r"(?:ban hành|phê duyệt)?\s*(?:kèm theo|tại|theo)\s*$", re.IGNORECASE)


def read_targets(before: str, after: Sequence[str]) -> tuple[NamedDecision, ...]:
    """`before` is what stands above the tables, `after` are the paragraphs from there on; each decision once."""
    found: dict[str, NamedDecision] = {}
    for passage in _passages(before, after):
        for target in _of_passage(passage):
            found.setdefault(target.number, target)
    return tuple(found.values())


def _passages(before: str, after: Sequence[str]) -> Iterator[str]:
    """The title, each article that changes another document, and the last line."""
    text = "\n".join((before, *after))
    articles = list(_ARTICLE.finditer(text))
    yield from _titles(text[: articles[0].start()] if articles else before)
    starts = [article.start() for article in articles] + [len(text)]
    for n, article in enumerate(articles, 1):
        words = text[article.end() : starts[n]]
        if article[1] == "1":
            yield from re.split(r"\n\s*(?=\d+[.)]\s)|(?<=[.;])\s*\n", words)
        elif _LAST.search(words):
            yield from re.split(r"(?<=[.;])\s", words)
    last = next((line for line in reversed(after) if line.strip()), "")
    if last.strip().startswith("(") or not articles:
        yield from (sentence for sentence in re.split(r"(?<=[.;])\s", last) if _LAST.search(sentence))


def _titles(head: str) -> Iterator[str]:
    """Runs of lines that belong together: the kind of the paper begins one, a ground or an empty line ends it."""
    lines: list[str] = []
    for line in [*head.split("\n"), ""]:
        if _KIND.match(line) and lines:
            yield " ".join(lines)
            lines = []
        if line.strip() and not _GROUND.match(line):
            lines.append(line.strip())
        elif lines:
            yield " ".join(lines)
            lines = []


def _of_passage(passage: str) -> Iterator[NamedDecision]:
    text = " ".join(passage.split())
    verb = _VERB.search(text)
    if verb is None or verb.start() > _MOST_BEFORE or _BEFORE.search(text[: verb.start()]):
        return
    if _CITED.search(text[: verb.start()]):
        return  # what another document does: "Nghị quyết số 5 sửa đổi Nghị quyết số 3"
    way, end, last = _way(verb), verb.end(), None
    for cited in _CITED.finditer(text, verb.end()):
        between = text[end : cited.start()]
        another = _VERB.match(between.lstrip(" ,;").removeprefix("và").lstrip()) if last else None
        if another:
            way = _way(another)
        elif last and _SAME.search(between):
            last = replace(last, also=(*last.also, closed(cited[1])))
            end = cited.end()
            continue
        elif last and not _JOINED.fullmatch(between):
            break  # the words that follow explain the one before
        if last:
            yield last
        last, end = _target(way, cited), cited.end()
    if last:
        yield last


def _way(verb: re.Match[str]) -> Way:
    return "amends" if verb["amends"] else "replaces"


def _target(way: Way, cited: re.Match[str]) -> NamedDecision:
    day = written_day(*cited.groups()[1:4]) if cited[2] else None
    issuer = (cited[5] or "").strip() + (f" (nay là {cited[6].strip()})" if cited[6] else "")
    return NamedDecision(way, closed(cited[1]), day, issuer)
