"""How a cell is made ready for splitting, and how a name is written out in full. Pure."""

import re
from collections.abc import Iterable
from functools import lru_cache

from plan.agencies.naming.bodies import (
    AS_WRITTEN,
    FIELDS,
    HEADS,
    INITIALS,
    PERSONS,
    SHARED_HEADS,
    SHORT_FORMS,
    SINGLE_FIELDS,
    WHOLE,
)
from plan.agencies.naming.remarks import without_remarks
from plan.agencies.naming.roles import LABEL, mark_roles
from plan.legacy_encodings import seems_legacy
from plan.text import RAISED, even, fold, in_unicode, modern, nfc

# Separators inside a name that must not be cut there are hidden by characters nobody types.
_HIDDEN = {
    ",": "\ue000",
    "à": "\ue001",
    "/": "\ue002",
    ".": "\ue003",
    "À": "\ue004",
    ";": "\ue005",
    ":": "\ue006",
    "ặ": "\ue007",
}
_SHOWN = str.maketrans({mask: char for char, mask in _HIDDEN.items()})
_MASK = str.maketrans(_HIDDEN)

# Word writes some bullets as characters of its own, where the hiding signs are too.
_OWN_SIGNS = re.compile("[\ue000-\uf8ff]")
_COMMITTEE = re.compile(r"[uủỦU][ỷyỶY] ban nhân dân|\bu\.?b\.?n\.?d\b", re.IGNORECASE)
_BULLET = re.compile(r"(?:^|(?<=[;.,]))\s*(?:[-–+•*●▪]|\d{1,2}[.)](?!\d)|\(\d{1,2}\)|[a-zđ]\))\s+")
_DOUBLED = re.compile(r"(?<!trưởng )\b(sở|ban|bộ|các|phòng|ubnd|và|cục|hội)\s+\1\b", re.IGNORECASE)
# "Dân tộc và Tộc và Tôn giáo": a word begun twice.
_STUTTER = re.compile(r"(\w{1,30}) và \1 và ", re.IGNORECASE)
_ROLE_BRACKET = re.compile(
    r"\s*\((?:cơ quan |đơn vị )?(?:thường trực|đầu mối|tham mưu|để|qua|đ/c|đồng chí|chịu trách nhiệm|(?:hoặc )?(?:thủ trưởng|người đứng đầu)(?=\)))[^()]*\)",
    re.IGNORECASE,
)
_TASK_BRACKET = re.compile(r"\s*\(\s*giao\s+([^()]*)\)", re.IGNORECASE)
_LIST_BRACKET = re.compile(
    r"\b((?:các|những)\s+(?:sở|bộ|cục|vụ|phòng|ban)(?:,\s*ngành)?)\s*\(([^()]*)\)", re.IGNORECASE
)
_LEADING = re.compile(
    r"^\W*(?:(?:kính gửi|các (?:đồng chí|ông(?: ?\(bà\)|/bà|, bà)?)(?=:)|các ông(?: ?\(bà\)|/bà|, bà)?|bao gồm|gồm(?: có)?|giao(?: cho)?|đề nghị|yêu cầu|"
    r"phối hợp(?: thực hiện)?)\s*:?\s+)+",
    re.IGNORECASE,
)
# In lower case only: "Bộ Tham mưu" is a name.
_TRAILING = re.compile(
    r"(?:\s+(?:(?<!cơ quan )(?<!đơn vị )tham mưu|(?:triển khai |tổ chức )?thực hiện|chịu trách nhiệm (?:thi hành|thực hiện)[^;]*))+"
    r"(?=\s*(?:[;,.\ue010-\ue013]|$))"
)
# One phrase, whatever stands between its halves.
_UNDER = re.compile(r"thuộc(?:\s*[,/]\s*|\s+(?:và|hoặc|hay)\s+)trực thuộc", re.IGNORECASE)
# "báo, đài": the press, whoever it is. "tỉnh ủy, thành ủy": the committees of all provinces.
_PRESS = re.compile(r"(?<!\w)báo,? đài(?=\s*(?:[;,.]|và\s|$))", re.IGNORECASE)
_COMMITTEES = re.compile(
    r"(?<=\w )(?<!các )(?:tỉnh|thành|huyện|thị) (?:ủy|uỷ)(?:(?:, | và )(?:tỉnh|thành|huyện|thị) (?:ủy|uỷ)(?!\w))+"
)
# Kinds of schools: "các trường MN, TH, THCS" are one group.
_SCHOOLS = (
    r"MN|MG|TH|THCS|THPT|TH&THCS|TH-THCS|PTDTBT|PTDTNT|GDTX|mầm non|mẫu giáo|tiểu học|trung học cơ sở|trung học phổ thông|phổ thông"
    r"|cao đẳng|đại học|trung cấp|dạy nghề"
)
# Phrases whose separators join no names.
_PHRASES = re.compile(
    r"(?<!\w)(?:trong và ngoài|(?<=của )Trung ương và địa phương|và (?:các )?công ty con"
    r"|(?<=cơ quan )(?:của Đảng(?:(?:, | và )(?:Nhà nước|Quốc hội|Chính phủ|Chủ tịch nước))+|Đảng, Nhà nước)|Đảng, Nhà nước(?= giao)"
    r"|(?<!các )(?<!ubnd )(?<=\w )tỉnh/thành phố(?=\s*(?:[;,.]|$))"
    rf"|(?<=các trường )(?:{_SCHOOLS})(?:(?:, ?| và | ?/ ?| ?& ?)(?:{_SCHOOLS}))+)(?!\w)",
    re.IGNORECASE,
)
# "… và giao các trường đại học": the next who are charged.
_CHARGED_TOO = re.compile(
    r"(?<=và )(?:giao|yêu cầu|đề nghị)(?: cho)? (?=(?:các|sở|bộ|ban|ubnd)\s)", re.IGNORECASE
)
# Short forms that are read before a name is known: what follows them depends on what they mean.
_SHORT_BEFORE = (
    (re.compile(r"(?:(?<=[a-zà-ỹđ] )|(?<=tỉnh, ))TP(?!\w|\.)"), "thành phố"),
    (re.compile(r"(?<!\w)T\.?Ư(?!\w)|(?<!\w)TW(?!\w)"), "Trung ương"),
    (re.compile(r"(?<!\w)CT ?- ?XH(?!\w)"), "chính trị - xã hội"),
    (re.compile(r"(?<!\w)CA(?= (?:tỉnh|thành phố|xã|phường|đặc khu|các)(?!\w))"), "Công an"),
    (re.compile(r"(?<!\w)BCH(?= (?:Quân sự|BĐBP|Bộ đội [Bb]iên phòng)(?: tỉnh| thành phố))"), "Bộ Chỉ huy"),
    (re.compile(r"(?<!\w)BCH(?= Quân sự (?:các )?(?:xã|phường|đặc khu))"), "Ban Chỉ huy"),
    (re.compile(r"\s+&\s+(?=(?:Sở|Bộ|UBND|Ban|Phòng|Công an|Văn phòng|Cục|Vụ)\s)"), ", "),
    (re.compile(r"(?<!\w)(?:PCT|Phó CT)(?= (?:UBND|HĐND))"), "Phó Chủ tịch"),
    (re.compile(r"(?<!\w)CT(?=(?:,| và)? (?:(?:các )?Phó Chủ tịch|UBND|HĐND))"), "Chủ tịch"),
)
# "Ban Thường vụ Tỉnh ủy/Đảng ủy": the same board, of either committee.
_EITHER = re.compile(
    r"((?:Ban Thường vụ|Thường trực|Ban Chấp hành|Văn phòng|Bí thư|Phó Bí thư) )((?:Tỉnh|Thành|Huyện|Thị|Đảng) (?:ủy|uỷ))\s*/\s*"
    r"(?=(?:Tỉnh|Thành|Huyện|Thị|Đảng) (?:ủy|uỷ))",
    re.IGNORECASE,
)
# "P. HC-TH", "TT. S&HL": the dot of a short form ends nothing.
# "Ủy ban KH,CN&MT": initials without blanks are one field.
_GLUED = re.compile(r"(?<!\w)[A-ZĐ]{1,4}(?:,[A-ZĐ]{1,4})+&[A-ZĐ]{1,4}(?!\w)")
_DOTTED = re.compile(r"(?<!\w)(?:P|TT|K|ĐH|CĐ|BV|TTr|VP)\.(?=\s*[A-ZĐ])")
_OFFICER = re.compile(r"\bđ/c\b", re.IGNORECASE)
# "Đồng chí Nguyễn Văn A - Phó Chủ tịch UBND tỉnh": the office is what answers, whoever holds it.
_IN_OFFICE = re.compile(rf"(?<!\w)đ/c\s+(?=(?:{'|'.join(PERSONS)})(?!\w))", re.IGNORECASE)
_WHO_HOLDS = re.compile(
    rf"(?<!\w)(?:đồng chí|đ/c|ông|bà)\s+(?-i:[A-ZĐÀ-Ỹ]\w*\.?\s+){{1,5}}?(?-i:[A-ZĐÀ-Ỹ]\w*)\s*[-–,]\s*(?=(?:{'|'.join(PERSONS)}|phó)(?!\w))",
    re.IGNORECASE,
)
_ELLIPSIS = re.compile(r"\s*(?:…|\.{2,}|,?\s*v\.\s?v\.?)")
# "Chủ tịch UBND tỉnh giao Sở Nội vụ": who is charged, not who charges.
_WHO_CHARGES = re.compile(
    r"^\W*(?:Chủ tịch )?(?:UBND|Ủy ban nhân dân) (?:tỉnh|thành phố|xã|phường|đặc khu) (?:giao|yêu cầu|đề nghị)(?: cho)? (?=(?:các|sở|ban|phòng|công an|văn phòng|trung tâm)\s)",
    re.IGNORECASE,
)
_CITY = re.compile(r"\b(TP|TX|Tp|tp|T\.P)\.\s*")


