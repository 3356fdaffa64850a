"""Lines that cannot end where they do: broken inside a date, behind a word that goes on, inside brackets."""

from __future__ import annotations

import re

# A line broken after a word that cannot end one goes on.
_BROKEN = re.compile(
    r"(?:(?<=,)|(?<=\bvà)|(?<=\bcủa)|(?<=\bcác)|(?<=\bvào)|(?<=\btrong)|(?<=\btrước)|(?<=\bđến)"
    r"|(?<=\bđịnh kỳ)|(?<=\bhằng)|(?<=\bhàng)|(?<=\bmỗi)|(?<=\btừ)|(?<=\bnhất)|(?<=\bhết)|(?<=\bcuối)|(?<=\bđầu)|(?<=\bgiữa)|(?<=\bthường)|(?<=\bđối với))\n(?=\w)"
    r"|(?<!hằng )(?<!hàng )(?<!mỗi )(?<!cả )(?<!cuối )(?<!đầu )\b(?:ngày|tháng|quý|năm)\n(?=(?!0?[369] tháng)\d|[ivx]+\b)"
    r"|(?:(?<=, hoàn thành)|(?<=phải hoàn thành)|(?<=\bgửi)|(?<=\bgửi về)|(?<=\bkỳ họp)|(?<=\bkỳ họp thường lệ)|(?<=\bkỳ họp chuyên đề)|(?<=\w:)(?<!\d\d\d\d:)|(?<=\d[h:]\d\d)|(?<=\dh)|(?<=\d giờ))\n(?=(?:trước|trong|vào|chậm|muộn|ngày|tháng|quý|giữa|cuối|bộ|cục|sở|ubnd)\b)"
    r"|(?<=\bđoạn \d\d\d\d)\n(?=- ?(?:19|20)\d\d)|(?:(?<=tháng \d)|(?<=tháng \d\d)|(?<=quý i)|(?<=quý ii)|(?<=quý iii)|(?<=quý iv)|(?<=quý \d))\n(?=(?:của )?năm (?:19|20)\d\d(?! ?:))"
    r"|(?<=học)\n(?=(?:19|20)\d\d)|(?:(?<=học kỳ [12i])|(?<=học kỳ ii)|(?<=hk[12i])|(?<=hkii)|(?<=hk [12i])|(?<=hk ii))\n(?=\(?(?:năm học )?(?:19|20)\d\d)|(?<![/\d.-]\d)(?<=\d)\n(?=ngày làm việc)|(?<=[\dIVX])\n(?=/ ?\d)|(?<=[\dIVX]/)\n(?=\d)|(?<=[\dIVX] -)\n(?=\w)|(?<=[\dIVX]-)\n(?=\w)|(?:(?<=\bngày \d)|(?<=\bngày \d\d))\n(?=tháng \d)"
    r"|(?<=[\w,])\n(?=(?-i:và|đến|hoặc|hằng năm|hàng năm|của|để|theo|đối với|cho|khi|sau khi|báo cáo|gửi|trình|hoàn thành)(?!\w))|(?<=[\w,])\n(?=\((?!(?:\d{1,2}|[a-hđ]|[ivx]{1,3})\)))",
    re.IGNORECASE,
)
# Words in brackets go on to where those close; items do not.
_IN_BRACKETS = re.compile(r"\((?:[^()\n]|\n(?![-+•*]|\d{1,2}[.)] |[a-hđ]\) )){1,160}\)")
# A small letter goes on with the line before it, but for a bullet or a time of its own: "rà soát, sửa\nđổi, bổ sung".
_WRAPPED = re.compile(
    r"(?<=[\w,)])\n(?![a-zđ][.)]|[ivx]+[.)]|(?:quý|quí|tháng|năm|ngày|trước|chậm|muộn|không|hằng|hàng|mỗi|định|từ|sau|ngay|cả|trong|vào|cuối|đầu|giữa|đợt|lần|giai|thường|khi)(?!\w)|[qt]\.? ?\d)(?=[^\W\d])"
)
# A time on a line and its year on the next, the last one: "Quý III\nNăm 2026", "Tháng 6\n2026".
_YEAR_BELOW = re.compile(
    r"((?:^|\n)(?![^\n]*(?:19|20)\d\d)[^\n]*(?:(?:quý|tháng) (?:\d{1,2}|[ivx]{1,3})(?: ?[-,] ?(?:\d{1,2}|[ivx]{1,3}))?|\d{1,2} ?/ ?\d{1,2}))(?:\n(?=năm (?:19|20)\d\d[ .;]*(?:\n|$)|(?:19|20)\d\d[ .;]*$)|\n[-+•*] ?(?=(?:19|20)\d\d[ .;]*$))",
    re.IGNORECASE,
)


def unbroken(shown: str) -> str:
    """The text without line breaks inside what is one; in capitals no letter tells that a line goes on."""
    seen = shown.lower() if shown.isupper() else shown
    breaks = {found.end() - 1 for found in _BROKEN.finditer(seen)}
    breaks |= {at for found in _IN_BRACKETS.finditer(seen) for at in range(*found.span()) if seen[at] == "\n"}
    breaks |= {found.start() for found in _WRAPPED.finditer(shown) if shown[found.end()].islower()}
    joined = "".join(" " if at in breaks else letter for at, letter in enumerate(shown))
    return _YEAR_BELOW.sub(_on_one_line, joined)


def _on_one_line(found: re.Match[str]) -> str:
    """A time before the year below it, which may stand there without its word."""
    return f"{found[1]} năm " if found.string[found.end()].isdigit() else f"{found[1]} "
