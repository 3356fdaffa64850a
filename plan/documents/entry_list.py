"""Rows of tasks → entries: each said once, told apart, with what its section and the row above give it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from plan.documents.annexes import Annex
from plan.documents.bodies import bodies_in_brackets
from plan.documents.columns import Columns
from plan.documents.ditto import without_dittos
from plan.documents.entry_checks import check_cells
from plan.documents.findings import Findings
from plan.documents.headings import Role
from plan.documents.model import Entry
from plan.documents.month_words import within_month
from plan.documents.paired_lines import paired
from plan.documents.sections import NOTHING, Given
from plan.documents.task_rows import TaskRow, both_grounds, nested, without_cuts

_NUMBER = re.compile(r"(\d+)((?:\.\d+)*)")
_OWN_AGENCIES = "ô nhiệm vụ gộp qua nhiều dòng, dòng này có cơ quan riêng nên đọc thành một việc riêng"
_NEEDED: tuple[Role, ...] = ("lead", "timing")


@dataclass
class EntryList:
    """`given` is what the row of the section says, `time_above` what the text above the table says, for every row.

    `month`: the month right above a table whose rows say their weeks and days. `head`: the row whose partners and product the rows below it share. `begun`: the first of several tasks under
    one title, and `parts` how many there are so far.
    """

    findings: Findings
    entries: list[Entry] = field(default_factory=list)
    section: tuple[str, str] = ("", "")
    given: Given = NOTHING
    annex: str = ""
    frame: Annex | None = None
    time_above: str = ""
    month: str = ""
    head: Entry | None = None
    seen: dict[tuple[str, ...], Entry] = field(default_factory=dict)
    used: set[tuple[str, str, str]] = field(default_factory=set)
    begun: Entry | None = None
    parts: int = 1

    def open_section(self, mark: str, title: str, given: Given = NOTHING) -> None:
        self.section, self.head, self.given = (mark, title), None, given

    def add(self, columns: Columns, rows: Sequence[TaskRow]) -> None:
        """The rows of one section become tasks: those below others get what these give them."""
        here = self.findings
        place = here.place, here.table, here.row
        needed = [role for role in _NEEDED if columns.has(role)]
        whole = list(without_dittos(without_cuts([row for row in rows if not row.is_blank])))
        for row in nested(whole, needed):
            here.place = row.where
            for each in paired(row):
                self._entry(columns, each)
        here.place, here.table, here.row = place

    def _entry(self, columns: Columns, row: TaskRow) -> None:
        entry = Entry(
            section=self.section[0],
            section_title=self.section[1],
            number=row.number,
            title=row.title,
            lead=row.lead or self.given.lead,
            partners=row.partners or self.given.partners,
            product=row.product,
            timing=within_month(row.timing, self.given.timing or self.month)
            or self.given.timing
            or self.time_above,
            where=row.where,
            note=row.note,
            proposed=self._ground(row),
            status=row.status[1],
            status_heading=row.status[0],
            years=self.frame.years if self.frame else None,
            paper=self.frame.code if self.frame else "",
        )
        if not row.lead and not columns.has("lead"):
            entry = _led_by_its_title(entry)
        if not row.number and "title" in row.joined and self.entries:
            if self._has_own_agencies(row):
                self._apart(columns, entry)
            else:
                self._join(row)
        elif self._acceptable(columns, again := self._again(entry)):
            self.entries.append(self._told_apart(replace(self._inherit(entry), number=again.number)))

    def _again(self, entry: Entry) -> Entry:
        """“Họp hội đồng” of September and of October, in a table without numbers: two tasks, told apart by a number."""
        turn, numbered = 1, entry
        while not entry.number and (before := self.seen.get(self._key(numbered))):
            if not (entry.timing and before.timing) or entry.timing == before.timing:
                break
            turn += 1
            numbered = replace(entry, number=str(turn))
        return numbered

    def _key(self, entry: Entry) -> tuple[str, ...]:
        return (self.annex, *self.section, entry.number, entry.title)

    def _told_apart(self, entry: Entry) -> Entry:
        """Annexes number their rows anew: a task is found by section, number and title, so no two may share them."""
        while (entry.section, entry.number, entry.title) in self.used:
            entry = replace(entry, section=f"{self.annex or self.findings.table}.{entry.section}".rstrip("."))
        self.used.add((entry.section, entry.number, entry.title))
        return entry

    def _ground(self, row: TaskRow) -> str:
        """What of the row was read from elsewhere than its own cells, so that a person has to confirm it."""
        said = [row.doubt] if row.doubt else []
        if self.given.ground and not row.lead:
            said.append(self.given.ground)
        if self.time_above and not (row.timing or self.given.timing):
            said.append(f"bảng không có cột thời gian; phần lời trên bảng ghi “{self.time_above}”")
        return "; ".join(said)

    def _has_own_agencies(self, row: TaskRow) -> bool:
        """Under one title over several rows, a row that says otherwise than the one above who does it."""
        task = self.entries[-1]
        return bool((row.lead and row.lead != task.lead) or (row.partners and row.partners != task.partners))

    def _apart(self, columns: Columns, entry: Entry) -> None:
        """A task beside the one above, of the same title: `2` and `2.2`, for a person to confirm."""
        above = self.entries[-1]
        begun = self.begun if self.begun and self.begun.title == above.title else above
        self.begun, self.parts = begun, self.parts + 1 if begun is not above else 2
        number = f"{begun.number}.{self.parts}".lstrip(".")
        entry = replace(
            entry, number=number, title=above.title, proposed=both_grounds(entry.proposed, _OWN_AGENCIES)
        )
        check_cells(self.findings, columns, entry)
        self.entries.append(self._told_apart(entry))

    def _join(self, row: TaskRow) -> None:
        """One task over several rows: its products and times are lines of one cell, in their order."""
        task = self.entries[-1]
        self.entries[-1] = replace(
            task,
            product=_lines(task.product, row.product, "product" in row.joined),
            timing=_lines(task.timing, row.timing, "timing" in row.joined),
            note=_lines(task.note, row.note, row.note == task.note),
            proposed=both_grounds(task.proposed, row.doubt),
        )

    def _acceptable(self, columns: Columns, entry: Entry) -> bool:
        key = self._key(entry)
        report = self.findings.report
        if not entry.title:
            message = "Ô nhiệm vụ trống; chưa đọc dòng này."
            report(message, entry.number, columns.heading("title"), lost=True)
        elif key not in self.seen:
            check_cells(self.findings, columns, entry)
        elif replace(self.seen[key], where=entry.where) == entry:
            report("Dòng này lặp lại y nguyên một dòng trên; chỉ đọc một lần.", entry.title)
        else:
            message = (
                "Dòng này cùng số, cùng tên với một dòng trên mà ghi khác; hãy sửa số hoặc gộp hai dòng."
            )
            report(message, entry.title, lost=True)
        fresh = bool(entry.title) and key not in self.seen
        self.seen.setdefault(key, entry)
        return fresh

    def _inherit(self, entry: Entry) -> Entry:
        """Partners and product of the row this one belongs to, where its own cells are blank."""
        number = _NUMBER.fullmatch(entry.number)
        if self.head and (not entry.number or (number and _is_child(number, self.head))):
            return replace(
                entry,
                partners=entry.partners or self.head.partners,
                product=entry.product or self.head.product,
            )
        first_lost = self.head is None and number and number[2] not in {"", ".1"}
        if first_lost and number and not (entry.partners and entry.product):
            self.findings.report(
                f"Không đọc được dòng đầu của nhóm {number[1]} để lấy những ô để trống.", entry.title
            )
        self.head = entry if number else None
        return entry


def _led_by_its_title(entry: Entry) -> Entry:
    """“Rà soát văn bản (Sở Tư pháp chủ trì, phối hợp với Sở Nội vụ)” in a table without a column of agencies."""
    lead, partners = bodies_in_brackets(entry.title)
    if not lead or (entry.lead and "chủ trì" not in entry.title.lower()):
        return entry
    ground = f"cơ quan chủ trì lấy từ tên nhiệm vụ: “{lead}”"
    return replace(entry, lead=lead, partners=partners, proposed=both_grounds(entry.proposed, ground))


def _lines(above: str, below: str, joined: bool) -> str:
    return above if joined or not below else f"{above}\n\n{below}".strip()


def _is_child(number: re.Match[str], head: Entry) -> bool:
    """5.2 belongs to 5, and to 5.1 where that row announces a list; elsewhere 2.1 and 2.2 are neighbours."""
    announces = head.number == number[1] or head.title.endswith(":")
    return bool(number[2]) and number[1] == head.number.split(".")[0] and announces