# A raised number behind a name calls a footnote, and so does one in brackets glued to it.
_FOOTNOTE = re.compile(
    rf" ?[{RAISED}]+(?:, ?[{RAISED}]+)*|(?<=[^\W\d])\(\d{{1,2}}\)(?!\w)|(?<=\w) ?\[\d{{1,2}}\](?!\w)"
)


def ready(phrase: str, known: Iterable[str] = ()) -> str:
    """One line without bullets, roles and slips; separators that belong to a name are hidden."""
    text = _one_line(_ELLIPSIS.sub("; ", nfc(_unmarked(in_unicode(_OWN_SIGNS.sub("\n- ", phrase))))))
    for short, full in _SHORT_BEFORE:
        text = short.sub(full, text)
    text = _IN_OFFICE.sub("Đồng chí ", _WHO_HOLDS.sub("", text))
    text = _TASK_BRACKET.sub(r"; \1;", _ROLE_BRACKET.sub("", text))
    text = _EITHER.sub(r"\1\2; \1", _LIST_BRACKET.sub(r"\1: \2;", text))
    text = _STUTTER.sub(r"\1 và ", _DOUBLED.sub(r"\1", text))
    text = without_remarks(mark_roles(_LEADING.sub("", _WHO_CHARGES.sub("", text))))
    text = _lost_separator().sub(r"\1; ", _CHARGED_TOO.sub("", text))
    return _hide(_CITY.sub(r"\1 ", _TRAILING.sub("", text)), tuple(known))


