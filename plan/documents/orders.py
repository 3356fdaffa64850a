"""What one sentence orders: a body, what it has to do, with whom, by when. Pure.

"Sở X chủ trì, phối hợp với Y …; hoàn thành trước ngày …", "Giao Sở X …", "Sở X: Tham mưu …", "Sau khi …, Bộ X khẩn trương …".
"""

import re
from collections.abc import Iterator

from plan.documents.bodies import GIVES, body_words, masked, names_body
from plan.text import fold

_LONGEST_HEADING = 400
_VERBS = (
    r"chủ trì|chịu trách nhiệm|có trách nhiệm|phối hợp|tham mưu|xây dựng|tổ chức|triển khai|rà soát|hướng dẫn|kiểm tra"
    r"|nghiên cứu|đề xuất|thực hiện|căn cứ|chỉ đạo|tuyên truyền|ban hành|trình|báo cáo|tăng cường|đẩy mạnh|tiếp tục"
    r"|bố trí|cân đối|theo dõi|đôn đốc|tổng hợp|hoàn thiện|hoàn thành|cập nhật|kết nối|phát triển|quản lý|lựa chọn"
    r"|đánh giá|thẩm định|lập|quy định|vận hành|đào tạo|bồi dưỡng|phổ biến|lồng ghép|huy động|đưa|xác định|sửa đổi"
    r"|công bố|khảo sát|thống kê|duy trì|khai thác|bảo đảm|đảm bảo|tạo điều kiện|giám sát|thanh tra|xử lý|đầu tư"
    r"|nâng cao|mở|giải quyết|hỗ trợ|kịp thời|chuẩn bị|thành lập|ký kết|cung cấp|thông tin|quán triệt|phân công|nâng cấp"
    r"|đẩy nhanh|khẩn trương|chủ động|phấn đấu|gửi|bàn giao|thi công|giải phóng|thanh toán|quyết toán|sớm|nghiêm túc"
    r"|trực tiếp|xuất cấp|quyết liệt|đề cao|thúc đẩy|tiếp thu|ứng dụng|thường xuyên|định kỳ|quan tâm|tập trung|rút ngắn|thu hồi|lắp đặt|số hóa|mua sắm|vận động|công khai"
)
_VERB = re.compile(rf"(?<!\w)(?:{_VERBS})(?!\w)")
_ORDER = re.compile(
    r"(?:[^.;]{0,700}?(?<!\w)(?<!theo )(?<!được ))?(?:[Gg]iao|[Yy]êu cầu|[Đđ]ề nghị)\s+(?=[A-ZĐƯỦ]|các\s)"
)
# “5. Về kiến nghị sửa đổi Nghị định số …: Giao Bộ Nội vụ …”: what it is about says nothing of whose duty it is.
_ABOUT = re.compile(
    r"(?:(?:[\d.]+|[a-zđ]\)|[-–+])\s+)?(?:Về|Đối với) [^:]{3,900}:\s+(?=[A-ZĐƯỦ]|giao |yêu cầu |đề nghị )"
)
# “Đối với dự án cầu Trà Khúc, giao Sở Xây dựng …”: the same order for another bridge is another duty.
_TOPIC = re.compile(r"(?:Về|Đối với) [^:;.]{3,200}?(?=, (?:giao|yêu cầu|đề nghị) )")
_TOLD = re.compile(r"(?<!\w)đã (?:giao|yêu cầu|đề nghị)(?!\w)")
_LEADS = re.compile(
    r"(?:^|[(;,.]\s*|\b(?:giao|do)\s+)((?:(?!\b(?:giao|do)\b)[^(;.]){3,90}?)\s+(?:là (?:cơ quan|đơn vị) )?chủ trì(?!\w)",
    re.IGNORECASE,
)
_LEADS_ALONE = re.compile(r"(?: thực hiện)?\s*(?:[,;.)]|$)| phối hợp")
_WITH = re.compile(
    r"(?<!\w)[Pp]hối hợp(?: chặt chẽ| thường xuyên)?,?\s+(?:(?:với|cùng)\s+|(?=các\s|[A-ZĐƯ]))"
)
_LIMIT = (
    r"(?:trước|chậm nhất(?: là)?(?: đến| trước)?|đến hết|không muộn hơn|xong trong|trong)\s+(?:ngày|tháng|quý|năm|đầu|cuối|\d)"
    r"[^.;()\n]{0,40}?\d{4}"
)
_LIMITED = re.compile(rf"(?<!\w){_LIMIT}", re.IGNORECASE)
# The day of a paper that is cited says nothing of the duty.
_CITED = re.compile(r"ngày\s+\d{1,2}\s*(?:tháng|/)\s*\d{1,2}\s*(?:năm|/)\s*\d{4}", re.IGNORECASE)
_TIME = re.compile(
    r"(?<!\w)(?:(?:trước|chậm nhất(?: là)?) )?ngày \d{1,2}(?:/\d{1,2})? (?:hằng|hàng|mỗi) (?:tháng|quý|năm)(?!\w)"
    r"|(?:^|[,;(]\s*|(?:định kỳ|báo cáo|tổ chức|sơ kết|kiểm tra)\s+)(?:(?:hằng|hàng|mỗi)\s+(?:tuần|tháng|quý|năm)|(?:0?6|sáu|9|3) tháng|thường xuyên)(?!\w)"
    r"|(?<!\w)(?:quý\s+[IV]{1,3}|tháng\s+\d{1,2})\s*[/,-]?\s*(?:năm\s+)?\d{4}",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"[.;]\s+(?=[A-ZĐƯỦ(]|giao |yêu cầu )")
