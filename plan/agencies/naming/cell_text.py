"""How a cell is made ready for splitting: one line, without what is no name, its separators hidden inside names. Pure."""

import re
from collections.abc import Iterable

from plan.agencies.naming.bodies import EXCEPTIONS, PERSONS
from plan.agencies.naming.cell_lines import one_line
from plan.agencies.naming.contacts import without_contacts
from plan.agencies.naming.duties import without_duties
from plan.agencies.naming.inner_separators import hide_inside
from plan.agencies.naming.remarks import without_remarks
from plan.agencies.naming.roles import mark_roles
from plan.agencies.naming.run_ons import lost_separator
from plan.legacy_encodings import seems_legacy
from plan.text import RAISED, in_unicode, nfc

# Word writes some bullets as characters of its own, where the hiding signs are too.
_OWN_SIGNS = re.compile("[\ue000-\uf8ff]")
# A table within a cell, drawn with bars. Signs between names on one line, and the stroke that ends a paper: "./.".
_BAR = re.compile(r"(?<=\S)\s+\|\s+")
# "(Sở Nội vụ, Sở Tài chính)", "“Sở Nội vụ”": a whole cell set in signs.
_ALL_IN_SIGNS = re.compile(r"\s*(?:\(([^()]*)\)|[\"“]([^\"“”]*)[\"”])\s*[.;,]?\s*")
# "Sở Nội vụ,Sở Tài chính", "Sở Nội vụ , Sở Tài chính"; initials are glued on purpose ("KH,CN&MT").
_GLUED_COMMA = re.compile(
    r"(?<=[a-zà-ỹđ]),(?=[^\W\d_])|(?<=[A-ZĐÀ-Ỹ]),(?=[A-ZĐÀ-Ỹ]?[a-zà-ỹđ])|(?<=\w)\s+,\s+(?=\w)"
)
_STARS = re.compile(r"(?<=\S)[ \t]+[*•●▪][ \t]+(?=[^\W\d])")
_CLOSING = re.compile(r"\s*\./\.?\s*$")
_DOUBLED = re.compile(r"(?<!trưởng )\b(sở|ban|bộ|các|phòng|ubnd|và|cục|hội)\s+\1\b", re.IGNORECASE)
# "Dân tộc và Tộc và Tôn giáo": a word begun twice.
_STUTTER = re.compile(r"(\w{1,30}) và \1 và ", re.IGNORECASE)
_ROLE_BRACKET = re.compile(
    r"\s*\((?:cơ quan |đơn vị )?(?:thường trực|đầu mối|tham mưu|để|qua|đ/c|đồng chí|chịu trách nhiệm|(?:hoặc )?(?:thủ trưởng|người đứng đầu)(?=\)))[^()]*\)",
    re.IGNORECASE,
)
# "UBND xã (Phòng Kinh tế tham mưu)": who does it for them.
_ADVISED = re.compile(
    r"\s*\(\s*(?:do )?([^()]{3,80}?) (?:tham mưu|thực hiện|trực tiếp thực hiện)\s*\)", re.IGNORECASE
)
_TASK_BRACKET = re.compile(r"\s*\(\s*giao\s+([^()]*)\)", re.IGNORECASE)
# "(hoặc sở quản lý chuyên ngành)": another body that may have to do it.
_OR_BRACKET = re.compile(
    r"\s*\(\s*hoặc\s+(?=(?:các|sở|ban|bộ|phòng|cơ quan|đơn vị|ubnd|công an|trung tâm|văn phòng)\s)([^()]*)\)",
    re.IGNORECASE,
)
# "các sở (Nội vụ, Tài chính)" are these; "các sở (trừ Sở Y tế)" are the others.
_LIST_BRACKET = re.compile(
    rf"\b((?:các|những)\s+(?:sở|bộ|cục|vụ|phòng|ban)(?:,\s*ngành)?)\s*\((?!\s*(?:{'|'.join(EXCEPTIONS)}|không)\s)([^()]*)\)",
    re.IGNORECASE,
)
_LEADING_WORDS = (
    r"(?:(?:kính gửi|các (?:đồng chí|ông(?: ?\(bà\)|/bà|, bà)?)(?=:)|các ông(?: ?\(bà\)|/bà|, bà)?|bao gồm|gồm(?: có)?|trách nhiệm của|đối với(?! cấp)|giao(?: cho)?|đề nghị|yêu cầu|"
    r"phối hợp(?: thực hiện)?(?!\s+(?:với|cùng)\s))\s*:?\s+)+"
)
_LEADING = re.compile(rf"^\W*{_LEADING_WORDS}", re.IGNORECASE)
_LEADING_A_ROLE = re.compile(rf"(?<=[\ue012\ue013])\s*{_LEADING_WORDS}", re.IGNORECASE)
# "phối hợp với: 1. Sở Nội vụ": the first mark of a list that a role begins.
_FIRST_MARK = re.compile(
    r"(?<=phối hợp với)\s*:?\s*(?:[-–+•*●▪]|\d{1,2}[.)](?!\d)|[a-zđ]\))\s+", re.IGNORECASE
)
# In lower case only: "Bộ Tham mưu" is a name.
_TRAILING = re.compile(
    r"(?:\s+phải(?=\s*[;.]|\s*$)|\s+(?:(?<![Cc]ơ quan )(?<![Đđ]ơn vị )tham mưu|(?:trực tiếp |(?<![Bb]an ))chỉ đạo|(?:triển khai |tổ chức )?thực hiện|chịu trách nhiệm(?: (?:thi hành|thực hiện)[^;]*)?))+"
    r"(?=\s*(?:[;,.\ue010-\ue013]|$))"
)
# "… và giao các trường đại học", "…; đề nghị Ủy ban MTTQ": the next who are charged.
_CHARGED_TOO = re.compile(
    r"(?:(?<=và )|(?<=hoặc )|(?<=[;.,\ue012\ue013] ))(?:giao|yêu cầu|đề nghị|mời)(?: cho)? (?=(?:các|sở|bộ|ban|ubnd|ủy ban|mttq|công an|hội|đoàn|tỉnh|thành|đảng ủy|thường trực"
    r"|báo|đài|tòa án|viện kiểm sát|bảo hiểm|văn phòng|thanh tra|trung tâm|phòng|cục|chi cục|thuế|kho bạc|ngân hàng)\s)",
    re.IGNORECASE,
)
# Short forms that are read before a name is known: what follows them depends on what they mean.
_SHORT_BEFORE = (
    (re.compile(r"(?:(?<=[a-zà-ỹđ] )|(?<=tỉnh, ))TP(?!\w|\.)"), "thành phố"),
    (re.compile(r"(?<!\w)T\.?Ư(?!\w)|(?<!\w)TW(?!\w)"), "Trung ương"),
    (re.compile(r"(?<!\w)CT ?- ?XH(?!\w)"), "chính trị - xã hội"),
    (re.compile(r"(?<=[Cc]ác )CQ(?=,| và| liên| có)"), "cơ quan"),
    (
        re.compile(
            r"(?:(?<=[Cc]ác )|(?<=cơ quan, )|(?<=cơ quan và ))ĐV(?=,| và|;|\.| liên| có| trực| thuộc|$)"
        ),
        "đơn vị",
    ),
    (re.compile(r"(?<!\w)CA(?= (?:tỉnh|thành phố|xã|phường|đặc khu|các)(?!\w))"), "Công an"),
    (re.compile(r"(?<!\w)BCH(?= (?:Quân sự|BĐBP|Bộ đội [Bb]iên phòng)(?: tỉnh| thành phố))"), "Bộ Chỉ huy"),
    (re.compile(r"(?<!\w)BCH(?= Quân sự (?:các )?(?:xã|phường|đặc khu))"), "Ban Chỉ huy"),
    (re.compile(r"(?<!\w)VP(?= (?:HĐND|UBND|ĐBQH|ĐĐBQH|Đoàn ĐBQH|Tỉnh ủy|Đảng ủy)(?!\w))"), "Văn phòng"),
    (
        re.compile(
            r"\s+&\s+(?=(?:Sở|Bộ|UBND|Ủy ban|Ban|Phòng|Công an|Văn phòng|Cục|Chi cục|Vụ|Hội|Đoàn|Liên đoàn|Trung tâm|Thanh tra|Bảo hiểm"
            r"|Kho bạc|Ngân hàng|Đảng ủy|Đài|Báo|Công ty|Trạm|Trường|Viện|Thường trực|Giám đốc|Thủ trưởng|Chủ tịch|Chánh|Trưởng|[Cc]ác)\s)"
        ),
        ", ",
    ),
    (
        re.compile(r"(?<!\w)(?:PCT|Phó CT)(?= (?:UBND|HĐND|[ỦU][yỷ] ban [Nn]hân dân|Hội đồng nhân dân))"),
        "Phó Chủ tịch",
    ),
    (
        re.compile(
            r"(?<!\w)CT(?=(?:,| và)? (?:(?:các )?Phó Chủ tịch|UBND|HĐND|[ỦU][yỷ] ban [Nn]hân dân|Hội đồng nhân dân))"
        ),
        "Chủ tịch",
    ),
)
# "Ban Thường vụ Tỉnh ủy/Đảng ủy": the same board, of either committee.
_EITHER = re.compile(
    r"((?:Ban Thường vụ|Thường trực|Ban Chấp hành|Văn phòng|Bí thư|Phó Bí thư) )((?:Tỉnh|Thành|Huyện|Thị|Đảng) (?:ủy|uỷ))\s*/\s*"
    r"(?=(?:Tỉnh|Thành|Huyện|Thị|Đảng) (?:ủy|uỷ))",
    re.IGNORECASE,
)
# "Đồng chí Nguyễn Văn A - Phó Chủ tịch UBND tỉnh": the office is what answers, whoever holds it.
_IN_OFFICE = re.compile(rf"(?<!\w)đ/c\s+(?=(?:{'|'.join(PERSONS)})(?!\w))", re.IGNORECASE)
_WHO_HOLDS = re.compile(
    rf"(?<!\w)(?:đồng chí|đ/c|ông|bà)\s+(?-i:[A-ZĐÀ-Ỹ]\w*\.?\s+){{0,5}}?(?-i:[A-ZĐÀ-Ỹ]\w*)\s*[-–,]\s*(?=(?:{'|'.join(PERSONS)}|phó)(?!\w))",
    re.IGNORECASE,
)
_ELLIPSIS = re.compile(r"\s*(?:…|\.{2,}|,?\s*v\.\s?v\.?)")
# "Chủ tịch UBND tỉnh giao Sở Nội vụ": who is charged, not who charges.
_WHO_CHARGES = re.compile(
    r"^\W*(?:Chủ tịch )?(?:UBND|[Ủu][yỷ] ban nhân dân) (?:tỉnh|thành phố|xã|phường|đặc khu) (?:giao|yêu cầu|đề nghị)(?: cho)? (?=(?:các|sở|ban|phòng|công an|văn phòng|trung tâm|thủ trưởng|giám đốc|chủ tịch|chánh|người đứng đầu)\s)",
    re.IGNORECASE,
)
_CITY = re.compile(r"\b(TP|TX|Tp|tp|T\.P)\.\s*")
# A raised number behind a name calls a footnote, and so does one in brackets glued to it.
_FOOTNOTE = re.compile(
    rf" ?[{RAISED}]+(?:, ?[{RAISED}]+)*|(?<=[^\W\d])\(\d{{1,2}}\)(?!\w)|(?<=\w) ?\[\d{{1,2}}\](?!\w)"
)