def _unmarked(text: str) -> str:
    return text if seems_legacy(text) else _FOOTNOTE.sub("", text)


def shown(text: str) -> str:
    """The text with its hidden separators back."""
    return text.translate(_SHOWN)


def hidden(text: str) -> str:
    """The text with its separators hidden, so that nothing cuts there."""
    return text.translate(_MASK)


def in_full(text: str) -> str:
    """A single name written out: Sở TT&TT → Sở Thông tin và Truyền thông. UBND stays, as plans write it."""
    text = _COMMITTEE.sub("UBND", shown(text))
    text = _initials().sub(_write_initials, text)
    text = _short_forms().sub(lambda found: SHORT_FORMS[found.group()], text)
    return modern(" ".join(_fields().sub(_write_field, text).split()))


def _one_line(text: str) -> str:
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    joined = ""
    for line in lines:
        apart = _BULLET.match(line) or LABEL.match(line) or (_begins_a_body(line) and not _unfinished(joined))
        joined += ("; " if joined and apart and not joined.endswith((";", ",", ":")) else " ") + line
    return _BULLET.sub(" ", joined.strip()).strip()


def _begins_a_body(line: str) -> bool:
    return bool(_BEGINS.match(even(line))) and (line[0].isupper() or even(line).startswith(("các ", "ubnd")))


