"""The lines of a cell as one: where a line begins a name, and where it goes on with one. Pure."""

import re

from plan.agencies.naming.bodies import COLLECTIVES, HEADS, PERSONS, TRADES
from plan.agencies.naming.duties import ASKED_LINE
from plan.agencies.naming.roles import LABEL
from plan.text import even

_BULLET = re.compile(r"(?:^|(?<=[;.,:]))\s*(?:[-–+•*●▪]|\d{1,2}[.)](?!\d)|\(\d{1,2}\)|[a-zđ]\))\s+")


# "-Sở Nội vụ", "1/ Sở Nội vụ", "1.Sở Nội vụ", "1.2. Sở Nội vụ": marks of a list as hurried people write them.
_ANY_MARK = re.compile(
    r"\s*(?:[-–+•*●▪](?=[A-ZĐÀ-Ỹ])|\d{1,2}\s?/\s*(?=[A-ZĐÀ-Ỹ])|\d{1,2}[.)](?=[A-ZĐÀ-Ỹ])|\d{1,2}(?:\.\d{1,2})+\.?\s+(?=[A-ZĐÀ-Ỹ]))"
)


def one_line(text: str) -> str:
    """The lines of a cell as one, with a semicolon wherever a line or a mark of a list begins a name; no marks."""
    lines = [
        _ANY_MARK.sub("- ", line.strip(), count=1) if _ANY_MARK.match(line) else line.strip()
        for line in text.split("\n")
        if line.strip()
    ]
    joined = ""
    for line in lines:
        apart = (
            _BULLET.match(line)
            or LABEL.match(line)
            or ASKED_LINE.match(line)
            or (_SOLDIERS.fullmatch(line) and not _OF_SOLDIERS.search(joined[-_LAST_WORDS:]))
            or (_begins_a_body(line) and not _unfinished(joined, line))
        )
        joined += ("; " if joined and apart and not joined.endswith((";", ",", ":")) else " ") + line
    return _BULLET.sub(" ", _NUMBERED.sub("; ", _marks_in_a_line(joined.strip()))).strip()


def _marks_in_a_line(text: str) -> str:
    """`1. Sở Nội vụ 2. Viettel`, `- Sở Nội vụ - Sở Tài chính`: what begins with a mark goes on with such marks."""
    if _FIRST_NUMBER.match(text):
        next_number = iter(range(2, 100))
        wanted = next(next_number)
        pieces, end = [], 0
        for found in _LATER_NUMBER.finditer(text):
            if int(found[1]) == wanted:
                pieces += [text[end : found.start()], "; "]
                end, wanted = found.end(), next(next_number)
        return "".join([*pieces, text[end:]])
    if _FIRST_MINISTRY.match(text):
        text = _LATER_MINISTRY.sub("; ", text)
    return _LATER_DASH.sub(_parted, text) if text.startswith(("- ", "– ", "+ ")) else text


def _parted(dash: re.Match[str]) -> str:
    """A semicolon, but where the dash stands before the seat of an office, or another post of one person."""
    before, behind = dash.string[: dash.start()], dash.string[dash.end() :]
    of_one = (_IS_A_PART.search(before) and _SEAT.match(behind)) or (
        _PERSON_FIRST.match(before) and _PERSON_NEXT.match(behind)
    )
    return dash[0] if of_one else "; "


