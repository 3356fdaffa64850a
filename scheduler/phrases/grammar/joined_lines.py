"""Lines that are one: a cycle alone, and its limit after a semicolon, a stop or on the next line."""

from __future__ import annotations

import re
from dataclasses import replace

from scheduler.phrases.grammar.composer import Composer
from scheduler.phrases.grammar.expressions import AdHoc, Dated, Recurring, recurs
from scheduler.phrases.grammar.lines import lines_of
from scheduler.phrases.grammar.mask import mask
from scheduler.phrases.grammar.report_lists import name_reports
from scheduler.phrases.grammar.scanning import scan
from scheduler.phrases.grammar.spelling import Text

_SENT = re.compile(
    r"(?:(?:và |phải |được )?(?:gửi|nộp|báo cáo|hoàn thành|trình|thời hạn|thời gian|hạn)(?!\w)(?: (?!trước|chậm|muộn|không)[^\W\d]+){0,12} )?"
    r"(?:xong |là |hạn )?(?:trước|chậm nhất|muộn nhất|không muộn|không quá|vào|hạn (?:cuối|chót)|đến|ngày(?= \d))(?!\w)"
)

_MONTHLY = re.compile(r"(?:định kỳ )?(?:hằng|mỗi) tháng[,:]? ")


def lines_to_read(text: Text) -> list[Text]:
    """The lines of a phrase, each cycle with its limit: "Báo cáo quý; gửi trước ngày 20 tháng cuối quý" is one."""
    lines: list[Text] = []
    items = list(lines_of(name_reports(text)))
    for line in [_alone(items, place) for place in range(len(items))]:
        if lines and (_is_its_limit(lines[-1], line) or _is_of_every_month(lines[-1], line)):
            cycle = lines.pop()
            lines.append(replace(cycle, shown=f"{cycle.shown}, {line.shown}", key=f"{cycle.key}, {line.key}"))
        else:
            lines.append(line)
    return lines


def _alone(items: list[Text], place: int) -> Text:
    """The only item below a heading, no longer an item: "Báo cáo quý:" and below it "- trước ngày 20 tháng cuối quý"."""
    line = items[place]
    headed = place > 0 and items[place - 1].key.rstrip().endswith(":") and not items[place - 1].listed
    followed = place + 1 < len(items) and items[place + 1].listed
    return replace(line, listed=False) if headed and not followed else line


def _is_of_every_month(cycle: Text, line: Text) -> bool:
    """Whether a day of no month is of the cycle said before: "Hằng tháng, xã gửi trước ngày 20; Sở tổng hợp trước ngày 25"."""
    if not _MONTHLY.match(cycle.key) or cycle.listed or line.listed:
        return False
    clause = Composer().compose(scan(mask(line.key)))
    days = [one.span for one in clause.expressions if isinstance(one, Dated)]
    bare = days and len(days) == len(clause.expressions) and not clause.events
    return bool(bare) and all(day.of == "month" and day.unit == "day" and not day.recurs for day in days)


def _is_its_limit(cycle: Text, line: Text) -> bool:
    key = mask(line.key).lstrip(" -+")
    if not _SENT.match(key) or cycle.listed or line.listed:
        return False
    one, other = Composer().compose(scan(mask(cycle.key))), Composer().compose(scan(mask(line.key)))
    bare = [m for m in one.expressions if isinstance(m, Recurring) and not m.cycle.has_day]
    if one.events or not bare or len(bare) < len(one.expressions):
        return False
    days = [m for m in other.expressions if isinstance(m, Dated)]
    times = [m for m in other.expressions if not isinstance(m, AdHoc)]
    if len(days) == len(times) == 1 and days[0].limited and _is_bare(days[0]):
        return True  # "01 lần/tháng; chậm nhất 30/9/2026": until when, or for what, nobody can tell
    return bool(days) and all(day.yearless or recurs(day) for day in days)


def _is_bare(day: Dated) -> bool:
    return "done" not in day.marks
