"""How plans write a name: the fields of offices and their short forms in every writing, and a name in full. Pure."""

import re
from functools import lru_cache

from plan.agencies.naming.bodies import (
    AS_WRITTEN,
    FIELDS,
    INITIALS,
    SHARED_HEADS,
    SHORT_FORMS,
    SINGLE_FIELDS,
    WHOLE,
)
from plan.agencies.naming.masks import shown
from plan.text import even, fold, modern

_COMRADE = re.compile(r"(?<!\w)[Đđ]/c(?!\w)")
_COMMITTEE = re.compile(r"[uủỦU][ỷyỶY] ban nhân dân|\bu\.?b\.?n\.?d\b", re.IGNORECASE)


@lru_cache(maxsize=1024)
def in_full(text: str) -> str:
    """A single name written out: Sở TT&TT → Sở Thông tin và Truyền thông. UBND stays, as plans write it."""
    text = _COMRADE.sub("đồng chí", modern(_COMMITTEE.sub("UBND", shown(text))))
    text = initials().sub(_write_initials, text)
    text = _short_forms().sub(lambda found: SHORT_FORMS[found.group()], text)
    return " ".join(fields().sub(_write_field, text).split())


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
def together(known: tuple[str, ...]) -> re.Pattern[str]:
    """Names that hold separators: those of the directory, and those that plans write as they are."""
    holding = [name for name in map(fold, known) if re.search(r"[,/;:.]|\bvà\b", name)]
    return _any_of([*holding, *map(fold, AS_WRITTEN)])


@lru_cache(maxsize=1)
def fields() -> re.Pattern[str]:
    """What a sở, bộ or phòng is for, however the separators in it are written."""
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
# "nhiệm vụ khoa học công nghệ", "cán bộ y tế": no office.
_NO_HEAD = "".join(
    f"(?<!{word} )"
    for word in ("nhiệm", "nghiệp", "dịch", "chức", "cán", "nội", "toàn", "xã", "tiến", "đảng")
)
_AFTER_HEAD = re.compile(rf"(?:^|(?<!\w){_NO_HEAD}(?:{'|'.join(SHARED_HEADS)})\s+|-\s*)$")


def _write_field(found: re.Match[str]) -> str:
    text = found.group()
    if not _AFTER_HEAD.search(even(found.string[: found.start()])):
        return text  # "Trung tâm Văn hóa - Thông tin" is no sở of that name, nor "các cơ quan thông tin truyền thông"
    if even(found.string).startswith("trung tâm"):
        return text  # "Trung tâm Truyền thông - Văn hóa - Thể thao" is called by three of its own
    half_short = (full for pattern, full in _HALF_SHORT if re.fullmatch(pattern, even(text)))
    return _BY_KEY.get(_key(text)) or next(half_short, text)


@lru_cache(maxsize=1)
def initials() -> re.Pattern[str]:
    """A field by its initials, behind the word of an office: `Sở TT&TT`."""
    forms = sorted(INITIALS, key=len, reverse=True)
    joint = r"(?:\s*[,&/–-]\s*|\s+và\s+|\s*)"
    patterns = [joint.join(re.escape(part) for part in form.split()) for form in forms]
    # "Phòng TC" may be of finance or of staff; with more letters everybody knows.
    long = [pattern for form, pattern in zip(forms, patterns, strict=True) if " " in form]
    return re.compile(
        rf"(?:(?<=\b[SsBP][ởộhỞỘ] )(?:{'|'.join(patterns)})|(?<=\bPhòng )(?:{'|'.join(long)}))(?!\w|\s*[-&/–]\s*[A-ZĐ]|\s+và\s+Du lịch)"
    )


@lru_cache(maxsize=1)
def joined_initials() -> re.Pattern[str]:
    """Initials of one field with a separator inside, wherever they stand: `các Bộ: VHTT và DL, Tư pháp`."""
    joint = r"(?:\s*[&/–-]\s*|\s+và\s+|\s*)"
    forms = [form.split() for form in sorted(INITIALS, key=len, reverse=True) if " " in form]
    patterns = ["VH,\\s*TT" + joint + "DL", *(joint.join(map(re.escape, form)) for form in forms)]
    return re.compile(rf"(?<!\w)(?:{'|'.join(patterns)})(?!\w|\s*[-&/–]\s*[A-ZĐ])")


def _write_initials(found: re.Match[str]) -> str:
    letters = re.sub(r"\W|và", "", found.group())
    if letters == "VHTT" and found.string[: found.start()].lower().endswith("phòng "):
        return "Văn hóa và Thông tin"  # a room of a district; a sở of culture and sports
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


def known_fields() -> str:
    """A pattern of every field in all its writings, without what stands around it."""
    loose = (_pattern(fold(name), loose=True) for name in FIELDS)
    return "|".join([*loose, *map(re.escape, SINGLE_FIELDS)])
