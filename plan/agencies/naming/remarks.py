"""What stands in a cell beside its names, and the separators that were lost between them. Pure."""

import re
from collections.abc import Iterator

from plan.agencies.naming.bodies import COMMA, EXCEPTIONS, MANNERS, VERBS

_BLANKS = re.compile(r"[ \t]{2,}")
# How far an agency answers, on what ground, and what else it is: nothing of it is a name.
# "Bộ Công an với các tiêu chuẩn kỹ thuật": for what it answers.
_FOR_WHAT = r"(?<!hợp )(?<!cùng )(?<!việc )(?:đối )?với (?:các |những )?(?:tiêu chuẩn|quy chuẩn|nhiệm vụ|nội dung|bước|khâu|mặt hàng|dự án|công trình|trường hợp|hồ sơ|lĩnh vực|văn bản|vấn đề|chỉ tiêu)"
_REMARK = re.compile(
    r"[\s,;]*[-–]?\s*(?<!\w)(?<![\ue012\ue013] )(?!(?-i:(?<=; )Theo (?:sự )?phân công))(?:trong phạm vi|theo (?:chức năng|thẩm quyền|nhiệm vụ|lĩnh vực|phân công|sự phân công|sự chỉ đạo|phân cấp|quy định)"
    r"|mỗi (?:đơn vị|cơ quan|sở|ngành|xã|phường|địa phương|trường) (?:cử|chọn|bố trí|có|lập|ít nhất|tối thiểu|\d)|(?<!để )(?:căn cứ|trên cơ sở)(?! dữ liệu)|tùy theo|tuỳ theo|"
    + _FOR_WHAT
    + r")(?!\w)[^;.\n\ue010-\ue013]*?"
    # The list of names goes on behind a remark that is whole.
    r"(?:(?<=của mình)(?=(?:,|\s+và)\s+(?:các |Sở |Bộ |UBND |Ủy ban |Công an ))|(?=[;.\n\ue010-\ue013]|$))",
    re.IGNORECASE,
)
_APPOSITION = re.compile(
    r"(?:\s+(?:là|làm)|\s*[-–,]|\s+)\s*(?:cơ quan|đơn vị) (?:đầu mối|thường trực|tham mưu|chịu trách nhiệm chính)(?![ \w]*(?:tỉnh|huyện|xã)\s*$)[^;,.\n\ue010-\ue013]*",
    re.IGNORECASE,
)
_MANNER = re.compile(rf"(?:{'|'.join(MANNERS)})(?!\w)")
_BEFORE_VERB = re.compile(rf"\s(?:cùng |và )?(?=(?:{'|'.join(VERBS)})(?!\w))")
_VERB = re.compile(rf"(?:{'|'.join(sorted(VERBS, key=len, reverse=True))})(?!\w)")

# "các đơn vị liên quan nắm bắt tình hình": behind "liên quan" stands which of them, or what they are to do.
_BEHIND_VAGUE = re.compile(
    r"(.*\bliên quan) (?!(?:đến|tới|trong|của|ở|tại|trên|thuộc|trực thuộc|khác|theo|cấp|nêu|nói|được|đã|cùng|khi|nếu|ngoài|là|nơi|có"
    r"|tỉnh|thành phố|huyện|xã|phường|trung ương|các|phối hợp|chủ trì)(?!\w))[a-zà-ỹđ]"
)
# What the body before it does, or for what: "Sở Công Thương (cân đối nguồn, cấp phép)". A bracket that begins with a
# capital names a body: "Sở Nội vụ (Ban Thi đua - Khen thưởng)".
_DUTY = re.compile(
    r"(?<=\w)\s*\((?!cũ\)|mới\)|đối với (?:xã|phường|đặc khu|cấp|tỉnh|thành phố|huyện)|nay|trước đây|sau đây|gồm|bao gồm|"
    + "|".join(EXCEPTIONS)
    + r"|nếu|theo(?! dõi)|cấp|các|thuộc|tỉnh|thành phố|huyện|xã|phường|tại|nơi|viết tắt|gọi|có (?:nhiệm vụ|chức năng|liên quan|thủ tục|trụ sở|dự án)|\d)"
    r"(?:[a-zà-ỹđ][^()]*|[A-ZĐ&-]{2,}, [a-zà-ỹđ][^()]*|(?:Đề án|Dự án|Chương trình|Kế hoạch|Nhiệm vụ) [^()]*)\)(?=\s*(?:[;,.\n\ue010-\ue013]|$|(?:và|hoặc)\s))"
)


