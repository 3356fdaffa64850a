"""Who leads and who helps, where one cell says both: `Sở A chủ trì, phối hợp với Sở B`. Pure.

The words that say so are replaced by signs nobody types; the sign goes with its piece.
"""

import re
from typing import Literal

from plan.agencies.naming.bodies import COLLECTIVES, HEADS, PERSONS, VERBS

Role = Literal["", "lead", "partner"]

LEADS, HELPS = "\ue010", "\ue011"  # a sign at the end of a name: that one leads, that one helps
FROM_HERE = {
    "\ue012": "lead",
    "\ue013": "partner",
}  # a sign at the start of a clause: all that follow, until another
_LEAD_FROM, _HELP_FROM = FROM_HERE

# Words of a label, each with who is named behind it: "Chủ trì", "Phối hợp thực hiện", "Cơ quan tham gia".
_LEADING = r"chủ trì(?:,? (?:và )?(?:(?:tổ chức )?thực hiện|tham mưu|triển khai))?|đầu mối|thực hiện chính"
_HELPING = r"phối hợp(?:,? (?:và )?(?:thực hiện|tham gia|triển khai))?(?: với)?|tham gia(?:,? (?:và )?(?:phối hợp|thực hiện))?"
_OFFICE = r"(?:(?:các )?(?:cơ quan|đơn vị|bộ phận)\s+)?"
_SAID = rf"(?:(?P<lead>{_LEADING})|{_HELPING})"
_BEGUN = r"(?:(?<=^)|(?<=[;.,\n])|(?<=\s[-–+•])|(?<=[;.]\s[a-zđ1-9]\))|(?<=^[a-zđ1-9]\)))"
_HEADS = "|".join(sorted({head[:1].upper() + head[1:] for head in HEADS}, key=len, reverse=True))
_WHO = "|".join(sorted({person[:1].upper() + person[1:] for person in PERSONS}, key=len, reverse=True))
_MANY = "|".join(sorted(COLLECTIVES, key=len, reverse=True))
_BODIES = rf"(?:(?:{_HEADS}|UBND|HĐND|MTTQ) (?:[A-ZĐÀ-Ỹ]|các |tỉnh|xã|phường|cấp )|(?:{_WHO}) |[Cc]ác (?:{_MANY})(?!\w))"
# A colon ends it; so does a dash, or the capital of a body right behind it. Behind a lost break it has a capital itself.
_LABEL = re.compile(
    rf"(?:{_BEGUN}\s*{_OFFICE}|(?<=[\w)])\s+(?=(?-i:Cơ quan|Đơn vị|Các cơ quan|Các đơn vị|Chủ trì|Phối hợp|Tham gia|Đầu mối)){_OFFICE}){_SAID}\s*[:：]"
    rf"|(?<!,){_BEGUN}\s*(?:(?P<dashed>chủ trì)|phối hợp)\s+[-–]\s+(?=(?-i:{_BODIES}))"
    rf"|(?<!,){_BEGUN}\s*(?:(?P<glued>chủ trì)|phối hợp) (?=(?-i:(?:{_BODIES})))",
    re.IGNORECASE,
)
LABEL = re.compile(rf"{_OFFICE}(?:{_LEADING}|{_HELPING})\s*[:：]|(?-i:CT|PH)\s*[:：]", re.IGNORECASE)
# "Sở Công Thương (CT); Sở Tài chính (PH)": only where both stand.
_IN_SHORT = re.compile(r"\s*\((CT|PH)\)")
_LABEL_IN_SHORT = re.compile(r"(?:(?<=^)|(?<=[;.,\n]))\s*(CT|PH)\s*:")
# "Sở Nội vụ tham mưu, các sở, ngành phối hợp": the one who does not help.
_ADVISES = re.compile(
    r"\s+(?:(?:là|làm) (?:cơ quan|đơn vị) )?(?:tham mưu|thực hiện|đầu mối)(?=\s*[;,])", re.IGNORECASE
)
_BRACKET = re.compile(r"\s*\((?:(?:là )?(?:cơ quan|đơn vị) )?(chủ trì|phối hợp)(?:[^()]*)\)", re.IGNORECASE)
_TOGETHER = re.compile(
    r"(?P<lead>(?:\s+(?:là|làm) (?:(?:cơ quan|đơn vị) (?:đầu mối|thường trực|(?=chủ trì))|đầu mối)[\s,]*)?(?:[\s,]*(?:có trách nhiệm )?(?:\b(?<!hội )(?-i:đồng) )?\bchủ trì\b)?)[\s,;]*(?:(?:và|đồng thời)\s+)?"
    r"(?:chủ động\s+)?phối hợp\s+(?:chặt chẽ\s+)?"
    r"(?:(?:cùng\s+với|với|cùng)\s+|(?=(?:các|sở|bộ|ban|ubnd|công an|văn phòng|ủy ban|phòng|cục|vụ)\s|(?-i:[A-ZĐ])))",
    re.IGNORECASE,
)
_AFTER = re.compile(
    r"\s+(?:(?:là|làm) (?:cơ quan|đơn vị) |(?:cùng )?(?<!hội )(?-i:đồng) )?(chủ trì|phối hợp)(?: (?:tham mưu|thực hiện|triển khai))*(?=\s*(?:[;,.\n]|$))",
    re.IGNORECASE,
)


