"""Words that name bodies alone: a heading of duties, or who is ordered in a sentence. Pure."""

import re

from plan.documents.bodies import masked, names_body
from plan.documents.duty_verbs import VERB
from plan.text import fold

_LONGEST_HEADING = 400
# “Ủy ban nhân dân các xã: Gia Thuận, Tân Điền” names bodies, behind a colon too.
_NAMED = re.compile(
    r"(?<=ác )((?:xã|phường|sở|ban|phòng|trường|đơn vị|tỉnh|huyện|bộ|đảng (?:ủy|uỷ)|tập đoàn|tổng công ty)(?: [^:;]{1,30}|, [^:;]{1,30})?):\s*(?=[A-ZĐ])",
    re.IGNORECASE,
)
# “… theo chức năng, nhiệm vụ được giao” behind a name limits the duty.
_WITHIN = re.compile(
    r",? (?:theo|trong phạm vi|căn cứ|trên cơ sở) (?:các )?(?:chức năng|nhiệm vụ|thẩm quyền|quyền hạn|phạm vi).*",
    re.DOTALL,
)
# “Thành phố Hà Nội và các tỉnh …” are ordered as those who govern them.
_PLACE = re.compile(r"(?:Thành phố|Tỉnh) [A-ZĐ]")
_URGES = re.compile(
    r"(?<!\w)(?:(?<!ban )(?<!Ban )chỉ đạo|khẩn trương|tiếp tục|chủ động|tập trung|hoàn thiện|hoàn thành|kịp thời|trực tiếp|đề cao|nghiêm túc)(?!\w)"
)
# A part in the work names nobody, and "Doanh nghiệp số là lực lượng …" tells what a body is.
# What it "đã" did is told, not ordered.
_NO_BODY = re.compile(
    r"(?:các )?(?:cơ quan|đơn vị)(?: nhà nước)?|.* (?<!nhất )là (?!cơ quan|đơn vị).*|.* nhận được .*|.* (?:công văn|văn bản|tờ trình|báo cáo|thông báo|quyết định|kế hoạch) số .*|.* (?:đã|đang|được|bị|vừa|còn|để|nhằm)|.* (?:chưa|không)(?: \w+){0,2}"
)
_DIRECTS = re.compile(
    r"(.{3,200}?)(?:,? lãnh đạo)?(?<!ban),? chỉ đạo(?: (?:các )?(?:lực lượng|cơ quan|đơn vị) [^,;.:]{3,80}| các [^;.:]{2,80}(?=\s*:))?\s*:?",
    re.DOTALL | re.IGNORECASE,
)
# “Chủ tịch UBND tỉnh có ý kiến …”, “… yêu cầu các sở …”: who speaks, not who is ordered.
_SPEAKS = re.compile(r"(?<!\w)(?:(?<!được )giao|yêu cầu|đề nghị|có ý kiến|kết luận)(?!\w)")


def names_bodies(words: str) -> bool:
    """Whether a heading names bodies alone, one or several: “Sở Y tế; UBND các xã: Gia Thuận, Tân Điền”."""
    if len(words) > _LONGEST_HEADING:
        return False
    parts = [part.strip() for part in _NAMED.sub(r"\1 ", words).split(";") if part.strip()]
    listed = len(parts)  # from here on, the bare names that a group lists: “các Đảng ủy: Chính phủ; Quốc hội”
    if ":" in words:
        listed = next((n for n, part in enumerate(words.split(";"), 1) if ":" in part), listed)
    return all(_is_name(part) or (n >= listed and part[:1].isupper()) for n, part in enumerate(parts))


def _is_name(words: str) -> bool:
    return names_body(words, _LONGEST_HEADING) and not _URGES.search(words)


def who_directs(words: str) -> str:
    """“Bộ Chỉ huy quân sự tỉnh chỉ đạo lực lượng Bộ đội Biên phòng” heads the duties of whom it names first."""
    found = _DIRECTS.fullmatch(words)
    return found[1] if found and names_bodies(found[1]) else ""


def is_sentence(words: str) -> bool:
    """A heading may end in a full stop, but then it says of nobody what he does."""
    return words.endswith((".", ";")) and bool(VERB.search(masked(words)))


def name_of(words: str) -> str:
    """The name of who is ordered, empty for words that name nobody."""
    name = _WITHIN.sub("", words.strip(" ,:;-"))
    known = f"UBND {name}" if _PLACE.match(name) else name
    is_body = names_bodies(known) and not _NO_BODY.fullmatch(fold(name)) and not _SPEAKS.search(name)
    return name if is_body else ""