def ready(phrase: str, known: Iterable[str] = ()) -> str:
    """One line without bullets, roles and slips; separators that belong to a name are hidden."""
    phrase = _FIRST_MARK.sub(
        " ", _ALL_IN_SIGNS.sub(r"\1\2", phrase) if _ALL_IN_SIGNS.fullmatch(phrase) else phrase
    )
    phrase = _CLOSING.sub("", _STARS.sub("; ", _BAR.sub("\n", phrase)))
    text = one_line(
        _ELLIPSIS.sub("; ", without_contacts(nfc(_unmarked(in_unicode(_OWN_SIGNS.sub("\n- ", phrase))))))
    )
    text = without_duties(_GLUED_COMMA.sub(", ", text))
    for short, full in _SHORT_BEFORE:
        text = short.sub(full, text)
    text = _IN_OFFICE.sub("Đồng chí ", _WHO_HOLDS.sub("", text))
    text = _ADVISED.sub(r"; \1;", text)
    text = _TASK_BRACKET.sub(r"; \1;", _OR_BRACKET.sub(r"; \1;", _ROLE_BRACKET.sub("", text)))
    text = _EITHER.sub(r"\1\2; \1", _LIST_BRACKET.sub(r"\1: \2;", text))
    text = _STUTTER.sub(r"\1 và ", _DOUBLED.sub(r"\1", text))
    text = _LEADING_A_ROLE.sub(" ", mark_roles(_LEADING.sub("", _WHO_CHARGES.sub("", text))))
    text = without_remarks(text)
    text = lost_separator().sub(r"\1; ", _CHARGED_TOO.sub("", text))
    return hide_inside(_CITY.sub(r"\1 ", _TRAILING.sub("", text)), tuple(known))


def _unmarked(text: str) -> str:
    return text if seems_legacy(text) else _FOOTNOTE.sub("", text)
