"""Forms that recur: every year, half-year, quarter, month, week."""

from __future__ import annotations

import re
from dataclasses import replace

from scheduler.phrases.grammar.patterns import Cycle, TimeForm, form, number_of, weekday_of
from scheduler.phrases.grammar.spans import some_months

UNITS = {
    "năm": "year",
    "quý": "quarter",
    "tháng": "month",
    "tuần": "week",
    "nửa năm": "half-year",
    "cuối năm": "year",
    "cả năm": "year",
}
_MONTHS = {1: "month", 3: "quarter", 6: "half-year", 12: "year"}


def _every(found: re.Match[str]) -> Cycle | None:
    unit = found["u"]
    weeks = UNITS.get(unit)
    if weeks:
        return Cycle(weeks)
    every = _MONTHS.get(number_of(unit.removesuffix(" tháng")))
    return Cycle(every) if every else None


def _times(found: re.Match[str]) -> Cycle:
    """Two or four times a year name no day by themselves: the brackets that follow must."""
    times = number_of(found["times"] or found["count"])
    return Cycle({2: "half-year", 4: "quarter"}.get(times, "year"), times=times, loose=True)


def listed(found: re.Match[str]) -> Cycle | None:
    if re.fullmatch(r"(?:0?9|chín) tháng", found["u"]):
        return Cycle("year", some_months(9, ""))
    if found["u"].endswith("đầu năm"):
        return Cycle("year", some_months(6, "đầu"))
    return _every(found)


def listed_report(found: re.Match[str]) -> Cycle | None:
    """A cycle in a list, by its unit alone or by the name of its report: "…, báo cáo 6 tháng"."""
    cycle = listed(found)
    return replace(cycle, loose=True) if cycle and "báo cáo" in found[0] else cycle


def _reported(found: re.Match[str]) -> Cycle | None:
    cycle = listed(found)
    return replace(cycle, loose=True) if cycle else None


def _reported_once(found: re.Match[str]) -> Cycle | None:
    """The name of a report alone, before its day; a number before it would be a count of years."""
    counts = re.search(r"\d $", found.string[: found.start()])
    return None if counts else _reported(found)


def _weekday(found: re.Match[str]) -> Cycle:
    return Cycle("week", weekday=weekday_of(found["w"]))


# A form of its own reads the day of a week: "mỗi tuần 1 lần vào thứ Sáu".
_NO_WEEKDAY = r"(?!,? \(?(?:vào )?(?:(?:sáng|trưa|chiều|tối) )?(?:ngày )?(?:thứ (?:hai|ba|tư|năm|sáu|bảy|[2-7])|chủ nhật)(?!\w))"
_REPORT = r"báo cáo (?:(?:định kỳ|sơ kết|tổng kết|kết quả) )*"
_REPORTED = "cả năm|năm|cuối năm|quý|tháng|tuần|0?6 tháng|0?9 tháng|sáu tháng|chín tháng"

# Names of periodic reports, tried before the calendar: "năm: trước ngày 15/12" is no year.
REPORTS: tuple[TimeForm, ...] = (
    form(
        "quý báo",
        r"(?:báo cáo )?quý (?:i|1), (?:báo cáo )?(?:0?6|sáu) tháng(?: đầu năm)?, (?:báo cáo )?(?:(?:0?9|chín) tháng|quý (?:iii|3))"
        r"(?:,|,? và) (?:báo cáo )?(?:(?:cả )?năm(?:{END}|(?= (?:đối với|cho|của) |,? (?:và|hoặc) (?:khi|đột xuất|theo yêu cầu) ))|(?=năm \d))()",
        lambda _found: Cycle("quarter"),
        "Quý I, 6 tháng, 9 tháng và năm",
    ),
    form(
        "quý",
        r"quý (?:i|1)(?:,|,? và) (?:quý )?(?:ii|2)(?:,|,? và) (?:quý )?(?:iii|3)(?:,|,? và) (?:quý )?(?:iv|4)(?= ?[(,:]?[^\d;\n]{0,40}\d{1,2} (?:của )?tháng (?:cuối|đầu))()",
        lambda _found: Cycle("quarter"),
        "Quý I, II, III, IV (trước ngày 15 tháng cuối quý)",
    ),
    form(
        "# sáu chín năm quý tháng",
        r"(?P<u>năm|quý|tháng|(?:0?[69]|sáu|chín) tháng)(?= ?[(:] ?(?:(?:gửi|nộp|hoàn thành|xong) )?(?:(?:chậm nhất|muộn nhất|không muộn hơn|không quá)(?: là| vào)? )?(?:trước |vào )?(?:\d{1,2}(?:h| giờ)\d{0,2},? )?ngày \d)",
        _reported_once,
        "6 tháng: trước ngày 15/6",
    ),
    form(
        "# sáu chín năm quý tháng",
        r"(?P<u>năm|quý|tháng|(?:0?[69]|sáu|chín) tháng)(?= ?[(:] ?trước \d)",
        _reported_once,
        "năm (trước 15/12)",
    ),
    form(
        "# sáu chín năm quý tháng cả",
        r"(?<=\()(?P<u>năm|cả năm|quý|tháng|(?:0?[69]|sáu|chín) tháng)(?=\))",
        _reported_once,
        "Trước ngày 25 tháng 6 (6 tháng)",
    ),
)

