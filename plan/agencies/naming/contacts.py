"""Whom to call, written into a cell beside the agency: persons with their posts and telephones are no agencies. Pure."""

import re

_BLANKS = re.compile(r"[ \t]{2,}")
_PHONE = re.compile(
    r"(?:\s*[,;–-])?\s*\(?\s*(?:(?:SĐT|sđt|Sđt|ĐTDĐ|ĐT|đt|DĐ|[Ss]ố điện thoại|[Đđ]iện thoại|Zalo)\s*[:.]?\s*)?(?<!\d)(?:\+84|0)[\d .]{7,12}\d(?!\d)\s*\)?"
)
_SHORT_POST = r"(?:PGĐ|GĐ|PTP|PP|TP|CV|PCVP|CVP|PTB|PCT)"
_POST = (
    rf"(?:{_SHORT_POST}|(?:Phó )?(?:Giám đốc|Trưởng phòng|Trưởng ban|Chánh Văn phòng|Vụ trưởng|Cục trưởng)|Chuyên viên|Cán bộ"
    r"|Lãnh đạo phụ trách|Đầu mối(?: liên hệ)?)"
)
_PERSON = r"(?:[ÔôBb](?:ng|à)\s+|[Đđ](?:/c|ồng chí)\s+)?(?:[A-ZĐÀ-Ỹ][a-zà-ỹ]+\s+){1,4}[A-ZĐÀ-Ỹ][a-zà-ỹ]+"
_BULLET = r"\s*[-–+•*]?\s*"
# Behind a colon, or a post in its short form, stands a person; a post in full may lead a body named in capitals.
_CONTACT = re.compile(
    rf"{_BULLET}(?:{_POST}(?: (?:Sở|phòng|Phòng|Ban|Vụ|Cục))?\s*:\s*|{_SHORT_POST}(?: (?:Sở|phòng|Phòng|Ban))?\s+){_PERSON}[\s,;.]*"
)
_CALLED = re.compile(rf"{_BULLET}{_POST}(?: (?:Sở|phòng|Phòng|Ban|Vụ|Cục))?\s*:?\s+{_PERSON}[\s,;.]*")


def without_contacts(cell: str) -> str:
    """The cell less the lines that only say whom to call: `PGĐ: Nguyễn Văn An`, `SĐT: 09…`."""
    if not any(map(str.isalpha, cell)):
        return cell
    # Blanks are folded before a cell comes here; where they are not, the patterns try every way to share them.
    kept = (_line(line) for line in _BLANKS.sub(" ", cell).split("\n"))
    return "\n".join(line for line in kept if line is not None)


def _line(line: str) -> str | None:
    bare = _PHONE.sub("", line)
    contact = _CONTACT.fullmatch(bare) or (bare != line and _CALLED.fullmatch(bare))
    nothing = bare != line and not any(map(str.isalpha, bare))
    return None if contact or nothing else bare
