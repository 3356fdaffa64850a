"""Names with numbers in them, which are no times: documents, standards, school years, sessions, days of remembrance."""

from __future__ import annotations

import re

# Days of remembrance that plans name beside a time: "Tháng 10 hằng năm (hưởng ứng Ngày Chuyển đổi số quốc gia)".
REMEMBERED = (
    "chuyển đổi số quốc gia|pháp luật(?: nước cộng hòa xã hội chủ nghĩa)? việt nam|môi trường thế giới|nước thế giới|toàn dân phòng cháy(?: và|,)? chữa cháy|"
    "hội đại đoàn kết toàn dân(?: tộc)?|khoa học,?(?: và)? công nghệ(?: và đổi mới sáng tạo)? việt nam|sách và văn hóa đọc việt nam|"
    "(?:nhà giáo|phụ nữ|thầy thuốc|gia đình|doanh nhân|người khuyết tật|người cao tuổi|cải cách hành chính) việt nam|"
    "quốc tế (?:thiếu nhi|phụ nữ|hạnh phúc|lao động|người cao tuổi|người khuyết tật|phòng,? chống tham nhũng)|quốc khánh|thương binh,? ?-? ?liệt sĩ"
)
# Names with numbers in them: documents (with their day), standards, school years, terms of office.
_NO_TIME = r"(?!(?:trong|trước|sau|vào|đến|hết|từ|năm|quý|tháng|ngày|hằng|mỗi|cuối|đầu(?! (?:tư|thầu))|giữa|chậm|muộn)(?!\w))"
_NO_ACT = r"(?!(?:xong|hoàn thành|báo cáo|gửi|nộp|trình|tổng kết|sơ kết|kiểm tra|triển khai|thực hiện|tổng hợp|thông qua)(?!\w))"
NUMBERED_NAMES = re.compile(
    r"(?:(?:theo |tại )?(?:điểm|khoản|điều) (?:[a-zđ]|\d{1,3})(?!\w)(?:,? (?:và )?(?:[a-zđ]|\d{1,3})(?!\w)){0,12}[,;]? (?:và )?){1,12}(?:thông tư|nghị định|luật|quyết định) này|"
    r"(?:tình hình|kết quả) thực hiện (?:(?:dự toán|thu,?|chi|và) ){0,4}ngân sách(?: nhà nước| địa phương)? cả năm(?= của [^\W\d])|"
    r"kế hoạch(?: [^\W\d]+){1,6} (?:định kỳ )?năm (?:tiếp theo|sau|tới|kế tiếp)(?= của [^\W\d])(?! của (?:năm|kỳ)(?!\w))|"
    r"(?:(?<=đơn vị dự toán cấp )|(?<=bệnh viện hạng )|(?<=đô thị loại ))(?:i{1,3}|iv)(?!\w)|(?:(?<=hội nghị trung ương )|(?<=hội nghị trung ương lần ))\d{1,2}(?=,? (?:trong|vào|tháng|khóa) )|"
    r"(?:số )?(?<![\d/])(?:\d+[a-zđ]?/(?:\d{4}/)?(?!năm|quý|tháng|tuần|lần|ngày)[a-zđ]{2,}\d*|\d+-[a-zđ]{2,}[/-][a-zđ]{2,})"
    r"(?:(?:- ?|/|&)[a-zđ]+\d*){0,6}"
    r"(?:(?<=\w\w) năm \d{4}(?! ?-))?(?:(?:,? ngày:? ?| - )\d{1,2}(?: ?(?:[/.-]|, tháng| tháng|/tháng) ?\d{1,2} ?(?:[/.-]|,? năm|/năm| của năm) ?(?:\d{4}|\d\d(?!\d))))?"
    # a form by its number, with the document it is of: "theo Mẫu 04-HD KĐ.ĐG 2025 ban hành kèm theo Hướng dẫn 43-HD/BTCTW năm 2025"
    r"|(?<!\w)(?:biểu mẫu|mẫu|biểu|phụ lục)(?: số)? (?:(?!trước |chậm |hằng |trong |từ |đến )[^,;()\n]){1,60}? (?:ban hành )?kèm theo (?:(?!trước |chậm |hằng |trong |từ |đến |gửi )[^,;()\n]){1,120}?(?= *(?:$|[,;]| gửi ))"
    # points by their letters, where an "i" is no quarter: "các điểm a, d, g, h, i khoản 1"
    r"|(?<!\w)điểm [a-zđ](?!\w)(?:(?:,| và|, và| hoặc) [a-zđ](?!\w))+"
    # a number of a paragraph in brackets: "quy định tại mục (3) và (4)"
    r"|(?<!\w)(?:mục|khoản|điểm|ý|tiết) \(\d{1,2}\)(?:(?:,| và|, và) \(\d{1,2}\))*"
    # by their initials: "theo NĐ 130/2020"
    r"|(?:(?<=theo )|(?<=tại )|(?<=của ))(?:nđ|tt|nq|qđ|ct|kl|vbhn|nghị định|thông tư|nghị quyết|quyết định|chỉ thị)(?: số)? \d{1,5}/\d{4}(?![\d/-])"
    r"|số \d+,? ngày \d{1,2}[/.-]\d{1,2}[/.-]\d{4}"
    r"|(?:(?:tcvn|iso|qcvn|iec)[ /-]?){1,4}\d+(?: ?: ?\d{4})?"
    r"|(?:năm học|niên khóa|niên độ|nhiệm kỳ|khóa) (?:[ivxl]+|\d{4})(?:,? ?\(?\d{4})?(?: ?- ?\d{4}\)?)?(?:(?:,| và) (?:19|20)\d\d ?- ?(?:19|20)\d\d)*(?!\w)"
    r"|(?<!khi kết thúc )(?:học kỳ |(?<!\w)hk ?)(?:i{1,3}|[123])(?!\w)(?! ?[/.-] ?\d)(?:,? \(?(?:năm học |năm )?(?:19|20)\d\d(?: ?- ?(?:19|20)\d\d)?\)?(?! ?[\d/-]))?"
    r"|(?:giai đoạn|đợt|lần|bước|vòng) (?:thứ )?(?:\d{1,2}|[ivx]+)(?=,? ?(?:[:()]|(?:(?:gửi|nộp|báo cáo|hoàn thành|xong) ){0,2}trước |chậm nhất |(?:trong |vào |từ |hoàn thành )+(?:quý|tháng|ngày|\d)|(?:quý|tháng) [\divx]))"
    r"|(?<!định )kỳ (?:thứ )?[12](?= (?:trong |vào |từ |trước |chậm nhất )*(?:(?:quý|tháng) [\divx]|(?:ngày )?\d{1,2} ?/ ?\d))"
    # what a time is chosen for: "hưởng ứng Ngày Chuyển đổi số quốc gia 10/10"
    r"|(?:hưởng ứng|nhân dịp|nhân|chào mừng|kỷ niệm)(?: kỷ niệm| lễ)?(?: (?:lần thứ )?\d{1,3} năm)? ngày [^\d();\n]{2,80}? ?\(?(?:ngày )?\d{1,2}[/-]\d{1,2}(?:[/-]\d{4})?\)?(?! (?:hằng|mỗi) năm)"
    # days of remembrance, years looked back on, and whom a full date is for
    rf"|(?<!trước )ngày (?:{REMEMBERED})(?!\w)"
    # round the clock, no day of July
    r"|(?:(?<=thường xuyên )|(?<=liên tục )|(?<=trực )|(?<=vận hành )|(?<=hoạt động )|(?<=giám sát )|(?<=hỗ trợ ))24 ?/ ?(?:7|24)(?!\d)(?! ?/)(?: ?(?:giờ|h)(?!\w))?"
    # parts of documents: "theo quy định tại Phụ lục III"
    r"|(?<!\w)(?:phụ lục|mẫu|biểu|chương|mục|điều|khoản|điểm|phần|nhóm|vùng|hạng)(?: số)? (?:[ivxl]+|\d+[a-zđ]?)(?!\w)(?! ?[/.-] ?\d)"
    r"|(?:(?<=sơ kết )|(?<=tổng kết )|(?<=đánh giá )|(?<=báo cáo ))(?:giữa kỳ|cuối kỳ|\d{1,2} năm)(?! ?\d)(?!\w)(?: ?\((?:giai đoạn )?(?:19|20)\d\d ?- ?(?:19|20)\d\d\))?"
    r"|(?<!\w)(?<!\w )(?:giữa kỳ|cuối kỳ)(?= ?[:(] ?(?:năm )?(?:19|20)\d\d(?!\d))"
    r"|(?<=\d{4} )(?:đối với|cho) báo cáo (?:quý (?:[ivx]+|\d)|(?:0?[69] )?tháng(?: đầu năm| cuối năm)?|quý|năm)(?!\w)(?! \d)"
    r"|(?<!\w)1[23] tháng(?=,? (?:và )?ước|,? (?:(?:báo cáo|gửi|nộp) )?trước ngày)"
    r"|(?:tính|chốt(?: số liệu)?|số liệu) đến (?:hết )?(?:ngày )?\d{1,2}[/-]\d{1,2}(?:[/-]\d{4})?(?!\d)"
    r"|(?:kết quả|số liệu|tình hình|báo cáo) (?:của )?năm trước(?: liền kề| đó)?(?=\))"
    # a law by its name and year, with no time and no act behind a comma: "Luật Đất đai, hoàn thành trong năm 2026" is none
    rf"|(?<!pháp )(?<!kỷ )luật {_NO_TIME}[^\W\d]+(?:,? {_NO_TIME}{_NO_ACT}[^\W\d]+){{0,7}}(?: năm)? (?:19|20)\d\d(?!\w)"
)
