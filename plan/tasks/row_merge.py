"""Which row of a plan each row of an amendment is: section and number first, then title. Pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from plan.documents import Entry
from plan.documents.relations import RowName
from plan.models import Task
from plan.resemblance import alike
from plan.tasks.matches import TOUCHED_UP
from plan.text import fold

_UNCHANGED = re.compile(
    r"(?:như cũ|giữ nguyên|không (?:thay )?đổi|không điều chỉnh|[-–…./\s]*)(?: như .*)?\.?"
)
_REPEALED = re.compile(
    r"(?:ghi chú\s*:\s*)?(?:đề nghị )?(?:bãi bỏ|hủy bỏ|huỷ bỏ|rút khỏi kế hoạch|thôi thực hiện|không thực hiện(?: nữa)?)"
    r"(?: (?:nhiệm vụ|nội dung|dòng)(?: này)?)?\.?"
)
_REPEALS = re.compile(r"bãi bỏ|hủy bỏ|huỷ bỏ")
_CHANGES = re.compile(r"sửa đổi|điều chỉnh|đính chính|cập nhật|thay thế")
_ADDS = re.compile(r"bổ sung|(?:nhiệm vụ|việc|nội dung) mới|thêm mới")
_PLACED = re.compile(r"([IVXLC]{1,7}|[A-ZĐ])\s*\.\s*(\d+(?:\.\d+)*)")
CELLS = ("title", "lead", "partners", "product", "timing", "note")


@dataclass(frozen=True, slots=True)
class MergedRow:
    """One row of an amendment: the task it is, or none if it is new; `doubt` if a person has to say so."""

    entry: Entry
    task: Task | None
    repealed: bool = False
    doubt: str = ""


def merge_rows(
    entries: Sequence[Entry], tasks: Sequence[Task], *, only_adds: bool = False
) -> list[MergedRow]:
    """`tasks` are the rows that stand. `only_adds`: the document says that it adds, and changes nothing."""
    found, taken = [], set[int]()
    for entry in entries:
        hint, row = _in_plan(entry, tasks)
        left = [task for task in tasks if id(task) not in taken]
        task, doubt = _task_of(row, left, adds=only_adds or hint == "adds")
        if task:
            taken.add(id(task))
        found.append(MergedRow(row, task, hint == "repeals" or _says_repealed(row), doubt))
    return found


def _in_plan(entry: Entry, tasks: Sequence[Task]) -> tuple[str, Entry]:
    """The row by the plan's own sections; what a heading of the amendment says instead: adds, changes, repeals."""
    placed = _PLACED.fullmatch(entry.number.strip().rstrip("."))
    if placed:
        entry = replace(entry, section=placed[1], number=placed[2])
    title = fold(entry.section_title)
    own = {task.section_title for task in tasks if task.section == entry.section}
    hint = "" if any(_alike(one, title) for one in own if one) else _hint(title)
    if hint and not placed:
        entry = replace(entry, section="")
    sections = {task.section: task.section_title for task in tasks}
    if not entry.section and len(sections) == 1:
        entry = replace(entry, section=next(iter(sections)))
    known = sections.get(entry.section)
    return hint, entry if known is None else replace(entry, section_title=known)


def _hint(title: str) -> str:
    if _REPEALS.search(title):
        return "repeals"
    if _CHANGES.search(title):
        return "changes"
    return "adds" if _ADDS.search(title) else ""


def _says_repealed(entry: Entry) -> bool:
    said = [entry.lead, entry.partners, entry.product, entry.timing, entry.status, *entry.note.split("\n")]
    return any(_REPEALED.fullmatch(fold(cell)) for cell in said)


def _task_of(entry: Entry, tasks: Sequence[Task], *, adds: bool) -> tuple[Task | None, str]:
    here = [t for t in tasks if t.number and (t.section, t.number) == (entry.section, entry.number)]
    same = [task for task in tasks if fold(task.title) == fold(entry.title)]
    if found := [task for task in here if task in same] or (same if len(same) == 1 else []):
        return found[0], ""
    if like := [task for task in here if _alike(task.title, entry.title)]:
        return like[0], ""
    by_number = [t for t in tasks if t.number and t.number == entry.number and _alike(t.title, entry.title)]
    if not entry.section and len(by_number) == 1:
        return by_number[0], ""
    if len(here) != 1 or adds:
        return None, ""
    if not entry.title.strip():
        return here[0], ""
    title = " ".join(here[0].title.split())
    return here[0], f"dòng {entry.section}.{entry.number} của kế hoạch đang là việc khác: “{title}”"


def _alike(one: str, other: str) -> bool:
    return alike(fold(one), fold(other)) >= TOUCHED_UP


def changed_cells(task: Task, entry: Entry) -> dict[str, tuple[str, str]]:
    """The cells that the row gives other words; an empty one, or *như cũ*, leaves those of the plan."""
    found = {}
    for name in CELLS:
        before, after = getattr(task, name), getattr(entry, name)
        if not _UNCHANGED.fullmatch(fold(after)) and fold(after) != fold(before):
            found[name] = (before, after)
    return found


def find_row(name: RowName, tasks: Sequence[Task]) -> list[Task]:
    """The rows that a sentence names; more than one where it does not say which."""
    if name.title:
        return [task for task in tasks if fold(task.title) == fold(name.title)]
    if name.section:
        return [task for task in tasks if (task.section, task.number) == (name.section, name.number)]
    return [task for task in tasks if task.number == name.number]
