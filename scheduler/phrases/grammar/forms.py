"""All forms of time: one line a form, with an example that the tests read.

A form is tried where one of its first words stands (`#` is a number), in the order of these tables.
To teach the grammar a new way of saying something, add a line to one of them and a row to docs/phrases.md.
"""

from __future__ import annotations

import re
from dataclasses import replace

from scheduler.phrases.grammar.calendar_forms import CALENDAR, bare_month, bare_quarter, day_of_month
from scheduler.phrases.grammar.cycle_forms import CYCLES, REPORTS
from scheduler.phrases.grammar.limit_forms import LIMITS
from scheduler.phrases.grammar.patterns import Build, TimeForm, compiled
from scheduler.phrases.grammar.place_forms import PLACES

FORMS: tuple[TimeForm, ...] = (*REPORTS, *PLACES, *CALENDAR, *CYCLES, *LIMITS)

# After a form of a run, the same unit may go on without its name: "tháng 11, 12/2013", "quý II - III".
RUNS: dict[str, tuple[re.Pattern[str], Build]] = {
    "month": (
        compiled(
            r" ?(?P<sep>,? và\b|[,+&-]|đến\b|;) ?{M}(?! ?[/.-] ?\d\d?\b)(?:{J}{Y})?(?!\w)(?! ?(?:tháng|ngày|lần|giờ|h\b|%))"
        ),
        bare_month,
    ),
    "quarter": (compiled(r" ?(?P<sep>,? và\b|[,+&-]|đến\b|;) ?{Q}(?:{J}{Y})?"), bare_quarter),
    "day": (
        compiled(
            r" ?(?P<sep>,? và\b|[,+&-]|đến\b|;) ?{D}(?=(?: ?(?:,|,? và) ?(?:ngày )?\d{1,2}(?!\d))* {OF}{EACH} tháng)"
        ),
        lambda found: replace(day_of_month(found), bare=True),
    ),
}
# After a cycle others may follow by their unit alone: "hằng quý, 6 tháng, năm".
MORE_CYCLES = compiled(
    r" ?(?P<sep>,? và\b|[,/;+-]|(?<=\) )(?=(?:{EACH} |{ONE} |cả )?(?:năm|quý|0?[69] tháng) ?\()) ?(?:báo cáo (?:định kỳ )?)?(?:{EACH} |0?1 |một |cả )?"
    r"(?P<u>0?6 tháng đầu năm|cuối năm|năm|quý|tháng|tuần|0?[369] tháng|12 tháng|sáu tháng|chín tháng){ALONE}"
)
# One day of several months: "ngày 17 các tháng 3, 6, 9".
MONTHS_OF_A_DAY = compiled(
    r"ngày (?:mồng )?{D} {OF}các tháng:? {M}(?=(?: ?(?:,|;|và|,? và) ?(?:tháng )?(?:0?[1-9]|1[0-2])(?!\d))+)"
)
MORE_MONTHS = compiled(r" ?(?P<sep>,? và\b|[,;]) ?(?:tháng )?{M}(?:{J}{Y})?(?!\w)(?! ?[/.-] ?\d)")
# Two days of one month: "15-20/4/2012".
DAYS = compiled(
    r"(?:ngày )?(?P<d1>0?[1-9]|[12]\d|3[01]) ?(?:-|(?<= )đến(?: hết)?(?= )) ?(?=(?:ngày )?{D} ?[/.-] ?{M})"
)
