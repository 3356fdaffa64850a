"""What one sentence orders: a body, what it has to do, with whom, by when. Pure.

"Sở X chủ trì, phối hợp với Y …; hoàn thành trước ngày …", "Giao Sở X …", "Sở X: Tham mưu …", "Sau khi …, Bộ X khẩn trương …".
"""

import re
from collections.abc import Iterator
from itertools import islice

from plan.documents.bodies import GIVES, body_words, masked
from plan.documents.duty_times import limit_of, time_of
from plan.documents.duty_verbs import VERB, begins_work
from plan.documents.named_bodies import name_of, names_bodies

_MOST_VERBS = 3  # a name may have verbs in it
_ORDER = re.compile(
    r"(?:[^.;]{0,700}?(?<!\w)(?<!theo )(?<!được )(?<![Kk]hông )(?<!chưa ))?(?:[Gg]iao|[Yy]êu cầu|[Đđ]ề nghị|Phân công)\s+(?=[A-ZĐƯỦ]|(?:các|thủ trưởng|giám đốc|chủ tịch)\s)"
)
_ORDER_WORD = re.compile(r"(?:Giao|Yêu cầu|Đề nghị|Phân công) ")
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
_SENTENCE = re.compile(r"[.;]\s+(?=[A-ZĐƯỦ(]|giao |yêu cầu )")
_PART = re.compile(r"\((?:\d{1,2}|[ivx]{1,4})\)\s*")
# “Sở Nội vụ: Tham mưu …”, “Các sở: Căn cứ chức năng …”
_COLON = re.compile(r"([^:]{3,200}):\s+(\S.*)", re.DOTALL)
# What everybody answers for is no task of its own.
_ANSWERS = re.compile(r"(?:có trách nhiệm|chịu trách nhiệm)(?: toàn diện| chính)? trước (?!ngày|tháng)")
_GIVES = re.compile(GIVES)
_ISSUER = re.compile(
    r"(?=[A-ZĐƯỦ])[^:.;]{3,80}? (?<!không )(?<!chưa )(?:(?<!được )giao|yêu cầu|đề nghị) (?=[A-ZĐƯỦ]|các )"
)
# “Văn phòng UBND tỉnh đề nghị thủ trưởng các cơ quan …”, “Để …, UBND tỉnh yêu cầu các sở …” behind other sentences.
_GIVEN_BY = re.compile(
    r"(?:Ủy ban|UBND|Văn phòng|Chủ tịch|Sở|Ban|Thủ tướng)[^:.;,]{3,60}? (?<!đã )(?<!không )(?<!chưa )(?:yêu cầu|đề nghị) (?=[A-ZĐƯỦ]|(?:các|thủ trưởng|giám đốc|chủ tịch) )"
)
_PURPOSE = re.compile(r"(?:Để|Nhằm) ")
# Where nothing says that duties follow, a clause of these kinds still leads up to who is to do it.
_TIME_FIRST = re.compile(
    r"(?:(?:Theo [^,;.]{3,60}, t|T)(?:rước|rong) (?:ngày|tháng|quý|năm) [^,;.]{1,30}"
    r"|(?:Quý [IV]{1,3}|Tháng \d{1,2})\s*(?:[/-]\s*|,? năm )20\d\d), (?=[A-ZĐƯỦ]|các )|Chậm nhất [^,;.]{1,40}, (?=[A-ZĐƯỦ])"
)
_GROUND = re.compile(r"(?:Căn cứ|Trên cơ sở) ")
_COMMA = re.compile(r", (?=[A-ZĐƯỦ]|các )")
_LONGEST_GROUND, _MOST_COMMAS = 400, 12
_LEADS_UP = re.compile(r"(?:Trên cơ sở|Sau khi|Căn cứ|Để|Trường hợp|Khi) ")


def read_order(
    words: str, under_body: bool = False, assigned: bool = False, within: bool = False
) -> tuple[str, str] | None:
    """A body at the front, or before "chủ trì", and what it has to do.

    `under_body`: a heading says whose duties these are, unless the sentence says otherwise outright; `assigned`: in a
    place where whatever a body is said to do is its duty; `within`: in a section of duties, whose sentences may have
    their body in the middle.
    """
    words = _without(_ABOUT, words)
    if found := _at_front(words, assigned) or _after_time(words):
        return found
    if not (under_body and assigned and words.startswith("Yêu cầu ")) and (found := _behind_order(words)):
        return found
    return _before_leading(words, under_body) or (_in_a_part(words, within) if not under_body else None)


def _without(front: re.Pattern[str], words: str) -> str:
    found = front.match(words)
    return words[found.end() :] if found else words


def begins_order(words: str) -> bool:
    """Whether one of its later sentences begins with an order."""
    return any(map(_begun, _SENTENCE.split(words)[1:]))