# "Sở Nội vụ chủ trì, Sở Tài chính tham gia": beside who leads.
_TAKES_PART = re.compile(
    r"\s+(?:cùng )?tham gia(?: (?:thực hiện|phối hợp))?(?=\s*(?:[;,.\n]|$))", re.IGNORECASE
)
# "Công an xã chủ trì, cùng với Ban Chỉ huy quân sự xã".
_ALONG_WITH = re.compile(r"(?-i:(?<!đồng))\s+chủ trì,?\s+cùng(?: với)?\s+", re.IGNORECASE)
# "Sở A chủ trì tham mưu Kế hoạch": what it does with it follows, and is taken off later.
_DOES = re.compile(
    rf"(?<!cơ quan)(?<!đơn vị)(?<!tổ chức)(?<!giao)(?<!công)\s+chủ trì(?=\s+(?:đối với|{'|'.join(sorted(VERBS, key=len, reverse=True))})(?!\w))",
    re.IGNORECASE,
)


def mark_roles(text: str) -> str:
    """The cell with a sign wherever it says who leads or helps."""
    if {found[1] for found in _LABEL_IN_SHORT.finditer(text)} == {"CT", "PH"}:
        text = _LABEL_IN_SHORT.sub(lambda found: f"; {_LEAD_FROM if found[1] == 'CT' else _HELP_FROM} ", text)
    text = _LABEL.sub(_label, text)
    if {found[1] for found in _IN_SHORT.finditer(text)} == {"CT", "PH"}:
        text = _IN_SHORT.sub(lambda found: LEADS if found[1] == "CT" else HELPS, text)
    text = _BRACKET.sub(lambda found: LEADS if _leads(found[1]) else HELPS, text)
    text = _ALONG_WITH.sub(f"{LEADS}; {_HELP_FROM} ", _TOGETHER.sub(_clause, text))
    text = _AFTER.sub(lambda found: LEADS if _leads(found[1]) else HELPS, text)
    text = _DOES.sub(LEADS, text)
    if LEADS in text:
        return _TAKES_PART.sub(HELPS, text)
    return _ADVISES.sub(LEADS, text, count=1) if HELPS in text else text


def _clause(found: re.Match[str]) -> str:
    return f"{LEADS if found['lead'].strip() else ''}; {_HELP_FROM} "


def _label(found: re.Match[str]) -> str:
    return f"; {_LEAD_FROM if found['lead'] or found['dashed'] or found['glued'] else _HELP_FROM} "


def _leads(words: str) -> bool:
    return words.lower() == "chủ trì"


def take_signs(text: str) -> tuple[str, Role, Role]:
    """The text without its signs, its own role, and the role that begins with it."""
    own: Role = "lead" if LEADS in text else "partner" if HELPS in text else ""
    begins: Role = "lead" if _LEAD_FROM in text else "partner" if _HELP_FROM in text else ""
    return text.translate(_SIGNS), own, begins


_SIGNS = dict.fromkeys(map(ord, (LEADS, HELPS, *FROM_HERE)))
