"""Words with a time in them that only describe the thing they stand behind, and so change no day.

"kế hoạch 05 năm", "kết quả của tháng trước", "xã sau sắp xếp", "tỷ lệ 1/500", "hạ tầng giai đoạn 1".
"""

from __future__ import annotations

import re

# A gap between a thing and its time: words that say nothing of when.
_GAP = r"(?: (?!(?:gửi|nộp|trình|hoàn|xong|vào|trong(?! các)|trước|sau|từ|đến|tới|chậm|muộn|không|là|hằng|mỗi|định kỳ|và|hoặc)(?!\w))[^\W\d]+)"
_PLANNED = r"kế hoạch|chương trình|dự toán|ngân sách|nhiệm vụ|lịch|nhu cầu|phương hướng|chỉ tiêu|danh mục|biên chế|công tác|quy hoạch|chiến lược|phương án"
_DONE = r"báo cáo|hóa đơn|biên lai|chứng từ|kết quả|số liệu|tình hình|kết dư|quyết toán|công việc|việc|chi phí|kinh phí|nguồn|quỹ|thu|chi|giải ngân|thị trường"
_UNIT = r"(?:năm|quý|tháng|tuần|kỳ)"
_BEFORE = r"(?:trước|này|đó|hiện hành)(?: liền kề| đó)?"
_AFTER = r"(?:sau|tới|kế tiếp|tiếp theo|tiếp sau)(?: liền kề)?"
_NO_TIME = r"(?!\w)(?! (?:khi|ngày|tháng|quý|thời điểm|\d))"
# What was done before, done to a thing that is named by it: "thuốc sau sử dụng", "kiến nghị sau kiểm toán".
_PAST = (
    r"sử dụng|sáp nhập|sắp xếp|hợp nhất|phúc khảo|phúc tra|kiểm toán|thanh tra|kiểm tra|giám sát|thẩm định|thẩm tra|cấp phép|thông quan|thu hoạch|"
    r"đào tạo|tuyển dụng|bổ nhiệm|đầu tư|thiết kế|cai nghiện|điều trị|tái định cư|giải thể|cổ phần hóa|tốt nghiệp|thiên tai|bão|xử lý|đại hội|tập huấn|bồi dưỡng|rà soát"
)
_ATTRIBUTES = re.compile(
    rf"(?<!\w)(?:(?P<planned>(?:{_PLANNED}){_GAP}{{0,12}}?)(?: (?:của|cho))? {_UNIT} (?:{_BEFORE}|{_AFTER}){_NO_TIME}"
    rf"|(?P<done>(?:{_DONE}|{_PLANNED}){_GAP}{{0,12}}?)(?: (?:của|cho|trong))? {_UNIT} {_BEFORE}{_NO_TIME}"
    rf"|(?P<long>(?:{_PLANNED}|giai đoạn|kỷ niệm)(?:{_GAP}|, (?=[^\W\d])[^\W\d]+| và [^\W\d]+){{0,12}}?) (?:\d{{1,3}}|(?:một|hai|ba|bốn|năm|mười)) năm(?!\w)(?! (?:một|hai|ba|\d)? ?lần| ?/|,? kể| sau| trước khi| đầu| cuối)"
    rf"|(?<=\w )sau (?:{_PAST})(?!\w)"
    r"|(?<=\w )(?:giai đoạn|đợt|bước|vòng|lần|loại|cấp|khóa|số|nhóm) (?:\d{1,2}|[ivx]+)(?!\w)(?! ?(?:năm|tháng|tuần|ngày|quý|lần)(?!\w))(?! ?[-/.] ?\d)"
    r"|(?:tỷ lệ|tỉ lệ|bản đồ|quy hoạch)(?: [^\W\d]+){0,3} 1 ?/ ?\d{2,7}(?:\.000)?(?!\d)"
    r"|(?<=kế hoạch )\d{2,3} ngày(?: đêm)?|(?<=chiến dịch )\d{2,3} ngày(?: đêm)?|(?<=cao điểm )\d{2,3} ngày(?: đêm)?"
    r"|lần đầu|bước đầu|trước mắt"
    r")(?!\w)"
)


def without_attributes(words: str) -> str:
    """The words (folded) without such times; the things they belong to stay."""
    return _ATTRIBUTES.sub(lambda found: found["planned"] or found["done"] or found["long"] or "", words)
