"""The plain words of a clause: labels of its moments, names of documents and sessions, or a question."""

from __future__ import annotations

import re

from scheduler.phrases.grammar.doubts import Doubts
from scheduler.phrases.grammar.events import document_at
from scheduler.phrases.grammar.labels import fits
from scheduler.phrases.grammar.moments import Clause, Moment
from scheduler.phrases.grammar.spelling import Text

_FOR_WHOM = re.compile(r"(?:đối với|cho|tại|của|do) ")
_YEARLY = re.compile(
    r"(?<!\w)(?:kế hoạch|kh|báo cáo|dự toán|quyết toán|chương trình công tác|danh mục|luật|nghị quyết|chỉ tiêu|nhiệm vụ|"
    r"ngân sách|kết quả|tình hình|số liệu)$"
)
# A document named by more words: "Kế hoạch CCHC năm 2024".
_TITLED = re.compile(r"(?<!\w)(?:kế hoạch|kh|dự toán|danh mục|chỉ số)(?: [^\W\d]+){0,6}$")
_REPORT = re.compile(r"(?<!\w)(?:báo cáo|sơ kết|kết quả|tình hình|số liệu)$")
_LOOKED_BACK = re.compile(
    r"(?<!\w)(?:sơ kết|tổng kết|báo cáo|kết quả|đánh giá|kế hoạch|chương trình|đề án) ?$"
)
_COUNT = re.compile(r"(?:trong |cả )?0?(\d+) (tháng|quý|lần|đợt|kỳ|năm)")
_SESSION = re.compile(r"(?:kỳ|phiên) họp(?: [^\W\d]+){0,6}$")


def give_words(clause: Clause, text: Text, key: str, doubts: Doubts) -> None:
    """Give every run of plain words to the moment it stands with, or own up to it."""
    moments = clause.moments
    leading = bool(moments and moments[0].between)
    for place, moment in enumerate(moments):
        if not moment.between:
            continue
        words, folded = text.part(*moment.between), key[slice(*moment.between)]
        if _counts(folded, moments[place:]):
            moment.between = None
        elif _SESSION.search(folded.strip()) and moment.link in ("", "space"):
            moment.label = words
        elif (
            not fits(folded)
            or (folded[-1].isdigit() and moment.link in ("", "space") and not moment.marks)
            or (document_at(folded, 0) and moment.link in ("", "space") and not place)
        ):
            doubts.unclear.append(words)
        elif place and (moment.aside or (not leading and moment.lead in ("", "space"))):
            if not moment.aside or _FOR_WHOM.match(folded):
                _give(moments[place - 1], words)
            moment.between = None
            moment.link = moment.link if moment.link not in ("", "open") else "comma"
        else:
            moment.label = words
    doubts.unclear += [text.part(*span) for span in clause.spans if not fits(key[slice(*span)])]
    if not clause.trailing:
        return
    words, folded = text.part(*clause.trailing), key[slice(*clause.trailing)]
    if not moments and not clause.events:
        return
    if not fits(folded):
        doubts.unclear.append(words)
    elif (
        moments and not clause.events and (_FOR_WHOM.match(folded) or text.key[clause.trailing[0] - 1] != "(")
    ):
        _give(moments[-1], words)


def set_names_apart(moments: list[Moment], text: Text, key: str, doubts: Doubts) -> list[Moment]:
    """Tell the year in a document's name from a deadline: "ban hành Kế hoạch năm 2013 trong quý I/2013"."""
    kept: list[Moment] = []
    for place, moment in enumerate(moments):
        follows = moments[place + 1] if place + 1 < len(moments) else None
        dated = follows is not None and follows.kind not in ("ongoing", "start") and bool(follows.marks)
        if not (_is_name(moment, key) or (dated and _is_name_of_years(moment, key))):
            kept.append(moment)
        elif moment.depth and moment.link == "open" and kept and kept[-1].dated:
            _give(kept[-1], f"{moment.label} {text.part(moment.at, moment.end)}")
        elif follows and dated:
            named = [moment.label, text.part(moment.at, moment.end), follows.label]
            follows.label = " ".join(words for words in named if words)
            follows.between, follows.link = follows.between or moment.between, moment.link
        else:
            doubts.unclear.append(text.part(moment.between[0] if moment.between else moment.at, moment.end))
    return kept


def _is_name(moment: Moment, key: str) -> bool:
    if (
        moment.between is None
        or moment.marks
        or moment.link not in ("", "space", "open")
        or moment.kind != "once"
    ):
        return False
    words = key[slice(*moment.between)].strip()
    if moment.stretch is None or moment.stretch.unit != "year":
        return bool(_REPORT.search(words))
    return bool(_YEARLY.search(words) or _TITLED.search(words))


def _is_name_of_years(moment: Moment, key: str) -> bool:
    """Years looked back on: "tổng kết giai đoạn 2013-2015 vào năm 2015"."""
    if moment.between is None or moment.kind != "window" or moment.marks - {"at", "dash"}:
        return False
    return bool(_LOOKED_BACK.search(key[slice(*moment.between)]))


def _give(moment: Moment, words: str) -> None:
    moment.label = f"{moment.label} {words}" if moment.label else words


def _counts(folded: str, moments: list[Moment]) -> bool:
    """Whether a number only counts what follows: "02 tháng (tháng 4 và tháng 8)", "02 đợt: …", "5 năm (2021-2025)"."""
    found = _COUNT.fullmatch(folded.strip())
    if not found or moments[0].link not in ("open", "colon"):
        return False
    deep = moments[0].link == "open"
    inside = [moment for moment in moments if moment.dated and (moment.depth or not deep)]
    return int(found[1]) == (_years(inside) if found[2] == "năm" else len(inside))


def _years(inside: list[Moment]) -> int:
    """How many whole years are named: "03 năm (2013-2015)", "02 năm (2013 và 2014)"."""
    count = 0
    for moment in inside:
        last, first = moment.stretch, moment.start or moment.stretch
        if not (first and last and first.unit == last.unit == "year" and first.year and last.year):
            return 0
        count += last.year - first.year + 1
    return count


def of_session(moment: Moment, key: str) -> bool:
    """Whether a session is meant: "kỳ họp giữa năm 2026" is one somebody has to call, not a day."""
    beside = moment.link in ("", "space") or moment.link == moment.lead  # no comma after the words
    if moment.between is None or not beside or moment.marks - {"đầu", "giữa", "cuối"}:
        return False
    return bool(_SESSION.search(key[slice(*moment.between)].strip()))
