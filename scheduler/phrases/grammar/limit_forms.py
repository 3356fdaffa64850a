"""Words that limit a time or join two, and words that stand for no day at all."""

from __future__ import annotations

import re

from scheduler.phrases.grammar.patterns import Build, Mark, TimeForm, form, mark, weekday_of


def _clock(found: re.Match[str]) -> Mark | None:
    hour, minute = int(found["h"]), int(found["min"] or 0)
    if hour > 24 or minute > 59:
        return None
    return Mark("midnight" if hour == minute == 0 else "clock")


# An hour of the day: "17h00", "16 giờ 30 phút", "17g00", "15:00".
_CLOCK = r"\d{1,2} ?(?:h|giờ|g|:) ?(?:\d\d)?(?!\d)(?: ?phút|')?(?: (?:sáng|chiều|tối))?"
_BY = r"(?:(?:trước|chậm nhất|muộn nhất|không quá|đến|lúc|vào|là) ){0,3}"


def _weekday(kind: str) -> Build:
    return lambda found: Mark(f"{kind} {weekday_of(found['w'])}")


# Whoever may ask for a report that no day is set for: "theo yêu cầu của cơ quan, người có thẩm quyền".
_NO_TIME = r"(?!trước\b|sau\b|ngày\b|tháng\b|quý\b|năm\b|tuần\b|hằng\b|định kỳ\b|chậm\b|muộn\b|từ\b|đến\b|trong (?:vòng|thời|ngày|tháng|quý|năm|tuần|\d)|và (?:trước|hằng|định|chậm)\b)"
ASKED = rf"(?:ngay khi|khi phát hiện|khi (?:tình hình|thị trường|nhu cầu)|khi có|theo|khi cần|khi bị|nếu có|trong trường hợp|khi xảy ra|khi phát sinh)(?:,? {_NO_TIME}[^\W\d]+){{0,30}}"

