"""Which words may stand beside a date without changing it.

The line: such words begin with what is done, who does it or whom it is for, and hold no word of time, of an
event, of a condition or a negation. Everything else is a question for a person, never a guess.
"""

from __future__ import annotations

import re

from scheduler.phrases.grammar.doubts import is_doubtful, is_timed


def _any(words: str) -> str:
    return "|".join(word.strip().replace(" ", r"\s") for word in words.split(","))


_ACTIONS = (
    "ban hành, báo cáo, bắt đầu, yêu cầu, chấm thi, chấm, tạm nộp, tạm ứng, biên soạn, bố trí, bồi dưỡng, bổ nhiệm, bổ sung, bãi bỏ, bàn giao, bảo đảm, bảo vệ, "
    "căn cứ, cơ bản, cải cách, cải tạo, cải thiện, cập nhật, cấp, chấm điểm, chuyển tiếp, đạt, đầu tư, chấn chỉnh, chỉ đạo, chuẩn bị, chuẩn hóa, chủ động, chủ trì, "
    "chuyển, chuyển đổi, công bố, công khai, công nhận, củng cố, cung cấp, cử, đánh giá, đào tạo, đăng ký, đăng tải, đấu thầu, "
    "đẩy mạnh, đề nghị, đề xuất, điều chỉnh, điều tra, đôn đốc, đối thoại, đơn giản hóa, đưa, duy trì, dự thảo, gắn, ghi nhận, "
    "giải ngân, giải quyết, giám sát, giao, giới thiệu, góp ý, gửi, nhận, chốt rà soát, chốt tiến độ, chốt danh sách, chốt phương án, chốt nội dung, hoàn chỉnh, hoàn thiện, hoàn thành, hoàn tất, hỗ trợ, hợp nhất, "
    "họp, khai, giúp, huấn luyện, huy động, hướng dẫn, hưởng ứng, chào mừng, kết nối, kết thúc, khai giảng, khai mạc, khai thác, khai trương, khảo sát, khắc phục, "
    "khen thưởng, khẩn trương, khởi công, khởi động, khuyến khích, kiểm điểm, kiểm kê, kiểm soát, kiểm tra, kiện toàn, kiến nghị, ký, ký kết, "
    "lắp đặt, lập, lấy ý kiến, liên thông, lồng ghép, lựa chọn, mở, mở rộng, mua sắm, nâng cấp, nâng cao, nghiệm thu, "
    "nghiên cứu, nhân rộng, nhập, niêm yết, nộp, ổn định, phát động, phát hành, phát triển, phân bổ, phân cấp, phân công, phân tích, phỏng vấn, "
    "phấn đấu, phê duyệt, phối hợp, phổ biến, quán triệt, quản lý, rà soát, sáp nhập, sắp xếp, sơ kết, số hóa, soạn thảo, sử dụng, sửa đổi, "
    "tái cấu trúc, tăng cường, tập huấn, tập trung, tham dự, tham gia, tham mưu, thành lập, thanh tra, thẩm định, thẩm tra, "
    "theo dõi, thí điểm, thi công, thi tuyển, thiết kế, thiết lập, thông báo, thông qua, thống kê, thu thập, thuê, thực hiện, tích hợp, "
    "tiến hành, tiếp công dân, tiếp nhận, tiếp tục, tiếp thu, tinh giản, tính, tổ chức, tổng hợp, tổng kết, trang bị, trao đổi, triển khai, "
    "trình, truyền thông, tuyên truyền, tuyển chọn, tuyển dụng, tuyển sinh, từng bước, ưu tiên, ứng dụng, vận hành, xác định, xây dựng, "
    "xem xét, xét, xếp loại, xin ý kiến, xử lý, "
    "tự đánh giá, tự kiểm tra, tự chấm điểm, tự rà soát, bàn, bầu, báo, bảo dưỡng, bảo trì, biểu dương, biên tập, cam kết, chỉnh lý, chỉnh sửa, chuyển giao, diễn tập, duyệt, đo, đối chiếu, đối soát, "
    "giải trình, sinh hoạt, luân phiên, hiệp thương, hoàn trả, in, kê khai, khai báo, khám, kích hoạt, kỷ niệm, làm, lấy mẫu, lưu trữ, nạo vét, niêm phong, ôn tập, "
    "phản ánh, phát(?! sinh), phân loại, phun, quan trắc, quyên góp, quyết toán, rà quét, sửa chữa, thanh toán, thăm, thỏa thuận, thu, thu hồi, thu hút, "
    "tiêm, chào cờ, tổng điều tra, tổng kiểm tra, tổng quyết toán, tổng rà soát, tổng vệ sinh, hủy bỏ, trả lời, phản hồi, phân phối, sao lưu, bảo quản, tiêu hủy, cấp phép, trao, trao tặng, trồng, tựu trường, tuyên dương, vận động, viếng"
)
_THINGS = (
    "giai đoạn, lễ phát động, lễ khai mạc, lễ ra quân, lễ tổng kết, lễ kỷ niệm, mít tinh, hội thi, cuộc thi, ngày hội, bộ chỉ số, bộ thủ tục, chỉ thị, chỉ tiêu, chiến lược, chính sách, chương trình, cổng, công tác, công trình, công văn, "
    "cơ sở dữ liệu, chi phí, chính thức, sơ bộ, ước tính, ước thực hiện, dữ liệu, danh mục, danh sách, dự án, dự toán, đề án, đề cương, đợt kiểm tra, giải pháp, hệ thống, hội nghị, hội thảo, hồ sơ, "
    "hợp đồng, kế hoạch, ngân sách, kết luận, kết quả, kh, khung, kỳ họp, phiên họp, lớp, luật, mô hình, nghị định, nghị quyết, nhiệm vụ, nội dung, phần mềm, "
    "pháp lệnh, phương án, phụ lục, quy chế, quy định, quy hoạch, quy trình, quyết định, sản phẩm, số liệu, tài liệu, thông tư, "
    "tình hình, tiến độ, tháng hành động, tháng cao điểm, tháng thanh niên, tuần lễ, thủ tục, tờ khai, tờ trình, trang thông tin, văn bản, việc"
)
_BODIES = (
    "ban, bộ, các, cán bộ, cấp, chi cục, chính phủ, chủ tịch, công an, cơ quan, cục, doanh nghiệp, đảng ủy, đoàn, đơn vị, địa phương, giám đốc, "
    "hđnd, hội đồng, hội, huyện, khối, lãnh đạo, mặt trận, ngành, phòng, quốc hội, sở, tập thể, thành phố, thanh tra, thủ trưởng, thủ tướng, thường trực, "
    "bệnh viện, bí thư, cá nhân, công ty, đầu mối, cấp ủy, chi bộ, chủ đầu tư, công đoàn, cựu chiến binh, đại học, đảng bộ, đảng viên, đặc khu, đội, giáo viên, hải quan, "
    "hiệp hội, hiệu trưởng, học sinh, học viện, hộ, huyện ủy, kế toán, khoa, khu phố, kho bạc, kiểm toán, liên đoàn, mttq, ngân hàng, người, nhà thầu, nhà trường, nhóm, nông dân, "
    "phó, phụ nữ, phường, quận, sinh viên, tập đoàn, thành ủy, thị trấn, thị xã, thôn, thuế, thương nhân, tỉnh ủy, tòa án, tổ, tổ chức, tổng công ty, trạm, viên chức, công chức, "
    "tỉnh, toàn tỉnh, tổ công tác, tổng cục, trung tâm, trung ương, trường, tw, ubmttq, ubnd, ubtvqh, ủy ban, văn phòng, viện, xã"
)
_SCOPES = "bằng, lên, cho, có trong, cùng, của, đối với, để, nhằm, ở, phục vụ, qua, riêng, tại, theo, trên, trong, về, với"
_STARTS = re.compile(
    rf"(?:(?:và|thì|sẽ|có|trong đó|phải|để|cần|được|đồng thời|xong)\s)*(?:(?:đến|tới)\s(?!hội\s(?:nghị|thảo)|đại\shội)(?=(?:{_any(_BODIES)})(?!\w)))?(?:{_any(_ACTIONS)}|{_any(_THINGS)}|{_any(_BODIES)}|{_any(_SCOPES)}|do\s(?=(?:{_any(_BODIES)})(?!\w))|xxx+)(?!\w)"
)
# Bodies by their initials, which have no vowel: "DNPC, HPC hoàn thành trong …", "các CTĐL còn lại".
_INITIALS = re.compile(r"(?:[bcdđghklmnpqrstvx]{3,}(?:, | và |-|$| ))+")
_ACT = re.compile(rf"(?:{_any(_ACTIONS)})(?!\w)")
_WHO_OR_WHAT = re.compile(rf"(?:{_any(_ACTIONS)}|{_any(_BODIES)}|đợt \d|giai đoạn \d)(?!\w)")
# Words that begin no label: what follows them turns on something else.
_CONNECTING = re.compile(
    r"(?:cũng|là|vì|mà|do|bởi|trong|như|thì|với|từ|được|bị|và|đến|tới|hết|so|riêng|ngoài|cộng|thêm|bớt)(?!\w)"
)
FOR_WHOM = re.compile(r"(?:đối với|cho|tại|của|do) ")
_REPORT = re.compile(r"(?<!\w)(?:báo cáo|sơ kết|kết quả|tình hình|số liệu)(?: định kỳ)?$")
_ALONE = {
    "khai",
    "trình",
    "gửi",
    "nộp",
    "ký",
    "họp",
    "lập",
    "giao",
    "kh",
    "thi",
    "nhận",
}  # a whole label in one word
# What something is for may name the year to come: "để xây dựng kế hoạch cho năm sau".
_FOR_ANOTHER_YEAR = re.compile(
    r"cho (?:năm (?:sau|tiếp theo|kế tiếp|tới)|(?:năm|kỳ)(?: báo cáo)? trước(?: liền kề)?) *$"
)
# A document of every year (or of its first half): "ban hành kế hoạch cải cách hành chính năm là trước ngày 20/11 hằng năm".
_YEARLY_DOCUMENT = re.compile(
    r"^(.*?(?<!\w)(?:kế hoạch|chương trình|dự toán|báo cáo)(?:,? [^\W\d]+){0,12}?) (?:năm|(?<=\w )0?6 tháng)(?: là)? *$"
)
# The same with its addressee behind it: "báo cáo giám sát tài chính năm gửi Bộ Tài chính", "kế hoạch năm sau gửi".
_SENT_YEARLY = re.compile(
    r"(?<!\w)((?:kế hoạch|chương trình|dự toán|báo cáo)(?:,? [^\W\d]+){0,12}?) năm(?: sau| tiếp theo| kế tiếp| tới)?(?= (?:gửi|trình|nộp)(?!\w))"
)
_TO_COME = re.compile(
    r"^(.{8,}?) (?:cho|của) (?:năm (?:sau|tiếp theo|kế tiếp|tới|kế hoạch)(?: liền kề)?|(?:năm|quý|tháng|tuần|kỳ) trước(?: đó| liền kề)?) *$|^(.{8,}?) năm (?:hiện hành|hiện tại) *$"
)
# "Thời hạn gửi báo cáo tài chính: …", "Ngày nhận báo cáo là …" say of what the time is.
_TERM = re.compile(
    rf"^(?:thời (?:hạn|gian|điểm(?= (?:công khai|công bố|gửi|nộp|hoàn thành|trình|đánh giá|xếp loại|xét|rà soát|kiểm tra|kê khai|đăng ký|lập|tổng hợp)(?!\w)))|hạn(?: cuối| chót)?|ngày|kỳ|mốc(?: thời gian)?) (?:để )?(?=(?:nhận|{_any(_ACTIONS)}|{_any(_BODIES)})(?!\w))"
)
_LONG = 4  # words; fewer must begin with one that is known
# How a thing is done, or that it is to be, alone beside a time: "hoàn thành toàn bộ vào tháng 11/2026".
_ADVERBS = {
    "đảm bảo",
    "bảo đảm",
    "phấn đấu",
    "cố gắng",
    "trực tuyến",
    "online",
    "toàn bộ",
    "cơ bản",
    "dứt điểm",
    "tất cả",
}
# That it begins at once: no other day than the one beside it.
_AT_ONCE = re.compile(r"(?:triển khai|thực hiện|tổ chức triển khai) ngay")
# One of several rounds: "Đợt 1: quý II", "ngày 15/6 (lần 2)".
_NUMBERED = re.compile(r"(?:đối với |cho )?(?:đợt|giai đoạn|lần|bước|vòng) (?:[1-9]|i{1,3}|iv|v) ?")
_LEADING_TO = re.compile(r",? (?:để|nhằm|đảm bảo|bảo đảm|phấn đấu|phải|cần|sẽ) *$")
_COUNTED = "khu, dự án, công trình, hạng mục, gói thầu, tuyến, mô hình, hồ sơ, sản phẩm, cơ sở, nhà, hộ dân, thửa, điểm, lô, căn"
_HOW_MANY = re.compile(rf"^(?:\d+%? |mỗi |từng )(?=(?:số )?(?:{_any(_BODIES)}|{_any(_COUNTED)})(?!\w))")
_OF_A_TERM = re.compile(r"(?<!\w)(?:kỳ|hạn|đợt|dịp|giai|đoạn)(?!\w)")
_SYLLABLE = re.compile(
    r"(?:ngh|ng|nh|gh|gi|kh|th|tr|ph|ch|qu|[bcdđghklmnprstvx])?[aàáảãạăằắẳẵặâầấẩẫậeèéẻẽẹêềếểễệiìíỉĩịoòóỏõọôồốổỗộơờớởỡợuùúủũụưừứửữựyỳýỷỹỵ]{1,3}(?:ch|nh|ng|[cmnpt])?"
)


