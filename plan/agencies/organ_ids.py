"""Identifiers of offices on the axis: the new form (H48.01.02) and the old one (000.01.02.H48). Pure.

Quyết định 20/2020/QĐ-TTg, Điều 4: at most 35 signs, groups between dots, the first a letter A–Y and two figures. Before,
there were four groups and that one came last. Both are alive; neither is ever made from the other.
"""

import re

LONGEST = 35
_PROVINCE = r"[A-Y][0-9]{2}"
_NEW = re.compile(rf"{_PROVINCE}(\.[A-Z0-9]+)*")
_OLD = re.compile(rf"[A-Z0-9]{{2,3}}\.[A-Z0-9]{{2}}\.[A-Z0-9]{{2}}\.{_PROVINCE}")


def organ_id(text: str) -> str:
    """As it is compared: without blanks, in capitals. Empty for what is no identifier of either form."""
    code = "".join(text.split()).upper()
    if len(code) > LONGEST or not (_NEW.fullmatch(code) or _OLD.fullmatch(code)):
        return ""
    return code
