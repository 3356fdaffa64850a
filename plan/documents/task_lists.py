"""Plans without a table: numbered tasks with lines such as "Cơ quan chủ trì: …" below them → rows of a table."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from plan.documents.columns import find_columns
from plan.documents.headings import Role, role_of
from plan.documents.model import Block, Prose, TableRow
from plan.documents.nesting import both_grounds
from plan.text import fold

_TASK = re.compile(
    r"(?:Nhiệm vụ\s+)?(\d{1,3}(?:\.\d{1,3})*)\s*(?:[.):]\s*|(?<=\.\d)\s+)([^\s\d].*)", re.DOTALL
)
# A section, a part or the signature ends the task before it.
_OUTSIDE = re.compile(
    r"(?:[IVXLC]{1,7}|[A-ZĐ])\s*[.)/:]\s*\S|(?:PHẦN|Phần|CHƯƠNG|Chương) (?:thứ|[IVX\d])|Nơi nhận|TM\. "
)
_LABEL = re.compile(r"(?:^|[;.\n(])\s*(?:[-–+•*]|[a-zđ][.)])?\s*([^\W\d][^:;.\n(]{2,60}):")
# A label is made of the words of headings alone: "Thời gian hoàn thành", not "Thời gian thi đua".
_OF_LABELS = re.compile(
    r"(?:(?:cơ quan|đơn vị|bộ phận|người|cá nhân|đồng chí|đ/c|lãnh đạo|các|tổ chức|chủ trì|phối hợp|thực hiện|phụ trách"
    r"|(?:chịu )?trách nhiệm|chính|tham mưu|soạn thảo|thẩm định|đầu mối|theo dõi|giám sát|phân công|tham gia|hỗ trợ|giao cho|cùng"
    r"|triển khai|thời gian|thời hạn|thời điểm|hạn|ngày|tiến độ|lộ trình|hoàn thành|bắt đầu|kết thúc|xong|cuối|chót|dự kiến|trình"
    r"|báo cáo|sản phẩm|kết quả|đầu ra|yêu cầu|cần đạt|và|hình thức|văn bản|deadline|liên quan|ban hành)(?:[\s,/]+|$))++"
)
_STOP = re.compile(r"\s*(?:\./\.|(?<!\.)[.;])\s*$")
# "a) Bê tông hóa đường thôn": a task of its own where its labels stand below it.
_LETTERED = re.compile(r"([a-zđ])\s*[.)]\s*(\S.*)", re.DOTALL)
_BULLET = re.compile(r"[-–+•*]\s*\S")
_SAID: tuple[Role, ...] = ("lead", "partners", "product", "timing")
_HEADING = TableRow(
    ("STT", "Nhiệm vụ", "Cơ quan chủ trì", "Cơ quan phối hợp", "Sản phẩm", "Thời gian hoàn thành", "Ghi chú")
)
# What such a line says is of the task, and no part of its name.
_NOTED = re.compile(
    r"(?:[-–+•*]|[a-zđ][.)])\s*((?:Nội dung|Mục tiêu|Kinh phí|Nguồn lực|Yêu cầu|Ghi chú)[^:;.\n]{0,40}:.*)",
    re.DOTALL,
)
# A longer paragraph under a task without a label is about something else.
_LONGEST_REST = 100


@dataclass
class _ListedTask:
    number: str
    paragraphs: list[str]
    title: str = ""
    said: dict[Role, str] = field(default_factory=dict)
    last: Role = "title"
    doubt: str = ""
    notes: list[str] = field(default_factory=list)

    def take(self, text: str, doubt: str) -> None:
        """A paragraph of the task, with one label, several or none."""
        self.doubt = both_grounds(self.doubt, doubt)
        rest, labels = _labelled(text)
        if not labels and (noted := _NOTED.fullmatch(text)):
            self.notes.append(noted[1])
            return
        self._add(self.last, rest)
        for role, words in labels:
            self.last = role
            self._add(role, words)

    def _add(self, role: Role, words: str) -> None:
        words = _STOP.sub("", words).strip() if role in _SAID else words.strip()
        if role != "title" and words.endswith(")") and words.count("(") < words.count(")"):
            words = words[:-1].rstrip()  # the bracket began before the labels
        if role == "title":
            self.title = "\n".join(filter(None, (self.title, words)))
        else:
            self.said[role] = "\n".join(filter(None, (self.said.get(role, ""), words)))

    def row(self, place: str) -> TableRow:
        return TableRow(
            (self.number, self.title, *(self.said.get(role, "") for role in _SAID), "\n".join(self.notes)),
            frozenset(),
            place,
            self.doubt,
        )


def as_tables(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The same blocks where there is a table of tasks or no task at all; else every task becomes a row."""
    if any(isinstance(block, TableRow) and find_columns(block, None) for block in blocks):
        return tuple(blocks)
    items = list(_items(blocks))
    if not any(isinstance(item, _ListedTask) and item.said for item in items):
        return tuple(blocks)
    return tuple(_rows(items))


