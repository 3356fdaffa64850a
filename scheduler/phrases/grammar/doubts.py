"""Words that may change the day they stand beside: of time, of events, of conditions; and where they change nothing.

A unit of time counts only where it names one ("hai tuần", "tuần sau", "mỗi đợt"): "kỳ báo cáo", "thời điểm xây dựng
dự toán", "từng nhiệm vụ" are names of other things.
"""

from __future__ import annotations

import re

from scheduler.phrases.grammar.attributes import without_attributes
from scheduler.phrases.grammar.closed_clauses import without_closed_clauses, without_refusals

_UNITS = r"(?:ngày|tháng|quý|năm|tuần|kỳ|lần|hạn|mốc|đợt|dịp|giai đoạn|thời (?:gian|hạn|điểm|kỳ))"
# What makes of a unit a time: a number or a share before it; a number, or which one, behind it.
_COUNTED = r"(?:\d|một|hai|ba|bốn|tư|năm|sáu|bảy|tám|chín|mười|mươi|lăm|hằng|mỗi|từng|vài|mấy|nhiều|ít|nửa|đầu|cuối|giữa|hết|cả|suốt)"
_WHICH = (
    r"(?:\d|[ivx]+\b|một|hai|ba|bốn|tư|sáu|bảy|tám|chín|mười|thứ|đầu|cuối|giữa|sau|trước|tới|tiếp|kế(?! (?:toán|hoạch))|liền|này|nay|đó|"
    r"qua|nào|mai|kia|hôm|gần|đến|trở|thì|mới|cũ|khác|dài|ngắn|chẵn|lẻ|và|đã|sẽ|là|để|theo|tại|có|từ|xyz)"
)
_NAMES = re.compile(rf"(?<!\w)(?<!\d )(?!thời điểm|dịp|mốc){_UNITS} (?!{_WHICH})(?=[^\W\d]{{2}})")
_IS_COUNTED = re.compile(rf"(?<!\w){_COUNTED} $")
_COMPOUNDS = re.compile(
    r"(?<!\w)(?:trước (?:pháp luật|nhân dân|cử tri|quốc hội|hội đồng|chính phủ|cấp trên|tòa)|(?:báo cáo|trình bày|giải trình|trách nhiệm) trước (?!ngày|tháng|quý|năm|khi|kỳ|hết|thời|tết|mùa)[^\W\d]+|thời gian(?:,| và) địa điểm|(?:giữa|cuối|đầu) (?:học kỳ|x{3,})|"
    r"(?:ít nhất|tối thiểu|tối đa|khoảng|gần) \d{1,3}(?:[.,]\d+)? ?%|tháng (?:hành động|cao điểm|thanh niên|công nhân)|(?:kỳ họp|phiên họp|lần|hội nghị|đại hội|khóa) thứ (?:\d+|[^\W\d]+)|hàng không|không (?:gian|khí|quân|chuyên trách|chuyên|tập trung|thường trực|dùng tiền mặt)|nhỏ(?: và|,) vừa|quá trình|hạn (?:chế|hán|mức|ngạch)|(?:trung|ngắn)(?:,| và)? (?:hạn(?:,| và) )?dài hạn|(?<=\w )(?:trung|ngắn|dài|đến|quá) hạn|kịp thời|khẩn cấp|"
    r"tạm (?:trú|khóa|ứng|thời|giữ|giam|nộp|tính|cấp)|tuần (?:tra|lễ)|khẩn trương|(?:(?:sắp )?hết )?niên hạn|sau đại học|đúng (?:thời )?hạn(?: quy định)?|đúng thời gian quy định|"
    r"âm (?:nhạc|thanh)|hoàng mai|kỳ họp(?: thường lệ)? (?:giữa|cuối|đầu) năm|kỳ (?:họp|thi)|học kỳ|định kỳ|trong kỳ|kỳ x{3,}|năm học|(?:hoạt động|công tác|nhiệm vụ) (?:trong )?năm|"
    r"từng bước|lần thứ|sắp xếp|đầu (?:cấp|tư|mối|vào|ra|ngành|thầu|nguồn|tiên|dòng|đàn|giường)|(?:bắt|ban|đứng|dẫn|người đứng|bước|lần|hàng) đầu|đẩy nhanh|trong và ngoài [^\W\d]+|(?:viên chức|người lao động|hội nghị) đầu năm|"
    r"(?:từng|mỗi) (?!(?:ngày|tháng|quý|năm|tuần|kỳ|lần|đợt|giai đoạn|hai|ba|\d))[^\W\d]{2,}|"
    r"quý,? hiếm|sau đây gọi (?:tắt |chung )?là|lợi nhuận|(?:nhà|công trình) tạm|(?:chậm|muộn) nhất tại (?:kỳ|phiên) họp|dự kiến (?:hoàn thành|trình|ban hành|tổ chức|khởi công)|(?<=\w )(?:(?:ít nhất|tối thiểu) )?(?:0?1|một) (?:lần|kỳ|cuộc|buổi|đợt|lớp|phiên|hội nghị)(?= [^\W\d]|$)(?! (?:mỗi|một|trong|trên|hằng)(?!\w))|(?:kết quả|tình hình|nhiệm vụ|công việc)(?: [^\W\d]+){0,4} trong (?:tuần|tháng|ngày)(?= *(?:$|[,.;)]))|chờ (?:nộp|phân bổ|xử lý|quyết toán|phê duyệt)|hiệu (?:quả|lực)(?:,| và) hiệu (?:quả|lực)|(?<=sử dụng )tối đa \d+%|(?<=\w )(?:các|cắm) mốc(?! thời)|(?<=\w )tại thời điểm (?!ngày|\d)[^\W\d]+|(?:(?<=\w )(?:của|trong|cho)|kỳ báo cáo|số liệu|kết quả|tình hình|giải ngân) (?:năm|quý|tháng|kỳ|giai đoạn) (?:đó|này|trước(?: liền kề| đó)?)(?= *(?:$|[,.;)]| (?:và|của|về) ))|"
    r"(?:tiêu|phá) hủy|hủy bỏ|(?:giảm|khấu) trừ|miễn,? (?:thuế|giảm|phí|nhiệm)|(?:các|những) trường hợp|(?:đủ|các|những|về) điều kiện|(?<!với )(?<!trong )(?<!có )(?<!khi )(?<!nếu )điều kiện (?!là|nếu|khi|thì|và)[^\W\d]+|"
    r"(?<=\w )hoặc (?!(?:khi|theo|sau|trước|chậm|muộn|vào|trong|ngày|tháng|quý|năm|tuần|hằng|định|đột|bất|lùi|không|cả)\b)[^\W\d]+|"
    r"được trừ vào|hủy (?:tem|hóa đơn|biên lai|chứng từ)|(?:kế hoạch|danh mục|dự thảo)(?: [^\W\d]+){0,3} dự kiến(?= được )|khai theo năm(?: dương lịch)?(?! \d)|"
    r"dự toán(?:,? [^\W\d]+){1,12} năm (?:sau|tiếp theo|kế tiếp)(?= (?:\(|gửi |trình |nộp ))|"
    r"lệ phí trước bạ|(?:thống kê|báo cáo|quyết toán) năm (?:chính thức|sơ bộ)|của năm liền kề(?: năm hiện hành)?(?= *\)?$)|"
    r"kế hoạch(?: [^\W\d]+){1,6} trong năm(?= chi tiết)|chi tiết theo (?:quý|tháng|năm)|"
    r"(?:nộp|đóng|thu)(?: [^\W\d]+){1,8} cho (?:tháng|quý|năm) (?:tiếp theo|sau|tới|kế tiếp)(?= *$)|"
    r"(?:lịch|kế hoạch|thông tin|danh mục|dự toán)(?:,? [^\W\d]+){0,12} cho năm (?:tiếp theo|sau|tới|kế tiếp)(?= (?:được|phải|gửi|trình) )|"
    r"(?:tiền |phạt |nợ |lãi )?chậm (?:nộp|đóng)|theo từng lần [^\W\d]+|thông báo không [^\W\d]+|"
    r"để(?: được)?(?: [^\W\d]+){1,8} (?:trong |cho |của )?(?:năm|quý|tháng|kỳ) (?:sau|tới|tiếp theo|kế tiếp)(?= *(?:$|[,.;)]| và ))|"
    r"(?:danh sách|số lượng|hoạt động|công tác|kết quả|tình hình)(?: [^\W\d]+){0,8} trong (?:năm|quý|tháng|kỳ|tuần)(?= và (?:kế hoạch|phương hướng|nhiệm vụ|dự kiến|chương trình|đề xuất)(?!\w))|"
    r"quyết toán năm|kế hoạch (?:công tác )?năm(?= (?:ban hành|được|phải|gửi|trình|xây dựng)(?!\w))|(?:không|chưa) gian)(?!\w)"
)
_RESERVED = re.compile(
    r"(?<!\w)(?:"
    # time
    rf"{_UNITS}|giờ|phút|thập niên|thế kỷ|hằng|mỗi|từng|nửa|mai|nay|hôm|âm|dương lịch|"
    r"thường niên|tết|cuối|đầu|"
    r"tiếp theo|kế tiếp|liền kề|sớm|muộn|chậm|trễ|nhanh|khẩn|ngay|lập tức|kịp|hiện tại|vừa|"
    # events and order
    r"sau|trước|khi|chờ|đợi|lúc|"
    # conditions, negation, choice
    r"nếu|(?<!bù )(?<!phòng )(?<!diệt )(?<!bài )trừ|(?<!nước )ngoài(?! (?:nước|công|ngân|nhà|khơi))|hiệu lực|thứ (?:hai|ba|tư|năm|sáu|bảy|[2-7])|chủ nhật|ít|nhiều|nhuận|vụ (?:đông|xuân|hè|thu|mùa|chiêm)|mùa|ngoại lệ|trường hợp|tùy|hoặc|hay|không|chưa|chẳng|đừng|miễn|hoãn|lùi|hủy|dừng|gia hạn|tạm|"
    # as a rule, and so not always: "theo giấy phép (thường 03 tháng/lần)"
    r"(?<!bình )(?<!bồi )(?<!bất )(?<!đời )(?<!coi )(?<!khác )(?:thông )?thường *$|"
    r"\d{1,2}t|[tq]\.? ?(?:\d{1,2}|i{1,3}|iv)|rưỡi|dài|rằm|vài|mấy|sắp|điều kiện|hết hiệu lực|có thể|dự kiến|khoảng|gần|xấp xỉ|tối đa|tối thiểu|ít nhất|nhiều nhất|quá"
    r")(?!\w)"
)
_ODD = re.compile(r"[^\w\s.,:;()\[\]\"'/+•*&!%-]|\d\s?/\s?\d|(?<!\w)(?:19|20)\d\d(?!\w)")
# Whom a rule leaves out: "công bố danh sách các cơ sở (trừ các cơ sở liên quan đến quốc phòng)".
_TIME_WORD = "ngày|tháng|quý|năm|kỳ|tuần|hạn|khi|lần|đợt|sau|trước(?! đây)|xong|chậm|muộn"
_BUT_FOR = re.compile(
    rf"(?<=\w )\(trừ (?:các |những )?(?!trường hợp)(?!{_TIME_WORD})[^\W\d]+(?:,? (?!{_TIME_WORD})[^\W\d]+){{1,19}} ?(?:\)|$)"
)
# Right behind a date these say of which year or unit it is: "30/9 của năm đăng ký".
_OF_A_UNIT = re.compile(
    r"(?:của |trong |thuộc )?(?:năm|quý|tháng|tuần|kỳ)(?! (?:họp|thi|hành động|cao điểm|thanh niên|công nhân|lễ))(?!\w)"
)
# "Vào thời điểm lập dự toán": a time that is not said.
_SOME_TIME = re.compile(r"(?<!\w)vào (?:thời (?:gian|điểm)|dịp|đợt)(?! (?:ngày|\d))(?!\w)")
# What may lengthen or shorten a count of days: "…, không kể ngày nghỉ", "…, trường hợp đặc biệt …".
_MOVES = re.compile(
    r"(?<!\w)(?:trường hợp|gia hạn|hoãn|lùi|ngoại lệ|tùy|hiệu lực|không (?:áp dụng|tính|kể|bao gồm|quá|chậm|muộn)|tối đa|tối thiểu|ít nhất|khoảng|dự kiến|hay|từng|hằng|mai|nay|đầu|cuối|giữa)(?!\w)"
)
# What something is for changes no day, whatever its conditions are.
_PURPOSE = re.compile(r"(?:để|nhằm|phục vụ|làm (?:căn cứ|cơ sở)) ")
_NEAR = 80  # characters; no number in words is longer
_TIMED = re.compile(
    r"(?<!\w)(?:ngày|tháng|quý|năm|tuần|giờ|kỳ|hằng|mỗi|lần|hạn|sau|trước|khi|nếu|trừ|chậm|muộn|sớm)(?!\w)"
)


def is_doubtful(words: str) -> bool:
    """Whether these words (folded) hold one that may change the day beside them."""
    if _OF_A_UNIT.match(words) or _SOME_TIME.search(words):
        return True
    plain = _plain(words)
    doubtful = _TIMED if _PURPOSE.match(words) else _RESERVED
    return bool(doubtful.search(plain) or _ODD.search(without_attributes(words)))


def is_timed(words: str) -> bool:
    """Whether these words (folded) hold one of time or condition; what is done or refused does not matter."""
    plain = _plain(without_refusals(words))
    return bool(_TIMED.search(plain) or _MOVES.search(plain) or _ODD.search(without_attributes(words)))


def _plain(words: str) -> str:
    """The words without those of which it is known that they change nothing."""
    plain = _BUT_FOR.sub("", _COMPOUNDS.sub("", without_closed_clauses(without_attributes(words))))
    return _NAMES.sub(lambda found: _kept(found, plain), plain)


def _kept(found: re.Match[str], words: str) -> str:
    """A unit that names something is left out; one that is counted stays."""
    counted = _IS_COUNTED.search(words[max(0, found.start() - _NEAR) : found.start()])
    return found[0] if counted else ""
