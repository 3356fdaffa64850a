"""A plan or a directory on disk → entries or agencies as written, with every problem and its place."""

import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from plan.documents.agencies_csv import read_agencies
from plan.documents.annexes import apart, framed, framed_by, of_paper
from plan.documents.beside_tables import duties_beside
from plan.documents.columns import EVERYBODY, Meanings, MeaningsByOffice, find_columns
from plan.documents.directions import read_sentences
from plan.documents.formats.readers import read_page
from plan.documents.guesses import NO_HEADING, ground, guessed, guessed_beside, headed
from plan.documents.headings import role_of
from plan.documents.issuers import issuer_key, read_issuer
from plan.documents.model import (
    Block,
    Document,
    DocumentError,
    Entry,
    FrameQuestion,
    Page,
    Problem,
    Prose,
    TableRow,
)
from plan.documents.preamble import read_number, read_preamble, read_replaced, read_reporting
from plan.documents.relations import NamedDecision, Sentences
from plan.documents.role_matrices import in_roles
from plan.documents.sentences import proposed_tasks
from plan.documents.statuses import status_questions
from plan.documents.tables import TablesRead, read_tables
from plan.documents.targets import read_targets
from plan.documents.task_lists import as_tables
from plan.documents.understood import cause_of, understood

__all__ = ["Document", "DocumentError", "Entry", "FrameQuestion", "Problem", "read_agencies", "read_document"]

MOST_ROWS = 12_000
# Number, day and title of a plan in prose stand among its first paragraphs.
MOST_HEAD = 80
_HEADINGS_TOGETHER = 8  # paragraphs
_GAP = re.compile(r"\n(?:[^\S\n]*+\n){2,}+")  # of empty lines: a file may have a million


def read_document(path: Path, known: MeaningsByOffice | None = None, code: str = "") -> Document:
    """Recognised by content, not by name. Raises DocumentError when nothing of the file can be used.

    `known` is what people said headings mean, by the office that issued the document (EVERYBODY: whoever did) and
    their folded words. `code`: of a file with annexes of several papers, only those of that one.
    """
    return _read(read_page(path), path.name, known or {}, code)


def _read(page: Page, name: str, by_office: MeaningsByOffice, code: str) -> Document:
    page, words = understood(page)
    page = replace(page, blocks=in_roles(page.blocks))
    if sum(isinstance(block, TableRow) for block in page.blocks) > MOST_ROWS:
        raise DocumentError(f"Bảng trong {name} có hơn {MOST_ROWS} dòng; hãy tách lấy riêng phần kế hoạch.")
    issuer = _issuer(page.blocks)
    blocks = as_tables(page.blocks)
    said = {**by_office.get(EVERYBODY, {}), **by_office.get(issuer_key(issuer), {})}
    targets, sentences = _about_others(blocks, said)
    found, known = _read_tasks(page, blocks, said, "" if sentences else name)
    first = _first_table(blocks, known)
    before = _joined(blocks[: MOST_HEAD if first is None else first])
    timings = [entry.timing for entry in found.entries]
    preamble = read_preamble(before, timings)
    annexes, entries = found.annexes, found.entries
    if code and (own := of_paper(annexes, entries, code)):
        annexes, entries = own
        preamble = framed_by(annexes[0], timings)
    preamble = framed(preamble, annexes)
    entries = apart(entries, annexes, preamble)
    after = tuple(block.text for block in blocks[first or 0 :] if isinstance(block, Prose))
    return Document(
        code=preamble.code,
        title=preamble.title,
        issued_on=preamble.issued_on,
        period=preamble.years.days,
        entries=tuple(map(words.kept, entries)),
        reporting=read_reporting(after),
        problems=page.problems + _struck(page.blocks) + found.problems,
        replaces=read_replaced("\n".join((before, *after))),
        amends=tuple(target.number for target in targets if target.way == "amends"),
        questions=(*preamble.questions(), *status_questions(entries)),
        headings=found.headings,
        tables=found.names,
        issuer=issuer,
        targets=targets,
        sentences=sentences,
    )


def _about_others(blocks: Sequence[Block], known: Meanings) -> tuple[tuple[NamedDecision, ...], Sentences]:
    """The decisions that the document changes, and of one that does what it says in sentences."""
    first = _first_table(blocks, known)
    head = MOST_HEAD if first is None else first
    before = _joined(blocks[:head])
    below = tuple(block.text for block in blocks[head:] if isinstance(block, Prose))
    targets = read_targets(before, below)
    if not any(target.way == "amends" for target in targets):
        return targets, Sentences()
    return targets, read_sentences([*before.split("\n"), *below])


