"""What stands in a cell below or behind a name: labels of what is asked, other columns, lettered duties. Pure."""

import re

from plan.agencies.naming.bodies import COLLECTIVES, HEADS, NOT_HEADS, PERSONS

# "Cơ quan có thẩm quyền quyết định: Bộ Nội vụ": what is asked, before who it is.
_ASKED = re.compile(
    r"(?:(?<=^)|(?<=[;.])|(?<=[-–+•]))\s*(?:Cơ quan|Đơn vị|Bộ phận|Người)(?! chủ trì| phối hợp| tham gia| đầu mối)(?:\s+(?:[a-zà-ỹđ]+,?|TTHC)){1,8}\s*:(?=\s*[^\W\d])"
)
ASKED_LINE = re.compile(r"(?:Cơ quan|Đơn vị|Bộ phận|Người)(?:\s+(?:[a-zà-ỹđ]+,?|TTHC)){1,8}\s*:")
# "Cơ quan được ủy quyền: Không": there is none.
_NONE = re.compile(r"(?:(?<=^)|(?<=;))\s*Không(?: có| quy định)?\.?\s*(?=;|$)")
# "Thời gian thực hiện: …": another column, written below who has to do it.
_OTHER_COLUMN = re.compile(
    r"(?:(?<=^)|(?<=[;.])|(?<=\s[-–+•])|(?<=\s[a-zđ]\)))\s*(?:Thời gian|Thời hạn|Tiến độ|Sản phẩm|Kết quả|Kinh phí|Lệ phí|Phí)(?:\s+[a-zà-ỹđ]+){0,7}\s*:"
    r".*?(?=(?:Cơ quan|Đơn vị|Chủ trì|Phối hợp)[^:;.]{0,30}:|$)"
)
# "Công an tỉnh a) Chủ trì, phối hợp với …": the letter of the first duty; "… b) Sở Nội vụ" begins another name.
_FIRST_DUTY = re.compile(r"(?<=\w)\*?\s+[a-zđ]\)\s*(?=(?:Chủ trì|Phối hợp|Tham mưu|Chủ động)(?!\w)|$)")
# … and a duty that begins with what is done: no body stands behind it.
_DOING = rf"(?:(?i:{'|'.join(NOT_HEADS)}|ban hành|phối|chủ)(?!\w)|(?!(?i:{'|'.join((*HEADS, *PERSONS, *COLLECTIVES))}|các)(?!\w))[A-ZĐ])"
_OTHER_DUTY = re.compile(rf"(?<=\w)[*:]?\s+[a-zđ]\)\s*{_DOING}(?!.*phối hợp).*")
_LETTERED = re.compile(r"(?<=\w)[.,;]?\s+[a-zđ]\)\s+(?=[A-ZĐ])")


def without_duties(text: str) -> str:
    """The names of one line, without their labels, the columns below them and what each has to do."""
    text = _FIRST_DUTY.sub(" ", _OTHER_COLUMN.sub(" ", text))
    asked = _ASKED.sub("; ", _LETTERED.sub("; ", _OTHER_DUTY.sub("", text)))
    return _NONE.sub("", asked) if asked != text else text
