"""Excel files (.xlsx): the sheets one after the other; formulas are never calculated, only what was kept of them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from plan.documents.budget import Budget
from plan.documents.formats.archives import Archive
from plan.documents.formats.excel_styles import CellFormat, RichText, cell_formats, rich_text
from plan.documents.formats.excel_values import CellText, write_day, write_number
from plan.documents.formats.markup import Node, attribute, children, find, number
from plan.documents.grids import MOST_COLUMNS
from plan.documents.marks import PLAIN
from plan.documents.model import Problem

MOST_SHEETS = 255
_REFERENCE = re.compile(r"([A-Z]{1,3})(\d{1,7})")


@dataclass(frozen=True, slots=True)
class WorkbookSheet:
    """Cells that say something, by row and column from 1, and the merged areas as drawn."""

    title: str
    hidden: bool
    cells: dict[tuple[int, int], CellText]
    merged: tuple[tuple[int, int, int, int], ...]
    problems: tuple[Problem, ...]
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class _Workbook:
    strings: list[RichText]
    formats: list[CellFormat]
    since_1904: bool

    def format(self, node: Node) -> CellFormat:
        style = number(attribute(node, "s"))
        return self.formats[style] if 0 <= style < len(self.formats) else CellFormat()


def read_sheets(archive: Archive) -> Iterator[WorkbookSheet]:
    main = archive.main_part()
    if not archive.holds(main):
        raise archive.broken()
    root, linked = archive.xml(main), {link[1]: link for link in archive.links(main)}
    parts = {kind: target for kind, _, target in linked.values()}
    book = _Workbook(
        _strings(archive, parts.get("sharedStrings", "")),
        cell_formats(archive, parts.get("styles", "")),
        attribute(find(root, "workbookPr"), "date1904") in {"1", "true"},
    )
    sheets = find(root, "sheets")
    nodes = list(children(sheets)) if sheets is not None else []
    if len(nodes) > MOST_SHEETS:
        raise archive.budget.spent()
    for node in nodes:
        kind, _, target = linked.get(attribute(node, "id"), ("", "", ""))
        if kind == "worksheet":
            title, hidden = attribute(node, "name"), attribute(node, "state") in {"hidden", "veryHidden"}
            yield _sheet(archive.xml(target), title, hidden, book, archive.budget)


def reference(row: int, column: int) -> str:
    return f"{letters(column)}{row}"


def letters(column: int) -> str:
    name = ""
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


def _strings(archive: Archive, part: str) -> list[RichText]:
    return [rich_text(node) for node in children(archive.xml(part))] if archive.holds(part) else []


def _sheet(root: Node, title: str, hidden: bool, book: _Workbook, budget: Budget) -> WorkbookSheet:
    cells: dict[tuple[int, int], CellText] = {}
    problems: list[Problem] = []
    for row, column, node in _nodes(root):
        budget.step()
        where = f"sheet {title}, cell {reference(row, column)}"
        if trouble := _trouble(node):
            problems.append(Problem(where, _formula(node), trouble, lost=True))
        elif budget.text((written := _value(node, book)).text).strip():
            cells[row, column] = written
    rows, columns = frozenset(_hidden_rows(root)), frozenset(_hidden_columns(root))
    return WorkbookSheet(title, hidden, cells, tuple(_merged(root)), tuple(problems), rows, columns)


def _hidden_rows(root: Node) -> Iterator[int]:
    data = find(root, "sheetData")
    row = 0
    for line in children(data) if data is not None else ():
        row = number(attribute(line, "r"), row + 1)
        if _is_hidden(line, "ht"):
            yield row


def _hidden_columns(root: Node) -> Iterator[int]:
    columns = find(root, "cols")
    for node in children(columns) if columns is not None else ():
        if _is_hidden(node, "width"):
            first, last = (number(attribute(node, side)) for side in ("min", "max"))
            yield from range(max(first, 1), min(last, MOST_COLUMNS) + 1)


def _is_hidden(node: Node, size: str) -> bool:
    return attribute(node, "hidden") in {"1", "true"} or attribute(node, size) in {"0", "0.0"}


def _nodes(root: Node) -> Iterator[tuple[int, int, Node]]:
    data = find(root, "sheetData")
    row = 0
    for line in children(data) if data is not None else ():
        row = number(attribute(line, "r"), row + 1)
        column = 0
        for node in children(line):
            found = _REFERENCE.fullmatch(attribute(node, "r"))
            column = _column(found[1]) if found else column + 1
            yield row, column, node


def _column(name: str) -> int:
    place = 0
    for letter in name:
        place = place * 26 + ord(letter) - ord("A") + 1
    return place


def _trouble(node: Node) -> str:
    value, kind = find(node, "v"), attribute(node, "t")
    if kind == "e":
        return "Ô này báo lỗi công thức; hãy mở bằng Excel, sửa công thức rồi lưu lại."
    if find(node, "f") is not None and kind != "str" and (value is None or not value.text):
        return "Ô này là công thức chưa tính; hãy mở bằng Excel, lưu lại rồi nhập lại."
    return ""


def _formula(node: Node) -> str:
    formula, value = find(node, "f"), find(node, "v")
    texts = (f"={formula.text or ''}" if formula is not None else "", value.text if value is not None else "")
    return " ".join(filter(None, texts))


def _value(node: Node, book: _Workbook) -> CellText:
    """As it is shown: struck out or hidden letters have their signs, raised ones their own form."""
    shown = book.format(node)
    text = _text(node, book)
    if isinstance(text, RichText):
        return CellText(
            text.shown if text.is_styled and not shown.effects.hidden else shown.effects.on(text.shown)
        )
    if shown.effects == PLAIN:
        return text
    return CellText(replace(shown.effects, raised=False).on(text.text), text.day)


def _text(node: Node, book: _Workbook) -> CellText | RichText:
    kind, value = attribute(node, "t"), find(node, "v")
    raw = (value.text or "") if value is not None else ""
    if kind == "inlineStr":
        inline = find(node, "is")
        return rich_text(inline) if inline is not None else CellText("")
    if kind == "s":
        place = number(raw, -1)
        return book.strings[place] if 0 <= place < len(book.strings) else CellText("")
    if kind == "d":
        return _iso(raw)
    if kind in {"str", "b"} or not raw:
        return RichText(PLAIN.on(raw))
    return write_number(raw, book.format(node).code, since_1904=book.since_1904)


def _iso(raw: str) -> CellText:
    try:
        return write_day(datetime.fromisoformat(raw))
    except ValueError:
        return CellText(raw)


def _merged(root: Node) -> Iterator[tuple[int, int, int, int]]:
    merges = find(root, "mergeCells")
    for node in children(merges) if merges is not None else ():
        corners = [_REFERENCE.fullmatch(corner) for corner in attribute(node, "ref").split(":")]
        if len(corners) == 2 and corners[0] and corners[1]:
            (top, left), (bottom, right) = ((int(c[2]), _column(c[1])) for c in corners if c)
            yield top, left, bottom, right
