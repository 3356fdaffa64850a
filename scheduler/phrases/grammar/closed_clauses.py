"""Parts of a sentence that are closed by their shape, whatever the words in them, and so change no day beside them.

A case that only says whom a duty is for, what follows a refusal, the time of a thing, an act done to a time limit of
somebody else's: "… đối với trường hợp quy định tại khoản này", "trường hợp từ chối phải nêu rõ lý do", "gia hạn giấy phép".
What counts days, leaves something out or turns on a condition is none of them.
"""

from __future__ import annotations

import re

# Whom or what it is for, behind words that say what is done. "Đối với trường hợp …" that begins a run may be a limit of its own.
_WHICH_CASE = r"(?<=\w )(?:đối với|trong|về|thuộc|cho|của|với|ở|khi xảy ra)(?: (?:các|những|một trong các|một số))? trường hợp(?! (?:đặc biệt|bất khả|cần|khẩn|phức tạp|gia hạn|kéo dài|trùng|quá))(?= [^\W\d])"
# What follows a refusal, or papers that are not in order: an act within the same time.
_REFUSED = (
    r"(?:trường hợp|nếu) (?:(?:từ chối|không (?:đồng ý|chấp thuận|chấp nhận|cấp|công nhận|phê duyệt|thống nhất|xác nhận|giải quyết|đủ điều kiện|đáp ứng)|(?:hồ sơ )?(?:chưa|không) (?:đầy đủ|hợp lệ|đúng|bảo đảm|đảm bảo))(?!\w))"
    r"(?: (?!phải|thì|cần|có)[^\W\d]+){0,8},? ?(?:thì )?(?=(?:phải|cần|có văn bản|có trách nhiệm|thông báo|trả lời|trả lại|hướng dẫn|nêu rõ)(?!\w))"
)
# The month or the year that a thing is of, before words that say what for: "khối lượng công việc của tháng để làm cơ sở".
_OF_ITS_TIME = (
    r"(?<=\w )của (?:tháng|quý|năm|kỳ)(?= (?:để|và|cho|theo|làm cơ sở)(?!\w))|"
    r"(?<=\w )(?:của|trong|cho) (?:tháng|quý|năm|kỳ) (?:trước|liền kề trước|trước liền kề)(?: đó| liền kề)?(?= (?:để|cho|theo|gửi|với|tại)(?!\w))|"
    r"(?<=\w )(?:trong )?thời gian (?:tiếp theo|tới)(?= *$)|"
    r"(?<=\w )trong (?:tháng|quý|năm|kỳ) liền kề trước(?: đó)?(?= *$)|"
    r"(?<=\w )theo năm(?= *$)"
)
# Acts done to a limit or to the force of a thing, and not to the day beside: "cấp, gia hạn giấy phép", "duy trì hiệu lực văn bằng".
_ACTS = (
    r"(?<!được )(?<!thể )(?<!thì )(?<!xin )gia hạn(?= (?:giấy|quyết định|hiệu lực|hợp đồng|chứng|văn bằng|thời hạn|sử dụng|đăng ký|nộp|quyền|thẻ|thị thực|hoạt động)(?!\w))|"
    r"(?:duy trì|gia hạn|chấm dứt|hủy bỏ|đình chỉ|khôi phục|phục hồi|kỳ hạn) hiệu lực|(?:còn|hết|bị mất) hiệu lực(?= (?:của |văn bằng|giấy|chứng|hợp đồng|quyết định|thẻ|thi hành(?! *$)))|"
    r"(?<=\w )(?<!ngày )(?<!tháng )(?<!tuần )(?<!hạn )(?<!lần )(?<!quý )(?<!năm )(?<!đợt )cuối cùng(?= (?:của|và|cho|về|trong) )|"
    r"sau đó(?= (?:tổng hợp|trình|báo cáo|gửi|ban hành|hoàn thiện|thẩm định|phê duyệt|công bố|chuyển|tổ chức|triển khai)(?!\w))|hiện nay|"
    r"(?<=\w )hay (?=(?:báo cáo|kế hoạch|đề án|văn bản|tổ chức|cá nhân|đơn vị|cơ quan)(?!\w))|"
    r"nhiều (?!lần|đợt|ngày|tháng|năm|kỳ|quý|tuần|giai|mốc|thời|hơn|nhất|hạn)[^\W\d]+|"
    r"(?<=\w )(?<!ngày )(?<!tháng )(?<!năm )(?<!tuần )(?<!gian )sau đây(?! (?:khi|\d))|"
    r"tạm (?!hoãn|dừng|ngừng|ngưng|đình)[^\W\d]+|"
    r"(?<=\w )miễn (?!là|sao|báo cáo|gửi|nộp|thực hiện|lập|trình)[^\W\d]+|"
    r"(?:tồn đọng|vướng mắc|khó khăn|vi phạm|bức xúc|khiếu kiện|tranh chấp) kéo dài"
)
_CLOSED = re.compile(rf"(?<!\w)(?:{_WHICH_CASE}|{_OF_ITS_TIME}|{_ACTS})(?!\w)|(?<=\w )hồ sơ xin gia hạn")


_REFUSAL = re.compile(rf"(?<!\w)(?:{_REFUSED})")


def without_closed_clauses(words: str) -> str:
    """The words (folded) without the parts that are closed; what is said inside a case is still there to be doubted."""
    return _CLOSED.sub("", words)


def without_refusals(words: str) -> str:
    """The words (folded) behind an event without the case of a refusal; beside a day it may have a day of its own."""
    return _REFUSAL.sub("", words)