# "Cục Bản quyền tác giả (Số 33 Kim Mã, phường Ngọc Hà)": where it sits.
_ADDRESS = re.compile(r"\s*\((?:[Ss]ố \d[^(),]*,|[Đđ]ịa chỉ)[^()]*\)|(?<=\w)\s*[.,;]?\s*Địa chỉ\s*:[^;]*")
# "Lãnh đạo Phòng phân công thụ lý": a step of a procedure, behind who takes it.
_PASSES_ON = re.compile(
    r"\s(?:chuyển|phân công) (?:cho )?(?:hồ sơ|chuyên viên|công chức|thụ lý|cán bộ)(?!\w)[^;.]*"
)
# "Các cơ quan liên quan khi nhận được yêu cầu phối hợp thì phải": when they have to do it.
_WHEN_ASKED = re.compile(r"\skhi nhận được [^;.,]{1,80}? thì(?: phải)?(?=\s*(?:[;.]|$))")


# "Sở Y tế (nếu có)", "Sở Y tế (1)": no part of the name.
_ASIDE = re.compile(
    r"\s*\((?:nếu (?:có|cần|cần thiết|có liên quan)|khi cần(?: thiết)?|khi có yêu cầu|\d{1,2})\)(?=\s*(?:[;,.\n\ue010-\ue013]|$|(?:và|hoặc)\s))"
)
# "các sở, ngành theo dõi, đôn đốc": two verbs and nothing that they are done to.
_FOLLOWS_UP = re.compile(
    r"\s+(?:theo dõi|đôn đốc|hướng dẫn|tổng hợp|triển khai)(?:(?:, | và )(?:theo dõi|đôn đốc|kiểm tra|giám sát|hướng dẫn|tổng hợp|báo cáo|thực hiện|đánh giá))+"
    r"(?=\s*(?:[;.\ue010-\ue013]|$))"
)


def without_remarks(text: str) -> str:
    """The cell less its remarks: `Sở Y tế trong phạm vi chức năng của mình` → `Sở Y tế`."""
    # Blanks are one by then for every cell; where they are not, those patterns would try every way to share them.
    text = _WHEN_ASKED.sub("", _PASSES_ON.sub("", _ADDRESS.sub("", _BLANKS.sub(" ", text))))
    return _APPOSITION_AFTER_NAME.sub(
        r"\1", _FOLLOWS_UP.sub("", _REMARK.sub("", _DUTY.sub("", _ASIDE.sub("", text))))
    )


# Only after a name: "Cơ quan thường trực Ban Chỉ đạo" alone is one.
_APPOSITION_AFTER_NAME = re.compile(rf"(\w)(?<!\bcác)(?:{_APPOSITION.pattern})", re.IGNORECASE)


# "tổ chức tín dụng" are bodies, "tổ chức thực hiện" is work.
_NOUN = re.compile(
    r"tổ chức(?! (?:thực hiện|triển khai|kiểm tra|rà soát|tuyên truyền|quán triệt|phổ biến|khám|hội nghị|tập huấn|các|việc|lấy|đánh giá|tổng kết|sơ kết|thẩm định|họp|đấu giá|xét|theo dõi|giám sát))(?!\w)"
)


def verb_at(text: str) -> bool:
    """Whether a piece only says what is done: `theo dõi, đôn đốc`."""
    return bool(_VERB.match(text)) and not _NOUN.match(text)


def manner_at(text: str) -> bool:
    """Whether the words say how something is to be done: `khẩn trương hoàn thành`."""
    return bool(_MANNER.match(text.strip()))


# "Bộ Nội vụ đã ban hành": no part of the name.
_AUXILIARY = re.compile(r"(?: (?:đã|đang|sẽ|vừa|cần|cũng|còn|không|sớm|đồng thời|chủ động))+$")
# What nobody does "nơi xảy ra vụ việc": who is charged does.
_CHARGES = re.compile(r"(?:chỉ đạo|có trách nhiệm|chịu trách nhiệm|phải|chủ động|tiếp tục)(?!\w)")


def before_verb(text: str) -> str:
    """The words before the first verb, when there are any before it: `Bộ Tài chính thúc đẩy` → `Bộ Tài chính`."""
    return next(before_verbs(text), "")


def before_verbs(text: str) -> Iterator[str]:
    """The words before each verb, the shortest first: `Văn phòng Ban`, `Văn phòng Ban Chỉ đạo quốc gia`."""
    if vague := _BEHIND_VAGUE.match(text):
        yield vague[1]
        return
    for found in _BEFORE_VERB.finditer(text):
        before = text[: found.start()]
        if before.endswith(COMMA) or before.count("(") > before.count(")"):
            continue  # inside a name: "Thanh tra, giám sát ngân hàng"
        if " nơi " in text[: found.start()] and not _CHARGES.match(text, found.end()):
            return  # what is done there says which place is meant
        if not _NOUN.match(text, found.end()):
            yield _AUXILIARY.sub("", text[: found.start()].strip())
