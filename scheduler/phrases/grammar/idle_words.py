"""Words around a time that change nothing: what leads in, occasions, what figures are of, from when a thing holds."""

from __future__ import annotations

import re

from scheduler.phrases.grammar.moon_days import BY_THE_MOON
from scheduler.phrases.grammar.numbered_names import REMEMBERED

_FROM_WHEN = (
    r"(?:(?:ngày|tháng|quý|năm) )?(?:\d{1,2} ?[/.-] ?){0,2}(?:x{4,}|\d{1,4}|i{1,3}\b|iv\b)(?: tháng \d{1,2})?(?:(?:,? năm | ?[/.-] ?)\d{4})?(?!\d)|"
    r"ngày (?:đầu(?: tiên)?|01|1) (?:của )?(?:quý|tháng|năm|kỳ)(?: (?:tiếp theo|sau|kế tiếp|tới))(?: liền kề)?(?!\w)"
)
# Words that only lead in, or say of how much: "như vậy, …", "hoàn thành toàn bộ trước …", "thời gian sớm nhất, trước …".
_LEADS_IN = (
    r"^như (?:đã )?(?:phân tích|nêu|trình bày)(?: ở trên| trên)?, (?!trước|sau|từ|tháng|quý|năm)|"
    r"^(?:như vậy, )?theo (?:các )?quy định (?:nêu |tại )?trên,? (?!trước|sau|từ|tháng|quý|năm)|"
    r"^(?:như vậy|theo đó|do đó|vì vậy|do vậy|cụ thể|đồng thời|ngoài ra|bên cạnh đó)[,:]? (?!trước|sau|từ|tháng|quý|năm)|"
    r"^(?:thời hạn|thời gian(?: thực hiện)?|tiến độ)(?: báo cáo)? ?: (?=(?:các |những )?(?:cơ quan|đơn vị|bộ|sở|ủy ban|ubnd|tổ chức|người|hội đồng|chủ đầu tư|doanh nghiệp)(?!\w))|"
    r" ?\((?:nay là|nay thuộc|trước đây là|gọi tắt là|viết tắt là|sau đây gọi(?: tắt| chung)? là) [^()\d\n]{3,120}\)|"
    r"(?<=hoàn thành) (?:toàn bộ|cơ bản|dứt điểm|tất cả)(?= (?:trước|trong|vào|đến|chậm) )|"
    r"^(?:đợt |thời gian )?cao điểm ?:? ?(?=(?:từ|trong|tháng|ngày|\d))|"
    r"(?:trong )?thời gian sớm nhất(?: có thể)?(?:, | và |,? nhưng )(?=(?:hoàn thành |xong |phải )*(?:trước|chậm nhất|muộn nhất|không muộn) )|"
    r"(?:chậm nhất|muộn nhất) (?:là )?(?=(?:tại |vào )?(?:kỳ|phiên) họp (?:[^\W\d]+ ){0,6}?(?:thứ )?(?:\d{1,2}|[^\W\d]+) ?\((?:tháng|ngày|quý) )"
)
# What heads a time and says nothing of it: "Mốc thời gian: …", "TG: …", "Thời gian" on a line of its own.
_HEADS = (
    r"^(?:(?:các )?mốc |khung )(?=thời gian ?:)|^(?:tg|t/g|tgian|thời điểm(?: (?:thực hiện|hoàn thành|triển khai|báo cáo))?) ?:|"
    r"(?<=^thời gian) \((?=dự kiến\) ?:)|(?<=^thời gian \(dự kiến)\)|"
    r"^(?:(?:mốc |khung )?thời gian|thời hạn|thời điểm|tiến độ|lộ trình|tg)(?: (?:thực hiện|hoàn thành|triển khai|tổ chức|báo cáo|dự kiến)){0,2}(?= ?:? *$)|"
    r"(?<=:) ?[-+•] (?=\w)"
)
# What a time is chosen for, and the years that something reaches to: "(kỷ niệm 80 năm …)", "tầm nhìn đến năm 2050".
_OCCASIONS = (
    r"\((?:kỷ niệm|nhân dịp|chào mừng)(?: lần thứ)? \d{1,3} năm [^()\n]{1,80}\)|"
    r"(?:,| và)? ?(?<!\w)(?:định hướng|tầm nhìn)(?: đến)?(?: năm)? (?:19|20)\d\d(?!\w)|"
    r" ?\((?:kỷ niệm|chào mừng|hưởng ứng)(?: lễ)? (?:ngày )?\d{1,2} ?[/-] ?\d{1,2}(?: ?[/-] ?\d{4})?\)|"
    r" ?\((?:tháng|tuần) (?:công nhân|thanh niên|hành động|cao điểm|lễ)[^()\d]{0,80}\)|"
    rf"(?<=trước )(?:ngày (?:{REMEMBERED}|khai giảng)|khai giảng) (?=\(?(?:ngày )?\d{{1,2}} ?[/-] ?\d)"
)
_OF = r"(?:/| tháng )"
# What figures are of: "(số liệu tính từ …), trước ngày 20", "ước thực hiện cả năm, gửi trước ngày 15/11".
_FIGURES = (
    r"\((?:kỳ báo cáo|số liệu(?: báo cáo)?|(?:thời gian )?chốt số liệu)(?: được)?(?: tính| lấy)? từ [^()\n]{1,80}\)(?= ?[,:]? ?(?:(?:gửi|nộp|báo cáo) )?(?:trước|chậm nhất|muộn nhất|không muộn) )|"
    r"(?:(?<=/\d )|(?<=/\d\d )|(?<=/\d\d/\d{4} ))\((?:kỳ báo cáo|số liệu(?: báo cáo)?|(?:thời gian )?chốt số liệu)(?: được)?(?: tính| lấy)? từ [^()\n]{1,80}\)|"
    r", (?:thời gian|thời điểm|mốc|kỳ) (?:chốt|lấy|tính) số liệu [^.;()\n]{1,140}|"
    r"(?:,| và|, và)? ?ước(?: (?:thực hiện|giải ngân|tính|kết quả|đạt)){0,2} (?:cả năm|1[23] tháng)(?=,? (?:(?:báo cáo|gửi|nộp) )?(?:trước|chậm|muộn|không|vào)(?!\w))|"
    r"\(báo cáo 1[23] tháng\)|"
    rf"(?:được |đang )?(?:tính )?từ (?:ngày )?0?1{_OF}0?1 đến (?:hết )?(?:ngày )?(?:31{_OF}12|30{_OF}0?6)(?: (?:của )?năm(?: đó| báo cáo)?)?(?=[ ,][^.;\n]{{0,160}}(?:trước|chậm nhất|muộn nhất)(?: là)?(?: vào)? ngày \d)|"
    r"(?<=báo cáo )(?:năm|quý|0?6 tháng) ?/ ?(?:0?6 tháng|năm|quý)(?= (?:về|của|theo|cho)(?!\w))|"
    r"(?<=kết thúc )năm(?: kế hoạch| tài chính| ngân sách)? \((?:ngày )?31(?:/| tháng )12(?: (?:hằng|mỗi) năm)?\),? ?(?=(?:chậm|muộn) nhất )"
)
# From when what is made holds or is used: "trước ngày 30/6, có hiệu lực từ ngày 01/7", "để áp dụng từ năm học 2026-2027".
_IN_FORCE = (
    r"(?<=\w)(?:,|,? để|,? nhằm|,? và)(?: (?:bảo đảm|đảm bảo|kịp(?: thời)?))? (?:có hiệu lực(?: thi hành)?|(?:(?<=để )|(?<=để kịp )|(?<=nhằm )|(?<=đảm )|(?<=bảo ))(?:áp dụng|thực hiện|thi hành|triển khai|đưa vào (?:sử dụng|vận hành|khai thác)))"
    rf" (?:kể |bắt đầu )?từ (?:đầu )?(?:{_FROM_WHEN})"
)
# How long or how often, beside a time that says when: "không quá 02 ngày, xong trước …", "hằng quý trong năm", "02 đợt: …".
_HOW_LONG = (
    r",? ?(?<!\w)sau đó (?=(?:[^\W\d]+ ){0,4}thường xuyên)|"
    r"(?:(?:thời gian|thời lượng)(?: [^\W\d]+){0,3} )?(?:không quá|tối đa) (?:0?[1-9]|một|hai|ba) (?:ngày|buổi)(?: ?\([^()\n]{1,90}\))?[,;] ?(?=(?:phải )?(?:hoàn thành|xong|kết thúc) )|"
    r"(?:(?<=hằng quý)|(?<=mỗi quý)|(?<=hằng tháng)|(?<=mỗi tháng)|(?<=hằng tuần)) (?:trong|của) năm(?: tài chính| ngân sách)?(?= *(?:$|[,.;)]))|"
    r"(?:(?:tổ chức|thực hiện|triển khai|kiểm tra|chia làm|chia thành|gồm|làm) )?0?[2-4] (?:đợt|lần|kỳ|giai đoạn|bước|vòng)(?: ?/ ?năm)? ?[:(,] ?(?=x{4,6} )|"
    r"(?<=\d) ?\((?:0?1|một|nửa) (?:ngày|buổi)\)|"
    r"(?:(?<=\w )|(?<=: )|^)(?:0?[1-3]|nửa|một|hai) (?:buổi(?: (?:sáng|chiều|tối))?|ngày)(?:/[^\W\d]+(?: [^\W\d]+)?)?,? ?(?=(?:(?:từ |lúc )?\d{1,2}(?:h| giờ) ?\d{0,2},? )?(?:(?:thứ [^\W\d]+|chủ nhật),? )?(?:ngày )?\d{1,2}/\d{1,2}/\d{4})|"
    r"(?<=\d{4}) ?\((?:không (?:bao gồm|kể|tính)|trừ) (?:các )?(?:ngày )?(?:nghỉ|thứ|chủ nhật|lễ|tết)(?!\w)[^()\n]{0,90}\)|^\d{1,3} phút,? (?=từ )|"
    r"(?<=\d{4}), bắt đầu(?: từ)? \d{1,2}(?:h| ?giờ ?)\d{0,2}'?(?= *$)|"
    r"(?<=\d{4}) ?\((?:trong |vào )?(?:giờ hành chính|(?:từ )?\d{1,2}(?:h| giờ) ?\d{0,2} (?:-|đến) \d{1,2}(?:h| giờ) ?\d{0,2}(?: hằng ngày)?)(?:,? (?:các |trong )?ngày làm việc)?\)|"
    r"(?<!\w)(?:thời gian )(?:[^\W\d]+ ){1,6}?(?:kéo dài |khoảng |là |dự kiến ){1,3}\d{1,2} (?:năm|tháng),? ?(?=(?:dự kiến |phấn đấu )?(?:hoàn thành|xong|kết thúc) )|"
    r"(?<!\w)định kỳ (?=(?:vào )?(?:cuối|đầu|giữa) năm (?:19|20)\d\d)|"
    r"(?<=báo cáo) định kỳ(?= (?:quý (?:[ivx]+|\d)|(?:0?[369]|sáu|chín) tháng (?:đầu|cuối) năm)(?!\w))"
)
# A week by its number, with its days: "Tuần 38 (14/9 - 20/9/2026)".
_WEEKS = r"(?<!\w)(?<!\w )tuần(?: thứ)?(?: \d{1,2})? ?[:,]? ?(?=\(?(?:từ )?(?:ngày )?\d{1,2}(?:/\d{1,2}(?:/\d{4})?)? ?(?:-|đến)(?: hết)?(?: ngày)? ?\d{1,2}/\d{1,2}(?!\d))"
# A report of those that come round, by one full day: "báo cáo định kỳ trước ngày 24/9/2026".
_ONCE = (
    r"(?<=báo cáo) định kỳ(?= (?:trước|chậm nhất|muộn nhất|không muộn hơn)(?: là)?(?: ngày)? \d{1,2}[/.-]\d{1,2}[/.-]\d{4}[ .;]*$)|"
    r"(?<=sinh hoạt) định kỳ(?= (?:tháng|quý) [\divx]{1,3} ?/ ?\d{4}(?!\d))|"
    r"(?<=, )có (?=báo cáo (?:quý|năm|tháng|hằng|6 tháng)(?!\w))"
)
# Should the day be one of rest, and other conditions that move no day here.
_CONDITIONS = (
    r"[,;.]? ?\(?(?:nếu|trường hợp|khi) [^()\n]{0,60}?(?:trùng|rơi|nghỉ)[^()\n]{0,80}?ngày làm việc (?:tiếp theo|kế tiếp|liền kề|sau)(?! trước)[^().;\n]{0,40}\)?|"
    r"\(?(?:nếu có|nếu (?:cần(?: thiết)?|khả thi|thấy cần thiết)|(?<!hoặc )(?<!và )khi cần thiết|v\.v\.*|\.{2,})\)?(?!\w)"
)
IDLE_WORDS = re.compile(
    rf"{_LEADS_IN}|{_HEADS}|{_OCCASIONS}|{_FIGURES}|{BY_THE_MOON}|{_IN_FORCE}|{_HOW_LONG}|{_WEEKS}|{_ONCE}|{_CONDITIONS}"
)
