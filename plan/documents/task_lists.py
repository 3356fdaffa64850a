"""Plans without a table: numbered tasks with lines such as "Cơ quan chủ trì: …" below them → rows of a table."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from plan.documents.columns import find_columns
from plan.documents.headings import Role
from plan.documents.labelled_lines import MARK, SAID, Line, line, starts_of_parts
from plan.documents.model import Block, Prose, TableRow
from plan.documents.purposes import gives_no_duties
from plan.documents.stretches import SECTION
from plan.documents.task_rows import both_grounds

_TASK = re.compile(
    r"(?:Nhiệm vụ\s+)?(\d{1,3}(?:\.\d{1,3})*)\s*(?:[.):]\s*|(?<=\.\d)\s+)([^\s\d].*)", re.DOTALL
)
# A section, a part or the signature ends the task before it.
_OUTSIDE = re.compile(
    r"(?:[IVXLC]{1,7}|[A-ZĐ])\s*[.)/:]\s*\S|(?:PHẦN|Phần|CHƯƠNG|Chương) (?:thứ|[IVX\d])|Nơi nhận|TM\. "
)
_STOP = re.compile(r"(?:\./\.|(?<!\.)[.;])$")
_HEADING = TableRow(
    ("STT", "Nhiệm vụ", "Cơ quan chủ trì", "Cơ quan phối hợp", "Sản phẩm", "Thời gian hoàn thành", "Ghi chú")
)
# Such words only say that a task begins, or another of several below one number; what it is stands behind them.
_ANNOUNCED = re.compile(r"(?:Hoạt động|Nhiệm vụ|Công việc)(?:\s+\d+)?(?:\s*:\s*|\s*[.:]?$)")
# Behind the labels of a task, a paragraph without a label or a mark still belongs to it up to this many letters.
_LONGEST_BEHIND_LABELS = 100
_OF_FORM = 2  # cells of a row


@dataclass
class _ListedTask:
    number: str
    paragraphs: list[str]
    titles: list[str] = field(default_factory=list)
    said: dict[Role, list[str]] = field(default_factory=dict)
    last: Role = "title"
    doubt: str = ""
    notes: list[str] = field(default_factory=list)

    @property
    def title(self) -> str:
        return "\n".join(self.titles)

    def take(self, each: Line) -> None:
        """A line of the task, with one label, several or none."""
        self.doubt = both_grounds(self.doubt, each.doubt)
        if each.note:
            self.notes.append(each.note)
            return
        self._add(self.last, each.rest)
        for role, words in each.labels:
            self.last = role
            self._add(role, words)

    def _add(self, role: Role, words: str) -> None:
        words = _STOP.sub("", words.strip()).rstrip() if role in SAID else _name(words)
        if role != "title" and words.endswith(")") and words.count("(") < words.count(")"):
            words = words[:-1].rstrip()  # the bracket began before the labels
        said = self.titles if role == "title" else self.said.setdefault(role, [])
        if words:
            said.append(words)

    def row(self, place: str) -> TableRow:
        return TableRow(
            (
                self.number,
                self.title,
                *("\n".join(self.said.get(role, ())) for role in SAID),
                "\n".join(self.notes),
            ),
            frozenset(),
            place,
            self.doubt,
        )


def as_tables(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The same blocks where there is a table of tasks or no task at all; else every task becomes a row."""
    if any(isinstance(block, TableRow) and find_columns(block, None) for block in blocks):
        return tuple(blocks)
    items = list(_items(blocks))
    if not any(isinstance(item, _ListedTask) and item.title and item.said.get("lead") for item in items):
        return tuple(blocks)
    return tuple(_rows(items))


def _items(blocks: Sequence[Block]) -> Iterator[_ListedTask | str]:
    """Tasks, and the paragraphs that belong to none."""
    head: re.Match[str] | None = None
    held, has_labels = list[Line](), False
    lines = [each for block in blocks for each in _lines(block)]
    for each, after in zip(lines, [*lines, None][1:], strict=True):
        found = _TASK.fullmatch(each.text)
        if head and (found or _OUTSIDE.match(each.text) or (has_labels and _is_foreign(each, after))):
            yield from _tasks(head, held)
            head = None
        if found:
            head, held = found, [line(found[2], each.doubt)]
            has_labels = bool(held[0].labels)
        elif head:
            held.append(each)
            has_labels = has_labels or bool(each.labels)
        else:
            yield each.text
    if head:
        yield from _tasks(head, held)


