"""Paragraphs around the duties of a plan in prose that give nobody any: how a meeting went, the last words. Pure."""

import re

from plan.documents.duty_times import time_of
from plan.documents.orders import begins_order

_ENDS_DUTIES = re.compile(
    r"(?:Trên đây|Trong quá trình|Nơi nhận|TM\.|KT\.|Kế hoạch này|Ủy ban nhân dân tỉnh giao)"
)
# “Yêu cầu các sở, ban, ngành nghiêm túc thực hiện./.”
_LAST_WORDS = re.compile(
    r"Trên đây|.*thi hành (?:Quyết định|Nghị quyết|Chỉ thị|Kế hoạch) này", re.DOTALL | re.IGNORECASE
)
# … but with a time it is a duty like any other.
_LAST_ORDER = re.compile(
    r"(?:(?:Chủ tịch )?(?:Ủy ban nhân dân|UBND)(?: \w+){1,3}|Thủ tướng Chính phủ|Ban Thường vụ \w+ \w+) (?:giao|yêu cầu|đề nghị) (?!Sở|Công an|Ban |Văn phòng|Phòng )"
    r"|(?:Yêu cầu|Đề nghị|Các |Trong |Quá trình|Kế hoạch|Ủy ban|UBND|Văn phòng|Căn cứ).*\./\.$",
    re.DOTALL | re.IGNORECASE,
)
# How a meeting went, before what it decided.
_MINUTES = re.compile(
    r"(?:Từ|Trong|Sáng|Chiều|Tối)?\s*(?:các )?[Nn]gày \d|Sau khi nghe|Cùng dự|Tham dự|Vừa qua|Thời gian qua|Những ngày"
)
# “THỦ TƯỚNG CHÍNH PHỦ điện:” heads addressees, “Kính gửi:” too.
_ADDRESSEES = re.compile(r"(?:Đồng )?[Kk]ính gửi\s*:|.{3,80} điện\s*:$")
# “3. Các bộ, ngành chịu trách nhiệm thi hành Nghị quyết này.”: a number of the last article says no more.
_EXECUTION = re.compile(
    r"[^.;]*trách nhiệm (?:tổ chức )?thi hành (?:Quyết định|Nghị quyết|Chỉ thị|Quy định|Quy chế|Kế hoạch) này[./]*"
)
_GROUND = re.compile(
    r"Căn cứ |Thực hiện (?:(?:ý kiến |sự )?chỉ đạo|nhiệm vụ|Nghị|Quyết|Kế hoạch|Chỉ thị|Công|Thông|Kết luận|Chương trình|Luật|Văn bản|Hướng dẫn|Đề án|các (?:văn bản|quy định))"
)


def ends_duties(words: str, begun: bool) -> bool:
    """Right below the heading, “Căn cứ …” and “Thực hiện …” begin a duty; once one has `begun`, another paragraph."""
    return bool(_ENDS_DUTIES.match(words) or (begun and _GROUND.match(words)))


def is_execution(words: str) -> bool:
    """Who carries out the paper as a whole, however the paragraph is numbered."""
    return bool(_EXECUTION.fullmatch(words))


def says_nothing_new(words: str) -> bool:
    """To whom a paper goes, how a meeting went, or the last words of a paper."""
    if _ADDRESSEES.match(words):
        return True
    is_last = _LAST_WORDS.match(words) or (_LAST_ORDER.match(words) and not time_of(words))
    return bool(is_last or (_MINUTES.match(words) and not begins_order(words)))
