"""Forms that name a place in the calendar: days, months, quarters, halves, years."""

from __future__ import annotations

import re
from dataclasses import replace

from plan.dates import day
from scheduler.phrases.grammar.moon import YEAR_NAMES, new_year, year_name
from scheduler.phrases.grammar.patterns import NUMBERS, REPORT, TimeForm, form, mark, number_of, year_of
from scheduler.phrases.grammar.spans import Span, a_day, a_month, a_quarter, a_year, some_months

_QUARTERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "một": 1, "hai": 2, "ba": 3, "bốn": 4, "tư": 4}

_TIMED = re.compile(r"\d|(?<!\w)(?:quý|tháng|tuần|ngày|năm|hằng|mỗi|định kỳ)(?!\w)")


def _day(found: re.Match[str]) -> Span:
    return a_day(int(found["m"]), int(found["d"]), year_of(found))


def _short_year(found: re.Match[str]) -> Span:
    span = a_day(int(found["m"]), int(found["d"]), 2000 + int(found["yy"]))
    return replace(span, notes=(f"năm viết hai chữ số: 20{found['yy']}",))


def _month(found: re.Match[str]) -> Span:
    return a_month(int(found["m"]), year_of(found))


def _named_month(found: re.Match[str]) -> Span:
    return a_month(NUMBERS[found["m"]], year_of(found))


def _quarter(found: re.Match[str]) -> Span:
    number = _QUARTERS.get(found["q"]) or int(found["q"])
    return a_quarter(number, year_of(found))


def bare_quarter(found: re.Match[str]) -> Span:
    return replace(_quarter(found), bare=True)


def bare_month(found: re.Match[str]) -> Span:
    return replace(_month(found), bare=True)


def _bare_year(found: re.Match[str]) -> Span:
    return replace(a_year(int(found["y"])), bare=True)


def _months(found: re.Match[str]) -> Span | None:
    count = number_of(found["n"])
    if not 1 <= count <= 11:
        return None
    return some_months(count, found.groupdict().get("e") or "", year_of(found))


def _half(found: re.Match[str]) -> Span:
    return some_months(6, found["e"], year_of(found))


def _half_month(found: re.Match[str]) -> Span:
    month = int(found["m"])
    days = {"đầu": (1, 15), "cuối": (16, 31), "thượng": (1, 10), "trung": (11, 20), "hạ": (21, 31)}[
        found["e"]
    ]
    words = f"Nửa {found['e']}" if found["e"] in ("đầu", "cuối") else f"{found['e'].capitalize()} tuần"
    name = f"{words} tháng {month}/{{year}}"
    return Span("days", (month, days[0]), (month, days[1]), name, year=year_of(found))


def _some_year(found: re.Match[str]) -> Span:
    return a_year(year_of(found))


def _any_year(_found: re.Match[str]) -> Span:
    return replace(a_year(), bare=True)


def _edge_of_year(found: re.Match[str]) -> Span:
    return replace(a_year(year_of(found)), notes=(edge_note(found["e"], "năm"),))


def edge_note(edge: str, unit: str) -> str:
    return f'"{edge} {unit}" không nói ngày: tính đến ngày cuối {unit}'


def _new_year(found: re.Match[str]) -> Span | None:
    """The first day of a year by the moon, or by the sun; none beside another time, nor under another year's name."""
    if _TIMED.search(found.string, 0, found.start()) or _TIMED.search(found.string, found.end()):
        return None  # "Tháng 01/2027 (trước Tết Nguyên đán 2027)": which of them is the limit?
    year = int(found["y"])
    if found["sun"]:
        return a_day(1, 1, year)
    first = new_year(year) if found["name"] in (None, year_name(year)) else None
    if first is None:
        return None
    return replace(a_day(first.month, first.day, year), notes=(f"mùng 1 Tết {year} là ngày {day(first)}",))


def day_of_month(found: re.Match[str]) -> Span:
    number = int(found["d"])
    return Span("day", (1, number), (1, number), f"ngày {number}", of="month")


