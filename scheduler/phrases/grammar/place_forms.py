"""Forms that name a place in every unit: the 20th of the last month of a quarter, the first days of a month, days after its end."""

from __future__ import annotations

import re
from dataclasses import replace

from scheduler.phrases.grammar.calendar_forms import day_of_month
from scheduler.phrases.grammar.patterns import REPORT, TimeForm, form, number_of, year_of
from scheduler.phrases.grammar.spans import Span, a_day

_PLACES = {"đầu": 1, "nhất": 1, "giữa": 2, "hai": 2, "2": 2, "cuối": -1, "ba": -1, "3": -1}
_UNITS = {
    "quý": "quarter",
    "năm": "year",
    "nửa năm": "half-year",
    "kỳ": "term",
    "kỳ báo cáo": "term",
    "": "term",
}
_ENDED = (
    r"(?:(?:tính |kể )?từ |sau )(?:khi |ngày |thời điểm )*kết thúc (?:{EACH} )?(?:kỳ kế toán )?"
    r"(?P<u>kỳ báo cáo|kỳ kế hoạch|quý|tháng|năm(?! học)|0?6 tháng đầu năm|0?6 tháng|kỳ(?! (?:họp|thi|đánh giá|kiểm tra|sát hạch|tuyển sinh|thanh tra|kiểm toán)))(?: báo cáo| kế hoạch| tài chính| ngân sách| dương lịch)?(?! (?:[ivx]+|\d+|đầu|cuối|và(?! (?:gửi|nộp|trình|báo cáo) (?!quý|năm|tháng|\d)))\b)(?!\w)"
)


def _day_each_month(found: re.Match[str]) -> Span:
    return replace(day_of_month(found), recurs=True)


def _day_next_month(found: re.Match[str]) -> Span:
    return replace(day_of_month(found), shift=1, recurs=True)


def _last_day(found: re.Match[str]) -> Span:
    month = 3 if found["u"] == "quý" else 1
    of = "quarter" if found["u"] == "quý" else "month"
    return Span("day", (month, 31), (month, 31), f"ngày cuối {found['u']}", of=of, recurs=True)


def _last_day_next_month(_found: re.Match[str]) -> Span:
    return Span("day", (1, 31), (1, 31), "ngày cuối tháng", of="month", shift=1, recurs=True)


def _day_of_next_quarter(found: re.Match[str]) -> Span:
    number = int(found["d"])
    return Span("day", (1, number), (1, number), found[0], of="quarter", shift=1, recurs=True)


def _end_of_a_month_after(found: re.Match[str]) -> Span | None:
    """The last day of the nth month of the year after."""
    month = number_of({"nhất": "một"}.get(found["n"], found["n"]))
    return replace(a_day(month, 31), shift=1, recurs=True, odd=None) if 1 <= month <= 12 else None


def _first_days(found: re.Match[str]) -> Span:
    """The first ten days of every month, of the next one, or of the first month of every quarter."""
    unit = found["u"]
    number, of = number_of(found["n"]), "quarter" if "quý" in unit else "term" if "kỳ" in unit else "month"
    shift = 1 if found["next"] else 0
    recurs = of != "term" and bool(shift or found["each"] or of == "quarter")
    return Span("day", (1, 1), (1, number), f"{number} ngày đầu", of=of, shift=shift, recurs=recurs)


def _first_days_of_month(found: re.Match[str]) -> Span:
    month, number = int(found["m"]), number_of(found["c"])
    name = f"{number} ngày đầu tháng {month}/{{year}}"
    return Span("days", (month, 1), (month, number), name, year=year_of(found))


def _first_day(found: re.Match[str]) -> Span:
    return Span("day", (1, 1), (1, 1), "ngày 1", of="month", shift=1 if found["next"] else 0, recurs=True)


def _after_unit(found: re.Match[str]) -> Span | None:
    """Some days after the end of every unit: "15 ngày sau khi kết thúc quý" are the 15th of the month after it."""
    groups = found.groupdict()
    number, unit = number_of(groups.get("n") or found["d"]), groups["u"] or groups.get("v") or ""
    of = _UNITS.get(unit) or {"tháng": "month", "kỳ kế hoạch": "term"}.get(unit, "half-year")
    if unit.endswith("đầu năm"):
        of = "year"
    if number > 28 or of == "year" != _UNITS.get(unit):
        ends = {"month": 1, "quarter": 3, "half-year": 6, "term": -1}.get(of, 12 if unit == "năm" else 6)
        end = (ends, 31)
        return Span("day", end, end, found[0], of=of, after=number, recurs=of != "term")
    return Span("day", (1, number), (1, number), found[0], of=of, shift=1, recurs=of != "term")