def _lines(block: Block) -> Iterator[Line]:
    texts = (block.text,) if isinstance(block, Prose) else _form(block.cells)
    yield from (line(text.strip(), block.doubt) for text in texts)


def _form(cells: tuple[str, ...]) -> tuple[str, ...]:
    """A form says the label in one cell and its words in the next."""
    said = f"{cells[0].strip().rstrip(':')}: {cells[1].strip()}" if len(cells) == _OF_FORM else ""
    return (said,) if said and line(said).labels and not line(said).rest else cells


def _is_foreign(each: Line, after: Line | None) -> bool:
    """A long paragraph behind the labels is about something else, but where labels of its own follow."""
    is_part = each.labels or MARK.match(each.text) or len(each.text) <= _LONGEST_BEHIND_LABELS
    return not is_part and not (after and after.labels)


def _tasks(head: re.Match[str], held: Sequence[Line]) -> Iterator[_ListedTask]:
    """The task of a number; several where each below it has labels of its own, with what they share as a note."""
    number, first, below = head[1], held[0], held[1:]
    starts = [] if first.labels else starts_of_parts(below)
    begin = starts[0] if starts else len(below)
    has_own = not starts or any(each.labels for each in below[:begin])
    if has_own:
        yield _task(number, held[: 1 + begin], [head.string])
    for part, (start, end) in enumerate(pairwise([*starts, len(below)]), 1 + has_own):
        begun = below[start]
        task = _task(f"{number}.{begun.letter or part}", [_unmarked(begun), *below[start + 1 : end]])
        task.notes.append(f"Thuộc {number}: {' '.join(head[2].split())}")
        yield task


def _task(number: str, lines: Sequence[Line], heading: Sequence[str] = ()) -> _ListedTask:
    """`heading`: the paragraph with the number, in place of its words without it."""
    task = _ListedTask(number, [*heading, *(each.text for each in lines[len(heading) :])])
    for each in lines:
        task.take(each)
    if not task.title and task.notes:  # "Hoạt động 1", and what it is behind "Nội dung:"
        task.titles.append(task.notes.pop(0).partition(":")[2].strip())
    return task


def _unmarked(first: Line) -> Line:
    """The first line of a part, its words without the mark."""
    mark = MARK.match(first.rest)
    return replace(first, rest=first.rest[mark.end() :]) if mark else first


def _name(words: str) -> str:
    """A line of the task's name, without the mark before a part and words that only say that here is a task."""
    words = words.strip()
    mark = MARK.match(words)
    bare = words[mark.end() :] if mark else words
    if announced := _ANNOUNCED.match(bare):
        return bare[announced.end() :]
    return bare if mark and mark[1] else words


def _rows(items: Sequence[_ListedTask | str]) -> Iterator[Block]:
    """A number without labels is a task only among tasks, and not where it heads the numbers below it.

    Nor is one without a lead in a section of purposes: “2. Tháng hành động … Thời gian: …” says what it is about.
    """
    yield Prose("")
    count, among_tasks, purpose = 0, False, False
    for n, item in enumerate(items):
        if isinstance(item, str):
            if _OUTSIDE.match(item):
                section = SECTION.fullmatch(item)
                among_tasks, purpose = False, bool(section and gives_no_duties(section[2]))
            yield Prose(item)
            continue
        stands_alone = among_tasks and not _heads(item, items[n + 1 : n + 2])
        is_task = bool(item.said.get("lead") if purpose else item.said or stands_alone)
        if item.title and is_task:
            if not count:
                yield _HEADING
            count, among_tasks = count + 1, True
            yield item.row(f"task {count}")
        if not item.said or not is_task:
            yield from (Prose(text) for text in item.paragraphs)


def _heads(task: _ListedTask, following: Sequence[_ListedTask | str]) -> bool:
    return any(
        isinstance(item, _ListedTask) and item.number.startswith(f"{task.number}.") for item in following
    )