_PART = re.compile(r"\(\d{1,2}\)\s*")
# “Sở Nội vụ: Tham mưu …”, “Các sở: Căn cứ chức năng …”
_COLON = re.compile(r"([^:]{3,200}):\s+(\S.*)", re.DOTALL)
_BEGINS = re.compile(rf"(?:{_VERBS}|trên cơ sở|theo chức năng|trong phạm vi|chịu)(?!\w)")
# “Ủy ban nhân dân các xã: Gia Thuận, Tân Điền” names bodies, behind a colon too.
_NAMED = re.compile(
    r"(?<=ác )((?:xã|phường|sở|ban|phòng|trường|đơn vị|tỉnh|huyện|bộ|tập đoàn|tổng công ty)(?: [^:;]{1,30}|, [^:;]{1,30})?):\s*(?=[A-ZĐ])",
    re.IGNORECASE,
)
# “… theo chức năng, nhiệm vụ được giao” behind a name limits the duty.
_WITHIN = re.compile(
    r",? (?:theo|trong phạm vi|căn cứ|trên cơ sở) (?:các )?(?:chức năng|nhiệm vụ|thẩm quyền|quyền hạn|phạm vi).*",
    re.DOTALL,
)
# “Thành phố Hà Nội và các tỉnh …” are ordered as those who govern them.
_PLACE = re.compile(r"(?:Thành phố|Tỉnh) [A-ZĐ]")
# What everybody answers for is no task of its own.
_ANSWERS = re.compile(r"(?:có trách nhiệm|chịu trách nhiệm)(?: toàn diện| chính)? trước [^,;:]*")
_URGES = re.compile(
    r"(?<!\w)(?:(?<!ban )(?<!Ban )chỉ đạo|khẩn trương|tiếp tục|chủ động|tập trung|hoàn thiện|hoàn thành|kịp thời|trực tiếp|đề cao|nghiêm túc)(?!\w)"
)
# A part in the work names nobody, and "Doanh nghiệp số là lực lượng …" tells what a body is.
# What it "đã" did is told, not ordered.
_NO_BODY = re.compile(
    r"(?:các )?(?:cơ quan|đơn vị)(?: nhà nước)?|.* là (?!cơ quan|đơn vị).*|.* (?:đã|đang|được|bị|vừa|còn|chưa|không|để|nhằm)"
)
_GIVES = re.compile(GIVES)


def names_bodies(words: str) -> bool:
    """Whether a heading names bodies alone, one or several: “Sở Y tế; UBND các xã: Gia Thuận, Tân Điền”."""
    if len(words) > _LONGEST_HEADING:
        return False
    parts = _NAMED.sub(r"\1 ", words).split(";")
    return all(
        names_body(part.strip(), _LONGEST_HEADING) and not _URGES.search(part)
        for part in parts
        if part.strip()
    )


def is_sentence(words: str) -> bool:
    """A heading may end in a full stop, but then it says of nobody what he does."""
    return words.endswith((".", ";")) and bool(_VERB.search(masked(words)))


