"""What the words of a heading may mean, each meaning with its weight: the nearer one wins where two columns want it. Pure.

One line a form; docs/documents.md shows them with examples.
"""

import re
from functools import lru_cache
from typing import Literal, get_args

from plan.text import RAISED, fold, in_unicode

Role = Literal["number", "title", "lead", "partners", "product", "timing", "start", "end", "status", "note"]
ROLES: tuple[Role, ...] = get_args(Role)

_BODY = r"(?:cơ quan|đơn vị|bộ phận|phòng|ban|tổ chức|ngành|chủ thể)"
_PERSON = r"(?:cá nhân|người|cán bộ|công chức|đồng chí|đ/c|chuyên viên)"
_ACTS = r"(?: tổ chức| được giao| trực tiếp| chính)* (?:thực hiện|tham mưu|phụ trách|xử lý|giải quyết|trình|chuẩn bị|tiến hành|kiểm tra|giám sát|đảm nhiệm)"
# Only the weights of one heading's meanings and of one meaning's headings are ever compared.
_FORMS: tuple[tuple[Role, int, str], ...] = (
    ("number", 9, r"^(stt|tt|số tt|số thứ tự|thứ tự|mục|no)\b[\W\d]*$"),
    ("number", 8, r"^mã( số| wbs| nv| cv)?$"),
    ("number", 8, r"^mã( số)? (nhiệm vụ|công việc|việc|hoạt động)$"),
    ("timing", 8, r"(thời gian|thời hạn|hạn|ngày)( thực hiện)?( và)?( dự kiến)?( hoàn thành| xong| trình| ban hành| báo cáo| cuối| chót)"),
    ("timing", 7, r"thời (gian|hạn)|deadline|hoàn thành trước|thời điểm hoàn thành"),
    ("timing", 7, r"(?<!quá )(?<!thời )hạn (xử lý|giải quyết|thực hiện|trả lời|nộp)|ngày (đến|hết) hạn"),
    ("timing", 7, r"^(năm|quý|tháng)( dự kiến)? (hoàn thành|thực hiện|kết thúc|ban hành|trình)"),
    ("timing", 6, r"thời điểm|lộ trình|kỳ hạn|hạn (hoàn thành|cuối)|^hạn$"),
    ("timing", 5, r"tiến độ|^hoàn thành$"),
    ("timing", 3, r"^(tháng|tuần|ngày)$|^(ngày|tuần)[,/]? (và )?tháng$|^tháng[,/]? (và )?năm$"),
    ("start", 8, r"^(thời (gian|điểm) |ngày )?(bắt đầu|khởi công)( thực hiện)?( \(?dự kiến\)?)?$|^từ( ngày)?$"),
    ("end", 8, r"^(thời (gian|điểm) |ngày )?kết thúc( thực hiện)?( \(?dự kiến\)?)?$|^đến( ngày)?$"),
    ("status", 9, r"(kết quả|tiến độ|tình hình|tình trạng).*(hiện nay|đến nay|đạt được|đã)|^(đã )(trình|ban hành|hoàn thành)"),
    ("status", 6, r"tình (hình|trạng)|trạng thái|mức độ hoàn thành|^hoàn thành$"),
    ("status", 3, r"tiến độ|kết quả thực hiện"),
    ("product", 8, r"sản phẩm|kết quả (yêu cầu|dự kiến|cần đạt|đầu ra)|đầu ra"),
    ("product", 5, r"kết quả|hình thức văn bản|loại văn bản"),
    ("partners", 9, r"phối hợp|cùng thực hiện|^((cơ quan|đơn vị|thành phần|lực lượng|thành viên) )?(cùng )?(tham gia|hỗ trợ)"),
    ("lead", 9, r"chủ trì|chịu trách nhiệm( chính)?"),
    ("lead", 8, rf"soạn thảo|đầu mối|{_BODY}{_ACTS}"),
    ("lead", 7, rf"{_PERSON}{_ACTS}|{_BODY} (?:được (?:giao|phân công)|nhận)(?: nhiệm vụ)?$"),
    ("lead", 6, r"(?<!được )(?<!dung )phân công|trách nhiệm|phụ trách|giao cho|người thực hiện"),
    ("lead", 4, rf"^(?:{_BODY}|{_PERSON})([,/ ]+(?:{_BODY}|{_PERSON}))*$"),
    ("lead", 3, r"(cơ quan|đơn vị) thẩm (định|tra)|^họ(?:,| và)? tên"),
    ("note", 7, r"^(mã( số)?|ký hiệu)(?!\w)"),
    ("note", 9, r"^(thời gian|thời điểm|ngày) (nhận|được giao|giao)( việc| nhiệm vụ)?$"),
    ("note", 8, r"văn bản (giao|chỉ đạo)|căn cứ|ghi chú|kinh phí|lĩnh vực|lãnh đạo .{0,20}(phụ trách|chỉ đạo|theo dõi)|chỉ đạo thực hiện"),
    ("title", 8, r"^(tên |các |nội dung |chi tiết )?(nhiệm vụ|công việc|đầu việc)(,? ?/?(các |nội dung )?(giải pháp|công việc|đề án|nhiệm vụ))?( cụ thể| chủ yếu| trọng tâm)?( được (giao|phân công))?$"),
    ("title", 7, r"tên( gọi)?( của)? (đề án|văn bản|nhiệm vụ|công việc|hoạt động|dự thảo)|nhiệm vụ cụ thể|nội dung (công việc|nhiệm vụ|/ ?nhiệm vụ)"),
    ("title", 7, r"^(các )?hoạt động( cụ thể| chi tiết)"),
    ("title", 6, r"(?<!nhóm )(?<!số )(?<!lượng )nhiệm vụ|(?<!nhóm )(?<!số )(?<!lượng )công việc|đầu việc|nội dung|hoạt động|trích yếu"),
    ("title", 3, r"giải pháp|nhóm nhiệm vụ"),
)  # fmt: skip
_STRONGER: tuple[Role, ...] = ("lead", "partners", "product", "timing", "note")
_PATTERNS = tuple((role, weight, re.compile(pattern)) for role, weight, pattern in _FORMS)
LONGEST = 90
_FOOTNOTE = re.compile(rf" ?[{RAISED}]+| ?(?:\*+|\[\d+\])$")