def _read_tasks(
    page: Page, blocks: Sequence[Block], known: Meanings, name: str
) -> tuple[TablesRead, Meanings]:
    """The tasks in tables and beside them, else those that sentences give; with what the headings of its tables mean.

    Without a name the document need not have any: it says in sentences what it changes.
    """
    found = read_tables(blocks, known)
    if found.entries:
        found, known = _with_others(blocks, known, found)
        beside = duties_beside(blocks, found.entries) if name else ()
        return found._replace(entries=(*found.entries, *beside)), known
    if found.problems:
        return found, known
    if meanings := guessed(page.blocks):
        found, known = _as_guessed(blocks, known, meanings)
    if not found.entries and not found.problems and (with_heading := headed(blocks)):
        found = read_tables(with_heading, known)
        found = found._replace(entries=tuple(_asked(entry, NO_HEADING) for entry in found.entries))
    if name and not found.entries and not found.problems:
        found = found._replace(entries=proposed_tasks(page.blocks))
    if not found.entries and not found.problems and (meanings := guessed(page.blocks, with_targets=True)):
        found, known = _as_guessed(blocks, known, meanings)
    if name and not found.entries and not found.problems:
        raise DocumentError(_nothing(name) + cause_of(page) + _unframed(page.blocks))
    return found, known


def _with_others(blocks: Sequence[Block], known: Meanings, found: TablesRead) -> tuple[TablesRead, Meanings]:
    """With the tables whose headings nobody knows beside those that were read, if they name task, body and time."""
    meanings = guessed_beside(blocks)
    if not meanings:
        return found, known
    more = read_tables(blocks, {**meanings, **known})
    rows = {(entry.number, entry.title, entry.lead, entry.timing) for entry in found.entries}
    why = ground(meanings, more.headings)
    entries = (
        entry if (entry.number, entry.title, entry.lead, entry.timing) in rows else _asked(entry, why)
        for entry in more.entries
    )
    return more._replace(entries=tuple(entries)), {**meanings, **known}


def _as_guessed(blocks: Sequence[Block], known: Meanings, meanings: Meanings) -> tuple[TablesRead, Meanings]:
    """The tables by what their headings seem to mean, every task to be confirmed."""
    known = {**meanings, **known}
    found = read_tables(blocks, known)
    why = ground(meanings, found.headings)
    return found._replace(entries=tuple(_asked(entry, why) for entry in found.entries)), known


def _asked(entry: Entry, why: str) -> Entry:
    """The task with one more thing for a person to confirm."""
    return replace(entry, proposed="; ".join(filter(None, (why, entry.proposed))))


def _nothing(name: str) -> str:
    return (
        f"Không thấy nhiệm vụ nào trong {name}. Đã tìm bảng có dòng tiêu đề ghi Nhiệm vụ (Nội dung, Công việc, Tên văn bản), "
        "Cơ quan chủ trì (Đơn vị thực hiện, Phân công, Phụ trách) và Thời gian (Thời hạn, Tiến độ, Lộ trình), "
        "trong tệp .txt mỗi ô một dòng bắt đầu bằng dấu tab; các dòng Cơ quan chủ trì: …, Thời gian hoàn thành: … "
        "dưới mỗi nhiệm vụ; và câu như “Sở Nội vụ chủ trì, phối hợp với …”. "
        "Nếu bảng dùng tên cột khác, hãy nêu: --columns title=TÊN-CỘT,lead=TÊN-CỘT,timing=TÊN-CỘT."
    )


def _unframed(blocks: Sequence[Block]) -> str:
    """A page whose table has no lines says the headings as paragraphs, one after the other."""
    said = [role_of(block.text) if isinstance(block, Prose) else None for block in blocks]
    spans = (set(said[n : n + _HEADINGS_TOGETHER]) for n in range(len(said)))
    if not any(len({"title", "lead", "timing", "partners", "number"} & span) > 2 for span in spans):
        return ""
    return " Bảng trong tệp dường như không có đường kẻ nên các cột lẫn vào nhau; hãy dùng tệp Word của kế hoạch, hoặc kẻ khung cho bảng."


def _joined(head: Sequence[Block]) -> str:
    return _GAP.sub("\n\n", "\n".join(map(_as_text, head)))


def _issuer(blocks: Sequence[Block]) -> str:
    """Who issued it, told by what stands above the first wide row."""
    wide = (n for n, block in enumerate(blocks) if isinstance(block, TableRow) and _is_wide(block))
    head = _joined(blocks[: min(next(wide, MOST_HEAD), MOST_HEAD)])
    return read_issuer(head, read_number(head))


def _is_wide(row: TableRow) -> bool:
    """A letterhead has two cells that say something; what its grid adds says nothing."""
    return len(set(filter(str.strip, row.cells))) > 2


def _struck(blocks: Sequence[Block]) -> tuple[Problem, ...]:
    """Paragraphs of which something was not read."""
    paragraphs = [block for block in blocks if isinstance(block, Prose)]
    return tuple(
        Problem(f"paragraph {n}", block.text, f"{block.doubt}; hãy xem lại bản gốc.")
        for n, block in enumerate(paragraphs, 1)
        if block.doubt
    )


def _first_table(blocks: Sequence[Block], known: Meanings) -> int | None:
    places = (
        n
        for n, block in enumerate(blocks)
        if isinstance(block, TableRow) and find_columns(block, None, known)
    )
    return next(places, None)


def _as_text(block: Block) -> str:
    """The number and the day often stand in a table without lines, beside the name of the State."""
    return block.text if isinstance(block, Prose) else "\n\n".join(["", *dict.fromkeys(block.cells), ""])