def without_issuer(words: str) -> str:
    """“Bộ Chính trị giao Ban Tổ chức Trung ương:” names whom it orders behind who orders."""
    return _without(_ISSUER, words)


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
    if colon and begins_work(_without(_PART, colon[2])) and names_bodies(colon[1]):
        return body_words(colon[1]), colon[2]
    return _with_verb(words, assigned)


def _in_a_part(words: str, within: bool) -> tuple[str, str] | None:
    """An order behind a clause, or, `within` a section of duties, in one of several sentences."""
    if (within or _LEADS_UP.match(words)) and (found := _behind_clause(words)):
        return found
    if (within or time_of(words)) and (found := _behind_ground(words)):
        return found
    parts = _SENTENCE.split(words)
    for n, part in enumerate(parts[1:], 2):
        if (
            found := (_at_front(_without(_PART, part), False) or _behind_order(part))
            if within
            else _begun(part)
        ):
            # What others are ordered behind it is kept with it: nobody would miss it otherwise.
            others = [each for each in parts[n:] if _begun(each)]
            return found[0], ". ".join([found[1], *others])
    return None


def _begun(part: str) -> tuple[str, str] | None:
    """“… Yêu cầu các địa phương …”: a sentence that begins with the order, or with who gives it, wherever it stands."""
    if not part[:1].isupper():
        return None
    if issuer := _GIVEN_BY.match(part):
        return _at_front(part[issuer.end() :], True)
    return _behind_order(part) if _ORDER_WORD.match(part) or _PURPOSE.match(part) else None


def _behind_order(words: str) -> tuple[str, str] | None:
    order = _ORDER.match(words)
    return _at_front(words[order.end() :], True) if order else None


def _with_verb(rest: str, is_order: bool) -> tuple[str, str] | None:
    """“Sở Tư pháp rà soát …”."""
    for verb in list(VERB.finditer(masked(rest)))[:_MOST_VERBS]:
        limit = limit_of(rest[: verb.start()])
        name, work = name_of(rest[: verb.start()].replace(limit, "")), rest[verb.start() :]
        if name and (is_order or _is_duty(rest, verb)) and (limit_of(work) or not _ANSWERS.match(work)):
            return body_words(name), _with_limit(work, limit)
    return None


def _before_leading(words: str, under_body: bool) -> tuple[str, str] | None:
    """“… (Sở Y tế chủ trì, phối hợp với …)”."""
    for found in _LEADS.finditer(words):
        if under_body and (found[0].lower().startswith("do ") or not _LEADS_ALONE.match(words, found.end())):
            continue  # “các dự án do Bộ Công an chủ trì theo …” says which projects
        if name := name_of(found[1].strip(" ,:")):
            outside = (words[: found.start()] + " " + words[found.start() :]).strip()
            return body_words(name), outside
    return None


def _behind_clause(words: str) -> tuple[str, str] | None:
    """“Sau khi phương án được thông qua, Bộ Tài chính khẩn trương …”: the bodies right before the verb."""
    verb = next((found for found in VERB.finditer(masked(words)) if _GIVES.match(found[0])), None)
    if verb is None:
        return None
    parts = words[: verb.start()].rstrip(" ,").split(", ")
    names = list(_last_bodies(parts))
    if not names or len(names) == len(parts):
        return None
    return ", ".join(reversed(names)), words[verb.start() :]


def _behind_ground(words: str) -> tuple[str, str] | None:
    """“Căn cứ Kế hoạch này, các sở, ban, ngành xây dựng …”: whoever stands behind the first comma before a name."""
    if not _GROUND.match(words):
        return None
    commas = islice(_COMMA.finditer(words[:_LONGEST_GROUND]), _MOST_COMMAS)
    behind = (words[comma.end() :] for comma in commas)
    return next((found for rest in behind if (found := _at_front(rest, True))), None)


def _after_time(words: str) -> tuple[str, str] | None:
    """“Trước ngày 10/4/2026, Bộ Tư pháp ban hành …”."""
    time = _TIME_FIRST.match(words)
    found = _at_front(words[time.end() :], True) if time else None
    return (
        (found[0], _with_limit(found[1], limit_of(time[0]) or time[0].strip(", ")))
        if time and found
        else None
    )


def _with_limit(work: str, limit: str) -> str:
    """The work with the limit behind it that stood before or beside the name."""
    return f"{work.rstrip('.;')}; {limit[:1].lower()}{limit[1:]}" if limit else work


def _last_bodies(parts: list[str]) -> Iterator[str]:
    for part in reversed(parts):
        if not part[:1].isupper() or not name_of(part):
            return
        yield part


def _is_duty(rest: str, verb: re.Match[str]) -> bool:
    """A colon after the name, a verb that gives the duty, or a time."""
    return bool(_GIVES.match(verb[0]) or rest[: verb.start()].rstrip().endswith(":") or time_of(rest))