def _unfinished(line: str) -> bool:
    """A line that breaks inside a name: after a comma, a "và", a bare head or a person."""
    return bool(_ENDS_OPEN.search(even(line)))


_BEGINS = re.compile(rf"(?:các|{'|'.join(HEADS + PERSONS)})(?!\w)")
# A bare head is one that nothing stands before: "Nội vụ" ends with a head's word and is a whole name.
_ENDS_OPEN = re.compile(
    rf"(?:[,:(&-]|(?<!\w)(?:và|các|của|thuộc|với)"
    rf"|(?:^|[,;:]|(?<!\w)và|(?<!\w)các)\s*(?:(?:{'|'.join(PERSONS)}) )?(?:{'|'.join(HEADS + PERSONS)}))$"
)


def _hide(text: str, known: tuple[str, ...]) -> str:
    """Hide the separators inside every name that is known to hold some."""
    text = re.sub(r"\([^()]*\)", lambda found: found.group().translate(_MASK), text)
    text = _COMMITTEES.sub(lambda found: f"các {found.group().translate(_MASK)}", text)
    for whole in (_OFFICER, _PRESS, _PHRASES, _UNDER, _DOTTED, _GLUED, _joined_initials()):
        text = whole.sub(lambda found: found.group().translate(_MASK), text)
    for pattern in (_together(known), _initials(), _fields()):
        text = _hide_found(pattern, text)
    return text


@lru_cache(maxsize=1)
def _lost_separator() -> re.Pattern[str]:
    """A whole name with the next one right behind it: `Sở Tài chính Sở Nội vụ`, `… và Du lịch các cơ quan`."""
    fields = "|".join(
        [*(_pattern(fold(name), loose=True) for name in FIELDS), *map(re.escape, SINGLE_FIELDS)]
    )
    whole = rf"(?:Sở|Bộ)\s+(?:{fields})(?:\s+(?:tỉnh|thành phố))?|(?:Công an|Thanh tra|UBND|Ủy ban nhân dân)\s+(?:tỉnh|thành phố)|Tỉnh (?:đoàn|ủy)"
    many = "(?:cơ quan|đơn vị|sở|ban|bộ|tổ chức|địa phương|doanh nghiệp|đoàn thể|hội)"
    heads = "Sở|Bộ|UBND|Ủy ban|Công an|Văn phòng (?:UBND|HĐND|Tỉnh ủy)|Hội|Liên đoàn|Đoàn|Mặt trận|Kho bạc|Bảo hiểm|Tỉnh đoàn|Báo|Đài|Cục|Chi cục|Ban|Giám đốc|Thủ trưởng|Chủ tịch|Chánh|Trưởng"
    place = r"(?:UBND|Ủy ban nhân dân) (?:tỉnh|thành phố|huyện|quận|thị xã|xã|phường|đặc khu)(?-i: [A-ZĐ]\w+){1,3}?"
    person = r"(?-i:Giám đốc|Thủ trưởng|Chủ tịch|Chánh|Trưởng (?:ban|phòng)) (?:các|Sở|UBND|Ủy ban|Văn phòng|Thanh tra|Công an)"
    return re.compile(
        rf"(?<!\w)((?:{whole})(?=\s+(?:các {many}(?!\w)|(?-i:(?:{heads}) [A-ZĐa-zđ])))|{place}(?=\s+{person}(?!\w)))\s+",
        re.IGNORECASE,
    )


