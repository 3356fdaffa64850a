"""The forms of time: one line a form, with an example that the tests read.

A form is tried where one of its first words stands (`#` is a number), longest forms first.
To teach the grammar a new way of saying something, add a line here and a row to docs/phrases.md.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from scheduler.stretches import Stretch, a_day, a_month, a_quarter, a_year, some_months


@dataclass(frozen=True, slots=True)
class Cycle:
    """Every unit; `place` where the form itself says which day of it."""

    every: str
    place: Stretch | None = None
    weekday: int | None = None
    loose: bool = False  # "báo cáo 6 tháng" may be one report a year, of its first half


@dataclass(frozen=True, slots=True)
class Mark:
    """A word that relates times to each other, or limits one."""

    kind: str


Value = Stretch | Cycle | Mark
Build = Callable[[re.Match[str]], Value | None]


@dataclass(frozen=True, slots=True)
class Form:
    starts: str
    pattern: re.Pattern[str]
    build: Build
    example: str


UNITS = {"năm": "year", "quý": "quarter", "tháng": "month", "tuần": "week", "nửa năm": "half-year"}
_MONTHS = {1: "month", 3: "quarter", 6: "half-year", 12: "year"}
_NUMBERS = {"một": 1, "hai": 2, "ba": 3, "bốn": 4, "tư": 4, "năm": 5, "sáu": 6, "bảy": 7, "tám": 8, "chín": 9}
_NUMBERS |= {"mười": 10, "mười một": 11, "mười hai": 12}
_QUARTERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "một": 1, "hai": 2, "ba": 3, "bốn": 4, "tư": 4}

_FRAGMENTS = {
    "D": r"(?P<d>0?[1-9]|[12]\d|3[01])(?!\d)",
    "M": r"(?P<m>0?[1-9]|1[0-2])(?!\d)",
    "Q": r"(?P<q>iv|i{1,3}|0?[1-4]|một|hai|ba|bốn|tư)(?!\w)(?! tháng| lần)",
    "Y": r"(?P<y>(?:19|20)\d\d)(?![\d%])",
    "N": r"(?P<n>\d{1,2}|một|hai|ba|bốn|sáu|bảy|chín)",
    # Between a month or quarter and its year: a comma, a slash, a dash, "của", "năm", or nothing.
    "J": r"(?: ?[,/.-] ?| )?(?:của |trong )?(?:năm )?",
    "U": r"(?P<u>năm|quý|(?:0?1 |một )?tháng|tuần|(?:\d{1,2}|sáu|ba) tháng|nửa năm)(?!\w)",
    "EACH": r"(?:hằng|mỗi|từng)",
    "ONE": r"(?:một|0?1)",
    "OF": r"(?:của |trong |thuộc )?",
    "NEXT": r"(?:liền kề sau|liền sau|liền kề tiếp theo|kế tiếp|tiếp theo|tiếp sau|sau|kế|tới)(?: liền kề| kế tiếp)?",
    "LAST": r"(?:liền kề trước|liền trước|trước)(?: liền kề| đó)?",
    "END": r"(?= ?(?:$|[\n,.;:()]))",
    # A unit in a list of cycles ("hằng quý, 6 tháng, năm") is none when it goes on as a place ("quý I").
    "ALONE": r"(?!\w)(?! ?(?:[ivx]+\b|\d|/|-)| (?:sau|trước(?! (?:ngày|tháng|hết|thời|\d))|đầu|cuối|tiếp|kế|liền|này|nay|học|qua|tới|một|hai|ba)\b)",
}


def _compiled(pattern: str) -> re.Pattern[str]:
    for name, fragment in _FRAGMENTS.items():
        pattern = pattern.replace("{" + name + "}", fragment)
    return re.compile(pattern)


def _year(found: re.Match[str]) -> int | None:
    year = found.groupdict().get("y")
    return int(year) if year else None


def _number(word: str) -> int:
    return int(word) if word.isdigit() else _NUMBERS[word]


def _day(found: re.Match[str]) -> Stretch:
    return a_day(int(found["m"]), int(found["d"]), _year(found))


def _short_year(found: re.Match[str]) -> Stretch:
    stretch = a_day(int(found["m"]), int(found["d"]), 2000 + int(found["yy"]))
    return replace(stretch, notes=(f"năm viết hai chữ số: 20{found['yy']}",))


def _month(found: re.Match[str]) -> Stretch:
    return a_month(int(found["m"]), _year(found))


def _named_month(found: re.Match[str]) -> Stretch:
    return a_month(_NUMBERS[found["m"]], _year(found))


def _quarter(found: re.Match[str]) -> Stretch:
    number = _QUARTERS.get(found["q"]) or int(found["q"])
    return a_quarter(number, _year(found))


def _bare_quarter(found: re.Match[str]) -> Stretch:
    return replace(_quarter(found), bare=True)


def _bare_month(found: re.Match[str]) -> Stretch:
    return replace(_month(found), bare=True)


def _bare_year(found: re.Match[str]) -> Stretch:
    return replace(a_year(int(found["y"])), bare=True)


def _months(found: re.Match[str]) -> Stretch | None:
    count = _number(found["n"])
    if not 1 <= count <= 11:
        return None
    return some_months(count, found.groupdict().get("e") or "", _year(found))


def _half(found: re.Match[str]) -> Stretch:
    return some_months(6, found["e"], _year(found))


def _half_month(found: re.Match[str]) -> Stretch:
    month = int(found["m"])
    days = {"đầu": (1, 15), "cuối": (16, 31), "thượng": (1, 10), "trung": (11, 20), "hạ": (21, 31)}[
        found["e"]
    ]
    words = f"Nửa {found['e']}" if found["e"] in ("đầu", "cuối") else f"{found['e'].capitalize()} tuần"
    name = f"{words} tháng {month}/{{year}}"
    return Stretch("days", (month, days[0]), (month, days[1]), name, year=_year(found))


def _some_year(found: re.Match[str]) -> Stretch:
    return a_year(_year(found))


def _any_year(_found: re.Match[str]) -> Stretch:
    return replace(a_year(), bare=True)


def _edge_of_year(found: re.Match[str]) -> Stretch:
    return replace(a_year(_year(found)), notes=(edge_note(found["e"], "năm"),))


def edge_note(edge: str, unit: str) -> str:
    return f'"{edge} {unit}" không nói ngày: tính đến ngày cuối {unit}'


def _day_of_month(found: re.Match[str]) -> Stretch:
    number = int(found["d"])
    return Stretch("day", (1, number), (1, number), f"ngày {number}", of="month")


def _day_next_month(found: re.Match[str]) -> Stretch:
    return replace(_day_of_month(found), shift=1, recurs=True)


_PLACES = {
    "đầu": 0,
    "thứ nhất": 0,
    "giữa": 1,
    "thứ hai": 1,
    "thứ 2": 1,
    "cuối": -1,
    "thứ ba": -1,
    "thứ 3": -1,
}


def _month_of_unit(found: re.Match[str]) -> Stretch | None:
    unit = found["u"]
    of = {"quý": "quarter", "năm": "year", "nửa năm": "half-year"}.get(unit, "term")
    if "tháng" in unit:
        of = "half-year"
    month = {0: 1, 1: 2, -1: -1}[_PLACES[found["p"].removesuffix(" tiên").removesuffix(" cùng")]]
    if month == 2 and of != "quarter":
        return None
    number = found.groupdict().get("d")
    first, last = (int(number), int(number)) if number else (1, 31)
    place = Stretch(
        "day" if number else "month",
        (month, first),
        (month, last),
        "tháng cuối" if month == -1 else "tháng đầu",
        of=of,
        shift=1 if found.groupdict().get("next") else 0,
        recurs=of in ("quarter", "half-year"),
    )
    return place if of == "term" else place.within(of)


def _every(found: re.Match[str]) -> Cycle | None:
    unit = found["u"]
    weeks = UNITS.get(unit)
    if weeks:
        return Cycle(weeks)
    count = _number(unit.split(" ")[0]) if " " in unit else 1
    every = _MONTHS.get(count)
    return Cycle(every) if every else None


def _listed(found: re.Match[str]) -> Cycle | None:
    if re.fullmatch(r"(?:0?9|chín) tháng", found["u"]):
        return Cycle("year", some_months(9, ""))
    return _every(found)


def _reported(found: re.Match[str]) -> Cycle | None:
    cycle = _listed(found)
    return replace(cycle, loose=True) if cycle else None


def _weekday(found: re.Match[str]) -> Cycle:
    word = found["w"]
    number = 6 if word is None else (int(word) if word.isdigit() else _NUMBERS[word]) - 2
    return Cycle("week", weekday=number)


def _mark(kind: str) -> Build:
    mark = Mark(kind)
    return lambda _found: mark


def _clock(found: re.Match[str]) -> Mark | None:
    hour, minute = int(found["h"]), int(found["min"] or 0)
    if hour > 24 or minute > 59:
        return None
    return Mark("midnight" if hour == minute == 0 else "clock")


def _form(starts: str, pattern: str, build: Build, example: str) -> Form:
    return Form(starts, _compiled(pattern), build, example)


_REPORT = r"(?: (?:của |với |so với )?(?:năm |kỳ |quý )?(?:báo cáo|kế hoạch|thực hiện|đánh giá))*"

FORMS: tuple[Form, ...] = (
    # Days
    _form("ngày #", r"(?:ngày )?{D} ?[/.-] ?{M} ?[/.-] ?{Y}", _day, "15/12/2012"),
    _form("ngày #", r"(?:ngày )?{D} ?/ ?{M} ?/ ?(?P<yy>\d\d)(?!\d)", _short_year, "15/12/12"),
    _form(
        "ngày mồng #",
        r"(?:ngày )?(?:mồng )?{D},? {OF}tháng {M}(?:{J}{Y})?",
        _day,
        "ngày 15 tháng 12 năm 2012",
    ),
    _form("ngày", r"ngày {D} {OF}tháng {NEXT}(?: {EACH} tháng)?", _day_next_month, "ngày 05 của tháng sau"),
    _form("ngày #", r"(?:ngày )?{D} ?/ ?{M}(?! ?[/.-] ?\d)(?:(?:,? năm| của năm) {Y})?", _day, "15/12"),
    _form("ngày", r"ngày {D} ?[-.] ?{M}(?! ?[/.-] ?\d)", _day, "ngày 15-12"),
    _form(
        "ngày",
        r"ngày {D} {OF}tháng (?P<p>đầu tiên|đầu|cuối cùng|cuối|giữa|thứ (?:nhất|hai|ba|[23])) ?{OF}(?:{EACH} )?"
        r"(?P<u>quý|năm|nửa năm|0?6 tháng|kỳ báo cáo|kỳ)(?: (?P<next>{NEXT}))?(?!\w)" + _REPORT,
        _month_of_unit,
        "ngày 20 của tháng cuối quý",
    ),
    _form(
        "tháng",
        r"tháng (?P<p>đầu tiên|đầu|cuối cùng|cuối|giữa) ?{OF}(?:{EACH} )?"
        r"(?P<u>quý|nửa năm|kỳ báo cáo|kỳ)(?: (?P<next>{NEXT}))?(?! (?:iv|i{1,3}|\d)\b)(?!\w)" + _REPORT,
        _month_of_unit,
        "tháng cuối quý",
    ),
    _form("ngày", r"ngày {D}(?! ?[/.-] ?\d)(?! (?:{OF}tháng|làm))", _day_of_month, "ngày 25 hằng tháng"),
    _form("ngày", r"ngày {D}(?= {OF}{EACH} tháng)", _day_of_month, "ngày 25 của mỗi tháng"),
    _form("#", r"{D}(?= {OF}{EACH} tháng)", _day_of_month, "trước 25 hằng tháng"),
    _form("#", r"{Y}-(?P<m>0[1-9]|1[0-2])-(?P<d>0[1-9]|[12]\d|3[01])(?!\d)", _day, "2012-12-15"),
    # Months, and runs of them
    _form("#", r"{M} ?[/.-] ?{Y}", _bare_month, "08/2026"),
    _form("tháng", r"tháng {M}(?! ?/ ?\d\d?\b)(?:{J}{Y})?(?! ?lần)", _month, "Tháng 6/2012"),
    _form("nửa", r"nửa (?P<e>đầu|cuối)(?: của)? tháng {M}(?:{J}{Y})?", _half_month, "nửa đầu tháng 6/2012"),
    _form(
        "thượng trung hạ",
        r"(?P<e>thượng|trung|hạ) tuần tháng {M}(?:{J}{Y})?",
        _half_month,
        "trung tuần tháng 4/2025",
    ),
    _form(
        "tháng",
        r"tháng (?P<m>một|hai|ba|tư|bốn|sáu|bảy|tám|chín|mười một|mười hai|mười)(?!\w)(?! lần)(?:{J}{Y})?",
        _named_month,
        "Tháng sáu năm 2012",
    ),
    _form("t", r"t\.? ?{M} ?[/.-] ?{Y}", _month, "T6/2026"),
    # Quarters
    _form("quý", r"quý (?:thứ )?{Q}(?:{J}{Y})?", _quarter, "Quý II, năm 2012"),
    _form("q qi qii qiii qiv", r"q\.? ?{Q}(?:{J}{Y})", _quarter, "Q3/2026"),
    _form("i ii iii iv", r"{Q}(?:{J}{Y})?", _bare_quarter, "Quý II-III/2027"),
    # Halves and other months together
    _form(
        "# sáu ba chín hai một",
        r"{N} tháng (?P<e>đầu|cuối)(?:(?: của)? năm)?(?!\w)(?:{J}{Y})?",
        _months,
        "6 tháng đầu năm 2012",
    ),
    _form("# sáu ba chín", r"{N} tháng(?: của)?(?: năm)? {Y}", _months, "9 tháng năm 2013"),
    _form("nửa", r"nửa (?P<e>đầu|cuối)(?: của)? năm(?:{J}{Y})?", _half, "nửa đầu năm 2012"),
    # Years
    _form("năm", r"năm {Y}", _some_year, "Năm 2012"),
    _form("đầu giữa cuối", r"(?P<e>đầu|giữa|cuối) năm(?: {Y})?{END}", _edge_of_year, "cuối năm 2015"),
    _form(
        "các những",
        r"(?:các|những) tháng (?P<e>cuối) năm(?: {Y})?",
        _edge_of_year,
        "những tháng cuối năm 2012",
    ),
    _form("đầu giữa cuối", r"(?P<e>đầu|giữa|cuối) năm {Y}", _edge_of_year, "cuối năm 2015"),
    _form("cả", r"cả năm(?: {Y})?(?!\w)(?! học)", _some_year, "Cả năm 2012"),
    _form("năm", r"năm{END}", _any_year, "trong năm"),
    _form("#", r"{Y}(?! ?/)", _bare_year, "2028"),
    _form(
        "của năm",
        r"(?:của )?năm (?:công tác |báo cáo )?{NEXT}(?!\w)" + _REPORT,
        _mark("next year"),
        "trước ngày 31/01 của năm kế tiếp, hằng năm",
    ),
    _form(
        "của năm",
        r"(?:của )?năm {LAST} (?:của |với |so với )?năm (?:báo cáo|kế hoạch|thực hiện)",
        _mark("last year"),
        "Trước ngày 15/12 của năm trước liền kề với năm thực hiện",
    ),
    # What recurs
    _form(
        "ít tối định",
        r"(?:định kỳ )?(?:ít nhất |tối thiểu )?(?:{EACH} )?(?:{ONE} )?{U} ?(?:/|một|0?1) ?(?:{ONE} )?lần",
        _every,
        "định kỳ ít nhất 06 tháng/lần",
    ),
    _form(
        "hằng mỗi từng cứ # sáu ba một năm quý tháng tuần",
        r"(?:{EACH} |cứ )?(?:{ONE} )?{U} ?(?:/|,? ?một|,? ?0?1) ?(?:{ONE} )?lần",
        _every,
        "6 tháng một lần",
    ),
    _form(
        "ít tối # một định",
        r"(?:định kỳ )?(?:ít nhất |tối thiểu )?{ONE} lần ?(?:/|trong |trên |mỗi |hằng )?(?:{ONE} )?{U}",
        _every,
        "01 lần/năm",
    ),
    _form(
        "ngày thứ chủ",
        r"(?:ngày )?(?:thứ (?P<w>hai|ba|tư|năm|sáu|bảy|[2-7])|chủ nhật) {OF}{EACH} tuần",
        _weekday,
        "thứ Sáu hàng tuần",
    ),
    _form(
        "ngày cuối",
        r"(?:ngày )?cuối (?:cùng )?{OF}(?:{EACH}|các) (?P<u>năm|quý|tháng)(?! \d)",
        _every,
        "cuối mỗi quý",
    ),
    _form("ngày", r"ngày cuối (?:cùng )?(?:của )?(?P<u>quý|tháng){END}", _every, "ngày cuối cùng của quý"),
    _form("định", r"định kỳ (?:theo |vào )?(?:{EACH} )?{U}(?! lần)(?! \d)", _every, "định kỳ hàng tháng"),
    _form("hằng mỗi từng", r"{EACH} {U}(?! \d+ lần| học| đầu| cuối)", _every, "Hàng năm"),
    _form("thường", r"thường niên()", lambda _found: Cycle("year"), "thường niên"),
    _form(
        "báo",
        r"báo cáo (?:định kỳ )?(?P<u>năm|quý|tháng|tuần|0?6 tháng|0?9 tháng|sáu tháng|chín tháng){ALONE}",
        _reported,
        "báo cáo quý trước ngày 20 tháng cuối quý",
    ),
    # Without a day
    _form(
        "thường",
        r"thường xuyên(?:,? liên tục)? hằng năm(?!\w)",
        _mark("ongoing"),
        "Năm 2013 và kiện toàn thường xuyên hàng năm",
    ),
    _form(
        "thường",
        r"thường xuyên(?:(?:,| và)? (?:liên tục|hằng ngày))?(?!\w)",
        _mark("ongoing"),
        "Thường xuyên, liên tục",
    ),
    _form("liên", r"liên tục(?: và thường xuyên|, thường xuyên)?(?!\w)", _mark("ongoing"), "Liên tục"),
    _form("hằng mỗi", r"(?:hằng|mỗi) ngày(?!\w)", _mark("ongoing"), "Hằng ngày"),
    _form(
        "các những",
        r"(?:các|những) năm (?:tiếp theo|tiếp sau|kế tiếp|sau đó|sau này|sau|về sau)(?!\w)",
        _mark("onwards"),
        "Năm 2026 và các năm tiếp theo",
    ),
    _form("trở", r"trở (?:đi|về sau)(?!\w)", _mark("onwards"), "Từ năm 2013 trở đi"),
    _form(
        "đột và hoặc",
        r"(?:(?:và|hoặc) )?đột xuất(?:,? (?:khi có yêu cầu|theo yêu cầu|khi cần(?: thiết)?))?(?!\w)",
        _mark("ad hoc"),
        "Hàng quý và đột xuất khi có yêu cầu",
    ),
    # The plan's whole period
    _form(
        "trong suốt cả toàn",
        r"(?:(?:trong|suốt|cả|toàn|bộ) ){1,3}giai đoạn(?: kế hoạch| này)?{END}",
        _mark("whole"),
        "Cả giai đoạn",
    ),
    # Words that limit or join
    _form("các những", r"(?:các|những) năm(?=:? (?:19|20)\d\d)", _mark("each"), "Các năm 2012, 2014"),
    _form(
        "sau", r"sau(?= (?:ngày|tháng|quý|năm) ?[\divx])", _mark("since"), "Năm 2027 và mở rộng sau năm 2028"
    ),
    _form("thời", r"thời điểm(?!\w)", _mark("at"), "thời điểm 0h00 ngày 01/01/2026"),
    _form(
        "thời",
        r"thời gian(?: thực hiện| hoàn thành| báo cáo| triển khai)?(?!\w)",
        _mark("at"),
        "Thời gian hoàn thành: quý II/2012",
    ),
    _form(
        "lúc trước #",
        r"(?:lúc )?(?P<h>\d{1,2}) ?(?:h|giờ|g|:) ?(?P<min>\d\d)?(?!\d)(?: ?phút)?(?:,| của)?(?= (?:ngày|thứ|chủ|\d))",
        _clock,
        "trước 17h00 ngày 12/10/2025",
    ),
    _form("ngày", r"ngày (?:mai|kia)(?=,? (?:ngày )?\d)", _mark("at"), "ngày mai 6/10/2025"),
    _form("ngày", r"ngày(?= thứ| cuối)", _mark("at"), "ngày thứ Sáu hàng tuần"),
    _form(
        "từ bắt kể",
        r"(?:bắt đầu )?(?:kể )?từ (?:nay|đây|bây giờ|thời điểm hiện tại)(?!\w)",
        _mark("now"),
        "Từ nay đến hết năm 2025",
    ),
    _form(
        "từ bắt kể tính khởi",
        r"(?:bắt đầu |khởi đầu )?(?:kể |tính )?từ(?! khi)(?!\w)",
        _mark("from"),
        "Từ năm 2012 đến năm 2015",
    ),
    _form(
        "định",
        r"định kỳ(?= (?:trước|vào|chậm|đến|ngày) )",
        _mark("cyclic"),
        "Định kỳ trước ngày 15/12 hàng năm",
    ),
    _form("trước", r"trước(?! khi)(?: thời điểm)?(?!\w)", _mark("before"), "Trước ngày 15/12/2012"),
    _form(
        "chậm muộn trễ",
        r"(?:chậm|muộn|trễ) nhất(?: là)?(?!\w)",
        _mark("limit"),
        "Chậm nhất 30/6/2013",
    ),
    _form(
        "không",
        r"không (?:được )?(?:muộn|chậm|quá|trễ|sau)(?: hơn)?(?: quá)?(?!\w)",
        _mark("limit"),
        "không muộn hơn ngày 15/9/2025",
    ),
    _form(
        "hạn thời",
        r"(?:thời )?hạn(?: (?:cuối cùng|cuối|chót|hoàn thành|báo cáo|nộp|gửi|trình))?(?: là)?(?!\w)",
        _mark("limit"),
        "Hạn cuối 15/12/2012",
    ),
    _form(
        "cho đến tới",
        r"(?:cho )?(?:đến|tới)(?: hết| cuối(?= ngày))?(?! khi)(?!\w)",
        _mark("to"),
        "đến hết quý II/2012",
    ),
    _form("hết", r"hết(?! hiệu)(?!\w)", _mark("full"), "hết quý III năm 2025"),
    _form("vào", r"vào(?: lúc| khoảng thời gian)?(?!\w)", _mark("at"), "vào quý III năm 2012"),
    _form("trong", r"trong(?: vòng| khoảng| thời gian| suốt)?(?!\w)", _mark("at"), "Trong năm 2012"),
    _form("cả suốt", r"(?:cả|suốt|trong cả) giai đoạn(?!\w)", _mark("at"), "Cả giai đoạn 2012-2015"),
    _form("giai", r"giai đoạn(?: từ)?(?!\w)", _mark("at"), "Giai đoạn 2012-2015"),
    _form(
        "là ngay", r"(?:là|ngay)(?= (?:trong|ngày|tháng|quý|năm|trước))", _mark("at"), "là ngày 20/10/2025"
    ),
    _form(
        "hoàn kết xong",
        r"(?:hoàn thành|hoàn tất|kết thúc|xong)(?: xong)?(?!\w)",
        _mark("done"),
        "hoàn thành trong tháng 10/2025",
    ),
    _form("dự", r"dự kiến(?: hoàn thành)?(?!\w)", _mark("roughly"), "Dự kiến quý II/2026"),
    _form("khoảng", r"khoảng(?!\w)", _mark("roughly"), "Khoảng tháng 6/2012"),
    _form("đầu", r"đầu(?= (?:quý|tháng|năm)\b)", _mark("đầu"), "đầu quý II/2012"),
    _form("giữa", r"giữa(?= (?:quý|tháng|năm)\b)", _mark("giữa"), "giữa tháng 6/2012"),
    _form("cuối", r"cuối(?= (?:quý|tháng|năm|ngày)\b)", _mark("cuối"), "cuối tháng 6/2012"),
    _form(
        "của thuộc", r"(?:của|thuộc)(?= (?:năm|hằng|mỗi|quý|tháng|tuần)\b)", _mark("of"), "quý I của mỗi năm"
    ),
    _form(
        "và cùng đồng &", r"(?:và(?: đến)?|&|đồng thời)(?!\w)", _mark("and"), "Tháng 3 và tháng 9 hàng năm"
    ),
)

# After a form of a run, the same unit may go on without its name: "tháng 11, 12/2013", "quý II - III".
RUNS: dict[str, tuple[re.Pattern[str], Build]] = {
    "month": (
        _compiled(
            r" ?(?P<sep>,? và|[,+&-]|đến|;) ?{M}(?! ?[/.-] ?\d\d?\b)(?:{J}{Y})?(?!\w)(?! ?(?:tháng|ngày|lần|giờ|h\b|%))"
        ),
        _bare_month,
    ),
    "quarter": (_compiled(r" ?(?P<sep>,? và|[,+&-]|đến|;) ?{Q}(?:{J}{Y})?"), _bare_quarter),
    "day": (
        _compiled(r" ?(?P<sep>,? và|[,+&-]|đến|;) ?{D}(?= {OF}{EACH} tháng)"),
        lambda found: replace(_day_of_month(found), bare=True),
    ),
}
# After a cycle others may follow by their unit alone: "hằng quý, 6 tháng, năm".
CYCLES = _compiled(
    r" ?(?P<sep>,? (?:và|hoặc)|[,/;+-]) ?(?:báo cáo )?(?:{EACH} )?"
    r"(?P<u>năm|quý|tháng|tuần|0?[369] tháng|sáu tháng|chín tháng){ALONE}"
)
# Two days of one month: "15-20/4/2012".
DAYS = _compiled(r"(?:ngày )?(?P<d1>0?[1-9]|[12]\d|3[01]) ?- ?(?=(?:ngày )?{D} ?[/.-] ?{M})")


def listed_cycle(found: re.Match[str]) -> Cycle | None:
    return _listed(found)
