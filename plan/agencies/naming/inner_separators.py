"""Words whose separators join no names, and names that hold some: what is hidden before a cell is cut. Pure."""

import re

from plan.agencies.naming.masks import MASK
from plan.agencies.naming.writings import fields, initials, joined_initials, together
from plan.text import even

# "báo, đài": the press, whoever it is. "tỉnh ủy, thành ủy": the committees of all provinces.
_PRESS = re.compile(r"(?<!\w)báo,? đài(?=\s*(?:[;,.]|và\s|$))", re.IGNORECASE)
_COMMITTEES = re.compile(
    r"(?<=\w )(?<![Cc]ác )(?:tỉnh|thành|huyện|thị) (?:ủy|uỷ)(?:(?:, | và )(?:tỉnh|thành|huyện|thị) (?:ủy|uỷ)(?!\w))+"
)
# One phrase, whatever stands between its halves.
_UNDER = re.compile(r"thuộc(?:\s*[,/]\s*|\s+(?:và|hoặc|hay)\s+)trực thuộc", re.IGNORECASE)
# Kinds of schools: "các trường MN, TH, THCS" are one group.
_SCHOOLS = (
    r"MN|MG|TH|THCS|THPT|TH&THCS|TH-THCS|PTDTBT|PTDTNT|GDTX|mầm non|mẫu giáo|tiểu học|trung học cơ sở|trung học phổ thông|phổ thông"
    r"|cao đẳng|đại học|trung cấp|dạy nghề"
)
# Phrases whose separators join no names.
_PHRASES = re.compile(
    r"(?<!\w)(?:ông(?:, | và |/ ?)bà(?= có tên)|chi(?:, | và )đảng bộ|trong và ngoài|(?<=của )Trung ương và địa phương|(?<=cơ quan )trung ương và địa phương|(?<!\w)cấp ủy, chính quyền(?= các (?:xã|phường|huyện|địa phương))|và (?:các )?công ty con"
    r"|(?<=cơ quan )(?:của Đảng(?:(?:, | và )(?:Nhà nước|Quốc hội|Chính phủ|Chủ tịch nước))+|Đảng, Nhà nước)|Đảng, Nhà nước(?= giao)"
    r"|(?<=các )(?:xã|phường)(?:(?:, | và )(?:xã|phường|đặc khu))+(?= ủy)|(?<!các )(?<!ubnd )(?<=\w )tỉnh/thành phố(?=\s*(?:[;,.\ue010-\ue013]|$|(?:và|thực hiện|chủ trì|phối hợp)(?!\w)))"
    rf"|(?<=các trường )(?:{_SCHOOLS})(?:(?:, ?| và | ?/ ?| ?& ?)(?:{_SCHOOLS}))+)(?!\w)",
    re.IGNORECASE,
)
# Words that always go together, whatever the body is that they name.
_STOCK = re.compile(
    r"(?<!\w)(?:khoa học, công nghệ(?:,| và) đổi mới sáng tạo(?:,? (?:và )?chuyển đổi số)?|tiếp nhận và trả kết quả|khám(?: bệnh)?, chữa bệnh|sản xuất, kinh doanh(?:, dịch vụ)?|quản lý, (?:sử dụng|khai thác|vận hành)|đào tạo, bồi dưỡng|thể dục, thể thao"
    r"|thi đua, khen thưởng|(?:bồi thường, )?hỗ trợ(?:, | và )tái định cư|thanh tra, giám sát ngân hàng|tín ngưỡng, tôn giáo|bảo vệ, chăm sóc|bồi thường, giải phóng mặt bằng|(?<=quản lý )ngành, lĩnh vực|khiếu nại, tố cáo)(?!\w)",
    re.IGNORECASE,
)
# "Ủy ban KH,CN&MT": initials without blanks are one field.
_GLUED = re.compile(r"(?<!\w)[A-ZĐ]{1,4}(?:,[A-ZĐ]{1,4})+&[A-ZĐ]{1,4}(?!\w)")
# "P. HC-TH", "TT. S&HL": the dot of a short form ends nothing.
_DOTTED = re.compile(r"(?<!\w)(?:P|TT|K|ĐH|CĐ|BV|TTr|VP)\.(?=\s*[A-ZĐ])")
_OFFICER = re.compile(r"\bđ/c\b", re.IGNORECASE)
# The stroke of a number joins no names: a day ("15/3/2026"), a paper ("Quyết định số 15/QĐ-UBND"), how many of how
# many ("12/12 thôn").
_NUMBERS = re.compile(
    r"(?<![\w/])\d{1,2}/\d{1,2}/\d{4}(?![\w/])|(?<!\w)\d+/(?:\d{4}/)?[A-ZĐ]{1,6}(?:-[A-ZĐ]+)+|(?<![\w/])\d{1,3}/\d{1,4}(?![\w/])"
)
# "Trưởng, phó các khoa": whoever leads them.
_DEPUTIES = re.compile(r"(?<!\w)trưởng, phó(?= (?:các )?(?:khoa|phòng|ban|tổ|thôn|đơn vị))", re.IGNORECASE)
# "Trường THCS và THPT Nguyễn Trãi": one school of two kinds.
_SCHOOL = re.compile(
    r"(?<=Trường )(?:TH|THCS|Tiểu học|MN|Mầm non)(?:, | và | & ?)(?:TH|THCS|THPT|Trung học cơ sở|Tiểu học)(?= [A-ZĐ])"
)
# "Văn phòng HĐND và Ủy ban nhân dân xã": one office, however its councils are written.
_COUNCIL = r"(?:HĐND|Hội đồng [Nn]hân dân)"
_OFFICE_OF_BOTH = re.compile(
    rf"(?<=Văn phòng ){_COUNCIL}(?: và |, | ?& ?| ?- ?)(?:UBND|[ỦU][yỷ] ban [Nn]hân dân)(?!\w)"
)
_REGION = (
    r"(?:[Đđ]ồng bằng (?:sông Hồng|sông Cửu Long|Bắc Bộ)|Đông Nam Bộ|Tây Nam Bộ|Bắc Bộ|Nam Bộ|(?:Bắc |Nam )?Trung Bộ|Tây Nguyên|Tây Bắc|Đông Bắc"
    r"|[Dd]uyên hải(?: miền Trung| Nam Trung Bộ| Trung Bộ)?|[Tt]rung du và miền núi(?: phía Bắc| Bắc Bộ)?|miền núi|cao|sâu|xa|biên giới|hải đảo|ven biển"
    r"|đồng bào dân tộc thiểu số)"
)
# "UBND các tỉnh vùng Tây Nguyên và Đông Nam Bộ": of which regions; none of them is a body.
_REGIONS = re.compile(rf"(?<!\w)vùng {_REGION}(?:(?:,| và|, và) (?:vùng )?{_REGION}(?!\w))+")


def hide_inside(text: str, known: tuple[str, ...]) -> str:
    """Hide the separators inside every name that is known to hold some."""
    text = re.sub(r"\([^()]*\)", lambda found: found.group().translate(MASK), text)
    text = _COMMITTEES.sub(lambda found: f"các {found.group().translate(MASK)}", text)
    for whole in (
        _NUMBERS,
        _DEPUTIES,
        _OFFICE_OF_BOTH,
        _SCHOOL,
        _OFFICER,
        _PRESS,
        _PHRASES,
        _STOCK,
        _UNDER,
        _DOTTED,
        _GLUED,
        _REGIONS,
        joined_initials(),
    ):
        text = whole.sub(lambda found: found.group().translate(MASK), text)
    for pattern in (together(known), initials(), fields()):
        text = _hide_found(pattern, text)
    return text


def _hide_found(pattern: re.Pattern[str], text: str) -> str:
    pieces, end = [], 0
    for found in pattern.finditer(even(text)) if pattern is not initials() else pattern.finditer(text):
        pieces += [text[end : found.start()], text[found.start() : found.end()].translate(MASK)]
        end = found.end()
    return "".join([*pieces, text[end:]])
