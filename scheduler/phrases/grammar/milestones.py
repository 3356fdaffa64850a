"""The product column: milestones with their own words, days and sometimes agencies.

A date counts there only after a preposition of time (vào, trong, trước, chậm nhất, đến…). Numbers and days of
documents, names of programmes and words of recurrence without such a preposition are part of the product's name.
"""

from __future__ import annotations

import re
from dataclasses import replace

from scheduler.phrases.grammar.clauses import read_line
from scheduler.phrases.grammar.diagnostics import Diagnostics
from scheduler.phrases.grammar.lines import lines_of
from scheduler.phrases.grammar.mask import mask
from scheduler.phrases.grammar.spelling import Text, tidy
from scheduler.phrases.reading import Part, Period

_WHEN = re.compile(
    r"(?:(?:hoàn thành|xong|kết thúc) )?(?<!\w)(?:vào|trong|trước|chậm nhất|muộn nhất|không muộn hơn|đến(?: hết)?)(?: (?:là|vào|trong|trước))?"
    r" (?=(?:các |hết |cuối |đầu |giữa )?(?:ngày |tháng |quý |năm )?(?:\d|[ivq])|6 tháng|(?:cuối|đầu) năm)"
)
_YEAR = r"(?:[ ,/]*(?:năm )?\d{4})?"
_ONE = (
    rf"(?:(?:hết|cuối|đầu|giữa) )?(?:(?:tháng|quý) [\divx]+(?: ?- ?[\divx]+)?{_YEAR}|(?:các )?năm \d{{4}}|\d{{4}}(?!\d)"
    rf"|(?:ngày )?\d{{1,2}}/\d{{1,2}}(?:/\d{{4}})?|\d{{1,2}}/\d{{4}}|ngày \d{{1,2}} tháng \d{{1,2}}{_YEAR}|ngày \d{{1,2}}"
    rf"|\d{{1,2}} tháng (?:đầu|cuối)(?: của)? năm{_YEAR}|(?:cuối|đầu) năm)"
)
_TIME = re.compile(rf"{_ONE}(?: ?(?:,|và|-|đến) ?(?:trước |vào |hết )?{_ONE})*(?:,? (?:hằng|mỗi) năm)?")
_BODY = re.compile(
    r"(?<!\w)tại (?=(?:các |một số )?(?:sở|ban|ubnd|ủy ban|huyện|thành phố|thị xã|xã|phường|cơ quan|đơn vị|văn phòng|phòng|công an|thanh tra|trung tâm|bệnh viện|trường))"
)
# A semicolon parts lines only before a new bullet: "Thành lập Hội đồng; cử đội viên … vào năm 2012" is one product.
_LINES = re.compile(r"\n+|;(?= ?[-+•*] )")


def product_lines(product: str) -> list[str]:
    """The lines of a product cell, as a person would read them."""
    return [line.part(0, len(line.shown)) for line in lines_of(tidy(product), _LINES)]


def milestones(product: str, period: Period, diagnostics: Diagnostics) -> list[Part]:
    """One part for every milestone the product cell dates."""
    parts: list[Part] = []
    for line in lines_of(tidy(product), _LINES):
        parts += _milestones(line, period, diagnostics)
    return parts


def _milestones(line: Text, period: Period, diagnostics: Diagnostics) -> list[Part]:
    key, parts, begins = mask(line.key), [], 0
    for when in _WHEN.finditer(key):
        time = _TIME.match(key, when.end())
        if not time or when.start() < begins:
            continue
        if _far(key[when.start() : time.end()], period):
            diagnostics.review.append(
                f"coi là tên gọi, không phải thời hạn: {line.part(when.start(), time.end())}"
            )
            continue
        words = Text(line.shown[when.start() : time.end()], line.key[when.start() : time.end()])
        label = line.part(begins, when.start()).rstrip(" (")
        parts += [_labelled(part, label) for part in read_line(words, period, diagnostics, "product").parts]
        begins = time.end()
    return parts


def _far(words: str, period: Period) -> bool:
    """Whether "đến năm 2020" looks beyond the plan, as names of programmes do."""
    years = [int(year) for year in re.findall(r"(?<!\d)\d{4}(?!\d)", words)]
    return words.startswith("đến") and bool(years) and min(years) > period.last.year


def _labelled(part: Part, label: str) -> Part:
    agencies = _agencies(label)
    deadlines = tuple(due._replace(agencies=agencies) for due in part.deadlines)
    if len(deadlines) == 1 and label:
        deadlines = (deadlines[0]._replace(label=label),)
    return replace(part, label=label or None, deadlines=deadlines)


def _agencies(label: str) -> str | None:
    """Who must do this milestone: "triển khai tại Sở Xây dựng và UBND huyện Tư Nghĩa"."""
    bodies = list(_BODY.finditer(tidy(label).key))
    return label[bodies[-1].end() :].strip(" ,.;") if bodies else None
