"""Whether a line is the name of a body, as the row of a section or a numbered heading has it. Pure."""

import re

from plan.text import fold

# A head word, and what must not follow it: "Phòng, chống", "Ban hành", "Bộ tiêu chí" name no body.
_HEADS = (
    r"sở(?! hữu)|ubnd|ủy ban|uỷ ban|hđnd|hội đồng|văn phòng|phòng(?!,? ?(?:chống|cháy|ngừa|dịch))|ban(?! hành| bố)|trung tâm"
    r"|bộ(?! luật| tiêu chí| chỉ số| máy| thủ tục| quy| dữ liệu)|công an|chi cục|cục(?! bộ)|vụ(?! việc)|viện(?! dẫn)|trường(?! hợp)"
    r"|đảng (?:ủy|uỷ|bộ)|(?:tỉnh|huyện|thành|quân|thị) (?:ủy|uỷ)|(?:tỉnh|thành|huyện|xã|phường) đoàn|thanh tra|mặt trận|mttq|hội(?! nghị| thảo| nhập| họp| thi| chợ| thao| trại| diễn| báo| chẩn)"
    r"|đoàn(?! kết| kiểm tra)|liên đoàn|công đoàn|tổ(?! chức)|đài|báo(?! cáo)|kho bạc|ngân hàng|bảo hiểm xã hội|bhxh|bệnh viện"
    r"|liên minh|liên hiệp|hiệp hội|chi nhánh|trạm|chi bộ|thường trực|khoa(?! học)|công ty|tổng công ty|tập đoàn|tòa án|toà án|thuế|thống kê|hải quan|bưu điện"
    r"|(?:xã(?! hội)|phường|đặc khu|thị trấn)(?= \w)"
    r"|giáo viên(?: chủ nhiệm)?|gvcn|nhà trường|học viện|đại học|quân khu|thông tấn xã|đồn biên phòng|(?:các )?cấp (?:ủy|uỷ)"
    r"|doanh nghiệp|đơn vị|cơ quan|các (?:(?:tỉnh|thành|đảng) (?:ủy|uỷ)|đoàn kiểm tra|đảng bộ|bộ phận|lực lượng|viện|cục|vụ|tỉnh|thành phố|tập đoàn|tổng công ty|chủ đầu tư|nhà đầu tư|nhà thầu|cơ sở|tổ chức|hộ|hợp tác xã|thành viên|sở|ban|phòng|cơ quan|đơn vị|xã|khoa|bộ|doanh nghiệp|hội|đoàn|trường|chi bộ|thôn|địa phương|ngành)"
    r"|(?:các )?đồng chí|(?:phó|thủ tướng|thống đốc|tổng thanh tra|tổng giám đốc|viện trưởng|cục trưởng|vụ trưởng|giám đốc|thủ trưởng|chủ tịch|chánh|trưởng|bí thư|hiệu trưởng|lãnh đạo)(?= )"
)
_BODY = re.compile(rf"(?:đề nghị |giao |nhiệm vụ (?:của )?)?(?:{_HEADS})(?!\w)")
# In small letters: "Ủy ban Kiểm tra" names a body, "Sở Nội vụ kiểm tra" says what one does.
_DOES = re.compile(
    r"(?<!\w)(?:chủ trì|tham mưu|xây dựng|triển khai|rà soát|thực hiện|báo cáo|tăng cường|hoàn thành|nghiên cứu|phối hợp"
    r"|tổ chức (?:thực|triển|hội|các|\d)|(?:chịu|có) trách nhiệm|căn cứ|hướng dẫn|kiểm tra|theo dõi|đôn đốc|tổng hợp"
    r"|ban hành|đề xuất|bố trí|tuyên truyền|tặng|xem xét|quyết định|phê duyệt|khen thưởng|cụ thể (?:hóa|hoá))(?!\w)|[:;]\s*\S"
)
# A verb that gives a duty; other sentences only tell what a body is or did.
GIVES = (
    r"chủ trì|chịu trách nhiệm|có trách nhiệm|tham mưu|phối hợp|khẩn trương|tiếp tục|chỉ đạo|chủ động|tập trung|sớm"
    r"|nghiên cứu|kịp thời"
)
# Behind “lĩnh vực” stand fields with the words of work: up to what nobody names a field after.
_FIELDS = (
    r"(?<=lĩnh vực )(?:phụ trách|quản lý(?! nhà nước)|được giao|được phân công|chuyên môn)(?!\w)"
    rf"|(?<=lĩnh vực )[^\s;:]+(?:(?!\s(?:{GIVES}|rà soát|báo cáo|hoàn thành|hoàn thiện|trình|đề xuất|tổng hợp|ban hành|triển khai"
    r"|tăng cường|đẩy nhanh|đẩy mạnh|thực hiện|hướng dẫn|cập nhật|bố trí)(?!\w))[^;:])*"
)
# Small letters inside names: "Ban Quản lý dự án đầu tư xây dựng tỉnh".
_IN_NAMES = re.compile(
    rf"{_FIELDS}|(?<=nhà )đầu tư|(?<=cơ quan )thanh tra|(?<=nghiệp )ứng dụng|(?<=chủ )đầu tư xây dựng|(?<=dự án )đầu tư xây dựng|(?<=đang )(?:triển khai|thực hiện|thi công|xây dựng)(?: thi công| thực hiện)?|(?<=các )tổ chức(?!\w)|tổ chức(?= (?:đảng|chính trị|xã hội|tín dụng|thành viên|công đoàn|(?:có )?liên quan)(?!\w))|(?<=đoàn )(?:kiểm tra|giám sát|công tác)|(?<=[Bb]an )(?:quản lý|chỉ đạo|chỉ huy)|phát triển (?:quỹ đất|nông thôn|đô thị)|xúc tiến đầu tư|đầu tư xây dựng(?= cơ bản)"
)
# "Công an tỉnh là cơ quan thường trực": what it is, and whom it directs, is no part of its name.
_NO_NAME = re.compile(
    r",? (?:(?:là|làm) (?:cơ quan|đơn vị) (?:thường trực|đầu mối|chủ trì).*|chỉ đạo|có (?:các )?(?:nhiệm vụ|trách nhiệm)(?: sau(?: đây)?)?|lãnh đạo (?:UBND|Ủy ban|HĐND|Hội đồng|chính quyền) .*)$"
)
_NOT_TO_DO = re.compile(r"(?<!\w)(?:không|chưa|đã|vừa)(?!\w)")
_LONGEST = 160