def names_a_round(words: str) -> bool:
    """Whether words (folded) are one of several rounds: "đợt 2"."""
    return _NUMBERED.fullmatch(words) is not None


def fits(words: str) -> bool:
    """Whether these words (folded) may stand beside a date as its label."""
    if (
        names_a_round(words)
        or _FOR_ANOTHER_YEAR.match(words)
        or words.strip() in _ADVERBS
        or _AT_ONCE.fullmatch(words.strip())
    ):
        return True
    words = _HOW_MANY.sub("", _LEADING_TO.sub("", words))
    words = _SENT_YEARLY.sub(r"\1", words)
    words = _YEARLY_DOCUMENT.sub(r"\1", _TO_COME.sub(lambda found: found[1] or found[2], words))
    words, named = _TERM.subn("", words)
    if " " not in words.strip() and words.strip() not in _ALONE and words.strip(" x") and not named:
        return False
    if is_doubtful(words):
        return False
    return bool(_STARTS.match(words) or _INITIALS.match(words)) or _begins_with_somebody(words)


def begins_with_an_act(words: str) -> bool:
    return _ACT.match(words) is not None


def says_who_does_what(words: str) -> bool:
    """Whether words (folded) begin with an act or a body, so that in brackets they name the time before them."""
    return _WHO_OR_WHAT.match(words) is not None


