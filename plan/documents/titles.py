"""The title of a plan: from the article that issues it, or its heading in capitals with the lines below. Pure."""

import re
from collections.abc import Sequence

# The kinds of papers whose name heads a plan; those of its annexes name it only where nothing else does.
_PAPERS = (
    r"KẾ HOẠCH|CHƯƠNG TRÌNH|ĐỀ ÁN|THÔNG BÁO|NGHỊ QUYẾT|CHỈ THỊ|KẾT LUẬN|HƯỚNG DẪN|BẢNG PHÂN CÔNG|PHÂN CÔNG|BÁO CÁO"
    r"|CÔNG ĐIỆN|BIÊN BẢN|PHƯƠNG ÁN|LỊCH CÔNG TÁC|QUYẾT ĐỊNH(?!\s*:)"
)
_ANNEXES = r"PHỤ LỤC|DANH MỤC|DANH SÁCH|BIỂU|NHIỆM VỤ|PHÂN CÔNG|TỔNG HỢP|BẢNG"
_ARTICLE = re.compile(
    r"Ban hành kèm theo (?:Quyết định|Văn bản|Công văn|Thông báo|Nghị quyết) này\s+[“\"]?"
    r"((?:Kế hoạch|Chương trình|Đề án|Danh mục|Phụ lục|Bảng phân công|Phân công)[^\n;]*)",
    re.IGNORECASE,
)
# The lines of the title go on until a blank line, a bracket, a number, a day, a ground, or who signs.
_FIRST = r"(?!\s*(?:\(|Số|Căn cứ|Kính gửi|Phần|PHẦN|Điều|PHỤ LỤC|[IVX]+\.|-{3,}|_{3,}))"
_NEXT = (
    r"(?!\s*(?:\(|Số|Căn cứ|Thực hiện|Thi hành|Ngày \d|Đơn vị xuất|Ngày xuất|Sau khi|Nhằm|Để |Trên cơ sở|Kính gửi|PHỤ LỤC|Phụ lục|DANH MỤC (?:CÁC )?NHIỆM VỤ[ \t]*$|Ghi chú|Phần|PHẦN|Điều|[IVX]+\.|[A-ZĐ][.)]\s|\d+[.)]|-{3,}|_{3,}"
    r"|ỦY BAN|UỶ BAN|(?:THÁNG|Tháng|QUÝ|Quý) [IVX\d]+(?:(?: ?/ ?| năm )\d{4})?[:.]?[ \t]*$|CHỦ TỊCH|GIÁM ĐỐC|BỘ TRƯỞNG|HỘI ĐỒNG|BAN THƯỜNG VỤ|THỦ TƯỚNG|[^\n]{2,40}, ngày))"
)
_LINES = rf"(?:\n{_NEXT}[^\n]*\S[^\n]*){{0,5}}"
# A heading that is nothing but the kind of the paper has its name below, sometimes under a blank line.
_BARE = rf"[ \t]*(?:HÀNH ĐỘNG|CÔNG TÁC|(?:SỐ )?[IVX\d]+)?[.:]?[ \t]*\n(?:\s*\n)?{_FIRST}[^\n]*\S[^\n]*"
_SMALL = r"Kế hoạch|Chương trình(?: hành động| công tác)?|Thông báo|Nghị quyết|Đề án|Phụ lục|Danh mục"


def _heading(kinds: str) -> re.Pattern[str]:
    return re.compile(rf"^[ \t]*((?:{kinds})(?![a-zà-ỹ])(?:{_BARE}|[^\n]*){_LINES})", re.MULTILINE)


_HEADINGS = (
    _heading(_PAPERS),
    re.compile(
        rf"^[ \t]*((?:{_SMALL})(?: (?:số )?[IVX\d]{{1,4}})?[ \t]*\n{_FIRST}[^\n]*\S[^\n]*{_LINES})",
        re.MULTILINE,
    ),
    _heading(_ANNEXES),
)
_SUBJECT = re.compile(r"^\s*\(?V/v:?\s+([^\n]+(?:\n(?!\s*Kính gửi)[^\n]*\S[^\n]*){0,3})", re.MULTILINE)
_ONLY_A_KIND = re.compile(rf"(?:{_PAPERS}|{_ANNEXES}|{_SMALL})(?: (?:SỐ )?[IVX\d]+)?[.:]?")
_LONGEST = 600
# “Giai đoạn 2026 - 2030, tầm nhìn đến năm 2050” in small letters still belongs to the name in capitals.
_PERIOD = re.compile(
    r"(?=.{4,90}$)(?:(?:giai đoạn|năm|thời kỳ|đến năm|từ năm)\s+(?:từ )?(?:năm )?)\d{4}(?!, (?!tầm nhìn|định hướng|đến)).*",
    re.IGNORECASE,
)


def read_title(text: str) -> str:
    """In its own case from the deciding article; else as the heading has it."""
    if found := _ARTICLE.search(text):
        return found[1].rstrip('./”" ')
    for pattern in _HEADINGS:
        for found in pattern.finditer(text):
            title = " ".join(" ".join(_of_one_case(found[1].split("\n"))).split())
            if not _ONLY_A_KIND.fullmatch(title):
                return title[:_LONGEST]
    subject = _SUBJECT.search(text)
    return " ".join(subject[1].split())[:_LONGEST] if subject else ""


def _of_one_case(lines: Sequence[str]) -> list[str]:
    """A name in capitals ends where small letters begin: “Chiều ngày 09 tháng 11 năm 2025, …” is no part of it."""
    said = [line for line in lines if line.strip()]
    name = 1 if len(said) > 1 and _ONLY_A_KIND.fullmatch(said[0].strip()) else 0
    if not _shouts(said[name]):
        return said
    end = next((n for n in range(name + 1, len(said)) if not _shouts(said[n])), len(said))
    while end < len(said) and (said[end].strip()[:1].islower() or _PERIOD.fullmatch(said[end].strip())):
        end += 1
    return said[:end]


def _shouts(line: str) -> bool:
    letters = [letter for letter in line if letter.isalpha()]
    return 3 * sum(map(str.isupper, letters)) >= 2 * len(letters) > 0
