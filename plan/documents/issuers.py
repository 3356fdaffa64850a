"""The office that issued a document: its name at the head, else what its number and place say. Pure."""

import re

from plan.text import fold

# What stands beside the name of the office at the head, or begins what stands below it.
_STATE = re.compile(r"CỘNG H[ÒO][ÀA]? XÃ HỘI|ĐẢNG CỘNG SẢN VIỆT NAM|Độc lập|\s{3,}|\t|[*_]{3,}|-{3,}|\d")
_BELOW = re.compile(
    r"\s*(?:Số\b|KẾ HOẠCH|QUYẾT ĐỊNH|CHƯƠNG TRÌNH|THÔNG BÁO|NGHỊ QUYẾT|CHỈ THỊ|KẾT LUẬN|ĐỀ ÁN|HƯỚNG DẪN|BÁO CÁO|PHỤ LỤC"
    r"|DANH MỤC|BẢNG|BIỂU|PHÂN CÔNG|LỊCH|NHIỆM VỤ|V/v)"
)
_OFFICE = re.compile(
    r"(?:ỦY BAN|UỶ BAN|UBND|HĐND|HỘI ĐỒNG|SỞ|BỘ|CHI CỤC|CỤC|TỔNG CỤC|BAN|TỈNH ỦY|THÀNH ỦY|HUYỆN ỦY|ĐẢNG ỦY|ĐẢNG BỘ|TRƯỜNG"
    r"|VĂN PHÒNG|THANH TRA|TÒA ÁN|VIỆN|CÔNG AN|PHÒNG|TRUNG TÂM|KHO BẠC|BẢO HIỂM|CÔNG TY|TẬP ĐOÀN|TỔNG CÔNG TY|MẶT TRẬN|LIÊN"
    r"|HỘI|ĐOÀN|NGÂN HÀNG|THÔNG TẤN|ĐÀI|BÁO|HỌC VIỆN|CHÍNH PHỦ|THỦ TƯỚNG|QUỐC HỘI|TỔNG LIÊN ĐOÀN)(?!\w)"
)
_PLACE = re.compile(r"(?:^|\s{3,}|\n)([^\n,.;()\d]{2,40}),\s*ngày\s", re.MULTILINE)
# The line of an annex names the office, too: "Kèm theo Kế hoạch số 44 … của UBND xã Ba Gia".
_CAME_OF = re.compile(
    r"kèm theo [^()\n]{5,80}? của ((?:UBND|Ủy ban nhân dân|Sở|Bộ|Tỉnh ủy|Đảng ủy|Ban|Trường) [^()\n]{2,60}?)\s*(?:\)|$)",
    re.IGNORECASE | re.MULTILINE,
)
_SIGN = re.compile(r"[/-]([A-ZĐa-zđ]+)[-/]([A-ZĐ][A-ZĐa-zđ&.]*)$")
_LINES = 24
_MOST = 3


def read_issuer(head: str, code: str = "") -> str:
    """The name as the head writes it, in one line; empty where nothing says who issued the document."""
    found: list[str] = []
    for line in head.split("\n")[:_LINES]:
        if _BELOW.match(line):
            if found:
                break
            continue
        name = " ".join(_STATE.split(line.strip())[0].split())
        if name and name.isupper() and (found or _OFFICE.match(name)) and len(found) < _MOST:
            found.append(name)
    came_of = _CAME_OF.search(head)
    return " ".join(found) or (" ".join(came_of[1].split()) if came_of else _by_number(head, code))


def _by_number(head: str, code: str) -> str:
    """`310/KH-UBND` signed in Quảng Ngãi: UBND Quảng Ngãi."""
    sign, place = _SIGN.search(code), _PLACE.search(head)
    return " ".join([sign[2], *place[1].split()]) if sign and place else ""


def issuer_key(name: str) -> str:
    """An office by which to find what was said of its documents: capitals and long forms change nothing."""
    return fold(name).replace("ủy ban nhân dân", "ubnd").replace("hội đồng nhân dân", "hđnd")