def read_order(
    words: str, under_body: bool = False, assigned: bool = False, within: bool = False
) -> tuple[str, str] | None:
    """A body at the front, or before "chủ trì", and what it has to do.

    `under_body`: a heading says whose duties these are, unless the sentence says otherwise outright; `assigned`: in a
    place where whatever a body is said to do is its duty; `within`: in a section of duties, whose sentences may have
    their body in the middle.
    """
    words = _without(_ABOUT, words)
    if found := _at_front(words, assigned):
        return found
    if found := _behind_order(words):
        return found
    return _before_leading(words, under_body) or (_in_a_part(words) if within and not under_body else None)


def _without(front: re.Pattern[str], words: str) -> str:
    found = front.match(words)
    return words[found.end() :] if found else words


def orders_outright(words: str) -> bool:
    """Whether it gives a body a duty wherever it stands: by an order, or with a time."""
    says_so = bool(time_of(words) or (_ORDER.match(words) and not _TOLD.search(words)))
    return says_so and read_order(words) is not None


def topic_of(words: str) -> str:
    """What an order is about, where that stands before it: no part of what `read_order` returns."""
    found = _TOPIC.match(words)
    return found[0] if found else ""


def _at_front(words: str, assigned: bool) -> tuple[str, str] | None:
    colon = _COLON.fullmatch(words)
    if colon and _BEGINS.match(colon[2][:1].lower() + colon[2][1:]) and names_bodies(colon[1]):
        return body_words(colon[1]), colon[2]
    return _with_verb(words, assigned)


def _in_a_part(words: str) -> tuple[str, str] | None:
    """An order behind a clause, or in one of several sentences."""
    if found := _behind_clause(words):
        return found
    for part in _SENTENCE.split(words)[1:]:
        if found := _at_front(_without(_PART, part), False) or _behind_order(part):
            return found
    return None


def _behind_order(words: str) -> tuple[str, str] | None:
    order = _ORDER.match(words)
    return _at_front(words[order.end() :], True) if order else None


def _with_verb(rest: str, is_order: bool) -> tuple[str, str] | None:
    """“Sở Tư pháp rà soát …”."""
    for verb in list(_VERB.finditer(masked(rest)))[:2]:
        name = _name(rest[: verb.start()])
        if name and (is_order or _is_duty(rest, verb)) and not _ANSWERS.fullmatch(rest[verb.start() :]):
            return body_words(name), rest[verb.start() :]
    return None


def _name(words: str) -> str:
    """The name of who is ordered, empty for words that name nobody."""
    name = _WITHIN.sub("", words.rstrip(" ,:;-"))
    known = f"UBND {name}" if _PLACE.match(name) else name
    return name if names_bodies(known) and not _NO_BODY.fullmatch(fold(name)) else ""


def _before_leading(words: str, under_body: bool) -> tuple[str, str] | None:
    """“… (Sở Y tế chủ trì, phối hợp với …)”."""
    for found in _LEADS.finditer(words):
        if under_body and (found[0].lower().startswith("do ") or not _LEADS_ALONE.match(words, found.end())):
            continue  # “các dự án do Bộ Công an chủ trì theo …” says which projects
        if name := _name(found[1].strip(" ,:")):
            outside = (words[: found.start()] + " " + words[found.start() :]).strip()
            return body_words(name), outside
    return None


def _behind_clause(words: str) -> tuple[str, str] | None:
    """“Sau khi phương án được thông qua, Bộ Tài chính khẩn trương …”: the bodies right before the verb."""
    verb = next((found for found in _VERB.finditer(masked(words)) if _GIVES.match(found[0])), None)
    if verb is None:
        return None
    parts = words[: verb.start()].rstrip(" ,").split(", ")
    names = list(_last_bodies(parts))
    return (", ".join(reversed(names)), words[verb.start() :]) if names and len(names) < len(parts) else None


def _last_bodies(parts: list[str]) -> Iterator[str]:
    for part in reversed(parts):
        if not part[:1].isupper() or not _name(part):
            return
        yield part


def _is_duty(rest: str, verb: re.Match[str]) -> bool:
    """A colon after the name, a verb that gives the duty, or a time."""
    return bool(_GIVES.match(verb[0]) or rest[: verb.start()].rstrip().endswith(":") or time_of(rest))