CALENDAR: tuple[TimeForm, ...] = (
    # Days
    form("ngày #", r"(?:ngày |(?!\d+(?: - |\. )\d+/)){D} ?[/.-] ?{M} ?[/.-] ?{Y}", _day, "15/12/2012"),
    form("ngày #", r"(?:ngày )?{D} ?/ ?{M} ?/ ?(?P<yy>\d\d)(?!\d)", _short_year, "15/12/12"),
    form(
        "ngày mồng #",
        r"(?:ngày |(?!\d+,? (?:trong|thuộc) ))(?:mồng )?{D},? {OF}tháng {M}(?! ?lần)(?:{J}{Y})?",
        _day,
        "ngày 15 tháng 12 năm 2012",
    ),
    form(
        "ngày #",
        r"(?:ngày )?(?:mồng )?{D} ?/ ?{M}(?! ?/ ?\d)(?:(?:,? năm| của năm| ?/ ?năm) {Y})?",
        _day,
        "15/12",
    ),
    form("ngày", r"ngày {D} ?[-.] ?{M}(?! ?[/.-] ?\d)", _day, "ngày 15-12"),
    form("#", r"{D} ?- ?{M}(?=,? {EACH} năm)", _day, "31-01 hằng năm"),
    form("#", r"(?<=trước ){D}-{M}(?= *(?:$|[),;.]))(?!\. ?\d)", _day, "cả năm (trước 20-12)"),
    form(
        "ngày", r"ngày (?:mồng )?{D}(?! ?[/.-] ?\d)(?! (?:{OF}tháng|làm))", day_of_month, "ngày 25 hằng tháng"
    ),
    form("# mồng", r"(?:mồng )?{D}(?= {OF}{EACH} tháng)", day_of_month, "mùng 5 hằng tháng"),
    form("#", r"{Y}-(?P<m>0[1-9]|1[0-2])-(?P<d>0[1-9]|[12]\d|3[01])(?!\d)", _day, "2012-12-15"),
    form(
        "tết dịp",
        rf"(?<=trước )(?:dịp )?tết(?: (?P<sun>dương lịch)| (?:nguyên đán|cổ truyền|âm lịch)|(?= {YEAR_NAMES}))(?: (?P<name>{YEAR_NAMES}))?"
        r"(?:,? năm| -)? {Y}(?! ?[(/-])",
        _new_year,
        "trước Tết Nguyên đán 2027",
    ),
    # Months, and runs of them
    form("#", r"{M} ?[/.-] ?{Y}", bare_month, "08/2026"),
    form("tháng", r"tháng {M}(?! ?/ ?\d\d?\b)(?:{J}{Y})?(?! ?lần)", _month, "Tháng 6/2012"),
    form("nửa", r"nửa (?P<e>đầu|cuối)(?: của)? tháng {M}(?:{J}{Y})?", _half_month, "nửa đầu tháng 6/2012"),
    form(
        "thượng trung hạ",
        r"(?P<e>thượng|trung|hạ) tuần tháng {M}(?:{J}{Y})?",
        _half_month,
        "trung tuần tháng 4/2025",
    ),
    form(
        "tháng",
        r"tháng (?P<m>một|hai|ba|tư|bốn|sáu|bảy|tám|chín|mười một|mười hai|mười)(?!\w)(?! lần)(?:{J}{Y})?",
        _named_month,
        "Tháng sáu năm 2012",
    ),
    form("t th", r"th?\.? ?{M} ?[/.-] ?{Y}", _month, "Ban hành T6/2026"),
    form("t", r"t\.? ?{M}(?= ?- ?t\.? ?\d)", _month, "Triển khai T1-T12/2024"),
    # Quarters
    form("quý", r"quý (?:thứ )?{Q}(?:{J}{Y})?", _quarter, "Quý II, năm 2012"),
    form("q qi qii qiii qiv", r"q\.? ?{Q}(?:{J}{Y})", _quarter, "Q3/2026"),
    form("q qi qii qiii qiv", r"q\.? ?{Q}(?= ?- ?q\.? ?[\div])", _quarter, "Q1-Q2/2026"),
    form("i ii iii iv", r"{Q}(?:{J}{Y})?", bare_quarter, "Quý II-III/2027"),
    # Halves and other months together
    form(
        "# sáu ba chín hai một",
        r"{N} tháng (?P<e>đầu|cuối)(?:(?: của)? năm)?(?!\w)(?:{J}{Y})?",
        _months,
        "6 tháng đầu năm 2012",
    ),
    form("#", r"(?P<n>0?[369])t (?P<e>đầu|cuối) năm(?:{J}{Y})?", _months, "6T đầu năm 2026"),
    form("#", r"(?P<n>0?[369])t(?:{J}{Y})", _months, "9T/2026"),
    form("# sáu ba chín", r"{N} tháng(?: của)?(?: năm)? {Y}", _months, "9 tháng năm 2013"),
    form(
        "# chín",
        r"(?P<n>0?9|chín) tháng(?= ?(?:,|;|,? và) ?(?:báo cáo )?(?:cả )?năm(?:{J}(?:19|20)\d\d)?{END})",
        _months,
        "6 tháng đầu năm, 9 tháng và cả năm",
    ),
    form("nửa", r"nửa (?P<e>đầu|cuối)(?: của)? năm(?:{J}{Y})?", _half, "nửa đầu năm 2012"),
    # Years
    form("năm", r"năm (?:tài chính |ngân sách |kế hoạch )?{Y}", _some_year, "Năm 2012"),
    form("đầu giữa cuối", r"(?P<e>đầu|giữa|cuối) năm{END}", _edge_of_year, "Từ nay đến cuối năm"),
    form(
        "các những",
        r"(?:các|những) tháng (?P<e>cuối) năm(?: {Y})?",
        _edge_of_year,
        "những tháng cuối năm 2012",
    ),
    form("đầu giữa cuối", r"(?P<e>đầu|giữa|cuối) năm {Y}", _edge_of_year, "cuối năm 2015"),
    form("cả", r"cả năm(?: {Y})?(?!\w)(?! học)", _some_year, "Cả năm 2012"),
    form("năm", r"(?<!\d )năm{END}", _any_year, "trong năm"),
    form(
        "năm cả",
        r"(?<=trong )(?:cả )?năm (?:kế hoạch|ngân sách|báo cáo|dương lịch){END}",
        _any_year,
        "hoàn thành trong năm kế hoạch",
    ),
    form("#", r"{Y}(?! ?/)", _bare_year, "2028"),
    form(
        "của năm",
        r"(?:của )?năm (?:công tác |báo cáo |tài chính |ngân sách |dương lịch )?{NEXT}(?!\w)" + REPORT,
        mark("next year"),
        "trước ngày 31/01 của năm kế tiếp, hằng năm",
    ),
    form(
        "của trong",
        r"(?:của|(?<=\d )trong) năm(?:{END}|(?= và ))",
        mark("that year"),
        "6 tháng (trước ngày 30/6 của năm)",
    ),
    form(
        "của năm",
        r"(?:(?<=/0[1-4] )|(?<=/[1-4] )|(?<=tháng 0[1-4] )|(?<=tháng [1-4] ))(?:của )?năm liền kề(?: với| của)? năm báo cáo(?!\w)",
        mark("next year"),
        "báo cáo cả năm trước ngày 10/01 của năm liền kề năm báo cáo",
    ),
    form(
        "của năm kỳ cùng",
        r"(?:của )?(?:cùng )?(?:kỳ báo cáo|kỳ kế hoạch|năm (?:báo cáo|thuộc kỳ báo cáo|kế hoạch|thực hiện|đánh giá|kiểm tra|giám sát|tuyển sinh|tài chính|ngân sách|tính thuế|quyết toán|hiện tại|hiện hành|đó))(?!\w)(?! (?:19|20)\d\d)",
        mark("this year"),
        "trước ngày 20 tháng 12 của năm báo cáo",
    ),
    form(
        "của năm",
        r"(?:của )?năm {LAST} (?:của |với |so với )?năm (?:báo cáo|kế hoạch|thực hiện|đánh giá)",
        mark("last year"),
        "Trước ngày 15/12 của năm trước liền kề với năm thực hiện",
    ),
    form(
        "của năm",
        r"(?:của |(?<=\d ))năm {LAST}(?= *(?:$|[\n,.;:)])| \(?(?:đối với|để|và) )",
        mark("day of last year"),
        "ngày 15 tháng 11 của năm trước",
    ),
)