CYCLES: tuple[TimeForm, ...] = (
    form(
        "sơ tổng",
        r"(?:sơ|tổng) kết (?:công tác )?(?P<u>năm|cả năm|quý|(?:0?[69]|sáu|chín) tháng){ALONE}",
        _reported,
        "sơ kết 6 tháng, tổng kết năm",
    ),
    # What recurs
    form(
        "ít tối định theo",
        r"(?:(?:theo )?định kỳ )?(?:ít nhất |tối thiểu )?(?:{EACH} )?(?:{ONE} )?{U} ?(?:/|một|0?1) ?(?:{ONE} )?{TIME}",
        _every,
        "định kỳ ít nhất 06 tháng/lần",
    ),
    form(
        "hằng mỗi từng cứ # sáu ba một năm quý tháng tuần nửa",
        r"(?:{EACH} |cứ )?(?:{ONE} )?{U}(?: ít nhất| tối thiểu)? ?(?:/|,? ?một|,? ?0?1) ?(?:{ONE} )?(?:{TIME}|kỳ(?= ?(?:$|[,;.)])))"
        + _NO_WEEKDAY,
        _every,
        "6 tháng một lần",
    ),
    form(
        "ít tối # một định",
        r"(?:định kỳ )?(?:ít nhất |tối thiểu )?{ONE} (?:lần ?(?:/|trong |trên |mỗi |hằng )?|{TIME} ?(?:/|trong |mỗi |hằng ) ?)(?:{ONE} )?{U}"
        + _NO_WEEKDAY,
        _every,
        "01 lần/năm",
    ),
    form(
        "báo",
        r"báo cáo tuần ?[:,(]? ?(?:(?:gửi|nộp|vào|chậm nhất|muộn nhất|là) ){0,3}(?:(?:trước )?\d{1,2}(?:h| ?giờ|:) ?(?:\d\d)?,? )?(?:(?:sáng|trưa|chiều|tối) )?(?:ngày )?"
        r"(?:thứ (?P<w>hai|ba|tư|năm|sáu|bảy|[2-7])|chủ nhật)\)?(?!\w)(?!,? thứ| và)",
        _weekday,
        "Báo cáo tuần: trước 15h00 thứ Năm",
    ),
    form(
        "ngày thứ chủ",
        r"(?:ngày )?(?:thứ (?P<w>hai|ba|tư|năm|sáu|bảy|[2-7])|chủ nhật),? \(?{OF}{EACH} tuần\)?",
        _weekday,
        "thứ Sáu, hàng tuần",
    ),
    form(
        "hằng mỗi # một",
        r"(?:{EACH} tuần(?: (?:(?:họp|giao|ban|tổ|chức|báo|cáo|làm|việc|trực|sinh|hoạt) ){0,4}{ONE} lần)?|{ONE} lần ?(?:/|mỗi) ?tuần),? \(?(?:(?:chậm|muộn) nhất (?:là )?)?(?:vào )?(?:(?:trước )?\d{1,2}(?:h| ?giờ|:) ?(?:\d\d)? )?(?:(?:sáng|trưa|chiều|tối) )?(?:ngày )?"
        r"(?:thứ (?P<w>hai|ba|tư|năm|sáu|bảy|[2-7])|chủ nhật)\)?(?!\w)(?!,? thứ| và)",
        _weekday,
        "Hàng tuần (thứ Sáu)",
    ),
    form(
        "# mỗi hằng năm một hai ba bốn định ít tối",
        r"(?:định kỳ )?(?:ít nhất |tối thiểu )?(?:(?P<times>0?[2-6]|hai|ba|bốn) (?:lần|kỳ|đợt)(?: ?/ ?| trong | mỗi )(?:{ONE} )?năm|(?:(?:{ONE}|{EACH}) )?năm(?:,? | ?/ ?)(?P<count>0?[2-6]|hai|ba|bốn) (?:lần|kỳ|đợt))(?= ?[(:]|,? vào |, [^\d(:;,\n]{3,120} trước (?:ngày )?\d)",
        _times,
        "02 lần/năm (tháng 6, tháng 12)",
    ),
    form(
        "quý tháng tuần #",
        r"(?P<u>quý|tháng|tuần|0?6 tháng)(?=(?: ?(?:,|/|;|,? và) ?(?:hằng |cả |{ONE} )?(?:quý|(?:(?:0?[69]|12) )?tháng|năm))+{END})",
        _every,
        "Quý, 6 tháng, năm",
    ),
    form(
        "theo",
        r"theo (?:từng )?(?P<u>quý|tháng|tuần|năm)(?:{END}|(?= (?:gửi|nộp|đối với) )|(?= (?:và|hoặc) (?:khi|đột xuất|theo yêu cầu|ngay)))",
        _every,
        "Báo cáo theo quý",
    ),
    form(
        "ngày cuối tuần",
        r"(?:ngày |tuần )?cuối (?:cùng )?{OF}(?:{EACH}|các) (?P<u>năm|quý|tháng|(?:0?[36]|ba|sáu) tháng)(?! \d)",
        _every,
        "cuối mỗi quý",
    ),
    form(
        "cuối",
        r"(?:(?<=năm \()|(?<=lần \()|(?<=kỳ \()|(?<=năm, vào )|(?<=lần, vào )|(?<=\(vào ))cuối {OF}(?P<u>quý|tháng)(?= *(?:$|[).;]))",
        _every,
        "04 lần/năm (cuối quý)",
    ),
    form(
        "tuần",
        r"tuần cuối(?: cùng)? (?:của |trong )(?P<u>quý|tháng|năm){END}",
        _every,
        "Mỗi quý 01 lần, vào tuần cuối của quý",
    ),
    form(
        "#",
        r"(?P<u>12) (?:lần|kỳ)(?: ?/ ?| trong | mỗi )(?:{ONE} )?năm(?! \d)(?!\w)",
        lambda _found: Cycle("month"),
        "12 lần/năm",
    ),
    form(
        "định theo",
        r"(?:theo )?định kỳ (?:theo |vào |ít nhất |tối thiểu )?(?:{EACH} )?{U}(?! lần)(?! (?:\d|[ivx]+\b))(?! (?:đầu|cuối) năm)",
        _every,
        "định kỳ hàng tháng",
    ),
    form(
        "định",
        r"định kỳ (?:vào )?(?P<u>cuối năm)(?!\w)(?! \d)",
        _every,
        "Định kỳ cuối năm báo cáo UBND tỉnh",
    ),
    form("định", r"định kỳ \({U}\)", _every, "Định kỳ (6 tháng) báo cáo UBND tỉnh"),
    form("hằng mỗi từng", r"{EACH} {U}(?! \d+ lần| học| đầu| cuối)", _every, "Hàng năm"),
    form(
        "các những",
        r"(?:các|những) (?P<u>quý|tháng|tuần) (?:trong|của) năm(?! \d)(?! học)(?!\w)",
        _every,
        "Các quý trong năm",
    ),
    form("thường", r"thường niên()", lambda _found: Cycle("year"), "thường niên"),
    form(
        "báo", rf"{_REPORT}(?P<u>{_REPORTED}){{ALONE}}", _reported, "báo cáo quý trước ngày 20 tháng cuối quý"
    ),
    form(
        "đối cho với",
        rf"(?:đối với|cho|với) {_REPORT}(?:{{EACH}} |{{ONE}} )?(?P<u>{_REPORTED}){{ALONE}}",
        _reported,
        "trước ngày 18 của tháng cuối quý đối với báo cáo hàng quý",
    ),
    form(
        "đối",
        r"đối với (?:kỳ )?(?P<u>cả năm|năm|quý|0?6 tháng|0?9 tháng|sáu tháng|chín tháng){ALONE}(?= *(?:$|[,;.)\n]| và ))",
        _reported,
        "Trước ngày 25/5 đối với 6 tháng, 25/11 đối với năm",
    ),
)
