"""A name with no separator behind it, where the next name or plain words of work begin. Pure."""

import re
from functools import lru_cache

from plan.agencies.naming.masks import shown
from plan.agencies.naming.writings import known_fields


@lru_cache(maxsize=1)
def lost_separator() -> re.Pattern[str]:
    """A whole name with the next one right behind it: `Sở Tài chính Sở Nội vụ`, `… và Du lịch các cơ quan`."""
    fields = known_fields()
    whole = rf"(?:Sở|Bộ)\s+(?:{fields})(?:\s+(?:tỉnh|thành phố))?|(?:Công an|Thanh tra|UBND|Ủy ban nhân dân)\s+(?:tỉnh|thành phố)|Tỉnh (?:đoàn|ủy)"
    many = "(?:cơ quan|đơn vị|sở|ban|bộ|tổ chức|địa phương|doanh nghiệp|đoàn thể|hội)"
    heads = "Sở|Bộ|UBND|Ủy ban|Công an|Văn phòng (?:UBND|HĐND|Tỉnh ủy)|Hội|Liên đoàn|Đoàn|Mặt trận|Kho bạc|Bảo hiểm|Tỉnh đoàn|Báo|Đài|Cục|Chi cục|Ban|Giám đốc|Thủ trưởng|Chủ tịch|Chánh|Trưởng"
    place = r"(?:UBND|Ủy ban nhân dân) (?:tỉnh|thành phố|huyện|quận|thị xã|xã|phường|đặc khu)(?-i: [A-ZĐ]\w+){1,3}?"
    person = r"(?-i:Giám đốc|Thủ trưởng|Chủ tịch|Chánh|Trưởng (?:ban|phòng)) (?:các|Sở|UBND|Ủy ban|Văn phòng|Thanh tra|Công an)"
    return re.compile(
        rf"(?<!\w)((?:{whole})(?=\s+(?:các {many}(?!\w)|(?-i:(?:{heads}) [A-ZĐa-zđ])))|{place}(?=\s+{person}(?!\w)))\s+",
        re.IGNORECASE,
    )


@lru_cache(maxsize=1)
def _followed_by_work() -> re.Pattern[str]:
    fields = known_fields()
    return re.compile(
        rf"((?:(?:(?:Phó )?(?:Giám đốc|Chủ tịch|Chánh)|Bộ trưởng|Thủ trưởng|Lãnh đạo) )?(?:(?:Sở|Bộ) (?>(?i:{fields}))|Đảng ủy (?:Chính phủ|Quốc hội)|(?:Văn phòng |Công an )?(?:(?:UBND|Ủy ban nhân dân|HĐND) )?(?:tỉnh|thành phố)"
        rf"|Văn phòng (?:Chính phủ|Quốc hội|Bộ|đăng ký đất đai)|(?:Ngân hàng|Kho bạc) [Nn]hà nước|(?:UBND|Ủy ban nhân dân|HĐND) cấp (?:tỉnh|huyện|xã)))"
        r" (?!(?:tỉnh|thành phố|huyện|khu vực|chi nhánh|các|cấp(?! giấy| phép| đổi| lại)|của|thuộc|nơi|khác|liên quan|có|trên|tại|ở|trung ương|trực thuộc|phối hợp|chủ trì|nêu|nói|đã|được|là|làm|với|theo|trong|và|gồm|bao gồm|phụ trách|đóng|mới|cũ|vùng|miền|ven|sau|cùng|giáp|liền|hai|hoặc)(?!\w))"
        r"(?:(?:[a-zà-ỹđ]\w* ){3}|(?:[a-zà-ỹđ]\w* ){2}(?=[A-ZĐ]))"
    )


def before_work(text: str) -> str:
    """A body whose name everybody knows, when plain words stand behind it: they are no part of it."""
    found = _followed_by_work().match(f"{shown(text)} ")
    return text[: found.end(1)] if found else ""