def time_of(words: str) -> str:
    """The words of time of a duty: a limit before anything else."""
    found = _LIMITED.search(words) or _TIME.search(_CITED.sub(" ", words))
    return found[0].strip(" ,;(") if found else ""


def announced(words: str) -> str | None:
    """Who helps, where "Giao Sở X chủ trì, phối hợp với Y:" only heads the duties below; None for a duty of its own."""
    found = _WITH.search(words)
    own = words[: found.start()] if found else words
    if words.rstrip().endswith(":") and not time_of(words):
        return without_partners(words)[1]
    if not _NO_WORK.fullmatch(own.strip(" ,:;")):
        return None
    rest = words[found.end() :].strip(" ,:;") if found else ""
    verb = _VERB.search(masked(rest))
    if _BEHIND_PARTNERS.search(rest):
        return None
    if verb and not _NO_WORK.fullmatch(rest[verb.start() :].strip(" ,:;")):
        return None
    return rest[: verb.start()].rstrip(" ,:;") if verb else rest


def has_work(words: str) -> bool:
    """Whether an order that ends in a colon says what is to be done, beside heading what is below."""
    title, _ = without_partners(words)
    return not _NO_WORK.fullmatch(title[:1].lower() + title[1:])


def makes(words: str) -> bool:
    """Whether such an order is a duty even above others: “xây dựng Đề án, gồm các nội dung sau:”."""
    return bool(_MAKES.search(masked(words)))


def begins_work(words: str) -> bool:
    """“Rà soát …” does, “Thực trạng” does not."""
    return bool(_BEGINS.match(words[:1].lower() + words[1:]))


_MAKES = re.compile(
    r"(?<!\w)(?:xây dựng|ban hành|lập|trình|soạn thảo|hoàn thiện|sửa đổi)(?: \w+){0,6}? "
    r"(?:[Kk]ế hoạch|[Đđ]ề án|[Cc]hương trình|[Nn]ghị quyết|[Qq]uyết định|[Nn]ghị định|[Tt]hông tư|[Qq]uy (?:chế|định|hoạch|trình)|[Pp]hương án|[Bb]áo cáo|[Hh]ướng dẫn|[Tt]ờ trình|[Dd]ự thảo)(?!\w)"
)
# Possessive: one text may be taken apart in many ways, and of a long one each would be tried.
_NO_WORK = re.compile(
    r"(?:(?:là (?:cơ quan|đơn vị) )?[Cc]hủ trì|,? ?(?:có|chịu) trách nhiệm|(?:tổ chức |triển khai |tham mưu )?thực hiện"
    r"|(?:triển khai|tổ chức)(?: thực hiện)?|(?:các |những |một số )?(?:nhiệm vụ|nội dung|công việc)|sau(?: đây)?|cụ thể|như|[\s,:])*+"
)
# "các cơ quan liên quan có giải pháp …", "… trên địa bàn để …": what they are to do.
_BEHIND_PARTNERS = re.compile(
    r" (?:để|nhằm|trong (?:việc|công tác|quá trình)|có(?! liên quan| thẩm quyền| chức năng| trách nhiệm))(?!\w).*|,? (?:các|và)$",
    re.DOTALL,
)


def without_partners(words: str) -> tuple[str, str]:
    """What is to be done, and with whom: "chủ trì, phối hợp với Y, Z" before it is no part of it."""
    partners = ""
    if found := _WITH.search(words):
        rest = words[found.end() :]
        verb = _VERB.search(masked(rest))
        end = min(
            verb.start() if verb else len(rest), *(n for n in map(rest.find, ";.()") if n >= 0), len(rest)
        )
        partners = _BEHIND_PARTNERS.sub("", rest[:end]).rstrip(" ,;:")
        before = words[: found.start()].rstrip(" ,;:(")
        if re.fullmatch(
            r"(?:là (?:cơ quan|đơn vị) )?(?:[Cc]hủ trì)?(?:,? ?(?:có|chịu) trách nhiệm)?", before
        ):
            words = rest[end:]
    title = re.sub(
        r"^(?:[Cc]hủ trì|có trách nhiệm|chịu trách nhiệm)(?: chính)?\s*[,:]?\s*", "", words.strip(" ,;:)")
    )
    title = title.rstrip(" ./;") or words
    return title[:1].upper() + title[1:], partners
