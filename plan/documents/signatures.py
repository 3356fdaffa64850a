"""Who drew up and who signs, in rows under a table of a workbook: the table ends there. Pure."""

import re
from collections.abc import Sequence

from plan.documents.model import TableRow
from plan.text import fold

_SIGNED = re.compile(
    r"(?:người (?:lập|tổng hợp|báo cáo|ký)|cán bộ (?:lập|tổng hợp)|nơi nhận|ký(?:,| và)? (?:ghi rõ|tên|đóng)|tm\.|kt\.|t/m|tl\."
    r"|(?:phó )?(?:giám đốc|chủ tịch|hiệu trưởng|bí thư|chánh văn phòng|trưởng (?:phòng|ban)|cục trưởng|chi cục trưởng)"
    r"|thủ trưởng(?: đơn vị| cơ quan)?|kế toán(?: trưởng)?|lãnh đạo đơn vị)[\s:.]*(?:\(.*\)|bi[eể]u.*|bảng.*)?"
)
_PLACE_AND_DAY = re.compile(r"[^\d,]{2,40}, ngày[\s.…\d]*tháng[\s.…\d]*năm[\s.…\d]*")
_ADDRESSEES = re.compile(r"nơi nhận\s*:")
_NUMBER = re.compile(r"\s*\d+(?:\.\d+)*[.)]?\s*")
_MOST_WORDS, _MOST_SIGNERS, _MOST_ROWS = 60, 3, 12


def before_signatures(rows: Sequence[TableRow]) -> Sequence[TableRow]:
    """The rows up to those of the signature; all of them where anything like a task follows it."""
    for n in range(max(0, len(rows) - _MOST_ROWS), len(rows)):
        if _is_addressees(rows[n]) or (_is_signature(rows[n]) and all(map(_is_thin, rows[n:]))):
            return rows[:n]
    return rows


def _is_addressees(row: TableRow) -> bool:
    """`Nơi nhận: - Như trên; …` beside who signs, glued to the table above."""
    return bool(row.cells and _ADDRESSEES.match(fold(row.cells[0]))) and not any(
        map(_NUMBER.fullmatch, row.cells)
    )


def _is_signature(row: TableRow) -> bool:
    """Nothing but titles of who signs, or a place with a day; a section fills its row, a signature never."""
    words = [fold(text) for text in _texts(row)]
    if not words or len(set(row.cells)) == 1:
        return False
    return all(_SIGNED.fullmatch(text) or _PLACE_AND_DAY.fullmatch(text) for text in words)


def _is_thin(row: TableRow) -> bool:
    """A row of a few short words without a number."""
    texts = _texts(row)
    numbered = _NUMBER.fullmatch(row.cells[0]) is not None
    return not numbered and len(texts) <= _MOST_SIGNERS and all(len(text) <= _MOST_WORDS for text in texts)


def _texts(row: TableRow) -> list[str]:
    return [text for text in dict.fromkeys(row.cells) if text.strip()]