LIMITS: tuple[TimeForm, ...] = (
    # Without a day
    form(
        "thường",
        r"thường xuyên(?:,? liên tục)?(?:,? hiệu quả)? (?:hằng|mỗi) năm(?!\w)",
        mark("ongoing"),
        "Năm 2013 và kiện toàn thường xuyên hàng năm",
    ),
    form(
        "thường",
        r"thường xuyên(?:(?:,| và)? (?:liên tục|hằng ngày|lâu dài|hiệu quả)){0,3}(?!\w)",
        mark("ongoing"),
        "Thường xuyên, liên tục",
    ),
    form("liên", r"liên tục(?: và thường xuyên|, thường xuyên)?(?!\w)", mark("ongoing"), "Liên tục"),
    form(
        "hằng mỗi định",
        rf"(?:định kỳ )?(?:hằng|mỗi) ngày(?:,? \(?{_BY}{_CLOCK}\)?)?(?!\w)",
        mark("ongoing"),
        "Hằng ngày, trước 16 giờ 30",
    ),
    form(
        "trước chậm muộn không đến lúc vào #",
        rf"{_BY}{_CLOCK},? (?:của )?(?:hằng|mỗi) ngày(?!\w)",
        mark("ongoing"),
        "trước 19h00’ hằng ngày",
    ),
    form(
        "trước chậm muộn không đến lúc vào #",
        rf"{_BY}{_CLOCK}(?= ?(?:$|[.;)]))",
        mark("hour"),
        "ngày 15/8/2025 (trước 17h00)",
    ),
    form(
        "các những",
        r"(?:các|những) năm (?:tiếp theo|tiếp sau|kế tiếp|sau đó|sau này|sau|về sau)(?!\w)",
        mark("onwards"),
        "Năm 2026 và các năm tiếp theo",
    ),
    form(
        "và",
        r"và (?:trong )?(?:thời gian |giai đoạn )?(?:tiếp theo|tới){END}",
        mark("onwards"),
        "Từ năm 2013 đến năm 2020 và tiếp theo",
    ),
    form("trở", r"trở (?:đi|về sau)(?!\w)", mark("hence"), "Từ năm 2013 trở đi"),
    form(
        "đột bất và hoặc báo trong trường",
        rf"(?<!họp )(?:(?:và|hoặc) )?(?:trong )?(?:các |những )?(?:trường hợp )?(?:(?:báo cáo )?(?:đột xuất|bất thường)|báo cáo (?:nhanh|chuyên đề(?=,? (?:khi|theo|nếu) )))(?:,? {ASKED})?(?!\w)",
        mark("ad hoc"),
        "Hàng quý và đột xuất khi có yêu cầu",
    ),
    form(
        "hoặc và",
        rf"(?:hoặc|và) (?=(?:khi có|theo) (?:yêu cầu|đề nghị)|ngay khi (?:có|phát hiện|xảy ra|phát sinh)|khi phát hiện|khi (?:tình hình|thị trường|nhu cầu)|khi cần|khi bị|khi có (?:công việc|việc|vụ việc|vấn đề|tình huống|phát sinh|sự cố|biến động|thay đổi|nội dung)){ASKED}{{END}}",
        mark("ad hoc"),
        "Tháng 12 hàng năm hoặc khi có yêu cầu",
    ),
    form(
        "hoặc và",
        r"(?:hoặc|và) (?:trong )?(?:các |những )?(?:trường hợp|khi (?:xét )?thấy) (?:cần(?: thiết)?|đột xuất|đặc biệt|khẩn cấp)(?: theo [^\W\d]+(?: [^\W\d]+){0,12})?{END}",
        mark("ad hoc"),
        "định kỳ 6 tháng hoặc trường hợp cần thiết theo chỉ đạo",
    ),
    form(
        "hoặc và",
        r"(?:hoặc|và) (?:báo cáo|cung cấp|gửi)(?: (?!trước|sau|chậm|muộn|ngày|tháng|quý|năm|khi|trong|hằng)[^\W\d]+){1,10} (?:khi có|khi được|theo) (?:yêu cầu|đề nghị)(?: của [^\W\d]+(?: [^\W\d]+){0,8})?{END}",
        mark("ad hoc"),
        "trước ngày 20/7 hoặc báo cáo Bộ Tài chính khi có yêu cầu",
    ),
    # The plan's whole period
    form(
        "trong suốt cả toàn",
        r"(?:(?:trong|suốt|cả|toàn|bộ) ){1,3}giai đoạn(?: kế hoạch| này)?{END}",
        mark("whole"),
        "Cả giai đoạn",
    ),
    # Words that limit or join
    form(
        "các những",
        r"(?:các|những)(?= (?:ngày|tháng) \d)",
        mark("each"),
        "Các ngày 15/6 và 15/12/2025",
    ),
    form("các những", r"(?:các|những) năm(?=:? (?:19|20)\d\d)", mark("each"), "Các năm 2012, 2014"),
    form("từ", r"từ sau(?= (?:ngày|tháng|quý|năm) ?[\divx])", mark("from"), "thí điểm từ sau năm 2027"),
    form(
        "sau",
        r"sau(?= (?:ngày|tháng|quý|năm) ?[\divx])",
        mark("since"),
        "Năm 2027 và mở rộng sau năm 2028",
    ),
    form("thời", r"thời điểm(?!\w)", mark("as of"), "thời điểm 0h00 ngày 01/01/2026"),
    form(
        "thời",
        r"thời gian(?: thực hiện| hoàn thành| báo cáo| triển khai)?(?!\w)",
        mark("title"),
        "Thời gian hoàn thành: quý II/2012",
    ),
    form(
        "ngày",
        r"ngày (?:phải )?(?:hoàn thành|kết thúc|hết hạn|đến hạn|gửi|nộp|trình|báo cáo)(?= ?:)",
        mark("title"),
        "Ngày hoàn thành: 30/9/2012",
    ),
    form(
        "từ #",
        rf"(?:từ )?{_CLOCK} ?(?:-|đến) ?{_CLOCK}(?:,| của)?(?= (?:ngày|thứ|chủ|\d))",
        mark("clock"),
        "Từ 8h00 đến 9h30 ngày 5 tháng 9 năm 2025",
    ),
    form(
        "bắt từ",
        r"(?:bắt đầu )?từ (?!0?0 ?[hg])\d{1,2} ?(?:h|giờ|g) ?(?:\d\d)?(?!\d)(?: ?phút|')?(?: (?:sáng|chiều|tối))?,?(?= (?:ngày \d|thứ|chủ|\d{1,2}/\d))(?![^\n;]*(?<!\w)(?:đến|trở đi|cho tới|tới|- \d{1,2} ?(?:h|giờ))(?!\w))",
        mark("clock"),
        "từ 10 giờ ngày 09/12/2025",
    ),
    form(
        "từ",
        r"từ \d{1,2}\.\d\d (?:-|đến) \d{1,2}\.\d\d,?(?= ngày \d)",
        mark("clock"),
        "Từ 22.00 đến 22.08 ngày 10/8/2025",
    ),
    form(
        "lúc trước #",
        r"(?:lúc )?(?P<h>\d{1,2}) ?(?:h|giờ|g|:) ?(?P<min>\d\d)?(?!\d)(?: ?phút|')?(?:,? (?:sáng|chiều|tối))?(?:,| của)?(?= (?:ngày|thứ|chủ|\d))",
        _clock,
        "trước 17h00 ngày 12/10/2025",
    ),
    form("sáng", r"sáng(?= (?:ngày|thứ|chủ|\d{1,2} ?[/.-] ?\d))", mark("at"), "Sáng thứ Hai hàng tuần"),
    form(
        "trưa chiều tối",
        r"(?:trưa|chiều|tối)(?= (?:ngày|thứ|chủ|\d{1,2} ?[/.-] ?\d))",
        mark("clock"),
        "Chiều thứ Năm hàng tuần",
    ),
    form(
        "thứ chủ",
        r"(?:thứ (?P<w>hai|ba|tư|năm|sáu|bảy|[2-7])|chủ nhật)(?=\))",
        _weekday("weekday"),
        "Ngày 05/9/2024 (thứ Năm)",
    ),
    form(
        "thứ chủ",
        r"(?:thứ (?P<w>hai|ba|tư|năm|sáu|bảy|[2-7])|chủ nhật),?(?= ?\(?(?:ngày \d{1,2} ?(?:[/.-]|tháng)|\d{1,2}/\d))",
        _weekday("weekday of"),
        "Thứ Sáu, ngày 15/12/2023",
    ),
    form("ngày", r"ngày (?:mai|kia)(?=,? (?:ngày )?\d{1,2} ?[/.-] ?\d)", mark("at"), "ngày mai 6/10/2025"),
    form(
        "từ bắt kể",
        r"(?:bắt đầu )?(?:kể )?từ (?:nay|đây|bây giờ|thời điểm hiện tại)(?!\w)",
        mark("now"),
        "Từ nay đến hết năm 2025",
    ),
    form(
        "tính lấy chốt",
        r"(?:tính|lấy|chốt) từ(?= (?:ngày |tháng |đầu )?\d)",
        mark("data"),
        "số liệu tính từ ngày 15/12 năm trước",
    ),
    form(
        "bắt khởi",
        r"(?:bắt đầu|khởi đầu)(?: thực hiện| triển khai)?(?= (?:(?:(?:ngày|tháng|năm|trong) |th?\.?)?\d|trong (?:quý|tháng|năm)|quý [\divx]))",
        mark("from"),
        "Bắt đầu quý II/2012, hoàn thành quý IV/2013",
    ),
    form(
        "bắt ngày thời khởi",
        r"(?:(?:ngày|thời gian|thời điểm) )?(?:bắt đầu|khởi đầu)(?: thực hiện| triển khai)? ?:(?= ?(?:(?:(?:từ |trong |vào )?(?:ngày |tháng |năm |quý )?|th?\.?)?\d|(?:từ |trong |vào )?quý [ivx]))",
        mark("from"),
        "Bắt đầu: 01/3/2026; kết thúc: 31/5/2026",
    ),
    form(
        "từ bắt kể khởi",
        r"(?:bắt đầu |khởi đầu )?(?:kể )?từ(?! khi)(?!\w)",
        mark("from"),
        "Từ năm 2012 đến năm 2015",
    ),
    form(
        "định",
        r"định kỳ(?=,? (?:trước|vào|chậm|muộn|không|đến|ngày|mồng|trong) )",
        mark("cyclic"),
        "Định kỳ trước ngày 15/12 hàng năm",
    ),
    form("định", r"định kỳ(?!\w)", mark("periodic"), "Định kỳ báo cáo UBND tỉnh trước ngày 15/12 hằng năm"),
    form("trước", r"trước(?! khi)(?: thời điểm)?(?!\w)", mark("before"), "Trước ngày 15/12/2012"),
    form(
        "chậm muộn trễ",
        r"(?:chậm|muộn|trễ) nhất(?: là)?(?!\w)",
        mark("limit"),
        "Chậm nhất 30/6/2013",
    ),
    form(
        "trước",
        r"trước khi (?:kết thúc|hết)(?= (?:năm|quý|tháng) [\divx])",
        mark("limit"),
        "Trước khi kết thúc năm 2023",
    ),
    form(
        "không",
        r"không (?:được )?(?:muộn|chậm|quá|trễ|sau)(?: hơn)?(?: quá)?(?!\w)",
        mark("limit"),
        "không muộn hơn ngày 15/9/2025",
    ),
    form("deadline", r"deadline(?: là)?(?!\w)", mark("limit"), "Deadline: 15/12/2012"),
    form(
        "hạn thời",
        r"(?:thời )?hạn(?: (?:hoàn thành|thực hiện|báo cáo|gửi|nộp|trình))?(?= ?: ?(?:(?:năm )?(?:19|20)\d\d ?-|từ |thường|liên tục|(?:hằng|mỗi) ngày|trong khoảng|trước \d{1,2} ?(?:h|giờ)|(?!chậm|muộn|trước|không|hoàn|hạn)[^.;\n]{4,60}[ (](?:chậm nhất|muộn nhất|không muộn hơn|hoàn thành trước) ))",
        mark("title"),
        "Thời hạn: năm 2026-2027, hoàn thành trước ngày 30/6/2027",
    ),
    form(
        "hạn thời",
        r"(?:thời )?hạn(?: (?:cuối cùng|cuối|chót|hoàn thành|báo cáo|nộp|gửi|trình))?"
        r"(?: (?:báo cáo|kết quả|kế hoạch)(?=:| (?:trước|chậm|muộn|là|vào|trong|không|đến)(?!\w)))?(?: là)?(?!\w)",
        mark("limit"),
        "Hạn cuối 15/12/2012",
    ),
    form(
        "cho đến tới",
        r"(?:cho )?(?:đến|tới)(?: hết| cuối(?= ngày))?(?! khi)(?!\w)",
        mark("to"),
        "đến hết quý II/2012",
    ),
    form(
        "suốt xuyên",
        r"(?:xuyên )?suốt(?= (?:(?:năm|quý|tháng|giai đoạn) )?\d| (?:cả )?năm{END})",
        mark("at"),
        "suốt năm 2012",
    ),
    form("quanh", r"quanh năm(?!\w)", mark("ongoing"), "Quanh năm"),
    form("hết", r"hết(?! hiệu)(?!\w)", mark("full"), "hết quý III năm 2025"),
    form(
        "vào đúng",
        r"(?:vào|đúng) dịp (?:(?:lễ |ngày )?(?:quốc khánh|giải phóng miền nam|quốc tế lao động) )?(?=(?:ngày )?\d{1,2} ?[/-] ?\d)",
        mark("at"),
        "hoàn thành vào dịp Quốc khánh 2/9/2026",
    ),
    form("vào", r"vào(?: lúc| khoảng thời gian)?(?!\w)", mark("at"), "vào quý III năm 2012"),
    form("trong", r"trong(?: vòng| thời gian| suốt)?(?!\w)", mark("at"), "Trong năm 2012"),
    form("cả suốt", r"(?:cả|suốt|trong cả) giai đoạn(?!\w)", mark("at"), "Cả giai đoạn 2012-2015"),
    form("giai", r"giai đoạn(?: từ)?(?!\w)", mark("at"), "Giai đoạn 2012-2015"),
    form(
        "tức",
        r"tức(?: là)?(?= (?:ngày|trước|hết|chậm nhất|muộn nhất|\d))",
        mark("that is"),
        "tức ngày 04/01/2026",
    ),
    form("là ngay", r"(?:là|ngay)(?= (?:trong|ngày|tháng|quý|năm|trước))", mark("at"), "là ngày 20/10/2025"),
    form(
        "sẽ hoàn kết xong",
        r"(?:sẽ )?(?:hoàn thành|hoàn tất|kết thúc|xong)(?: xong)?(?!\w)",
        mark("done"),
        "hoàn thành trong tháng 10/2025",
    ),
    form("dự", r"dự kiến(?= ?(?:\)|$))", mark("expected"), "Tháng 8/2024 (dự kiến)"),
    form(
        "dự",
        r"dự kiến(?: (?:được )?(?:hoàn thành|tiến hành|tổ chức|thực hiện|ban hành|diễn ra|trình))?(?!\w)",
        mark("roughly"),
        "Dự kiến quý II/2026",
    ),
    form("khoảng", r"khoảng(?!\w)", mark("roughly"), "Khoảng tháng 6/2012"),
    form("đầu", r"đầu(?= (?:(?:quý|tháng|năm)\b|{SHORT}))", mark("đầu"), "đầu quý II/2012"),
    form("giữa", r"giữa(?= (?:(?:quý|tháng|năm)\b|{SHORT}))", mark("giữa"), "giữa tháng 6/2012"),
    form(
        "tuần",
        r"tuần (?:lễ )?cuối(?: cùng)?(?= {OF}(?:(?:quý|tháng|năm)\b|{SHORT}))",
        mark("cuối"),
        "Tuần cuối tháng 9/2025",
    ),
    form(
        "cuối",
        r"cuối(?= (?:(?:quý|tháng|năm|ngày)\b|0?[369] tháng đầu năm|{SHORT}))",
        mark("cuối"),
        "cuối tháng 6/2012",
    ),
    form(
        "của thuộc", r"(?:của|thuộc)(?= (?:năm|hằng|mỗi|quý|tháng|tuần)\b)", mark("of"), "quý I của mỗi năm"
    ),
    form("và cùng đồng &", r"(?:và(?: đến)?|&|đồng thời)(?!\w)", mark("and"), "Tháng 3 và tháng 9 hàng năm"),
)
