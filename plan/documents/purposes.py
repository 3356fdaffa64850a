"""Sections of a plan that give nobody anything to do: what it is for, whom it praises, how things stand. Pure."""

import re

from plan.text import fold

_OF_NO_DUTIES = re.compile(
    r"(?!.*(?:nhiệm vụ|giải pháp|nội dung|tổ chức thực hiện|phân công|trách nhiệm))"
    r"(?:mục (?:đích|tiêu)|yêu cầu|quan điểm|đối tượng|phạm vi|nguyên tắc|tiêu chuẩn|số lượng|thực trạng|tình hình|đánh giá|sự cần thiết)"
)
_OF_DUTIES = re.compile(r"tổ chức thực hiện|phân công|trách nhiệm|nhiệm vụ|giải pháp|kiến nghị|kết luận")


def gives_no_duties(title: str) -> bool:
    """“MỤC ĐÍCH, YÊU CẦU” does not, “MỤC TIÊU, NHIỆM VỤ” may."""
    return bool(_OF_NO_DUTIES.match(fold(title)))


def assigns(title: str) -> bool:
    """“TỔ CHỨC THỰC HIỆN”: what a body is said to do there is its duty."""
    return bool(_OF_DUTIES.search(fold(title)))