def masked(text: str) -> str:
    """The text with the verbs hidden that belong to names; as long as before."""
    return _IN_NAMES.sub(lambda found: "x" * len(found[0]), text)


def names_body(text: str, longest: int = _LONGEST) -> bool:
    """A name alone: no sentence that says what the body does."""
    words = fold(text)
    return 0 < len(words) <= longest and bool(_BODY.match(words)) and not _DOES.search(masked(text))


def says_what_one_does(text: str) -> bool:
    """Whether its first words may be the name of a body, and nothing behind says that it does not, or has done it."""
    words = fold(text)
    return bool(_BODY.match(words)) and not _NOT_TO_DO.search(words)


def body_words(text: str) -> str:
    """The name without the words that lead to it and the colon after it."""
    bare = re.sub(r"^(?:Đề nghị|Giao|Nhiệm vụ(?: của)?)\s+", "", " ".join(text.split()), flags=re.IGNORECASE)
    return _NO_NAME.sub("", bare.rstrip(" :.;"))


_BRACKET = re.compile(r"\(\s*([^()]{3,200}?)\s*\)\s*[.;]?\s*$")
_LEAD_AND_REST = re.compile(
    r"(?:giao |do )?(.+?)(?: (?:là cơ quan )?chủ trì(?: thực hiện)?(?:,? (?:và )?phối hợp (?:với |cùng )?(.+))?)?$",
    re.IGNORECASE,
)


def bodies_in_brackets(title: str) -> tuple[str, str]:
    """Who leads and who helps, where a task says it in brackets at its end; empty where it does not."""
    found = _BRACKET.search(title)
    said = _LEAD_AND_REST.match(" ".join(found[1].split())) if found else None
    if said is None or not names_body(said[1]):
        return "", ""
    return said[1], (said[2] or "").rstrip(" .;")
