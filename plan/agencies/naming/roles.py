"""Who leads and who helps, where one cell says both: `Sở A chủ trì, phối hợp với Sở B`. Pure.

The words that say so are replaced by signs nobody types; the sign goes with its piece.
"""

import re
from typing import Literal

from plan.agencies.naming.bodies import VERBS

Role = Literal["", "lead", "partner"]

LEADS, HELPS = "\ue010", "\ue011"  # a sign at the end of a name: that one leads, that one helps
FROM_HERE = {
    "\ue012": "lead",
    "\ue013": "partner",
}  # a sign at the start of a clause: all that follow, until another
_LEAD_FROM, _HELP_FROM = FROM_HERE

_LABEL = re.compile(
    r"(?:(?:(?<=^)|(?<=[;.,\n])|(?<=\s[-–+•]))\s*(?:(?:các )?(?:cơ quan|đơn vị)\s+)?|(?<=\w)\s+(?-i:Cơ quan|Đơn vị)\s+)(chủ trì|phối hợp)(?: thực hiện| với)?\s*[:：]",
    re.IGNORECASE,
)
LABEL = re.compile(
    r"(?:(?:các )?(?:cơ quan|đơn vị)\s+)?(?:chủ trì|phối hợp)(?: thực hiện| với)?\s*[:：]", re.IGNORECASE
)
# "Sở Công Thương (CT); Sở Tài chính (PH)": only where both stand.
_IN_SHORT = re.compile(r"\s*\((CT|PH)\)")
_LABEL_IN_SHORT = re.compile(r"(?:(?<=^)|(?<=[;.,\n]))\s*(CT|PH)\s*:")
# "Sở Nội vụ tham mưu, các sở, ngành phối hợp": the one who does not help.
_ADVISES = re.compile(
    r"\s+(?:(?:là|làm) (?:cơ quan|đơn vị) )?(?:tham mưu|thực hiện|đầu mối)(?=\s*[;,])", re.IGNORECASE
)
_BRACKET = re.compile(r"\s*\((?:(?:là )?(?:cơ quan|đơn vị) )?(chủ trì|phối hợp)(?:[^()]*)\)", re.IGNORECASE)
_TOGETHER = re.compile(
    r"(?P<lead>(?:\s+(?:là|làm) (?:(?:cơ quan|đơn vị) (?:đầu mối|thường trực)|đầu mối)[\s,]*)?(?:[\s,]*(?:có trách nhiệm )?(?:\b(?<!hội )(?-i:đồng) )?\bchủ trì\b)?)[\s,;]*(?:(?:và|đồng thời)\s+)?"
    r"(?:chủ động\s+)?phối hợp\s+(?:chặt chẽ\s+)?"
    r"(?:(?:cùng\s+với|với|cùng)\s+|(?=(?:các|sở|bộ|ban|ubnd|công an|văn phòng|ủy ban|phòng|cục|vụ)\s|(?-i:[A-ZĐ])))",
    re.IGNORECASE,
)
_AFTER = re.compile(
    r"\s+(?:(?:là|làm) (?:cơ quan|đơn vị) |(?:cùng )?(?<!hội )(?-i:đồng) )?(chủ trì|phối hợp)(?: (?:tham mưu|thực hiện|triển khai))*(?=\s*(?:[;,.\n]|$))",
    re.IGNORECASE,
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
    text = _LABEL.sub(lambda found: f"; {_LEAD_FROM if _leads(found[1]) else _HELP_FROM} ", text)
    if {found[1] for found in _IN_SHORT.finditer(text)} == {"CT", "PH"}:
        text = _IN_SHORT.sub(lambda found: LEADS if found[1] == "CT" else HELPS, text)
    text = _BRACKET.sub(lambda found: LEADS if _leads(found[1]) else HELPS, text)
    text = _ALONG_WITH.sub(f"{LEADS}; {_HELP_FROM} ", _TOGETHER.sub(_clause, text))
    text = _AFTER.sub(lambda found: LEADS if _leads(found[1]) else HELPS, text)
    text = _DOES.sub(LEADS, text)
    return _ADVISES.sub(LEADS, text, count=1) if HELPS in text and LEADS not in text else text


def _clause(found: re.Match[str]) -> str:
    return f"{LEADS if 'chủ trì' in found['lead'].lower() else ''}; {_HELP_FROM} "


def _leads(words: str) -> bool:
    return words.lower() == "chủ trì"


def take_signs(text: str) -> tuple[str, Role, Role]:
    """The text without its signs, its own role, and the role that begins with it."""
    own: Role = "lead" if LEADS in text else "partner" if HELPS in text else ""
    begins: Role = "lead" if _LEAD_FROM in text else "partner" if _HELP_FROM in text else ""
    return text.translate(_SIGNS), own, begins


_SIGNS = dict.fromkeys(map(ord, (LEADS, HELPS, *FROM_HERE)))
