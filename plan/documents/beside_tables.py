"""Sentences beside the table of a plan that give duties of their own: proposed, never taken for rows. Pure."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from plan.documents.model import Block, Entry, Prose
from plan.documents.preamble import read_reporting
from plan.documents.prose_grounds import BESIDE_TABLE
from plan.documents.purposes import hands_out
from plan.documents.sentences import proposed_tasks
from plan.text import fold

_DATED = re.compile(r"\d")
# “… xây dựng kế hoạch để thực hiện Kế hoạch này”: how the rows of the table are done, and no task beside them.
_OF_THE_PLAN = re.compile(
    r"(?:kế hoạch|chương trình|đề án|nghị quyết|quyết định|chỉ thị|thông báo|kết luận|quy định|phụ lục)(?: \w+)? này(?!\w)"
    r"|kế hoạch (?:đã )?(?:đề ra|được (?:giao|duyệt|phê duyệt))|được (?:giao|phân công)(?: nhiệm vụ| chủ trì| phối hợp)?(?= tại| trong(?! dự toán)| ở| theo| phối hợp| chủ trì| nêu)"
    r"|(?:nhiệm vụ|nội dung|công việc)(?: đã)? được (?:giao|phân công)|(?:thực hiện|triển khai) (?:các |những )?(?:kế hoạch|nhiệm vụ|nội dung)(?: (?:trên|nêu trên|đảm bảo|bảo đảm|của)|[.;,]|$)"
)
# “… hoàn thành các nhiệm vụ dưới đây trước ngày …” is the time of the rows.
_OF_THE_ROWS = re.compile(
    r"(?:nhiệm vụ|nội dung|công việc) (?:dưới đây|sau đây|(?:tại|trong|ở) (?:các )?(?:phụ lục|bảng))(?!\w)"
)
_ADDRESSEES = "Nơi nhận"
_SAME = 30  # letters: such beginnings of two titles are the same task, told twice


def duties_beside(blocks: Iterable[Block], rows: Sequence[Entry]) -> tuple[Entry, ...]:
    """With a day, wherever they stand; without one, where the plan hands out work.

    What is about the plan itself, or a periodic report of it, is no task beside the others. What a row of the table says,
    too, is left to the row.
    """
    told = {fold(row.title)[:_SAME] for row in rows}
    found = proposed_tasks(_prose(blocks))
    return tuple(
        replace(duty, proposed=BESIDE_TABLE)
        for duty in found
        if _is_own(duty) and fold(duty.title)[:_SAME] not in told
    )


def _prose(blocks: Iterable[Block]) -> Iterator[Prose]:
    """The addressees often stand in a table beside who signs; what a web page has behind them is of other papers."""
    for block in blocks:
        if isinstance(block, Prose):
            yield block
        elif any(cell.lstrip().startswith(_ADDRESSEES) for cell in block.cells):
            yield Prose(_ADDRESSEES)


def _is_own(duty: Entry) -> bool:
    if not duty.lead or duty.note.endswith(":") or _OF_THE_ROWS.search(fold(duty.title)):
        return False
    if _DATED.search(duty.timing):
        return True
    is_known = _OF_THE_PLAN.search(fold(duty.note)) or read_reporting((duty.note,))
    return hands_out(duty.section_title) and not is_known