# As clerks shorten headings: “ĐV chủ trì”, “TG hoàn thành”, “Nội dung CV”.
_LONG = {"cq": "cơ quan", "đv": "đơn vị", "tg": "thời gian", "nd": "nội dung", "nv": "nhiệm vụ"}
_SHORT = re.compile(r"(?<![\w&-])(cq|đv|tg|nd|nv)(?![\w&-])\.?|(?<=nội dung )(cv)(?!\w)")


def _long(found: re.Match[str]) -> str:
    return _LONG[found[1]] if found[1] else "công việc"


@lru_cache(maxsize=4096)
def meanings(heading: str) -> dict[Role, int]:
    """Every role that the words may announce, with its weight."""
    if len(heading) > 4 * LONGEST:  # folding a whole page to see that it is no heading is dear
        return {}
    words = _SHORT.sub(_long, _FOOTNOTE.sub("", fold(in_unicode(heading))))
    if len(words) > LONGEST:
        return {}
    found: dict[Role, int] = {}
    for role, weight, pattern in _PATTERNS:
        if weight > found.get(role, 0) and pattern.search(words):
            found[role] = weight
    return _without_weaker(found)


def _without_weaker(found: dict[Role, int]) -> dict[Role, int]:
    """Of a heading with several: “Cơ quan phối hợp thực hiện” is a partner, “Văn bản giao nhiệm vụ” no task."""
    if "partners" in found and found.get("lead", 0) < 9:
        found.pop("lead", None)
    if "lead" in found and found["lead"] >= 9:
        found.pop("partners", None)
    if "note" in found:
        found = {role: weight for role, weight in found.items() if role == "note" or weight > found["note"]}
    if any(found.get(role, 0) >= 5 for role in _STRONGER):
        found.pop("title", None)
    return found


def role_of(heading: str) -> Role | None:
    """The likeliest role of a heading by itself."""
    found = meanings(heading)
    return max(found.items(), key=lambda item: item[1])[0] if found else None