def _items(blocks: Sequence[Block]) -> Iterator[_ListedTask | str]:
    """Tasks, and the paragraphs that belong to none."""
    task: _ListedTask | None = None
    heads = ""
    paragraphs = list(_paragraphs(blocks))
    for n, (text, doubt) in enumerate(paragraphs):
        found = _TASK.fullmatch(text)
        if found or _OUTSIDE.match(text):
            heads = found[1] if found else ""
        elif (part := _part(text, heads)) and (not task or not task.said or task.number != heads):
            found = part if _labels_below(paragraphs[n + 1 :]) else None
        ends = bool(found or _OUTSIDE.match(text) or (text and task and _is_foreign(task, text)))
        if task and ends:
            yield task
            task = None
        if found:
            number = f"{heads}.{found[1]}" if found.re is _LETTERED else found[1]
            task = _ListedTask(number, [text])
            task.take(found[2], doubt)
        elif task:
            task.paragraphs.append(text)
            task.take(text, doubt)
        else:
            yield text
    if task:
        yield task


def _part(text: str, heads: str) -> re.Match[str] | None:
    """A part of the numbered task, or heading, `heads`; a label with a letter before it is none."""
    found = _LETTERED.fullmatch(text) if heads else None
    if _NOTED.fullmatch(text):
        return None
    return found if found and not (_labelled(text)[1] and not _labelled(text)[0].strip()) else None


def _labels_below(paragraphs: Sequence[tuple[str, str]]) -> bool:
    """Whether a label stands before the next part, task or section."""
    for text, _ in paragraphs:
        if _TASK.fullmatch(text) or _OUTSIDE.match(text):
            return False
        if _labelled(text)[1]:
            return True
        if _LETTERED.fullmatch(text):
            return False
    return False


def _paragraphs(blocks: Sequence[Block]) -> Iterator[tuple[str, str]]:
    """Each with what of it was struck out or hidden."""
    for block in blocks:
        texts = (block.text,) if isinstance(block, Prose) else block.cells
        yield from ((text.strip(), block.doubt) for text in texts)


def _is_foreign(task: _ListedTask, text: str) -> bool:
    is_part = _labelled(text)[1] or _BULLET.match(text) or len(text) <= _LONGEST_REST
    return bool(task.said) and not is_part


def _labelled(text: str) -> tuple[str, list[tuple[Role, str]]]:
    """What stands before the first label, then each label with its words."""
    labels = [(m, role) for m in _LABEL.finditer(text) if (role := _role_of(m[1])) in _SAID]
    ends = [*(m.start() for m, _ in labels[1:]), len(text)]
    rest = text[: labels[0][0].start()] if labels else text
    return rest, [(role, text[m.end() : end]) for (m, role), end in zip(labels, ends, strict=False) if role]


def _role_of(label: str) -> Role | None:
    """“Tiêu chuẩn về kết quả chỉ số:” and “Đối với đơn vị thực hiện tốt:” are sentences."""
    return role_of(label) if _OF_LABELS.fullmatch(fold(label)) else None


def _rows(items: Sequence[_ListedTask | str]) -> Iterator[Block]:
    """A number without labels is a task only among tasks, and not where it heads the numbers below it."""
    yield Prose("")
    count, here = 0, False
    for n, item in enumerate(items):
        if isinstance(item, str):
            here = here and not _OUTSIDE.match(item)
            yield Prose(item)
            continue
        if item.said or (here and not _heads(item, items[n + 1 : n + 2])):
            if not count:
                yield _HEADING
            count, here = count + 1, True
            yield item.row(f"task {count}")
        if not item.said:
            yield from (Prose(text) for text in item.paragraphs)


def _heads(task: _ListedTask, following: Sequence[_ListedTask | str]) -> bool:
    return any(
        isinstance(item, _ListedTask) and item.number.startswith(f"{task.number}.") for item in following
    )