def _month_of_unit(found: re.Match[str]) -> Span | None:
    """The first, middle or last month of a quarter, half-year, year or *kỳ*, or a day of it."""
    unit, place = _UNITS.get(found["u"], "half-year"), found["p"]
    month = _PLACES[place.removeprefix("thứ ").removesuffix(" tiên").removesuffix(" cùng")]
    groups = found.groupdict()
    number = groups.get("d") or ("31" if "end" in groups else None)  # "ngày cuối cùng của tháng đầu quý"
    if unit == "year" and number:
        if month == 2:
            return None
        day = a_day(12 if month == -1 else month, int(number))
        return replace(day, shift=1, recurs=True) if found["next"] else day
    if month == 2 and unit != "quarter":
        return None
    first, last = (int(number), int(number)) if number else (1, 31)
    span = Span(
        "day" if number else "month",
        (month, first),
        (month, last),
        found[0],
        of=unit,
        shift=1 if found["next"] else 0,
        recurs=unit != "term",
    )
    return span if unit == "term" else span.within(unit)


PLACES: tuple[TimeForm, ...] = (
    form(
        "ngày",
        r"ngày thứ (?P<n>\d{1,3}),? " + _ENDED,
        _after_unit,
        "chậm nhất ngày thứ 90 kể từ ngày kết thúc năm",
    ),
    form(
        "ngày",
        r"ngày thứ (?P<n>3[2-9]|[4-9]\d|1\d\d) {OF}(?P<u>năm|quý) {NEXT}(?!\w)(?! (?:[ivx]+|\d+)\b)",
        _after_unit,
        "chậm nhất là ngày thứ 90 của năm tiếp theo đối với định kỳ năm",
    ),
    form(
        "ngày",
        r"ngày cuối(?: cùng)? {OF}tháng thứ (?P<n>\d{1,2}|nhất|hai|ba|tư|bốn|năm|sáu),? (?:(?:tính |kể )?từ|sau) (?:khi |ngày )*kết thúc năm(?: dương lịch| tài chính)?"
        r"(?: hoặc năm tài chính)?(?! học)(?!\w)",
        _end_of_a_month_after,
        "ngày cuối cùng của tháng thứ 3 kể từ ngày kết thúc năm tài chính",
    ),
    form(
        "# một hai ba năm mười",
        r"(?P<n>\d{1,3}|năm|mười) ngày,? " + _ENDED,
        _after_unit,
        "chậm nhất 15 ngày sau khi kết thúc quý",
    ),
    form(
        "ngày",
        r"ngày {TH}{D} {OF}tháng {NEXT},? (?:(?:của |ngay sau |sau )(?=quý|kỳ))?(?:(?P<u>quý|kỳ báo cáo|kỳ(?! họp| thi))(?: báo cáo)?(?! (?:[ivx]+|\d+)\b)(?!\w)|"
        + _ENDED.replace("(?P<u>", "(?P<v>")
        + ")",
        _after_unit,
        "trước ngày 10 của tháng tiếp theo sau khi kết thúc quý",
    ),
    form(
        "# năm mười",
        r"(?P<n>\d{1,2}|năm|mười) ngày đầu(?: tiên)? {OF}(?P<each>{EACH} )?(?P<u>tháng đầu(?: tiên)? {OF}(?:{EACH} )?(?:quý|kỳ báo cáo|kỳ(?! họp| thi))|tháng|quý)"
        r"(?: (?P<next>{NEXT}))?(?! (?:[ivx]+|\d+)\b)(?!\w)",
        _first_days,
        "Trong thời hạn 15 ngày đầu mỗi tháng",
    ),
    form(
        "# năm mười",
        r"(?P<c>\d{1,2}|năm|mười) ngày đầu(?: tiên)? {OF}tháng {M}(?:{J}{Y})?(?! ?(?:,|và|hoặc) ?tháng)",
        _first_days_of_month,
        "10 ngày đầu tháng 6/2025",
    ),
    form(
        "ngày",
        r"ngày cuối(?: cùng)? {OF}(?P<u>quý|tháng)(?: báo cáo)?{STOP}",
        _last_day,
        "ngày cuối cùng của quý",
    ),
    form(
        "ngày",
        r"ngày cuối(?: cùng)? {OF}tháng {NEXT}(?! (?:của |ngay |sau )*(?:quý|kỳ|chu kỳ)(?!\w))",
        _last_day_next_month,
        "Ngày cuối cùng của tháng tiếp theo",
    ),
    form(
        "ngày",
        r"ngày đầu(?: tiên)? {OF}(?:{EACH} )?tháng(?: (?P<next>{NEXT}))?(?! (?:đầu|cuối|thứ|\d))(?!\w)",
        _first_day,
        "ngày đầu tiên của tháng sau",
    ),
    form(
        "ngày",
        r"ngày {TH}{D} {OF}tháng {NEXT}(?: {EACH} tháng)?(?: (?:của |ngay sau |sau )?tháng (?:báo cáo|(?:có )?phát sinh(?: [^\W\d]+){0,5}))?",
        _day_next_month,
        "ngày 05 của tháng sau",
    ),
    form(
        "ngày",
        r"ngày {TH}{D} {OF}tháng (?:thuộc kỳ báo cáo|báo cáo|đánh giá)(?!\w)",
        _day_each_month,
        "trước ngày 17 của tháng báo cáo",
    ),
    form(
        "ngày", r"ngày {TH}{D} của tháng{STOP}", _day_each_month, "Báo cáo tháng gửi trước ngày 15 của tháng"
    ),
    form("ngày", r"ngày {TH}{D} ?/ ?tháng(?!\w)(?! \d)", _day_each_month, "Trước ngày 25/tháng"),
    form(
        "ngày",
        r"ngày {TH}{D} {OF}tháng (?P<p>cuối cùng|cuối) {OF}(?:{EACH} )?(?P<u>quý)(?P<next>)"
        r"(?:(?:,|,? và) (?:0?[69] tháng|(?:{ONE} |cả )?năm)(?!\w)(?! (?:đầu|cuối|sau|tiếp|kế|\d)| ?[(:]| (?:(?:báo cáo|gửi|nộp) )?(?:trước|chậm|muộn|không|vào|từ)\b))+",
        _month_of_unit,
        "ngày 10 tháng cuối của quý, 6 tháng, 9 tháng và 1 năm",
    ),
    form(
        "ngày",
        r"ngày {TH}{D} {OF}quý {NEXT}(?! (?:[ivx]+|\d+)\b)(?!\w)" + REPORT,
        _day_of_next_quarter,
        "ngày thứ 20 của quý tiếp theo",
    ),
    form(
        "ngày",
        r"ngày {TH}{D} {OF}tháng (?P<p>đầu tiên|đầu|cuối cùng|cuối)(?P<u>)(?P<next>){STOP}",
        _month_of_unit,
        "hằng quý, trước ngày 20 của tháng đầu tiên",
    ),
    form(
        "ngày",
        r"ngày (?:{TH}{D}|cuối(?P<end> cùng)?) {OF}(?:(?:các|{EACH}) )?tháng (?P<p>đầu tiên|đầu|cuối cùng|cuối|giữa|thứ (?:nhất|hai|ba|[23])) ?{OF}(?:(?:{EACH}|các) )?"
        r"(?P<u>quý|năm|nửa năm|0?6 tháng|kỳ báo cáo|kỳ)(?: (?P<next>{NEXT}))?(?!\w)" + REPORT,
        _month_of_unit,
        "ngày 20 của tháng cuối quý",
    ),
    form(
        "#",
        r"(?<=trước ){D} {OF}tháng (?P<p>đầu|cuối) {OF}(?:{EACH} )?(?P<u>quý)(?P<next>)(?!\w)(?! (?:iv|i{1,3}|\d+)\b)",
        _month_of_unit,
        "Trước 15 tháng cuối quý",
    ),
    form(
        "tháng",
        r"tháng (?P<p>đầu tiên|đầu|cuối cùng|cuối|giữa) ?{OF}(?:{EACH} )?"
        r"(?P<u>quý|nửa năm|kỳ báo cáo|kỳ)(?: (?P<next>{NEXT}))?(?! (?:iv|i{1,3}|\d+)\b)(?!\w)" + REPORT,
        _month_of_unit,
        "tháng cuối quý",
    ),
    form("ngày", r"ngày {TH}{D}(?= {OF}{EACH} tháng)", day_of_month, "ngày thứ 10 hằng tháng"),
)
