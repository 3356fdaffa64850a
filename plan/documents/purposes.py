"""Sections of a plan that give nobody anything to do: what it is for, whom it praises, how things stand. Pure."""

import re

from plan.text import fold

# “YÊU CẦU CÁC SỞ, NGÀNH” and “ĐÁNH GIÁ, XẾP LOẠI” head duties: these two stand alone or beside other such nouns.
_WITH_MORE = (
    r"mục tiêu|quan điểm|đối tượng|phạm vi|nguyên tắc|tiêu chuẩn|số lượng|thực trạng|tình hình|sự cần thiết"
)
_NOUN = re.compile(
    r"mục đích|ý nghĩa|căn cứ|yêu cầu(?: chung| cụ thể| đặt ra)?|đánh giá (?:chung|tình hình|kết quả|thực trạng|việc)(?!\w).*"
    rf"|kết quả (?:đạt được|thực hiện).*|(?:{_WITH_MORE})(?!\w).*",
    re.DOTALL,
)
# What stands beside such a noun, but alone may head anything.
_BESIDE = re.compile(
    r"(?:chỉ tiêu|định hướng|cơ sở (?:pháp lý|chính trị|thực tiễn)|nguyên nhân|kết quả|hạn chế|tồn tại|thời gian|địa điểm|thành phần|tầm nhìn)(?!\w).*",
    re.DOTALL,
)
_BETWEEN = re.compile(
    rf"\s*[,;&]\s*|\s*[-–]\s*|(?<=mục đích) (?=yêu cầu)|\s+và\s+(?=mục đích|yêu cầu|đánh giá|ý nghĩa|{_WITH_MORE})"
)
_MAY_GIVE = re.compile(
    r"nhiệm vụ|giải pháp|nội dung|tổ chức thực hiện|phân công|trách nhiệm|đề xuất|kiến nghị"
)
_OF_DUTIES = re.compile(r"tổ chức thực hiện|phân công|trách nhiệm|nhiệm vụ|giải pháp|kiến nghị|kết luận")

_HANDS_OUT = re.compile(r"tổ chức thực hiện|phân công|trách nhiệm")


def gives_no_duties(title: str) -> bool:
    """“MỤC ĐÍCH, YÊU CẦU” does not, “MỤC TIÊU, NHIỆM VỤ” may."""
    words = fold(title).strip(" .:")
    first, *others = _BETWEEN.split(words)
    return (
        not _MAY_GIVE.search(words)
        and bool(_NOUN.fullmatch(first))
        and all(_NOUN.fullmatch(other) or _BESIDE.fullmatch(other) for other in others)
    )


def assigns(title: str) -> bool:
    """“TỔ CHỨC THỰC HIỆN”: what a body is said to do there is its duty."""
    return bool(_OF_DUTIES.search(fold(title)))


def hands_out(title: str) -> bool:
    """“TỔ CHỨC THỰC HIỆN”: who does what, beside the tasks that a table lists."""
    return bool(_HANDS_OUT.search(fold(title)))