@lru_cache(maxsize=1)
def _followed_by_work() -> re.Pattern[str]:
    fields = "|".join(
        [*(_pattern(fold(name), loose=True) for name in FIELDS), *map(re.escape, SINGLE_FIELDS)]
    )
    return re.compile(
        rf"((?:(?:Sở|Bộ) (?>(?i:{fields}))|Đảng ủy (?:Chính phủ|Quốc hội)|(?:Văn phòng |Công an )?(?:(?:UBND|Ủy ban nhân dân|HĐND) )?(?:tỉnh|thành phố)"
        rf"|Văn phòng (?:Chính phủ|Quốc hội|Bộ)))"
        r" (?!(?:tỉnh|thành phố|huyện|các|cấp|của|thuộc|nơi|khác|liên quan|có|trên|tại|ở|trung ương|trực thuộc|phối hợp|chủ trì|nêu|nói|đã|được|là|làm|với|theo|trong|và|gồm|bao gồm|phụ trách|đóng|mới|cũ)(?!\w))"
        r"(?:(?:[a-zà-ỹđ]\w* ){3}|(?:[a-zà-ỹđ]\w* ){2}(?=[A-ZĐ]))"
    )


def before_work(text: str) -> str:
    """A body whose name everybody knows, when plain words stand behind it: they are no part of it."""
    found = _followed_by_work().match(f"{shown(text)} ")
    return text[: found.end(1)] if found else ""


def _hide_found(pattern: re.Pattern[str], text: str) -> str:
    pieces, end = [], 0
    for found in pattern.finditer(even(text)) if pattern is not _initials() else pattern.finditer(text):
        pieces += [text[end : found.start()], text[found.start() : found.end()].translate(_MASK)]
        end = found.end()
    return "".join([*pieces, text[end:]])


# Fields half written out and half by initials.
_JOINT = r"(?:\s+và\s+|[\s,&–-]*)"
_HALF_SHORT = (
    (rf"lao động[\s,–-]+(?:thương binh|tb)(?:{_JOINT}(?:xã hội|xh))?", "Lao động - Thương binh và Xã hội"),
    (rf"văn hóa[\s,–-]+(?:thể thao|tt){_JOINT}(?:du lịch|dl)", "Văn hóa, Thể thao và Du lịch"),
    (rf"vh[\s,–-]+tt{_JOINT}du lịch", "Văn hóa, Thể thao và Du lịch"),
    (rf"nông nghiệp{_JOINT}(?:ptnt|phát triển nt)", "Nông nghiệp và Phát triển nông thôn"),
    (rf"tài nguyên{_JOINT}mt", "Tài nguyên và Môi trường"),
    (rf"kế hoạch{_JOINT}đt", "Kế hoạch và Đầu tư"),
    (rf"giáo dục{_JOINT}đt", "Giáo dục và Đào tạo"),
    (rf"khoa học{_JOINT}cn", "Khoa học và Công nghệ"),
)


@lru_cache(maxsize=16)
def _together(known: tuple[str, ...]) -> re.Pattern[str]:
    holding = [name for name in map(fold, known) if re.search(r"[,/;:.]|\bvà\b", name)]
    return _any_of([*holding, *map(fold, AS_WRITTEN)])


@lru_cache(maxsize=1)
def _fields() -> re.Pattern[str]:
    return _any_of([fold(name) for name in (*WHOLE, *FIELDS)], loose=True)


def _any_of(names: list[str], *, loose: bool = False) -> re.Pattern[str]:
    longest_first = sorted(names, key=len, reverse=True)
    patterns = [pattern for name in longest_first for pattern in _patterns(name, loose=loose)]
    if loose:
        patterns = [*(pattern for pattern, _ in _HALF_SHORT), *patterns]
    return re.compile(rf"(?<!\w)(?:{'|'.join(patterns)})(?!\w)", re.IGNORECASE)


# Right behind one of these even a comma may stand for "và": "Bộ Khoa học, Công nghệ".
_ONE_HEAD = r"(?:(?<=sở )|(?<=bộ )|(?<=phòng ))"


