"""Names of files as offices send them: at most 50 plain signs (rules of provinces on electronic documents). Pure."""

import re
import unicodedata

LONGEST = 50
_OTHER = re.compile(r"[^A-Za-z0-9._-]+")


def plain_name(name: str, ending: str = "") -> str:
    """The last part of the name without marks, blanks or signs of a path, its ending kept; never empty.

    >>> plain_name("../Báo cáo quý IV.pdf")
    'Bao_cao_quy_IV.pdf'
    """
    last = name.replace("\\", "/").rpartition("/")[2].replace("đ", "d").replace("Đ", "D")
    letters = "".join(c for c in unicodedata.normalize("NFD", last) if not unicodedata.combining(c))
    plain = re.sub(r"_*\.+_*", ".", _OTHER.sub("_", letters)).strip("._-")
    stem, dot, tail = plain.rpartition(".")
    if not dot or len(tail) > 8:
        stem, tail = plain, ending
    tail = f".{tail}" if tail else ""
    return f"{stem[: LONGEST - len(tail)].rstrip('._-') or 'tep'}{tail}"