_FIRST_NUMBER = re.compile(r"1[.)/]\s*[A-ZĐÀ-Ỹ]")
_LATER_NUMBER = re.compile(r"\s*[;,.]?\s+(\d{1,2})[.)/]\s*(?=[A-ZĐÀ-Ỹ]|các )")
# "- Chi cục Thủy lợi - Sở Nông nghiệp": there the dash stands before the office above.
# "- Cục Hàng không - Bộ Xây dựng" is one; behind a ministry the next is another.
_FIRST_MINISTRY = re.compile(r"[-–+] Bộ [A-ZĐÀ-Ỹ]")
_LATER_MINISTRY = re.compile(r"(?<=[\w)] )[-–+] (?=Bộ [A-ZĐÀ-Ỹ])")
# "Văn phòng - Thống kê", "Trung tâm Văn hóa - Thư viện": trades that end a name of two.
_IN_NAMES = ("thống kê", "viễn thông", "thư viện", "bảo tàng", "bưu điện", "điện lực", "kiểm lâm")
_AFTER_A_DASH = "|".join(
    sorted(
        {head[:1].upper() + head[1:] for head in (*HEADS, *PERSONS)}
        - {"Bộ", "Sở", "Công an", "Cơ quan thường trực", "Đại học"}
        - {trade[:1].upper() + trade[1:] for trade in _IN_NAMES},
        key=len,
        reverse=True,
    )
)
_LATER_DASH = re.compile(
    rf"(?<!^)(?<=[\w)] )[-–+] (?=(?:{_AFTER_A_DASH}|UBND|HĐND) (?:[A-ZĐÀ-Ỹ]|các |tỉnh|xã|cấp )|Các )"
)
# "- Phòng Kinh tế - UBND xã", "- Phó Chủ tịch UBND xã - Giám đốc Trung tâm …".
_IS_A_PART = re.compile(
    r"[-–+] (?:Phòng|Trung tâm|Văn phòng|Ban|Trạm|Trường|Tổ|Đội|Bộ phận|Công chức) [^;]*$"
)
_SEAT = re.compile(r"(?:UBND|HĐND) (?!các )")
_WHO = "|".join(sorted(PERSONS, key=len, reverse=True))
_PERSON_FIRST = re.compile(rf"[-–+] (?:{_WHO})(?!\w)[^;]*$", re.IGNORECASE)
_PERSON_NEXT = re.compile(rf"(?:{_WHO})(?!\w)", re.IGNORECASE)
# "Công an", and on the next line "Quân sự xã".
_SOLDIERS = re.compile(r"Quân sự(?: (?:xã|phường|đặc khu|huyện|tỉnh|thành phố)(?!\w).*)?")
_OF_SOLDIERS = re.compile(r"(?:[Cc]hỉ huy|BCH|CH|[ỦUủu][yỷ]|Bộ|Ban|Viện|Trường|Phòng|Sở|vụ|và|[,:&-])$")


def _begins_a_body(line: str) -> bool:
    begins = _BEGINS.match(even(line)) and (line[0].isupper() or even(line).startswith(("các ", "ubnd")))
    return bool(begins or _OTHERWISE.match(line) or _MANY.match(line) or _NO_HEAD.match(line))


def _unfinished(before: str, after: str) -> bool:
    """A line that breaks inside a name: after a comma, a "và", a bare head or a person, or before its places."""
    line = before[-_LAST_WORDS:]
    if _HEAD_BEHIND.search(line) or ((_MANY.match(after) or _NO_HEAD.match(after)) and _OF_MANY.search(line)):
        return True
    if _SEAT_BEHIND.search(line) and _NO_PLACE.match(after):
        return False
    if _BEGINS_ANYWAY.match(after) or (_NO_HEAD.match(after) and not _BARE_HEAD.search(even(line))):
        return bool(_CONNECTS.search(line))
    if _OFFICE_ALONE.search(line) and after.startswith("Thanh tra"):
        return False
    if _NOUNS_ALONE.search(even(line)) and not _OF_THE_NOUN.match(after) and _NAMED_HEAD.match(even(after)):
        return False
    if _OF_PLACES.match(after) and not _NEEDS_NO_PLACES.match(_CUT.split(even(line))[-1].strip()):
        return True
    found = _ENDS_OPEN.search(even(line))
    return bool(found) and _CUT.split(even(line))[-1].strip(" -–+•*") not in _WHOLE_HEADS