def _patterns(name: str, *, loose: bool) -> tuple[str, ...]:
    plain = _pattern(name, loose=loose)
    return (plain, _ONE_HEAD + _pattern(name, loose=True, comma=True)) if loose else (plain,)


def _pattern(name: str, *, loose: bool, comma: bool = False) -> str:
    """Blanks and dashes as anybody may write them; when loose, the separators too."""
    words = re.split(r"(, | và |-| )", name)
    return "".join(_separator(", " if comma and word == " và " else word, loose=loose) for word in words)


def _separator(word: str, *, loose: bool) -> str:
    dash = r"\s*[-–—]\s*"
    return {
        " ": r"\s+",
        "-": rf"(?:{dash}|\s+)" if loose else dash,
        ", ": rf"(?:\s*,\s*|{dash}|\s+)" if loose else r"\s*,\s*",
        " và ": rf"(?:\s+và\s+|\s*&\s*|{dash}|\s+)" if loose else r"\s+và\s+",
    }.get(word, re.escape(word))


def _key(text: str) -> str:
    """A name without its separators: what all writings of it share."""
    return " ".join(word for word in re.split(r"[\W_]+", even(text)) if word and word != "và")


_BY_KEY = {_key(name): name for name in (*FIELDS, *WHOLE)}


_AFTER_HEAD = re.compile(rf"(?:^|(?<!\w)(?:{'|'.join(SHARED_HEADS)})\s+|-\s*)$")


def _write_field(found: re.Match[str]) -> str:
    text = found.group()
    if text[0].islower() and not _AFTER_HEAD.search(even(found.string[: found.start()])):
        return text  # "các cơ quan thông tin truyền thông" are no sở of that name
    half_short = (full for pattern, full in _HALF_SHORT if re.fullmatch(pattern, even(text)))
    return _BY_KEY.get(_key(text)) or next(half_short, text)


@lru_cache(maxsize=1)
def _initials() -> re.Pattern[str]:
    forms = sorted(INITIALS, key=len, reverse=True)
    joint = r"(?:\s*[,&/–-]\s*|\s+và\s+|\s*)"
    patterns = [joint.join(re.escape(part) for part in form.split()) for form in forms]
    return re.compile(
        rf"(?:(?<=\b[SsBP][ởộhỞỘ] )|(?<=\bPhòng ))(?:{'|'.join(patterns)})(?!\w|\s*[-&/–]\s*[A-ZĐ]|\s+và\s+Du lịch)"
    )


@lru_cache(maxsize=1)
def _joined_initials() -> re.Pattern[str]:
    """Initials of one field with a separator inside, wherever they stand: `các Bộ: VHTT và DL, Tư pháp`."""
    joint = r"(?:\s*[&/–-]\s*|\s+và\s+|\s*)"
    forms = [form.split() for form in sorted(INITIALS, key=len, reverse=True) if " " in form]
    patterns = ["VH,\\s*TT" + joint + "DL", *(joint.join(map(re.escape, form)) for form in forms)]
    return re.compile(rf"(?<!\w)(?:{'|'.join(patterns)})(?!\w|\s*[-&/–]\s*[A-ZĐ])")


def _write_initials(found: re.Match[str]) -> str:
    letters = re.sub(r"\W|và", "", found.group())
    return next(full for form, full in INITIALS.items() if form.replace(" ", "") == letters)


@lru_cache(maxsize=1)
def _short_forms() -> re.Pattern[str]:
    forms = sorted(SHORT_FORMS, key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, forms))})(?!\w)")


_FIELD_KEYS = frozenset(_key(name) for name in (*FIELDS, *AS_WRITTEN, *SINGLE_FIELDS))


def is_field(text: str) -> bool:
    """Whether the words are by themselves what a sở, bộ or phòng is for: Nội vụ, Khoa học và Công nghệ, TT&TT."""
    return _key(shown(text)) in _FIELD_KEYS or _key(in_full("Sở " + text)[3:]) in _FIELD_KEYS


def is_compound(text: str) -> bool:
    """A field whose own name holds a separator: nothing more can be joined to it."""
    return _key(in_full("Sở " + shown(text))[3:]) in _BY_KEY