def names_a_thing(words: str) -> bool:
    """Whether words (folded) beside an act may be what it is done to."""
    return words[:1].isalpha() and not (_CONNECTING.match(words) or is_doubtful(words))


def says_what_is_done(words: str) -> bool:
    """Whether words (folded) behind an event go on with it, or say what is done then: a refusal moves no day.

    "… xác định số vốn, kinh phí bổ sung sử dụng không đúng mục tiêu", "…, ban hành quyết định miễn thuế hoặc không miễn".
    """
    return bool(_STARTS.match(words) or _begins_with_somebody(words)) and not is_timed(words)


def is_heading(words: str) -> bool:
    """Whether these words (folded), before a colon, may head a time: words of the language, none of them doubtful."""
    syllables = re.findall(r"[^\W\d_]+", words)
    plain = len(syllables) > 1 and all(_SYLLABLE.fullmatch(word) for word in syllables)
    return plain and not (_CONNECTING.match(words) or _OF_A_TERM.search(words) or is_doubtful(words))


def _begins_with_somebody(words: str) -> bool:
    """A longer run of words may begin with anything, if they are words: "thương nhân gửi về Bộ"."""
    if not words[:1].isalpha() or _CONNECTING.match(words) or _OF_A_TERM.search(words):
        return False
    syllables = [word for word in re.findall(r"[^\W\d_]+", words) if _SYLLABLE.fullmatch(word)]
    return len(syllables) >= _LONG


def names_a_report(words: str) -> bool:
    """Whether the words end with the name of a report, whose period follows: "đối với báo cáo"."""
    return _REPORT.search(words.strip()) is not None
