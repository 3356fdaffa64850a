"""Words of time in a sentence that gives a duty: limits, and what recurs. Pure."""

import re

_YEAR = r"20\d\d(?![\d/])"
# “quý III/2026 và quý IV/2026”, “năm 2026-2027”: the limits behind the first are limits too.
_MORE = rf"(?:(?:ngày\s+)?\d{{1,2}}/\d{{1,2}}/|(?:tháng\s+)?\d{{1,2}}\s*(?:/\s*|năm\s+)|(?:quý\s+)?[IV]{{1,3}}\s*(?:/\s*|năm\s+)|(?:năm\s+)?){_YEAR}"
_LIMIT = (
    r"(?:trước|chậm nhất(?: là)?(?: đến| trước)?|đến hết|không muộn hơn|xong trong|trong|vào(?= ngày))\s+(?:các (?=năm))?(?:ngày|tháng|quý|năm|đầu|cuối|\d)"
    rf"[^.;()\n]{{0,40}}?\d{{4}}(?:\s*(?:[-–,]|và)\s*{_MORE})*+"
)
_LIMITED = re.compile(rf"(?<!\w){_LIMIT}", re.IGNORECASE)
# What a thing is, not when the duty is done: “cho các dự án hoàn thành trong năm 2025”, “các dự án khởi công trước ngày …”.
_OF_A_THING = re.compile(
    r"(?<!\w)(?<!phấn đấu )(?<!bảo đảm )(?<!đảm bảo )(?<!yêu cầu )(?<!đôn đốc )(?<!chỉ đạo )(?<!đưa )(?:các|những)\s+(?:dự án|công trình|nhiệm vụ|hồ sơ|văn bản|đơn vị|cơ sở|người|khoản)(?:\s+(?!phải(?!\w))[^\W\d]+){0,8}?"
    r"\s+(?:đã\s+)?(?:được\s+)?(?:hoàn thành|khởi công|ban hành|thành lập|phê duyệt|cấp|phát sinh|giao)\s*$",
    re.IGNORECASE,
)
_BETWEEN = 40  # characters between days of one run: "trước 15/3, 15/6, riêng quý IV trước 15/12"
_NEAR = 120  # characters before a limit that may say what it is of
# The day of a paper that is cited says nothing of the duty.
_CITED = re.compile(r"ngày\s+\d{1,2}\s*(?:tháng|/)\s*\d{1,2}\s*(?:năm|/)\s*\d{4}", re.IGNORECASE)
# “định kỳ 6 tháng, báo cáo trước ngày 15/6 và 15/12”: days of every year.
_DAY = r"(?:ngày\s+)?\d{1,2}/\d{1,2}(?![\d/])"
_DAYS = re.compile(
    rf"(?<!\w)(?:trước|chậm nhất(?: là)?|vào)\s+{_DAY}(?:\s*(?:,|và|hoặc)\s*(?:trước\s+)?{_DAY})*+(?:\s+(?:hằng|hàng|mỗi)\s+năm)?",
    re.IGNORECASE,
)
_TIME = re.compile(
    r"(?<!\w)(?:(?:trước|chậm nhất(?: là)?) )?ngày \d{1,2}(?:/\d{1,2})? (?:hằng|hàng|mỗi) (?:tháng|quý|năm)(?!\w)"
    r"|(?:^|[,;(]\s*|(?:định kỳ|báo cáo|tổ chức|sơ kết|kiểm tra)\s+)(?:(?:hằng|hàng|mỗi)\s+(?:tuần|tháng|quý|năm)|(?:0?6|sáu|9|3) tháng|thường xuyên)(?!\w)"
    r"|(?<!\w)(?:quý\s+[IV]{1,3}|tháng\s+\d{1,2})\s*[/,-]?\s*(?:năm\s+)?\d{4}",
    re.IGNORECASE,
)


def time_of(words: str) -> str:
    """The words of time of a duty: its limits, each in a line, before anything else."""
    if limits := list(_LIMITED.finditer(words)):
        own = [
            one for one in limits if not _OF_A_THING.search(words[max(0, one.start() - _NEAR) : one.start()])
        ]
        return "\n".join(dict.fromkeys(one[0].strip(" ,;(") for one in own or limits))
    words = _CITED.sub(" ", words)
    found, days = _TIME.search(words), _DAYS.search(words)
    cycle = found[0].strip(" ,;(") if found else ""
    if days is None or (found and days.start() < found.end()):
        return cycle or (_all_days(words, days.start()) if days else "")
    return ", ".join(filter(None, (cycle, _all_days(words, days.start()))))


def _all_days(words: str, first: int) -> str:
    """The first days to the last ones with what stands between, such as whom or which part they are for."""
    last = first
    for found in _DAYS.finditer(words, first):
        if last > first and (found.start() - last > _BETWEEN or "." in words[last : found.start()]):
            break
        last = found.end()
    return words[first:last]


def limit_of(words: str) -> str:
    """The day, month or year by which it has to be done, nothing that only recurs."""
    found = _LIMITED.search(words)
    return found[0].strip(" ,;(") if found else ""
