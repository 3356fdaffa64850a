"""With whom a duty is done, and orders that only head the duties below them: “chủ trì, phối hợp với Y:”. Pure."""

import re

from plan.documents.bodies import masked
from plan.documents.duty_times import time_of
from plan.documents.duty_verbs import VERB

_WITH = re.compile(
    r"(?<!\w)[Pp]hối hợp(?: chặt chẽ| thường xuyên)?,?\s+(?:(?:với|cùng)\s+|(?=các\s|[A-ZĐƯ]))"
)


def announced(words: str) -> str | None:
    """Who helps, where "Giao Sở X chủ trì, phối hợp với Y:" only heads the duties below; None for a duty of its own."""
    found = _WITH.search(words)
    own = words[: found.start()] if found else words
    if words.rstrip().endswith(":") and (_FOLLOWS.search(words) or not time_of(words)):
        return without_partners(words)[1]
    if not _NO_WORK.fullmatch(own.strip(" ,:;")):
        return None
    rest = words[found.end() :].strip(" ,:;") if found else ""
    verb = VERB.search(masked(rest))
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


_FOLLOWS = re.compile(
    r"(?:nhiệm vụ|nội dung|công việc|giải pháp|việc)(?: trọng tâm| cụ thể| chủ yếu)* sau(?: đây)?\s*:\s*$"
)
_MAKES = re.compile(
    r"(?<!\w)(?:xây dựng|ban hành|lập|trình|soạn thảo|hoàn thiện|sửa đổi)(?: \w+){0,6}? "
    r"(?:[Kk]ế hoạch|[Đđ]ề án|[Cc]hương trình|[Nn]ghị quyết|[Qq]uyết định|[Nn]ghị định|[Tt]hông tư|[Qq]uy (?:chế|định|hoạch|trình)|[Pp]hương án|[Bb]áo cáo|[Hh]ướng dẫn|[Tt]ờ trình|[Dd]ự thảo)(?!\w)"
)
# Possessive: one text may be taken apart in many ways, and of a long one each would be tried.
_NO_WORK = re.compile(
    r"(?:(?:là (?:cơ quan|đơn vị) )?[Cc]hủ trì|,? ?(?:có|chịu) trách nhiệm|(?:tập trung |khẩn trương |nghiêm túc )?(?:tổ chức |triển khai |tham mưu )?thực hiện(?: tốt| nghiêm túc| đồng bộ)?"
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
        verb = VERB.search(masked(rest))
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