# Who leads somebody, or "Các": in the middle of a name only behind a word that wants one.
_BEGINS_ANYWAY = re.compile(
    r"Các (?!cơ quan Đảng|[Vv]ấn đề)|(?:Thủ trưởng|Giám đốc|Chánh|Trưởng|Hiệu trưởng|Phó|Tổ trưởng|Lãnh đạo|Bí thư|Bộ trưởng|Chủ tịch(?! nước)|Đồng chí|Đ/c|Thầy|Cô)\s"
)
_OFFICE_ALONE = re.compile(r"(?:^|[;,])\s*Văn phòng$")
_BARE_HEAD = re.compile(rf"(?:^|[,;])\s*(?:{'|'.join(HEADS)})$")
_CONNECTS = re.compile(
    r"(?:[,:(&-]|(?<!\w)(?:và|các|của|thuộc|với|tại|ở|trong|theo|phó|đại diện|khối|(?<!\w )đảng ủy|[Bb]an [Qq]uản lý|do|giao|đồng chí|đ/c))$",
    re.IGNORECASE,
)
# "Các khoa", and on the next line "Phòng Đào tạo"; "Các Bộ", and there "Công an, Quốc phòng", which are of these.
_NOUNS = "|".join(sorted(COLLECTIVES, key=len, reverse=True))
_NOUNS_ALONE = re.compile(rf"(?:^|;)\s*(?:[-–+•*] )?các (?:{_NOUNS})(?:(?:, | và )(?:{_NOUNS}))*$")
_OF_THE_NOUN = re.compile(r"Công an|Thanh tra|Đại học|Cao đẳng|Ban,? ngành|Sở,? ban|Hội,? đoàn thể")
_NAMED_HEAD = re.compile(rf"(?:{'|'.join(sorted(HEADS, key=len, reverse=True))}) \w")
# How far back a name that goes on may begin; looking further would take a long cell a time that grows with its square.
_LAST_WORDS = 200
# "… phối hợp với Bộ", and on the next line which: "Công an, Bộ Nội vụ".
_HEAD_BEHIND = re.compile(
    r"(?<!\w)(?:với|cùng|gửi|cho|giao|do|tại|trình|đề nghị|yêu cầu) (?:Bộ|Sở|Ban|Phòng|Vụ|Cục|Hội|Viện|Văn phòng|Trung tâm|Chi cục|Thanh tra|Chi nhánh)$|(?:^|[;,] )(?:Cơ quan|Đơn vị)$"
)
# A place by its name, a person, a head in its short form.
_OTHERWISE = re.compile(
    r"(?:Đặc khu|Phường|Xã) [A-ZĐÀ-Ỹ0-9]|(?:Đ/c|Đồng chí|Ông|Bà) |(?:Đề nghị|Đối với|Toàn thể|Một số|Công chức|Cá nhân|Văn thư) [a-zA-ZĐđÀ-ỹ]|100% |Từng (?:cơ quan|đơn vị|xã|phường|địa phương)|Toàn trường|Cả hệ thống|(?:Cán bộ|Giáo viên), |(?:BGH|UB|GVCN|GVBM|GV|TTCM|PHT|TPT|NHNN|NHCSXH|TCTD|HTX|THT|CMHS|TTGDTX|TTGDNN(?:-GDTX)?)(?!\w)|(?:Thầy|Cô) [A-ZĐÀ-Ỹ]|(?:VP|TT|P|K|BCĐ|TAND|VKSND|LĐLĐ|ĐTN|HPN|CĐ|CA|BCH|BV|TTYT|TTPVHCC|UBMTTQVN)(?:\. ?| )\S"
)
# People and bodies that no head begins.
_NO_HEAD = re.compile(
    r"(?:Giáo viên|Kế toán|Nhân viên|Viên chức|Cán bộ|Công chức|Học sinh|Sinh viên|Người (?:dân|lao động|có uy tín)|Nhân dân|Hộ gia đình|Nhà thầu|Nhà đầu tư"
    r"|Chủ rừng|Cộng đồng|Tổng phụ trách|Liên đội|Chi đoàn|Thi hành án|Cơ sở (?:giáo dục|công lập|y tế|đào tạo|khám)|Điểm phục vụ|Văn thư|Chuyên viên|PHT|GVCN|GVBM|TTCM|Thành viên|Thư ký|Hệ thống|Điều dưỡng|Đảng đoàn|Người (?:đứng đầu|có thẩm quyền)|Chủ sở hữu|Toàn thể|Trung ương (?:Đoàn|Hội))(?!\w)"
)
# Nouns for many, which begin a line of their own but behind a head that is theirs: "Đảng ủy Khối", "Hiệp hội".
_MANY = re.compile(
    r"(?:Cơ quan|Đơn vị|Doanh nghiệp|Cấp ủy|Chính quyền địa phương|Chủ đầu tư)(?:(?:,? |/)[a-zà-ỹđ]|, [A-ZĐ])"
)
_OF_MANY = re.compile(
    r"(?<!\w)(?:Khối|Hội|[Hh]iệp hội|Quỹ|Cục|Ban|Phòng|Viện|Vụ|[Hh]ỗ trợ|[Pp]hát triển|[Qq]uản lý|[Đđ]ăng ký|[Tt]hủ trưởng)$"
)
# "Văn phòng Đảng ủy", and on the next line another body; else a place or the police of it would stand there.
_SEAT_BEHIND = re.compile(r"(?<!\w)(?:UBND|HĐND|Ủy ban nhân dân|Hội đồng nhân dân|Đảng ủy|Công an)$")
_NO_PLACE = re.compile(
    r"(?:Ủy ban (?:Kiểm tra|MTTQ|Mặt trận)|Cơ quan (?:UBKT|Ủy ban)|UBKT|UBMTTQ|UB MTTQ|MTTQ|BCH|Thường trực|Tổ đại biểu|Đảng ủy)(?!\w)|(?:Văn phòng|Sở|Phòng|Ban|Trung tâm|Trạm|Hội|Đoàn|Cục|Chi cục|Vụ|Kho bạc|Thuế) [A-ZĐÀ-Ỹ]"
)
# "TTPVHCC", and on the next line whose they are.
_OF_PLACES = re.compile(r"các (?:xã|phường|đặc khu|huyện|tỉnh|thành phố|thị xã|quận)(?!\w)")
_NEEDS_NO_PLACES = re.compile(r"(?:các )?(?:sở|bộ|ban)(?!\w)|.*(?:tỉnh|thành phố|liên quan)$|$")
# Heads that are names by themselves.
_WHOLE_HEADS = frozenset((
    *TRADES, "tỉnh đoàn", "thành đoàn", "huyện đoàn", "tỉnh ủy", "thành ủy", "huyện ủy", "thị ủy", "chính phủ", "quốc hội", "vnpt",
    "viettel", "mobifone", "vinaphone", "mttq", "nhà trường", "ban giám hiệu", "công đoàn", "cơ quan thuế", "trạm y tế", "trạm khuyến nông",
    "vườn quốc gia", "bảo hiểm xã hội", "agribank", "bidv", "vietcombank", "vietinbank", "kho bạc",
))  # fmt: skip
# "1. Sở Nội vụ 2. Sở Tư pháp": a number in the middle of a line.
_NUMBERED = re.compile(
    r"(?<=[^\W\d]) \d{1,2}[.)] (?=(?:Sở|Bộ|UBND|Ban|Công an|Văn phòng|Các|các|Phòng|Trung tâm|Vụ|Cục|Hội|Đảng ủy) )"
)
_CUT = re.compile(r"[,;:.]|(?<!\w)và(?!\w)")
_BEGINS = re.compile(rf"(?:các|{'|'.join(HEADS + PERSONS)})(?!\w)")
# A bare head is one that nothing stands before: "Nội vụ" ends with a head's word and is a whole name.
_ENDS_OPEN = re.compile(
    rf"(?:[,:(&-]|(?<!\w)(?:ubnd|hđnd|ủy ban nhân dân|hội đồng nhân dân|(?<!bộ )công an|đảng ủy)|(?<!\w)(?:và|các|của|thuộc|với|tại|ở|trong|theo)"
    rf"|(?:^|[,;:]|(?<!\w)và|(?<!\w)các)\s*(?:[-–+•*] |\d{{1,2}}[.)] )?(?:(?:{'|'.join(PERSONS)}) )?(?:{'|'.join(HEADS + PERSONS)}))$"
)
